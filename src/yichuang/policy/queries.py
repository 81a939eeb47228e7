"""Reading policy: the parameters of a regime on a day, and the work calendars.

Both are read once per process. Regulations are files and change with a release only. Calendars change
when a notice is imported: every CHECK_EVERY_SECONDS a process asks for the newest import (one small
statement), and reads again if there is one it does not know; `forget_calendars` makes it ask at once.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache, lru_cache
from itertools import chain
from pathlib import Path
from time import monotonic
from typing import Any

import yaml
from django.db.models import Max

from yichuang.kernel.errors import CannotCompute
from yichuang.kernel.worktime import WorkCalendar
from yichuang.policy.models import CalendarDay, CalendarImport
from yichuang.policy.rules import layering
from yichuang.policy.rules.layering import NATIONAL, Regulation
from yichuang.policy.rules.notices import Notice, NoticeDay, calendar_of_notices
from yichuang.policy.rules.parameters import Policy

HERE = Path(__file__).parent
REGULATIONS = HERE / "regulations"
WORK_DAYS = HERE / "work_days"
CHECK_EVERY_SECONDS = 10.0

_calendars: dict[str, WorkCalendar] = {}
_known: dict[str, float] = {"import": -1, "asked_at": float("-inf")}


@lru_cache(maxsize=8192)
def policy_of(regulation: str, on: date) -> Policy:
    """Every parameter as in force under a regime on a day. Costs no statement.

    Raises CannotCompute: "no_regulation" for an unknown regime, "no_policy" for a day before the law.
    Source: CLK-001, DEC-002, INT-005, RCP-006.
    """
    return layering.layered(regulation, _layers(regulation), on)


def regulations() -> list[str]:
    """The regimes that are shipped, the national law first."""
    found = sorted(file.stem for file in REGULATIONS.glob("*.yaml"))
    return [NATIONAL, *(name for name in found if name != NATIONAL)]


def regulation_name(regulation: str, language: str) -> str:
    """What a regime is called, in "zh" or "en"."""
    return str(_regulation(regulation)["name"][language])


def source_of(regulation: str, parameter: str, on: date) -> str:
    """The clause from which a parameter has the value that is in force on a day."""
    return str(layering.value_on(parameter, _layers(regulation), on, regulation)["source"])


def values_of(regulation: str) -> Regulation:
    """All dated values of one regime's own file, as they stand there."""
    return {name: dated for name, dated in _regulation(regulation).items() if name != "name"}


@cache
def parameters() -> Mapping[str, Mapping[str, str]]:
    """What each parameter means: zh, en, unit, requirement."""
    return _yaml(HERE / "parameters.yaml")


def calendar_of(name: str) -> WorkCalendar:
    """A work calendar by its name, imported years before shipped ones.

    Raises CannotCompute("no_calendar"). Source: CLK-001.
    """
    if monotonic() - _known["asked_at"] > CHECK_EVERY_SECONDS:
        _ask_for_imports()
    if name not in _calendars:
        _calendars[name] = _calendar(name, _imported(name))
    return _calendars[name]


def shipped_calendar(name: str) -> WorkCalendar:
    """A work calendar out of the shipped files alone: for tests of rules, and without a database."""
    return _calendar(name, {})


def calendars() -> Mapping[str, Mapping[str, Any]]:
    """The calendars of the house by name: zh, en and how they are made."""
    return _yaml(WORK_DAYS / "calendars.yaml")


def shipped_notices(name: str) -> dict[int, Notice]:
    """The notices of a calendar that lie in the shipped files, by year."""
    files = sorted((WORK_DAYS / name).glob("*.csv"))
    return {int(file.stem): _shipped(file) for file in files}


def notices(name: str) -> dict[int, Notice]:
    """All that is known of a calendar's years, imported before shipped. Raises CannotCompute("no_calendar")."""
    if name not in calendars():
        raise CannotCompute("no_calendar", calendar=name)
    return {**shipped_notices(name), **_imported(name)}


def forget_calendars() -> None:
    """Ask for imports again at the next question: after an import, and after one was rolled back."""
    _calendars.clear()
    _known["import"] = -1
    _known["asked_at"] = float("-inf")


def _ask_for_imports() -> None:
    newest = CalendarImport.objects.aggregate(newest=Max("id"))["newest"] or 0
    if newest != _known["import"]:
        _calendars.clear()
        _known["import"] = newest
    _known["asked_at"] = monotonic()


def _calendar(name: str, imported: Mapping[int, Notice]) -> WorkCalendar:
    made = calendars().get(name)
    if made is None:
        raise CannotCompute("no_calendar", calendar=name)
    return calendar_of_notices(
        name,
        {**shipped_notices(name), **imported},
        first_year=made["first_year"],
        years_ahead=made.get("years_ahead", 0),
        published_until=made.get("published_until"),
    )


def _imported(name: str) -> dict[int, Notice]:
    """The newest import of each year."""
    newest = CalendarImport.objects.filter(calendar=name).values("year").annotate(newest=Max("id"))
    ids = {row["newest"]: row["year"] for row in newest}
    if not ids:
        return {}
    days: dict[int, list[NoticeDay]] = {notice: [] for notice in ids}
    for row in CalendarDay.objects.filter(notice__in=ids).order_by("day"):
        days[row.notice_id].append(NoticeDay(row.day, row.name, row.worked))
    return {year: Notice(year, tuple(days[notice]), version=notice) for notice, year in ids.items()}


def _shipped(file: Path) -> Notice:
    """One file of work_days/: comment lines name the source, then date,name,kind."""
    lines = file.read_text(encoding="utf-8").splitlines()
    told = chain.from_iterable(line.split("source:")[1:] for line in lines if line.startswith("#"))
    rows: Iterator[dict[str, str]] = csv.DictReader(line for line in lines if not line.startswith("#"))
    days = (NoticeDay(date.fromisoformat(r["date"]), r["name"], r["kind"] == "make_up") for r in rows)
    return Notice(int(file.stem), tuple(days), source=" ".join(part.strip() for part in told))


@cache
def _layers(regulation: str) -> tuple[Regulation, ...]:
    own = values_of(regulation)
    return (own,) if regulation == NATIONAL else (own, values_of(NATIONAL))


@cache
def _regulation(regulation: str) -> Mapping[str, Any]:
    file = REGULATIONS / f"{regulation}.yaml"
    if regulation not in regulations():
        raise CannotCompute("no_regulation", regulation=regulation)
    return _yaml(file)


@cache
def _yaml(file: Path) -> Mapping[str, Any]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    found: Mapping[str, Any] = yaml.load(file.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506
    return found
