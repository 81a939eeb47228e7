"""The door to a case that somebody wants to act on: locked, permitted, brought up to date, in a fitting state."""

from __future__ import annotations

from collections.abc import Mapping

from yichuang.cases import queries
from yichuang.cases.commands._accepting import accept_by_lapse
from yichuang.cases.models import Case
from yichuang.cases.rules.lifecycle import Act, State, next_state
from yichuang.cases.rules.people import ask
from yichuang.clocks.queries import clocks_of
from yichuang.kernel.acting import Acting, system
from yichuang.kernel.errors import RuleBroken


def case_to_act_on(by: Acting, number: str, act: Act, refused: Mapping[State, str] | None = None) -> Case:
    """The case, locked, for somebody whose role and place let them do this act in its state.

    What time has done already is applied first: nobody acts on an application that the law has accepted.
    refused: states in which the refusal has a code of its own, instead of "act_not_possible".
    Raises RuleBroken("no_case", "act_not_possible"), NotPermitted.
    Source: CASE-001, CASE-002, INT-006.
    """
    case = queries.case_for_change(by.centre, number)
    ask(by, act, centre=case.centre.code, department=case.department.code)
    if case.state == State.RECEIVED and _is_overdue(case, by):
        accept_by_lapse(case, system(by.centre, by.at, time_zone=by.time_zone, simulated=by.simulated))
    if refused and State(case.state) in refused:
        raise RuleBroken(refused[State(case.state)])
    next_state(State(case.state), act)
    return case


def _is_overdue(case: Case, by: Acting) -> bool:
    """Whether the days for an answer were over before today; one query."""
    subject = queries.subject(case)
    notice = clocks_of([subject])[subject].get("notice")
    return (
        notice is not None
        and notice.ended_on is None
        and notice.due_on is not None
        and notice.due_on < by.day
    )
