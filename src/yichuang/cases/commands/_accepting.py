"""Acceptance itself: by an officer, or by law for want of a notice. Called by the commands of intake and lapse."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from yichuang.cases import queries
from yichuang.cases.commands import _common as c
from yichuang.cases.commands._matters import settle_open_matters
from yichuang.cases.commands._papers import acceptance_data
from yichuang.cases.models import Case
from yichuang.cases.rules.lifecycle import Act
from yichuang.clocks import commands as clocks
from yichuang.clocks.rules.clock import ClockFact, What
from yichuang.kernel.acting import Acting
from yichuang.kernel.errors import NotPermitted
from yichuang.kernel.worktime import Limit, Unit
from yichuang.policy.queries import calendar_of, policy_of
from yichuang.policy.rules.parameters import ClockStarts

if TYPE_CHECKING:
    from yichuang.catalogue.models import ItemRevision


def accept_by_lapse(case: Case, by: Acting) -> None:
    """Accept by law an application that nobody answered in time; the officer gets a breach on file.

    Called with the case locked, by the duty and by any act on a case that is overdue for it.
    Source: INT-006.
    """
    settle_open_matters(case, by, "rejected")
    c.file_breach(case, by, "no_notice_in_time", officer=case.receiver)
    start_clocks(case, by, deemed=True)


def start_clocks(
    case: Case, by: Acting, *, limits: tuple[Limit, Limit] | None = None, deemed: bool = False
) -> Mapping[str, Any]:
    """Start both clocks and issue the notice; from the day of receipt where it is accepted by lapse of time."""
    if limits is not None and not by.simulated:
        raise NotPermitted("only_simulation")
    act = Act.DEEM_ACCEPTED if deemed else Act.ACCEPT
    policy, revision = policy_of(case.regulation, by.day), case.revision
    from_receipt = deemed or policy.clock_starts is ClockStarts.RECEIPT
    starts_on = all_there_since(case) if from_receipt else by.day
    changed = c.move(case, act, by)
    case.accepted_at, case.accepted_on, case.deemed = by.at, starts_on if deemed else by.day, deemed
    case.holder = ""
    case.save(update_fields=[*changed, "accepted_at", "accepted_on", "deemed", "holder"])
    promised, statutory = limits or limits_of(revision)
    entry = c.file(case, act, by, **acceptance_facts(starts_on, promised, statutory, revision.number))
    clocks.end_all(queries.subject(case), by.day, ["notice"])
    kept = c.keep_clocks(case)
    case.promised_pickup_on = kept["promise"].due_on
    case.save(update_fields=["promised_pickup_on"])
    if case.case_kind not in policy.acceptance_notice_exempt:
        c.hand_out(case, "acceptance", by, entry, acceptance_data(case, by, kept))
    c.tell(case, by, "deemed_accepted" if deemed else "accepted", due=kept["promise"].due_on.isoformat())
    return kept


def limits_of(revision: ItemRevision) -> tuple[Limit, Limit]:
    """The promised and the statutory limit of an item."""
    return (
        Limit(revision.promised_amount or 0, Unit(revision.promised_unit)),
        Limit(revision.statutory_amount or 0, Unit(revision.statutory_unit)),
    )


def acceptance_facts(starts_on: date, promised: Limit, statutory: Limit, revision: int) -> dict[str, object]:
    """What the entry of an acceptance says; the clocks are folded from it."""
    return {
        "starts_on": starts_on.isoformat(),
        "promise_amount": promised.amount,
        "promise_unit": str(promised.unit),
        "statutory_amount": statutory.amount,
        "statutory_unit": str(statutory.unit),
        "revision": revision,
    }


def keep_notice_clock(case: Case, since: Acting | None = None) -> None:
    """The limit for telling the applicant (T1): after it the application is accepted by itself."""
    policy = c.policy_at_receipt(case)
    if policy.deemed_acceptance_after_working_days is None:
        return
    day = since.day if since else case.received_on
    clocks.keep(
        subject=queries.subject(case),
        kind="notice",
        centre=case.centre.code,
        owner=case.department.code,
        limit=Limit(policy.deemed_acceptance_after_working_days, Unit.WORKING),
        facts=[ClockFact(What.START, day, reason=str(Act.RECEIVE))],
        calendar=calendar_of(case.centre.calendar),
        policy=policy,
    )


def all_there_since(case: Case) -> date:
    """The day on which the materials were handed in: of receipt, or of the last supplement."""
    last = case.correction_notices.order_by("-id").values_list("supplied_on", flat=True).first()
    return last or case.received_on
