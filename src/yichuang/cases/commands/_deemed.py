"""Acceptance by law of many applications at once: what `accept_by_lapse` does to one, with few statements.

A test holds that both leave the same rows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from yichuang.cases import queries
from yichuang.cases.commands import _common as c
from yichuang.cases.commands._accepting import acceptance_facts, limits_of
from yichuang.cases.commands._papers import acceptance_data
from yichuang.cases.models import Case, NegativeMatter
from yichuang.cases.rules.clock_facts import PROMISE, STATUTORY, Told, clock_facts, limit_of
from yichuang.cases.rules.lifecycle import Act
from yichuang.clocks import commands as clocks
from yichuang.delegation import commands as delegation
from yichuang.delegation import queries as letters
from yichuang.documents.commands import Paper, issue_many
from yichuang.kernel.acting import Acting
from yichuang.kernel.errors import RuleBroken
from yichuang.kernel.number_formats import number_of, series_of
from yichuang.ledger.commands import record_many
from yichuang.ledger.rules.filing import Filing
from yichuang.numbering.commands import take_many
from yichuang.outbox.commands import Telling, put_many
from yichuang.policy.queries import calendar_of, policy_of
from yichuang.staff.queries import names_of

if TYPE_CHECKING:
    from yichuang.ledger.models import Entry


def accept_all_by_lapse(cases: Sequence[Case], by: Acting) -> None:
    """Accept by law applications of one centre that nobody answered in time, all or none; each case is locked.

    Source: INT-006.
    """
    if not cases:
        return
    open_matters = NegativeMatter.objects.filter(case__in=[case.pk for case in cases], state="open")
    open_matters.update(state="rejected", ended_at=by.at)
    supplied = queries.last_supplied(cases)
    for case in cases:
        c.move(case, Act.DEEM_ACCEPTED, by)
        case.accepted_at, case.accepted_on = by.at, supplied.get(case.pk) or case.received_on
        case.deemed, case.holder = True, ""
    entries = _file(cases, by)
    kept = _keep_clocks(cases, entries, by)
    for case, clock in zip(cases, kept, strict=True):
        case.promised_pickup_on = clock[PROMISE].due_on
    _save(cases)
    _hand_out(cases, entries, kept, by)
    tellings = [_telling(case, clock) for case, clock in zip(cases, kept, strict=True)]
    put_many(by=by, channel="sms", tellings=[telling for telling in tellings if telling.to])


def _file(cases: Sequence[Case], by: Acting) -> list[Entry]:
    """The breach of the officer, then the acceptance, of each case; says the acceptances."""
    filings = []
    for case in cases:
        assert case.accepted_on is not None
        told = {"rule": "no_notice_in_time", "officer": case.receiver}
        filings.append(Filing(by, queries.subject(case), "breach", told))
        facts = acceptance_facts(case.accepted_on, *limits_of(case.revision), case.revision.number)
        filings.append(Filing(by, queries.subject(case), str(Act.DEEM_ACCEPTED), facts))
    return record_many(filings)[1::2]


def _keep_clocks(cases: Sequence[Case], entries: Sequence[Entry], by: Acting) -> list[dict[str, Any]]:
    """End the clocks of the notices, start those of the cases, from the entries alone."""
    clocks.end_many([queries.subject(case) for case in cases], by.day, ["notice"])
    wanted = []
    for case, entry in zip(cases, entries, strict=True):
        told, policy = [Told(entry.act, entry.legal_day, entry.facts)], c.policy_at_acceptance(case)
        both = [
            clocks.Kept(which, limit_of(told, which), clock_facts(told, which, policy))
            for which in (PROMISE, STATUTORY)
        ]
        calendar = calendar_of(case.centre.calendar)
        subject = queries.subject(case)
        wanted.append(clocks.KeptOf(subject, case.centre.code, case.department.code, both, calendar, policy))
    return clocks.keep_many(wanted)


def _save(cases: Sequence[Case]) -> None:
    """One statement for all cases of the same days: a sweep has few."""
    of_days: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for case in cases:
        of_days[case.state, case.accepted_at, case.accepted_on, case.promised_pickup_on].append(case.pk)
    for (state, at, on, pickup), keys in of_days.items():
        Case.objects.filter(pk__in=keys).update(
            state=state, accepted_at=at, accepted_on=on, promised_pickup_on=pickup, deemed=True, holder=""
        )


def _hand_out(
    cases: Sequence[Case], entries: Sequence[Entry], kept: Sequence[Mapping[str, Any]], by: Acting
) -> None:
    """The notices, department by department in the order of their codes, so that nobody waits crosswise."""
    names = names_of({case.receiver for case in cases} | {by.actor})
    owed = defaultdict(list)
    for case, entry, clock in zip(cases, entries, kept, strict=True):
        if case.case_kind not in policy_of(case.regulation, by.day).acceptance_notice_exempt:
            profile = c.policy_at_receipt(case).document_number_profile
            owed[case.department.code, profile].append((case, entry, acceptance_data(case, by, clock, names)))
    for (organ, profile), notices in sorted(owed.items(), key=lambda item: item[0]):
        first = notices[0][0]
        seal = letters.seal_in_use(first.department_id)
        if seal is None:
            raise RuleBroken("no_seal")
        facts: dict[str, Any] = {
            "centre": first.centre.code, "organ": organ, "short": first.department.short_name, "kind": "acceptance",
            "on": by.day,
        }  # fmt: skip
        taken = take_many(series_of(profile, **facts), len(notices))
        numbers = [number_of(profile, place, **facts) for place in taken]
        uses = [
            (number, queries.subject(case)) for number, (case, _, _) in zip(numbers, notices, strict=True)
        ]
        delegation.log_seal_uses(by=by, seal=seal, uses=uses, letter=None)
        papers = [
            Paper(
                kind="acceptance", subject=queries.subject(case), centre_code=case.centre.code,
                department_code=organ, organ_name=case.department.name, number=number, data=data, copies=(),
                seal=c.seal_as(seal, None), entry_hash=entry.leaf_hash,
            )
            for number, (case, entry, data) in zip(numbers, notices, strict=True)
        ]  # fmt: skip
        issue_many(by=by, papers=papers)


def _telling(case: Case, clock: Mapping[str, Any]) -> Telling:
    facts = {"number": case.number, "item": case.item_name, "due": clock[PROMISE].due_on.isoformat()}
    return Telling(queries.subject(case), c.telephone_to_tell(case), "deemed_accepted", facts)
