"""The hash of one entry: what is hashed, in which form. Fixed for format 1. Pure.

The bytes are the canonical JSON of the entry: keys sorted, no spaces, UTF-8, no escapes but those
JSON needs. The hash is the leaf hash of RFC 9162: SHA-256 over a zero byte and those bytes. Moments
are UTC with six digits and a Z, so that no time zone of a reader changes a byte.
Source: CASE-012, SEC-006.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime

FORMAT = 1
Plain = str | int | bool | None

_PERSONAL = re.compile(r"(?<!\d)(?:\d{17}[\dXx]|1[3-9]\d{9})(?!\d)")


def moment(at: datetime) -> str:
    """A moment as it stands in the hashed text. Asserts that it knows its zone."""
    assert at.tzinfo is not None, at
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def canonical(value: object) -> bytes:
    """Canonical JSON. Floats are refused: they have no one spelling."""
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
    place: str,
    facts: Mapping[str, object],
    supersedes: int | None,
    salt: str,
    version: int = FORMAT,
) -> bytes:
    """The bytes of an entry that are hashed."""
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
    """Identity and mobile numbers found in the facts of an entry: there must be none."""
    return _PERSONAL.findall(json.dumps(facts, ensure_ascii=False, default=str))


def _only_plain(value: object) -> None:
    match value:
        case None | bool() | int() | str():
            return
        case dict():
            for key, inner in value.items():
                assert isinstance(key, str), key
                _only_plain(inner)
        case list() | tuple():
            for inner in value:
                _only_plain(inner)
        case _:
            raise AssertionError(f"{type(value).__name__} has no canonical form: {value!r}")
