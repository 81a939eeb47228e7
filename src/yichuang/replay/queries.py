"""Questions about what was replayed: what is on file already, and the product's own figures.

The figures are read from cases, clocks and the ledger, never from the log.
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count

from yichuang import database
from yichuang.replay.models import Log, ReplayedAct, ReplayedCase
from yichuang.replay.rules.figures import Figures, Life, of_lives, outcome, quantiles, tally
from yichuang.replay.rules.plan import fixed

SQL = Path(__file__).parent / "sql"


def log_of(sha256: str, mapping: str) -> Log | None:
    """The log of these bytes under this mapping, if it was ever begun."""
    return Log.objects.select_related("centre").filter(sha256=sha256, mapping=mapping).first()


def done_of(log: Log) -> set[tuple[str, str]]:
    """What of a log is on file: pairs of case number and key."""
    return set(ReplayedAct.objects.filter(log=log).values_list("outside_number", "key"))


def numbers_of(log: Log) -> dict[str, str]:
    """Our case numbers by the numbers of the log."""
    rows = ReplayedCase.objects.filter(log=log).order_by("position")
    return dict(rows.values_list("outside_number", "case__number"))


def verdicts_of(log: Log) -> dict[str, dict[str, int]]:
    """Events taken, mended and refused, each by reason ("" for what was taken as it stood)."""
    events = ReplayedAct.objects.filter(log=log, key__startswith="event:")
    rows = events.values_list("verdict", "reason").annotate(number=Count("id")).order_by("verdict", "reason")
    told: dict[str, dict[str, int]] = {"taken": {}, "mended": {}, "refused": {}}
    for verdict, reason, number in rows:
        told[verdict][reason] = number
    return told


def acts_of(log: Log) -> dict[str, int]:
    """How many acts of each kind were done, with those that come of a case's attributes."""
    done = ReplayedAct.objects.filter(log=log).exclude(verdict="refused")
    return dict(done.values_list("kind").annotate(number=Count("id")).order_by("kind"))


def refused_acts_of(log: Log) -> dict[str, int]:
    """Receipts, due days and decisions of cases that our commands refused, by kind and reason."""
    refused = ReplayedAct.objects.filter(log=log, verdict="refused").exclude(key__startswith="event:")
    rows = refused.values_list("kind", "reason").annotate(number=Count("id")).order_by("kind", "reason")
    return {f"{kind}: {reason}": number for kind, reason, number in rows}


def marks_of(log: Log) -> dict[str, int]:
    """How often each oddity of an event occurs, also where another one is the reason counted."""
    odd = ReplayedAct.objects.filter(log=log, key__startswith="event:").exclude(marks=[])
    return dict(
        sorted(Counter(mark for marks in odd.values_list("marks", flat=True) for mark in marks).items())
    )


def case_mends_of(log: Log) -> dict[str, int]:
    """How many cases were mended, by rule."""
    odd = ReplayedCase.objects.filter(log=log).exclude(mends=[])
    return dict(
        sorted(Counter(mend for mends in odd.values_list("mends", flat=True) for mend in mends).items())
    )


def breaches_of(log: Log) -> dict[str, int]:
    """Breaches that our rules found while the log was replayed, by rule."""
    return {
        str(row["rule"]): int(row["number"])
        for row in database.run(SQL / "breaches.sql", centre=log.centre.code)
    }


def case_rows(log: Log) -> list[dict[str, object]]:
    """One row a case in the order of the log: its number there, days of receipt, due, decision; outcome."""
    return [
        {
            "case": row["outside_number"],
            "received": row["received_on"],
            "due": row["due_on"],
            "decided": row["decided_on"],
            "outcome": outcome(due=row["due_on"], decided=row["decided_on"]),
        }
        for row in _lives(log)
    ]


def figures_of(log: Log) -> Figures:
    """The product's own figures of a replayed log, from cases, clocks and the ledger."""
    rows = _lives(log)
    lives = [Life(row["received_at"], row["due_at"], row["decided_at"]) for row in rows]
    by_day = tally(outcome(due=row["due_on"], decided=row["decided_on"]) for row in rows)
    hands = database.run(SQL / "hands.sql", centre=log.centre.code)
    [odd] = database.run(SQL / "out_of_time.sql", centre=log.centre.code)
    pairs = database.run(SQL / "controls.sql", centre=log.centre.code)
    return of_lives(lives) | {
        "outcomes_by_day": by_day,
        "events": odd["steps"],
        "events_before_case_start": odd["before_receipt"] or 0,
        "events_after_case_end": odd["after_decision"] or 0,
        "handovers_per_case": quantiles(int(row["handovers"]) for row in hands),
        "resources_per_case": quantiles(int(row["officers"]) for row in hands),
        "controls": {
            f"{row['step']} of {row['controls']}": {"same": int(row["same"]), "cases": int(row["cases"])}
            for row in pairs
        },
    }


def counts_of(log: Log) -> dict[str, object]:
    """The further numbers of a report, by name."""
    return {
        "odd": marks_of(log),
        "cases_refused": dict(sorted(log.refused_cases.items())),
        "cases_mended": case_mends_of(log),
        "acts": acts_of(log),
        "acts_refused": refused_acts_of(log),
        "breaches": breaches_of(log),
    }


def _lives(log: Log) -> list[dict[str, Any]]:
    """The cases of a log in its order; moments with the offset that the centre had then."""
    zone = ZoneInfo(log.centre.time_zone)
    return [
        {name: fixed(value, zone) if isinstance(value, datetime) else value for name, value in row.items()}
        for row in database.run(SQL / "lives.sql", log=log.pk)
    ]
