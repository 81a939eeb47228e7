"""Requirements and those who cite them: every id that stands in source or tests is one of the matrix.

The matrix lies beside the checkout, not in it; without it there is nothing to compare with.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.architecture.test_house import ROOT, tracked
from yichuang.packages import HOUSE

AREAS = "CAT|INT|CASE|CLK|PAR|GRN|FIR|RCP|DEC|FEE|DLV|ARC|SUP|CMP|EVA|APP|STF|ATT|TRN|DEL|MTG|HALL|PUB|PORT|MLV|ANI|ACC|SEC|DAT|REP"
ID = re.compile(rf"\b(?:{AREAS})-\d{{3}}\b")
CITING = {".py", ".sql", ".yaml", ".html", ".typ", ".toml"}

# Areas, or ids, that are said to be finished: each id must be cited by the source and by a test.
FINISHED: tuple[str, ...] = ()


def matrix() -> Path | None:
    """The requirement matrix, beside this checkout or beside the one that it is a worktree of."""
    near = (ROOT.parent / "shared", ROOT.parent.parent / "shared")
    return next((file for folder in near if (file := folder / "spec/requirements.yaml").exists()), None)


@pytest.fixture(scope="module")
def known() -> set[str]:
    file = matrix()
    if file is None:
        pytest.skip("no requirement matrix beside this checkout: citations are not compared")
    return set(re.findall(r"^- id: (\S+)", file.read_text(encoding="utf-8"), re.MULTILINE))


def cited(folder: str) -> dict[str, str]:
    """Each id that is cited in a folder, with one place where it is."""
    found: dict[str, str] = {}
    for path in tracked(folder):
        if path.suffix in CITING and path.name != Path(__file__).name:
            for name in ID.findall(path.read_text(encoding="utf-8")):
                found.setdefault(name, str(path.relative_to(ROOT)))
    return found


@pytest.mark.parametrize("folder", ["src", "tests"])
def test_every_id_that_is_cited_exists(folder: str, known: set[str]):
    wrong = {name: place for name, place in cited(folder).items() if name not in known}
    assert wrong == {}


def test_what_is_finished_is_cited_by_source_and_tests(known: set[str]):
    done = {name for name in known if name in FINISHED or name.split("-")[0] in FINISHED}
    assert sorted(done - set(cited("src"))) == [], "cited by no source"
    assert sorted(done - set(cited("tests"))) == [], "cited by no test"


def test_a_wrong_id_would_be_seen(known: set[str]):
    assert ID.findall("Source: CLK-001 and CLK" + "-999.") == ["CLK-001", "CLK" + "-999"]
    assert "CLK" + "-999" not in known


def test_the_source_speaks_of_the_house():
    assert (HOUSE / "packages.py").exists()
