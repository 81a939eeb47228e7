"""What the clock strip says: the words of its flags, braces and counts, and the whole in sentences."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext, pgettext, pgettext_lazy

from yichuang.clocks.rules.strip import Brace, BraceKind, Cell, CellKind, Count, Flag, FlagKind, Strip, Weeks
from yichuang.clocks.wording.names import amount_words, days_words, holiday_words, reason_words
from yichuang.kernel.worktime import Unit
from yichuang.web.days import day_words, short_day, weekday_words

FLAG_NAMES = {
    FlagKind.START: pgettext_lazy("flag of the clock strip", "Accepted"),
    FlagKind.TODAY: pgettext_lazy("flag of the clock strip", "Today"),
    FlagKind.PROMISE: pgettext_lazy("flag of the clock strip", "Promise due"),
    FlagKind.STATUTORY: pgettext_lazy("flag of the clock strip", "Statutory limit due"),
    FlagKind.BOTH: pgettext_lazy("flag of the clock strip", "Promise and statutory limit due"),
    FlagKind.ORIGINAL: pgettext_lazy("flag of the clock strip", "Originally"),
    FlagKind.ENDED: pgettext_lazy("flag of the clock strip", "Ended"),
}

CELL_SIGNS = {
    CellKind.START: pgettext_lazy("sign in a cell of the clock strip", "S"),
    CellKind.WEEKEND: pgettext_lazy("sign in a cell of the clock strip: weekend", "W"),
    CellKind.HOLIDAY: pgettext_lazy("sign in a cell of the clock strip: holiday", "H"),
    CellKind.HELD: pgettext_lazy("sign in a cell of the clock strip: held", "P"),
    CellKind.HALF_HELD: pgettext_lazy("sign in a cell of the clock strip: held", "P"),
}


@dataclass(frozen=True, slots=True)
class SpokenFlag:
    """label over day, as drawn; provisional: the tag 暂定."""

    flag: Flag
    label: str
    day: str


@dataclass(frozen=True, slots=True)
class SpokenCount:
    """A figure beside the strip, as components/count.html draws it."""

    label: str
    number: str
    after: str


@dataclass(frozen=True, slots=True)
class SpokenStrip:
    """A strip with all its words. Cells and braces are paired with theirs, in their order."""

    strip: Strip
    title: str
    desc: str
    cells: tuple[tuple[Cell, str], ...]
    items: tuple[tuple[Cell | Weeks, str], ...]
    short: tuple[tuple[Cell, str], ...]
    flags: tuple[SpokenFlag, ...]
    braces: tuple[tuple[Brace, str], ...]
    counts: tuple[SpokenCount, ...]
    make_up_sign: str


def spoken(strip: Strip) -> SpokenStrip:
    """A strip with its words in the language of the page."""
    unit = strip.promise.unit
    return SpokenStrip(
        strip=strip,
        title=gettext("Clock strip"),
        desc=description(strip),
        cells=tuple((cell, cell_words(cell)) for cell in strip.cells),
        items=tuple((item, _item_words(item)) for item in strip.items),
        short=tuple((cell, _short_words(cell)) for cell in strip.short),
        flags=tuple(_flag(flag) for flag in strip.flags),
        braces=tuple((brace, brace_words(brace, unit)) for brace in strip.braces),
        counts=tuple(_counts(strip)),
        make_up_sign=pgettext("sign in a cell of the clock strip: worked in exchange", "X"),
    )


def cell_words(cell: Cell) -> str:
    """What stands in a cell."""
    if cell.kind is CellKind.PAST:
        return f"+{cell.n}"
    return str(CELL_SIGNS.get(cell.kind) or cell.n)


def brace_words(brace: Brace, unit: Unit) -> str:
    """What stands under a brace."""
    working = Unit.WORKING if unit is Unit.WORKING else Unit.CALENDAR
    match brace.kind:
        case BraceKind.HOLIDAY:
            return holiday_words(brace.label)
        case BraceKind.DEEMED:
            return gettext("no notice in time: deemed accepted")
        case BraceKind.HELD:
            facts = {"reason": reason_words(brace.label), "amount": amount_words(brace.units, working)}
            return gettext("%(reason)s: %(amount)s taken out") % facts
        case BraceKind.HALF_HELD:
            facts = {"reason": reason_words(brace.label), "amount": days_words(brace.units)}
            return gettext("%(reason)s: promise alone stands, %(amount)s") % facts


def description(strip: Strip) -> str:
    """The whole strip in sentences, for those who do not see it."""
    told = [gettext("Starts on %(day)s, which is not counted") % {"day": day_words(strip.cells[0].day)}]
    told.append(_limit_words(gettext("Promised: %(amount)s, %(used)s used, %(state)s"), strip.promise))
    if strip.statutory:
        told.append(_limit_words(gettext("By law: %(amount)s, %(used)s used, %(state)s"), strip.statutory))
    told += [
        gettext("%(days)s: %(why)s") % {
            "days": _span(brace), "why": brace_words(brace, strip.promise.unit)
        }
        for brace in strip.braces
    ]  # fmt: skip
    worked = [day_words(cell.day) for cell in strip.cells if cell.make_up]
    if worked:
        told.append(
            gettext("%(days)s worked in exchange") % {"days": pgettext("between parts", ", ").join(worked)}
        )
    end = {"day": day_words(strip.ended_on or strip.today)}
    told.append(gettext("Ended on %(day)s") % end if strip.ended_on else gettext("Today is %(day)s") % end)
    return gettext("%(parts)s.") % {"parts": pgettext("between parts", ". ").join(told)}


def _span(brace: Brace) -> str:
    if brace.first == brace.last:
        return day_words(brace.first)
    return gettext("%(start)s to %(end)s") % {"start": short_day(brace.first), "end": short_day(brace.last)}


def _limit_words(sentence: str, count: Count) -> str:
    if count.due_on:
        state = gettext("due on %(day)s") % {"day": day_words(count.due_on)}
        if count.provisional:
            state = gettext("provisionally %(state)s") % {"state": state}
    else:
        state = gettext("stands for %(reason)s") % {"reason": reason_words(count.stop_reason)}
    return sentence % {
        "amount": amount_words(count.total, count.unit),
        "used": days_words(count.used),
        "state": state,
    }


def _flag(flag: Flag) -> SpokenFlag:
    day = f"{short_day(flag.day)} {weekday_words(flag.day)}"
    label = str(FLAG_NAMES[flag.kind])
    if flag.provisional:
        label = gettext("%(flag)s (provisional)") % {"flag": label}
    return SpokenFlag(flag, label, day)


def _item_words(item: Cell | Weeks) -> str:
    if isinstance(item, Cell):
        return cell_words(item)
    return gettext("%(per_week)s×%(weeks)s weeks") % {"per_week": item.per_week, "weeks": item.weeks}


def _short_words(cell: Cell) -> str:
    if cell.kind is CellKind.HELD:
        return f"{CELL_SIGNS[CellKind.HELD]}{cell.n}"
    return cell_words(cell)


def _counts(strip: Strip) -> list[SpokenCount]:
    """Both limits and what is left of them; used; taken out, where something was."""
    limits = [(gettext("Promise %(amount)s, left"), gettext("Promise %(amount)s, overdue"), strip.promise)]
    if strip.statutory:
        limits.append((gettext("Law %(amount)s, left"), gettext("Law %(amount)s, overdue"), strip.statutory))
    told: list[SpokenCount] = []
    for left, overdue, count in limits:
        label = (overdue if count.overdue else left) % {"amount": amount_words(count.total, count.unit)}
        after = pgettext("count beside the clock strip", "days")
        if not told and not count.overdue and not count.stopped and not strip.ended_on:
            after = gettext("days (today included)")
        told.append(SpokenCount(label, str(count.overdue or count.left), after))
    told.append(
        SpokenCount(
            pgettext("count beside the clock strip", "Used"),
            str(strip.promise.used),
            pgettext("count beside the clock strip", "days"),
        )
    )
    if strip.promise.excluded:
        held = [brace for brace in strip.braces if brace.kind in {BraceKind.HELD, BraceKind.HALF_HELD}]
        why = pgettext("between parts", ", ").join(dict.fromkeys(reason_words(brace.label) for brace in held))
        after = gettext("days (%(why)s)") % {"why": why}
        told.append(
            SpokenCount(
                pgettext("count beside the clock strip", "Taken out"), str(strip.promise.excluded), after
            )
        )
    return told
