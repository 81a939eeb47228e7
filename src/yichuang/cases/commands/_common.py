"""What every command on a case does: find it, ask, record, number, keep its clocks, hand out papers."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from yichuang.applicants.queries import telephone_of
from yichuang.cases import queries
from yichuang.cases.rules.clock_facts import PROMISE, STATUTORY, clock_facts, limit_of
from yichuang.cases.rules.lifecycle import ENDS, Act, State, next_state
from yichuang.clocks import commands as clocks
from yichuang.delegation import commands as delegation
from yichuang.delegation import queries as letters
from yichuang.delegation.rules.scope import Power
from yichuang.documents import commands as documents
from yichuang.documents.rules.seal_provider import SealAs
from yichuang.kernel.acting import Acting
from yichuang.kernel.errors import NotPermitted, RuleBroken
from yichuang.kernel.number_formats import number_of, series_of
from yichuang.ledger.commands import record
from yichuang.numbering.commands import take
from yichuang.outbox.commands import put
from yichuang.policy.queries import calendar_of, policy_of
from yichuang.policy.rules.parameters import Mode, Policy

if TYPE_CHECKING:
    from yichuang.cases.models import Case
    from yichuang.delegation.models import Letter, Seal
    from yichuang.ledger.models import Entry

_CODE_SIGNS = "ABCDEFGHJKMNPQRSTUVWXY3456789"  # nothing that looks like something else


def policy_at_receipt(case: Case) -> Policy:
    """The regime as it stood on the day of receipt: for materials and notices."""
    return policy_of(case.regulation, case.received_on)


def policy_at_acceptance(case: Case) -> Policy:
    """The regime as it stood on the day of acceptance: for limits."""
    return policy_of(case.regulation, case.accepted_on or case.received_on)


def new_query_code() -> str:
    """Six signs that can be read out on the telephone."""
    return "".join(secrets.choice(_CODE_SIGNS) for _ in range(6))


def move(case: Case, act: Act, by: Acting) -> list[str]:
    """Take the state on; an act that ends the case gives it its outcome. Says which fields changed."""
    state = next_state(State(case.state), act)
    case.state = state
    changed = ["state"]
    if state in ENDS:
        case.outcome = ENDS[state]
        changed += ["outcome", *ended(case, by)]
    if not by.on_site and case.finished_on_site:
        case.finished_on_site = False
        changed.append("finished_on_site")
    return changed


def ended(case: Case, by: Acting) -> list[str]:
    """The case is over for the office."""
    case.ended_at, case.ended_on, case.holder = by.at, by.day, ""
    return ["ended_at", "ended_on", "holder"]


def file(case: Case, act: Act | str, by: Acting, **facts: object) -> Entry:
    """The entry of an act on this case."""
    return record(by=by, subject=queries.subject(case), act=str(act), facts=facts)


def file_breach(case: Case, by: Acting, rule: str, **facts: object) -> None:
    """A rule that reports instead of forbidding was broken; supervision makes an alert of it."""
    record(by=by, subject=queries.subject(case), act="breach", facts={"rule": rule, **facts})


def refuse_or_report(case: Case, by: Acting, mode: Mode, refusal: RuleBroken | NotPermitted) -> None:
    """What a rule with a mode does when it is broken: forbid, or file a breach."""
    if mode is Mode.ENFORCE:
        raise refusal
    plain = {key: value for key, value in refusal.facts.items() if isinstance(value, str | int | bool)}
    file_breach(case, by, refusal.code, **plain)


def keep_clocks(case: Case) -> Mapping[str, Any]:
    """Fold both clocks of the case from the ledger and keep their rows; by kind."""
    told, policy = queries.told_of(queries.subject(case)), policy_at_acceptance(case)
    kept = clocks.keep_all(
        subject=queries.subject(case),
        centre=case.centre.code,
        owner=case.department.code,
        clocks=[
            clocks.Kept(which, limit_of(told, which), clock_facts(told, which, policy))
            for which in (PROMISE, STATUTORY)
        ],
        calendar=calendar_of(case.centre.calendar),
        policy=policy,
    )
    return {clock.kind: clock for clock in kept}


def covering_letter(case: Case, by: Acting, power: Power) -> Letter | None:
    """The letter under which somebody does this. Without one: forbidden or reported, as the regime says.

    Raises NotPermitted("not_delegated", "nobody_delegated") naming who may.
    Source: DEL-001, DEL-003, DEC-006.
    """
    asked: dict[str, Any] = {
        "department_id": case.department_id,
        "item_code": case.item_code,
        "power": power,
        "level": case.decision_level,
        "on": by.day,
    }
    letter = letters.letter_covering(officer=by.actor, **asked)
    if letter is None:
        who = letters.who_may(**asked)
        refusal = (
            NotPermitted("not_delegated", who="、".join(who)) if who else NotPermitted("nobody_delegated")
        )
        refuse_or_report(case, by, policy_at_receipt(case).delegation_scope, refusal)
    return letter


def hand_out(
    case: Case,
    kind: str,
    by: Acting,
    entry: Entry,
    data: Mapping[str, object],
    *,
    letter: Letter | None = None,
) -> str | None:
    """Issue a letter of the department on this case: number, seal, document row. Says its number.

    In a simulation of a foreign log no papers are made, so that a year of cases replays in minutes.
    Raises RuleBroken("no_seal").
    Source: DEC-001, DEL-008.
    """
    if by.simulated and case.outside_number:
        return None
    policy = policy_at_receipt(case)
    seal = letters.seal_in_use(case.department_id)
    if seal is None:
        raise RuleBroken("no_seal")
    profile = policy.document_number_profile
    facts: dict[str, str | date] = {
        "centre": case.centre.code, "organ": case.department.code, "short": case.department.short_name,
        "kind": kind, "on": by.day,
    }  # fmt: skip
    number = number_of(profile, take(series_of(profile, **facts)), **facts)
    delegation.log_seal_use(
        by=by, seal=seal, document_number=number, subject=queries.subject(case), letter=letter
    )
    documents.issue(
        by=by,
        kind=kind,
        subject=queries.subject(case),
        centre_code=case.centre.code,
        department_code=case.department.code,
        organ_name=case.department.name,
        number=number,
        data=data,
        copies=(),
        seal=seal_as(seal, letter),
        entry_hash=entry.leaf_hash,
    )
    return number


def seal_as(seal: Seal, letter: Letter | None) -> SealAs:
    """The seal as it stands on a document."""
    keeper = seal.keeper.code if seal.keeper else ""
    return SealAs(seal.number, seal.imprint, keeper, letter.number if letter else "")


def telephone_to_tell(case: Case) -> str:
    """The telephone of the agent, or else of the applicant; "" where there is none."""
    return telephone_of(case.agent if case.agent_id and case.agent else case.applicant)


def tell(case: Case, by: Acting, template: str, **facts: object) -> None:
    """Put a message to the applicant (or the agent) in the outbox, where there is a telephone."""
    telephone = telephone_to_tell(case)
    if telephone:
        put(
            by=by,
            subject=queries.subject(case),
            to=telephone,
            channel="sms",
            template=template,
            facts={"number": case.number, "item": case.item_name, **facts},
        )
