"""Connections: the guard against reads that write (law 10), statements of `sql/`, and selects compiled once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, connections, transaction
from django.db.models import Model, QuerySet
from django.db.models.query import get_related_populators

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


# ---- selects compiled once ----

M = TypeVar("M", bound=Model)


@dataclass(frozen=True, slots=True)
class _Compiled:
    """The text of a select on one connection, and how its rows become objects."""

    sql: str
    params: tuple[Any, ...]
    compiler: Any
    converters: Any
    names: list[str]
    begin: int
    end: int
    populators: list[Any]
    locks: bool


class Prepared(Generic[M]):
    """A select whose text is made once for each connection; for what nearly every act asks.

    Django spends many times as long on the text of a wide select as the database on its answer. make: gives
    the queryset for some named texts; its shape must not depend on them. It may follow foreign keys
    (`select_related`) and lock, but not prefetch. tests/test_database.py holds that it gives what Django gives.
    """

    def __init__(self, make: Callable[..., QuerySet[M]]) -> None:
        self._make = make

    def fetch(self, **texts: str) -> list[M]:
        """The rows for these texts, as objects. One statement."""
        compiled = self._compiled(tuple(texts))
        assert connection.in_atomic_block or not compiled.locks, "a lock outside a transaction holds nothing"
        params = [texts[value.name] if isinstance(value, _Place) else value for value in compiled.params]
        with connection.cursor() as cursor:
            cursor.execute(compiled.sql, params)
            rows: Any = cursor.fetchall()
        if compiled.converters:
            rows = compiled.compiler.apply_converters(rows, compiled.converters)
        return [self._object(compiled, row) for row in rows]

    def _object(self, compiled: _Compiled, row: Any) -> M:
        model: type[M] = compiled.compiler.klass_info["model"]
        found = model.from_db(DEFAULT_DB_ALIAS, compiled.names, row[compiled.begin : compiled.end])
        for populator in compiled.populators:
            populator.populate(row, found)
        return found

    def _compiled(self, names: tuple[str, ...]) -> _Compiled:
        kept = vars(connections[DEFAULT_DB_ALIAS]).setdefault("prepared_selects", {})
        if self not in kept:
            kept[self] = self._compile(names)
        compiled: _Compiled = kept[self]
        return compiled

    def _compile(self, names: tuple[str, ...]) -> _Compiled:
        places = {f"the place of {name}": _Place(name) for name in names}
        queryset = self._make(**{place.name: text for text, place in places.items()})
        compiler = queryset.query.get_compiler(DEFAULT_DB_ALIAS)
        sql, params = compiler.as_sql()
        info = compiler.klass_info
        columns = info["select_fields"]
        begin, end = columns[0], columns[-1] + 1
        return _Compiled(
            sql=sql,
            params=tuple(places.get(value, value) if isinstance(value, str) else value for value in params),
            compiler=compiler,
            converters=compiler.get_converters([each[0] for each in compiler.select]),
            names=[each[0].target.attname for each in compiler.select[begin:end]],
            begin=begin,
            end=end,
            populators=get_related_populators(info, compiler.select, DEFAULT_DB_ALIAS),  # type: ignore[call-arg] # of Django 6
            locks=bool(queryset.query.select_for_update),
        )


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a text stands among the parameters."""

    name: str
