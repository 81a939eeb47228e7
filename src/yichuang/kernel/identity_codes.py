"""Checking the numbers of persons and organisations as people type them. Pure.

A number that fails its check is a warning with facts, never a refusal: real cards with wrong digits
exist, and the clerk who has the card in hand may let it pass with a reason. Codes are said in sentences
by the packages that ask for the numbers.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from datetime import date

PERSON_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
PERSON_CHECKS = "10X98765432"
PERSON_LENGTH = 18
# The first two digits: provinces, and 81 to 83 for residence permits of Hong Kong, Macao and Taiwan. Old county
# codes are valid for life, so counties are not asked. 9 and a province open the card of foreign residents.
PROVINCES = frozenset(
    [
        "11",
        "12",
        "13",
        "14",
        "15",
        "21",
        "22",
        "23",
        "31",
        "32",
        "33",
        "34",
        "35",
        "36",
        "37",
        "41",
        "42",
        "43",
        "44",
        "45",
        "46",
        "50",
        "51",
        "52",
        "53",
        "54",
        "61",
        "62",
        "63",
        "64",
        "65",
        "71",
        "81",
        "82",
        "83",
    ]
)
FOREIGN_RESIDENT = "9"

ORGANISATION_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # no I O S V Z
ORGANISATION_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
ORGANISATION_LENGTH = 18
INNER_SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
INNER_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


DROPPED = frozenset({"Pd", "Cf"})  # dashes, and what cannot be seen


@dataclass(frozen=True, slots=True)
class Warned:
    """What is wrong with a number: a code, and facts such as the expected check character.

    Codes: "length" (expected, found), "sign" (sign, place from 1), "province" (found), "birth_date" (found),
    "born_later" (found), "check_character" (expected, found), "inner_check" (expected, found).
    """

    code: str
    facts: dict[str, object] = field(default_factory=dict)


def normalised(text: str) -> str:
    """A number without what fingers and keyboards add: full-width signs, spaces, dashes, small letters."""
    narrow = unicodedata.normalize("NFKC", text).upper()
    kept = (sign for sign in narrow if not sign.isspace() and unicodedata.category(sign) not in DROPPED)
    return unicodedata.normalize("NFKC", "".join(kept))


def check_person_number(text: str, today: date) -> Warned | None:
    """What is wrong with a citizen's identity number (公民身份号码); None where it passes.

    today: nobody is born later. Source: INT-001; GB 11643-1999.
    """
    number = normalised(text)
    if len(number) != PERSON_LENGTH:
        return Warned("length", {"expected": PERSON_LENGTH, "found": len(number)})
    for place, sign in enumerate(number, start=1):
        if not (sign in "0123456789" or (sign == "X" and place == PERSON_LENGTH)):
            return Warned("sign", {"sign": sign, "place": place})
    wrong = _wrong_birth(number, today)
    place_of = number[1:3] if number.startswith(FOREIGN_RESIDENT) else number[:2]
    if place_of not in PROVINCES:
        wrong = Warned("province", {"found": number[:2]})
    expected = person_check_character(number)
    if not wrong and number[-1] != expected:
        wrong = Warned("check_character", {"expected": expected, "found": number[-1]})
    return wrong


def _wrong_birth(number: str, today: date) -> Warned | None:
    born = birth_date(number)
    if born is None:
        return Warned("birth_date", {"found": number[6:14]})
    return Warned("born_later", {"found": born}) if born > today else None


def check_organisation_code(text: str) -> Warned | None:
    """What is wrong with a unified social credit code (统一社会信用代码); None where it passes.

    Source: INT-001; GB 32100-2015.
    """
    code = normalised(text)
    if len(code) != ORGANISATION_LENGTH:
        return Warned("length", {"expected": ORGANISATION_LENGTH, "found": len(code)})
    for place, sign in enumerate(code, start=1):
        allowed = "0123456789" if 3 <= place <= 8 else ORGANISATION_SIGNS
        if sign not in allowed:
            return Warned("sign", {"sign": sign, "place": place})
    expected = organisation_check_character(code)
    if code[-1] != expected:
        return Warned("check_character", {"expected": expected, "found": code[-1]})
    return None


def check_inner_organisation_code(text: str) -> Warned | None:
    """What is wrong with the organisation code inside a credit code (characters 9 to 17, GB 11714).

    Asked apart: some codes that were issued after the merger fail it and are valid.
    """
    inner = normalised(text)[8:17]
    rest = sum(INNER_SIGNS.index(sign) * weight for sign, weight in zip(inner, INNER_WEIGHTS, strict=False))
    expected = "0123456789X0"[(11 - rest % 11)]
    return (
        None if inner[-1:] == expected else Warned("inner_check", {"expected": expected, "found": inner[-1:]})
    )


def birth_date(number: str) -> date | None:
    """The day of birth in a person's number of 18 characters; None where there is none."""
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None


def person_check_character(number: str) -> str:
    """The eighteenth character that the first seventeen digits ask for."""
    rest = sum(int(digit) * weight for digit, weight in zip(number, PERSON_WEIGHTS, strict=False)) % 11
    return PERSON_CHECKS[rest]


def organisation_check_character(code: str) -> str:
    """The eighteenth character that the first seventeen ask for."""
    values = map(ORGANISATION_SIGNS.index, code[:17])
    rest = sum(value * weight for value, weight in zip(values, ORGANISATION_WEIGHTS, strict=True))
    return ORGANISATION_SIGNS[-rest % 31]


def masked(text: str) -> str:
    """A number as it is shown: the middle as stars. Source: INT-001."""
    number = normalised(text)
    if len(number) < PERSON_LENGTH // 2:
        return "*" * len(number)
    return number[:3] + "*" * (len(number) - 7) + number[-4:]
