"""How a due day came about, in rows and in one sentence: from the same spans as the day itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby

from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext, pgettext

from yichuang.clocks.rules.clock import Folded
from yichuang.clocks.wording.names import amount_words, holiday_words, reason_words
from yichuang.kernel.worktime import DaySpan, SpanReason, Unit
from yichuang.web.days import day_words, full_day, short_day


@dataclass(frozen=True, slots=True)
class Row:
    """A row as components/derivation.html draws it."""

    days: str
    counted: str
    numbers: str
    reason: str
    clause: str


def rows(
    promise: Folded, statutory: Folded | None, clauses: Mapping[str, str], *, deemed: bool = False
) -> list[Row]:
    """The derivation of the promise, and on from there that of the statutory day.

    Where the two did not run side by side (a survey stopped the promise only) the statutory one is told
    from its beginning. Source: CLK-001.
    """
    told = span_rows(promise.derivation(), promise.unit, clauses, deemed=deemed)
    if promise.due_on:
        told[-1] = _ending(told[-1], promise.due_on, gettext("promise due"))
    if statutory is None or statutory.due_on is None:
        return told
    spans = list(statutory.derivation())
    if statutory.unit is promise.unit and statutory.halts == promise.halts and promise.due_on:
        spans = _after(spans, promise.due_on, statutory)
    if spans:
        more = span_rows(spans, statutory.unit, clauses, deemed=deemed)
        told += [*more[:-1], _ending(more[-1], statutory.due_on, gettext("statutory limit due"))]
    return told


def span_rows(
    spans: Sequence[DaySpan], unit: Unit, clauses: Mapping[str, str], *, deemed: bool = False
) -> list[Row]:
    """Spans of days as rows."""
    return [
        Row(
            days=range_words(span.first, span.last),
            counted=_counted(span),
            numbers=_numbers(span),
            reason=_reason(span, unit, deemed=deemed),
            clause=clauses.get(
                "deemed" if deemed and span.reason is SpanReason.START else span.clause, span.clause
            ),
        )
        for span in spans
    ]


def sentence(folded: Folded) -> str:
    """The short sentence that is printed: what was not counted and what was, in the order of the days.

    受理当日不计；国庆假期（10月1日至7日）不计；10月10日调休上班，计入；听证扣除 8 个工作日。
    """
    told = [gettext("the day of acceptance is not counted")]
    for span in folded.derivation():
        if span.reason is SpanReason.HOLIDAY:
            facts = {"holiday": holiday_words(span.label), "days": range_words(span.first, span.last)}
            told.append(gettext("%(holiday)s (%(days)s) not counted") % facts)
        elif span.reason is SpanReason.HELD and span.held_units:
            facts = {"why": reason_words(span.label), "amount": _units(span.held_units, folded.unit)}
            told.append(gettext("%(why)s: %(amount)s not counted") % facts)
        elif span.reason is SpanReason.ROLLED:
            told.append(gettext("a last day off runs on to the next working day"))
        if span.make_up and span.counted:
            facts = {"days": pgettext("between parts", ", ").join(short_day(day) for day in span.make_up)}
            told.append(gettext("%(days)s worked in exchange, counted") % facts)
    return gettext("%(parts)s.") % {"parts": pgettext("between parts", "; ").join(told)}


def note(folded: Folded, regulation: str, policy_on: date) -> str:
    """The line below the table: calendar and policy by their version."""
    facts = {
        "version": folded.calendar.version,
        "until": full_day(folded.calendar.published_until),
        "regulation": regulation,
        "on": full_day(policy_on),
    }
    return (
        gettext("Calendar %(version)s (announced to %(until)s) · regime %(regulation)s, as of %(on)s") % facts
    )


def range_words(first: date, last: date) -> str:
    """9月9日（周三）; 9月10日至15日; 9月28日至10月3日."""
    if first == last:
        return day_words(first)
    if (first.year, first.month) == (last.year, last.month):
        end = date_format(last, pgettext("last day of a range in one month", "j F"))
        start = date_format(first, pgettext("first day of a range in one month", "j"))
    else:
        start, end = short_day(first), short_day(last)
    return gettext("%(start)s to %(end)s") % {"start": start, "end": end}


def day_list(days: Sequence[date], month: int) -> str:
    """12、13日; with the month where it is another one."""
    told = []
    for (_year, number), group in groupby(days, key=lambda day: (day.year, day.month)):
        of_month = list(group)
        facts = {
            "days": pgettext("between parts", ", ").join(str(day.day) for day in of_month),
            "month": date_format(of_month[0], pgettext("a month by itself", "F")),
        }
        if number == month:
            told.append(pgettext("days of the month that is spoken of", "%(days)s") % facts)
        else:
            told.append(pgettext("days of another month", "%(days)s %(month)s") % facts)
    return pgettext("between parts", ", ").join(told)


def _after(spans: Sequence[DaySpan], due_on: date, folded: Folded) -> list[DaySpan]:
    """The part of a derivation that lies after a day, numbered on."""
    found = []
    for span in spans:
        if span.last <= due_on:
            continue
        if span.first > due_on:
            found.append(span)
            continue
        done = folded.used_open(due_on)
        found.append(
            replace(
                span,
                first=due_on + timedelta(1),
                counted=span.to_n - done,
                from_n=done + 1,
                off=tuple(day for day in span.off if day > due_on),
                make_up=tuple(day for day in span.make_up if day > due_on),
            )
        )
    return found


def _ending(row: Row, on: date, what: str) -> Row:
    facts = {"reason": row.reason, "day": day_words(on), "what": what}
    reason = gettext("%(reason)s; %(day)s %(what)s") % facts
    return Row(row.days, row.counted, row.numbers, reason, row.clause)


def _units(amount: int, unit: Unit) -> str:
    return amount_words(amount, unit if unit is Unit.WORKING else Unit.CALENDAR)


def _counted(span: DaySpan) -> str:
    if span.counted and span.clause in {"months", "hours"}:
        return pgettext("derivation", "counted")
    if span.counted:
        return ngettext("%(n)s day counted", "%(n)s days counted", span.counted) % {"n": span.counted}
    if span.held_units:
        told = ngettext("%(n)s day taken out", "%(n)s days taken out", span.held_units)
        return told % {"n": span.held_units}
    return pgettext("derivation", "not counted")


def _numbers(span: DaySpan) -> str:
    if span.reason is SpanReason.START:
        return pgettext("derivation", "start")
    if not span.counted:
        return "–"
    return str(span.from_n) if span.from_n == span.to_n else f"{span.from_n}–{span.to_n}"


def _reason(span: DaySpan, unit: Unit, *, deemed: bool) -> str:
    told = [_why(span, unit, deemed=deemed)]
    month = span.first.month
    if span.off and span.reason is not SpanReason.WEEKEND:
        told.append(gettext("%(days)s weekend, not counted") % {"days": day_list(span.off, month)})
    if span.make_up:
        told.append(gettext("%(days)s worked in exchange") % {"days": day_list(span.make_up, month)})
    return pgettext("between parts", "; ").join(told)


def _why(span: DaySpan, unit: Unit, *, deemed: bool) -> str:
    match span.reason:
        case SpanReason.START if deemed:
            return gettext("day of receipt; no notice in time, so deemed accepted")
        case SpanReason.COUNTED:
            return _why_counted(span, unit)
        case SpanReason.HOLIDAY:
            return holiday_words(span.label)
        case SpanReason.HELD:
            return reason_words(span.label)
    return {
        SpanReason.START: pgettext("derivation", "the day it starts"),
        SpanReason.WEEKEND: pgettext("derivation", "weekend"),
        SpanReason.ROLLED: gettext("the last day is off: on to the next working day"),
        SpanReason.SET: gettext("due day set by decision"),
    }[span.reason]


def _why_counted(span: DaySpan, unit: Unit) -> str:
    if span.clause == "months":
        return gettext("to the corresponding day: %(amount)s") % {"amount": amount_words(span.counted, unit)}
    if span.clause == "hours":
        return gettext("round the clock: %(amount)s") % {"amount": amount_words(span.counted, unit)}
    if unit is Unit.WORKING:
        return pgettext("derivation", "working days")
    return pgettext("derivation", "calendar days")
