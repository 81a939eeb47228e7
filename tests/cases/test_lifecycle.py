"""The table of states and acts. Source: CASE-002."""

from __future__ import annotations

import pytest

from yichuang.cases.rules.lifecycle import (
    AFTER_DECISION,
    ENDED,
    OPEN,
    SAME,
    TABLE,
    Act,
    State,
    acts_possible,
    next_state,
)
from yichuang.cases.wording import ACT_NAMES, STATE_NAMES
from yichuang.kernel.errors import RuleBroken


@pytest.mark.parametrize(
    ("state", "act", "after"),
    [
        (State.RECEIVED, Act.ACCEPT, State.ACCEPTED),
        (State.RECEIVED, Act.ASK_CORRECTION, State.CORRECTING),
        (State.CORRECTING, Act.SUPPLEMENT, State.RECEIVED),
        (State.CORRECTING, Act.LAPSE, State.LAPSED),
        (State.ACCEPTED, Act.REVIEW, State.REVIEWED),
        (State.REVIEWED, Act.RETURN, State.ACCEPTED),
        (State.REVIEWED, Act.DECIDE, State.DECIDED),
        (State.DECIDED, Act.ISSUE, State.READY),
        (State.READY, Act.DELIVER, State.DELIVERED),
        (State.DELIVERED, Act.ARCHIVE, State.ARCHIVED),
        (State.REVIEWED, Act.EXTEND, State.REVIEWED),
    ],
)
def test_where_an_act_leads(state, act, after):
    assert next_state(state, act) is after


@pytest.mark.parametrize(
    ("state", "act"),
    [
        pytest.param(State.RECEIVED, Act.REVIEW, id="no review before acceptance"),
        pytest.param(State.ACCEPTED, Act.DECIDE, id="no decision before the review"),
        pytest.param(State.ACCEPTED, Act.ACCEPT, id="accepted once"),
        pytest.param(State.ACCEPTED, Act.ASK_CORRECTION, id="no correction after acceptance"),
        pytest.param(State.FEE_DUE, Act.ISSUE, id="no result before the fee"),
        pytest.param(State.DECIDED, Act.DELIVER, id="nothing is handed over before it is made"),
        pytest.param(State.DECIDED, Act.WITHDRAW, id="no withdrawal after the decision"),
        pytest.param(State.ARCHIVED, Act.DELIVER, id="a filed case is read-only"),
        pytest.param(State.IN_PROCEDURE, Act.DECIDE, id="no decision while the procedure goes on"),
    ],
)
def test_what_cannot_be_done(state, act):
    with pytest.raises(RuleBroken, match="act_not_possible"):
        next_state(state, act)


def test_every_state_is_open_after_the_decision_or_ended_and_has_a_name():
    assert set(State) == OPEN | AFTER_DECISION | ENDED
    assert not OPEN & AFTER_DECISION
    assert set(STATE_NAMES) == set(State)
    assert set(ACT_NAMES) == set(Act)


def test_from_every_open_state_an_end_can_be_reached():
    def reach(state, seen):
        for act in acts_possible(state):
            after = TABLE[act][state]
            if after is not SAME and after not in seen:
                reach(after, seen | {after})
                seen |= {after}
        return seen

    back = {State.IN_PROCEDURE: {State.ACCEPTED}}
    for state in OPEN:
        reached = reach(state, {state}) | back.get(state, set())
        assert reached & ENDED, state


def test_a_filed_case_lets_only_a_step_be_noted():
    assert acts_possible(State.ARCHIVED) == {Act.STEP}
