"""Many take numbers at once, and some change their minds: no gap, no double, on both engines.

On PostgreSQL threads with connections of their own; on SQLite processes on one file. INT-001, RCP-001.
"""

from __future__ import annotations

import random
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from django.db import connection, transaction

from yichuang.numbering.commands import take
from yichuang.numbering.queries import last_taken

HERE = Path(__file__).parent
TAKERS = 6
TRIES = 40
RECEIPTS = "receipt:LZ:2026"


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="on SQLite with processes, below")
def test_threads_on_postgresql():
    together = Barrier(TAKERS)

    def taker(seed: int) -> list[int]:
        mind, kept = random.Random(seed), []
        together.wait()
        try:
            for _ in range(TRIES):
                gives_up = mind.random() < 0.3
                with transaction.atomic():
                    number = take(RECEIPTS)
                    transaction.set_rollback(gives_up)
                if not gives_up:
                    kept.append(number)
        finally:
            connection.close()
        return kept

    with ThreadPoolExecutor(TAKERS) as pool:
        kept = [number for numbers in pool.map(taker, range(TAKERS)) for number in numbers]
    assert sorted(kept) == list(range(1, len(kept) + 1))
    assert last_taken(RECEIPTS) == len(kept)
    assert 0 < len(kept) < TAKERS * TRIES  # some were rolled back


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
def test_a_second_taker_waits_for_the_first_and_gets_its_number_if_it_gives_up():
    """The row is locked until the end: Wu waits while Chen hesitates; Chen gives up, Wu gets number 1."""
    taken, give_up = Barrier(2), Barrier(2)

    def chen() -> None:
        try:
            with transaction.atomic():
                assert take(RECEIPTS) == 1
                taken.wait()
                give_up.wait()
                transaction.set_rollback(True)
        finally:
            connection.close()

    def wu() -> int:
        try:
            with transaction.atomic():
                return take(RECEIPTS)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        hesitating = pool.submit(chen)
        taken.wait()
        waiting = pool.submit(wu)
        with pytest.raises(TimeoutError):
            waiting.result(timeout=0.2)
        give_up.wait()
        assert waiting.result(timeout=10) == 1
        hesitating.result(timeout=10)


def test_processes_on_sqlite(tmp_path):
    """Six processes on one file of a data folder of their own, with the settings of the product."""
    environment = {"YICHUANG_DATA": str(tmp_path), "PYTHONPATH": f"{HERE.parent.parent / 'src'}"}
    run = [sys.executable, "-W", "error", str(HERE / "taker.py")]
    subprocess.run([*run, "prepare"], env=environment, check=True, timeout=120)
    takers = [
        subprocess.Popen([*run, str(seed), str(TRIES)], env=environment, stdout=subprocess.PIPE, text=True)
        for seed in range(TAKERS)
    ]
    kept: list[int] = []
    for taker in takers:
        told, _ = taker.communicate(timeout=120)
        assert taker.returncode == 0
        kept += map(int, told.split())
    assert sorted(kept) == list(range(1, len(kept) + 1))
    assert 0 < len(kept) < TAKERS * TRIES
