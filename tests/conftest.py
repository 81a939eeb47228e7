"""The hostile harness: whatever could go wrong unseen in a browser or in a year goes wrong here, at once.

What fails a test, wherever it happens: a template that names what is not there (pytest-django); a
warning, naive moments among them (pyproject.toml); rows without an order relied upon; the network; a
write in a GET; a page with a tag left over, a style or script inside, an id twice.
"""

from __future__ import annotations

import gettext
import os
import random
import shutil
import socket
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import DataError, connection, transaction
from django.db.models import CharField
from django.db.models.query import QuerySet
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import trans_real

import tests.append_only  # noqa: F401 (lifts the triggers of the ledger where tables are emptied)
from tests.architecture.pages import faults_of_page
from yichuang import translations

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
GET_SLICES = 21  # how many rows Django's get() asks for, to say how many there are


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--slow", action="store_true", help="run what is marked slow; so does the variable CI")


def pytest_configure(config: pytest.Config) -> None:
    if translations.compile_stale():  # Django may have read the old ones while it was set up
        trans_real._translations = {}
        trans_real._default = None
        gettext._translations.clear()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    slow = config.getoption("--slow") or os.environ.get("CI")
    for item in items:
        if item.get_closest_marker("slow") and not slow:
            item.add_marker(pytest.mark.skip(reason="slow: --slow or CI runs it"))
        if item.get_closest_marker("browser") and not CHROMIUM:
            item.add_marker(pytest.mark.skip(reason="Chromium is not installed: apt-get install -y chromium"))
        if item.get_closest_marker("look") and connection.vendor == "postgresql" and not slow:
            item.add_marker(pytest.mark.skip(reason="looks the same on SQLite: --slow or CI looks here too"))
        if item.get_closest_marker("postgresql") and connection.vendor != "postgresql":
            item.add_marker(pytest.mark.skip(reason="needs PostgreSQL: run.py test"))
        if item.get_closest_marker("sqlite") and connection.vendor != "sqlite":
            item.add_marker(pytest.mark.skip(reason="about SQLite"))
    # Playwright keeps a loop running while its browser lives, in which no other can run: it comes last.
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


# ---- hostility ----


@pytest.fixture(autouse=True, scope="session")
def _rows_without_order_come_in_any() -> Iterator[None]:
    """A queryset that names no order gives its rows shuffled; a part of one is refused."""
    honest = QuerySet._fetch_all
    dice = random.Random(20261122)

    def shuffled(self: QuerySet[Any]) -> None:
        fresh = self._result_cache is None
        honest(self)
        rows = self._result_cache
        if not fresh or rows is None or len(rows) < 2 or self.ordered or self.query.combinator:
            return
        if self.query.is_sliced and self.query.high_mark != GET_SLICES:
            raise AssertionError(f"a part of rows without an order: {self.query}")
        dice.shuffle(rows)

    QuerySet._fetch_all = shuffled
    yield
    QuerySet._fetch_all = honest


@pytest.fixture(autouse=True, scope="session")
def _words_fit_their_columns() -> Iterator[None]:
    """A text longer than its column is refused on SQLite too, which keeps it without a word."""
    honest = CharField.get_db_prep_save

    def fitting(self: CharField[Any, Any], value: Any, connection: Any) -> Any:
        kept = honest(self, value, connection)
        if isinstance(kept, str) and self.max_length and len(kept) > self.max_length:
            raise DataError(f"{len(kept)} signs for the {self.max_length} of {self}: {kept[:60]!r}")
        return kept

    CharField.get_db_prep_save = fitting  # type: ignore[method-assign]
    yield
    CharField.get_db_prep_save = honest  # type: ignore[method-assign]


@pytest.fixture(autouse=True, scope="session")
def _no_network() -> Iterator[None]:
    """Connections leave this machine for nowhere."""
    honest = socket.socket.connect

    def connect(self: socket.socket, address: Any) -> None:
        if self.family in {socket.AF_INET, socket.AF_INET6} and not is_loopback(str(address[0])):
            raise AssertionError(f"the network was asked for: {address!r}")
        honest(self, address)

    socket.socket.connect = connect  # type: ignore[method-assign]
    yield
    socket.socket.connect = honest  # type: ignore[method-assign]


def is_loopback(host: str) -> bool:
    """Whether an address is this machine."""
    return host in {"localhost", "::1", ""} or host.startswith("127.")


@pytest.fixture(autouse=True, scope="session")
def _pages_are_policed() -> Iterator[None]:
    """Every page that the test client gets is looked through."""
    honest = Client.request

    def request(self: Client, **asked: Any) -> Any:
        response = honest(self, **asked)
        if not response.streaming and "text/html" in response.headers.get("Content-Type", ""):
            faults = faults_of_page(response.content.decode(response.charset))
            assert not faults, f"{asked.get('PATH_INFO')}: " + "; ".join(faults)
        return response

    Client.request = request  # type: ignore[method-assign]
    yield
    Client.request = honest  # type: ignore[method-assign]


# ---- help ----


@pytest.fixture
def data_folder() -> Path:
    """The data folder of the tests."""
    return Path(settings.DATA)


Queries = Callable[[int], AbstractContextManager[CaptureQueriesContext]]


@pytest.fixture
def queries() -> Queries:
    """`with queries(3): …` holds a piece of code to a number of statements; shows them when it differs."""

    @contextmanager
    def exactly(number: int) -> Iterator[CaptureQueriesContext]:
        with CaptureQueriesContext(connection) as captured:
            yield captured
        said = [
            query["sql"] for query in captured.captured_queries if not query["sql"].startswith(SAVEPOINTS)
        ]
        shown = "\n".join(f"{n}. {sql[:400]}" for n, sql in enumerate(said, 1))
        assert len(said) == number, f"{len(said)} statements instead of {number}:\n{shown}"

    return exactly


SAVEPOINTS = ("SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK TO SAVEPOINT", "BEGIN", "COMMIT", "ROLLBACK")


@pytest.fixture
def queries_do_not_grow(queries: Queries) -> Callable[..., int]:
    """`queries_do_not_grow(look, grow)`: `look` needs as many statements after `grow` as before."""

    def hold(look: Callable[[], object], grow: Callable[[], object]) -> int:
        look()  # caches are warm for both
        with CaptureQueriesContext(connection) as before:
            look()
        number = len([q for q in before.captured_queries if not q["sql"].startswith(SAVEPOINTS)])
        grow()  # a request within forgets what was captured
        with queries(number):
            look()
        return number

    return hold


@pytest.fixture
def after_commit(django_capture_on_commit_callbacks: Any) -> Callable[[], AbstractContextManager[Any]]:
    """`with after_commit(): …` runs what waits for the commit, as the end of the transaction would."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@contextmanager
def refused_leaves_no_trace() -> Iterator[None]:
    """Within, what is written is taken back at the end; for tests of refusals on one transaction."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
