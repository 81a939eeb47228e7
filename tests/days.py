"""Days that the stories of the tests take place on: an ordinary fortnight, and some that are not.

October 2026: the 1st to the 7th are a holiday, Saturday the 10th is worked.
"""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")

MONDAY = date(2026, 11, 2)
TUESDAY = date(2026, 11, 3)
WEDNESDAY = date(2026, 11, 4)
THURSDAY = date(2026, 11, 5)
FRIDAY = date(2026, 11, 6)
SATURDAY = date(2026, 11, 7)
SUNDAY = date(2026, 11, 8)
NEXT_MONDAY = date(2026, 11, 9)
NEXT_TUESDAY = date(2026, 11, 10)
NEXT_WEDNESDAY = date(2026, 11, 11)
NEXT_THURSDAY = date(2026, 11, 12)
NEXT_FRIDAY = date(2026, 11, 13)
THIRD_MONDAY = date(2026, 11, 16)

LAST_DAY_BEFORE_NATIONAL_DAY = date(2026, 9, 30)
FIRST_DAY_AFTER_NATIONAL_DAY = date(2026, 10, 8)
WORKED_SATURDAY = date(2026, 10, 10)


def moment(day: date, clock: str = "09:30") -> datetime:
    """A moment of a day in Shanghai: moment(MONDAY, "16:05")."""
    return datetime.combine(day, time.fromisoformat(clock), tzinfo=SHANGHAI)
