"""The verification code of a document: short enough to type, too long to guess. Pure.

Twelve characters of an alphabet of thirty, without 0 O 1 I L U: 5.3 × 10¹⁷ of them. Printed in three
groups of four, and read whatever spaces, hyphens and small letters somebody types.
"""

from __future__ import annotations

from collections.abc import Callable

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 12


def new_code(choose: Callable[[str], str]) -> str:
    """A code of characters chosen one by one; `choose` is `secrets.choice`, or a fixed one in tests."""
    return "".join(choose(ALPHABET) for _ in range(LENGTH))


def spoken(code: str) -> str:
    """The code as printed: 7KQM-2XWP-9D4R."""
    return "-".join(code[start : start + 4] for start in range(0, LENGTH, 4))


def heard(typed: str) -> str | None:
    """The code that somebody typed or scanned, or None if it can be none."""
    code = "".join(sign for sign in typed.upper() if sign not in " -–—\u3000")
    return code if len(code) == LENGTH and set(code) <= set(ALPHABET) else None
