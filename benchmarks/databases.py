"""Databases for benchmarks: made once, copied as often as need be, opened by the product or bare.

Every copy begins with the same rows and the same counters, so that statements recorded on one mean the
same on another.
"""

from __future__ import annotations

import re
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.models import Model

START = "bench_start"
Statement = tuple[str, Any]
_PLACE = re.compile(r"(?<!%)%s")


def engine() -> str:
    """sqlite or postgresql."""
    return str(connection.vendor)


def make() -> None:
    """The first database, with its tables, opened by the product."""
    if engine() == "postgresql":
        _tell_server(f"DROP DATABASE IF EXISTS {START}", f"CREATE DATABASE {START}")
    use(START)
    call_command("migrate", verbosity=0)


def copy_of_start(name: str) -> str:
    """A copy of the first database as it is now; the product lets go of every database."""
    let_go()
    if engine() == "postgresql":
        _tell_server(
            f"DROP DATABASE IF EXISTS {name}", f"CREATE DATABASE {name} TEMPLATE {START} STRATEGY FILE_COPY"
        )
    else:
        with closing(sqlite3.connect(_file(START))) as start:
            start.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        for left in ("-wal", "-shm"):
            Path(f"{_file(name)}{left}").unlink(missing_ok=True)
        shutil.copy(_file(START), _file(name))
    return name


def drop(name: str) -> None:
    """Take a copy away."""
    let_go()
    if engine() == "postgresql":
        _tell_server(f"DROP DATABASE IF EXISTS {name}")
    else:
        _file(name).unlink(missing_ok=True)


def use(name: str) -> None:
    """Let the product work on this database."""
    let_go()
    connection.settings_dict["NAME"] = name if engine() == "postgresql" else str(_file(name))


def let_go() -> None:
    """Close what the product holds open, its pool too."""
    connection.close()
    if engine() == "postgresql":
        connection.close_pool()


# ---- recording and sending again ----


class Recorder:
    """Keeps the statements that the product sends, a list for each transaction."""

    def __init__(self) -> None:
        self.transactions: list[list[Statement]] = []

    @contextmanager
    def recording(self) -> Iterator[list[list[Statement]]]:
        """Within, everything that goes over this connection is kept; `next_transaction` between two acts."""
        with connection.execute_wrapper(self._keep):
            yield self.transactions

    def next_transaction(self) -> None:
        """What follows is the next one."""
        self.transactions.append([])

    def _keep(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:  # noqa: FBT001 (the signature is Django's)
        assert not many, sql
        self.transactions[-1].append((str(sql), _plain(params)))
        return execute(sql, params, many, context)


def _plain(params: Any) -> Any:
    """Parameters as plain values: states of ours are words."""
    match params:
        case Mapping():
            return {name: _plain(value) for name, value in params.items()}
        case list() | tuple():
            return type(params)(_plain(value) for value in params)
        case str():
            return str.__str__(params)
    return params


def send_again(
    name: str, transactions: Sequence[Sequence[Statement]], work: Callable[[Callable[[], None]], Any]
) -> Any:
    """Hand to `work` a function that sends all transactions to a copy, without the product; give what it gives."""
    if engine() == "postgresql":
        with psycopg.connect(_address(name), cursor_factory=psycopg.ClientCursor) as bare:
            return work(lambda: _send_postgresql(bare, transactions))
    ready = [[_for_sqlite(statement) for statement in each] for each in transactions]
    with closing(sqlite3.connect(_file(name), isolation_level=None)) as bare:
        bare.executescript(settings.DATABASES["default"]["OPTIONS"]["init_command"])
        return work(lambda: _send_sqlite(bare, ready))


def _send_postgresql(bare: psycopg.Connection[Any], transactions: Sequence[Sequence[Statement]]) -> None:
    cursor = bare.cursor()
    for each in transactions:
        for sql, params in each:
            cursor.execute(sql, params)  # type: ignore[arg-type]
            if cursor.description is not None:
                cursor.fetchall()
        bare.commit()


def _for_sqlite(statement: Statement) -> Statement:
    """As Django translates it: %s into ?, %(name)s into :name."""
    sql, params = statement
    if params is None:
        return sql, ()
    if isinstance(params, Mapping):
        return sql % {name: f":{name}" for name in params}, params
    return _PLACE.sub("?", sql).replace("%%", "%"), params


def _send_sqlite(bare: sqlite3.Connection, transactions: Sequence[Sequence[Statement]]) -> None:
    for each in transactions:
        for sql, params in each:
            bare.execute(sql, params).fetchall()
        if bare.in_transaction:
            bare.execute("COMMIT")


def count(name: str, table: str) -> int:
    """How many rows a table of a copy has: what was sent again must have done what the product did."""
    asked = f"SELECT count(*) FROM {table}"
    if engine() == "postgresql":
        with psycopg.connect(_address(name)) as bare:
            row = bare.execute(asked).fetchone()  # type: ignore[call-overload]
    else:
        with closing(sqlite3.connect(_file(name))) as file:
            row = file.execute(asked).fetchone()
    return int(row[0])


def _file(name: str) -> Path:
    return Path(settings.DATA) / f"{name}.sqlite3"


def _address(name: str) -> str:
    told = settings.DATABASES["default"]
    parts = {"host": told["HOST"], "port": told["PORT"], "user": told["USER"], "password": told["PASSWORD"]}
    return psycopg.conninfo.make_conninfo(
        "", dbname=name, **{key: value for key, value in parts.items() if value}
    )


def _tell_server(*statements: str) -> None:
    with psycopg.connect(_address("postgres"), autocommit=True) as server:
        for statement in statements:
            server.execute(statement)  # type: ignore[call-overload]


# ---- many rows of one ----


def clone(model: type[Model], which: str, copies: int, changed: Mapping[str, str | None]) -> None:
    """Copy the rows that `which` picks, so many times each; `n` counts from 1 in the SQL of what is changed.

    changed: SQL by column; None leaves the column to the database.
    """
    table = model._meta.db_table  # noqa: SLF001 (Django's own)
    columns = [f.column for f in model._meta.concrete_fields if changed.get(f.column, "") is not None]  # noqa: SLF001
    series = {
        "postgresql": f"generate_series(1, {copies}) AS series(n)",
        "sqlite": f"(WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < {copies}) SELECT n FROM c)",
    }[engine()]
    cast = "::date" if engine() == "postgresql" else ""
    values = [
        f"{changed[name]}{cast if name.endswith('_on') else ''}" if name in changed else f'"{name}"'
        for name in columns
    ]
    names = ", ".join(f'"{name}"' for name in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({names}) SELECT {', '.join(values)} FROM {table}, {series} WHERE {which}"
        )


def analyse() -> None:
    """Let the database look at what it has, as it would by itself in a while."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
