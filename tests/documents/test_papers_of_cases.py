"""The papers of real cases: what the commands of cases say fits every letter, and all of it is printed.

DEC-001, DEC-003, INT-005, INT-007, CLK-006, RCP-001, RCP-002, RCP-004.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.cases.stories import BASIS, GROUND, GROUNDS, REASON, Story
from tests.days import MONDAY, TUESDAY, WEDNESDAY, moment
from tests.documents.reading import text
from tests.documents.samples import STROKES, a_picture
from yichuang.cases import commands, queries
from yichuang.cases.commands import SignatureTold, Verdict
from yichuang.documents import commands as documents
from yichuang.documents import queries as papers

pytestmark = pytest.mark.django_db
SHOW = os.environ.get("YICHUANG_SHOW_PAPERS")  # a folder: look at what the tests printed


def printed(case, kind: str) -> str:
    """The text of the last paper of a kind for a case."""
    document = papers.latest_of_kind(queries.subject(case), kind)
    assert document is not None, [one.kind for one in papers.documents_of(queries.subject(case))]
    pdf = papers.pdf_of(documents.typeset(document.pk, now=moment(WEDNESDAY)))
    if SHOW:
        Path(SHOW, f"{kind}-{document.pk}.pdf").write_bytes(pdf)
    return text(pdf)


def test_a_granted_case():
    """INT-007, DEC-001, RCP-001, RCP-003, RCP-007: receipt, acceptance and decision of Li Wenjing's case."""
    story = Story()
    signed = [
        SignatureTold(role, name, a_picture(), STROKES)
        for role, name in (("applicant", "李文静"), ("officer", "陈雨薇"))
    ]
    case = story.receive(signatures=signed)
    receipt = printed(case, "receipt")
    for words in (case.number, case.receipt_number, "李文静", "个体经营", "文澜路118号", "2026年11月9日"):
        assert words.replace(" ", "") in receipt, words
    assert "36990019900307002X" not in receipt
    assert "自受理之日起5个工作日内" in printed(case, "acceptance")
    story.decide(story.review(case, TUESDAY), WEDNESDAY)
    grant = printed(case, "grant")
    assert "准予行政许可" in grant
    assert "2026年11月4日" in grant


def test_a_denied_case():
    """DEC-003."""
    case = Story().decided(grant=False)
    denial = printed(case, "denial")
    for words in (GROUNDS, "六十日内", "六个月内", "澜州市人民政府", "澜州市望江区人民法院"):
        assert words in denial, words


def test_what_is_missing_is_told_once():
    """INT-005, RCP-004."""
    case = Story().receive(verdict=Verdict.CORRECT)
    assert "未标明洗消间位置" in printed(case, "correction")
    assert printed(case, "receipt").count("材料齐全后填写") == 6  # two blanks on each of three copies


def test_a_deferred_case_says_why():
    """RCP-002."""
    assert "延后原因系统故障" in printed(Story().receive(verdict=Verdict.DEFER), "receipt")


def test_not_ours_names_who_is():
    """DEC-003."""
    story = Story()
    case = story.receive(verdict=Verdict.DEFER)
    commands.refer(
        by=story.hall.as_(story.hall.chen), number=case.number, organ="望江区城市管理局", address="望江区滨河路 3 号",
        telephone="0999-8886 3301", reason="户外招牌设置由区城市管理局许可",
        legal_basis=BASIS,
    )  # fmt: skip
    said = printed(case, "refusal")
    for words in ("不予受理决定书", "望江区城市管理局", "望江区滨河路3号", "0999-88863301"):
        assert words in said, words


def test_no_licence_is_needed():
    """DEC-003."""
    story = Story()
    case = story.receive(verdict=Verdict.DEFER)
    commands.say_not_needed(
        by=story.hall.as_(story.hall.chen),
        number=case.number,
        reason="销售预包装食品只需备案",
        legal_basis=BASIS,
    )
    assert "不受理告知书" in printed(case, "refusal")


def test_a_procedure_and_an_extension():
    """CLK-006, RCP-005."""
    story = Story(procedures=[("hearing", 10)])
    case = story.receive()
    by_gu = story.hall.as_(story.hall.gu, TUESDAY)
    commands.start_special_procedure(
        by=by_gu, number=case.number, kind="hearing", ground=GROUND, expected_days=10
    )
    assert "预计需要10个工作日" in printed(case, "procedure")
    commands.end_special_procedure(
        by=story.hall.as_(story.hall.gu, WEDNESDAY), number=case.number, result="听证结束"
    )
    commands.extend(by=story.hall.as_(story.hall.he, WEDNESDAY), number=case.number, days=5, reason=REASON)
    extension = printed(case, "extension")
    assert "延长5个工作日" in extension
    assert "何沛" in extension


@pytest.mark.parametrize(
    ("act", "who", "title"),
    [(commands.withdraw, "chen", "准予撤回申请通知书"), (commands.terminate, "he", "终止办理通知书")],
    ids=["withdrawn", "terminated"],
)
def test_a_case_that_ends_otherwise(act, who, title):
    """DEC-001."""
    story = Story()
    case = story.receive()
    by = story.hall.as_(getattr(story.hall, who), TUESDAY)
    act(by=by, number=case.number, reason="申请人书面申请撤回")
    assert title in printed(case, "ending")


def test_accepted_by_lapse():
    """INT-006, DEC-001: the notice of a deemed acceptance says that it is one."""
    story = Story()
    case = story.receive(MONDAY, verdict=Verdict.DEFER)
    commands.accept_overdue_receipts(now=moment(moment(MONDAY).date().replace(day=20)))
    assert "视为受理" in printed(case, "acceptance")
