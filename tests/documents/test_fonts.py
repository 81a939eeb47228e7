"""A font that an administrator adds sets what the others lack. RCP-001."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pylopdf_fonts_zh_cn
import pytest
from fontTools import subset
from fontTools.fontBuilder import FontBuilder
from fontTools.ttLib import TTFont

from tests.days import MONDAY, moment
from tests.documents.reading import text
from tests.documents.samples import sample
from yichuang.documents import press, queries
from yichuang.documents.rules.glyphs import ranges_of_cmap
from yichuang.kernel.errors import RuleBroken

RARE = "𡋾"


def forget() -> None:
    press.glyphs.cache_clear()
    press._compiler.cache_clear()


@pytest.fixture
def a_font_for_rare_names(tmp_path, settings) -> Iterator[None]:
    """A font of one character: 土 of Noto Sans, under another name and another code point."""
    font = TTFont(Path(pylopdf_fonts_zh_cn.__file__).parent / "NotoSansSC-Regular.otf")
    cutter = subset.Subsetter(subset.Options(name_IDs=["*"]))
    cutter.populate(unicodes=[ord("土")])
    cutter.subset(font)
    FontBuilder(font=font).setupCharacterMap({ord(RARE): font.getBestCmap()[ord("土")]})
    for entry in font["name"].names:
        if entry.nameID in {1, 4, 6, 16}:
            entry.string = "RareNames" if entry.nameID == 6 else "Rare Names"
    font.save(tmp_path / "rare.otf")
    settings.DOCUMENT_FONTS = tmp_path
    forget()
    yield
    forget()


def a_guide(name: str) -> bytes:
    data = sample("guide", department=name)
    return queries.page_of(
        "guide", organ_name="机关", data=data, address="http://127.0.0.1/", on=MONDAY, at=moment(MONDAY)
    )


def test_without_it_the_name_is_refused():
    """RCP-001."""
    with pytest.raises(RuleBroken, match="glyph_missing"):
        a_guide(f"王{RARE}")


@pytest.mark.usefixtures("a_font_for_rare_names")
def test_with_it_the_name_is_set():
    """RCP-001."""
    assert f"王{RARE}" in text(a_guide(f"王{RARE}"))


def test_the_fonts_of_documents_hold_the_characters_of_names():
    """RCP-001: all of GB 2312 and of CJK Extension A."""
    common = {bytes([high, low]).decode("gb2312") for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF)
              if not (high == 0xD7 and low > 0xF9)}  # fmt: skip
    assert len(common) == 6763
    assert common <= press.glyphs()
    assert set(map(chr, range(0x3400, 0x4DB6))) <= press.glyphs()


@pytest.mark.parametrize("name", ["NotoSerifSC-Regular.otf", "NotoSansSC-Regular.otf"])
def test_ranges_are_read_as_the_font_library_reads_them(name):
    """RCP-001: our quick look at the table, and the slow one of fontTools, agree."""
    with TTFont(Path(pylopdf_fonts_zh_cn.__file__).parent / name, lazy=True) as font:
        ranges = ranges_of_cmap(font.reader["cmap"])
        assert {point for each in ranges for point in each} == set(font.getBestCmap())
