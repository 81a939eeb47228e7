"""The public guides: everybody reads them, without signing in. Source: CAT-003, CAT-010, CAT-018, CAT-021."""

from __future__ import annotations

import io
from datetime import date

import pytest
from django.utils import timezone, translation
from pypdf import PdfReader

from tests.factories import a_hall
from tests.factories_catalogue import (
    A_FORM,
    FOOD,
    MATERIALS,
    PUBLISHED_ON,
    a_content,
    a_draft_item,
    a_published_item,
    publish_it,
)  # fmt: skip
from yichuang.catalogue import commands, queries
from yichuang.catalogue.rules.content import MaterialLine
from yichuang.catalogue.rules.terms import HowObtained

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall():
    return a_hall()


def page(client, address, status=200):
    answer = client.get("/en" + address)
    assert answer.status_code == status, answer.content.decode()[:2000]
    return answer.content.decode()


def test_the_guide_says_everything_in_the_standard_order(client, hall):
    a_published_item(
        hall.centre, hall.department, materials=4, fee_fen=1000, procedures=[("hearing", 20), ("survey", 3)]
    )
    told = page(client, f"/guides/{FOOD}/")
    order = [
        "How long", "5 working days", "by law 20 working days", "How much", "10 yuan/证", "How many trips",
        "Papers", "4 papers", "Who may apply", "有固定的经营场所", "How it goes", "<svg", "What to bring",
        MATERIALS[0].name, "may follow", "How long it takes", "both limits stand", "stops the promised limit only",
        "What it costs", "澜价费〔2024〕3 号", "Where to go", "The law behind it", "食品安全法",
    ]  # fmt: skip
    told = told[told.index("<main") :]
    for words in order:
        assert words in told, words
        told = told[told.index(words) :]


def test_what_need_not_be_handed_in_is_said(client, hall):
    lines = (*MATERIALS[:2], MaterialLine("营业执照", how_obtained=HowObtained.LICENCE_LIBRARY))
    a_draft_item(hall.centre, hall.department)
    commands.edit_draft(
        by=hall.as_(hall.he, PUBLISHED_ON), item_code=FOOD, content=a_content().__class__(
            **{**{name: getattr(a_content(), name) for name in a_content().__slots__}, "materials": lines}
        )
    )  # fmt: skip
    publish_it(hall.centre, hall.department)
    told = page(client, f"/guides/{FOOD}/")
    assert "2 papers" in told
    assert "1 more you need not hand in" in told
    assert "read from the electronic licence library" in told


def test_the_page_follows_the_version_by_itself(client, hall):
    """CAT-010: published pages follow automatically, and the old version can still be read."""
    a_published_item(hall.centre, hall.department)
    today = timezone.localdate()
    commands.revise(by=hall.as_(hall.he), item_code=FOOD)
    commands.edit_draft(by=hall.as_(hall.he), item_code=FOOD, content=a_content(promised_days=3))
    publish_it(hall.centre, hall.department, on=today)
    assert "3 working days" in page(client, f"/guides/{FOOD}/")
    versions = page(client, f"/guides/{FOOD}/versions/")
    assert versions.count("<tr>") == 3
    old = page(client, f"/guides/{FOOD}/versions/1/")
    assert "5 working days" in old
    assert "was in force until" in old
    page(client, f"/guides/{FOOD}/versions/3/", 404)


def test_what_is_not_in_force_has_no_page(client, hall):
    a_draft_item(hall.centre, hall.department)
    page(client, f"/guides/{FOOD}/", 404)
    page(client, "/guides/none/", 404)
    publish_it(hall.centre, hall.department)
    commands.withdraw(
        by=hall.as_(hall.qin), item_code=FOOD, legal_basis="国发〔2026〕9 号", approval="管委会",
        effective_from=max(date(2026, 11, 2), timezone.localdate()),
    )  # fmt: skip
    assert "No version of this item is in force" in page(client, f"/guides/{FOOD}/", 404)


def test_search_finds_two_characters_and_initials(client, hall):
    a_published_item(hall.centre, hall.department)
    a_published_item(hall.centre, hall.department, code="B", name="临时占道停车审批", synonyms="")
    for text, there, not_there in (
        ("停车", "占道停车", "食品经营"),
        ("spjy", "食品经营", "占道停车"),
        ("餐馆", "食品经营", "占道停车"),
    ):
        told = page(client, f"/guides/?q={text}")
        assert there in told
        assert not_there not in told
    assert "Nothing is called so" in page(client, "/guides/?q=婚姻")
    everything = page(client, "/guides/")
    assert "占道停车" in everything
    assert "澜州市市场监督管理局" in everything
    assert "食品经营" not in page(client, "/guides/?department=XX")


def test_without_any_guide_the_page_says_so(client, hall):
    assert "No guide is published yet" in page(client, "/guides/")


def test_without_a_centre_there_is_no_page(client):
    page(client, "/guides/", 404)


def test_the_one_page_paper(client, hall):
    """Everything on one page, in Chinese, whatever the language of the site."""
    a_published_item(hall.centre, hall.department, materials=5, fee_fen=1000, procedures=[("hearing", 20)])
    answer = client.get(f"/en/guides/{FOOD}.pdf")
    assert answer["Content-Type"] == "application/pdf"
    read = PdfReader(io.BytesIO(answer.content))
    assert len(read.pages) == 1
    text = "".join(read.pages[0].extract_text().split())
    for words in (
        "食品经营许可（新办）",
        "5个工作日",
        "20个工作日",
        "10元/证",
        "经营场所平面布局图",
        "食品安全法",
    ):
        assert words in text, text


def test_forms_are_handed_out_as_they_were_stored(client, hall):
    """CAT-021."""
    revision = a_published_item(hall.centre, hall.department)
    form = revision.forms.get()
    answer = client.get(f"/guides/{FOOD}/forms/{form.pk}/")
    assert answer.content == A_FORM
    assert answer["Content-Type"] == "application/pdf"
    assert "attachment" in answer["Content-Disposition"]
    a_draft_item(hall.centre, hall.department, code="D")
    hidden = queries.open_revision("LZ", "D").forms.get()
    assert client.get(f"/guides/D/forms/{hidden.pk}/").status_code == 404
    assert client.get(f"/guides/{FOOD}/forms/{hidden.pk}/").status_code == 404


def test_statements_do_not_grow(client, hall, queries_do_not_grow):
    """Seven for the item, one for its windows, two for the centre in page and frame."""
    a_published_item(hall.centre, hall.department, materials=1)
    grown = iter(range(9))

    def grow():
        commands.revise(by=hall.as_(hall.he), item_code=FOOD)
        commands.edit_draft(by=hall.as_(hall.he), item_code=FOOD, content=a_content(materials=5))
        publish_it(hall.centre, hall.department, on=date(2026, 11, 3))
        for _ in range(2):
            a_published_item(hall.centre, hall.department, code=f"X{next(grown)}", materials=5)

    assert queries_do_not_grow(lambda: client.get(f"/guides/{FOOD}/"), grow) <= 10
    more = lambda: a_published_item(hall.centre, hall.department, code=f"X{next(grown)}")  # noqa: E731
    assert queries_do_not_grow(lambda: client.get("/guides/"), more) <= 5
    assert queries_do_not_grow(lambda: client.get("/guides/?q=食品"), more) <= 4


def test_another_centre_has_its_own(client, hall):
    other = a_hall("BZ")
    a_published_item(other.centre, other.department, code="BZ1", name="泊车证办理")
    assert "泊车证" not in page(client, "/guides/")
    assert "泊车证" in page(client, "/guides/?centre=BZ")


def test_chinese_is_complete(client, hall):
    a_published_item(hall.centre, hall.department, fee_fen=1000, procedures=[("hearing", 20), ("survey", 3)])
    with translation.override("zh-hans"):
        told = client.get(f"/guides/{FOOD}/").content.decode()
    for words in (
        "多久",
        "5 个工作日",
        "法定 20 个工作日",
        "收费",
        "要跑几次",
        "材料",
        "谁可以办",
        "怎么办",
        "要带什么",
        "依据",
    ):
        assert words in told
