"""Emptying the tables between tests that commit: the ledger's triggers refuse, so they are lifted for it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module

from django.db import connection
from django.test import TransactionTestCase

_MIGRATION = import_module("yichuang.ledger.migrations.0002_append_only")


@contextmanager
def lifted() -> Iterator[None]:
    """The ledger without its triggers. Tests only: to plant a fault, or to empty the tables afterwards."""
    _run(_MIGRATION.LIFT)
    yield
    _run(_MIGRATION.LAY)


def _run(statements: dict[str, list[str]]) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # it alters no table that has checks pending
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for statement in statements[connection.vendor]:
            cursor.execute(statement)


def empty_after_tests_that_commit() -> None:
    """Let Django empty the tables after such a test: only there are the triggers lifted.

    Called once, by importing this module in a conftest.py.
    """
    teardown = TransactionTestCase._fixture_teardown

    def lifted_teardown(self: TransactionTestCase) -> None:
        with lifted():
            teardown(self)

    TransactionTestCase._fixture_teardown = lifted_teardown


empty_after_tests_that_commit()
