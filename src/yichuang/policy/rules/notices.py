"""A year's holidays as a notice announces them, and a calendar out of many notices. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from yichuang.kernel.errors import CannotCompute
from yichuang.kernel.worktime import WorkCalendar, build


@dataclass(frozen=True, slots=True)
class NoticeDay:
    """One day that a notice names: off, or worked though it is a weekend day."""

    day: date
    name: str
    worked: bool


@dataclass(frozen=True, slots=True)
class Notice:
    """The days of one year's notice. Some may lie in the last week of the year before, or after."""

    year: int
    days: tuple[NoticeDay, ...]
    source: str = ""
    version: int = 0  # id of the import; 0 for a shipped file


def checked(notice: Notice) -> Notice:
    """The notice, or CannotCompute: "notice_empty", "day_twice" or "day_of_another_year"."""
    if not notice.days:
        raise CannotCompute("notice_empty", year=notice.year)
    seen: set[date] = set()
    for named in notice.days:
        if named.day in seen:
            raise CannotCompute("day_twice", day=named.day, calendar=str(notice.year))
        seen.add(named.day)
        if abs(named.day.year - notice.year) > 1:
            raise CannotCompute("day_of_another_year", day=named.day, year=notice.year)
    return notice


def calendar_of_notices(
    name: str,
    notices: Mapping[int, Notice],
    *,
    first_year: int,
    years_ahead: int = 0,
    published_until: date | None = None,
) -> WorkCalendar:
    """The calendar that a set of notices makes, one for each year.

    published_until: the end of the last year up to which no notice is missing, unless it is given.
    The version names the last published year and the newest import among them: "cn-2026.0".
    """
    last_published = first_year - 1
    while last_published + 1 in notices:
        last_published += 1
    until = published_until or date(last_published, 12, 31)
    days = _by_day(notices[year] for year in sorted(notices))
    newest = max((notice.version for notice in notices.values()), default=0)
    return build(
        name,
        f"{name}-{until.year}.{newest}",
        holidays={named.day: named.name for named in days if not named.worked},
        make_up={named.day: named.name for named in days if named.worked},
        first_year=first_year,
        last_year=until.year + years_ahead,
        published_until=until,
    )


def _by_day(notices: Iterable[Notice]) -> list[NoticeDay]:
    """All days; where two notices name one, the later year's word holds."""
    found: dict[date, NoticeDay] = {}
    for notice in notices:
        found |= {named.day: named for named in notice.days}
    return list(found.values())
