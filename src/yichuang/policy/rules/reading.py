"""Reading a notice of holidays from the text of a file: holiday-cn JSON, or CSV. Pure."""

from __future__ import annotations

import csv
import json
from collections import Counter
from datetime import date

from yichuang.kernel.errors import CannotCompute
from yichuang.policy.rules.notices import Notice, NoticeDay, checked

OFF_WORDS = {"holiday": True, "off": True, "true": True, "1": True, "休": True, "放假": True}
WORKED_WORDS = {"make_up": False, "work": False, "false": False, "0": False, "班": False, "上班": False}
OFF = OFF_WORDS | WORKED_WORDS
KIND_COLUMNS = ("kind", "isOffDay", "is_off_day", "off")


def read_notice(text: str) -> Notice:
    """The notice in a file, checked.

    JSON: {"year", "papers", "days": [{"name", "date", "isOffDay"}]}, as holiday-cn keeps it.
    CSV: the columns date, name, and one of kind (holiday, make_up), isOffDay (true, false); lines that
    begin with # are comments, "# source: …" names the notice. The year is that of most days.
    Raises CannotCompute: "notice_unreadable", "notice_empty", "day_twice", "day_of_another_year".
    """
    text = text.removeprefix("\ufeff")
    return checked(_from_json(text) if text.lstrip().startswith("{") else _from_csv(text))


def _from_json(text: str) -> Notice:
    try:
        told = json.loads(text)
        days = tuple(
            NoticeDay(date.fromisoformat(one["date"]), str(one["name"]), worked=not _flag(one["isOffDay"]))
            for one in told["days"]
        )
        year = int(told["year"]) if "year" in told else _year(days)
        return Notice(year, days, source=" ".join(map(str, told.get("papers", []))))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise CannotCompute("notice_unreadable", why=repr(error)) from error


def _from_csv(text: str) -> Notice:
    lines = text.splitlines()
    told = [line.partition("source:")[2].strip() for line in lines if line.startswith("#")]
    rows = csv.DictReader(line for line in lines if line.strip() and not line.startswith("#"))
    column = next((name for name in KIND_COLUMNS if name in (rows.fieldnames or [])), None)
    if column is None or "date" not in (rows.fieldnames or []):
        raise CannotCompute("notice_unreadable", why="date,name,kind")
    days = []
    for number, row in enumerate(rows, start=1):
        try:
            off = OFF[str(row[column]).strip().lower()]
            day = date.fromisoformat(str(row["date"]).strip())
        except (ValueError, KeyError) as error:
            raise CannotCompute("notice_unreadable", why=f"{number}: {row}") from error
        days.append(NoticeDay(day, str(row.get("name") or "").strip(), worked=not off))
    if not days:
        raise CannotCompute("notice_empty", year="")
    return Notice(_year(tuple(days)), tuple(days), source=" ".join(filter(None, told)))


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError(f"{value!r} is neither true nor false")
    return value


def _year(days: tuple[NoticeDay, ...]) -> int:
    return Counter(named.day.year for named in days).most_common(1)[0][0]
