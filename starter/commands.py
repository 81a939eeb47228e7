"""The verbs that hand over to the product: management commands and benchmarks."""

from __future__ import annotations

import contextlib
import os
import subprocess

from starter.children import ended_by_signals
from starter.cluster import postgresql_programs, throw_away_cluster
from starter.data_folder import prepare
from starter.environment import ensure, product_environment
from starter.words import PYTHON, ROOT, Asked, say


def manage(asked: Asked) -> int:
    """Any management command, in this process' place, so that its exit code and signals are its own."""
    ensure("run")
    prepare(asked, site=False)
    words = [str(PYTHON), str(ROOT / "manage.py"), *(asked.rest or ("help",))]
    os.execve(PYTHON, words, product_environment(asked))  # noqa: S606 (files are named from where the caller stands)


def bench(asked: Asked) -> int:
    """The benchmarks; their numbers on standard output, one JSON object a line."""
    ensure("test")
    prepare(asked, site=False)
    programs = postgresql_programs()
    with contextlib.ExitStack() as stack:
        stack.enter_context(ended_by_signals())
        address = ""
        if programs is None:
            say("No PostgreSQL server (15 or newer) is installed: the benchmarks run on SQLite alone.")
        else:
            address = stack.enter_context(throw_away_cluster(programs, durable=True))
        here = product_environment(asked, YICHUANG_BENCH_POSTGRESQL=address)
        return subprocess.run(
            [str(PYTHON), "-m", "benchmarks", *asked.rest], check=False, cwd=ROOT, env=here
        ).returncode
