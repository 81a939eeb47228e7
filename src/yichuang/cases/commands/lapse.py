"""What time itself does to cases: acceptance for want of a notice, closing for want of corrections.

Duties of the worker, safe to repeat, to kill, and to run twice at once: each case is locked and looked at
again. A case that is refused (its department has no seal …) stops no other.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import datetime

from django.db import transaction

from yichuang.cases import queries
from yichuang.cases.commands import _common as c
from yichuang.cases.commands._deemed import accept_all_by_lapse
from yichuang.cases.commands._papers import ended_data
from yichuang.cases.models import Case
from yichuang.cases.rules.lifecycle import Act, State
from yichuang.centres.queries import ordinary_centres
from yichuang.clocks import commands as clocks
from yichuang.clocks.queries import overdue
from yichuang.kernel.acting import Acting, system
from yichuang.kernel.errors import Refused

BATCH = 200

log = logging.getLogger(__name__)
Do = Callable[[Sequence[Case], Acting], None]


def accept_overdue_receipts(*, now: datetime) -> int:
    """Accept by lapse of time what nobody accepted or sent back within the statutory days; how many.

    Some hundreds a call, in transactions of its own. Dated back to the receipt; judged by the policy of that
    day, its notice numbered today. Source: INT-006.
    """
    return _each_due("notice", State.RECEIVED, now, accept_all_by_lapse)


def close_unanswered_corrections(*, now: datetime) -> int:
    """Close applications whose corrections were not supplied in time (补正超时); how many.

    Some hundreds a call, in transactions of its own. Source: INT-009.
    """
    return _each_due("correction", State.CORRECTING, now, _close_all)


def _close_all(cases: Sequence[Case], by: Acting) -> None:
    for case in cases:
        case.save(update_fields=c.move(case, Act.LAPSE, by))
        entry = c.file(case, Act.LAPSE, by)
        clocks.end_all(queries.subject(case), by.day)
        c.hand_out(case, "ending", by, entry, ended_data(case, by, "逾期未补正申请材料"))
        c.tell(case, by, "lapsed")


def _each_due(kind: str, state: State, now: datetime, do: Do) -> int:
    """What is overdue, centre by centre; a simulation is left alone: its time is the log's."""
    done = 0
    for centre in ordinary_centres():
        by = system(centre.code, now, time_zone=centre.time_zone)
        subjects = overdue(kind, by.day).filter(centre=centre.code).values_list("subject", flat=True)
        passed = 0  # those in front that could not be done: they shall not keep the others waiting
        while batch := [queries.named_by(subject)[1] for subject in subjects[passed : passed + BATCH]]:
            some = _batch(centre.code, batch, state, by, do)
            done += some
            if some:
                break
            passed += len(batch)
    return done


def _batch(centre: str, numbers: Sequence[str], state: State, by: Acting, do: Do) -> int:
    """All of a batch in one transaction; where one is refused, each in its own. How many were done."""
    try:
        return _together(centre, numbers, state, by, do)
    except Refused as refused:
        if len(numbers) == 1:
            log.error("%s of centre %s could not be done by lapse of time: %s", numbers[0], centre, refused)  # noqa: TRY400 (a refusal, not a fault)
            return 0
    return sum(_batch(centre, [number], state, by, do) for number in numbers)


@transaction.atomic
def _together(centre: str, numbers: Sequence[str], state: State, by: Acting, do: Do) -> int:
    cases = [case for case in queries.cases_for_change(centre, numbers) if case.state == state]
    do(cases, by)
    return len(cases)
