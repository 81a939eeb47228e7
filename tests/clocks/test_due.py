"""`manage due`: a due date with its derivation, and whole files. CLK-001; architecture, section 6."""

from __future__ import annotations

import csv
import gzip
import io
import time
from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command

from tests.kernel.calendars import china
from yichuang.kernel.worktime import Limit, Roll, Unit, due

pytestmark = pytest.mark.django_db


def said(*words):
    out = io.StringIO()
    call_command("due", *words, stdout=out)
    return out.getvalue()


def refused(*words):
    with pytest.raises(CommandError) as error:
        said(*words)
    assert error.value.returncode == 2
    return str(error.value)


def test_the_day_comes_first_then_why():
    assert said("--from", "2025-01-20", "--days", "5") == (
        "到期日：2025-01-26（周日）\n"
        "自 2025年1月20日起 5 个工作日，日历 cn-2026.0（已公布至 2026年12月31日）\n"
        "\n"
        "日期             计不计   第几天  理由                                依据\n"
        "1月20日（周一）  不计     起算    起算当天                            民法典第二百零一条\n"
        "1月21日至26日    计 5 天  1–5     工作日；25日周末不计；26日调休上班  行政许可法第八十二条\n"
    )


@pytest.mark.parametrize(
    ("words", "first"),
    [
        (["--from", "2026-09-25", "--days", "7", "--unit", "calendar"], "到期日：2026-10-08（周四）"),
        (
            ["--from", "2026-09-25", "--days", "7", "--unit", "calendar", "--roll", "none"],
            "到期日：2026-10-02（周五）",
        ),
        (
            ["--from", "2026-09-25", "--days", "7", "--unit", "calendar", "--roll", "next"],
            "到期日：2026-10-08（周四）",
        ),
        (["--from", "2026-01-31", "--days", "1", "--unit", "month"], "到期日：2026-02-28（周六）"),
        (
            ["--from", "2026-09-25T10:00", "--days", "30", "--unit", "hour"],
            "到期日：2026-09-26T16:00（周六）",
        ),
        (
            ["--from", "2026-09-25 10:00:30", "--days", "1", "--unit", "hour"],
            "到期日：2026-09-25 11:00:30（周五）",
        ),
        (["--from", "2026-12-28", "--days", "9"], "到期日：2027-01-08（周五），暂定：超出已公布的放假安排"),
        (["--from", "2026-10-01", "--days", "5", "--calendar", "weekdays"], "到期日：2026-10-08（周四）"),
        (["--from", "2003-05-01", "--days", "5", "--calendar", "weekdays"], "到期日：2003-05-08（周四）"),
    ],
)
def test_other_units_rolls_and_calendars(words, first):
    assert said(*words).splitlines()[0] == first


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ([], "请给出 --from 和 --days，或用 --batch 给一个文件。"),
        (["--from", "2026-10-09"], "请给出 --from 和 --days，或用 --batch 给一个文件。"),
        (["--from", "9.10.2026", "--days", "5"], "“9.10.2026”不是日期；请写成 2026-10-09。"),
        (
            ["--from", "2026-10-09", "--days", "5", "--unit", "hour"],
            "“2026-10-09”不是时刻；请写成 2026-10-09T09:30。",
        ),
        (["--from", "2026-10-09", "--days", "-5"], "时限不能是负数（-5），请写 0 或更大的数。"),
        (["--from", "2026-10-09", "--days", "5", "--calendar", "mars"], "没有名为 mars 的日历。"),
        (
            ["--from", "1999-10-09", "--days", "5"],
            "日历 cn 只有 2007 年至 2046 年，算不出以 1999-10-09 为据的日期。",
        ),
        (["--batch", "/nowhere.csv"], "读不了文件 /nowhere.csv"),
    ],
)
def test_bad_arguments_are_told_and_end_with_2(words, why):
    assert refused(*words).startswith(why)


def test_a_batch_keeps_order_columns_and_the_way_of_writing(tmp_path):
    file = tmp_path / "limits.csv"
    file.write_text(
        "case,from,amount,unit\n"
        "b,2025-01-20,5,working\n"
        "a,2026-12-28,9,working\n"
        "\n"
        "c,2026-09-25,7,calendar\n"
        "d,2026-09-25T10:00,24,hour\n"
        '"e, with a comma",2026-01-31,1,month\n'
        "f,2024-02-29,1,year\n"
        "g,2026-10-03,0,working\n",
        encoding="utf-8-sig",
    )
    assert said("--batch", str(file)) == (
        "case,from,amount,unit,due,provisional\n"
        "b,2025-01-20,5,working,2025-01-26,false\n"
        "a,2026-12-28,9,working,2027-01-08,true\n"
        "c,2026-09-25,7,calendar,2026-10-08,false\n"
        "d,2026-09-25T10:00,24,hour,2026-09-26T10:00,false\n"
        '"e, with a comma",2026-01-31,1,month,2026-02-28,false\n'
        "f,2024-02-29,1,year,2025-02-28,false\n"
        "g,2026-10-03,0,working,2026-10-03,false\n"
    )


def test_bad_rows_are_named_by_their_line_and_nothing_is_printed(tmp_path, capsys):
    file = tmp_path / "bad.csv"
    file.write_text(
        "from,amount,unit\n"
        "2026-01-05,5,working\n"
        "2026-13-01,5,working\n"
        "2026-01-05,x,working\n"
        "2026-01-05,-1,working\n"
        "2026-01-05,5,moons\n"
        "1990-01-05,5,working\n"
        "2026-01-05,5,hour\n"
        "2026-01-05,5,working,9\n"
        "2026-01-05,1,spot\n"
    )
    assert refused("--batch", str(file)).splitlines() == [
        "第 3 行：“2026-13-01”不是日期；请写成 2026-10-09。",
        "第 4 行：“x”不是数量；请写不小于 0 的整数。",
        "第 5 行：“-1”不是数量；请写不小于 0 的整数。",
        "第 6 行：没有“moons”这种单位；请写 working、calendar、month、year 或 hour。",
        "第 7 行：日历 cn 只有 2007 年至 2046 年，算不出以 1990-01-05 为据的日期。",
        "第 8 行：“2026-01-05”不是时刻；请写成 2026-10-09T09:30。",
        "第 9 行：有 4 栏，而列名有 3 个。",
        "第 10 行：当场办的没有天数（1），请写 0。",
    ]
    assert capsys.readouterr().out == ""


def test_many_bad_rows_are_counted(tmp_path):
    file = tmp_path / "bad.csv"
    file.write_text("from,amount,unit\n" + "x,1,working\n" * 50)
    told = refused("--batch", str(file)).splitlines()
    assert (len(told), told[-1]) == (21, "还有 30 行有错")


@pytest.mark.parametrize("text", ["start,amount,unit\n2026-01-01,5,working\n", ""])
def test_a_missing_column_is_named(tmp_path, text):
    file = tmp_path / "bad.csv"
    file.write_text(text)
    assert refused("--batch", str(file)) == "第 1 行：缺 from 列；须有 from,amount,unit 三列。"


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"from,amount,unit\n\xff\xfe,1,working\n"])
def test_a_file_that_is_no_text_is_refused(tmp_path, content):
    file = tmp_path / "bad.csv"
    file.write_bytes(content)
    assert refused("--batch", str(file)).startswith("读不了文件")


def test_a_broken_archive_is_refused(tmp_path):
    file = tmp_path / "bad.csv.gz"
    file.write_bytes(gzip.compress(b"from,amount,unit\n")[:-6])
    assert refused("--batch", str(file)).startswith("读不了文件")


def test_a_hundred_thousand_rows_are_right_and_take_less_than_ten_seconds(tmp_path):
    file = tmp_path / "many.csv.gz"
    units = [Unit.WORKING, Unit.WORKING, Unit.WORKING, Unit.CALENDAR, Unit.MONTH]
    rows = [(date(2010, 1, 1) + timedelta(n % 5800), n % 61, units[n % 5]) for n in range(100_000)]
    with gzip.open(file, "wt") as out:
        out.write("from,amount,unit\n")
        out.writelines(f"{start},{amount},{unit}\n" for start, amount, unit in rows)
    begun = time.process_time()
    told = list(csv.DictReader(io.StringIO(said("--batch", str(file)))))
    assert time.process_time() - begun < 10
    assert len(told) == len(rows)
    for (start, amount, unit), row in list(zip(rows, told, strict=True))[::37]:
        roll = Roll.NONE if unit is Unit.WORKING else Roll.NEXT
        found = due(start, Limit(amount, unit), china(), roll)
        assert row["due"] == str(found.on)
        assert row["provisional"] == str(found.provisional).lower()
