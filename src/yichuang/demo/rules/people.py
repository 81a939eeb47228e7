"""Invented applicants with numbers that pass their checks, in a region that does not exist. Pure."""

from __future__ import annotations

from yichuang.applicants.rules.details import ApplicantKind, Details
from yichuang.kernel.identity_codes import organisation_check_character, person_check_character

REGION = "369900"
ORGANISATION_WORDS = ("公司", "商行", "药店", "药房", "宾馆", "小吃店", "幼儿园", "理发店", "食堂", "医院")


def somebody(name: str, number: int) -> Details:
    """An applicant of this name: an organisation where the name sounds like one, else a person.

    number: tells the invented numbers apart.
    """
    if name.endswith(ORGANISATION_WORDS):
        inner = f"MA7L{number:04d}"
        code = f"92{REGION}{inner}"
        code += _inner_check(inner)
        return Details(
            kind=ApplicantKind.ORGANISATION,
            name=name,
            number=code + organisation_check_character(code),
            telephone=f"0999-8886{3000 + number}",
            address=f"澜州市望江区书院路{number + 10}号",
            legal_representative="温如海",
        )
    person = f"{REGION}19{80 + number % 20}05{number % 28 + 1:02d}{number % 1000:03d}"
    return Details(
        kind=ApplicantKind.PERSON,
        name=name,
        number=person + person_check_character(person),
        telephone=f"1390000{4400 + number:04d}",
        address=f"澜州市望江区书院路{number + 10}号",
        occupation="个体经营",
    )


def _inner_check(inner: str) -> str:
    """The check character of the organisation code inside (GB 11714)."""
    weights = (3, 7, 9, 10, 5, 8, 4, 2)
    rest = 11 - sum(int(sign, 36) * weight for sign, weight in zip(inner, weights, strict=True)) % 11
    return {10: "X", 11: "0"}.get(rest, str(rest))
