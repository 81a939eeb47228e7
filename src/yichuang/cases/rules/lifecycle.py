"""The life of a case as one table: in which state an act is possible, and where it leads. Pure.

Read it from top to bottom: it is the path of a case from the window to the archive. What must hold
besides (materials complete, another person, a letter in force) is asked by the commands.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from yichuang.kernel.errors import RuleBroken


class State(StrEnum):
    """Where a case stands (standards 3.3)."""

    RECEIVED = "received"  # 已收件
    CORRECTING = "correcting"  # 补正
    ACCEPTED = "accepted"  # 已受理，待审查
    REVIEWED = "reviewed"  # 已审查，待决定
    IN_PROCEDURE = "in_procedure"  # 特别程序
    DECIDED = "decided"  # 已决定，待出证
    FEE_DUE = "fee_due"  # 待缴费
    READY = "ready"  # 待领取
    DELIVERED = "delivered"  # 已送达
    NOT_NEEDED = "not_needed"  # 不受理：无需许可
    REFERRED = "referred"  # 不受理：不属本机关，已指引
    REFUSED = "refused"  # 不予受理
    LAPSED = "lapsed"  # 补正超时
    WITHDRAWN = "withdrawn"  # 撤回
    TERMINATED = "terminated"  # 终止
    ARCHIVED = "archived"  # 已归档


class Act(StrEnum):
    """What can be done to a case."""

    RECEIVE = "received"
    ACCEPT = "accepted"
    DEEM_ACCEPTED = "deemed_accepted"
    ASK_CORRECTION = "correction_asked"
    SUPPLEMENT = "supplemented"
    LAPSE = "lapsed"
    NOT_NEEDED = "not_needed"
    REFER = "referred"
    PROPOSE_REFUSAL = "refusal_proposed"
    REFUSE = "refused"
    REVIEW = "reviewed"
    RETURN = "returned_to_review"
    START_PROCEDURE = "procedure_started"
    END_PROCEDURE = "procedure_ended"
    EXTEND = "extended"
    DELIBERATE = "deliberated"
    STEP = "step_done"
    DECIDE = "decided"
    SETTLE_FEE = "fee_settled"
    ISSUE = "issued"
    DELIVER = "delivered"
    WITHDRAW = "withdrawn"
    TERMINATE = "terminated"
    ARCHIVE = "archived"
    OVERRIDE_DUE = "due_overridden"


S, A = State, Act
SAME: Final = None

# act: {state before: state after}; SAME leaves the state as it is.
TABLE: Final[dict[Act, dict[State, State | None]]] = {
    A.ACCEPT: {S.RECEIVED: S.ACCEPTED},
    A.DEEM_ACCEPTED: {S.RECEIVED: S.ACCEPTED},
    A.ASK_CORRECTION: {S.RECEIVED: S.CORRECTING},
    A.SUPPLEMENT: {S.CORRECTING: S.RECEIVED},
    A.LAPSE: {S.CORRECTING: S.LAPSED},
    A.NOT_NEEDED: {S.RECEIVED: S.NOT_NEEDED},
    A.REFER: {S.RECEIVED: S.REFERRED},
    A.PROPOSE_REFUSAL: {S.RECEIVED: SAME, S.ACCEPTED: SAME, S.REVIEWED: SAME},
    A.REFUSE: {S.RECEIVED: S.REFUSED},
    A.REVIEW: {S.ACCEPTED: S.REVIEWED},
    A.RETURN: {S.REVIEWED: S.ACCEPTED},
    A.START_PROCEDURE: {S.ACCEPTED: S.IN_PROCEDURE, S.REVIEWED: S.IN_PROCEDURE},
    A.END_PROCEDURE: {S.IN_PROCEDURE: SAME},  # back to where it was: `resume_state`
    A.EXTEND: {S.RECEIVED: SAME, S.ACCEPTED: SAME, S.REVIEWED: SAME, S.IN_PROCEDURE: SAME},
    A.DELIBERATE: {S.ACCEPTED: SAME, S.REVIEWED: SAME, S.IN_PROCEDURE: SAME},
    A.STEP: dict.fromkeys(State, SAME),
    A.DECIDE: {S.REVIEWED: S.DECIDED},
    A.SETTLE_FEE: {S.FEE_DUE: S.DECIDED},
    A.ISSUE: {S.DECIDED: S.READY},
    A.DELIVER: {S.READY: S.DELIVERED},
    A.WITHDRAW: dict.fromkeys(
        (S.RECEIVED, S.CORRECTING, S.ACCEPTED, S.REVIEWED, S.IN_PROCEDURE), S.WITHDRAWN
    ),
    A.TERMINATE: dict.fromkeys((S.ACCEPTED, S.REVIEWED, S.IN_PROCEDURE), S.TERMINATED),
    A.ARCHIVE: dict.fromkeys(
        (S.DELIVERED, S.NOT_NEEDED, S.REFERRED, S.REFUSED, S.LAPSED, S.WITHDRAWN, S.TERMINATED), S.ARCHIVED
    ),
    A.OVERRIDE_DUE: {S.RECEIVED: SAME, S.ACCEPTED: SAME, S.REVIEWED: SAME},
}

OPEN = frozenset({S.RECEIVED, S.CORRECTING, S.ACCEPTED, S.REVIEWED, S.IN_PROCEDURE})
AFTER_DECISION = frozenset({S.DECIDED, S.FEE_DUE, S.READY})
ENDED = frozenset(set(S) - OPEN - AFTER_DECISION)
RUNNING = frozenset({S.ACCEPTED, S.REVIEWED, S.IN_PROCEDURE})  # accepted, not decided: both clocks run


def next_state(state: State, act: Act) -> State:
    """Where an act leads. Raises RuleBroken("act_not_possible") where it cannot be done now.

    Source: CASE-002.
    """
    possible = TABLE[act]
    if state not in possible:
        raise RuleBroken("act_not_possible", state=state, act=act)
    return possible[state] or state


def acts_possible(state: State) -> frozenset[Act]:
    """The acts that the table allows in a state."""
    return frozenset(act for act, possible in TABLE.items() if state in possible)


class Outcome(StrEnum):
    """How a case ended, or was decided."""

    GRANTED = "granted"
    DENIED = "denied"
    REFUSED = "refused"
    NOT_NEEDED = "not_needed"
    REFERRED = "referred"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"
    TERMINATED = "terminated"


ENDS: Final = {
    S.REFUSED: Outcome.REFUSED,
    S.NOT_NEEDED: Outcome.NOT_NEEDED,
    S.REFERRED: Outcome.REFERRED,
    S.LAPSED: Outcome.LAPSED,
    S.WITHDRAWN: Outcome.WITHDRAWN,
    S.TERMINATED: Outcome.TERMINATED,
}
