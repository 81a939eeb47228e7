"""Whole cases per second: five steps through the commands, documents' data included, typesetting left to the worker.

By one process, and by two on the same database. Floor: the same statements sent bare. For two processes on
PostgreSQL each sends to a copy of its own, so that the floor knows no waiting for each other's numbers; SQLite
has one writer at a time, so that its floor for two is that for one.
"""

from __future__ import annotations

import cProfile
import io
import multiprocessing
import os
import pstats
import time
from collections import Counter
from collections.abc import Callable
from functools import partial

import django

from benchmarks import databases
from benchmarks.measure import say, seconds, tell

CASES = int(os.environ.get("YICHUANG_BENCH_CASES", "300"))
RUNS = 3
WARM = 5
TABLE = "cases_case"


def main() -> None:
    """Measure, and tell."""
    django.setup()
    from benchmarks.hall import Bench

    databases.make()
    bench = Bench()
    for _ in range(WARM):
        bench.a_case()
    recorded = _recorded(bench)
    floor_one = CASES / _bare(recorded)
    one = CASES / min(_product(bench) for _ in range(RUNS))
    tell(name="case/one process", engine=databases.engine(), value=one, unit="cases/s", floor=floor_one)
    floor_two = floor_one if databases.engine() == "sqlite" else CASES / _bare_by_two(recorded)
    two = CASES / min(_product_by_two(bench) for _ in range(RUNS))
    tell(name="case/two processes", engine=databases.engine(), value=two, unit="cases/s", floor=floor_two)
    _profile(bench)
    databases.let_go()


def _recorded(bench: object) -> list[list[databases.Statement]]:
    """What one run sends, a list for each step. Says how many statements each step is."""
    databases.use(databases.copy_of_start("recorded"))
    recorder = databases.Recorder()
    recorder.next_transaction()
    with recorder.recording() as transactions:
        for _ in range(CASES):
            bench.a_case(after_each=recorder.next_transaction)  # type: ignore[attr-defined]
    databases.let_go()
    done = databases.count("recorded", TABLE)
    assert done == CASES + WARM, done
    each = len(bench.steps)  # type: ignore[attr-defined]
    for place, (name, _step) in enumerate(bench.steps):  # type: ignore[attr-defined]
        counts = Counter(len(transaction) for transaction in transactions[place : each * CASES : each])
        say(f"case: {name}: {counts.most_common(1)[0][0]} statements, savepoints counted")
    return transactions[:-1]


def _product(bench: object) -> float:
    databases.use(databases.copy_of_start("product"))
    bench.a_case()  # type: ignore[attr-defined] # the connection is made before the clock starts
    return seconds(lambda: _cases(bench, CASES))


def _cases(bench: object, number: int) -> None:
    for _ in range(number):
        bench.a_case()  # type: ignore[attr-defined]


def _product_by_two(bench: object) -> float:
    databases.use(databases.copy_of_start("product"))
    databases.let_go()
    return _by_two(lambda _place: (bench.a_case, lambda: _cases(bench, CASES // 2)))  # type: ignore[attr-defined]


def _bare(recorded: list[list[databases.Statement]]) -> float:
    def once() -> float:
        databases.copy_of_start("floor")
        found: float = databases.send_again("floor", recorded, seconds)
        assert databases.count("floor", TABLE) == CASES + WARM
        return found

    return min(once() for _ in range(RUNS))


def _bare_by_two(recorded: list[list[databases.Statement]]) -> float:
    half = recorded[: len(recorded) // 2]

    def each(place: int) -> tuple[Callable[[], object], Callable[[], object]]:
        return lambda: None, partial(databases.send_again, f"floor{place}", half, lambda send: send())

    def once() -> float:
        for place in range(2):
            databases.copy_of_start(f"floor{place}")
        return _by_two(each)

    return min(once() for _ in range(RUNS))


def _by_two(work_of: Callable[[int], tuple[Callable[[], object], Callable[[], object]]]) -> float:
    """From the moment both are ready until both are done. work_of: of each the preparation and the work."""
    forked = multiprocessing.get_context("fork")
    together = forked.Barrier(3)

    def process(place: int) -> None:
        prepare, work = work_of(place)
        prepare()
        together.wait()
        work()

    processes = [forked.Process(target=process, args=(place,)) for place in range(2)]
    for each in processes:
        each.start()
    together.wait()
    start = time.perf_counter()
    for each in processes:
        each.join()
    took = time.perf_counter() - start
    assert all(each.exitcode == 0 for each in processes), "one of the two failed"
    return took


def _profile(bench: object) -> None:
    """Where the time goes, for people: the twelve functions that cost most of themselves."""
    databases.use(databases.copy_of_start("product"))
    profile = cProfile.Profile()
    profile.runcall(_cases, bench, max(CASES // 6, 10))
    told = io.StringIO()
    pstats.Stats(profile, stream=told).sort_stats("tottime").print_stats(14)
    say("\n".join(line for line in told.getvalue().splitlines() if line.strip())[:4000])


if __name__ == "__main__":
    main()
