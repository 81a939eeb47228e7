"""How personal values are kept: encrypted at rest, found by a keyed hash, masked on screen. Pure.

Both keys are derived from the one secret of the installation, each for its own purpose, so that the
hash tells nothing about the cipher. A row that held a value can be erased; what the ledger keeps is
only a commitment (`leaf.commitment`).
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import unicodedata
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from yichuang.kernel.errors import CannotCompute

_HIDDEN = "*"


def encrypt(key: str, text: str) -> str:
    """A value as it stands in the database. The same value never gives the same text twice.

    key: settings.PERSONAL_KEY.
    Source: SEC-006.
    """
    return _cipher(key).encrypt(text.encode()).decode()


def decrypt(key: str, token: str) -> str:
    """The value again. Raises CannotCompute("personal_value_unreadable") if key or text is not right.

    Source: SEC-006.
    """
    try:
        return _cipher(key).decrypt(token.encode()).decode()
    except InvalidToken:
        raise CannotCompute("personal_value_unreadable") from None


def search_hash(key: str, text: str) -> str:
    """What a value is found by, without keeping it readable: 64 hexadecimal digits.

    Spacing, hyphens, full-width digits and small letters make no difference: "１３８ 0013-8000" is
    found as "13800138000", and "…12x" as "…12X".
    Source: SEC-006.
    """
    plain = unicodedata.normalize("NFKC", text).upper()
    plain = "".join(sign for sign in plain if not sign.isspace() and sign not in "-‐–—·")
    return hmac.new(_derived(key, "search"), plain.encode(), hashlib.sha256).hexdigest()


def mask_number(text: str) -> str:
    """An identity or telephone number as a screen may show it: "310***********1234", "138****8000".

    Of eleven signs and more the first three and the last four are shown, of fewer the last two, of up
    to four none.
    Source: SEC-006.
    """
    if len(text) <= 4:
        return _HIDDEN * len(text)
    first, last = (3, 4) if len(text) >= 11 else (0, 2)
    return text[:first] + _HIDDEN * (len(text) - first - last) + text[len(text) - last :]


def mask_name(text: str) -> str:
    """A person's name as a screen may show it: "张*", "欧*修", "M**** L****".

    Source: SEC-006.
    """
    words = text.split()
    if len(words) > 1:
        return " ".join(_masked_word(word, keep_last=False) for word in words)
    return _masked_word(text.strip(), keep_last=not text.isascii())


def _masked_word(word: str, *, keep_last: bool) -> str:
    if len(word) <= 1:
        return _HIDDEN * len(word)
    if len(word) == 2 or not keep_last:
        return word[0] + _HIDDEN * (len(word) - 1)
    return word[0] + _HIDDEN * (len(word) - 2) + word[-1]


@lru_cache(maxsize=4)
def _cipher(key: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(_derived(key, "encryption")))


@lru_cache(maxsize=8)
def _derived(key: str, purpose: str) -> bytes:
    assert len(key) >= 32, "a secret this short is none"
    info = f"yichuang personal {purpose}".encode()
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(key.encode())
