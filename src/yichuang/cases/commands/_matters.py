"""The register of negative matters, as the commands of refusal and decision write it."""

from __future__ import annotations

from yichuang.cases.commands import _common as c
from yichuang.cases.models import Case, NegativeMatter
from yichuang.cases.rules.lifecycle import Act
from yichuang.kernel.acting import Acting
from yichuang.kernel.errors import RuleBroken


def open_matter(case: Case, by: Acting, *, kind: str, grounds: str, legal_basis: str) -> NegativeMatter:
    """Register a negative matter of a case."""
    if not grounds.strip() or not legal_basis.strip():
        raise RuleBroken("reason_missing")
    if case.negative_matters.filter(state="open").exists():
        raise RuleBroken("refusal_open_already")
    matter = NegativeMatter.objects.create(
        case=case,
        kind=kind,
        grounds=grounds,
        legal_basis=legal_basis,
        proposed_by=by.actor,
        proposed_at=by.at,
    )
    c.file(case, Act.PROPOSE_REFUSAL, by, kind=kind, grounds=grounds, legal_basis=legal_basis)
    return matter


def settle_open_matters(case: Case, by: Acting, state: str) -> None:
    """Close what is open in the register when the case goes another way."""
    case.negative_matters.filter(state="open").update(state=state, ended_at=by.at)
