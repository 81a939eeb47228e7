"""Reading clocks: of some subjects at once, and what is due."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from yichuang.clocks.models import Clock
from yichuang.clocks.rules import strip
from yichuang.clocks.rules.clock import Folded, fold
from yichuang.clocks.rules.filing import read
from yichuang.clocks.rules.lights import ClockState, Light, LightKind, light_on
from yichuang.clocks.wording import derivation as wording_derivation
from yichuang.clocks.wording import lights as wording_lights
from yichuang.clocks.wording import strip as wording_strip
from yichuang.clocks.wording.derivation import Row, note, rows
from yichuang.clocks.wording.lights import SpokenLight, spoken
from yichuang.clocks.wording.strip import SpokenStrip
from yichuang.kernel.worktime import Limit, Unit, WorkCalendar
from yichuang.policy.queries import calendar_of, policy_of
from yichuang.policy.rules.parameters import Policy


def clocks_of(subjects: Iterable[str]) -> dict[str, dict[str, Clock]]:
    """All clocks of some subjects, by subject and kind; one statement. Unknown subjects get {}."""
    found: dict[str, dict[str, Clock]] = {subject: {} for subject in subjects}
    for clock in Clock.objects.filter(subject__in=found):
        found[clock.subject][clock.kind] = clock
    return found


def due_subjects(kind: str, by_day: date, limit: int) -> list[str]:
    """The subjects whose open clock of a kind was over before a day began: due days before `by_day`.

    The most overdue first, at most `limit` of them; one statement by an index of open clocks.
    Source: INT-006, CLK-004.
    """
    return list(overdue(kind, by_day).values_list("subject", flat=True)[:limit])


def overdue(kind: str, by_day: date) -> QuerySet[Clock]:
    """Open clocks of a kind whose due day lies before `by_day`."""
    clocks = Clock.objects.filter(kind=kind, ended_on=None, due_on__lt=by_day)
    return clocks.order_by("due_on", "id")


def open_clocks(centre: str, kind: str) -> QuerySet[Clock]:
    """The clocks of a kind that have not ended, the first to be due first, those that stand last."""
    clocks = Clock.objects.filter(centre=centre, kind=kind, ended_on=None)
    return clocks.order_by("stopped", "due_on", "id")


def warned(centre: str, kind: str, on: date) -> QuerySet[Clock]:
    """Open clocks that are yellow or red on a day. Source: CLK-004."""
    return open_clocks(centre, kind).filter(warn_on__lte=on)


def state_of_row(clock: Clock) -> ClockState:
    """What the light needs of a row."""
    return ClockState(
        unit=Unit(clock.limit_unit),
        total=clock.total,
        running_since=clock.running_since,
        hint_on=clock.hint_on,
        warn_on=clock.warn_on,
        due_on=clock.due_on,
        stopped=clock.stopped,
        stopped_since=clock.stopped_since,
        stop_reason=clock.stop_reason,
        left_standing=clock.left_standing,
        ended_on=clock.ended_on,
        provisional=clock.provisional,
    )


def light_of(clock: Clock, statutory: Clock | None, on: date) -> Light:
    """The light of a clock (the promise, with its statutory one) on a day. Costs no statement.

    Source: CLK-001, CLK-004.
    """
    policy = policy_of(clock.regulation, clock.policy_on)
    return light_on(
        on,
        state_of_row(clock),
        state_of_row(statutory) if statutory else None,
        calendar=calendar_of(clock.calendar),
        promise_passed=LightKind(policy.promise_passed_light),
    )


def folded_of(clock: Clock, calendar: WorkCalendar | None = None) -> Folded:
    """A row folded again from its facts: for its derivation, its strip, and to compare."""
    calendar = calendar or calendar_of(clock.calendar)
    policy = policy_of(clock.regulation, clock.policy_on)
    unit = Unit(clock.limit_unit)
    return fold(
        Limit(clock.limit_amount, unit),
        read(clock.facts),
        calendar,
        policy.roll_of(unit),
        late_extension_counts=policy.late_extension_counts,
    )


def spoken_light(clock: Clock, statutory: Clock | None, on: date) -> SpokenLight:
    """The light with its words in the language of the page, as components/light.html wants it.

    Source: CLK-001, CLK-004.
    """
    return wording_lights.spoken(light_of(clock, statutory, on))


def spoken_strip(
    promise: Folded, statutory: Folded | None, today: date, *, deemed: bool = False
) -> SpokenStrip:
    """The clock strip with all its words, for web/clock_strip.py to draw. Costs no statement.

    Source: CLK-001, CLK-003.
    """
    return wording_strip.spoken(strip.cells(today, promise, statutory, deemed=deemed))


def derivation_rows(
    promise: Folded, statutory: Folded | None, policy: Policy, *, deemed: bool = False
) -> list[Row]:
    """How the due days came about, as components/derivation.html wants it. Source: CLK-001."""
    return wording_derivation.rows(promise, statutory, policy.clauses, deemed=deemed)


def derivation_note(folded: Folded, policy: Policy) -> str:
    """The line below the derivation: the versions it rests on."""
    return wording_derivation.note(folded, policy.regulation, policy.on)


def derivation_sentence(folded: Folded) -> str:
    """The derivation in one sentence, to be printed on a notice. Source: CLK-001."""
    return wording_derivation.sentence(folded)


def spoken_light_of(clock: Clock, statutory: Clock | None, on: date) -> SpokenLight:
    """The light of a clock with its words, as components/light.html draws it."""
    return spoken(light_of(clock, statutory, on))


def derivation_of(
    promise: Folded, statutory: Folded | None, policy: Policy, *, deemed: bool = False
) -> tuple[list[Row], str]:
    """How both dates came about: the rows of the table, and the line below it.

    Source: CLK-001.
    """
    told = rows(promise, statutory, policy.clauses, deemed=deemed)
    return told, note(promise, policy.regulation, policy.on)
