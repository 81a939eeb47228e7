"""The pick-up: whether it is late, and on whose side. Pure."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from yichuang.kernel.errors import RuleBroken


class Side(StrEnum):
    """On whose side the lateness lies (RCP-009)."""

    AGENCY = "agency"  # 机关逾期办结
    APPLICANT = "applicant"  # 申请人逾期领取


def late_side(*, promised_on: date | None, ready_on: date, actual_on: date) -> Side | None:
    """None where the result is collected by the promised day; else on whose side the lateness lies.

    The result was ready in time but collected late: the applicant's side; not ready by the promised day: the
    agency's. Source: RCP-009.
    """
    if promised_on is None or actual_on <= promised_on:
        return None
    return Side.AGENCY if ready_on > promised_on else Side.APPLICANT


def check_reason(side: Side | None, reason: str) -> None:
    """Raises RuleBroken("late_reason_missing") where a late pick-up has no reason. Source: RCP-009."""
    if side is not None and not reason.strip():
        raise RuleBroken("late_reason_missing")
