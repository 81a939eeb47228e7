"""Who may do what to the catalogue of a centre. Pure."""

from __future__ import annotations

from yichuang.accounts.rules.roles import Role
from yichuang.kernel.acting import Acting
from yichuang.kernel.errors import NotPermitted


def may_draft(by: Acting, *, centre: str, department: str) -> bool:
    """Whether somebody may write drafts for a department: its own officers, and the committee.

    Source: CAT-004.
    """
    return may_submit(by, centre=centre, department=department) or may_decide(by, centre=centre)


def may_submit(by: Acting, *, centre: str, department: str) -> bool:
    """Whether somebody speaks for the department: its chief representative or a window officer of it.

    Source: CAT-004.
    """
    return by.centre == centre and by.department == department and by.has(Role.CHIEF, Role.WINDOW)


def may_decide(by: Acting, *, centre: str) -> bool:
    """Whether somebody acts for the management committee of the centre.

    Source: CAT-004.
    """
    return by.centre == centre and by.has(Role.MANAGER)


def ask_draft(by: Acting, *, centre: str, department: str, department_name: str) -> None:
    """Raises NotPermitted("not_of_the_department") unless `may_draft`; the system itself may import."""
    if not (by.is_system and by.centre == centre) and not may_draft(by, centre=centre, department=department):
        raise NotPermitted("not_of_the_department", department=department_name)


def ask_submit(by: Acting, *, centre: str, department: str, department_name: str) -> None:
    """Raises NotPermitted("not_of_the_department") unless `may_submit`."""
    if not may_submit(by, centre=centre, department=department):
        raise NotPermitted("not_of_the_department", department=department_name)


def ask_decide(by: Acting, *, centre: str) -> None:
    """Raises NotPermitted("not_of_the_committee") unless `may_decide`."""
    if not may_decide(by, centre=centre):
        raise NotPermitted("not_of_the_committee")
