"""One act that is about to be filed with many others. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from yichuang.kernel.acting import Acting


@dataclass(frozen=True, slots=True)
class Filing:
    """What `ledger.commands.record` is told of one act."""

    by: Acting
    subject: str
    act: str
    facts: Mapping[str, object] = field(default_factory=dict)
