"""What is done to documents: issued, typeset and frozen, handed out again; and signatures kept."""

from __future__ import annotations

import hashlib
import logging
import os
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import connection, transaction
from django.db.models import F, Q

from yichuang.documents import queries
from yichuang.documents.models import Document, Reprint, Signature
from yichuang.documents.rules.codes import new_code
from yichuang.documents.rules.digest import data_hash
from yichuang.documents.rules.kinds import Signer, State
from yichuang.documents.rules.reading import may_open
from yichuang.documents.rules.seal_provider import SealAs
from yichuang.kernel.acting import Acting, system
from yichuang.kernel.errors import NotPermitted, RuleBroken
from yichuang.ledger.commands import record

LEASE = timedelta(minutes=2)
MOST_ATTEMPTS = 6
LARGEST_SIGNATURE = 400_000
PNG = b"\x89PNG\r\n\x1a\n"

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Paper:
    """What `issue` is told of one document among many."""

    kind: str
    subject: str
    centre_code: str
    department_code: str
    organ_name: str
    number: str
    data: Mapping[str, object]
    copies: Sequence[str]
    seal: SealAs | None
    entry_hash: str
    signatures: Sequence[Signature] = ()


def issue(
    *,
    by: Acting,
    kind: str,
    subject: str,
    centre_code: str,
    department_code: str,
    organ_name: str,
    number: str,
    data: Mapping[str, object],
    copies: Sequence[str],
    seal: SealAs | None,
    entry_hash: str,
    signatures: Sequence[Signature] = (),
) -> Document:
    """Issue a document: number, words and verification code, as part of the transaction of its act.

    The paper follows after the commit (`typeset`). data: what the letter of this kind wants; see the
    YAML file beside it. copies: who keeps one each, in printing order; empty for a single page without
    a label. signatures: those kept for this subject that are drawn on it.
    entry_hash: leaf hash of the entry of the act, which stands on the paper; the entry is the act's own.
    Raises RuleBroken("glyph_missing", character, codepoint, place), "signature_of_another_subject".
    An AssertionError names what the data lacks. A number is issued once: a second IntegrityError.
    Source: DEC-001, INT-007, RCP-001, RCP-006, RCP-007.
    """
    assert connection.in_atomic_block, "a document is part of the transaction of its act"
    document = _row(
        by,
        Paper(
            kind, subject, centre_code, department_code, organ_name, number, data, copies, seal, entry_hash,
            signatures,
        ),
    )  # fmt: skip
    document.save(force_insert=True)
    return document


def issue_many(*, by: Acting, papers: Sequence[Paper]) -> list[Document]:
    """Issue many documents as `issue` does one, with one statement for thousands. For sweeps.

    Raises as `issue` does, and then issues none. Source: DEC-001, INT-007.
    """
    assert connection.in_atomic_block, "a document is part of the transaction of its act"
    return Document.objects.bulk_create([_row(by, paper) for paper in papers])


def _row(by: Acting, paper: Paper) -> Document:
    """The row of a document, checked, not yet in the table."""
    queries.check_data(paper.kind, paper.data, organ_name=paper.organ_name, number=paper.number)
    if any(signature.subject != paper.subject for signature in paper.signatures):
        raise RuleBroken("signature_of_another_subject")
    code = new_code(secrets.choice)
    return Document(
        centre=paper.centre_code,
        department=paper.department_code,
        kind=paper.kind,
        number=paper.number,
        subject=paper.subject,
        organ_name=paper.organ_name,
        title=queries.letter(paper.kind).title(paper.data),
        data=dict(paper.data),
        data_sha256=data_hash(paper.kind, paper.data, salt=code),
        copies=list(paper.copies),
        code=code,
        entry_hash=paper.entry_hash,
        issued_on=by.day,
        issued_at=by.at,
        issued_by=by.actor,
        seal=asdict(paper.seal) if paper.seal else None,
        signatures=[_drawn(signature, by) for signature in paper.signatures],
    )


def _drawn(signature: Signature, by: Acting) -> dict[str, object]:
    return {
        "id": signature.pk,
        "role": signature.role,
        "label": signature.label,
        "sha256": signature.image_sha256,
        "at": signature.signed_at.astimezone(ZoneInfo(by.time_zone)).isoformat(timespec="minutes"),
    }


def typeset(document_id: int, *, now: datetime) -> Document:
    """Typeset, seal and freeze an issued document, once; a second call gives what the first one made.

    Called after the commit of the act, by the POST that prints it or by the worker. Setting and sealing
    happen outside, freezing in transactions of its own; of two that do it at once the first to freeze wins.
    Source: DEC-001, RCP-006.
    """
    document = Document.objects.get(pk=document_id)
    if document.state == State.TYPESET:
        return document
    pdf = queries.sealed_pdf(document)
    return _freeze(document_id, pdf=pdf, now=now)


def typeset_due(*, now: datetime, limit: int = 50) -> int:
    """Typeset what waits, the oldest first, in transactions of its own; how many were taken up.

    Safe to run twice at once, and to kill: what was taken is free again after two minutes. What fails is
    tried again after a growing pause, six times in all; then it is marked, for somebody to look at.
    Source: RCP-006.
    """
    taken = 0
    for document_id in queries.waiting(now, limit):
        if not _take(document_id, now=now):
            continue
        taken += 1
        try:
            typeset(document_id, now=now)
        except Exception as failure:
            log.exception("The document %s could not be typeset.", document_id)
            _put_back(document_id, now=now, failure=type(failure).__name__)
    return taken


@transaction.atomic
def reprint(*, by: Acting, document: Document, reason: str) -> Reprint:
    """Record that a frozen document is printed again; the file is that of the first time.

    Raises NotPermitted("document_not_yours"), RuleBroken("not_yet_typeset", "reprint_needs_reason").
    Source: INT-007.
    """
    ask_to_open(by=by, document=document)
    if document.state != State.TYPESET:
        raise RuleBroken("not_yet_typeset")
    if not reason.strip():
        raise RuleBroken("reprint_needs_reason")
    made = Reprint.objects.create(document=document, at=by.at, by=by.actor, place=by.place, reason=reason)
    facts = {"document": document.number, "kind": document.kind, "sha256": document.pdf_sha256}
    record(by=by, subject=document.subject, act="document_reprinted", facts=facts)
    return made


def ask_to_open(*, by: Acting, document: Document) -> None:
    """Whether this officer may open a document; writes nothing, part of no transaction of its own.

    Raises NotPermitted("document_not_yours").
    Source: SEC-006.
    """
    allowed = may_open(
        roles=by.roles,
        centre=by.centre,
        department=by.department,
        of_centre=document.centre,
        of_department=document.department,
    )
    if not allowed:
        raise NotPermitted("document_not_yours")


@transaction.atomic
def file_opening(*, by: Acting, document: Document) -> None:
    """File that an officer opened a document, which names people.

    Source: SEC-006.
    """
    facts = {"document": document.number, "kind": document.kind}
    record(by=by, subject=f"document:{document.number}", act="document_opened", facts=facts)


@transaction.atomic
def keep_signature(
    *,
    by: Acting,
    subject: str,
    role: str,
    label: str,
    signed_text_hash: str,
    image_png: bytes,
    strokes: object,
) -> Signature:
    """Keep a signature from the pad with the hash of what was signed (rules.digest.data_hash).

    role: "applicant" or "officer"; label: the signer's name. The picture is evidence; what is drawn on
    paper comes from the strokes.
    Raises RuleBroken("signature_not_an_image", "signature_too_large").
    Source: RCP-007, INT-008.
    """
    if len(image_png) > LARGEST_SIGNATURE:
        raise RuleBroken("signature_too_large")
    if not image_png.startswith(PNG):
        raise RuleBroken("signature_not_an_image")
    kept = Signature.objects.create(
        centre=by.centre,
        subject=subject,
        role=Signer(role),
        label=label,
        signed_text_sha256=signed_text_hash,
        image_png=image_png,
        image_sha256=hashlib.sha256(image_png).hexdigest(),
        strokes=strokes,
        signed_at=by.at,
        witnessed_by=by.actor,
    )
    facts = {"role": role, "signed": signed_text_hash, "image": kept.image_sha256}
    record(by=by, subject=subject, act="signed", facts=facts)
    return kept


@transaction.atomic
def _freeze(document_id: int, *, pdf: bytes, now: datetime) -> Document:
    document = Document.objects.select_for_update().get(pk=document_id)
    if document.state == State.TYPESET:
        return document
    sha256 = hashlib.sha256(pdf).hexdigest()
    _store(pdf, sha256)
    document.state, document.typeset_at = State.TYPESET, now
    document.pdf_sha256, document.pdf_bytes = sha256, len(pdf)
    document.save(update_fields=["state", "typeset_at", "pdf_sha256", "pdf_bytes"])
    facts = {
        "document": document.number,
        "kind": document.kind,
        "sha256": sha256,
        "data": document.data_sha256,
        "entry": document.entry_hash,
        "seal": document.seal["number"] if document.seal else None,
        "keeper": document.seal["keeper"] if document.seal else None,
        "letter": document.seal["letter"] if document.seal else None,
    }
    by = system(document.centre, now)
    record(by=by, subject=f"document:{document.number}", act="document_frozen", facts=facts)
    return document


def _store(pdf: bytes, sha256: str) -> None:
    """Put the file where its hash says, whole or not at all."""
    path = queries.file_path(sha256)
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    half = path.with_suffix(f".{os.getpid()}.{secrets.token_hex(4)}")
    with half.open("xb") as out:
        out.write(pdf)
        out.flush()
        os.fsync(out.fileno())
    half.rename(path)


@transaction.atomic
def _take(document_id: int, *, now: datetime) -> bool:
    """Lease a waiting document; False if another worker was quicker."""
    free = Q(next_try_at=None) | Q(next_try_at__lte=now)
    rows = Document.objects.filter(free, pk=document_id, state=State.WAITING)
    return rows.update(next_try_at=now + LEASE, attempts=F("attempts") + 1) == 1


@transaction.atomic
def _put_back(document_id: int, *, now: datetime, failure: str) -> None:
    rows = Document.objects.filter(pk=document_id, state=State.WAITING)
    attempts = rows.values_list("attempts", flat=True).first() or 0
    state = State.FAILED if attempts >= MOST_ATTEMPTS else State.WAITING
    later = now + timedelta(minutes=2**attempts)
    rows.update(state=state, next_try_at=later, failure=failure)
