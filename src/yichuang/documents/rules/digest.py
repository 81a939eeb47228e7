"""What is hashed of a document before it is paper. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from yichuang.ledger.rules.leaf import canonical


def data_hash(kind: str, data: Mapping[str, object], *, salt: str = "") -> str:
    """SHA-256 over the canonical data of a document, 64 hexadecimal digits.

    Without a salt it is what a signature binds itself to (the signer's own copy holds the data). With
    the verification code as salt it may stand in the ledger: nobody finds a name by trying names.
    Source: RCP-007.
    """
    text = canonical({"kind": kind, "data": dict(data), "salt": salt})
    return hashlib.sha256(text).hexdigest()
