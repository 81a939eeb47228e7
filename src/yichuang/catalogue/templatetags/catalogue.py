"""Tags of the catalogue's own pages."""

from __future__ import annotations

from collections.abc import Mapping

from django import template

register = template.Library()


@register.filter
def at(names: Mapping[str, str], code: str) -> str:
    """The name that stands for a code; the code itself where nobody has a name."""
    return names.get(code, code)
