"""Filing within a month: complete, listed, checksummed, read-only. Source: ARC-001, ARC-002, ARC-003, CASE-002."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from datetime import date

import pytest

from tests.cases.stories import Story
from tests.days import MONDAY, TUESDAY, moment
from yichuang.archive import commands, queries
from yichuang.archive.rules.package import Component, faults, lacking, pack
from yichuang.cases import commands as cases
from yichuang.cases.rules.lifecycle import State
from yichuang.delivery import commands as delivery
from yichuang.documents import commands as documents
from yichuang.kernel.errors import NotPermitted, RuleBroken

RECEIPT = Component(
    "documents/001-receipt.pdf", "收件回执", "澜政收〔2026〕000001", "2026-11-02", b"%PDF receipt"
)


def test_a_package_is_the_same_bytes_twice_and_a_second_program_can_verify_it():
    packed = pack({"case_number": "20261102-0001"}, [RECEIPT])
    assert packed == pack({"case_number": "20261102-0001"}, [RECEIPT])
    assert faults(packed) == []
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        sums = dict(reversed(line.split("  ")) for line in archive.read("SHA256SUMS").decode().splitlines())
        assert sums[RECEIPT.path] == hashlib.sha256(archive.read(RECEIPT.path)).hexdigest()
        assert json.loads(archive.read("manifest.json"))["metadata"]["case_number"] == "20261102-0001"


def _changed(packed: bytes, path: str, content: bytes | None) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            if name != path:
                new.writestr(name, old.read(name))
        if content is not None:
            new.writestr(path, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("path", "content", "found"),
    [
        pytest.param(RECEIPT.path, b"%PDF another", f"{RECEIPT.path}: altered", id="altered"),
        pytest.param(RECEIPT.path, None, f"{RECEIPT.path}: missing", id="taken out"),
        pytest.param("documents/999.pdf", b"new", "documents/999.pdf: not in the list", id="put in"),
    ],
)
def test_what_was_done_to_a_package_is_found(path, content, found):
    assert faults(_changed(pack({}, [RECEIPT]), path, content)) == [found]


def test_what_is_no_package_is_said_to_be_none():
    assert faults(b"nothing")[0].startswith("not a package")


@pytest.mark.parametrize(
    ("kinds", "outcome", "immediate", "missing"),
    [
        pytest.param({"receipt", "acceptance", "grant", "pickup"}, "granted", False, [], id="granted"),
        pytest.param({"receipt", "grant", "pickup"}, "granted", True, [], id="finished at once"),
        pytest.param({"receipt", "grant"}, "granted", False, ["acceptance", "pickup"], id="two are missing"),
        pytest.param({"receipt"}, "refused", False, ["refusal"], id="refused"),
        pytest.param({"receipt", "ending"}, "withdrawn", False, [], id="withdrawn"),
    ],
)
def test_what_a_file_must_hold(kinds, outcome, immediate, missing):
    assert lacking(kinds, outcome, immediate=immediate, fee=False) == missing


def a_delivered_case(story: Story):
    case = story.ready(MONDAY)
    delivery.hand_over(
        by=story.hall.as_(story.hall.ning, MONDAY, "17:00"), number=case.number, method="window", taker_name="李文静",
        relation="本人", identity_checked=True,
    )  # fmt: skip
    return case


@pytest.mark.django_db
def test_a_file_is_due_within_a_month_of_the_hand_over():
    story = Story()
    a_delivered_case(story)
    assert commands.open_filing_tasks(now=moment(TUESDAY)) == 1
    assert commands.open_filing_tasks(now=moment(TUESDAY)) == 0
    ((_case, clock),) = queries.to_file("LZ")
    assert clock.due_on == date(2026, 12, 2)
    assert queries.overdue_by_window("LZ", date(2026, 12, 2)) == {}
    assert queries.overdue_by_window("LZ", date(2026, 12, 3)) == {"6": 1}


@pytest.mark.django_db
def test_the_file_of_a_case_holds_everything_and_is_then_read_only():
    story = Story()
    case, lu = a_delivered_case(story), story.hall.as_(story.hall.lu, TUESDAY)
    with pytest.raises(RuleBroken, match="not_typeset_yet"):
        commands.file_case(by=lu, number=case.number)
    documents.typeset_due(now=moment(TUESDAY))
    with pytest.raises(NotPermitted):
        commands.file_case(by=story.hall.as_(story.hall.chen, TUESDAY), number=case.number)
    kept = commands.file_case(by=lu, number=case.number)
    case.refresh_from_db()
    assert case.state == State.ARCHIVED
    package = queries.package_of(kept)
    assert faults(package) == []
    assert hashlib.sha256(package).hexdigest() == kept.package_sha256
    titles = [line["title"] for line in kept.inventory]
    assert titles[:4] == ["受理通知书", "收件回执", "准予行政许可决定书", "机关办理事项取件登记表"]
    assert {"申请材料清单", "办理经过（台账）"} <= set(titles)
    with pytest.raises(RuleBroken, match="act_not_possible"):
        cases.withdraw(by=story.hall.as_(story.hall.chen, TUESDAY), number=case.number, reason="再办")
    with pytest.raises(RuleBroken, match="act_not_possible"):
        commands.file_case(by=lu, number=case.number)


@pytest.mark.django_db
def test_whoever_opens_a_file_says_why():
    story = Story()
    case, lu = a_delivered_case(story), story.hall.as_(story.hall.lu, TUESDAY)
    documents.typeset_due(now=moment(TUESDAY))
    commands.file_case(by=lu, number=case.number)
    with pytest.raises(RuleBroken, match="reason_missing"):
        commands.open_file(by=lu, number=case.number, reason=" ")
    file = commands.open_file(by=lu, number=case.number, reason="复议机关调卷")
    assert file.accesses.get().reason == "复议机关调卷"
    assert queries.files_of("LZ", "李文静").get() == file
    assert not queries.files_of("LZ", "不存在").exists()
