"""How case, receipt and document numbers are written, and which series counts them. Pure.

A profile is a way of writing, chosen by policy. The count itself comes from `numbering`, one series for
each key; it is gap-free there. Numbers grow past their width rather than repeat.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from string import Formatter

from yichuang.kernel.errors import CannotCompute

IMPLEMENTATION_CODE_LENGTH = 31  # 18 credit code + 1 level + 12 base code


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """pattern: the number; series: the key of its count. Both in fields of `_facts`."""

    pattern: str
    series: str


PROFILES = {
    # 20260909-0031: each centre counts its day
    "day_sequence": NumberFormat("{day}-{sequence:04d}", "case:{centre}:{day}"),
    # LZ-20260909-0031: the same where the cases of several centres lie together
    "centre_day_sequence": NumberFormat("{centre}-{day}-{sequence:04d}", "case:{centre}:{day}"),
    # 实施编码 31 + yyyyMMdd + sequence: unique in the country
    "implementation_day_sequence": NumberFormat(
        "{implementation}{day}{sequence:04d}", "case:{implementation}:{day}"
    ),
    # 澜政收〔2026〕016207
    "centre_year_sequence": NumberFormat("{short}收〔{year}〕{sequence:06d}", "receipt:{centre}:{year}"),
    # 澜自然规受〔2026〕0412: 机关代字 + 种类 + 〔year〕 + sequence
    "organ_kind_year_sequence": NumberFormat(
        "{short}{mark}〔{year}〕{sequence:04d}", "document:{centre}:{organ}:{mark}:{year}"
    ),
}

DOCUMENT_MARKS = {  # 种类代字; kinds of one mark share a series, or two papers would bear one number
    "receipt": "收",
    "acceptance": "受",
    "not_needed": "不受",
    "not_ours": "不受",
    "refusal": "不受",
    "correction": "补",
    "extension": "延",
    "delay": "时延",
    "procedure": "特",
    "grant": "许",
    "denial": "不许",
    "pickup": "取",
    "guide_notice": "告",
    "withdrawal": "撤",
    "termination": "终",
    "ending": "终",
    "letter_of_delegation": "委",
    "archive_inventory": "档",
    "inventory": "档",
}


def case_profile(profile: str, implementation_code: str) -> str:
    """The profile of a case number: by the item's implementation code, where policy says so and it has one.

    Source: INT-001.
    """
    if profile == "implementation_day_sequence" and len(implementation_code) != IMPLEMENTATION_CODE_LENGTH:
        return "day_sequence"
    return profile


def series_of(profile: str, **facts: str | date) -> str:
    """The key of the series that counts a number. facts: see `number_of`."""
    return _fill(profile, _format(profile).series, facts)


def number_of(profile: str, sequence: int, **facts: str | date) -> str:
    """The number as it is printed.

    facts, as far as the profile names them: on (the day), centre and organ (codes), short (代字 of centre
    or organ), kind (of the document), implementation (the item's code of 31 characters).
    Raises CannotCompute: "no_profile", "number_needs" (names the missing fact).
    Source: INT-001, RCP-001, DEC-001.
    """
    assert sequence > 0, sequence
    return _fill(profile, _format(profile).pattern, facts, sequence)


def _format(profile: str) -> NumberFormat:
    if profile not in PROFILES:
        raise CannotCompute("no_profile", profile=profile)
    return PROFILES[profile]


def _fill(profile: str, pattern: str, facts: dict[str, str | date], sequence: int = 0) -> str:
    told: dict[str, object] = {name: value for name, value in facts.items() if value}
    told["sequence"] = sequence
    if isinstance(on := told.get("on"), date):
        told |= {"day": f"{on:%Y%m%d}", "year": f"{on:%Y}"}
    if "kind" in told:
        told["mark"] = DOCUMENT_MARKS.get(str(told["kind"]))
    for _, name, _, _ in Formatter().parse(pattern):
        if name and not told.get(name) and name != "sequence":
            raise CannotCompute("number_needs", profile=profile, fact=name)
    return pattern.format(**told)
