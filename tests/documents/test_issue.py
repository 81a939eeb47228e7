"""A document is issued with its act, and becomes paper once. RCP-001, RCP-006, INT-007, DEC-001."""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from tests.days import MONDAY, moment
from tests.documents.reading import pages, text
from tests.documents.samples import a_receipt, an_issued, chen, sample
from yichuang.documents import commands, queries
from yichuang.documents.models import Document
from yichuang.documents.rules.kinds import State
from yichuang.kernel.errors import RuleBroken
from yichuang.ledger.queries import entries_of

pytestmark = pytest.mark.django_db
SOON = moment(MONDAY, "09:47")


def test_a_receipt_from_the_act_to_the_sealed_file():
    """RCP-001, RCP-003, RCP-006."""
    receipt = a_receipt()
    assert receipt.state == State.WAITING
    made = commands.typeset(receipt.pk, now=SOON)
    pdf = queries.pdf_of(made)
    assert hashlib.sha256(pdf).hexdigest() == made.pdf_sha256
    assert len(pdf) == made.pdf_bytes
    assert queries.seal_provider().verify(pdf).good
    first, second, third = pages(pdf)
    assert "第一联申请人留存" in first
    assert "第二联同级监察机关" in second
    assert "第三联受理单位存根" in third
    for page in (first, second, third):
        for said in (
            "澜政收〔2026〕第017986号",
            "澜州拾光餐饮有限公司",
            "温如海",
            "2026年10月10日",
            receipt.entry_hash,
        ):
            assert said in page, said


def test_the_query_code_stands_on_the_applicants_copy_alone():
    """RCP-006: who holds another copy cannot look the case up with it."""
    first, *others = pages(queries.pdf_of(commands.typeset(a_receipt().pk, now=SOON)))
    assert "K7M2QX" in first
    assert not any("K7M2QX" in page for page in others)


def test_the_paper_is_frozen_with_a_second_entry():
    """INT-007, RCP-006."""
    receipt = commands.typeset(a_receipt().pk, now=SOON)
    (entry,) = entries_of(f"document:{receipt.number}")
    assert entry.act == "document_frozen"
    assert entry.facts["sha256"] == receipt.pdf_sha256
    assert entry.facts["entry"] == receipt.entry_hash
    assert (entry.facts["seal"], entry.facts["keeper"]) == ("澜政收 3699-2", "CHEN")
    assert "温如海" not in str(entry.facts)


def test_twice_typeset_is_once_typeset():
    receipt = a_receipt()
    first = commands.typeset(receipt.pk, now=SOON)
    again = commands.typeset(receipt.pk, now=SOON + timedelta(hours=1))
    assert (again.pdf_sha256, again.typeset_at) == (first.pdf_sha256, SOON)
    assert entries_of(f"document:{receipt.number}").count() == 1


def test_an_acceptance_says_what_the_law_wants():
    """INT-007, DEC-001: by whom, for what, on what basis, until when."""
    notice = commands.typeset(an_issued("acceptance").pk, now=SOON)
    said = text(queries.pdf_of(notice))
    for words in (
        "澜州市市场监督管理局", "受理通知书", "《中华人民共和国行政许可法》第三十二条第一款第五项",
        "自受理之日起5个工作日内", "2026年10月10日", "2026年10月16日", "申请行政复议", "无法律效力",
    ):  # fmt: skip
        assert words in said, words


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("number", "澜政收〔2026〕第000001号"),
        ("data", {"other": "words"}),
        ("organ_name", "别的机关"),
        ("code", "222222222222"),
        ("issued_on", "2020-01-01"),
        ("copies", []),
        ("entry_hash", "0" * 64),
    ],
)
def test_what_was_issued_never_changes(field, value):
    """DEC-001: not even where nobody asks the commands."""
    receipt = a_receipt()
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        Document.objects.filter(pk=receipt.pk).update(**{field: value})


def test_a_typeset_document_takes_no_second_file():
    receipt = commands.typeset(a_receipt().pk, now=SOON)
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        Document.objects.filter(pk=receipt.pk).update(pdf_sha256="0" * 64)


def test_a_number_is_issued_once():
    an_issued("acceptance")
    with pytest.raises(IntegrityError), transaction.atomic():
        an_issued("acceptance")


@pytest.mark.parametrize(
    "name", ["䶮小伟", "㛃㐂", "阿卜杜拉·买买提", "朱祐樘", "Müller Ñandú", "傅伟（乡镇）"]
)
def test_rare_names_are_set(name):
    """RCP-001: a name is printed as it is written."""
    data = sample("acceptance", applicant={"kind": "person", "name": name})
    notice = commands.typeset(an_issued("acceptance", data=data).pk, now=SOON)
    assert name.replace(" ", "") in text(queries.pdf_of(notice))


@pytest.mark.parametrize(
    ("name", "character", "codepoint"),
    [
        ("王𡋾", "𡋾", "U+212FE"),
        ("李\u200b四", "\u200b", "U+200B"),
        ("赵😀", "😀", "U+1F600"),
        ("钱\t二", "\t", "U+0009"),
    ],
)
def test_names_that_cannot_be_set_are_refused_by_name(name, character, codepoint):
    """RCP-001: never a blank where a name should stand."""
    data = sample("acceptance", applicant={"kind": "person", "name": name})
    with pytest.raises(RuleBroken, match="glyph_missing") as refused:
        an_issued("acceptance", data=data)
    assert refused.value.facts == {
        "character": character,
        "codepoint": codepoint,
        "place": "data.applicant.name",
    }
    assert not Document.objects.exists()


def test_data_that_the_letter_does_not_know_or_misses_is_an_error_of_ours():
    data = sample("acceptance", accepted_on=None, colour="red")
    with pytest.raises(AssertionError, match=r"data\.colour: not known.*data\.accepted_on: missing"):
        an_issued("acceptance", data=data)


def test_typesetting_waits_for_the_worker_and_fails_aloud(monkeypatch):
    """RCP-006: what waits is set, the oldest first; what fails is tried again, then shown."""
    older, newer = a_receipt(), an_issued("acceptance")
    honest = queries.sealed_pdf

    def jammed(document):
        if document.pk == older.pk:
            raise RuntimeError("jam")
        return honest(document)

    monkeypatch.setattr(queries, "sealed_pdf", jammed)
    now = SOON
    assert commands.typeset_due(now=now) == 2
    assert commands.typeset_due(now=now) == 0  # the older one waits for its next try
    for _ in range(10):
        now += timedelta(hours=2)
        commands.typeset_due(now=now)
    older.refresh_from_db()
    assert (older.state, older.attempts, older.failure) == (State.FAILED, 6, "RuntimeError")
    assert list(queries.failed("LZ")) == [older]
    newer.refresh_from_db()
    assert newer.state == State.TYPESET


def test_a_worker_that_was_killed_leaves_its_document_to_the_next():
    """RCP-006: what was taken is free again after the lease."""
    receipt = a_receipt()
    assert commands._take(receipt.pk, now=SOON)
    assert not commands._take(receipt.pk, now=SOON)
    assert commands.typeset_due(now=SOON) == 0
    assert commands.typeset_due(now=SOON + commands.LEASE) == 1
    receipt.refresh_from_db()
    assert receipt.state == State.TYPESET


def test_a_file_that_was_left_by_a_rolled_back_act_harms_nothing():
    """The file stands before the row says so: at worst it is there twice under two names."""
    receipt = a_receipt()
    pdf = queries.sealed_pdf(receipt)
    with transaction.atomic():
        commands._freeze(receipt.pk, pdf=pdf, now=SOON)
        transaction.set_rollback(True)
    receipt.refresh_from_db()
    assert receipt.state == State.WAITING
    made = commands.typeset(receipt.pk, now=SOON)
    assert hashlib.sha256(queries.pdf_of(made)).hexdigest() == made.pdf_sha256


def test_a_document_that_failed_is_set_when_the_cause_is_gone():
    receipt = a_receipt()
    Document.objects.filter(pk=receipt.pk).update(state=State.FAILED, attempts=6)
    assert commands.typeset(receipt.pk, now=SOON).state == State.TYPESET


def test_reprints_are_on_file_and_give_the_first_file():
    """INT-007: reprints are logged."""
    notice = an_issued("acceptance")
    with pytest.raises(RuleBroken, match="not_yet_typeset"):
        commands.reprint(by=chen(), document=notice, reason="申请人遗失")
    notice = commands.typeset(notice.pk, now=SOON)
    with pytest.raises(RuleBroken, match="reprint_needs_reason"):
        commands.reprint(by=chen(), document=notice, reason=" ")
    commands.reprint(by=chen("15:00"), document=notice, reason="申请人遗失")
    assert notice.reprints.get().by == "CHEN"
    assert entries_of(notice.subject).filter(act="document_reprinted").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_typeset_at_once_get_one_file():
    receipt = a_receipt()

    def typeset(_):
        try:
            return commands.typeset(receipt.pk, now=SOON).pdf_sha256
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as four:
        hashes = set(four.map(typeset, range(4)))
    assert len(hashes) == 1
    assert entries_of(f"document:{receipt.number}").count() == 1
