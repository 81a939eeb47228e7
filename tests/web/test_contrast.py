"""Every pair of colours that the theme puts on each other, computed from the tokens: none is taken on trust.

Text reaches 4.5 : 1 (WCAG 1.4.3), shapes and borders of controls 3 : 1 (1.4.11), in usual and in large print.
Source: face.md sections 2 and 9.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from yichuang.packages import HOUSE

TOKENS = HOUSE / "web/static/web/css/tokens.css"
TEXT, SHAPE = 4.5, 3.0
GROUNDS = ("paper", "surface", "sunken", "accent-soft")
LIGHTS = ("ok", "hint", "warn", "late", "hold")

TEXTS = [
    *((ink, ground) for ink in ("ink", "ink-2", "ink-3") for ground in GROUNDS),
    *((link, ground) for link in ("accent", "accent-strong") for ground in GROUNDS),
    ("on-accent", "accent"), ("on-accent", "accent-strong"), ("on-ink", "ink-2"), ("on-ink", "ink"),
    *((f"{light}-ink", ground) for light in LIGHTS for ground in (f"{light}-soft", "surface", "paper", "sunken")),
    ("ink", "warn-soft"), ("ink", "late-soft"), ("ink", "ok-soft"), ("ink", "hold-soft"),
    ("ink-2", "line"),  # 假 in its cell
    ("ink-2", "hold-soft"), ("seal", "surface"), ("accent-strong", "surface"),
]  # fmt: skip
SHAPES = [
    *(("line-strong", ground) for ground in GROUNDS),
    *((light, ground) for light in LIGHTS for ground in ("surface", "paper", f"{light}-soft")),
    ("accent", "paper"), ("accent", "surface"), ("accent", "sunken"), ("ink-2", "surface"),
]  # fmt: skip


@cache
def tokens(which: str) -> dict[str, str]:
    """The colours of the theme, by name, in usual or in large print."""
    css = TOKENS.read_text(encoding="utf-8")
    found = dict(
        re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6});", css.split('html[data-size="large"]', maxsplit=1)[0])
    )
    if which == "large":
        block = css.split('html[data-size="large"]')[1].split("}")[0]
        found |= dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6});", block))
    return found


def luminance(colour: str) -> float:
    """Relative luminance as WCAG defines it."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """From 1 (the same) to 21 (black on white)."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_measure_itself():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)  # the grey everybody quotes


@pytest.mark.parametrize("size", ["usual", "large"])
@pytest.mark.parametrize(("ink", "ground"), TEXTS)
def test_words_can_be_read(ink: str, ground: str, size: str):
    there = tokens(size)
    assert contrast(there[ink], there[ground]) >= TEXT


@pytest.mark.parametrize("size", ["usual", "large"])
@pytest.mark.parametrize(("shape", "ground"), SHAPES)
def test_shapes_can_be_seen(shape: str, ground: str, size: str):
    there = tokens(size)
    assert contrast(there[shape], there[ground]) >= SHAPE


def test_a_pale_grey_would_be_refused():
    assert contrast("#9aa0a6", tokens("usual")["paper"]) < TEXT


def css_files() -> list[Path]:
    return sorted((HOUSE / "web/static/web/css").glob("*.css"))


@pytest.mark.parametrize("file", css_files(), ids=lambda file: file.name)
def test_colours_stand_in_the_tokens_alone(file: Path):
    """Black and white of print apart, no style sheet but tokens.css names a colour."""
    named = set(re.findall(r"#[0-9a-fA-F]{3,8}\b", file.read_text(encoding="utf-8")))
    if file.name != "tokens.css":
        assert named <= {"#fff", "#000"}


TOO_NEW = {  # first Chromium later than 90 (MDN data), where a page would break without it
    ":has(": 105, "@layer": 99, "@container": 105, "color-mix(": 111, "\n  &": 112, "@starting-style": 117,
    "popover": 114, "inset-area": 125, "@scope": 118,
}  # fmt: skip


@pytest.mark.parametrize("file", css_files(), ids=lambda file: file.name)
def test_nothing_that_a_counter_machine_does_not_know(file: Path):
    """Counter machines run Chromium 90: users.md, section 4."""
    text = re.sub(r"/\*.*?\*/", "", file.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert [new for new in TOO_NEW if new in text] == []


def test_scripts_know_no_newer_words_either():
    too_new = (
        ".at(",
        "structuredClone",
        ".replaceAll(",
        "Object.hasOwn",
        ".findLast(",
        "showPopover",
        ".toSorted(",
    )
    for file in sorted((HOUSE / "web/static/web/js").glob("*.js")):
        text = file.read_text(encoding="utf-8")
        # replaceAll is of Chromium 85, the others are later than 90
        assert [word for word in too_new if word in text and word != ".replaceAll("] == [], file.name
        assert "innerHTML" not in text, f"{file.name}: text is set as text"
        assert ".style" not in text, f"{file.name}: looks belong to classes"
