"""The import contracts of pyproject.toml: they name every package, they hold, and they can fail."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from yichuang.packages import HOUSE, ORDER

ROOT = HOUSE.parent.parent
LINT = (
    "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(sys.argv[1], no_logo=True))"
)


def lint(source: Path) -> subprocess.CompletedProcess[str]:
    """Hold the contracts of the repository to the packages in a folder."""
    words = [sys.executable, "-c", LINT, str(ROOT / "pyproject.toml")]
    here = {**os.environ, "PYTHONPATH": str(source)}
    return subprocess.run(words, check=False, cwd=ROOT, env=here, capture_output=True, text=True)


def a_small_house(folder: Path, **files: str) -> Path:
    """A house of two floors, with the rooms that the contracts speak of, and these files in it."""
    for package in ("kernel", "centres", "cases"):
        for room in ("models", "queries", "commands", "wording", "web/views", "rules/limits"):
            path = folder / "yichuang" / package / f"{room}.py"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("", encoding="utf-8")
            (path.parent / "__init__.py").touch()
    for module in ("__init__", "database", "settings"):
        (folder / f"yichuang/{module}.py").touch()
    for place, text in files.items():
        (folder / "yichuang" / f"{place}.py").write_text(f"{text}\n", encoding="utf-8")
    return folder


def test_the_order_of_the_packages_is_told_once():
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    layers = next(contract["layers"] for contract in contracts if contract["id"] == "packages")
    assert [layer.strip("()").removeprefix("yichuang.") for layer in layers] == list(reversed(ORDER))


def test_every_package_has_its_place_in_the_order():
    found = {path.parent.name for path in HOUSE.glob("*/__init__.py")} - {"settings"}
    assert found <= set(ORDER)


def test_the_contracts_hold():
    done = lint(HOUSE.parent)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_contracts_hold_for_a_house_in_order(tmp_path: Path):
    house = a_small_house(
        tmp_path,
        **{
            "cases/commands": "from yichuang.cases import queries\nfrom yichuang.centres import commands",
            "cases/web/views": "from yichuang.cases import commands, queries",
            "cases/queries": "from yichuang.cases import models\nfrom yichuang.centres import queries",
            "cases/models": "from yichuang.cases import wording\nfrom django.db import models",
            "cases/wording": "from yichuang.cases.rules import limits",
        },
    )
    done = lint(house)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("place", "text", "law"),
    [
        pytest.param("centres/queries", "from yichuang.cases import queries", "Law 1", id="upwards"),
        pytest.param("cases/queries", "from yichuang.cases import commands", "Law 2", id="a read that acts"),
        pytest.param("cases/models", "from yichuang.cases import queries", "Law 2", id="a model that asks"),
        pytest.param(
            "cases/rules/limits", "from django.db import models", "Law 5", id="a rule with a database"
        ),
    ],
)
def test_a_fault_breaks_its_contract(place: str, text: str, law: str, tmp_path: Path):
    done = lint(a_small_house(tmp_path, **{place: text}))
    assert done.returncode == 1, done.stdout + done.stderr
    broken = [line for line in done.stdout.splitlines() if line.endswith("BROKEN")]
    assert [line.split(":")[0] for line in broken] == [law]
