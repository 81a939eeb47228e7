"""Who may do what to a case, as far as roles and persons decide it. Pure.

What a letter of delegation covers is asked of the delegation package; here stands who the roles let in.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from yichuang.accounts.rules.roles import Role
from yichuang.cases.rules.lifecycle import Act
from yichuang.kernel.acting import Acting
from yichuang.kernel.errors import NotPermitted

_WINDOW = (Role.WINDOW, Role.REVIEWER, Role.CHIEF)

ROLES: Final[Mapping[Act, tuple[Role, ...]]] = {
    Act.RECEIVE: _WINDOW,
    Act.ACCEPT: _WINDOW,
    Act.ASK_CORRECTION: _WINDOW,
    Act.SUPPLEMENT: _WINDOW,
    Act.NOT_NEEDED: _WINDOW,
    Act.REFER: _WINDOW,
    Act.PROPOSE_REFUSAL: _WINDOW,
    Act.REFUSE: (Role.REVIEWER, Role.CHIEF),
    Act.REVIEW: (Role.REVIEWER, Role.WINDOW),
    Act.RETURN: (Role.CHIEF,),
    Act.START_PROCEDURE: (Role.REVIEWER, Role.CHIEF),
    Act.END_PROCEDURE: (Role.REVIEWER, Role.CHIEF),
    Act.EXTEND: (Role.CHIEF,),
    Act.DELIBERATE: (Role.REVIEWER, Role.CHIEF),
    Act.STEP: _WINDOW,
    Act.DECIDE: (Role.CHIEF,),
    Act.SETTLE_FEE: (Role.CASHIER,),
    Act.ISSUE: (Role.WINDOW, Role.CHIEF),
    Act.DELIVER: (Role.WINDOW,),
    Act.WITHDRAW: _WINDOW,
    Act.TERMINATE: (Role.CHIEF,),
    Act.ARCHIVE: (Role.ARCHIVIST,),
    Act.OVERRIDE_DUE: _WINDOW,
}

# Done by the department's own people; the others serve every department from a window of the centre.
OF_THE_DEPARTMENT: Final = frozenset(
    {Act.REVIEW, Act.RETURN, Act.START_PROCEDURE, Act.END_PROCEDURE, Act.EXTEND, Act.DELIBERATE, Act.DECIDE,
     Act.REFUSE, Act.TERMINATE}
)  # fmt: skip


def may(by: Acting, act: Act, *, centre: str, department: str) -> bool:
    """Whether role, centre and department let somebody do this. The system may do everything in its centre.

    Source: DEL-003.
    """
    if by.centre != centre:
        return False
    if by.is_system:
        return True
    if not by.has(*ROLES[act]):
        return False
    return act not in OF_THE_DEPARTMENT or by.department in {None, department}


def ask(by: Acting, act: Act, *, centre: str, department: str) -> None:
    """Raises NotPermitted where `may` says no: "other_centre", "other_department" or "not_your_role".

    Source: DEL-003.
    """
    if may(by, act, centre=centre, department=department):
        return
    if by.centre != centre:
        raise NotPermitted("other_centre")
    if by.has(*ROLES[act]):
        raise NotPermitted("other_department")
    raise NotPermitted("not_your_role", act=act)
