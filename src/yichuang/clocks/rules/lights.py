"""The light of a case: what its two clocks say on a day. Pure; codes and facts, no sentences.

Red before yellow before hold before hint before ok. Colour is for the exception: a clock that runs
with time in hand is ok, whatever else happens to the case.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from yichuang.clocks.rules.clock import Folded
from yichuang.kernel.worktime import Unit, WorkCalendar

WHOLE = 100
DAY = timedelta(1)


class LightKind(StrEnum):
    """The six lights (face.md, section 3)."""

    OK = "ok"
    HINT = "hint"
    WARN = "warn"
    LATE = "late"
    HOLD = "hold"
    DONE = "done"


URGENCY = (
    LightKind.LATE,
    LightKind.WARN,
    LightKind.HOLD,
    LightKind.HINT,
    LightKind.OK,
    LightKind.DONE,
)


@dataclass(frozen=True, slots=True)
class ClockState:
    """One clock as far as its light needs it: made from a row or from a fold.

    total: the limit with its extensions, in days of its unit. running_since: the day it started or last
    went on; days after it count. left_standing: what is left while it stands.
    """

    unit: Unit
    total: int
    running_since: date
    hint_on: date | None = None
    warn_on: date | None = None
    due_on: date | None = None
    stopped: bool = False
    stopped_since: date | None = None
    stop_reason: str = ""
    left_standing: int = 0
    ended_on: date | None = None
    provisional: bool = False

    def left(self, day: date, calendar: WorkCalendar) -> int:
        """Days left on a day, itself included; 0 past the due day."""
        last = self.due_on or self.stopped_since
        left = 0 if self.due_on else self.left_standing
        if last is None or day > last:
            return left
        return left + _days(max(day - DAY, self.running_since), last, self.unit, calendar)

    def overdue(self, day: date, calendar: WorkCalendar) -> int:
        """Days past the due day, at least 1 for each day after it."""
        if self.due_on is None or day <= self.due_on:
            return 0
        return max(1, _days(self.due_on, day, self.unit, calendar))

    def used_pct(self, day: date, calendar: WorkCalendar) -> int:
        """How much of the limit is used by the end of the day, in whole percent, cut off."""
        if not self.total:
            return WHOLE
        return (self.total - self.left(day + DAY, calendar)) * WHOLE // self.total


@dataclass(frozen=True, slots=True)
class Light:
    """What the light shows. `words` is a code of clocks/wording.py, `facts` what it is filled with.

    promise_stands: the tag 停承诺 is drawn beside it (the promise stands, the statutory clock runs).
    provisional: the tag 暂定.
    """

    kind: LightKind
    words: str
    facts: Mapping[str, object] = field(default_factory=dict)
    promise_stands: bool = False
    provisional: bool = False

    @property
    def urgency(self) -> int:
        """0 for the most urgent: lists are sorted by it."""
        return URGENCY.index(self.kind)


def light_on(
    day: date,
    promise: ClockState,
    statutory: ClockState | None,
    *,
    calendar: WorkCalendar,
    promise_passed: LightKind = LightKind.LATE,
) -> Light:
    """The light of a case on a day.

    statutory: None for a clock that has no second one (a correction, a delivery, a step).
    promise_passed: the policy `promise_passed_light`: what is shown while the promise is past, the law not.
    Source: CLK-001, CLK-004.
    """
    if promise.ended_on:
        return _done(promise, calendar)
    late = _late(day, promise, statutory, calendar, promise_passed)
    if late:
        return late
    if promise.stopped and (statutory is None or statutory.stopped):
        both = statutory is not None
        facts = {"reason": promise.stop_reason, "since": promise.stopped_since, "left": promise.left_standing}
        return Light(LightKind.HOLD, "hold_both" if both else "hold", facts)
    running = promise
    if promise.stopped and statutory is not None:
        running = statutory
    return _running(day, running, calendar, promise_stands=promise.stopped, reason=promise.stop_reason)


def state_of(folded: Folded, *, yellow_after_pct: int, hint_before_working_days: int) -> ClockState:
    """The state of a fold, by the thresholds of policy."""
    warn_on, since = folded.day_reaching(yellow_after_pct), folded.stopped_since
    return ClockState(
        unit=folded.unit,
        total=folded.left(folded.started_on),
        running_since=folded.running_since,
        hint_on=folded.hint_on(hint_before_working_days),
        warn_on=warn_on,
        due_on=folded.due_on,
        stopped=folded.stopped,
        stopped_since=since,
        stop_reason=folded.stop_reason,
        left_standing=folded.left(since + DAY) if since else 0,
        ended_on=folded.ended_on,
        provisional=folded.provisional,
    )


def _done(clock: ClockState, calendar: WorkCalendar) -> Light:
    assert clock.ended_on is not None
    if clock.due_on is None:
        return Light(LightKind.DONE, "done_standing", {"on": clock.ended_on})
    if clock.ended_on > clock.due_on:
        by = clock.overdue(clock.ended_on, calendar)
        return Light(LightKind.DONE, "done_late", {"days": by, "on": clock.ended_on})
    by = _days(clock.ended_on, clock.due_on, clock.unit, calendar)
    return Light(LightKind.DONE, "done_early" if by else "done_in_time", {"days": by, "on": clock.ended_on})


def _late(
    day: date,
    promise: ClockState,
    statutory: ClockState | None,
    calendar: WorkCalendar,
    promise_passed: LightKind,
) -> Light | None:
    """Red, where a due day has passed. The days are those past the promise, which passes first."""
    if statutory is not None and statutory.overdue(day, calendar):
        over = promise.overdue(day, calendar) or statutory.overdue(day, calendar)
        facts = {"days": over, "statutory_days": statutory.overdue(day, calendar)}
        return Light(LightKind.LATE, "late_both", facts)
    over = promise.overdue(day, calendar)
    if over:
        standing = statutory is not None and statutory.stopped
        return Light(promise_passed, "late", {"days": over, "statutory_stands": standing})
    return None


def _running(
    day: date, clock: ClockState, calendar: WorkCalendar, *, promise_stands: bool, reason: str
) -> Light:
    assert clock.due_on is not None
    left = clock.left(day, calendar)
    facts: dict[str, object] = {"left": left, "due_on": clock.due_on, "unit": clock.unit}
    if promise_stands:
        facts["reason"] = reason
    kind, words = LightKind.OK, "ok"
    if day == clock.due_on:
        kind, words = LightKind.WARN, "warn_today"
    elif clock.warn_on and day >= clock.warn_on:
        kind, words = LightKind.WARN, "warn_used"
        facts["pct"] = clock.used_pct(day, calendar)
    elif clock.hint_on and day >= clock.hint_on:
        kind, words = LightKind.HINT, "hint_day"
        if clock.due_on == day + DAY:
            words = "hint_tomorrow"
        elif calendar.count(day, clock.due_on) == 1 and calendar.is_working(clock.due_on):
            words = "hint_next"
    return Light(kind, words, facts, promise_stands=promise_stands, provisional=clock.provisional)


def _days(start: date, end: date, unit: Unit, calendar: WorkCalendar) -> int:
    """Days in (start, end], working ones for limits in working days."""
    return calendar.count(start, end) if unit is Unit.WORKING else (end - start).days
