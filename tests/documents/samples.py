"""Sample data of every letter, and documents issued from it, for the stories of all packages.

What the data of a letter may hold is told by the example beside it: `<package>/letters/<kind>.yaml`.
"""

from __future__ import annotations

import struct
import zlib
from typing import Any

from django.db import transaction

from tests.days import MONDAY, moment
from yichuang.accounts.rules.roles import Role
from yichuang.documents import commands, queries
from yichuang.documents.models import Document, Signature
from yichuang.documents.rules.digest import data_hash
from yichuang.documents.rules.kinds import Holder
from yichuang.documents.rules.seal_provider import SealAs
from yichuang.kernel.acting import Acting
from yichuang.ledger.commands import record

THREE = (Holder.APPLICANT, Holder.SUPERVISION, Holder.AGENCY)
CENTRE = "澜州市政务服务中心"
BUREAU = "澜州市市场监督管理局"
APPROVAL_SEAL = SealAs("3699010012846", f"{BUREAU}行政审批专用章", "HE", "澜市监委〔2026〕1号")
RECEIPT_SEAL = SealAs("澜政收 3699-2", f"{CENTRE}收件专用章", "CHEN")
STROKES = [
    [[8, 22, 0], [14, 8, 40], [26, 12, 90], [16, 26, 130]],
    [[40, 30, 300], [52, 6, 380], [66, 28, 460], [90, 16, 540]],
]


def chen(clock: str = "09:46") -> Acting:
    """Chen at window 6, on the Monday of the stories."""
    return Acting(
        actor="CHEN",
        centre="LZ",
        at=moment(MONDAY, clock),
        roles=frozenset({Role.WINDOW}),
        place="window:6",
        simulated=True,
    )


def sample(kind: str, **changes: Any) -> dict[str, Any]:
    """The example data of a letter, with changes at the top level; a change to None leaves a key out."""
    data = queries.letter(kind).sample() | changes
    return {key: value for key, value in data.items() if value is not None}


def a_picture(width: int = 120, height: int = 40) -> bytes:
    """A small PNG: white, as of a pad that nobody wrote on."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    rows = b"".join(b"\x00" + b"\xff" * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def a_signature(subject: str, role: str = "applicant", label: str = "柳青", **data: Any) -> Signature:
    """Somebody signs on the pad for a subject."""
    return commands.keep_signature(
        by=chen(), subject=subject, role=role, label=label, signed_text_hash=data_hash("receipt", data),
        image_png=a_picture(), strokes=STROKES,
    )  # fmt: skip


@transaction.atomic
def an_issued(
    kind: str,
    *,
    number: str = "澜市监受〔2026〕第2217号",
    subject: str = "case:20260928-0051",
    **details: Any,
) -> Document:
    """A document issued by Chen from its sample, or from `data`."""
    entry = record(by=chen(), subject=subject, act="received")
    asked = {
        "centre_code": "LZ",
        "department_code": "SJ",
        "organ_name": BUREAU,
        "data": sample(kind),
        "copies": (),
        "seal": APPROVAL_SEAL,
        "entry_hash": entry.leaf_hash,
    }
    return commands.issue(by=chen(), kind=kind, subject=subject, number=number, **(asked | details))


def a_receipt(**details: Any) -> Document:
    """A receipt of three copies, with both signatures."""
    subject = details.pop("subject", "case:20260928-0051")
    asked = {
        "number": "澜政收〔2026〕第017986号",
        "organ_name": CENTRE,
        "department_code": "",
        "copies": THREE,
        "seal": RECEIPT_SEAL,
        "signatures": (a_signature(subject), a_signature(subject, "officer", "陈雨薇")),
    }
    return an_issued("receipt", subject=subject, **(asked | details))
