"""Staff write items down, the committee confirms them; nothing typed is lost. Source: CAT-003, CAT-004, CAT-010, CAT-018, CAT-021."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from tests.factories import a_hall
from tests.factories_catalogue import (
    A_FORM,
    FOOD,
    MATERIALS,
    STEPS,
    a_content,
    a_draft_item,
    a_published_item,
)  # fmt: skip
from yichuang.catalogue import queries
from yichuang.catalogue.rules.content import Content
from yichuang.catalogue.web import forms

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def hall():
    return a_hall()


def signed_in(client, officer):
    client.force_login(officer.user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def get(client, address, status=200):
    answer = client.get("/en" + address)
    assert answer.status_code == status, answer.content.decode()[:3000]
    return answer.content.decode()


def post(client, address, told=None, status=302):
    answer = client.post("/en" + address, told or {})
    assert answer.status_code == status, answer.content.decode()
    return answer.content.decode()


def fields(content):
    told = forms.ContentForm.told(content)
    return {name: ("" if value is None else value) for name, value in told.items() if value is not False}


def lines(part, *said, delete=()):
    told = {f"{part}-TOTAL_FORMS": len(said), f"{part}-INITIAL_FORMS": 0}
    for n, line in enumerate(said):
        for name in line.__dataclass_fields__:
            value = getattr(line, name)
            if value is not False:
                told[f"{part}-{n}-{name}"] = "" if value is None else value
        told[f"{part}-{n}-ORDER"] = n + 1
        if n in delete:
            told[f"{part}-{n}-DELETE"] = "on"
    return told


def test_from_nothing_to_the_public_through_the_pages(client, hall):
    signed_in(client, hall.he)
    post(client, "/catalogue/new/", {"code": "P1", "name": "停车证办理", "department": "SJ"})
    page = get(client, "/catalogue/P1/")
    assert "State the legal basis" in page
    assert "Add the blank application form" in page
    content = a_content(name="停车证办理", fee_fen=1000)
    post(client, "/catalogue/P1/edit/", fields(content))
    post(client, "/catalogue/P1/edit/materials/", lines("materials", *MATERIALS[:2]))
    post(client, "/catalogue/P1/edit/steps/", lines("steps", *content.steps))
    fee = lines("fees", *content.fees) | {"fees-0-amount_fen": "10.00"}
    post(client, "/catalogue/P1/edit/fees/", fee)
    upload = SimpleUploadedFile("x.exe", A_FORM)
    post(
        client,
        "/catalogue/P1/edit/forms/",
        {"kind": "blank", "name": "申请书", "material_name": "", "file": upload},
    )
    assert "Nothing is missing" in get(client, "/catalogue/P1/")
    draft = queries.open_revision("LZ", "P1")
    assert queries.content_of(draft).fees == content.fees
    assert queries.content_of(draft).steps == content.steps
    asked = {"legal_basis": "澜政发〔2026〕1 号", "wanted_from": TODAY.isoformat(), "reason": ""}
    post(client, "/catalogue/P1/do/submit/", asked)
    signed_in(client, hall.qin)
    post(client, "/catalogue/P1/do/confirm/", {"approval": "管委会第 1 次会议"})
    post(client, "/catalogue/P1/do/publish/", {"effective_from": ""})
    assert "停车证办理" in get(client, "/guides/P1/")


def test_the_page_offers_what_each_may_do(client, hall):
    a_draft_item(hall.centre, hall.department, on=TODAY)
    told = {
        officer.name: get(signed_in(client, officer), f"/catalogue/{FOOD}/")
        for officer in (hall.he, hall.gu, hall.qin, hall.bai)
    }
    assert "Submit to the management committee" in told["何沛"]
    assert "Submit to the management committee" not in told["秦越"]
    assert "Take this revision back" in told["秦越"]
    assert "What can be done now" not in told["顾远"]
    assert "What can be done now" not in told["白鹭"]


def test_who_may_not_is_told_so(client, hall):
    a_draft_item(hall.centre, hall.department, on=TODAY)
    signed_in(client, hall.bai)
    page = post(client, f"/catalogue/{FOOD}/do/discard/", {"reason": "没有"}, 403)
    assert "may do this" in page
    answer = client.post(f"/en/catalogue/{FOOD}/revise/")
    assert answer.status_code == 403


def test_refused_input_stays_in_the_form(client, hall):
    a_draft_item(hall.centre, hall.department, form=False, on=TODAY)
    signed_in(client, hall.he)
    past = {"legal_basis": "澜政发〔2026〕77 号", "wanted_from": "2020-01-01", "reason": "因为"}
    page = post(client, f"/catalogue/{FOOD}/do/submit/", past, 422)
    assert "澜政发〔2026〕77 号" in page
    assert "at the earliest" in page
    post(client, f"/catalogue/{FOOD}/do/submit/", past | {"wanted_from": TODAY.isoformat()})
    signed_in(client, hall.qin)
    page = post(client, f"/catalogue/{FOOD}/do/confirm/", {"approval": "管委会第 9 次会议"}, 422)
    assert "管委会第 9 次会议" in page
    assert "The revision is not complete" in page
    assert "Add the blank application form" in page


def test_what_another_saved_meanwhile_is_not_overwritten_unseen(client, hall):
    draft = a_draft_item(hall.centre, hall.department, on=TODAY)
    seen = queries.content_hash(draft)
    signed_in(client, hall.he)
    post(client, f"/catalogue/{FOOD}/edit/", fields(a_content(summary="第一次")) | {"seen": seen})
    page = post(client, f"/catalogue/{FOOD}/edit/", fields(a_content(summary="第二次")) | {"seen": seen}, 422)
    assert "第二次" in page
    assert "was changed since you opened it" in page
    assert f'value="{seen}"' not in page
    assert queries.open_revision("LZ", FOOD).summary == "第一次"


@pytest.mark.parametrize(
    ("part", "said", "wrong"),
    [
        ("materials", lines("materials", MATERIALS[0]) | {"materials-0-copies": "many"}, "materials-0-copies-error"),
        ("steps", lines("steps", STEPS[0]) | {"steps-0-stage": "party"}, "steps-0-stage-error"),
        ("procedures", {"procedures-TOTAL_FORMS": "1", "procedures-INITIAL_FORMS": "0", "procedures-0-kind": "x"}, "kind-error"),
        ("fees", {"fees-TOTAL_FORMS": "1", "fees-INITIAL_FORMS": "0", "fees-0-name": "费", "fees-0-amount_fen": "1.234"}, "amount_fen-error"),
    ],
)  # fmt: skip
def test_lines_that_make_no_sense_are_shown_again(client, hall, part, said, wrong):
    a_draft_item(hall.centre, hall.department, on=TODAY)
    signed_in(client, hall.he)
    assert wrong in post(client, f"/catalogue/{FOOD}/edit/{part}/", said, 422)


def test_lines_can_be_moved_and_taken_out(client, hall):
    a_draft_item(hall.centre, hall.department, on=TODAY, materials=3)
    signed_in(client, hall.he)
    said = lines("materials", *MATERIALS[:3], delete=(1,)) | {"materials-0-ORDER": 9}
    post(client, f"/catalogue/{FOOD}/edit/materials/", said)
    names = [line.name for line in queries.content_of(queries.open_revision("LZ", FOOD)).materials]
    assert names == [MATERIALS[2].name, MATERIALS[0].name]


def test_empty_lines_are_left_out_and_shown_lines_stay(client, hall):
    a_draft_item(hall.centre, hall.department, on=TODAY, materials=2)
    signed_in(client, hall.he)
    page = get(client, f"/catalogue/{FOOD}/edit/materials/")
    assert page.count('class="line-form"') == 5
    told = lines("materials", *MATERIALS[:2]) | {
        "materials-INITIAL_FORMS": 2, "materials-TOTAL_FORMS": 5, "materials-2-copies": "1",
        "materials-2-original": "original", "materials-2-medium": "either", "materials-2-need": "main",
        "materials-2-source": "applicant", "materials-2-how_obtained": "handed_in",
    }  # fmt: skip
    post(client, f"/catalogue/{FOOD}/edit/materials/", told)
    assert queries.content_of(queries.open_revision("LZ", FOOD)).materials == MATERIALS[:2]


def test_a_file_of_another_kind_is_refused_in_words(client, hall):
    a_draft_item(hall.centre, hall.department, on=TODAY)
    signed_in(client, hall.he)
    told = {
        "kind": "sample",
        "name": "样表",
        "material_name": "",
        "file": SimpleUploadedFile("a.pdf", b"MZ" * 50),
    }
    page = post(client, f"/catalogue/{FOOD}/edit/forms/", told, 422)
    assert "neither PDF, DOCX, PNG nor JPG" in page
    assert 'value="样表"' in page


def test_a_form_is_read_and_taken_out(client, hall):
    draft = a_draft_item(hall.centre, hall.department, on=TODAY)
    form = draft.forms.get()
    signed_in(client, hall.he)
    assert client.get(f"/catalogue/{FOOD}/forms/{form.pk}/").content == A_FORM
    assert client.get(f"/catalogue/{FOOD}/forms/99999/").status_code == 404
    post(client, f"/catalogue/{FOOD}/edit/forms/", {"remove": form.pk})
    assert not queries.open_revision("LZ", FOOD).forms.all()


def test_windows_and_withdrawal(client, hall):
    a_published_item(hall.centre, hall.department)
    tomorrow = (TODAY + timedelta(1)).isoformat()
    reasons = {"legal_basis": "窗口方案", "approval": "管委会"}
    signed_in(client, hall.qin)
    post(client, f"/catalogue/{FOOD}/window/map/", reasons | {"number": "6", "since": TODAY.isoformat()})
    assert queries.items_of_window("LZ", "6", TODAY)
    page = post(client, f"/catalogue/{FOOD}/window/map/", reasons | {"number": "6", "since": tomorrow}, 422)
    assert "serves this item already" in page
    post(client, f"/catalogue/{FOOD}/window/unmap/", reasons | {"number": "6", "since": tomorrow})
    signed_in(client, hall.he)
    post(client, f"/catalogue/{FOOD}/withdrawal/ask/", {"legal_basis": "取消", "wanted_from": tomorrow})
    signed_in(client, hall.qin)
    assert "Approve that it is taken out of force" in get(client, f"/catalogue/{FOOD}/")
    post(client, f"/catalogue/{FOOD}/withdrawal/refuse/", {"approval": "等文件"})
    post(
        client,
        f"/catalogue/{FOOD}/withdrawal/decide/",
        {"legal_basis": "取消", "wanted_from": tomorrow, "approval": "管委会"},
    )
    assert queries.published_revision("LZ", FOOD, TODAY + timedelta(1)) is None
    assert queries.published_revision("LZ", FOOD, TODAY) is not None
    get(client, f"/catalogue/{FOOD}/")
    assert client.post(f"/catalogue/{FOOD}/withdrawal/nonsense/").status_code == 404
    assert client.post(f"/catalogue/{FOOD}/window/nonsense/").status_code == 404


def test_the_next_revision(client, hall):
    a_published_item(hall.centre, hall.department)
    signed_in(client, hall.he)
    post(client, f"/catalogue/{FOOD}/revise/")
    post(client, f"/catalogue/{FOOD}/edit/", fields(a_content(promised_days=4)) | {"done": "1"})
    page = get(client, f"/catalogue/{FOOD}/")
    assert "The steps take 5 working days together, the promise is 4" in page
    post(client, f"/catalogue/{FOOD}/do/discard/", {"reason": "不改了"})
    assert queries.open_revision("LZ", FOOD) is None


def test_new_items_are_refused_clearly(client, hall):
    a_draft_item(hall.centre, hall.department)
    signed_in(client, hall.he)
    page = post(client, "/catalogue/new/", {"code": FOOD, "name": "又一个", "department": "SJ"}, 422)
    assert "is in the catalogue already" in page
    assert "又一个" in page
    post(client, "/catalogue/new/", {"code": "Q", "name": "别家的", "department": "XX"}, 422)


@pytest.mark.parametrize(
    ("question", "found"),
    [("", True), ("?q=spjy", True), ("?q=停车", False), ("?state=draft", True), ("?state=published", False), ("?department=XX", False)],
)  # fmt: skip
def test_the_list_is_filtered(client, hall, question, found):
    a_draft_item(hall.centre, hall.department)
    page = get(signed_in(client, hall.he), f"/catalogue/{question}")
    assert ("食品经营许可" in page) is found


def test_only_staff_of_the_centre_see_it(client, hall):
    a_draft_item(hall.centre, hall.department)
    assert client.get("/catalogue/").status_code == 302
    other = a_hall("BZ")
    signed_in(client, other.he)
    assert client.get(f"/catalogue/{FOOD}/").status_code == 404
    assert client.get(f"/catalogue/{FOOD}/edit/").status_code == 404
    assert "食品" not in get(client, "/catalogue/")


def test_statements_do_not_grow_with_the_list(client, hall, queries_do_not_grow):
    a_draft_item(hall.centre, hall.department, code="A0")
    signed_in(client, hall.he)

    def grow():
        for n in range(1, 4):
            a_draft_item(hall.centre, hall.department, code=f"A{n}")

    queries_do_not_grow(lambda: client.get("/catalogue/"), grow)


def test_statements_of_an_item_do_not_grow_with_its_history(client, hall, queries_do_not_grow):
    a_published_item(hall.centre, hall.department, materials=1)
    signed_in(client, hall.he)

    def grow():
        post(client, f"/catalogue/{FOOD}/revise/")
        post(client, f"/catalogue/{FOOD}/do/discard/", {"reason": "不改了"})
        post(client, f"/catalogue/{FOOD}/revise/")
        post(client, f"/catalogue/{FOOD}/do/discard/", {"reason": "还是不改"})

    queries_do_not_grow(lambda: client.get(f"/catalogue/{FOOD}/"), grow)


def test_a_draft_says_what_it_has(client, hall):
    """An item with nothing but a name can be looked at and edited."""
    by = hall.as_(hall.he)
    from yichuang.catalogue import commands  # noqa: PLC0415

    commands.create_draft(by=by, department_code="SJ", code="E", content=Content(name="空"))
    signed_in(client, hall.he)
    for address in (
        "",
        "edit/",
        "edit/materials/",
        "edit/steps/",
        "edit/procedures/",
        "edit/fees/",
        "edit/forms/",
    ):
        get(client, f"/catalogue/E/{address}")
