"""What a letter of delegation lets its holder do. Pure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Power(StrEnum):
    """The acts that need a letter."""

    REVIEW = "review"
    GRANT = "grant"
    DENY = "deny"
    REFUSE = "refuse"  # not accept
    EXTEND = "extend"


ALL_POWERS = tuple(Power)
ORDINARY = "ordinary"


@dataclass(frozen=True, slots=True)
class Scope:
    """One letter, as a rule sees it. `item_codes` empty: every item of the department."""

    number: str
    holder: str
    department: str
    item_codes: Collection[str]
    acts: Collection[str]
    levels: Collection[str]
    valid_from: date
    valid_until: date
    ended_on: date | None = None

    def in_force(self, on: date) -> bool:
        """Whether the letter holds on this day; its last day, by term or by ending, still counts."""
        last = self.valid_until if self.ended_on is None else min(self.valid_until, self.ended_on)
        return self.valid_from <= on <= last

    def covers(self, *, item_code: str, power: Power, level: str, on: date) -> bool:
        """Whether the holder may do this for this item, at this decision level, on this day.

        Source: DEL-001, DEL-003, DEC-006.
        """
        return (
            self.in_force(on)
            and (not self.item_codes or item_code in self.item_codes)
            and power in self.acts
            and level in self.levels
        )
