"""Codes of centres, officers and cases that come from a log: short enough for us, and told apart. Pure."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection

CENTRE_SIGNS = 20
CODE_SIGNS = 60


def centre_code(wanted: str, name: str, sha256: str, *, taken: Collection[str]) -> str:
    """The code of the centre of a log, as its mapping wants it; told apart where another log has it.

    wanted: what the mapping says, with `{log}` for the name of the log in small letters.
    """
    slug = re.sub(r"[^0-9a-z]+", "-", name.lower()).strip("-") or "log"
    whole = wanted.replace("{log}", slug)
    code = whole[:CENTRE_SIGNS].strip("-")
    return f"{whole[: CENTRE_SIGNS - 7].strip('-')}-{sha256[:6]}" if code in taken else code


def officer_code(centre: str, account: str) -> str:
    """The code of an officer: the account under its centre, since accounts recur between logs."""
    return shortened(f"{centre}:{account}")


def shortened(text: str, most: int = CODE_SIGNS) -> str:
    """The text, or where it is too long its beginning and a hash of the whole, so that two stay two."""
    if len(text) <= most:
        return text
    return f"{text[: most - 9]}-{hashlib.sha256(text.encode()).hexdigest()[:8]}"
