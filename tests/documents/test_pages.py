"""Verification shows what proves a document and nobody's name; papers open for those who may. DEC-001, INT-007, SEC-006."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.days import MONDAY, moment
from tests.documents.samples import BUREAU, a_receipt, an_issued, chen, sample
from tests.factories import a_hall
from yichuang.documents import commands, queries
from yichuang.documents.models import Document
from yichuang.documents.rules.codes import spoken
from yichuang.documents.rules.kinds import State
from yichuang.ledger.queries import entries_of

pytestmark = pytest.mark.django_db
SOON = moment(MONDAY, "09:47")
NAMES = ("温如海", "柳青", "书院路", "8886 5512", "3699", "K7M", "20260928-0051")


@pytest.fixture
def hall():
    return a_hall()


@pytest.fixture
def receipt():
    return commands.typeset(a_receipt(department_code="SJ").pk, now=SOON)


def page(client, name, *args, **question):
    return client.get(reverse(f"documents:{name}", args=args), question)


def test_anybody_checks_a_paper_by_its_code(client, receipt):
    """DEC-001: kind, number, organ, date, seal, hashes; no login."""
    response = page(client, "verify", receipt.code)
    said = response.content.decode()
    for words in (
        receipt.number,
        receipt.organ_name,
        "2026年11月2日",
        receipt.entry_hash,
        receipt.pdf_sha256,
        "无法律效力",
        "文件完好",
    ):
        assert words in said, words
    assert not [name for name in NAMES if name in said.replace(receipt.seal["number"], "")]


def test_the_address_in_the_square_code_is_that_page(receipt):
    assert reverse("documents:verify", args=[receipt.code]) == f"/v/{receipt.code}"


@pytest.mark.parametrize("typed", [str.lower, spoken, lambda code: f" {code[:5]} {code[5:]} "])
def test_a_typed_code_is_understood(client, receipt, typed):
    response = page(client, "verify", code=typed(receipt.code))
    assert response.status_code == 302
    assert response.url == f"/v/{receipt.code}"


def test_a_wrong_code_says_so(client):
    assert page(client, "verify").status_code == 200
    assert page(client, "verify", code="nonsense").status_code == 422
    assert page(client, "verify", "222222222222").status_code == 404


def test_before_it_is_paper(client):
    document = a_receipt()
    assert "正在生成" in page(client, "verify", document.code).content.decode()


@pytest.mark.parametrize(
    ("harm", "words"),
    [
        (lambda path: path.write_bytes(path.read_bytes()[:-9] + b"something"), "已被改动"),
        (lambda path: path.unlink(), "找不到"),
    ],
    ids=["altered", "gone"],
)
def test_a_file_that_was_touched_is_told(client, receipt, harm, words):
    harm(queries.file_path(receipt.pdf_sha256))
    assert words in page(client, "verify", receipt.code).content.decode()


def test_the_paper_opens_for_the_window_and_is_filed(client, hall, receipt):
    """SEC-006: who opened a paper that names people stands in the ledger."""
    client.force_login(hall.chen.user)
    response = page(client, "pdf", receipt.code)
    assert response.content == queries.pdf_of(receipt)
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith("inline; filename")
    (entry,) = entries_of(f"document:{receipt.number}").filter(act="document_opened")
    assert entry.actor == "CHEN"


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("chen", 200),
        ("gu", 200),
        ("he", 200),
        ("qin", 200),
        ("bai", 200),
        ("lu", 200),
        ("tang", 403),
        ("xu", 403),
    ],
)
def test_who_may_open_a_paper(client, hall, receipt, who, status):
    """SEC-006."""
    client.force_login(getattr(hall, who).user)
    assert page(client, "pdf", receipt.code).status_code == status


def test_another_centre_may_not(client, hall, receipt):
    other = a_hall("WJ")
    client.force_login(other.chen.user)
    assert page(client, "pdf", receipt.code).status_code == 403
    assert receipt.number not in page(client, "list").content.decode()


def test_nobody_opens_a_paper_without_signing_in(client, receipt):
    assert page(client, "pdf", receipt.code).status_code == 302
    assert page(client, "list").status_code == 302


def test_the_one_who_prints_makes_the_paper(client, hall):
    """RCP-006: a window does not wait for the worker."""
    document = a_receipt()
    client.force_login(hall.chen.user)
    assert page(client, "pdf", document.code).status_code == 409
    response = client.post(reverse("documents:print", args=[document.code]))
    assert response.url == reverse("documents:pdf", args=[document.code])
    document.refresh_from_db()
    assert document.state == State.TYPESET
    assert not document.reprints.exists()


def test_printing_again_asks_why(client, hall, receipt):
    """INT-007: reprints are logged."""
    client.force_login(hall.chen.user)
    address = reverse("documents:print", args=[receipt.code])
    assert client.get(address).status_code == 200
    assert client.post(address, {"reason": " "}).status_code == 422
    assert client.post(address, {"reason": "申请人遗失"}).status_code == 302
    assert receipt.reprints.get().reason == "申请人遗失"


def test_the_list_finds_by_number_and_shows_what_is_stuck(client, hall, receipt):
    stuck = an_issued("acceptance")
    Document.objects.filter(pk=stuck.pk).update(state=State.FAILED, attempts=6)
    client.force_login(hall.qin.user)
    assert "有 1 份文书未能成文" in page(client, "list").content.decode()
    found = page(client, "list", number="017986").context["page"].object_list
    assert [one.number for one in found] == [receipt.number]
    assert [one.pk for one in page(client, "list", number=spoken(receipt.code)).context["page"]] == [
        receipt.pk
    ]
    assert "没有找到文书" in page(client, "list", number="nothing").content.decode()


def test_the_list_needs_as_many_statements_for_many(client, hall, queries_do_not_grow):
    client.force_login(hall.qin.user)
    an_issued("acceptance", number="1")
    queries_do_not_grow(
        lambda: page(client, "list"), lambda: [an_issued("acceptance", number=str(n)) for n in range(2, 12)]
    )


def test_issuing_is_one_statement(queries):
    """Issue 2, section 8: a document costs the act one row."""
    a_receipt()  # fonts and letters are read once

    data = sample("acceptance")
    asked = {
        "kind": "acceptance",
        "subject": "case:1",
        "centre_code": "LZ",
        "department_code": "SJ",
        "organ_name": BUREAU,
    }
    with queries(1):
        commands.issue(by=chen(), number="9", data=data, copies=(), seal=None, entry_hash="0" * 64, **asked)
