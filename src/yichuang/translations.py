"""The translations: compiling what changed, and saying what is missing. Babel, no gettext tools.

    python -m yichuang.translations            compile the catalogues whose compiled form is older
    python -m yichuang.translations --check    every message in use has its Chinese; exit 1 if not
    python -m yichuang.translations --missing cases    what a package lacks, as entries to fill in

English stands in the source; `<package>/locale/zh_Hans/LC_MESSAGES/django.po` holds the Chinese.
"""

from __future__ import annotations

import io
import os
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import django
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import PoFileError, normalize, read_po
from django.utils.translation.template import templatize

HOUSE = Path(__file__).parent
CATALOGUE = "locale/zh_Hans/LC_MESSAGES/django.po"
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
_ALIAS = re.compile(r"\b(\w*gettext\w*) as (\w+)")
_PLACE = re.compile(r"%\((\w+)\)[sd]|\{(\w+)[^{}]*\}|%[sd]")


@dataclass(frozen=True, slots=True)
class Used:
    """A message that the source uses."""

    text: str
    context: str | None
    where: str
    plural: str | None = None

    @property
    def key(self) -> tuple[str | None, str]:
        return self.context, self.text


# ---- compiling ----


def catalogues(house: Path = HOUSE) -> list[Path]:
    """The catalogues of all packages."""
    return sorted(house.glob("*/locale/*/LC_MESSAGES/django.po"))


def compile_stale(house: Path = HOUSE) -> list[Path]:
    """Compile the catalogues whose compiled form is missing or older; says which."""
    done = []
    for path in catalogues(house):
        compiled = path.with_suffix(".mo")
        if compiled.exists() and compiled.stat().st_mtime_ns >= path.stat().st_mtime_ns:
            continue
        half = compiled.with_suffix(f".{os.getpid()}")
        with half.open("wb") as out:
            write_mo(out, _read(path))
        half.replace(compiled)  # whoever reads meanwhile sees the old one or the new one
        done.append(path)
    return done


def _read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=path.parts[-3], abort_invalid=True)


# ---- what is in use ----


def messages_in_use(house: Path = HOUSE) -> Iterator[Used]:
    """Every message in Python modules and templates of the packages."""
    for path in sorted(house.rglob("*.py")):
        if "migrations" not in path.parts:
            yield from _messages(path.read_bytes(), path.relative_to(house))
    for path in sorted(house.glob("*/templates/**/*")):
        if path.is_file() and path.suffix in {".html", ".txt", ".svg"}:
            source = _template_as_python(path.read_text(encoding="utf-8"), str(path))
            yield from _messages(source.encode(), path.relative_to(house))


def _messages(source: bytes, where: Path) -> Iterator[Used]:
    aliases = {alias: KEYWORDS[name] for name, alias in _ALIAS.findall(source.decode()) if name in KEYWORDS}
    found = extract("python", io.BytesIO(source), keywords=KEYWORDS | aliases, options={"encoding": "utf-8"})
    for line, message, _comments, context in found:
        text, plural = (message, None) if isinstance(message, str) else (message[0], message[-1])
        if text:
            yield Used(text, context, f"{where}:{line}", plural)


def _template_as_python(source: str, where: str) -> str:
    """A template as Python calls of gettext, line by line, as Django prepares it for its own tools."""
    return "\n".join(line.strip() for line in templatize(source, origin=where).split("\n"))


# ---- checking ----


def faults(house: Path = HOUSE) -> list[str]:
    """Everything that is wrong with the Chinese, a sentence each; empty if it is complete."""
    found: list[str] = []
    ours: dict[tuple[str | None, str], tuple[Path, str]] = {}
    for path in catalogues(house):
        try:
            catalogue = _read(path)
        except PoFileError as error:
            found.append(f"{path.relative_to(house)}: {error}")
            continue
        for message in catalogue:
            if message.id:
                found += _faults_of(message, path.relative_to(house), ours)
    return found + [f"{used.where}: no Chinese for {used.text!r}" for used in _missing(house, set(ours))]


def missing_entries(package: str, house: Path = HOUSE) -> str:
    """What a package uses and nobody translates, as entries of a catalogue to fill in."""
    known = {
        (entry.context, _first(entry)) for path in catalogues(house) for entry in _read(path) if entry.string
    }
    lacks = (used for used in _missing(house, known) if used.where.startswith(f"{package}/"))
    return "".join(
        f"#: {used.where}\n"
        + (f"msgctxt {normalize(used.context)}\n" if used.context else "")
        + f"msgid {normalize(used.text)}\n"
        + (f'msgid_plural {normalize(used.plural)}\nmsgstr[0] ""\n\n' if used.plural else 'msgstr ""\n\n')
        for used in lacks
    )


def _missing(house: Path, known: set[tuple[str | None, str]]) -> list[Used]:
    """The messages in use that neither we nor Django translate, each once."""
    known = known | _known_to_django()
    found = {used.key: used for used in reversed(list(messages_in_use(house))) if used.key not in known}
    return list(reversed(found.values()))


def _first(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _faults_of(
    message: Message, path: Path, ours: dict[tuple[str | None, str], tuple[Path, str]]
) -> Iterator[str]:
    """Faults of one entry; a good one is added to `ours`."""
    texts = [message.id] if isinstance(message.id, str) else list(message.id)
    said = [message.string] if isinstance(message.string, str) else list(message.string or [""])
    where = f"{path}:{message.lineno}"
    if not all(said) or message.fuzzy:
        yield f"{where}: not translated: {texts[0]!r}"
        return
    for text in said:
        if _places(text) - _places(texts[0]) - _places(texts[-1]):
            yield f"{where}: the Chinese names what the English does not: {text!r}"
    if len(texts) == 1 and _places(texts[0]) - _places(said[0]):
        yield f"{where}: the Chinese leaves out what the English names: {said[0]!r}"
    elsewhere, other = ours.setdefault((message.context, texts[0]), (path, said[0]))
    if other != said[0]:
        yield f"{where}: {texts[0]!r} is {said[0]!r} here, {other!r} in {elsewhere}; give one a context"


def _places(text: str) -> set[str]:
    return {match.group(1) or match.group(2) or "%s" for match in _PLACE.finditer(text)}


@cache
def _known_to_django() -> frozenset[tuple[str | None, str]]:
    """Messages that Django itself translates."""
    known: set[tuple[str | None, str]] = set()
    for path in (Path(django.__file__).parent).glob("**/locale/zh_Hans/LC_MESSAGES/django.mo"):
        with path.open("rb") as file:
            for message in read_mo(file):
                if message.id and message.string:
                    known.add((message.context, _first(message)))
    return frozenset(known)


def main(arguments: Sequence[str]) -> int:
    """Compile, or check."""
    match list(arguments):
        case []:
            compile_stale()
        case ["--missing", package]:
            sys.stdout.write(missing_entries(package))
        case ["--check"]:
            wrong = faults()
            sys.stdout.write("".join(f"{line}\n" for line in wrong))
            return 1 if wrong else 0
        case _:
            sys.stderr.write(f"{__doc__}\n")
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
