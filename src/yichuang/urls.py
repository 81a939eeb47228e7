"""The addresses of the house. Each package brings its own in `web/urls.py`, with its `prefix`."""

from __future__ import annotations

from importlib import import_module

from django.urls import include, path

from yichuang.packages import with_pages


def _addresses(module: str) -> object:
    """Pages of one package, under the `prefix` that its module names ("" for the root)."""
    prefix: str = getattr(import_module(module), "prefix", "")
    return path(prefix, include(module))


urlpatterns = [_addresses(module) for module in with_pages()]

handler400 = "yichuang.web.views.bad_request"
handler403 = "yichuang.web.views.forbidden"
handler404 = "yichuang.web.views.not_found"
handler500 = "yichuang.web.views.failed"
