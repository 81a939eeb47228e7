"""A due date and how it comes about; or, in a batch, the due dates of a whole file."""

from __future__ import annotations

import csv
import gzip
import io
import sys
from argparse import ArgumentParser
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, ProgrammingError
from django.utils.translation import gettext, ngettext

from yichuang.clocks.wording.derivation import span_rows
from yichuang.clocks.wording.names import amount_words
from yichuang.clocks.wording.table import lines_of
from yichuang.kernel.errors import CannotCompute
from yichuang.kernel.worktime import Due, Limit, Roll, Unit, WorkCalendar, derive, due
from yichuang.policy.queries import calendar_of, policy_of, shipped_calendar
from yichuang.policy.rules.layering import NATIONAL
from yichuang.web.days import full_day, weekday_words
from yichuang.web.refusals import sentence_of

BAD_ARGUMENTS = 2
SHOWN_AT_MOST = 20
COLUMNS = ("from", "amount", "unit")


class Command(BaseCommand):
    help = "A due date and its derivation; --batch FILE.csv: those of a file, to standard output."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        units = [unit.value for unit in Unit if unit is not Unit.SPOT]
        parser.add_argument("--from", dest="start", metavar="DAY", help="YYYY-MM-DD; for hours with the time")
        parser.add_argument("--days", type=int, metavar="N", help="how many of the unit")
        parser.add_argument("--unit", choices=units, default=Unit.WORKING.value)
        parser.add_argument("--calendar", default="cn")
        parser.add_argument(
            "--roll",
            choices=[roll.value for roll in Roll],
            help="whether a limit that ends on a day off runs on; left out: as the national law has it",
        )
        parser.add_argument("--batch", type=Path, metavar="FILE", help="CSV or .csv.gz: from,amount,unit")

    def handle(self, *, batch: Path | None, **options: Any) -> str | None:
        try:
            counter = _Counter(_calendar(options["calendar"]), options["roll"])
            if batch:
                self._batch(batch, counter)
                return None
            return _one(counter, options["start"], options["days"], Unit(options["unit"]))
        except CannotCompute as refusal:
            raise CommandError(sentence_of(refusal), returncode=BAD_ARGUMENTS) from refusal

    def _batch(self, file: Path, counter: _Counter) -> None:
        """All rows, or none: a file with a bad row is refused, with the line of each."""
        out = io.StringIO()
        try:
            with _opened(file) as lines:
                bad = _write_due(lines, out, counter)
        except (OSError, EOFError, UnicodeDecodeError) as error:
            told = gettext("%(file)s cannot be read: %(why)s") % {"file": file, "why": error}
            raise CommandError(told, returncode=BAD_ARGUMENTS) from error
        if bad:
            more = len(bad) - SHOWN_AT_MOST
            if more > 0:
                told = ngettext("and %(n)s more line", "and %(n)s more lines", more) % {"n": more}
                bad = [*bad[:SHOWN_AT_MOST], told]
            raise CommandError("\n".join(bad), returncode=BAD_ARGUMENTS)
        self.stdout.write(out.getvalue(), ending="")


@dataclass(frozen=True)
class _Counter:
    """What every row is counted with."""

    calendar: WorkCalendar
    roll: str | None

    def due(self, start: date, limit: Limit) -> Due:
        return due(start, limit, self.calendar, self.roll_of(limit.unit))

    def roll_of(self, unit: Unit) -> Roll:
        return _roll(self.roll, unit)


@lru_cache
def _roll(asked: str | None, unit: Unit) -> Roll:
    return Roll(asked) if asked else policy_of(NATIONAL, date.max).roll_of(unit)


def _calendar(name: str) -> WorkCalendar:
    """The calendar with its imported years; the shipped one where there is no database yet."""
    try:
        return calendar_of(name)
    except (OperationalError, ProgrammingError):
        return shipped_calendar(name)


def _one(counter: _Counter, text: str | None, days: int | None, unit: Unit) -> str:
    """One due date: the day first, then why."""
    if text is None or days is None:
        told = gettext("Say --from and --days, or --batch with a file.")
        raise CommandError(told, returncode=BAD_ARGUMENTS)
    start = _start(text, unit)
    if start is None:
        told = _not_a_day(text, unit)
        raise CommandError(told, returncode=BAD_ARGUMENTS)
    limit, roll = Limit(days, unit), counter.roll_of(unit)
    found = counter.due(start, limit)
    day = start.date() if isinstance(start, datetime) else start
    facts = {
        "due": _written(found, text),
        "weekday": weekday_words(found.on),
        "amount": amount_words(days, unit),
        "start": full_day(day),
        "version": counter.calendar.version,
        "until": full_day(counter.calendar.published_until),
    }
    first = gettext("Due: %(due)s (%(weekday)s)") % facts
    if found.provisional:
        first = gettext("%(due)s, provisional: past what has been announced") % {"due": first}
    rows = span_rows(
        derive(start, limit, counter.calendar, roll), unit, policy_of(NATIONAL, max(day, _LAW)).clauses
    )
    said = gettext("%(amount)s from %(start)s, calendar %(version)s (announced to %(until)s)") % facts
    return "\n".join([first, said, "", *lines_of(rows)])


_LAW = date(2004, 7, 1)  # clauses are those of the day; before the licensing law those of its first


def _write_due(lines: Iterable[str], out: io.StringIO, counter: _Counter) -> list[str]:
    """The rows with due and provisional added, in their order; the sentences about bad ones."""
    rows = csv.reader(lines)
    names = [name.strip() for name in next(rows, [])]
    missing = [name for name in COLUMNS if name not in names]
    if missing:
        told = gettext("Line 1: the column %(column)s is missing; it must be from,amount,unit.")
        return [told % {"column": missing[0]}]
    places = [names.index(name) for name in COLUMNS]
    write = csv.writer(out, lineterminator="\n").writerow
    write([*names, "due", "provisional"])
    bad: list[str] = []
    for row in rows:
        if not row:
            continue
        try:
            text, amount, unit = _fields(row, places, len(names))
            found = counter.due(*_parsed(text, amount, unit))
        except CannotCompute as refusal:
            bad.append(_in_line(rows.line_num, sentence_of(refusal)))
        except _BadRowError as error:
            bad.append(_in_line(rows.line_num, str(error)))
        else:
            write([*row, _written(found, text), "true" if found.provisional else "false"])
    return bad


class _BadRowError(Exception):
    """A row that says something else than a day, an amount and a unit."""


def _parsed(text: str, amount: str, unit: str) -> tuple[date, Limit]:
    """A start and a limit; _BadRowError where they cannot be read."""
    limit = _limit(amount, unit)
    start = _start(text, limit.unit)
    if start is None:
        raise _BadRowError(_not_a_day(text, limit.unit))
    return start, limit


@lru_cache(maxsize=4096)
def _limit(amount: str, unit: str) -> Limit:
    kind = _UNITS.get(unit)
    if kind is None:
        told = gettext("there is no unit “%(unit)s”; say working, calendar, month, year or hour.")
        raise _BadRowError(told % {"unit": unit})
    if not amount.isascii() or not amount.isdigit():
        told = gettext("“%(amount)s” is no amount; give a whole number from 0.")
        raise _BadRowError(told % {"amount": amount})
    return Limit(int(amount), kind)


def _fields(row: Sequence[str], places: Sequence[int], width: int) -> list[str]:
    if len(row) != width:
        facts = {"n": len(row), "columns": width}
        raise _BadRowError(gettext("the number of fields is %(n)s, that of columns %(columns)s.") % facts)
    return [row[place].strip() for place in places]


_UNITS = {unit.value: unit for unit in Unit}


def _start(text: str, unit: Unit) -> date | None:
    """The day, or for hours the moment; None where the text is neither."""
    try:
        if unit is not Unit.HOUR:
            return date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text).date()
        return datetime.fromisoformat(text) if len(text) > 10 else None
    except ValueError:
        return None


def _written(found: Due, text: str) -> str:
    """A due moment is written as its start was: the same sign between day and time, seconds or none."""
    if found.at is None:
        return str(found.on)
    seconds = (text.count(":") > 1 and found.at.tzinfo is None) or found.at.second
    return found.at.isoformat(sep=text[10], timespec="auto" if seconds else "minutes")


def _not_a_day(text: str, unit: Unit) -> str:
    if unit is Unit.HOUR:
        return gettext("“%(text)s” is no moment; write it as 2026-10-09T09:30.") % {"text": text}
    return gettext("“%(text)s” is no day; write it as 2026-10-09.") % {"text": text}


def _in_line(number: int, why: str) -> str:
    return gettext("Line %(number)s: %(why)s") % {"number": number, "why": why}


def _opened(file: Path) -> io.TextIOBase:
    if str(file) == "-":
        return sys.stdin  # type: ignore[return-value]
    if file.name.endswith(".gz"):
        return gzip.open(file, "rt", encoding="utf-8-sig", newline="")
    return file.open(encoding="utf-8-sig", newline="")
