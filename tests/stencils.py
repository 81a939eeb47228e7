"""Stories that begin alike are told once: the first telling goes through the commands, later ones copy its rows.

Only into an empty database, and only what the first telling added; whatever else is there, the story is told
in full. What is copied is exactly what the commands wrote, ledger and numbers included.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from django.apps import apps
from django.db import connection

T = TypeVar("T")
Rows = dict[str, list[tuple[Any, ...]]]
BEGINNINGS = (
    "centres_centre",
    "accounts_user",
    "ledger_entry",
)  # one of these has a row wherever a story began
OF_DJANGO = {"auth", "contenttypes"}


@dataclass(frozen=True, slots=True)
class Stencil:
    """What one telling added to each table, and what it gave to the test."""

    rows: Rows
    told: Any


_stencils: dict[Hashable, Stencil] = {}


def once(key: Hashable, tell: Callable[[], T]) -> T:
    """What `tell` gives; where a story of this key was told before, its rows and a copy of what it gave."""
    if not _is_empty():
        return tell()
    if key not in _stencils:
        before = _all_rows()
        told = tell()
        after = _all_rows()
        added = {
            table: [row for row in rows if row not in before.get(table, [])] for table, rows in after.items()
        }
        _stencils[key] = Stencil({table: rows for table, rows in added.items() if rows}, deepcopy(told))
        return told
    stencil = _stencils[key]
    with connection.cursor() as cursor:
        for table, rows in stencil.rows.items():
            place = "(" + ", ".join(["%s"] * len(rows[0])) + ")"
            columns = ", ".join(map(connection.ops.quote_name, _columns()[table]))
            values = ", ".join([place] * len(rows))
            cursor.execute(
                f"INSERT INTO {table} ({columns}) VALUES {values}", [each for row in rows for each in row]
            )
    return deepcopy(stencil.told)  # type: ignore[no-any-return]


def _is_empty() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + " OR ".join(f"EXISTS (SELECT 1 FROM {table})" for table in BEGINNINGS))
        return not cursor.fetchone()[0]


@cache
def _columns() -> dict[str, list[str]]:
    """The columns of every table of the product."""
    models = [m for m in apps.get_models(include_auto_created=True) if m._meta.app_label not in OF_DJANGO]
    return {m._meta.db_table: [field.column for field in m._meta.local_concrete_fields] for m in models}


def _all_rows() -> Rows:
    """Every row of every table that has one."""
    found: Rows = {}
    with connection.cursor() as cursor:
        for table, columns in _columns().items():
            cursor.execute(f"SELECT {', '.join(map(connection.ops.quote_name, columns))} FROM {table}")
            if rows := cursor.fetchall():
                found[table] = list(map(tuple, rows))
    return found
