"""Questions about centres, departments and windows."""

from __future__ import annotations

from yichuang.centres.models import Centre, Department, Window


def centre(code: str) -> Centre:
    """The centre of this code. Raises Centre.DoesNotExist."""
    return Centre.objects.get(code=code)


def ordinary_centres() -> list[Centre]:
    """The centres that live in real time: all but simulations."""
    return list(Centre.objects.exclude(kind="simulation").order_by("code"))


def department(centre_code: str, code: str) -> Department:
    """A department of a centre. Raises Department.DoesNotExist."""
    return Department.objects.select_related("centre").get(centre__code=centre_code, code=code)


def departments(centre_code: str) -> list[Department]:
    """The departments of a centre, by code."""
    return list(Department.objects.filter(centre__code=centre_code).order_by("code"))


def window(centre_code: str, number: str) -> Window:
    """A window of a centre. Raises Window.DoesNotExist."""
    return Window.objects.select_related("department").get(centre__code=centre_code, number=number)


def windows(centre_code: str) -> list[Window]:
    """The windows of a centre that are in use, by number, with their departments."""
    shown = Window.objects.filter(centre__code=centre_code, in_use=True)
    return list(shown.select_related("department").order_by("number"))


def codes() -> set[str]:
    """The codes of all centres."""
    return set(Centre.objects.values_list("code", flat=True))


def public_centre(code: str = "") -> Centre | None:
    """The centre whose pages the public reads: the one it names, else the first that serves people.

    A simulation serves nobody, unless it is named.
    """
    if code:
        return Centre.objects.filter(code=code).first()
    return Centre.objects.exclude(kind="simulation").order_by("id").first()
