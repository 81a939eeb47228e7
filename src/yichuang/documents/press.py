"""Typst, kept warm: letters to PDF/A, drawings to SVG, and what the fonts can set.

One compiler is kept per process, because it keeps the fonts and the style; threads take turns. The same words
give the same pages.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import cache
from itertools import chain
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Final

import pylopdf_fonts_zh_cn
import typst
from django.conf import settings
from fontTools.ttLib import TTFont

from yichuang.documents.rules.glyphs import ranges_of_cmap, settable
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


def font_folders() -> list[Path]:
    """Where the fonts are: the package of Noto fonts, and settings.DOCUMENT_FONTS for rare characters."""
    own = getattr(settings, "DOCUMENT_FONTS", None)
    return [Path(pylopdf_fonts_zh_cn.__file__).parent, *([Path(own)] if own else [])]


@cache
def glyphs() -> frozenset[str]:
    """The characters that the fonts of documents can set."""
    files = sorted(file for folder in font_folders() for file in folder.glob("*.[ot]tf"))
    return settable({point for file in files for point in _code_points(file)})


def _code_points(file: Path) -> Iterable[int]:
    with TTFont(file, lazy=True) as font:
        ranges = ranges_of_cmap(font.reader["cmap"])
        return font.getBestCmap() if ranges is None else chain.from_iterable(ranges)


@cache
def _compiler() -> typst.Compiler:
    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(folder) for folder in font_folders()],
    )
    return typst.Compiler(root=str(HOUSE), font_paths=fonts)
