"""The repository itself: nothing of one machine in it, nothing too big, every requirement locked and explained."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from yichuang.packages import HOUSE

ROOT = HOUSE.parent.parent
MACHINE_PATH = re.compile(r"(?<![\w.])/(?:work|farm|root|home)/[\w.-]+")
INDEX_HOST = re.compile(r"https?://[^\s\"']*(?:pypi|pythonhosted|npmjs|registry|mirror|simple/)[^\s\"']*")
PINNED = re.compile(r"^([a-z0-9][a-z0-9._-]*)(?:\[[\w,-]+\])?==\S+", re.IGNORECASE | re.MULTILINE)
LARGEST = 1_000_000


def tracked(pattern: str = "") -> list[Path]:
    """The files of the repository."""
    words = ["git", "-C", str(ROOT), "ls-files", "-z", *([pattern] if pattern else [])]
    done = subprocess.run(words, check=True, capture_output=True, text=True)
    return [path for name in done.stdout.split("\0") if name and (path := ROOT / name).is_file()]


def text_of(path: Path) -> str:
    """The text of a file; nothing of one that is none."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


def places(pattern: re.Pattern[str], files: list[Path]) -> list[str]:
    """Where a pattern occurs, as file:line."""
    return [
        f"{path.relative_to(ROOT)}:{number}: {match.group(0)}"
        for path in files
        for number, line in enumerate(text_of(path).splitlines(), 1)
        for match in pattern.finditer(line)
    ]


def test_no_path_of_one_machine():
    assert places(MACHINE_PATH, tracked()) == []


@pytest.mark.parametrize("line", ["see /" + "work/x", "'/ro" + "ot/y'", "(/ho" + "me/z)"])
def test_a_path_of_one_machine_would_be_seen(line: str):
    assert MACHINE_PATH.search(line)


def test_no_host_of_a_package_index_in_what_is_locked_or_run():
    files = [
        *tracked("requirements"),
        *tracked("pyproject.toml"),
        *tracked("starter"),
        *tracked(".ci"),
        ROOT / "run.py",
    ]
    assert places(INDEX_HOST, files) == []
    assert INDEX_HOST.search("--index-url https://pypi" + ".org/simple")


def test_nothing_is_bigger_than_a_megabyte():
    assert [str(path.relative_to(ROOT)) for path in tracked() if path.stat().st_size > LARGEST] == []


def test_no_data_and_no_environment_is_kept():
    kept = {path.relative_to(ROOT).parts[0] for path in tracked()}
    assert not kept & {".venv", "data", "null", "test-results"}


def test_the_licence_stands_beside_the_source():
    assert "Apache License" in (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert 'license = "Apache-2.0"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert (ROOT / "NOTICE").exists()


# ---- requirements ----


def direct(name: str) -> set[str]:
    """What a list of requirements asks for itself."""
    lines = (ROOT / f"requirements/{name}.in").read_text(encoding="utf-8").splitlines()
    asked = (re.match(r"[A-Za-z0-9][\w.-]*", line) for line in lines if not line.startswith("-r"))
    return {match.group(0).lower() for match in asked if match}


@pytest.mark.parametrize("name", ["run", "test", "uv"])
def test_every_requirement_is_locked_with_hashes(name: str):
    lock = (ROOT / f"requirements/{name}.txt").read_text(encoding="utf-8")
    pinned = {found.lower() for found in PINNED.findall(lock)}
    assert direct(name) <= pinned
    blocks = re.split(r"\n(?=\S)", lock.strip())
    assert [block.split()[0] for block in blocks if "==" in block and "--hash=sha256:" not in block] == []


def test_the_lock_of_the_tests_holds_that_of_the_product():
    def lines(name: str) -> set[str]:
        return set(
            re.findall(r"^\S+==\S+", (ROOT / f"requirements/{name}.txt").read_text(encoding="utf-8"), re.M)
        )

    assert lines("run") <= lines("test")


@pytest.mark.parametrize("name", sorted(direct("run") | direct("test") | direct("uv")))
def test_each_requirement_is_explained(name: str):
    explained = (ROOT / "docs/dependencies.md").read_text(encoding="utf-8").lower()
    assert f"| {name} |" in explained


def imported_by(path: Path) -> set[str]:
    """The first names of all that a module imports, but what is ours or comes with Python."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module)
    return {name.split(".")[0] for name in names} - {"yichuang"} - sys.stdlib_module_names


def test_nothing_is_imported_that_is_not_required():
    asked = {name.replace("_", "-") for name in direct("run")}
    homes = packages_distributions()
    missing = {
        f"{path.relative_to(HOUSE)}: {name}"
        for path in HOUSE.rglob("*.py")
        for name in imported_by(path)
        if not {home.lower().replace("_", "-") for home in homes.get(name, [name])} & asked
    }
    assert missing == set()


@pytest.mark.parametrize(
    "path", [ROOT / "run.py", *sorted((ROOT / "starter").glob("*.py"))], ids=lambda p: p.name
)
def test_set_up_needs_nothing_but_python(path: Path):
    assert imported_by(path) <= {"starter"}
