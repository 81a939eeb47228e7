"""The duty of deemed acceptance over many open cases: how long it takes to find nothing, and how many it accepts a second.

Floor: the same statements sent bare. The rows are copies of one application that was taken in and deferred.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from datetime import timedelta

import django

from benchmarks import databases
from benchmarks.measure import median_of, say, seconds, tell

OPEN = int(os.environ.get("YICHUANG_BENCH_OPEN", "300000"))
DUE = int(os.environ.get("YICHUANG_BENCH_DUE", "10000"))
FOR_THE_FLOOR = min(DUE, 1000)
FAR_AWAY = "2099-12-31"
FIRST_COPY = 1_000_000


def main() -> None:
    """Measure, and tell."""
    django.setup()
    from django.utils import timezone

    from yichuang.cases.commands import accept_overdue_receipts

    databases.make()
    _fill()
    today, later = timezone.now(), timezone.now() + timedelta(days=20)
    engine = databases.engine()

    databases.use(databases.copy_of_start("product"))
    assert accept_overdue_receipts(now=today) == 0
    idle = median_of(21, lambda: accept_overdue_receipts(now=today))
    recorder = databases.Recorder()
    recorder.next_transaction()
    with recorder.recording():
        accept_overdue_receipts(now=today)
    databases.let_go()
    floor: float = databases.send_again("product", recorder.transactions, lambda send: median_of(21, send))
    tell(name="deemed/idle", engine=engine, value=idle * 1000, unit="ms", floor=floor * 1000)

    done = 0
    start = time.perf_counter()
    while taken := accept_overdue_receipts(now=later):
        done += taken
    value = done / (time.perf_counter() - start)
    assert done == DUE, done

    recorded = _recorded(lambda: accept_overdue_receipts(now=later))
    databases.copy_of_start("floor")
    bare: float = databases.send_again("floor", recorded[1], seconds)
    tell(name="deemed/due", engine=engine, value=value, unit="acceptances/s", floor=recorded[0] / bare)
    databases.let_go()


def _recorded(duty: Callable[[], int]) -> tuple[int, list[list[databases.Statement]]]:
    """What the first thousand acceptances send: how many they were, and a list for each run of the duty."""
    databases.use(databases.copy_of_start("recorded"))
    recorder = databases.Recorder()
    done = 0
    with recorder.recording() as transactions:
        while done < FOR_THE_FLOOR:
            recorder.next_transaction()
            done += duty()
    sent = sum(map(len, transactions))
    say(f"deemed: {sent / done:.1f} statements for each acceptance")
    return done, transactions


def _fill() -> None:
    """One application as the product takes it in, and the others copied from it."""
    from benchmarks.hall import Bench
    from yichuang.cases.commands import Verdict
    from yichuang.cases.models import Case, CaseMaterial
    from yichuang.clocks.models import Clock
    from yichuang.ledger.models import Entry

    case = Bench().receive(Verdict.DEFER, deferral_reason="系统故障，无法当日核对材料")
    subject = f"case:{case.centre.code}/{case.number}"
    clock = Clock.objects.get(subject=subject, kind="notice")
    kept = {"id": f"{FIRST_COPY} + n", "number": "'B' || n", "receipt_number": "'BR' || n"}
    databases.clone(Case, f"id = {case.pk}", OPEN - 1, kept)
    named = {"id": f"{FIRST_COPY} + n", "subject": f"'case:{case.centre.code}/B' || n"}
    databases.clone(Clock, f"id = {clock.pk}", DUE - 1, named)
    far = {**named, "id": f"{FIRST_COPY + DUE} + n", "subject": f"'case:{case.centre.code}/B' || (n + {DUE})"}
    databases.clone(Clock, f"id = {clock.pk}", OPEN - DUE, {**far, "due_on": f"'{FAR_AWAY}'"})
    databases.clone(
        CaseMaterial, f"case_id = {case.pk}", DUE - 1, {"id": None, "case_id": f"{FIRST_COPY} + n"}
    )
    of_case = f"subject = '{subject}' AND act = 'received'"
    databases.clone(Entry, of_case, DUE - 1, {"id": None, "subject": named["subject"]})
    databases.analyse()


if __name__ == "__main__":
    main()
