"""The language of a page is read from its path, and nothing else."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest


def language_of(path: str) -> tuple[str, str]:
    """The language of a path, and the path without it: "/en/desk/" is ("en", "/desk/")."""
    first = path.split("/", 2)[1] if "/" in path else ""
    if first in dict(settings.LANGUAGES) and first != settings.LANGUAGE_CODE:
        return first, path[len(first) + 1 :] or "/"
    return settings.LANGUAGE_CODE, path


def in_language(request: HttpRequest, language: str) -> str:
    """The address of this same page in another language, its question kept."""
    _here, path = language_of(request.path)
    prefix = "" if language == settings.LANGUAGE_CODE else f"/{language}"
    question = request.META.get("QUERY_STRING", "")
    return f"{prefix}{path}" + (f"?{question}" if question else "")
