"""What no page may hold: left-over tags, styles and scripts inside, handlers, an id twice."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_LEFT_OVER = re.compile(r"\{\{|\{%|%\(\w+\)s")
_HARMLESS_SCRIPTS = {"application/json", "application/ld+json"}  # data: no browser runs them


class _Look(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if tag == "style":
            self.faults.append("a <style> inside")
        if tag == "script" and "src" not in named and named.get("type") not in _HARMLESS_SCRIPTS:
            self.faults.append("a <script> inside")
        for name, value in attrs:
            if name == "style" or name.startswith("on"):
                self.faults.append(f"{name}= on <{tag}>")
            if name in {"href", "src", "action"} and (value or "").strip().lower().startswith("javascript:"):
                self.faults.append(f"a javascript: address on <{tag}>")
        own = named.get("id")
        if own is not None:
            if own in self.ids:
                self.faults.append(f"the id {own!r} twice")
            self.ids.add(own)


def faults_of_page(page: str) -> list[str]:
    """What is wrong with a page; empty if nothing is."""
    look = _Look()
    look.feed(page)
    left = [f"{match.group(0)} left over" for match in _LEFT_OVER.finditer(page)]
    return look.faults + left[:3]
