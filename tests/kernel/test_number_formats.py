"""How numbers are written. INT-001, RCP-001, DEC-001; standards 3.1."""

from __future__ import annotations

from datetime import date

import pytest

from yichuang.kernel.errors import CannotCompute
from yichuang.kernel.number_formats import DOCUMENT_MARKS, PROFILES, case_profile, number_of, series_of

THE_NINTH = date(2026, 9, 9)
IMPLEMENTATION = "11440232MB2D06811W4000117051000"  # a public sample


@pytest.mark.parametrize(
    ("profile", "sequence", "facts", "number", "series"),
    [
        ("day_sequence", 31, {"centre": "LZ"}, "20260909-0031", "case:LZ:20260909"),
        ("centre_day_sequence", 31, {"centre": "LZ"}, "LZ-20260909-0031", "case:LZ:20260909"),
        (
            "implementation_day_sequence", 8, {"implementation": IMPLEMENTATION},
            "11440232MB2D06811W4000117051000202609090008", f"case:{IMPLEMENTATION}:20260909",
        ),
        ("centre_year_sequence", 16207, {"centre": "LZ", "short": "澜政"}, "澜政收〔2026〕016207", "receipt:LZ:2026"),
        (
            "organ_kind_year_sequence", 412,
            {"centre": "LZ", "organ": "D02", "short": "澜自然规", "kind": "acceptance"},
            "澜自然规受〔2026〕0412", "document:LZ:D02:受:2026",
        ),
        ("day_sequence", 12345, {"centre": "LZ"}, "20260909-12345", "case:LZ:20260909"),
    ],
)  # fmt: skip
def test_a_number_and_its_series(profile, sequence, facts, number, series):
    assert number_of(profile, sequence, on=THE_NINTH, **facts) == number
    assert series_of(profile, on=THE_NINTH, **facts) == series


def test_two_organs_two_kinds_and_two_years_are_counted_apart():
    facts = {"centre": "LZ", "organ": "D02", "kind": "grant", "on": THE_NINTH}
    others = [{"organ": "D03"}, {"kind": "denial"}, {"on": date(2027, 1, 1)}, {"centre": "LZN"}]
    keys = {series_of("organ_kind_year_sequence", **(facts | other)) for other in [{}, *others]}
    assert len(keys) == 5


def test_an_item_without_implementation_code_is_counted_by_the_day():
    assert case_profile("implementation_day_sequence", IMPLEMENTATION) == "implementation_day_sequence"
    assert case_profile("implementation_day_sequence", "") == "day_sequence"
    assert case_profile("centre_day_sequence", IMPLEMENTATION) == "centre_day_sequence"


@pytest.mark.parametrize(
    ("code", "profile", "facts"),
    [
        ("no_profile", "roman", {}),
        ("number_needs", "day_sequence", {"centre": "LZ"}),
        ("number_needs", "centre_year_sequence", {"centre": "LZ", "on": THE_NINTH}),
        ("number_needs", "organ_kind_year_sequence", {
            "centre": "LZ", "organ": "D", "short": "澜", "kind": "poem", "on": THE_NINTH}),
    ],
)  # fmt: skip
def test_a_number_that_lacks_a_fact_is_refused(code, profile, facts):
    with pytest.raises(CannotCompute, match=code):
        number_of(profile, 1, **facts)


def test_no_two_profiles_write_alike():
    assert len({form.pattern for form in PROFILES.values()}) == len(PROFILES)
    assert all(DOCUMENT_MARKS.values())


def test_kinds_that_are_written_alike_are_counted_together():
    """不受: not needed, not ours and refused; counted apart, two papers would bear one number."""
    facts = {"centre": "LZ", "organ": "D02", "short": "澜自然规", "on": THE_NINTH}
    for one in DOCUMENT_MARKS:
        for other in DOCUMENT_MARKS:
            same_number = number_of("organ_kind_year_sequence", 1, kind=one, **facts) == number_of(
                "organ_kind_year_sequence", 1, kind=other, **facts
            )
            same_series = series_of("organ_kind_year_sequence", kind=one, **facts) == series_of(
                "organ_kind_year_sequence", kind=other, **facts
            )
            assert same_number == same_series, (one, other)
