"""`manage replay`: a real event log through the real commands."""

from __future__ import annotations

import csv
import gzip
import hashlib
import json
import sys
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, TextIO

from django.core.management.base import BaseCommand, CommandError

from yichuang.kernel.errors import Refused
from yichuang.replay import queries
from yichuang.replay.commands import open_log, post
from yichuang.replay.models import Log
from yichuang.replay.rules.figures import Figures, from_stats, told_by_the_log
from yichuang.replay.rules.mapping import Mapping, read_mapping
from yichuang.replay.rules.plan import Plan, plan
from yichuang.replay.rules.report import report_of
from yichuang.replay.rules.xes import Trace, traces
from yichuang.replay.wording import REFUSALS

AT_ONCE = 200  # acts in one transaction
BAR = 40


class Command(BaseCommand):
    help = (
        "Replay an event log (XES) through the commands of the product, into a simulation centre of its own."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the log: FILE.xes or FILE.xes.gz")
        parser.add_argument("--mapping", type=Path, required=True, help="mappings/NAME.toml")
        parser.add_argument(
            "--report", type=Path, help="where the report goes (JSON); else to standard output"
        )
        parser.add_argument("--cases", type=Path, help="where the cases go (CSV)")

    def handle(self, *args: Any, file: Path, mapping: Path, **options: Any) -> None:
        started = time.monotonic()
        for each in (file, mapping):
            if not each.is_file():
                raise CommandError(f"There is no file {each}.", returncode=2)
        try:
            told = read_mapping(mapping.read_text(encoding="utf-8"))
        except (Refused, UnicodeDecodeError) as refused:
            raise CommandError(_sentence(refused), returncode=2) from refused
        try:
            read = _read(file)
        except Refused as refused:
            raise CommandError(_sentence(refused), returncode=1) from refused
        log = self._replay(file, read, told)
        report = report_of(
            log=log.name,
            centre=log.centre.code,
            mapping=told.name,
            cases=log.cases,
            events=log.events,
            verdicts=queries.verdicts_of(log),
            counts=queries.counts_of(log),
            rows=(rows := queries.case_rows(log)),
            ours=queries.figures_of(log),
            told=told_by_the_log(read, told),
            stats=_stats(file),
        )
        self._write(report, rows, options["report"], options["cases"])
        if sys.stderr.isatty():
            self.stderr.write(f"{time.monotonic() - started:.1f} s", ending="\n")

    def _replay(self, file: Path, read: list[Trace], told: Mapping) -> Log:
        planned = plan(read, told)
        log = open_log(name=_name(file), mapping=told, planned=planned, sha256=_sha256(file))
        _post_all(log, planned, self.stderr if sys.stderr.isatty() else None)
        return log

    def _write(
        self, report: Figures, rows: list[dict[str, object]], report_to: Path | None, cases_to: Path | None
    ) -> None:
        text = json.dumps(report, ensure_ascii=False, indent=1, sort_keys=False)
        if report_to:
            report_to.write_text(text + "\n", encoding="utf-8")
        else:
            self.stdout.write(text)
        if cases_to:
            with cases_to.open("w", encoding="utf-8", newline="") as out:
                writer = csv.DictWriter(
                    out, ["case", "received", "due", "decided", "outcome"], lineterminator="\n"
                )
                writer.writeheader()
                writer.writerows(rows)


def _post_all(log: Log, planned: Plan, screen: Any) -> None:
    """Do what is not done yet, some acts in one transaction; a bar on a terminal, nothing in a pipe."""
    done = queries.done_of(log)
    waiting = [act for act in planned.acts if (act.case, act.key) not in done]
    for start in range(0, len(waiting), AT_ONCE):
        post(log=log, planned=planned, acts=waiting[start : start + AT_ONCE])
        if screen is not None:
            _draw(screen, min(start + AT_ONCE, len(waiting)), len(waiting))


def _draw(screen: TextIO, done: int, total: int) -> None:
    filled = BAR * done // total
    end = "\n" if done == total else ""
    screen.write(f"\r{'█' * filled}{'░' * (BAR - filled)} {done:,} / {total:,}", ending=end)  # type: ignore[call-arg]
    screen.flush()


def _open(file: Path) -> Any:
    with file.open("rb") as head:
        packed = head.read(2) == b"\x1f\x8b"
    return gzip.open(file) if packed else file.open("rb")


def _read(file: Path) -> list[Trace]:
    with _open(file) as stream:
        return list(traces(stream))


def _sha256(file: Path) -> str:
    """The hash of the log itself, packed or not."""
    with _open(file) as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _name(file: Path) -> str:
    return file.name.removesuffix(".gz").removesuffix(".xes")


def _stats(file: Path) -> Figures:
    """The figures that the log's authors put beside it, if they did."""
    beside = file.parent / f"{_name(file)}.stats.json"
    return from_stats(json.loads(beside.read_text(encoding="utf-8"))) if beside.is_file() else {}


def _sentence(refused: Exception) -> str:
    if isinstance(refused, Refused) and refused.code in REFUSALS:
        return str(REFUSALS[refused.code]).format(**refused.facts)
    return str(refused)
