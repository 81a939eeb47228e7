"""Fields, explanations and values of the parameters are held together. CLK-001, DEC-002, INT-005, RCP-006."""

from __future__ import annotations

import re
from dataclasses import FrozenInstanceError
from datetime import date
from pathlib import Path

import pytest

from yichuang.kernel.errors import CannotCompute
from yichuang.kernel.worktime import Limit, Roll, Unit
from yichuang.policy import queries
from yichuang.policy.rules import layering
from yichuang.policy.rules.parameters import ClockStarts, Mode, Stops

TODAY = date(2026, 10, 9)


def test_each_field_is_explained_and_nothing_else_is():
    assert set(queries.parameters()) == set(layering.names())


@pytest.mark.parametrize("name", layering.names())
def test_an_explanation_says_all_four_things(name):
    told = queries.parameters()[name]
    assert set(told) == {"zh", "en", "unit", "requirement"}
    assert re.fullmatch(r"[A-Z]+-\d{3}", told["requirement"])
    assert re.search(r"[一-鿿]", told["zh"])


@pytest.mark.parametrize("name", layering.names())
def test_the_national_law_has_a_value_for_each(name):
    assert name in queries.values_of("national")


@pytest.mark.parametrize("regulation", queries.regulations())
def test_each_value_is_known_typed_dated_and_has_a_source(regulation):
    for name, dated in queries.values_of(regulation).items():
        assert name in layering.names(), f"{regulation} says something of {name}, which no rule knows"
        for since, told in dated.items():
            assert isinstance(since, date), (name, since)
            assert set(told) == {"value", "source"}, (name, since)
            assert told["source"], (name, since)
            layering.typed(name, told["value"])


@pytest.mark.parametrize("regulation", queries.regulations())
def test_a_regime_has_a_name_in_both_languages(regulation):
    assert queries.regulation_name(regulation, "zh")
    assert queries.regulation_name(regulation, "en")


def test_nanchang_as_pinned():
    """The figures of the clauses, pinned: who changes one changes this test and says why."""
    policy = queries.policy_of("nanchang", TODAY)
    assert policy.clock_starts is ClockStarts.ACCEPTANCE
    assert (policy.roll_working, policy.roll_calendar, policy.roll_month) == (Roll.NONE, Roll.NEXT, Roll.NEXT)
    assert policy.correction_notices_allowed == 1  # INT-005
    assert policy.correction_notice_limit_working_days == 0  # INT-006: on the spot
    assert policy.deemed_acceptance_after_working_days == 5
    assert policy.correction_answer_limit == Limit(30, Unit.CALENDAR)
    assert (policy.extensions_allowed, policy.extension_max_working_days) == (1, 10)
    assert not policy.late_extension_counts  # CLK-006
    assert (policy.hint_before_working_days, policy.yellow_after_pct) == (1, 90)
    assert policy.receipt_copies == policy.pickup_copies == ("applicant", "supervision", "agency")  # RCP-006
    assert policy.signatures_required == 2  # RCP-007
    assert policy.refusal_levels == ("reviewer", "chief")  # DEC-002
    assert (policy.review_steps, policy.approval_steps) == (1, 1)
    assert policy.mandatory_stages == ("accept", "review", "approve", "fee", "issue")
    assert (policy.filing_limit_months, policy.delivery_limit_working_days) == (1, 10)
    assert (policy.reconsideration_days, policy.lawsuit_months) == (60, 6)
    assert policy.disclosure_elements_required == 8  # CAT-003
    assert policy.on_site_steps == 6  # CASE-003
    assert policy.chiefs_per_window == 1  # DEL-006
    assert len(policy.permitted_delay_grounds) == 3  # CLK-007
    assert {policy.four_eyes, policy.stage_order, policy.delegation_scope, policy.second_correction} == {
        Mode.ENFORCE
    }


def test_the_eight_of_the_licensing_law_stop_both_limits_a_survey_only_the_promise():
    """CLK-003; Administrative Licensing Law, article 45."""
    policy = queries.policy_of("nanchang", TODAY)
    both = {kind for kind, stops in policy.procedure_holds.items() if stops is Stops.BOTH}
    assert both == {
        "hearing", "tendering", "auction", "inspection", "testing", "quarantine", "appraisal", "expert_review",
    }  # fmt: skip
    assert policy.stops("survey") is Stops.PROMISE
    assert policy.stops("lunch") is None
    assert queries.policy_of("national", TODAY).stops("survey") is None


def test_the_dutch_act_reports_and_forbids_nothing():
    policy = queries.policy_of("dutch", date(2011, 5, 4))
    assert policy.clock_starts is ClockStarts.RECEIPT
    assert {policy.roll_of(unit) for unit in Unit} == {Roll.NONE}
    assert policy.late_extension_counts
    assert policy.deemed_acceptance_after_working_days is None
    assert policy.extension_max_working_days is None
    assert {policy.four_eyes, policy.stage_order, policy.delegation_scope, policy.second_correction} == {
        Mode.RECORD
    }


def test_a_value_holds_from_its_day_until_the_next():
    assert queries.policy_of("nanchang", date(2015, 4, 30)).lawsuit_months == 3
    assert queries.policy_of("nanchang", date(2015, 5, 1)).lawsuit_months == 6


def test_before_a_regime_was_made_the_national_law_speaks():
    """The measures of Nanchang are of 16 February 2012; until then a correction is owed within five days."""
    assert queries.policy_of("nanchang", date(2012, 2, 15)).correction_notice_limit_working_days == 5
    assert queries.policy_of("nanchang", date(2012, 2, 16)).correction_notice_limit_working_days == 0


@pytest.mark.parametrize(
    ("code", "regulation", "on"),
    [
        ("no_regulation", "atlantis", TODAY),
        ("no_regulation", "../parameters", TODAY),
        ("no_policy", "nanchang", date(2004, 6, 30)),
    ],
)
def test_what_nobody_laid_down_is_refused(code, regulation, on):
    with pytest.raises(CannotCompute, match=code):
        queries.policy_of(regulation, on)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("yellow_after_pct", "90"),
        ("yellow_after_pct", True),
        ("late_extension_counts", 1),
        ("four_eyes", "forbid"),
        ("receipt_copies", "applicant"),
        ("procedure_holds", {"hearing": "neither"}),
        ("correction_answer_limit", {"amount": 30, "unit": "moons"}),
        ("correction_answer_limit", {"amount": 30}),
        ("clauses", {"limit": 42}),
    ],
)
def test_a_value_of_the_wrong_kind_is_refused(name, value):
    with pytest.raises(CannotCompute, match="bad_value"):
        layering.typed(name, value)


def test_a_policy_cannot_be_changed():
    policy = queries.policy_of("nanchang", TODAY)
    with pytest.raises(FrozenInstanceError):
        policy.yellow_after_pct = 100
    with pytest.raises(TypeError):
        policy.procedure_holds["hearing"] = Stops.PROMISE


def test_the_source_of_a_value_can_be_asked():
    assert queries.source_of("nanchang", "filing_limit_months", TODAY) == "001 第二十六条"
    assert queries.source_of("nanchang", "delivery_limit_working_days", TODAY) == "行政许可法 第四十四条"


def test_no_number_of_the_files_repeats_in_the_rules():
    """The loader and the fields hold no default: what is not in a file does not exist."""
    text = (Path(queries.HERE) / "rules" / "parameters.py").read_text(encoding="utf-8")
    assert not re.search(r"^    \w+: .* = ", text, flags=re.MULTILINE)
