"""Import a year's holidays and make-up days; move the dates of running clocks, and say which."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from yichuang.clocks import commands as clocks
from yichuang.clocks.wording.names import kind_words
from yichuang.kernel.acting import system
from yichuang.kernel.errors import CannotCompute
from yichuang.policy import commands as policy
from yichuang.policy.queries import calendar_of
from yichuang.policy.rules.reading import read_notice
from yichuang.web.refusals import sentence_of

BAD_ARGUMENTS = 2


class Command(BaseCommand):
    help = "Import a year's holidays and make-up days (holiday-cn JSON or CSV); moves live dates, says which."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--calendar", default="cn")

    def handle(self, *, file: Path, calendar: str, **options: Any) -> str:
        by = system(clocks.HOUSE, timezone.now())
        try:
            notice = read_notice(file.read_text(encoding="utf-8"))
            with transaction.atomic():
                imported = policy.import_notice(by=by, calendar=calendar, notice=notice)
                moved = clocks.move_dates(by=by, calendar=calendar)
        except OSError as error:
            raise CommandError(
                gettext("%(file)s cannot be read.") % {"file": file}, returncode=BAD_ARGUMENTS
            ) from error
        except (CannotCompute, UnicodeDecodeError) as error:
            told = sentence_of(error) if isinstance(error, CannotCompute) else str(error)
            raise CommandError(told, returncode=BAD_ARGUMENTS) from error
        facts = {"year": notice.year, "n": len(notice.days), "version": calendar_of(calendar).version}
        if imported is None:
            lines = [gettext("The calendar of %(year)s was known already; nothing changed.") % facts]
        else:
            lines = [gettext("Imported %(n)s days of %(year)s; the calendar is now %(version)s.") % facts]
        lines += [
            gettext("%(subject)s, %(kind)s: %(from)s → %(to)s") % {**one, "kind": kind_words(one["kind"])}
            for one in moved
        ]
        lines.append(ngettext("%(n)s date moved.", "%(n)s dates moved.", len(moved)) % {"n": len(moved)})
        return "\n".join(lines)
