"""The tests, on both engines at the same time."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from typing import IO

from starter.children import end, ended_by_signals
from starter.cluster import postgresql_programs, throw_away_cluster
from starter.data_folder import translate
from starter.environment import ensure, product_environment
from starter.words import BAD_ARGUMENTS, DONE, PYTHON, ROOT, WRONG, Asked, Stop, say


def pytest_words(asked: Asked) -> tuple[list[str], set[str]]:
    """How pytest is called, and on which engines."""
    engines = {"--sqlite", "--postgresql"}
    wanted = engines & set(asked.rest) or engines
    rest = [word for word in asked.rest if word not in engines and word != "--"]
    return [str(PYTHON), "-m", "pytest", *rest], wanted


def test(asked: Asked) -> int:
    """The suite on both engines at the same time; what PostgreSQL's run says is shown afterwards."""
    ensure("test")
    translate(asked)
    words, engines = pytest_words(asked)
    programs = postgresql_programs()
    if "--postgresql" in engines and programs is None:
        say("No PostgreSQL server (15 or newer) is installed: the suite does not run on it.")
        if os.environ.get("CI"):
            raise Stop("Where CI is set that is a failure: apt-get install -y postgresql")
        engines = engines - {"--postgresql"}
    with contextlib.ExitStack() as stack:
        stack.enter_context(ended_by_signals())
        runs: dict[str, subprocess.Popen[bytes]] = {}
        aside = stack.enter_context(tempfile.TemporaryFile()) if len(engines) == 2 else None
        if "--postgresql" in engines and programs is not None:
            address = stack.enter_context(throw_away_cluster(programs))
            stack.callback(lambda: end(runs.values()))  # before the server they talk to
            runs["PostgreSQL"] = _suite(words, asked, address, aside)
        if "--sqlite" in engines:
            say("On SQLite:")
            runs["SQLite"] = _suite(words, asked, "", None)
        codes = {engine: runs[engine].wait() for engine in sorted(runs, reverse=True)}
        if aside is not None:
            say("On PostgreSQL:")
            aside.seek(0)
            shutil.copyfileobj(aside, sys.stdout.buffer)
            sys.stdout.flush()
        return verdict(codes)


def _suite(
    words: Sequence[str], asked: Asked, address: str, out: IO[bytes] | None
) -> subprocess.Popen[bytes]:
    """pytest on one engine, with the settings and the data folder of the tests."""
    environment = product_environment(asked, YICHUANG_DATABASE_URL=address)
    del environment["DJANGO_SETTINGS_MODULE"], environment["YICHUANG_DATA"]
    return subprocess.Popen(words, cwd=ROOT, env=environment, stdout=out, stderr=out)


def verdict(codes: Mapping[str, int]) -> int:
    """Our exit code for pytest's, by engine: 2 where it did not understand its arguments."""
    for engine, code in codes.items():
        say(f"{engine}: {'passed' if code == 0 else f'failed (pytest says {code})'}")
    if not any(codes.values()):
        return DONE
    return BAD_ARGUMENTS if set(codes.values()) == {4} else WRONG
