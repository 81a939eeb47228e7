"""Addresses of the frame."""

from __future__ import annotations

from django.urls import path, register_converter

from yichuang.web import views

app_name = "web"
prefix = ""


class FontFile:
    """The name of a file that `cut_fonts` makes."""

    regex = r"[a-z0-9-]+\.(?:woff2|css)"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class Size:
    """large or usual."""

    regex = "large|usual"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(FontFile, "font_file")
register_converter(Size, "size")

urlpatterns = [
    path("size/<size:which>/", views.size, name="size"),
    path("fonts/<font_file:name>", views.font, name="font"),
]
