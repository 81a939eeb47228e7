"""Connections: the guard against reads that write (law 10), and running a statement of `sql/`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from django.db import connection, connections, transaction

# ---- the guard against reads that write ----

FILED_BY_READS = "ledger_entry"
TABLES_OF_LIBRARIES = ("django_session", "axes_accessattempt", "axes_accesslog", "axes_accessfailurelog")

_filing: ContextVar[bool] = ContextVar("filing a reading", default=False)
_QUOTED = re.compile(r"'(?:[^']|'')*'|--[^\n]*|/\*.*?\*/", re.S)
_LOCKS = re.compile(r"\bFOR\s+(?:NO\s+KEY\s+)?UPDATE\b", re.I)
_SETS = re.compile(r"\bON\s+CONFLICT\b.*?\bDO\s+UPDATE\s+SET\b", re.I | re.S)
_CHANGES = re.compile(
    r"(?<![\w\".])(INSERT|UPDATE|DELETE|REPLACE|MERGE|TRUNCATE|CREATE|ALTER|DROP|COPY)\b(?!\s*\()"
    r"(?:\s+OR\s+\w+)?(?:\s+(?:INTO|FROM|ONLY|TABLE|INDEX)\b)*\s+\"?(\w+)\"?",
    re.I,
)


class WroteInARead(AssertionError):  # noqa: N818 (it says what happened)
    """A request that only reads tried to write: an error of ours, never of who asked."""


def changes_in(sql: str) -> list[tuple[str, str]]:
    """What a statement changes: pairs of the verb in capitals and the table. Empty for a read."""
    plain = _LOCKS.sub(" ", _QUOTED.sub(" ", sql))
    plain = _SETS.sub(" ON CONFLICT ", plain)
    return [(verb.upper(), table) for verb, table in _CHANGES.findall(plain)]


def may_read_do(sql: str) -> bool:
    """Whether a request that only reads may send this statement."""
    return all(
        table in TABLES_OF_LIBRARIES or (_filing.get() and (verb, table) == ("INSERT", FILED_BY_READS))
        for verb, table in changes_in(sql)
    )


def _guard(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:  # noqa: FBT001 (the signature is Django's)
    if not may_read_do(sql):
        raise WroteInARead(f"a read tried to write: {sql[:200]}")
    return execute(sql, params, many, context)


@contextmanager
def reading() -> Iterator[None]:
    """Within, statements that write are refused on every connection of this thread."""
    with ExitStack() as stack:
        for each in connections.all():
            stack.enter_context(each.execute_wrapper(_guard))
        yield


@contextmanager
def filing_a_reading() -> Iterator[None]:
    """The one write that a read may do: to file who read what, or was refused. A transaction of its own.

    Only entries of the ledger may be added, and only added.
    """
    token = _filing.set(True)
    try:
        with transaction.atomic():
            yield
    finally:
        _filing.reset(token)


# ---- statements of sql/ ----


def statement(path: Path) -> str:
    """The text of a statement: of `x.postgresql.sql` beside `x.sql` where the engine is PostgreSQL."""
    return _text(path, connection.vendor)


@cache
def _text(path: Path, engine: str) -> str:
    own = path.with_suffix(f".{engine}.sql")
    return (own if own.exists() else path).read_text(encoding="utf-8")


def run(path: Path, **params: object) -> list[dict[str, Any]]:
    """Run a statement of `sql/`; the rows that it returns, if it returns any, by the names of their columns.

    params: stand in the text as %(name)s, on both engines; a per cent sign of the text is written %%.
    Moments must be aware, and come back aware.
    """
    given = {name: _adapted(value) for name, value in params.items()}
    with connection.cursor() as cursor:
        cursor.execute(statement(path), given)
        if cursor.description is None:
            return []
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, map(_aware, row), strict=True)) for row in cursor.fetchall()]


def _adapted(value: object) -> Any:
    if isinstance(value, datetime):
        assert value.tzinfo is not None, "a moment without a time zone"
        return connection.ops.adapt_datetimefield_value(value)
    return value


def _aware(value: object) -> object:
    if isinstance(value, datetime) and value.tzinfo is None:
        return value.replace(tzinfo=UTC)
    return value
