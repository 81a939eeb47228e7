"""Which acts come of an event log under a mapping, in which order, and what is odd. Pure.

Everything that a log holds comes out of here: an event is taken as it stands, mended by a rule that has a
name, or refused with a reason. `docs/algorithms/replay.md` tells each rule in full.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta, timezone
from enum import StrEnum
from zoneinfo import ZoneInfo

from yichuang.replay.rules.accounts import shortened
from yichuang.replay.rules.mapping import Act, Item, Mapping
from yichuang.replay.rules.xes import Attributes, Trace

EARLIEST, LATEST = date(1900, 1, 1), date(2200, 1, 1)
NOBODY = "nobody"  # the account of events that name no officer


class Mend(StrEnum):
    """How an event that is odd was mended. Where several hold, the first one here is the one counted."""

    BEFORE_RECEIPT = "before_receipt"  # filed after the receipt, at its own time
    AFTER_DECISION = "after_decision"  # filed on the decided case, at its own time; moves no clock
    NO_OFFICER = "no_officer"  # filed as the account `nobody`
    NOT_A_PERSON = "account_is_not_a_person"  # filed as that account, which is marked as none
    UNMAPPED = "activity_not_in_mapping"  # filed as a step named after the activity


class Refusal(StrEnum):
    """Why an event, or a case with all its events, was refused."""

    NO_MOMENT = "no_moment"
    NO_ACTIVITY = "no_activity"
    UNMAPPED = "activity_not_in_mapping"
    IGNORED = "ignored_by_mapping"
    OUTSIDE = "event_outside_a_case"
    NO_NUMBER = "case_without_number"
    TWICE = "case_number_twice"
    NO_RECEIPT = "case_without_any_moment"
    NO_ITEM = "case_fits_no_item"


class CaseMend(StrEnum):
    """How a case that is odd was mended."""

    NO_RECEIPT = "received_with_its_first_event"
    DECIDED_BEFORE_RECEIPT = "decided_at_receipt_because_it_ends_before_it_starts"
    DUE_BEFORE_RECEIPT = "due_on_the_day_of_receipt_because_it_is_due_before_it_starts"
    NO_DUE = "due_by_the_limit_because_the_log_names_no_day"
    LIMIT_SET = "limit_set_to_end_on_the_due_day"
    NO_OWNER = "owned_by_the_officer_of_its_first_event"


class Kind(StrEnum):
    """What an act does to a case."""

    RECEIVE = "receive"
    STEP = "step"
    EXTEND = "extend"
    HOLD = "hold"
    RESUME = "resume"
    DECIDE = "decide"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedAct:
    """One act to be done: which case, what, by whom, when.

    key: what it is in its case, "receive", "decide" or "event:<number>"; a key is done once.
    at: the time of the log. on: a day that the event tells otherwise; amount: a number of days it tells.
    mends: every mend that holds, the one that is counted first.
    """

    case: str
    key: str
    kind: Kind
    at: datetime
    officer: str
    event_no: int = 0
    step: str = ""
    controls: str = ""
    task: str = ""
    team: str = ""
    activity: str = ""
    on: date | None = None
    amount: int = 0
    amount_unit: str = "calendar"
    mends: tuple[Mend, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedCase:
    """One case of the log in our words. Moments are the log's own, but where a mend is named.

    extended_days: a due day past the item's limit is an extension by so many calendar days, filed at receipt.
    limit_days: where the due day cannot be reached so, the limit that was set instead, in calendar days.
    """

    number: str
    position: int
    item: str
    department: str
    channel: str
    owner: str
    received: datetime
    due: datetime | None = None
    decided: datetime | None = None
    limit_days: int | None = None
    extended_days: int = 0
    mends: tuple[CaseMend, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedEvent:
    """An event that is not filed, and why; event_no 0 where a case without events is refused."""

    case: str
    event_no: int
    reason: Refusal


@dataclass(slots=True)
class Plan:
    """All that a log holds, as acts in the order in which they are to be done."""

    cases: dict[str, PlannedCase] = field(default_factory=dict)
    acts: list[PlannedAct] = field(default_factory=list)
    refused: list[RefusedEvent] = field(default_factory=list)
    refused_cases: Counter[str] = field(default_factory=Counter)
    events: int = 0
    seen: int = 0  # cases in the log, refused ones too

    def officers(self) -> list[str]:
        """Every account that does or owns something, by code."""
        owners = {case.owner for case in self.cases.values()}
        return sorted(owners | {act.officer for act in self.acts})


def plan(traces: Iterable[Trace], mapping: Mapping) -> Plan:
    """The acts of a whole log: events of all cases by time, ties by their number in the case.

    Source: issue 2 section 7 (real input).
    """
    made = Plan()
    for trace in traces:
        if trace.outside:
            made.events += trace.outside
            made.refused += [
                RefusedEvent(case="", event_no=0, reason=Refusal.OUTSIDE) for _ in range(trace.outside)
            ]
            continue
        made.seen += 1
        made.events += len(trace.events)
        _plan_case(made, trace, mapping)
    positions = {number: case.position for number, case in made.cases.items()}
    received = {number: case.received for number, case in made.cases.items()}
    made.acts.sort(
        key=lambda act: (max(act.at, received[act.case]), act.event_no, positions[act.case], act.at)
    )
    return made


def moment_of(value: object, mapping: Mapping) -> datetime | None:
    """A moment of the log, aware, with the offset that the centre had then; None for what is none.

    A time without an offset is local. A placeholder day of the mapping, and a day no office has seen, are
    none.
    """
    if not isinstance(value, datetime) or not EARLIEST <= value.date() < LATEST:
        return None
    zone = ZoneInfo(mapping.centre.time_zone)
    local = fixed(value.replace(tzinfo=zone) if value.tzinfo is None else value, zone)
    return None if local.date() in mapping.log.unknown_days else local


def fixed(at: datetime, zone: ZoneInfo) -> datetime:
    """A moment as a zone reads it, with a fixed offset.

    Python compares two moments of one zone by their faces, and would lose the hour in which clocks change.
    """
    local = at.astimezone(zone)
    return local.replace(tzinfo=timezone(local.utcoffset() or timedelta()))


def _plan_case(made: Plan, trace: Trace, mapping: Mapping) -> None:
    number = shortened(_text(trace.attributes, mapping.log.number, mapping))
    case = Refusal.TWICE if number in made.cases else _case(number, made.seen, trace, mapping)
    if isinstance(case, Refusal):
        made.refused_cases[case] += 1
        made.refused += [
            RefusedEvent(case=number, event_no=event_no, reason=case)
            for event_no in range(1, len(trace.events) + 1)
        ]
        return
    made.cases[number] = case
    first = PlannedAct(
        case=number, key="receive", kind=Kind.RECEIVE, at=case.received, officer=case.owner, event_no=-1
    )
    made.acts.append(first)
    if case.extended_days:
        made.acts.append(replace(first, key="due", kind=Kind.EXTEND, amount=case.extended_days))
    for event_no, event in enumerate(trace.events, 1):
        act = _act(case, event_no, event, mapping)
        if isinstance(act, Refusal):
            made.refused.append(RefusedEvent(case=number, event_no=event_no, reason=act))
        else:
            made.acts.append(act)
    if case.decided is not None:
        last = len(trace.events) + 1
        made.acts.append(replace(first, key="decide", kind=Kind.DECIDE, at=case.decided, event_no=last))


def _case(number: str, position: int, trace: Trace, mapping: Mapping) -> PlannedCase | Refusal:
    """The case of a trace, mended where it must be; or why it is refused."""
    keys, told = mapping.case, trace.attributes
    item = mapping.item_for(told)
    received = moment_of(told.get(keys.received), mapping)
    moments = (moment_of(event.get(mapping.log.moment), mapping) for event in trace.events)
    start = received or min((at for at in moments if at is not None), default=None)
    if not number:
        return Refusal.NO_NUMBER
    if item is None:
        return Refusal.NO_ITEM
    if start is None:
        return Refusal.NO_RECEIPT
    due = moment_of(told.get(keys.due), mapping) if keys.due else None
    decided = moment_of(told.get(keys.decided), mapping) if keys.decided else None
    owner = _text(told, keys.owner, mapping) if keys.owner else ""
    mended_due = max(due, start) if due is not None and due.date() < start.date() else due
    limit_days, extended_days = _limit(start, mended_due, item)
    mends: dict[CaseMend, bool] = {
        CaseMend.NO_RECEIPT: received is None,
        CaseMend.DECIDED_BEFORE_RECEIPT: decided is not None and decided < start,
        CaseMend.DUE_BEFORE_RECEIPT: due is not None and due.date() < start.date(),
        CaseMend.NO_DUE: bool(keys.due) and due is None,
        CaseMend.LIMIT_SET: limit_days is not None,
        CaseMend.NO_OWNER: not owner,
    }
    return PlannedCase(
        number=number,
        position=position,
        item=item.code,
        department=mapping.department_for(_text(told, keys.department, mapping)).code,
        channel=mapping.channel_for(_text(told, keys.channel, mapping)),
        owner=owner or _first_officer(trace, mapping),
        received=start,
        due=mended_due,
        decided=decided if decided is None or decided >= start else start,
        limit_days=limit_days,
        extended_days=extended_days,
        mends=tuple(mend for mend, holds in mends.items() if holds),
    )


def _limit(received: datetime, due: datetime | None, item: Item) -> tuple[int | None, int]:
    """Which limit, and which extension of the item's, ends on the due day; (None, 0) where the item's own does.

    Only limits in calendar days can be extended to a day; where the item has others, the limit is set.
    """
    if due is None:
        return None, 0
    days = (due.date() - received.date()).days
    amount, unit = item.statutory
    if unit != "calendar" or item.promised != item.statutory or days < amount:
        return days, 0
    return None, days - amount


def _act(case: PlannedCase, event_no: int, event: Attributes, mapping: Mapping) -> PlannedAct | Refusal:
    """The act of one event; or why it is refused."""
    at = moment_of(event.get(mapping.log.moment), mapping)
    activity = _text(event, mapping.log.activity, mapping)
    officer = _text(event, mapping.log.officer, mapping)
    if at is None:
        return Refusal.NO_MOMENT
    if not activity:
        return Refusal.NO_ACTIVITY
    told = mapping.act_for(activity, event)
    if told is None and mapping.unmapped == "refuse":
        return Refusal.UNMAPPED
    if told is not None and told.act == "ignore":
        return Refusal.IGNORED
    mends = {
        Mend.BEFORE_RECEIPT: at < case.received,
        Mend.AFTER_DECISION: case.decided is not None and at > case.decided,
        Mend.NO_OFFICER: not officer,
        Mend.NOT_A_PERSON: bool(officer) and not mapping.officers.is_person(officer),
        Mend.UNMAPPED: told is None,
    }
    meant = told or Act(act="step", step=step_key(activity))
    return PlannedAct(
        case=case.number,
        key=f"event:{event_no}",
        kind=Kind(meant.act),
        at=at,
        officer=officer or NOBODY,
        event_no=event_no,
        step=meant.step or step_key(activity),
        controls=meant.controls,
        task=_text(event, mapping.log.task, mapping),
        team=_text(event, mapping.log.team, mapping),
        activity=activity,
        on=_day_told(meant, event),
        amount=_amount_told(meant, event),
        amount_unit=meant.amount_unit,
        mends=tuple(mend for mend, holds in mends.items() if holds),
    )


def step_key(activity: str) -> str:
    """The key of a step that no mapping names: the activity in small letters, at most forty."""
    return re.sub(r"[^0-9a-z]+", "_", activity.lower()).strip("_")[:40] or "step"


def _day_told(act: Act, event: Attributes) -> date | None:
    """The day that the event tells in an attribute, in the mapping's format; None where it tells none.

    What stands behind the day, such as a time, is passed over.
    """
    told = event.get(act.on) if act.on else None
    if isinstance(told, datetime):
        return told.date()
    words = str(told or "").split()[: len(act.on_format.split())]
    try:
        return datetime.strptime(" ".join(words), act.on_format).date()  # noqa: DTZ007
    except ValueError:
        return None


def _amount_told(act: Act, event: Attributes) -> int:
    told = str(event.get(act.amount, "")).strip() if act.amount else ""
    return int(told) if re.fullmatch(r"[0-9]{1,4}", told) else 0


def _text(attributes: Attributes, key: str, mapping: Mapping) -> str:
    """A value as text, "" for one that says nothing."""
    text = str(attributes.get(key, "")).strip() if key else ""
    return "" if text in mapping.log.unknown else text


def _first_officer(trace: Trace, mapping: Mapping) -> str:
    named = (_text(event, mapping.log.officer, mapping) for event in trace.events)
    return next(filter(None, named), NOBODY)
