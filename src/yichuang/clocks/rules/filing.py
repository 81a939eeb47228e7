"""Facts of a clock as plain JSON, and back: how a row repeats the ledger. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from yichuang.clocks.rules.clock import ClockFact, What
from yichuang.kernel.worktime import Unit


def written(facts: Sequence[ClockFact]) -> list[dict[str, object]]:
    """Facts as JSON, empty fields left out. Moments keep their offset."""
    return [_written(fact) for fact in facts]


def read(rows: Sequence[Mapping[str, object]]) -> list[ClockFact]:
    """Facts out of JSON."""
    return [_read(row) for row in rows]


def _written(fact: ClockFact) -> dict[str, object]:
    row: dict[str, object] = {"what": fact.what.value, "on": fact.on.isoformat()}
    told = {
        "amount": fact.amount,
        "unit": fact.unit.value if fact.unit else "",
        "reason": fact.reason,
        "clause": fact.clause,
        "at": fact.at.isoformat() if fact.at else "",
        "until": fact.until.isoformat() if fact.until else "",
    }
    return row | {name: value for name, value in told.items() if value}


def _read(row: Mapping[str, object]) -> ClockFact:
    text = {name: str(value) for name, value in row.items()}
    return ClockFact(
        what=What(text["what"]),
        on=date.fromisoformat(text["on"]),
        amount=int(text.get("amount", 0)),
        unit=Unit(text["unit"]) if "unit" in text else None,
        reason=text.get("reason", ""),
        clause=text.get("clause", ""),
        at=datetime.fromisoformat(text["at"]) if "at" in text else None,
        until=date.fromisoformat(text["until"]) if "until" in text else None,
    )
