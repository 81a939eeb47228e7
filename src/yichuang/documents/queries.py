"""Questions about documents, their letters, their fonts and their files."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import segno
import yaml
from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.module_loading import import_string

from yichuang.documents import press
from yichuang.documents.models import Document, Signature
from yichuang.documents.rules.codes import heard, spoken
from yichuang.documents.rules.glyphs import first_missing
from yichuang.documents.rules.handwriting import ink_svg
from yichuang.documents.rules.kinds import State
from yichuang.documents.rules.seal_provider import SealAs, SealProvider, Verdict
from yichuang.documents.rules.shape import faults, filled
from yichuang.kernel.errors import RuleBroken
from yichuang.packages import HOUSE


class CheckState(StrEnum):
    """What a look at the kept file found."""

    NOT_YET = "not_yet"
    WHOLE = "whole"
    ALTERED = "altered"
    GONE = "gone"
    BROKEN_SEAL = "broken_seal"


@dataclass(frozen=True, slots=True)
class Check:
    """A look at the kept file, and at its seal where it has one."""

    state: CheckState
    verdict: Verdict | None = None


@dataclass(frozen=True, slots=True)
class Letter:
    """The letter of one kind: its typst source, its title, and an example of what it says."""

    kind: str
    source: Path
    titles: Mapping[str, str]
    title_by: str
    example: Mapping[str, object]

    def title(self, data: Mapping[str, object]) -> str:
        """The title; where the kind has several, the one that the data's own ground asks for."""
        return self.titles[str(data[self.title_by]) if self.title_by else ""]

    def sample(self) -> dict[str, Any]:
        """The example as data that the letter takes."""
        data = filled(self.example)
        assert isinstance(data, dict)
        return data


@cache
def letter(kind: str) -> Letter:
    """The letter of a kind, wherever in the house it stands (`<package>/letters/<kind>.zh.typ`)."""
    found = list(HOUSE.glob(f"*/letters/{kind}.zh.typ"))
    assert len(found) == 1, f"letters of kind {kind}: {found}"
    told = yaml.safe_load(found[0].with_name(f"{kind}.yaml").read_text(encoding="utf-8"))
    titles = told.get("titles") or {"": told["title"]}
    return Letter(kind, found[0], titles, told.get("title_by", ""), told["example"])


def letters() -> list[str]:
    """The kinds that have a letter, by name."""
    return sorted(path.name.removesuffix(".zh.typ") for path in HOUSE.glob("*/letters/*.zh.typ"))


def document_by_code(code: str) -> Document | None:
    """The document of a verification code, as typed or scanned, or None."""
    return Document.objects.filter(code=heard(code) or "").first()


def documents_of(subject: str) -> QuerySet[Document]:
    """The documents issued for a subject, in order. What they say in full is left out."""
    return Document.objects.filter(subject=subject).defer("data").order_by("id")


def documents_of_many(subjects: list[str]) -> dict[str, list[Document]]:
    """The documents of several subjects in one statement."""
    found: dict[str, list[Document]] = {subject: [] for subject in subjects}
    for document in Document.objects.filter(subject__in=subjects).defer("data").order_by("id"):
        found[document.subject].append(document)
    return found


def latest_of_kind(subject: str, kind: str) -> Document | None:
    """The last document of a kind for a subject, or None."""
    return documents_of(subject).filter(kind=kind).last()


def signatures_of(subject: str) -> QuerySet[Signature]:
    """The signatures given for a subject, without their pictures."""
    return Signature.objects.filter(subject=subject).defer("image_png", "strokes").order_by("id")


def waiting(now: datetime, limit: int) -> list[int]:
    """Ids of documents that wait to be typeset and that no worker has at the moment, the oldest first."""
    free = Q(next_try_at=None) | Q(next_try_at__lte=now)
    rows = Document.objects.filter(free, state=State.WAITING).order_by("id")
    return list(rows.values_list("pk", flat=True)[:limit])


def waiting_count() -> int:
    """How many documents wait to be typeset."""
    return Document.objects.filter(state=State.WAITING).count()


def failed(centre: str) -> QuerySet[Document]:
    """Documents of a centre that could not be typeset: somebody must look."""
    return Document.objects.filter(centre=centre, state=State.FAILED).defer("data").order_by("id")


def documents_at(centre: str, *, number: str = "") -> QuerySet[Document]:
    """The documents of a centre, the newest first; those whose number or code has `number` in it."""
    found = Document.objects.filter(centre=centre).defer("data").order_by("-id")
    if number:
        found = found.filter(Q(number__contains=number) | Q(code=heard(number) or ""))
    return found


def check_of(document: Document) -> Check:
    """Looks at the file that is kept: is it the one that was frozen, and is its seal whole?

    Source: DEC-001.
    """
    if document.state != State.TYPESET:
        return Check(state=CheckState.NOT_YET)
    try:
        pdf = pdf_of(document)
    except FileNotFoundError:
        return Check(state=CheckState.GONE)
    if hashlib.sha256(pdf).hexdigest() != document.pdf_sha256:
        return Check(state=CheckState.ALTERED)
    if not document.seal:
        return Check(state=CheckState.WHOLE)
    verdict = seal_provider().verify(pdf)
    return Check(state=CheckState.WHOLE if verdict.good else CheckState.BROKEN_SEAL, verdict=verdict)


def file_path(sha256: str) -> Path:
    """Where the file of this hash stands."""
    return Path(settings.DOCUMENTS_ROOT) / sha256[:2] / f"{sha256}.pdf"


def pdf_of(document: Document) -> bytes:
    """The frozen file of a typeset document, as it was sealed."""
    assert document.state == State.TYPESET, document.state
    return file_path(document.pdf_sha256).read_bytes()


@cache
def seal_provider() -> SealProvider:
    """The provider that the settings name."""
    provider: SealProvider = import_string(settings.SEAL_PROVIDER)()
    return provider


def site_address() -> str:
    """Where the public finds this site: settings.SITE_ADDRESS."""
    address: str = getattr(settings, "SITE_ADDRESS", "http://127.0.0.1:8000")
    return address.rstrip("/")


def glyphs() -> frozenset[str]:
    """The characters that the fonts of documents can set."""
    return press.glyphs()


def drawing(*, source: Path, told: Mapping[str, object]) -> str:
    """A one-page typst drawing as SVG, its texts as outlines; it reads `told` from `sys.inputs.drawing`."""
    return press.drawing(source=source, told=told)


def sealed_pdf(document: Document) -> bytes:
    """The file of a document, sealed if it carries a seal.

    Source: DEC-001, RCP-006.
    """
    seal = SealAs(**document.seal) if document.seal else None
    pdf = press.typeset(
        letter=letter(document.kind).source,
        told=_told(document, seal),
        at=document.issued_at,
    )
    if seal is None:
        return pdf
    reason = f"{document.title} {document.number}"
    return seal_provider().seal(pdf, seal=seal, reason=reason, location=document.organ_name)


def page_of(
    kind: str, *, organ_name: str, data: Mapping[str, object], address: str, on: date, at: datetime
) -> bytes:
    """A page that is no issued document: no number, no seal, no row; its QR code leads to `address`.

    For the one-page guide of an item. Raises RuleBroken("glyph_missing") as `commands.issue` does.
    Source: INT-003.
    """
    found = letter(kind)
    check_data(kind, data)
    told: dict[str, object] = {
        "kind": kind,
        "number": "",
        "title": found.title(data),
        "organ": organ_name,
        "issued_on": on.isoformat(),
        "copies": [],
        "code": None,
        "url": address,
        "site": site_address(),
        "leaf": None,
        "qr": _qr(address),
        "seal": None,
        "signatures": [],
        "data": dict(data),
    }
    return press.typeset(letter=found.source, told=told, at=at)


def check_data(kind: str, data: Mapping[str, object], **more: str) -> None:
    """Whether a letter can be printed from this data: an AssertionError names every fault of ours.

    Raises RuleBroken("glyph_missing", character, codepoint, place).
    Source: DEC-001.
    """
    wrong = faults(letter(kind).example, data)
    assert not wrong, f"{kind}: {'; '.join(wrong)}"
    missing = first_missing({**data, **more}, glyphs())
    if missing:
        raise RuleBroken("glyph_missing", **missing._asdict())


def _told(document: Document, seal: SealAs | None) -> dict[str, object]:
    site = site_address()
    address = f"{site}/v/{document.code}"
    return {
        "kind": document.kind,
        "number": document.number,
        "title": document.title,
        "organ": document.organ_name,
        "issued_on": document.issued_on.isoformat(),
        "copies": document.copies,
        "code": spoken(document.code),
        "url": address,
        "site": f"{site}/v".removeprefix("https://").removeprefix("http://"),
        "leaf": document.entry_hash,
        "qr": _qr(address),
        "seal": _seal_told(seal) if seal else None,
        "signatures": _signatures_told(document),
        "data": document.data,
    }


def _seal_told(seal: SealAs) -> dict[str, object]:
    provider = seal_provider()
    return {
        "image": _imprint(seal),
        "imprint": seal.imprint,
        "mark": provider.mark,
        "mark_sentence": provider.mark_sentence,
    }


def _signatures_told(document: Document) -> list[dict[str, str]]:
    kept = Signature.objects.in_bulk([given["id"] for given in document.signatures])
    return [
        {
            "role": given["role"],
            "label": given["label"],
            "at": given["at"],
            "image": ink_svg(kept[given["id"]].strokes, bytes(kept[given["id"]].image_png)),
        }
        for given in document.signatures
    ]


@lru_cache(maxsize=256)
def _imprint(seal: SealAs) -> str:
    return seal_provider().imprint(seal)


def _qr(address: str) -> str:
    drawn = io.BytesIO()
    segno.make(address, error="m", micro=False).save(drawn, kind="svg", border=0, xmldecl=False)
    return drawn.getvalue().decode()
