"""Who may open an issued document: it names people. Pure."""

from __future__ import annotations

from collections.abc import Set

from yichuang.accounts.rules.roles import Role

WHOLE_CENTRE = frozenset({Role.WINDOW, Role.MANAGER, Role.SUPERVISOR, Role.ARCHIVIST})
OWN_DEPARTMENT = frozenset({Role.REVIEWER, Role.CHIEF})


def may_open(
    *,
    roles: Set[str],
    centre: str,
    department: str | None,
    of_centre: str,
    of_department: str,
) -> bool:
    """Whether an officer may open a document of `of_centre` and `of_department` ("": the centre's own).

    Window officers, management, supervision and archivists open those of their centre; reviewers and
    chief representatives those of their department; a cashier or an administrator none as such.
    Source: SEC-006.
    """
    if centre != of_centre:
        return False
    if not WHOLE_CENTRE.isdisjoint(roles):
        return True
    return not OWN_DEPARTMENT.isdisjoint(roles) and of_department in {department, ""}
