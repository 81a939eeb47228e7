"""What is asked of run.py, and how it answers."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "yichuang"
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
VERBS = ("test", "check", "bench", "manage")
DONE, WRONG, BAD_ARGUMENTS = 0, 1, 2
USAGE = """\
usage: python3 run.py [--regulation NAME] [--port N] [--data DIR] [VERB ...]

  (none)                the demo: set-up, tables, demo centre, site and worker on 127.0.0.1:8000
  test [pytest args]    the whole suite on SQLite and on PostgreSQL (--sqlite, --postgresql: on one)
  check                 style, types, import contracts, templates, translations, migrations
  bench [NAME]          the benchmarks, one JSON object a line
  manage COMMAND ...    any management command; `manage help` lists them

  --regulation NAME     the local regulation of the demo centre
  --port N              where the site listens (8000)
  --data DIR            the data folder (data/; or the variable YICHUANG_DATA)
"""


class Stop(Exception):  # noqa: N818 (a way out, not an error)
    """The run ends here: a sentence for people, and the exit code."""

    def __init__(self, sentence: str, code: int = WRONG) -> None:
        super().__init__(sentence)
        self.code = code


@dataclass(frozen=True, slots=True)
class Asked:
    """The command line, understood."""

    verb: str = ""
    rest: tuple[str, ...] = ()
    regulation: str | None = None
    port: int = 8000
    data: Path = ROOT / "data"
    help: bool = False


@dataclass(slots=True)
class _Options:
    """What was found so far while the command line is read."""

    found: dict[str, str] = field(default_factory=dict)
    rest: list[str] = field(default_factory=list)


def understand(arguments: Sequence[str], environment: Mapping[str, str]) -> Asked:
    """Read the command line. Raises Stop with code 2 where it makes no sense.

    Our options may stand before the verb or after it; after the verb only `--data` is ours, for every
    other word belongs to pytest, the benchmark or the management command. After `--` nothing is ours.
    """
    verb, options = "", _Options()
    words = list(arguments)
    while words:
        word = words.pop(0)
        name, _, value = word.partition("=")
        ours = ("--data",) if verb else ("--data", "--port", "--regulation")
        if word == "--":
            options.rest += [word, *words] if verb else words
            break
        if name in ours:
            if not value and (not words or words[0].startswith("-")):
                raise Stop(f"{name} wants a value.\n\n{USAGE}", BAD_ARGUMENTS)
            options.found[name] = value or words.pop(0)
        elif verb:
            options.rest.append(word)
        elif word in ("-h", "--help", "help"):
            return Asked(help=True)
        elif word in VERBS:
            verb = word
        else:
            raise Stop(f"What is {word!r}?\n\n{USAGE}", BAD_ARGUMENTS)
    return _asked(verb, options, environment)


def _asked(verb: str, options: _Options, environment: Mapping[str, str]) -> Asked:
    port = options.found.get("--port", "8000")
    if not port.isdecimal() or not 0 < int(port) < 65536:
        raise Stop(f"--port wants a number from 1 to 65535, not {port!r}.", BAD_ARGUMENTS)
    folder = options.found.get("--data") or environment.get("YICHUANG_DATA") or ROOT / "data"
    return Asked(
        verb=verb,
        rest=tuple(options.rest),
        regulation=options.found.get("--regulation"),
        port=int(port),
        data=Path(folder).expanduser().resolve(),
    )


def say(sentence: str) -> None:
    """Set-up speaks on standard error only."""
    print(sentence, file=sys.stderr, flush=True)
