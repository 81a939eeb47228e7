"""Typst, kept warm: letters to PDF/A, drawings to SVG, and what the fonts can set.

One compiler is kept per process, because it keeps the fonts and the style; threads take turns. The same words
give the same pages.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Final

import pylopdf_fonts_zh_cn
import typst
from django.conf import settings
from fontTools.ttLib import TTFont

from yichuang.packages import HOUSE

if TYPE_CHECKING:
    from typst import PDFStandard

STANDARDS: Final[list[PDFStandard]] = ["a-2a", "ua-1"]
_one_at_a_time = Lock()


def typeset(*, letter: Path, told: Mapping[str, object], at: datetime) -> bytes:
    """A letter as PDF/A-2a and PDF/UA-1: it keeps, and it can be read aloud.

    told: what the style and the letter read as `doc`. at: the moment written into the file.
    Source: DEC-001.
    """
    inputs = {"document": json.dumps(told, ensure_ascii=False)}
    with _one_at_a_time:
        made = _compiler().compile(
            input=str(letter),
            format="pdf",
            sys_inputs=inputs,
            pdf_standards=STANDARDS,
            timestamp=int(at.timestamp()),
        )
    assert isinstance(made, bytes)
    return made


def drawing(*, source: Path, told: Mapping[str, object]) -> str:
    """A one-page typst drawing as SVG; texts become outlines."""
    with _one_at_a_time:
        made = _compiler().compile(
            input=str(source), format="svg", sys_inputs={"drawing": json.dumps(told, ensure_ascii=False)}
        )
    assert isinstance(made, bytes)
    return made.decode()


def font_folder() -> Path:
    """The folder of the fonts: settings.DOCUMENT_FONTS, or the package of Noto fonts."""
    return Path(getattr(settings, "DOCUMENT_FONTS", None) or Path(pylopdf_fonts_zh_cn.__file__).parent)


@cache
def glyphs() -> frozenset[int]:
    """The code points that the fonts of documents cover."""
    covered: set[int] = set()
    for path in sorted([*font_folder().glob("*.otf"), *font_folder().glob("*.ttf")]):
        with TTFont(path, lazy=True) as font:
            covered |= set(font.getBestCmap())
    return frozenset(covered)


@cache
def _compiler() -> typst.Compiler:
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(font_folder())]
    )
    return typst.Compiler(root=str(HOUSE), font_paths=fonts)
