"""Every letter says what it must, from its example, full and at its shortest. DEC-001, DEC-003, INT-003, INT-005, CLK-006."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader

from tests.days import MONDAY, moment
from tests.documents.reading import pages, text
from tests.documents.samples import THREE, a_receipt, an_issued, sample
from yichuang.documents import commands, queries
from yichuang.documents.rules.kinds import Kind

SOON = moment(MONDAY, "09:47")
ISSUED = [kind for kind in Kind if kind != Kind.GUIDE]


def paper(kind, **details) -> bytes:
    return queries.pdf_of(commands.typeset(an_issued(kind, **details).pk, now=SOON))


def shortest(example):
    """The example without all that may be missing, every list empty."""
    match example:
        case dict():
            return {key: shortest(inner) for key, inner in example.items() if not key.endswith("?")}
        case list():
            return []
    return example


def test_each_kind_has_its_letter_and_each_letter_its_kind():
    assert queries.letters() == sorted(Kind)


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ISSUED)
def test_from_the_example(kind):
    """DEC-001: number, organ, title, date, seal, leaf hash and code stand on the paper of every kind."""
    pdf = paper(kind)
    said = text(pdf)
    document = queries.document_by_code(PdfReader(io.BytesIO(pdf)).metadata["/Keywords"].split(", ")[1])
    for words in (document.number, document.title, document.organ_name, document.entry_hash, "无法律效力"):
        assert words.replace(" ", "") in said, words


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ISSUED)
def test_at_its_shortest(kind):
    """Nothing that may be missing is needed to print a letter."""
    pdf = paper(kind, data=shortest(queries.letter(kind).example), seal=None)
    assert "无法律效力" not in text(pdf)


@pytest.mark.parametrize("kind", Kind)
def test_examples_are_plain_words(kind):
    """YAML reads `on:` and `no:` as truth values: a key of an example is text."""

    def keys(example):
        match example:
            case dict():
                return [*example, *(key for inner in example.values() for key in keys(inner))]
            case list():
                return keys(example[0])
        return []

    assert all(isinstance(key, str) for key in keys(queries.letter(kind).example))


SAYS = [
    ("refusal", {"outcome": "not_needed"}, ["不受理告知书", "依法不需要取得行政许可", "如不服本告知"]),
    (
        "refusal",
        {"outcome": "referred"},
        ["不予受理决定书", "望江区住房和城乡建设局", "望江区政务服务中心二楼6号窗口", "88863301"],
    ),
    (
        "refusal",
        {"outcome": "refused", "competent": None},
        ["不予受理决定书", "六十日内", "六个月内", "行政复议", "行政诉讼"],
    ),
    (
        "correction",
        {},
        ["食品安全管理人员证明", "图上未标明清洗消毒区", "2026年10月28日前补正", "只出具一次"],
    ),
    (
        "extension",
        {},
        ["法定期限至2026年10月16日届满", "延长5个工作日", "延长后的期限至2026年10月23日", "何沛"],
    ),
    ("procedure", {}, ["专家评审", "自2026年9月29日开始", "预计需要10个工作日", "依法扣除"]),
    ("procedure", {"effect": "不停时限"}, ["照常计入办理期限"]),
    ("grant", {}, ["准予行政许可", "第三十八条第一款", "食品经营许可证JY23699010012846", "视为准予"]),
    ("grant", {"tacit": None}, ["符合法定条件、标准"]),
    ("denial", {}, ["不予行政许可", "直线距离不足25米", "六十日内", "六个月内"]),
    ("ending", {"outcome": "withdrawn"}, ["准予撤回申请通知书", "准予撤回申请，自2026年9月30日起"]),
    ("ending", {"outcome": "terminated"}, ["终止办理通知书", "凭收件回执领回"]),
    ("ending", {"outcome": "lapsed"}, ["逾期未补正终止办理通知书", "视为撤回申请"]),
    ("pickup", {}, ["承诺取件2026年10月10日", "2026年10月12日10时26分", "申请人逾期领取：申请人出差"]),
    ("pickup", {"late": None}, ["未逾期"]),
    ("guide_notice", {}, ["一次告知如下", "设定依据", "示范文本", "承诺5个工作日"]),
    (
        "letter_of_delegation",
        {},
        ["首席代表何沛", "（一）食品经营许可新办", "自2026年1月1日起至2026年12月31日止"],
    ),
    ("letter_of_delegation", {"items": []}, ["全部事项"]),
    ("inventory", {}, ["LZ·SJ·2026·XK·000317", "SHA-256", "陆离"]),
    ("acceptance", {"deemed": None}, ["材料齐全，符合法定形式", "现场核查只停承诺期限"]),
    ("acceptance", {"provisional": True}, ["日期为暂定"]),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "changes", "words"), SAYS, ids=lambda it: it if isinstance(it, str) else "")
def test_what_it_says(kind, changes, words):
    """INT-005, CLK-006, DEC-003, DEL-001, ARC-002, RCP-008, RCP-009, INT-003."""
    said = text(paper(kind, data=sample(kind, **changes)))
    for word in words:
        assert word in said, word


@pytest.mark.django_db
def test_remedies_stay_general_where_a_department_names_none():
    """DEC-003: never "apply to" nobody."""
    remedies = sample("denial")["remedies"] | {"reconsideration_body": "", "court": ""}
    said = text(paper("denial", data=sample("denial", remedies=remedies)))
    assert "六十日内依法申请行政复议" in said
    assert "六个月内依法提起行政诉讼" in said


@pytest.mark.django_db
def test_codes_of_forms_are_told_in_words():
    """RCP-003."""
    data = sample(
        "receipt",
        materials=[{"name": "申请书", "form": form, "copies": "1"} for form in ("original", "copy", "both")],
    )
    said = text(queries.pdf_of(commands.typeset(a_receipt(data=data).pk, now=SOON)))
    assert "1申请书原件1" in said
    assert "2申请书复印件1" in said
    assert "3申请书原件及复印件1" in said


@pytest.mark.django_db
def test_a_receipt_not_accepted_that_day():
    """RCP-002, RCP-004: acceptance and promise stay empty, the reason and the list stand there."""
    data = sample("receipt", accepted_on=None, promise=None)
    receipt = a_receipt(data=data)
    first = pages(queries.pdf_of(commands.typeset(receipt.pk, now=SOON)))[0]
    assert first.count("材料齐全后填写") == 2
    assert "收到申请2026年9月28日9时46分" in first
    assert "延后原因现场系统故障" in first
    assert "1.食品安全管理人员证明：考核合格证明复印件1份" in first


@pytest.mark.django_db
def test_a_receipt_tells_the_time_of_special_procedures():
    """RCP-005."""
    first = pages(queries.pdf_of(commands.typeset(a_receipt().pk, now=SOON)))[0]
    assert "现场核查，预计2个工作日，只停承诺时限" in first


@pytest.mark.django_db
def test_a_pick_up_form_has_three_copies():
    """RCP-010."""
    found = pages(paper("pickup", copies=THREE))
    assert [page[:20].count("联") for page in found] == [2, 2, 2]


@pytest.mark.django_db
@pytest.mark.parametrize("amount", [1, 7, 14, 15, 16, 17, 18, 19, 20, 30, 60])
def test_the_seal_never_stands_alone_on_a_page(amount):
    """DEC-001: however many materials there are, the page of the seal has words of the text on it."""
    data = sample("receipt", deferral_reason=None)
    data["materials"] = [
        {"name": f"第{n}件材料", "form": "原件", "copies": "1"} for n in range(1, amount + 1)
    ]
    receipt = a_receipt(data=data, copies=(), signatures=())
    found = pages(queries.pdf_of(commands.typeset(receipt.pk, now=SOON)))
    assert "查询办件号加查询码" in found[-1]
    assert f"第{amount}件材料" in "".join(found)
    if len(found) > 1:
        assert [f"第{n}页共{len(found)}页" in page for n, page in enumerate(found, 1)] == [True] * len(found)


@pytest.mark.django_db
@pytest.mark.parametrize("sentences", range(1, 40, 3))
def test_long_reasons_take_the_seal_along(sentences):
    data = sample("denial", reasons="经现场核查，该场所与污水处理设施的距离不符合要求。" * sentences)
    found = pages(paper("denial", data=data))
    assert "提起行政诉讼" in found[-1]


def test_the_guide_of_an_item_is_one_page_without_number_or_seal():
    """INT-003."""
    asked = {
        "organ_name": "澜州市市场监督管理局",
        "address": "http://127.0.0.1:8000/guides/1",
        "on": MONDAY,
        "at": SOON,
    }
    for amount in (1, 12, 25):
        data = sample("guide")
        data["materials"] = [{"name": f"第{n}件材料", "form": "原件", "copies": "1"} for n in range(amount)]
        (page,) = pages(queries.page_of("guide", data=data, **asked))
        for words in (
            "食品经营许可新办",
            "设定依据",
            "办理条件",
            "受理窗口当场→审查审批处3个工作日",
            "不收费",
            "扫码查看本事项的最新内容",
        ):
            assert words in page, words
        assert "核验码" not in page
