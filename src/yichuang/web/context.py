"""What every page is given: its size, its ways, its other language."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from yichuang.web.languages import in_language
from yichuang.web.navigation import desk_ways, public_ways
from yichuang.web.requests import is_large

LANGUAGE_TAGS = {"zh-hans": "zh-CN", "en": "en"}


def frame(request: HttpRequest) -> dict[str, Any]:
    """The frame of a page: its size, its ways, its languages; whether this is a demonstration.

    `centre_name` and `post` are filled by a package above (`staff.web.context`), which knows them.
    """
    acting = getattr(request, "acting", None)
    language = get_language() or settings.LANGUAGE_CODE
    other = "en" if language != "en" else settings.LANGUAGE_CODE
    match = request.resolver_match
    here = match.view_name if match else ""
    return {
        "size": "large" if is_large(request) else "",
        "demo": settings.DEMO,
        "language_tag": LANGUAGE_TAGS.get(language, language),
        "other_language": {
            "code": LANGUAGE_TAGS.get(other, other),
            "name": dict(settings.LANGUAGES)[other],
            "address": in_language(request, other),
        },
        "ways": lambda: desk_ways(acting.roles if acting else frozenset(), here) if acting else [],
        "public_ways": lambda: public_ways(here),
        "centre_name": "",
        "post": None,
    }
