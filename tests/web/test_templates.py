"""What no template may hold, seen in the sources of the whole house; and that the vendored files are what they say.

Source: issue 2 section 6 (strict content-security policy); face.md section 9.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

from yichuang.packages import HOUSE

ROOT = HOUSE.parent.parent
TEMPLATES = sorted(HOUSE.glob("*/templates/**/*.html"))
FAULTS = {
    "a style inside": re.compile(r"<style|\sstyle\s*=", re.IGNORECASE),
    "a script inside": re.compile(r"<script(?![^>]*\ssrc=)", re.IGNORECASE),
    "a handler": re.compile(r"\son[a-z]+\s*=\s*[\"']", re.IGNORECASE),
    "an address of another host": re.compile(r"(?:src|href)\s*=\s*[\"'](?:https?:)?//", re.IGNORECASE),
    "a javascript: address": re.compile(r"javascript:", re.IGNORECASE),
}


def faults_in(source: str) -> list[str]:
    """The names of the faults of a template."""
    return [name for name, pattern in FAULTS.items() if pattern.search(source)]


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda file: str(file.relative_to(HOUSE)))
def test_a_template_has_none_of_them(file: Path):
    assert faults_in(file.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ('<p style="color:red">', "a style inside"),
        ("<script>go()</script>", "a script inside"),
        ('<button onclick="go()">', "a handler"),
        ('<link href="//cdn.example/x.css">', "an address of another host"),
        ('<a href="javascript:go()">', "a javascript: address"),
    ],
)
def test_a_planted_fault_is_seen(source: str, fault: str):
    assert fault in faults_in(source)


def test_a_script_of_our_own_is_none():
    assert faults_in("""<script src="{% static 'web/js/keys.js' %}" defer></script>""") == []


@pytest.mark.parametrize(
    "listed",
    sorted([*HOUSE.glob("**/SHA256SUMS"), *ROOT.glob("tests/**/SHA256SUMS")]),
    ids=lambda file: file.parent.name,
)
def test_vendored_files_are_those_that_were_taken(listed: Path):
    for line in listed.read_text(encoding="utf-8").splitlines():
        digest, name = line.split()
        assert hashlib.sha256((listed.parent / name).read_bytes()).hexdigest() == digest, name
