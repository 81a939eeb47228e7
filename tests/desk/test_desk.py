"""The desk: applications through the pages, by the window officer.

Sources: INT-001, INT-003, INT-004, INT-005, INT-008, INT-009, RCP-001, RCP-002, RCP-003, RCP-004, CASE-006,
CLK-001; users' paper R1.
"""

from __future__ import annotations

import pytest
from django.test import Client

from tests.cases.stories import BASIS, GROUNDS, Story
from tests.days import MONDAY, moment
from tests.factories import the_system
from tests.factories_catalogue import FOOD
from yichuang.cases.commands import Verdict
from yichuang.cases.models import Case
from yichuang.cases.queries import subject
from yichuang.desk import commands, queries
from yichuang.desk.queries import my_cases
from yichuang.desk.web import printing
from yichuang.documents.models import Document
from yichuang.exchange.local_card_reader import LocalCardReader
from yichuang.kernel.errors import NotPermitted
from yichuang.ledger.models import Entry

pytestmark = pytest.mark.django_db
NUMBER, WRONG = "369900199003070021", "369900199003070022"


@pytest.fixture
def story() -> Story:
    return Story()


@pytest.fixture(autouse=True)
def _nothing_is_typeset(monkeypatch: pytest.MonkeyPatch) -> None:
    """Typesetting has tests of its own."""
    monkeypatch.setattr(printing.commands, "typeset", lambda *_args, **_more: None)


@pytest.fixture
def chen(story: Story, client: Client) -> Client:
    """陈雨薇 at window 6."""
    client.force_login(story.hall.chen.user)
    return client


def typed(count: int = 3, **more: str) -> dict[str, str]:
    """李文静's application with everything there, as the form sends it."""
    told = {
        "item": FOOD, "kind": "person", "name": "李文静", "number": NUMBER, "occupation": "个体经营",
        "telephone": "13900004406", "address": "澜州市望江区文澜路 118 号", "act": "accept",
    }  # fmt: skip
    return told | {f"m{order}": "present" for order in range(1, count + 1)} | more


def text(answer) -> str:
    return answer.content.decode()


# ---- the screen ----


def test_the_desk_opens_empty_and_with_an_item(chen: Client) -> None:
    assert "data-item-search" in text(chen.get("/desk/"))
    page = text(chen.get("/desk/", {"item": FOOD}))
    assert "食品经营许可" in page
    assert "经营场所平面布局图" in page
    assert "补正齐全后填写" not in page  # nothing is lacking yet, so the blank says something else
    assert "材料核对完后填写" in page
    assert chen.get("/desk/", {"item": "none"}).status_code == 422


def test_items_are_found_by_initials_and_by_peoples_words(chen: Client) -> None:
    for said in ("spjy", "食品", "小饭馆"):
        assert f"?item={FOOD}" in text(chen.get("/desk/items/", {"q": said})), said
    assert "对得上" in text(chen.get("/desk/items/", {"q": "qqqq"}))
    assert text(chen.get("/desk/items/", {"q": " "})).strip() == ""


def test_receipt_and_verdict_follow_the_form(chen: Client) -> None:
    """RCP-003, RCP-004: both dates when all is there, blanks that say why when something lacks."""
    page = text(chen.post("/desk/preview/", typed()))
    assert "受理并打印" in page
    assert "材料齐全，符合法定形式" in page
    page = text(chen.post("/desk/preview/", typed(m2="missing", m2_note="缺平面布局图")))
    assert "收件并一次性告知" in page
    assert "补正齐全后填写" in page
    assert "缺平面布局图" in page
    assert "139****4406" in page
    assert Case.objects.count() == 0


def test_my_cases_cost_the_same_whether_three_or_thirty(story: Story, queries) -> None:
    """CLK-001: a fixed number of queries, asserted with 3 and 30 cases."""
    by = story.hall.as_(story.hall.chen)
    for _ in range(3):
        story.receive()
    with queries(2):
        assert len(my_cases(by)) == 3
    for _ in range(27):
        story.receive()
    with queries(2):
        assert len(my_cases(by)) == 30


def test_the_list_is_by_urgency_and_the_left_over_is_said(chen: Client, story: Story) -> None:
    """RCP-002, CASE-006: what was accepted long ago is red; corrections stand; a silent one is warned of."""
    old = story.receive(MONDAY)
    waits = story.receive(MONDAY, verdict=Verdict.CORRECT)
    found = queries.my_cases(story.hall.as_(story.hall.chen, MONDAY))
    assert [(one.case.number, one.kind.value) for one in found] == [
        (waits.number, "hold"), (old.number, "ok"),
    ]  # fmt: skip
    page = text(chen.get("/desk/"))  # today, weeks later
    assert page.index("红牌：已逾期") < page.index("停表：等补正、特别程序")


def test_finish_at_once_left_over_is_flagged(client: Client) -> None:
    """CASE-006: a finish-at-once case of an earlier day, still open, is named on the desk."""
    story = Story(case_kind="immediate", promised_days=0)
    case = story.receive(MONDAY)
    client.force_login(story.hall.chen.user)
    page = text(client.get("/desk/"))
    assert "即办件隔天仍未办结" in page
    assert case.number in page


# ---- the acts ----


def test_all_there_is_accepted_and_printed_and_the_code_is_shown_once(chen: Client) -> None:
    answer = chen.post("/desk/receive/", typed(guidance="教填申请书", guidance_confirmed="yes"))
    case = Case.objects.get()
    assert answer.status_code == 302, text(answer)
    assert (case.state, case.guidance, case.guidance_confirmed) == ("accepted", "教填申请书", True)  # INT-008
    first, second = (text(chen.get(answer.headers["Location"])) for _ in range(2))
    assert "code-shown" in first
    assert "code-shown" not in second
    assert case.number in second


def test_what_is_missing_is_told_once(chen: Client) -> None:
    """INT-005: a notice with everything in it, at once."""
    answer = chen.post(
        "/desk/receive/", typed(act="correct", m1="wrong", m1_note="未签字", m2="missing", m2_copies="0")
    )
    assert answer.status_code == 302, text(answer)
    case = Case.objects.get()
    assert case.state == "correcting"
    assert [one["name"] for one in case.correction_notices.get().lacking] == [
        "食品经营许可证申请书", "经营场所平面布局图",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"m2": "missing"}, "不能受理"),
        ({"telephone": ""}, "还没有填：电话"),
        ({"occupation": " "}, "还没有填：职业"),
        ({"number": WRONG}, "最后一位对不上"),
        ({"act": "correct"}, "应当受理"),
        ({"act": "defer"}, "当日"),
        ({"m3": ""}, "从业人员健康证明"),
    ],
)
def test_a_refused_act_leaves_everything_typed_in_the_form(chen: Client, wrong, sentence) -> None:
    """INT-001, INT-004, RCP-002: one clear sentence, 422, nothing lost and nothing kept."""
    answer = chen.post("/desk/receive/", typed(**wrong))
    assert answer.status_code == 422
    page = text(answer)
    assert 'role="alert"' in page
    assert sentence in page
    assert 'value="李文静"' in page
    assert 'data-keep-from="server"' in page
    assert Case.objects.count() == 0


def test_a_number_that_fails_is_taken_with_a_reason(chen: Client) -> None:
    """INT-001: a failed check is a warning that the officer may override, saying why."""
    answer = chen.post("/desk/receive/", typed(number=WRONG, override="证件如此，已核对原件"))
    assert answer.status_code == 302, text(answer)
    assert Case.objects.get().applicant.number_override_reason == "证件如此，已核对原件"


def test_an_organisation_tells_its_representative_and_its_agent(chen: Client) -> None:
    """INT-001, RCP-001: name, legal representative, address, telephone of an organisation."""
    told = typed(
        kind="organisation", name="澜州青禾餐饮管理有限公司", number="", legal_representative="许安",
        agent_name="李文静", agent_number=NUMBER, agent_telephone="13900004406",
    )  # fmt: skip
    assert chen.post("/desk/receive/", told | {"legal_representative": ""}).status_code == 422
    assert chen.post("/desk/receive/", told).status_code == 302
    case = Case.objects.get()
    assert (case.applicant.legal_representative, case.applicant.occupation) == ("许安", "")
    assert case.agent is not None
    assert case.agent.name == "李文静"


def test_accepted_later_for_a_reason(chen: Client) -> None:
    """RCP-002: the day of receipt stands, the reason is compulsory."""
    chen.post("/desk/receive/", typed(act="defer", m2="", deferral_reason="系统故障，无法核对"))
    case = Case.objects.get()
    assert (case.state, case.deferral_reason) == ("received", "系统故障，无法核对")


@pytest.mark.parametrize(
    ("act", "state", "more"),
    [
        ("not_needed", "not_needed", {}),
        ("refer", "referred", {"organ": "市城管局", "organ_address": "城东路 1 号", "organ_telephone": "8886 0001"}),
        ("refuse", "received", {}),
    ],
)  # fmt: skip
def test_what_does_not_go_on_here_is_received_and_said_at_once(chen: Client, act, state, more) -> None:
    """INT-004: no permission needed, another organ's, or a refusal proposed; never without a receipt."""
    told = typed(act=act, **{f"{act}_reason": GROUNDS, f"{act}_basis": BASIS}, **more)
    assert chen.post("/desk/receive/", told).status_code == 302
    case = Case.objects.get()
    assert case.state == state
    assert Document.objects.filter(subject=subject(case), kind="receipt").exists()
    assert case.negative_matters.filter(state="open").count() == (1 if act == "refuse" else 0)


def test_turning_away_without_a_reason_keeps_nothing(chen: Client) -> None:
    """The planted fault: half of the use case fails, so none of it happened."""
    told = typed(act="refer", refer_reason=GROUNDS, refer_basis=BASIS, organ="")
    assert chen.post("/desk/receive/", told).status_code == 422
    assert Case.objects.count() == 0
    assert not Document.objects.filter(subject__startswith="case:").exists()


def test_a_finish_at_once_case_offers_the_review_at_once(client: Client) -> None:
    """CASE-006: acceptance, review and decision in the same visit."""
    story = Story(case_kind="immediate", promised_days=0)
    client.force_login(story.hall.chen.user)
    page = text(client.get(client.post("/desk/receive/", typed()).headers["Location"]))
    assert "当场办结：现在审查" in page


# ---- who is known ----


def test_who_was_here_fills_the_form_and_the_reading_is_filed(chen: Client) -> None:
    """INT-001: by the whole number; who looked is on file."""
    chen.post("/desk/receive/", typed())
    page = text(chen.post("/desk/applicant/", {"item": FOOD, "kind": "person", "number": NUMBER}))
    assert "本中心已有信息" in page
    assert 'value="13900004406"' in page
    assert Entry.objects.filter(act="personal_data_read").count() == 1
    page = text(chen.post("/desk/applicant/", {"item": FOOD, "kind": "person", "number": WRONG}))
    assert "最后一位对不上" in page


def test_the_card_is_read_and_marked_as_simulated(chen: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in = LocalCardReader()
    monkeypatch.setattr(queries, "card_reader", lambda: stand_in)
    page = text(chen.post("/desk/card/", {"item": FOOD, "kind": "person"}))
    assert "模拟读卡" in page
    assert 'value="李文静"' in page
    monkeypatch.setattr(queries, "card_reader", lambda: None)
    assert "没有接读卡器" in text(chen.post("/desk/card/", {"item": FOOD, "kind": "person"}))


# ---- going on ----


def test_supplemented_and_accepted_with_a_fresh_receipt(chen: Client, story: Story) -> None:
    """INT-009, RCP-003: the same application goes on."""
    case = story.receive(verdict=Verdict.CORRECT)
    address = f"/desk/cases/{case.number}/supplement/"
    assert "未标明洗消间位置" in text(chen.get(address))
    everything = {f"m{order}": "present" for order in (1, 2, 3)}
    assert "受理并打印新回执" in text(chen.post(address, everything | {"act": "look"}))
    answer = chen.post(address, everything | {"act": "accept"})
    assert answer.status_code == 302
    case.refresh_from_db()
    assert case.state == "accepted"
    assert Document.objects.filter(subject=subject(case), kind="receipt").count() == 2
    assert chen.get(address).status_code == 302  # it goes on elsewhere now


def test_a_second_notice_is_the_superiors(chen: Client, story: Story, client: Client) -> None:
    """INT-005: the officer cannot, the chief representative can, with a reason."""
    case = story.receive(verdict=Verdict.CORRECT)
    address = f"/desk/cases/{case.number}/supplement/"
    still = {"m1": "present", "m2": "missing", "m3": "present", "act": "correct"}
    assert "再次告知须由上级说明理由" in text(chen.post(address, still | {"act": "look"}))
    assert chen.post(address, still).status_code == 422
    case.refresh_from_db()
    assert case.state == "correcting"  # nothing of it was kept
    client.force_login(story.hall.he.user)
    answer = client.post(address, still | {"why_again": "首次告知漏写一项"})
    assert answer.status_code == 302, text(answer)
    case.refresh_from_db()
    assert (case.state, case.corrections) == ("correcting", 2)
    assert Entry.objects.filter(act="breach").exists()


def test_what_was_handed_in_can_be_kept_alone(chen: Client, story: Story) -> None:
    case = story.receive(verdict=Verdict.CORRECT)
    still = {"m1": "present", "m2": "wrong", "m2_note": "比例尺不对", "m3": "present", "act": "keep"}
    assert chen.post(f"/desk/cases/{case.number}/supplement/", still).status_code == 302
    case.refresh_from_db()
    assert case.state == "received"
    assert case.materials.get(order=2).note == "比例尺不对"
    assert chen.get("/desk/cases/none/supplement/").status_code == 404


# ---- before an application ----


def test_the_one_time_notice_before_an_application(chen: Client, story: Story) -> None:
    """INT-003: on enquiry everything in one go, on file with officer and time; the name on the paper alone."""
    answer = chen.post("/desk/notice/", {"item": FOOD, "name": "柳青"})
    assert answer.status_code == 302, text(answer)
    paper = Document.objects.get(kind="guide_notice")
    assert paper.data["recipient"] == "柳青"
    assert paper.data["attachments"] == ["申请书（空白表格）"] or paper.data["attachments"]
    entry = Entry.objects.get(act="notice_handed_out")
    assert entry.actor == "CHEN"
    assert "柳青" not in str(entry.facts)
    page = text(chen.get(answer.headers["Location"]))
    assert paper.number in page
    assert chen.get(f"/desk/items/{FOOD}/forms/{story.revision.forms.get().pk}/").status_code == 200
    assert chen.get(f"/desk/items/{FOOD}/forms/9999/").status_code == 404


def test_only_those_who_receive_hand_out_notices(story: Story) -> None:
    with pytest.raises(NotPermitted):
        commands.hand_out_notice(by=the_system(moment(MONDAY)), item_code=FOOD)


# ---- finding, messages, others ----


@pytest.mark.parametrize("said", ["李文静", "36990019900307002X", "13900004406", "1102-0001"])
def test_a_case_is_found_by_what_people_say(chen: Client, story: Story, said: str) -> None:
    """F2: a single hit leads to the case; identity numbers never stand in an address."""
    case = story.receive()
    answer = chen.post("/desk/find/", {"text": said})
    assert answer.status_code == 302
    assert case.number in answer.headers["Location"]
    story.receive()
    page = text(chen.post("/desk/find/", {"text": "李文静"}))
    assert "找到 2 件" in page
    assert "没有与" in text(chen.post("/desk/find/", {"text": "无此人"}))


def test_messages_say_that_nothing_was_sent(chen: Client, story: Story) -> None:
    assert "还没有写过消息" in text(chen.get("/desk/messages/"))
    story.receive()
    page = text(chen.get("/desk/messages/"))
    assert "本地演示" in page
    assert "139****4406" in page
    assert "13900004406" not in page


def test_who_does_not_receive_goes_to_the_own_page(client: Client, story: Story) -> None:
    client.force_login(story.hall.tang.user)
    assert client.get("/desk/").status_code in {200, 302}
    assert client.post("/desk/receive/", typed()).status_code == 403
    assert client.get("/desk/printed/none/").status_code == 404
