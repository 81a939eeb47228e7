"""The hash of one entry: what is hashed, in which form. Fixed for format 1, for ever. Pure.

The bytes are the entry as canonical JSON (RFC 8785): keys sorted, no spaces, UTF-8, no escapes but
those JSON needs. The hash is the leaf hash of RFC 9162: SHA-256 over a zero byte and those bytes.
Moments are UTC with six digits and a Z, so that no time zone of a reader changes a byte. An entry
that rectifies another names it by its hash, not by its row, so that it proves what it replaced.
Source: CASE-012, SEC-006.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime

FORMAT = 1
LARGEST = 2**53 - 1  # whole numbers up to here are the same in every reader of JSON

# As words of their own: digits inside a hash or a longer code are none.
_MOBILE = re.compile(r"(?<![0-9A-Za-z])1[3-9]\d{9}(?![0-9A-Za-z])")
_PERSON = re.compile(
    r"(?<![0-9A-Za-z])[1-9]\d{5}(?:18|19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![0-9A-Za-z])"
)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def moment(at: datetime) -> str:
    """A moment as it stands in the hashed text. Asserts that it knows its zone."""
    assert at.tzinfo is not None, at
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def roles_text(roles: Iterable[str]) -> str:
    """The roles of the actor as an entry holds them: sorted, one space between."""
    return " ".join(sorted(roles))


def canonical(value: object) -> bytes:
    """Canonical JSON of RFC 8785, of what both databases give back as they took it.

    Refused (an error of ours): fractions, which have no one spelling; whole numbers past 2**53 - 1;
    text with a NUL; keys beyond the basic plane, which others sort otherwise.
    """
    _only_plain(value)
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def leaf_hash(text: bytes) -> str:
    """Leaf hash of RFC 9162, 64 hexadecimal digits."""
    return hashlib.sha256(b"\x00" + text).hexdigest()


def entry_text(
    *,
    centre: str,
    subject: str,
    act: str,
    legal_day: date,
    happened_at: datetime,
    recorded_at: datetime,
    declared: bool,
    actor: str,
    roles: str,
    place: str,
    facts: Mapping[str, object],
    supersedes: str | None,
    salt: str,
    version: int = FORMAT,
) -> bytes:
    """The bytes of an entry that are hashed.

    roles: see `roles_text`; supersedes: the leaf hash of the entry that this one rectifies.
    """
    return canonical(
        {
            "format": version,
            "centre": centre,
            "subject": subject,
            "act": act,
            "legal_day": legal_day.isoformat(),
            "happened_at": moment(happened_at),
            "recorded_at": moment(recorded_at),
            "declared": declared,
            "actor": actor,
            "roles": roles,
            "place": place,
            "facts": dict(facts),
            "supersedes": supersedes,
            "salt": salt,
        }
    )


def commitment(value: str, salt: str) -> str:
    """A salted commitment to a personal value; value and salt stand in a row that can be erased."""
    return hashlib.sha256(f"{salt}\x1f{value}".encode()).hexdigest()


def personal_numbers(facts: object) -> list[str]:
    """Numbers of persons and mobile telephones found in the facts of an entry: there must be none.

    A number of a person has a day of birth and the check sign of GB 11643 in their places, so that a
    case number or the code of an organisation is not taken for one.
    """
    text = json.dumps(facts, ensure_ascii=False, default=str)
    people = [found for found in _PERSON.findall(text) if _check_sign(found) == found[-1].upper()]
    return people + _MOBILE.findall(text)


def _check_sign(number: str) -> str:
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, number[:17], strict=True))
    return "10X98765432"[total % 11]


def _only_plain(value: object) -> None:
    match value:
        case None | bool():
            return
        case int():
            assert -LARGEST <= value <= LARGEST, f"{value} is past what every reader of JSON can hold"
        case str():
            assert "\0" not in value, "a text with a NUL cannot be kept"
        case dict():
            for key, inner in value.items():
                assert isinstance(key, str), key
                assert max(key, default="") <= "\uffff", key
                _only_plain(key)
                _only_plain(inner)
        case list() | tuple():
            for inner in value:
                _only_plain(inner)
        case _:
            raise AssertionError(f"{type(value).__name__} has no canonical form: {value!r}")
