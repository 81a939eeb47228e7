"""What keeps an item from being published: one table, one planted fault a row.

Source: CAT-001, CAT-003, CAT-013, CAT-015, CAT-016, CAT-017, CAT-020.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.days import MONDAY
from tests.factories_catalogue import FEE_STEP, STEPS, a_content
from yichuang.catalogue import wording
from yichuang.catalogue.rules.content import FeeLine, MaterialLine, ProcedureLine
from yichuang.catalogue.rules.publication import findings, missing_disclosures
from yichuang.policy.queries import policy_of, shipped_calendar

POLICY = policy_of("nanchang", MONDAY)
CALENDAR = shipped_calendar("cn")
EIGHT = POLICY.disclosure_elements


def found(content, *, blank_forms=1, policy=POLICY):
    told = findings(content, blank_forms=blank_forms, policy=policy, calendar=CALENDAR)
    return [finding.code for finding in told]


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(a_content(), id="a free item"),
        pytest.param(a_content(fee_fen=1000), id="an item with a fee and its stage"),
        pytest.param(a_content(promised_days=0), id="on the spot"),
        pytest.param(a_content(promised_days=20), id="the promise may be the whole of the law's limit"),
        pytest.param(a_content(procedures=[("hearing", 20), ("survey", 3)]), id="with procedures"),
    ],
)
def test_a_complete_item_lacks_nothing(content):
    assert found(content) == []


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        ({"name": " "}, "missing_name"),
        ({"procedure": ""}, "missing_procedure"),
        ({"steps": ()}, "missing_procedure"),
        ({"legal_basis": ""}, "missing_legal_basis"),
        ({"conditions": "\n"}, "missing_conditions"),
        ({"materials": ()}, "missing_materials"),
        ({"promised_amount": None}, "missing_promised_limit"),
        ({"charges": None}, "missing_fees"),
        ({"charges": True, "fees": ()}, "missing_fees"),
    ],
)
def test_each_of_the_eight_disclosures_is_asked_for(fault, code):
    """CAT-003."""
    assert missing_disclosures(replace(a_content(), **fault), blank_forms=1, elements=EIGHT) == (code,)


def test_an_empty_item_lacks_all_eight_in_their_order():
    """CAT-003."""
    empty = replace(
        a_content(), name="", procedure="", legal_basis="", conditions="", materials=(),
        promised_amount=None, charges=None,
    )  # fmt: skip
    missing = missing_disclosures(empty, blank_forms=0, elements=EIGHT)
    assert missing == tuple(f"missing_{element}" for element in EIGHT)
    assert len(missing) == POLICY.disclosure_elements_required == 8


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        pytest.param({"kind": ""}, "missing_kind", id="CAT-001 typed"),
        pytest.param({"applicant_kinds": ()}, "missing_applicants", id="CAT-001 whom it serves"),
        pytest.param({"case_kind": ""}, "missing_case_kind", id="CAT-016"),
        pytest.param({"statutory_amount": None}, "missing_statutory", id="CAT-015 both limits"),
        pytest.param({"statutory_amount": 4}, "promise_longer", id="CAT-015 a day too long"),
        pytest.param(
            {"statutory_unit": "calendar", "statutory_amount": 10},
            "limits_not_comparable",
            id="CAT-015 units",
        ),
        pytest.param({"statutory_unit": "fortnight"}, "unit_unknown", id="a unit nobody knows"),
        pytest.param({"statutory_amount": 0}, "amount_not_positive", id="no days at all"),
        pytest.param({"steps": STEPS[1:]}, "stage_missing", id="CAT-013 no acceptance"),
        pytest.param({"steps": (*STEPS, FEE_STEP)}, "fee_stage_without_fee", id="CAT-013 a fee of nothing"),
        pytest.param({"steps": (*STEPS, STEPS[0])}, "step_key_twice", id="a key twice"),
        pytest.param({"steps": (replace(STEPS[0], role=""), *STEPS[1:])}, "step_without_role", id="nobody"),
        pytest.param(
            {"steps": (replace(STEPS[0], place=""), *STEPS[1:])}, "step_without_place", id="nowhere"
        ),
        pytest.param(
            {"steps": (replace(STEPS[0], limit_amount=None), *STEPS[1:])}, "step_without_limit", id="no limit"
        ),
        pytest.param(
            {"steps": (replace(STEPS[0], limit_amount=1), *STEPS[1:])},
            "stages_exceed_promise",
            id="CAT-013 six days of five",
        ),
        pytest.param({"procedures": (ProcedureLine("hearing"),)}, "procedure_without_duration", id="CAT-017"),
        pytest.param({"procedures": (ProcedureLine("party", 3),)}, "procedure_unknown", id="CAT-017 list"),
        pytest.param(
            {"procedures": (ProcedureLine("survey", 3), ProcedureLine("survey", 2))},
            "procedure_twice",
            id="CAT-017 once",
        ),
        pytest.param({"materials": (MaterialLine("其他相关材料"),)}, "vague_material", id="catch-all"),
        pytest.param(
            {"materials": (MaterialLine("申请书"), MaterialLine("申请书"))}, "material_twice", id="CAT-020"
        ),
        pytest.param({"materials": (MaterialLine(" "),)}, "material_without_name", id="CAT-020 no name"),
        pytest.param(
            {"fees": (FeeLine("证书费", 500, "证", "文"),)}, "fee_although_free", id="free, with a fee"
        ),
        pytest.param({"visits": 2}, "visits_without_reason", id="trips without a reason"),
    ],
)
def test_each_fault_is_told_and_nothing_else(fault, code):
    assert found(replace(a_content(), **fault)) == [code]


def test_a_fee_needs_amount_and_basis_and_a_stage():
    """CAT-003, CAT-013."""
    priced = a_content(fee_fen=1000)
    assert found(replace(priced, fees=(replace(priced.fees[0], basis=""),))) == ["fee_incomplete"]
    assert found(replace(priced, fees=(replace(priced.fees[0], amount_fen=None),))) == ["fee_incomplete"]
    assert found(replace(priced, steps=STEPS)) == ["stage_missing"]


def test_only_the_stages_of_the_policy_are_mandatory():
    """CAT-013."""
    short = replace(a_content(), steps=STEPS[:3])
    assert found(short) == ["stage_missing"]
    assert found(short, policy=replace(POLICY, mandatory_stages=("accept", "review", "approve"))) == []


@pytest.mark.parametrize(
    "name", ["营业执照", "其他股东的身份证明", "相关设备清单", "材料清单", "建筑材料合格证"]
)
def test_a_material_that_says_what_it_is_passes(name):
    assert found(replace(a_content(), materials=(MaterialLine(name),))) == []


@pytest.mark.parametrize(
    "name", ["其他材料", "法律法规规定的其他材料", "有关资料", "身份证等材料", "相关证明材料"]
)
def test_a_catch_all_is_refused(name):
    assert found(replace(a_content(), materials=(MaterialLine(name),))) == ["vague_material"]


def test_every_finding_has_its_sentence():
    eight = {f"missing_{element}" for element in EIGHT}
    assert eight <= set(wording.FINDINGS)
    assert eight == set(wording.DISCLOSURE_NAMES)
