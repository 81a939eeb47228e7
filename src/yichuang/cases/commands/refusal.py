"""A refusal goes upward: nobody refuses alone (否定事项报备制)."""

from __future__ import annotations

from django.db import transaction

from yichuang.cases import queries
from yichuang.cases.commands import _common as c
from yichuang.cases.commands._door import case_to_act_on
from yichuang.cases.commands._matters import open_matter
from yichuang.cases.commands._papers import not_ours_data
from yichuang.cases.models import NegativeMatter, NegativeOpinion
from yichuang.cases.rules.lifecycle import Act
from yichuang.cases.rules.people import ask
from yichuang.cases.wording import LEVEL_NAMES
from yichuang.clocks import commands as clocks
from yichuang.delegation.rules.scope import Power
from yichuang.kernel.acting import Acting
from yichuang.kernel.errors import NotPermitted, RuleBroken


@transaction.atomic
def propose_refusal(*, by: Acting, number: str, grounds: str, legal_basis: str) -> NegativeMatter:
    """File the view that an application cannot be accepted, and pass it upward.

    Raises RuleBroken("reason_missing", "refusal_open_already", "act_not_possible"), NotPermitted.
    Source: DEC-002, DEC-004.
    """
    case = case_to_act_on(by, number, Act.PROPOSE_REFUSAL)
    return open_matter(case, by, kind="refuse", grounds=grounds, legal_basis=legal_basis)


@transaction.atomic
def answer_refusal(*, by: Acting, number: str, agrees: bool, text: str) -> NegativeMatter:
    """Say what the next level thinks of a proposed refusal to accept. The last level's yes refuses.

    The levels are those of policy (`refusal_levels`), the last needs a letter that covers it. Somebody who
    proposed it, or agreed at an earlier level, cannot confirm it.
    Raises NotPermitted("not_your_role", "not_alone", "not_delegated"), RuleBroken("no_refusal_proposed",
    "reason_missing").
    Source: DEC-002, DEC-003, DEC-004.
    """
    case = queries.case_for_change(by.centre, number)
    ask(by, Act.REFUSE, centre=case.centre.code, department=case.department.code)
    matter = case.negative_matters.select_for_update().filter(state="open", kind="refuse").first()
    if matter is None:
        raise RuleBroken("no_refusal_proposed")
    if not text.strip():
        raise RuleBroken("reason_missing")
    levels = c.policy_at_receipt(case).refusal_levels
    role = levels[matter.level]
    heard = set(matter.opinions.values_list("officer", flat=True)) | {matter.proposed_by}
    if not by.has(role) or by.actor in heard:
        raise NotPermitted("not_alone", level=str(LEVEL_NAMES.get(role, role)))
    is_last = matter.level + 1 == len(levels)
    letter = c.covering_letter(case, by, Power.REFUSE) if agrees and is_last else None
    NegativeOpinion.objects.create(
        matter=matter, level=matter.level + 1, role=role, officer=by.actor, agrees=agrees, text=text, at=by.at
    )
    c.file(case, "refusal_answered", by, level=matter.level + 1, role=str(role), agrees=agrees)
    if not agrees:
        _settle(matter, by, "rejected")
        return matter
    matter.level += 1
    matter.save(update_fields=["level"])
    if is_last:
        _settle(matter, by, "confirmed")
        changed = c.move(case, Act.REFUSE, by)
        case.decider, case.letter_number = by.actor, letter.number if letter else ""
        case.save(update_fields=[*changed, "decider", "letter_number"])
        entry = c.file(case, Act.REFUSE, by, grounds=matter.grounds, legal_basis=matter.legal_basis)
        clocks.end_all(queries.subject(case), by.day)
        data = not_ours_data(
            case, by, outcome="refused", reason=matter.grounds, legal_basis=matter.legal_basis
        )
        c.hand_out(case, "refusal", by, entry, data, letter=letter)
        c.tell(case, by, "refused")
    return matter


def _settle(matter: NegativeMatter, by: Acting, state: str) -> None:
    matter.state, matter.ended_at = state, by.at
    matter.save(update_fields=["state", "ended_at"])
