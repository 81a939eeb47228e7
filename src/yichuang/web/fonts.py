"""Cutting the fonts into slices: a kiosk or a fresh machine may have no Chinese font at all."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from fontTools.subset import Options, Subsetter, load_font, save_font
from fontTools.ttLib import TTFont

from yichuang.packages import HOUSE
from yichuang.web.rules.font_slices import RARE, WORDS, Slice, slices

DROPPED = ["BASE", "VORG", "vhea", "vmtx", "DSIG"]


@dataclass(frozen=True, slots=True)
class Face:
    """A font file, and as what it is served."""

    key: str
    family: str
    weight: int
    file: Path
    installed: tuple[str, ...] = ()  # names under which the machine may have it


def own_words() -> str:
    """Every Chinese word of the product: its translations and letters."""
    files = [*HOUSE.glob("*/locale/zh_Hans/LC_MESSAGES/*.po"), *HOUSE.glob("*/letters/*.zh.typ")]
    return "".join(file.read_text(encoding="utf-8") for file in sorted(files))


def cut(
    faces: Iterable[tuple[Face, str]],
    folder: Path,
    address: str,
    words: str,
    told: Callable[[str], None] = lambda _line: None,
) -> int:
    """Cut faces (each up to a kind of slice: LEVEL_ONE, LEVEL_TWO, RARE) into `folder`; the files made.

    What is there already is kept. The style sheet is written anew after each kind of slice, the first time
    when all common characters are there: until then a page takes the bold that is shipped, never boxes.
    A cut that is killed half-way serves what it has; the next one goes on from there.
    """
    folder.mkdir(parents=True, exist_ok=True)
    made = 0
    rules: list[str] = []
    last_rules: list[str] = []
    for face, upto in faces:
        with TTFont(face.file, lazy=True) as font:
            drawn = frozenset(font.getBestCmap())
        mark = hashlib.sha256(face.file.read_bytes()).hexdigest()[:12]
        parts = list(_drawn(slices(words, upto), drawn))
        for place, part in enumerate(parts):
            name = _name(face, part, mark)
            if not (folder / name).exists():
                _write(face.file, part, folder / name)
                made += 1
                told(name)
            (last_rules if part.name == WORDS else rules).append(_rule(face, part, f"{address}{name}"))
            if made and part.name != WORDS and _ends_its_kind(parts, place):
                _replace(folder / "fonts.css", "\n".join(rules + last_rules) + "\n")
    _replace(folder / "fonts.css", "\n".join(rules + last_rules) + "\n")
    return made


def _drawn(parts: tuple[Slice, ...], drawn: frozenset[int]) -> Iterator[Slice]:
    for part in parts:
        if there := part.characters & drawn:
            yield Slice(part.name, there)


def _ends_its_kind(parts: list[Slice], place: int) -> bool:
    return place + 1 == len(parts) or parts[place + 1].name[0] != parts[place].name[0]


def _name(face: Face, part: Slice, mark: str) -> str:
    digest = hashlib.sha256(f"{mark} {part.unicode_range}".encode()).hexdigest()[:10]
    return f"{face.key}-{part.name}-{digest}.woff2"


def _write(source: Path, part: Slice, target: Path) -> None:
    options = Options()
    options.flavor = "woff2"
    options.layout_features = ["kern", "liga", "tnum", "lnum", "locl"]
    options.hinting = False
    options.name_IDs = [0, 1, 2, 13, 14]  # the licence stays inside
    options.drop_tables += DROPPED
    options.ignore_missing_unicodes = True
    unfinished = target.with_suffix(".part")
    with load_font(str(source), options, lazy=True) as font:
        subsetter = Subsetter(options)
        subsetter.populate(unicodes=part.characters)
        subsetter.subset(font)
        save_font(font, str(unfinished), options)
    unfinished.replace(target)


def _rule(face: Face, part: Slice, address: str) -> str:
    """How the style sheet names a file. Rare characters stand in for the bold too: there is no bold of them.

    Two rules, not one of a range of weights: for weight 400 a browser takes either the faces of 400 or those
    of 400 to 700, never both, and then most characters had no file.
    """
    local = "".join(f'local("{name}"),' for name in face.installed)
    told = f'src:{local}url("{address}") format("woff2");unicode-range:{part.unicode_range}'
    weights = (400, 700) if part.name.startswith(RARE) else (face.weight,)
    return "\n".join(
        f'@font-face{{font-family:"{face.family}";font-weight:{weight};font-display:swap;{told}}}'
        for weight in weights
    )


def _replace(file: Path, text: str) -> None:
    unfinished = file.with_suffix(".part")
    unfinished.write_text(text, encoding="utf-8")
    unfinished.replace(file)
