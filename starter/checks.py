"""The checks, two at a time."""

from __future__ import annotations

import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from subprocess import PIPE, STDOUT

from starter.environment import ensure, product_environment
from starter.words import BAD_ARGUMENTS, DONE, PYTHON, ROOT, SOURCE, USAGE, VENV, WRONG, Asked, Stop, say


def checks() -> dict[str, list[str]]:
    """Every check by its name; the slowest first."""
    python, tools = str(PYTHON), VENV / "bin"
    found = {
        "types": [str(tools / "mypy")],
        "style": [str(tools / "ruff"), "check", "."],
        "form": [str(tools / "ruff"), "format", "--check", "."],
        "imports": [str(tools / "lint-imports")],
        "templates": [str(tools / "djlint"), "src", "--lint", "--quiet"],
        "translations": [python, "-m", "yichuang.translations", "--check"],
        "migrations": [python, "manage.py", "makemigrations", "--check", "--dry-run"],
        "settings": [python, "manage.py", "check", "--fail-level", "WARNING"],
    }
    if not any(SOURCE.glob("*/templates/**/*.html")):
        del found["templates"]  # djlint takes it ill
    return found


def check(asked: Asked) -> int:
    """All checks, two at a time; of those that fail, what they say."""
    if asked.rest:
        raise Stop(f"check takes no arguments.\n\n{USAGE}", BAD_ARGUMENTS)
    ensure("test")
    with tempfile.TemporaryDirectory(prefix="yichuang-check-") as folder, ThreadPoolExecutor(2) as two:
        here = product_environment(asked, YICHUANG_DATA=folder, YICHUANG_DATABASE_URL="")
        outcomes = [two.submit(_outcome, name, words, here) for name, words in checks().items()]
        failed = sorted(filter(None, (_report(outcome.result()) for outcome in as_completed(outcomes))))
    say(f"Failed: {', '.join(failed)}" if failed else "All checks passed.")
    return WRONG if failed else DONE


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one check came to."""

    name: str
    passed: bool
    seconds: float
    said: str


def _outcome(name: str, words: Sequence[str], environment: Mapping[str, str]) -> Outcome:
    began = time.monotonic()
    done = subprocess.run(
        words, check=False, cwd=ROOT, env=dict(environment), text=True, stdout=PIPE, stderr=STDOUT
    )
    return Outcome(name, done.returncode == 0, time.monotonic() - began, done.stdout)


def _report(outcome: Outcome) -> str | None:
    """Tell of one check; its name if it failed."""
    print(f"{'ok    ' if outcome.passed else 'FAILED'} {outcome.name} ({outcome.seconds:.1f} s)", flush=True)
    if outcome.passed:
        return None
    print(outcome.said, flush=True)
    return outcome.name
