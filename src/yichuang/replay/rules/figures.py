"""Figures of a year's work in the shape in which the logs' authors and we both tell them. Pure.

The same shapes are filled twice: from our own tables by `queries`, and from the log by `told_by_the_log`,
which knows nothing of our tables. Where the two differ, one of them is wrong.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from itertools import pairwise

from yichuang.replay.rules.mapping import Mapping as LogMapping
from yichuang.replay.rules.plan import moment_of
from yichuang.replay.rules.xes import Trace

Figures = dict[str, object]
DAY = timedelta(days=1)
POINTS = (0, 5, 25, 50, 75, 90, 95, 99, 100)


@dataclass(frozen=True, slots=True)
class Life:
    """When one case was received, due and decided: moments in the zone of the centre."""

    received: datetime
    due: datetime | None
    decided: datetime | None


@dataclass(frozen=True, slots=True)
class Done:
    """One step as far as the figures want to know it: which case, what, by whom. In order of time."""

    case: str
    step: str
    controls: str
    officer: str


def quantiles(values: Iterable[float], *, digits: int = 2) -> dict[str, float]:
    """Number, mean and quantiles (linear between ranks) of some values; {} for none."""
    ranked = sorted(values)
    if not ranked:
        return {}
    told: dict[str, float] = {"n": len(ranked), "mean": round(sum(ranked) / len(ranked), digits)}
    for point in POINTS:
        place, rest = divmod(Fraction(point, 100) * (len(ranked) - 1), 1)
        low = ranked[int(place)]
        high = ranked[min(int(place) + 1, len(ranked) - 1)]
        told[f"p{point}"] = round(low + (high - low) * float(rest), digits)
    return told


def open_a_day(received: Mapping[date, int], decided: Mapping[date, int]) -> dict[str, float]:
    """How many cases were open on each day, from the first receipt to the last change.

    received, decided: how many cases a day. A case is open on the day of its receipt and on that of its
    decision; the last day is the day after the last decision, as the authors of the logs count.
    """
    change: Counter[date] = Counter(received)
    for day, number in decided.items():
        change[day + DAY] -= number
    if not change:
        return {}
    counts, standing, day = [], 0, min(change)
    while day <= max(change):
        standing += change[day]
        counts.append(standing)
        day += DAY
    return quantiles(counts, digits=1)


def outcome(*, due: date | None, decided: date | None) -> str:
    """in_time, late or no_decision, by whole days: the due day counts whole.

    A case without a due day cannot be late. Source: CLK-002.
    """
    if decided is None:
        return "no_decision"
    return "late" if due is not None and decided > due else "in_time"


def outcome_by_instant(*, due: datetime | None, decided: datetime | None) -> str:
    """The same by the moment, as the authors of the logs count."""
    if decided is None:
        return "no_decision"
    return "late" if due is not None and decided > due else "in_time"


def tally(outcomes: Iterable[str]) -> dict[str, int]:
    """How many of each outcome, those that do not occur too."""
    counted = Counter(outcomes)
    return {name: counted[name] for name in ("in_time", "late", "no_decision")}


def months(days: Mapping[date, int]) -> dict[str, int]:
    """Numbers a day, summed by month."""
    summed: Counter[str] = Counter()
    for day, number in days.items():
        summed[f"{day:%Y-%m}"] += number
    return dict(sorted(summed.items()))


def of_lives(lives: Sequence[Life]) -> Figures:
    """The figures that rest on when cases were received, due and decided."""
    received = Counter(life.received.date() for life in lives)
    decided = Counter(life.decided.date() for life in lives if life.decided is not None)
    return {
        "cases": len(lives),
        "cases_without_end": sum(life.decided is None for life in lives),
        "open_cases_per_day": open_a_day(received, decided),
        "arrivals_per_month": months(received),
        "decisions_per_month": months(decided),
        "case_duration_days": quantiles(
            (life.decided - life.received) / DAY for life in lives if life.decided is not None
        ),
        "outcomes_by_instant": tally(
            outcome_by_instant(due=life.due, decided=life.decided) for life in lives
        ),
        "outcomes_by_day": tally(
            outcome(due=life.due and life.due.date(), decided=life.decided and life.decided.date())
            for life in lives
        ),
    }


def controls(done: Iterable[Done]) -> dict[str, dict[str, int]]:
    """How often the officer of a control was the officer of what it controls, per kind of control.

    Of each case the first control counts, against the first step that it controls; cases that have both.
    """
    first: dict[str, dict[str, Done]] = defaultdict(dict)
    for each in done:
        first[each.case].setdefault(each.step, each)
    told: dict[str, dict[str, int]] = {}
    for steps in first.values():
        for each in steps.values():
            maker = steps.get(each.controls) if each.controls else None
            if maker is not None:
                pair = told.setdefault(f"{each.step} of {each.controls}", {"same": 0, "cases": 0})
                pair["cases"] += 1
                pair["same"] += maker.officer == each.officer
    return dict(sorted(told.items()))


def told_by_the_log(traces: Iterable[Trace], mapping: LogMapping) -> Figures:
    """The figures of a log, straight from the log. Cases and events are those that can be placed in time."""
    lives, done, handovers, hands, odd = [], [], [], [], Counter[str]()
    events = 0
    for trace in traces:
        life = _life(trace, mapping)
        if life is None:
            continue
        lives.append(life)
        events += len(trace.events)
        officers = [str(event.get(mapping.log.officer, "")) for event in trace.events]
        handovers.append(sum(one != other for one, other in pairwise(officers)))
        hands.append(len(set(officers)))
        for event in trace.events:
            activity = str(event.get(mapping.log.activity, ""))
            act = mapping.act_for(activity, event)
            at = moment_of(event.get(mapping.log.moment), mapping)
            odd["before"] += at is not None and at < life.received
            odd["after"] += at is not None and life.decided is not None and at > life.decided
            if act is not None:
                number = str(trace.attributes.get(mapping.log.number))
                officer = str(event.get(mapping.log.officer, ""))
                done.append(Done(number, act.step, act.controls, officer))
    return of_lives(lives) | {
        "events": events,
        "events_before_case_start": odd["before"],
        "events_after_case_end": odd["after"],
        "handovers_per_case": quantiles(handovers),
        "resources_per_case": quantiles(hands),
        "controls": controls(done),
    }


def _life(trace: Trace, mapping: LogMapping) -> Life | None:
    told, keys = trace.attributes, mapping.case
    received = moment_of(told.get(keys.received), mapping)
    if received is None:
        return None
    due = moment_of(told.get(keys.due), mapping) if keys.due else None
    return Life(received, due, moment_of(told.get(keys.decided), mapping) if keys.decided else None)


def from_stats(stats: Mapping[str, object]) -> Figures:
    """The figures of a `*.stats.json` under our names; what it does not have is not there."""
    told: Figures = {
        name: stats[name]
        for name in (
            "cases", "events", "cases_without_end", "events_after_case_end", "events_before_case_start",
            "arrivals_per_month", "open_cases_per_day", "case_duration_days", "handovers_per_case",
            "resources_per_case",
        )
        if name in stats
    }  # fmt: skip
    match stats.get("due"):
        case {"met": met, "missed": missed, "not_ended": not_ended}:
            told["outcomes_by_instant"] = {"in_time": met, "late": missed, "no_decision": not_ended}
    return told


def beside(ours: Figures, log: Figures, stats: Figures) -> dict[str, dict[str, object]]:
    """Our figures beside those of the log and of its authors; `agree` says whether all there are agree."""
    table: dict[str, dict[str, object]] = {}
    for name, own in ours.items():
        row: dict[str, object] = {"ours": own}
        row |= {who: told[name] for who, told in (("log", log), ("stats", stats)) if name in told}
        if len(row) > 1:
            row["agree"] = all(told == own for told in row.values())
        table[name] = row
    return table
