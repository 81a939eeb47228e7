"""Tags of the frame and the components."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.forms import BoundField
from django.urls import NoReverseMatch, get_script_prefix, reverse

from yichuang.web import days
from yichuang.web.route_svg import Stage, route_svg, stage

register = template.Library()
Stages = Iterable[Stage | Mapping[str, Any]]


@register.simple_tag
def address_or_nothing(view: str, *args: object, **kwargs: object) -> str:
    """The address of a page, or "" where the page does not exist in this house."""
    try:
        return reverse(view, args=args, kwargs=kwargs)
    except NoReverseMatch:
        return ""


@register.simple_tag(takes_context=True)
def way_home(context: dict[str, Any], *, public: bool = False) -> str:
    """Where the brand leads: the desk for an officer, the front page for everybody else."""
    officer = not public and bool(getattr(context.get("request"), "acting", None))
    return (
        (address_or_nothing("desk:home") if officer else "")
        or address_or_nothing("portal:home")
        or get_script_prefix()
    )


@register.simple_tag
def field_facts(field: BoundField) -> dict[str, object]:
    """A form field as `field.html` draws it: the control tied to its error and its help."""
    error_id, help_id = f"{field.id_for_label}-error", f"{field.id_for_label}-help"
    described = [error_id] if field.errors else []
    described += [help_id] if field.help_text else []
    attributes: dict[str, str | bool] = {}
    if described:
        attributes["aria-describedby"] = " ".join(described)
    if field.errors:
        attributes["aria-invalid"] = "true"
    return {
        "control": field.as_widget(attrs=attributes),
        "error_id": error_id,
        "help_id": help_id,
        "css": getattr(field.field, "css", ""),
    }


@register.simple_tag(takes_context=True)
def same_but(context: dict[str, Any], **changes: object) -> str:
    """The question of this page with some of its answers changed: "?text=…&page=3"."""
    question = context["request"].GET.copy()
    for name, value in changes.items():
        question[name] = str(value)
    return f"?{question.urlencode()}"


register.filter("day", days.day_words)
register.filter("short_day", days.short_day)
register.filter("full_day", days.full_day)
register.filter("moment", days.moment_words)


@register.inclusion_tag("components/route.html")
def route(stages: Stages, key: str = "route", *, arrows: bool = False) -> dict[str, object]:
    """Where a case stands, or how an item goes: across on the desk, down the page on the phone."""
    told = [stage(one) for one in stages]
    return {"picture": route_svg(told, key=key, arrows=arrows), "stages": told}


@register.inclusion_tag("components/steps.html")
def steps(stages: Stages) -> dict[str, object]:
    """The steps of a route as a list, whatever the screen."""
    return {"stages": [stage(one) for one in stages]}
