"""`manage import_catalogue FILE --centre CODE [--mapping FILE.toml]`: items from a list kept elsewhere."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
import sys
import tomllib
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from yichuang.catalogue import commands, queries, wording
from yichuang.catalogue.rules.import_rows import (
    ImportRow,
    ListMapping,
    flat_rows,
    mapping_of,
    oddities_of_code,
    read_rows,
)  # fmt: skip
from yichuang.centres.queries import centre as centre_of
from yichuang.centres.queries import codes as centre_codes
from yichuang.kernel.acting import system

GZIP = b"\x1f\x8b"
MOST_BYTES = 200 * 1024 * 1024  # unpacked; a province's list is a tenth of it


class Command(BaseCommand):
    help = (
        "Take items over from a CSV or JSON file (or either as .gz), as drafts; says of each what is missing "
        "and what is odd. The same file again changes nothing. Exit code 1: some rows could not become an item."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--centre", required=True, metavar="CODE")
        parser.add_argument("--mapping", type=Path, metavar="FILE.toml", help="how the file names things")

    def handle(self, *, file: Path, centre: str, mapping: Path | None, **_options: Any) -> None:
        if centre not in centre_codes():
            raise CommandError(_("There is no centre %(code)s.") % {"code": centre}, returncode=2)
        its_centre = centre_of(centre)
        content, rows = _rows(file, _mapping(mapping))
        now = timezone.now()
        by = system(centre, now, time_zone=its_centre.time_zone)
        done = commands.import_drafts(
            by=by, rows=rows, source=hashlib.sha256(content).hexdigest(), progress=self._progress(len(rows))
        )
        if sys.stderr.isatty():
            self.stderr.write("")
        self._report(rows, done, queries.drafts_by_code(centre, [row.code for row in rows]), by.day)
        if done.refused:
            raise SystemExit(1)

    def _report(
        self, rows: list[ImportRow], done: commands.Imported, drafts: Mapping[str, Any], day: Any
    ) -> None:
        """A line for each row: code, name, what became of it, what is missing, what is odd; then the sums."""
        refused, made = dict(done.refused), set(done.made)
        missing_all: Counter[str] = Counter()
        odd_all: Counter[str] = Counter()
        for row in rows:
            odd = _odd(row)
            odd_all.update(odd)
            missing: list[str] = []
            if row.place in refused:
                outcome = _("not taken: %(why)s") % {"why": wording.ODDITIES[refused[row.place]]}
            else:
                outcome = _("made now") if row.code in made else _("known already")
                missing = [finding.code for finding in queries.findings_of(drafts[row.code], day)]
                missing_all.update(missing)
            told = [
                row.code,
                row.content.name,
                outcome,
                _list(missing, wording.MISSING),
                _list(odd, wording.ODDITIES),
            ]
            self.stdout.write("\t".join(told))
        sums = {
            "rows": len(rows), "made": len(done.made), "known": len(done.known), "refused": len(done.refused),
            "departments": len(done.departments_made),
        }  # fmt: skip
        self.stdout.write(
            _(
                "%(rows)s rows: %(made)s items made, %(known)s known already, %(refused)s not taken; "
                "%(departments)s departments made."
            )
            % sums
        )
        for title, counts, words in (
            (_("Missing in the list"), missing_all, wording.MISSING), (_("Odd in the list"), odd_all, wording.ODDITIES),
        ):  # fmt: skip
            for code, n in counts.most_common():
                self.stdout.write(f"{title}\t{words.get(code, code)}\t{n}")

    def _progress(self, rows: int) -> Any:
        """A line that counts, on a terminal only."""
        if not sys.stderr.isatty():
            return None

        def tell(n: int) -> None:
            if n % 100 == 0:
                self.stderr.write(f"\r{n}/{rows}", ending="")
                self.stderr.flush()

        return tell


def _mapping(file: Path | None) -> ListMapping:
    if file is None:
        return ListMapping()
    try:
        return mapping_of(tomllib.loads(file.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, ValueError) as wrong:  # a TOMLDecodeError is a ValueError
        raise _wrong_file(file, wrong) from wrong


def _rows(file: Path, mapping: ListMapping) -> tuple[bytes, list[ImportRow]]:
    """The bytes of the file, and its rows. Whether it is packed, and what it is, says its content."""
    try:
        content = file.read_bytes()
        text = _unpacked(content).decode("utf-8-sig")
        if text.lstrip().startswith(("[", "{")):
            rows = [_with_parameters(row) for row in flat_rows(json.loads(text))]
        else:
            rows = [
                {key: value or "" for key, value in row.items() if key}
                for row in csv.DictReader(io.StringIO(text))
            ]
    except (OSError, EOFError, UnicodeDecodeError, ValueError, csv.Error) as wrong:
        raise _wrong_file(file, wrong) from wrong
    names = {name for row in rows[:1] for name in row}
    for ours in ("code", "name", "department"):
        if rows and not names & set(mapping.columns[ours]):
            raise CommandError(
                _("%(file)s has no column for “%(field)s”; name it in a mapping file.")
                % {"file": file, "field": ours},
                returncode=2,
            )
    return content, read_rows(rows, mapping)


def _with_parameters(row: dict[str, str]) -> dict[str, str]:
    """The parameters of an address in a row count as its columns, where it has none of that name."""
    for text in list(row.values()):
        if text.startswith(("http://", "https://")):
            row = dict(parse_qsl(urlsplit(text).query)) | row
    return row


def _unpacked(content: bytes) -> bytes:
    if not content.startswith(GZIP):
        return content
    with gzip.open(io.BytesIO(content)) as packed:
        out = packed.read(MOST_BYTES + 1)
    if len(out) > MOST_BYTES:
        raise ValueError("too large")
    return out


def _odd(row: ImportRow) -> list[str]:
    """What is odd about a row and its code; the body's code is checked as GB 32100 asks."""
    return [*row.odd, *(oddities_of_code(row.code) if row.code else ())]


def _list(codes: list[str], words: Mapping[str, Any]) -> str:
    return "、".join(str(words.get(code, code)) for code in codes)


def _wrong_file(file: Path, wrong: Exception) -> CommandError:
    return CommandError(_("%(file)s cannot be read: %(why)s") % {"file": file, "why": wrong}, returncode=2)
