"""What a check of the ledger found. Pure."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Difference:
    """The first entry that does not say what its hash says."""

    entry: int
    subject: str
    act: str
    on_file: str  # the hash that stands in the row
    recomputed: str  # "" where the row is such that nothing can be computed from it


@dataclass(frozen=True, slots=True)
class Verification:
    """How many entries were recomputed, and the first difference, if any."""

    checked: int
    difference: Difference | None = None
