"""Who acts, as whom, when and where: handed to every command. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

SYSTEM = "system"
APPLICANT = "applicant"


@dataclass(frozen=True, slots=True)
class Acting:
    """One person (or the system itself, or an applicant) about to do something, at one moment.

    actor: the officer's code, or SYSTEM or APPLICANT. It is what the ledger files.
    centre: code of the centre; time_zone: that of the centre, it decides the legal day.
    at: the moment, aware. In an ordinary centre it is now; in a simulation the time of the log.
    place: where it is done, "window:12", "office:D03", "online"; on_site: inside the hall.
    roles, department, window: what permission is decided by.
    declared: `at` is an earlier moment than now, told by the actor (a late entry).
    simulated: the centre is of kind `simulation`, where time is the log's.
    Source: CASE-001, CASE-003.
    """

    actor: str
    centre: str
    at: datetime
    name: str = ""
    roles: frozenset[str] = frozenset()
    department: str | None = None
    window: str | None = None
    place: str = ""
    on_site: bool = True
    time_zone: str = "Asia/Shanghai"
    declared: bool = False
    simulated: bool = False

    def __post_init__(self) -> None:
        assert self.at.tzinfo is not None, "a moment without a time zone"

    @property
    def day(self) -> date:
        """The legal day: the local one of the centre."""
        return self.at.astimezone(ZoneInfo(self.time_zone)).date()

    @property
    def is_system(self) -> bool:
        return self.actor == SYSTEM

    def has(self, *roles: str) -> bool:
        """Whether the person holds at least one of these roles."""
        return not self.roles.isdisjoint(roles)

    def elsewhere(self, at: datetime) -> Acting:
        """The same person at another moment."""
        return replace(self, at=at)


def system(centre: str, at: datetime, **details: object) -> Acting:
    """The product itself, acting on time: deemed acceptance, lapses, reminders."""
    return Acting(actor=SYSTEM, centre=centre, at=at, place="system", **details)  # type: ignore[arg-type]
