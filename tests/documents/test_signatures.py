"""Signatures are kept with the hash of what was signed, and drawn on the paper. RCP-007, INT-008."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction

from tests.days import MONDAY, moment
from tests.documents.samples import STROKES, a_picture, a_receipt, a_signature, an_issued, chen, sample
from yichuang.documents import commands, queries
from yichuang.documents.models import Signature
from yichuang.documents.rules.digest import data_hash
from yichuang.kernel.errors import RuleBroken
from yichuang.ledger.queries import entries_of

pytestmark = pytest.mark.django_db
SUBJECT = "case:20260928-0051"


def sign(picture: bytes, strokes: object = STROKES) -> Signature:
    return commands.keep_signature(
        by=chen(), subject=SUBJECT, role="applicant", label="柳青", signed_text_hash="0" * 64,
        image_png=picture, strokes=strokes,
    )  # fmt: skip


def test_what_was_signed_is_kept_with_it():
    """RCP-007."""
    data = sample("receipt")
    kept = a_signature(SUBJECT, **data)
    assert kept.signed_text_sha256 == data_hash("receipt", data)
    (entry,) = entries_of(SUBJECT).filter(act="signed")
    assert entry.facts == {"role": "applicant", "signed": kept.signed_text_sha256, "image": kept.image_sha256}
    assert "柳青" not in str(entry.facts)


@pytest.mark.parametrize(
    ("picture", "code"),
    [
        (b"GIF89a", "signature_not_an_image"),
        (b"", "signature_not_an_image"),
        (a_picture() + b"0" * 400_000, "signature_too_large"),
    ],
)
def test_what_is_no_picture_is_refused(picture, code):
    with pytest.raises(RuleBroken, match=code):
        sign(picture)


def test_a_signature_never_changes():
    kept = sign(a_picture())
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        Signature.objects.filter(pk=kept.pk).update(label="别人")


def test_it_goes_on_no_other_paper():
    """RCP-007: a signature given for one case is not drawn on another."""
    with pytest.raises(RuleBroken, match="signature_of_another_subject"):
        an_issued("acceptance", signatures=(a_signature("case:another"),))


def test_both_signatures_are_on_the_receipt_with_their_hour():
    """RCP-007."""
    receipt = a_receipt()
    assert [(one["role"], one["label"], one["at"]) for one in receipt.signatures] == [
        ("applicant", "柳青", "2026-11-02T09:46+08:00"), ("officer", "陈雨薇", "2026-11-02T09:46+08:00"),
    ]  # fmt: skip
    told = queries.letter("receipt")
    assert told.title(receipt.data) == "收件回执"
    made = commands.typeset(receipt.pk, now=moment(MONDAY, "09:47"))
    assert queries.pdf_of(made)


def test_a_scanned_signature_is_drawn_too():
    """RCP-007: an ink scan."""
    receipt = a_receipt(signatures=(sign(a_picture(), []),))
    assert queries.pdf_of(commands.typeset(receipt.pk, now=moment(MONDAY, "09:47")))
