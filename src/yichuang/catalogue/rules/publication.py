"""What a revision still lacks before it may be confirmed and published. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from yichuang.catalogue.rules.content import Content
from yichuang.catalogue.rules.limits import keeps_within, limit_of
from yichuang.catalogue.rules.terms import ProcedureKind, Stage
from yichuang.kernel.errors import CannotCompute
from yichuang.kernel.work_calendar import WorkCalendar
from yichuang.kernel.worktime import Unit
from yichuang.policy.rules.parameters import Policy

_VAGUE = re.compile(r"(其他|其它|有关|相关|所需)的?(申报|申请|证明)?(材料|资料|文件)|等(材料|资料|文件)$")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is missing or wrong; the sentence stands in `wording.FINDINGS` under the code."""

    code: str
    facts: dict[str, object] = field(default_factory=dict)

    def plain(self) -> dict[str, object]:
        """As JSON values."""
        return {"code": self.code, **self.facts}


def findings(
    content: Content, *, blank_forms: int, policy: Policy, calendar: WorkCalendar
) -> tuple[Finding, ...]:
    """All that keeps a revision from being confirmed and published; nothing if it may be.

    blank_forms: how many blank forms are attached. policy, calendar: those of the centre, today.
    Source: CAT-001, CAT-003, CAT-013, CAT-015, CAT-016, CAT-017, CAT-020.
    """
    disclosed = missing_disclosures(content, blank_forms=blank_forms, elements=policy.disclosure_elements)
    return (
        *(Finding(code) for code in disclosed),
        *_kinds(content),
        *_limits(content, policy, calendar),
        *_route(content, policy.mandatory_stages),
        *_fees(content),
        *_procedures(content),
        *_materials(content),
    )


def missing_disclosures(content: Content, *, blank_forms: int, elements: Sequence[str]) -> tuple[str, ...]:
    """Which of the disclosures (八公开) are empty: "missing_" and the element, in the order of the policy.

    elements: the policy `disclosure_elements`. The procedure is told by words and steps; a fee by its
    lines, or by the explicit "no fee".
    Source: CAT-003.
    """
    told = {
        "name": bool(content.name.strip()),
        "procedure": bool(content.procedure.strip()) and bool(content.steps),
        "legal_basis": bool(content.legal_basis.strip()),
        "conditions": bool(content.conditions.strip()),
        "materials": bool(content.materials),
        "promised_limit": content.promised_unit == Unit.SPOT or content.promised_amount is not None,
        "fees": content.charges is False or (content.charges is True and bool(content.fees)),
        "forms": blank_forms > 0,
    }
    return tuple(f"missing_{element}" for element in elements if not told[element])


def _kinds(content: Content) -> Iterator[Finding]:
    if not content.kind:
        yield Finding("missing_kind")
    if not content.applicant_kinds:
        yield Finding("missing_applicants")
    if not content.case_kind:
        yield Finding("missing_case_kind")
    if content.visits and not content.visits_reason.strip():
        yield Finding("visits_without_reason")


def _limits(content: Content, policy: Policy, calendar: WorkCalendar) -> Iterator[Finding]:
    """Both limits are there, and the promise keeps within the law. Source: CAT-015."""
    if content.statutory_unit != Unit.SPOT and content.statutory_amount is None:
        yield Finding("missing_statutory")
    limits = []
    for amount, unit in (
        (content.promised_amount, content.promised_unit),
        (content.statutory_amount, content.statutory_unit),
    ):
        if unit not in set(Unit):
            yield Finding("unit_unknown", {"unit": unit})
        elif amount is not None and amount < 1 and unit != Unit.SPOT:
            yield Finding("amount_not_positive")
        elif (limit := limit_of(amount, unit)) is not None:
            limits.append(limit)
    if len(limits) < 2:
        return
    promised, statutory = limits
    facts: dict[str, object] = {
        "promised": promised.amount,
        "promised_unit": str(promised.unit),
        "statutory": statutory.amount,
        "statutory_unit": str(statutory.unit),
    }
    try:
        if not keeps_within(promised, statutory, calendar=calendar, roll_of=policy.roll_of, on=policy.on):
            yield Finding("promise_longer", facts)
    except CannotCompute as cannot:
        yield Finding(cannot.code, facts | cannot.facts)


def _route(content: Content, mandatory_stages: Sequence[str]) -> Iterator[Finding]:
    """The stages are covered, each by somebody somewhere for some time, within the promise. Source: CAT-013."""
    if not content.steps:
        return  # told as the disclosure "procedure"
    covered = {step.stage for step in content.steps}
    for stage in mandatory_stages:
        if stage not in covered and not (stage == Stage.FEE and content.charges is False):
            yield Finding("stage_missing", {"stage": stage})
    if Stage.FEE in covered and content.charges is False:
        yield Finding("fee_stage_without_fee")
    for key, times in Counter(step.key for step in content.steps).items():
        if times > 1:
            yield Finding("step_key_twice", {"key": key})
    for step in content.steps:
        if not step.role:
            yield Finding("step_without_role", {"name": step.name})
        if not step.place.strip():
            yield Finding("step_without_place", {"name": step.name})
        if step.limit_amount is None and content.promised_unit != Unit.SPOT:
            yield Finding("step_without_limit", {"name": step.name})
    total = sum(step.limit_amount or 0 for step in content.steps)
    spot = content.promised_unit == Unit.SPOT
    promised = 0 if spot else content.promised_amount
    if promised is not None and total > promised:
        facts = {"total": total, "promised": promised, "unit": content.promised_unit}
        yield Finding("stages_exceed_promise", facts)


def _fees(content: Content) -> Iterator[Finding]:
    if content.charges is True:
        for fee in content.fees:
            if fee.amount_fen is None or not fee.basis.strip() or not fee.name.strip():
                yield Finding("fee_incomplete", {"name": fee.name})
    if content.charges is False:
        for fee in content.fees:
            yield Finding("fee_although_free", {"name": fee.name})


def _procedures(content: Content) -> Iterator[Finding]:
    """Each special procedure is one of the list, once, with its duration. Source: CAT-017."""
    for kind, times in Counter(line.kind for line in content.procedures).items():
        if kind not in set(ProcedureKind):
            yield Finding("procedure_unknown", {"kind": kind})
        elif times > 1:
            yield Finding("procedure_twice", {"kind": kind})
    for line in content.procedures:
        if not line.expected_days:
            yield Finding("procedure_without_duration", {"kind": line.kind})


def _materials(content: Content) -> Iterator[Finding]:
    """Each material is named, once, and none is a catch-all. Source: CAT-020; wish 3 of the users' paper."""
    for name, times in Counter(line.name.strip() for line in content.materials).items():
        if not name:
            yield Finding("material_without_name")
        elif times > 1:
            yield Finding("material_twice", {"name": name})
        elif _VAGUE.search(name):
            yield Finding("vague_material", {"name": name})
