"""What time itself does to cases: acceptance for want of a notice, closing for want of corrections.

Duties of the worker, safe to repeat and to run twice at once: each case is locked and looked at again.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from yichuang.cases import queries
from yichuang.cases.commands import _common as c
from yichuang.cases.commands._accepting import accept_by_lapse
from yichuang.cases.commands._papers import ended_data
from yichuang.cases.models import Case
from yichuang.cases.rules.lifecycle import Act, State
from yichuang.centres.queries import ordinary_centres
from yichuang.clocks import commands as clocks
from yichuang.clocks.queries import overdue
from yichuang.kernel.acting import Acting, system

BATCH = 200


@transaction.atomic
def accept_overdue_receipts(*, now: datetime) -> int:
    """Accept by lapse of time what nobody accepted or sent back within the statutory days; how many.

    Dated back to the receipt; judged by the policy of that day, its notice numbered today.
    Source: INT-006.
    """
    return _each_due("notice", State.RECEIVED, now, accept_by_lapse)


@transaction.atomic
def close_unanswered_corrections(*, now: datetime) -> int:
    """Close applications whose corrections were not supplied in time (补正超时); how many.

    Source: INT-009.
    """
    return _each_due("correction", State.CORRECTING, now, _close)


def _close(case: Case, by: Acting) -> None:
    case.save(update_fields=c.move(case, Act.LAPSE, by))
    entry = c.file(case, Act.LAPSE, by)
    clocks.end_all(queries.subject(case), by.day)
    c.hand_out(case, "ending", by, entry, ended_data(case, by, "逾期未补正申请材料"))
    c.tell(case, by, "lapsed")


def _each_due(kind: str, state: State, now: datetime, do: Callable[[Case, Acting], None]) -> int:
    """Look at what is overdue, centre by centre; a simulation is left alone: its time is the log's."""
    done = 0
    for centre in ordinary_centres():
        by = system(centre.code, now, time_zone=centre.time_zone)
        for subject in (
            overdue(kind, by.day).filter(centre=centre.code).values_list("subject", flat=True)[:BATCH]
        ):
            case = queries.case_for_change(*queries.named_by(subject))
            if case.state == state:
                do(case, by)
                done += 1
    return done
