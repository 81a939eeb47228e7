"""Where the reader of a page is: the centre in its head, the officer's window or department in its bar."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from django.http import HttpRequest

from yichuang.accounts.queries import role_names
from yichuang.centres import queries as centres


def whereabouts(request: HttpRequest) -> dict[str, Callable[[], Any]]:
    """`centre_name` and `post` (window, name, roles), read when a template asks, once."""

    @cache
    def centre_name() -> str:
        acting = getattr(request, "acting", None)
        if acting:
            return centres.centre(acting.centre).name
        serving = centres.ordinary_centres()
        return serving[0].name if serving else ""

    @cache
    def post() -> dict[str, Any] | None:
        acting = getattr(request, "acting", None)
        if not acting:
            return None
        if acting.window:
            return {
                "window": acting.window,
                "name": centres.window(acting.centre, acting.window).name,
                "roles": [],
            }
        name = centres.department(acting.centre, acting.department).name if acting.department else ""
        return {"window": "", "name": name, "roles": role_names(acting.roles)}

    return {"centre_name": centre_name, "post": post}
