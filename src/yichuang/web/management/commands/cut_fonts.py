"""`manage cut_fonts`: make the slices of the web fonts in the data folder."""

from __future__ import annotations

import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import pylopdf_fonts_zh_cn
from django.conf import settings
from django.core.management.base import BaseCommand

from yichuang.web.fonts import Face, cut, own_words
from yichuang.web.rules.font_slices import LEVEL_ONE, LEVEL_TWO, RARE

WHEEL = Path(pylopdf_fonts_zh_cn.__file__).parent
SANS = Face(
    "sans-400", "Noto Sans SC", 400, WHEEL / "NotoSansSC-Regular.otf",
    ("Noto Sans SC Regular", "NotoSansSC-Regular", "NotoSansCJKsc-Regular", "SourceHanSansSC-Regular"),
)  # fmt: skip
SERIF = Face(
    "serif-400", "Noto Serif SC", 400, WHEEL / "NotoSerifSC-Regular.otf",
    ("Noto Serif SC Regular", "NotoSerifSC-Regular", "NotoSerifCJKsc-Regular", "SourceHanSerifSC-Regular"),
)  # fmt: skip


class Command(BaseCommand):
    help = (
        "Cut the web fonts into slices in the data folder. Runs once, in the background, and again only "
        "where something is missing. With --bold FILE...: make the two bold faces that the repository ships."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--common", action="store_true", help="without the rare characters of names")
        parser.add_argument("--bold", nargs=2, metavar=("SANS", "SERIF"), type=Path, help="two TTF files")

    def handle(self, *, common: bool, bold: list[Path] | None, **_options: Any) -> None:
        os.nice(10)
        words = own_words()
        if bold:
            self._ship(bold, words)
            return
        folder = settings.DATA / "fonts"
        made = cut(
            [(SANS, LEVEL_TWO if common else RARE), (SERIF, LEVEL_ONE)], folder, "/fonts/", words, self._tell
        )
        (folder / "complete").touch()  # run.py starts no further cut
        self.stdout.write(f"{made} files made in {folder}")

    def _ship(self, files: list[Path], words: str) -> None:
        folder = Path(__file__).parents[2] / "static" / "web" / "fonts"
        sans, serif = files
        faces = [
            (
                Face("sans-700", "Noto Sans SC", 700, sans, ("Noto Sans SC Bold", "NotoSansCJKsc-Bold")),
                LEVEL_TWO,
            ),
            (
                Face("serif-700", "Noto Serif SC", 700, serif, ("Noto Serif SC Bold", "NotoSerifCJKsc-Bold")),
                LEVEL_TWO,
            ),
        ]
        made = cut(faces, folder, "", words, self._tell)
        self.stdout.write(f"{made} files made in {folder}")

    def _tell(self, name: str) -> None:
        if self.stdout.isatty():
            self.stdout.write(name)
