"""A list kept elsewhere becomes drafts; nothing is invented. Source: CAT-001, CAT-010.

The real list: 1,135 items of 34 departments of Guang'an; skipped where it is not on this machine.
"""

from __future__ import annotations

import gzip
import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from tests.factories import a_centre, a_hall
from yichuang.accounts.rules.roles import Role
from yichuang.catalogue import commands, queries
from yichuang.catalogue.management.commands.import_catalogue import _with_parameters
from yichuang.catalogue.models import Item, ItemRevision
from yichuang.catalogue.rules.import_rows import (
    ListMapping,
    department_codes,
    flat_rows,
    mapping_of,
    oddities_of_code,
    read_rows,
)  # fmt: skip
from yichuang.centres.queries import departments
from yichuang.kernel.errors import NotPermitted
from yichuang.ledger.models import Entry

REAL = Path(__file__).parents[3] / "shared/data/catalogue"  # beside the repository
CODE = "511Z07001006-511602000000-000-11511301008778183N-1-00"
ROW = {"department": "区经信局", "name": "企业投资项目备案", "item_code": CODE, "task_type": "10"}

db = pytest.mark.django_db
real = pytest.mark.skipif(
    not REAL.exists(), reason="the real list is not on this machine: shared/data/catalogue"
)


def read(*rows, told=None):
    return read_rows(rows, mapping_of(told) if told else ListMapping())


# ---- reading ----


def test_what_a_row_says_and_what_it_does_not():
    (row,) = read(ROW)
    assert (row.code, row.department, row.refusal, row.odd) == (CODE, "区经信局", "", ())
    assert (row.content.name, row.content.kind) == ("企业投资项目备案", "10")
    assert (row.content.promised_amount, row.content.charges, row.content.materials) == (None, None, ())


@pytest.mark.parametrize(
    ("column", "written", "field", "read_as"),
    [
        ("task_type", "1", "kind", "01"),
        ("事项类型", "公共服务", "kind", "20"),
        ("办件类型", "即办件", "case_kind", "immediate"),
        ("是否收费", "否", "charges", False),
        ("是否收费", "是", "charges", True),
        ("服务对象", "自然人;企业法人", "applicant_kinds", ("1", "2")),
        ("法定办结时限", "20个工作日", "statutory_amount", 20),
        ("承诺办结时限", "当场", "promised_unit", "spot"),
        ("承诺办结时限", "2个月", "promised_unit", "month"),
        ("main_item", "未分类", "name", "企业投资项目备案"),
    ],
)
def test_words_of_other_lists_are_understood(column, written, field, read_as):
    row = {name: value for name, value in ROW.items() if name != "task_type"} | {column: written}
    assert getattr(read(row)[0].content, field) == read_as


@pytest.mark.parametrize(
    ("changed", "odd"),
    [
        ({"task_type": "77"}, "unknown_kind"),
        ({"办件类型": "急件"}, "unknown_case_kind"),
        ({"法定办结时限": "约两周"}, "unread_statutory_limit"),
        ({"承诺办结时限": "5"}, "unread_promised_limit"),
        ({"是否收费": "有时"}, "unknown_charges"),
    ],
)
def test_what_cannot_be_read_is_left_out_and_told(changed, odd):
    (row,) = read(ROW | changed)
    assert odd in row.odd
    assert (row.content.statutory_amount, row.content.promised_amount, row.content.charges) == (
        None,
        None,
        None,
    )


@pytest.mark.parametrize(
    ("gone", "refusal"), [("item_code", "no_code"), ("name", "no_name"), ("department", "no_department")]
)
def test_a_row_without_what_makes_an_item_is_refused(gone, refusal):
    assert read(ROW | {gone: " "})[0].refusal == refusal


def test_rows_that_repeat_each_other_are_told():
    twice = read(ROW, ROW, ROW | {"item_code": "other"})
    assert [row.odd for row in twice] == [("code_twice", "name_twice")] * 2 + [("name_twice",)]


@pytest.mark.parametrize(
    ("code", "odd"),
    [
        (CODE, ()),
        (CODE.replace("8183N", "8183P"), ("body_code_fails",)),
        ("G-000007-001-511602000000-000-11511301008778183N-1-00", ()),
        ("512C0107400001-511602000000-000-00877868-5-1-00", ("code_of_another_form",)),
        ("XK-0001", ("code_of_another_form",)),
    ],
)
def test_odd_codes_are_told(code, odd):
    assert oddities_of_code(code) == odd


def test_nested_json_is_laid_flat():
    told = [
        {
            "department": "局",
            "items": [{"sub_items": [{"name": "甲", "link": "http://x/y?itemCode=A1&taskType=1"}]}],
        }
    ]
    (row,) = flat_rows(told)
    assert (row["department"], row["name"]) == ("局", "甲")
    assert _with_parameters(row) == row | {"itemCode": "A1", "taskType": "1"}
    assert _with_parameters({"itemCode": "B2", "at": "http://x/?itemCode=A1"})["itemCode"] == "B2"


def test_departments_get_codes_that_fit():
    rows = read(
        ROW | {"dept_code": "A"},
        ROW | {"dept_code": "A"},
        ROW | {"dept_code": "B"},
        ROW | {"department": "乙", "dept_code": "A"},
        ROW | {"department": "丙", "dept_code": "X" * 30},
        ROW | {"department": "丁"},
    )
    assert department_codes(rows, ["D004"], most=20) == {
        "区经信局": "A", "乙": "D002", "丙": "D003", "丁": "D005",
    }  # fmt: skip


def test_a_mapping_file_names_columns_and_values():
    told = {
        "columns": {"name": "Bezeichnung", "code": ["id", "nr"]},
        "values": {"kind": {"L": "01"}},
        "nothing": ["-/-"],
    }
    row = {"department": "局", "Bezeichnung": "甲", "nr": "7", "task_type": "L", "main_item": "-/-"}
    (read_as,) = read(row, told=told)
    assert (read_as.code, read_as.content.name, read_as.content.kind, read_as.group) == ("7", "甲", "01", "")


@pytest.mark.parametrize(
    "told",
    [
        {"colums": {}},
        {"columns": {"nonsense": "x"}},
        {"columns": []},
        {"values": {"kind": {"L": "99"}}},
        {"values": {"names": {}}},
        {"nothing": "x"},
        {"columns": {"name": 3}},
    ],
)
def test_a_mapping_file_that_makes_no_sense_is_refused(told):
    with pytest.raises(ValueError, match=r".+"):
        mapping_of(told)


# ---- taking over ----


def run(*arguments):
    out = io.StringIO()
    with translation.override("en"):
        call_command("import_catalogue", *map(str, arguments), stdout=out)
    return out.getvalue().splitlines()


@db
def test_each_line_says_what_is_missing(tmp_path):
    a_centre("LZ")
    file = tmp_path / "list.json.gz"
    file.write_bytes(gzip.compress(json.dumps([ROW, ROW | {"item_code": "XK-1"}]).encode()))
    first, second, sums, *_more = run(file, "--centre", "LZ")
    assert first.split("\t")[:3] == [CODE, "企业投资项目备案", "made now"]
    assert "promised time limit" in first
    assert "a code of another form" in second
    assert sums.startswith("2 rows: 2 items made")
    draft = queries.open_revision("LZ", CODE)
    assert (draft.state, draft.number, draft.drafted_by) == ("draft", 1, "system")
    assert (
        Entry.objects.filter(subject=f"item:LZ/{CODE}").values_list("act", flat=True).get() == "item_imported"
    )


@db
def test_again_changes_nothing(tmp_path):
    a_centre("LZ")
    file = tmp_path / "list.csv"
    file.write_text("department,name,item_code\n局,甲,A1\n局,乙,A2\n", encoding="utf-8-sig")
    run(file, "--centre", "LZ")
    before = (Item.objects.count(), ItemRevision.objects.count(), Entry.objects.count())
    assert run(file, "--centre", "LZ")[2].startswith("2 rows: 0 items made, 2 known")
    assert (Item.objects.count(), ItemRevision.objects.count(), Entry.objects.count()) == before == (2, 2, 4)


@db
def test_what_somebody_has_worked_on_is_left_alone(tmp_path):
    hall = a_hall()
    file = tmp_path / "list.csv"
    file.write_text("department,name,item_code\n澜州市市场监督管理局,甲,A1\n", encoding="utf-8")
    run(file, "--centre", "LZ")
    assert [department.code for department in departments("LZ")] == ["SJ"]
    content = queries.content_of(queries.open_revision("LZ", "A1"))
    commands.edit_draft(by=hall.as_(hall.he), item_code="A1", content=content.__class__(name="甲（新）"))
    run(file, "--centre", "LZ")
    assert queries.open_revision("LZ", "A1").name == "甲（新）"


@db
def test_a_row_that_is_no_item_is_counted_and_the_rest_is_taken(tmp_path):
    a_centre("LZ")
    file = tmp_path / "list.csv"
    file.write_text("department,name,item_code\n局,甲,A1\n局,,A2\n局,丙,A1\n", encoding="utf-8")
    with pytest.raises(SystemExit) as ended:
        run(file, "--centre", "LZ")
    assert ended.value.code == 1
    assert list(Item.objects.values_list("code", flat=True)) == ["A1"]


@db
@pytest.mark.parametrize(
    ("content", "more"),
    [
        (None, []),
        (b"\xff\xfe\x00", []),
        (b"[{", []),
        (b"\x1f\x8bbroken", []),
        (b"a,b\n1,2\n", []),
        (b"department,name,item_code\n", ["--mapping", "nowhere.toml"]),
        (b"department,name,item_code\n", ["--centre", "XX"]),
    ],
    ids=["no file", "no text", "no JSON", "no gzip", "no columns", "no mapping", "no centre"],
)
def test_what_cannot_be_read_is_said_with_exit_code_2(tmp_path, content, more):
    a_centre("LZ")
    file = tmp_path / "list"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(CommandError) as wrong:
        run(file, "--centre", "LZ", *more)
    assert wrong.value.returncode == 2


@db
def test_who_may_take_over_a_list():
    hall = a_hall()
    rows = read(ROW)
    for nobody in (hall.he, hall.chen, hall.bai):
        with pytest.raises(NotPermitted):
            commands.import_drafts(by=hall.as_(nobody), rows=rows, source="0" * 64)
    commands.import_drafts(by=hall.as_(hall.qin), rows=rows, source="0" * 64)
    assert Role.MANAGER in hall.as_(hall.qin).roles


@db
def test_as_many_statements_for_twelve_as_for_five(queries):
    hall = a_hall()
    many = [read(ROW | {"department": "澜州市市场监督管理局", "item_code": f"{n}"})[0] for n in range(17)]
    qin = hall.as_(hall.qin)
    with queries(6):
        commands.import_drafts(by=qin, rows=many[:5], source="0" * 64)
    with queries(6):
        commands.import_drafts(by=qin, rows=many[5:], source="0" * 64)


@db
@real
def test_the_real_list():
    """1,135 items of 34 departments; 20 + 127 codes of another form, 7 bodies that fail: told, not rejected."""
    a_centre("GA")
    told = run(REAL / "guangan_items.csv", "--centre", "GA")
    sums = told[1135]
    assert sums == ("1135 rows: 1135 items made, 0 known already, 0 not taken; 34 departments made.")
    assert "Odd in the list\ta code of another form\t147" in told
    assert "Odd in the list\tthe body's code fails its check\t7" in told
    assert "Missing in the list\tlegal basis\t1135" in told
    again = run(REAL / "guangan_items.json.gz", "--centre", "GA")
    assert again[1135].startswith("1135 rows: 0 items made, 1135 known already, 0 not taken")
    assert Item.objects.count() == 1135
    assert len(departments("GA")) == 34
