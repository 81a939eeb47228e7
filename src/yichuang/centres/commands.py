"""What can be done to centres, departments and windows."""

from __future__ import annotations

from django.db import transaction

from yichuang.accounts.rules.roles import Role
from yichuang.centres.models import Centre, Department, Window
from yichuang.kernel.acting import Acting
from yichuang.kernel.errors import NotPermitted, RuleBroken
from yichuang.ledger.commands import record


@transaction.atomic
def open_centre(
    *, by: Acting, code: str, name: str, short_name: str, kind: str, regulation: str, **details: str
) -> Centre:
    """Set up a centre. Raises RuleBroken("centre_exists")."""
    if not by.is_system:
        raise NotPermitted("only_system_sets_up_centres")
    if Centre.objects.filter(code=code).exists():
        raise RuleBroken("centre_exists", centre=code)
    centre = Centre.objects.create(
        code=code, name=name, short_name=short_name, kind=kind, regulation=regulation, **details
    )
    facts = {"kind": kind, "regulation": regulation}
    record(by=by, subject=f"centre:{code}", act="centre_opened", facts=facts)
    return centre


@transaction.atomic
def end_simulation(*, by: Acting, code: str, kind: str) -> Centre:
    """Turn a simulation, whose past is loaded, into an ordinary centre of `kind`. There is no way back."""
    centre = Centre.objects.select_for_update().get(code=code)
    if not by.is_system or centre.kind != "simulation":
        raise NotPermitted("only_system_sets_up_centres")
    centre.kind = kind
    centre.save(update_fields=["kind"])
    record(by=by, subject=f"centre:{code}", act="simulation_ended", facts={"kind": kind})
    return centre


@transaction.atomic
def add_department(*, by: Acting, code: str, name: str, short_name: str, **details: object) -> Department:
    """Station a department in the centre of the acting person. Raises RuleBroken("department_exists")."""
    centre = _centre_to_change(by)
    if Department.objects.filter(centre=centre, code=code).exists():
        raise RuleBroken("department_exists", department=code)
    department = Department.objects.create(
        centre=centre, code=code, name=name, short_name=short_name, **details
    )
    record(by=by, subject=f"centre:{centre.code}", act="department_added", facts={"department": code})
    return department


@transaction.atomic
def add_window(
    *,
    by: Acting,
    number: str,
    name: str,
    kind: str,
    department: Department | None = None,
    telephone: str = "",
) -> Window:
    """Open a window in the centre of the acting person. Raises RuleBroken("window_exists")."""
    centre = _centre_to_change(by)
    if Window.objects.filter(centre=centre, number=number).exists():
        raise RuleBroken("window_exists", number=number)
    window = Window.objects.create(
        centre=centre, number=number, name=name, kind=kind, department=department, telephone=telephone
    )
    facts = {"window": number, "kind": kind}
    record(by=by, subject=f"centre:{centre.code}", act="window_added", facts=facts)
    return window


def _centre_to_change(by: Acting) -> Centre:
    if not (by.is_system or by.has(Role.MANAGER, Role.ADMINISTRATOR)):
        raise NotPermitted("only_manager_changes_the_centre")
    return Centre.objects.get(code=by.centre)
