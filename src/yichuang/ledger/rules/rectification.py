"""When a mistaken entry may be rectified. Pure."""

from __future__ import annotations

from yichuang.kernel.errors import RuleBroken

TAKEN_BACK = "taken_back"  # the act of an entry that only says: this did not happen


def check_rectification(
    *, act: str, same_centre: bool, superseded: bool, actor: str, approver: str, reason: str
) -> None:
    """Whether an entry of this act may be rectified by this person with that approver.

    Source: CASE-001, CASE-012.
    """
    if not same_centre:
        raise RuleBroken("another_centre")
    if superseded:
        raise RuleBroken("already_rectified")
    if act == TAKEN_BACK:
        raise RuleBroken("nothing_stands_there")
    if not reason.strip():
        raise RuleBroken("reason_missing")
    if not approver.strip():
        raise RuleBroken("approver_missing")
    if approver == actor:
        raise RuleBroken("approver_is_the_actor")
