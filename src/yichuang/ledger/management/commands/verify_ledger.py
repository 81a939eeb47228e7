"""`manage verify_ledger`: is the ledger still what was written?"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from yichuang.ledger import wording
from yichuang.ledger.queries import verify


class Command(BaseCommand):
    help = (
        "Recompute the hash of every entry of the ledger; exit 1 and the first difference if one was altered."
    )

    def handle(self, **options: Any) -> str:
        found = verify(self._progress)
        if self.stderr.isatty():
            self.stderr.write("")
        difference = found.difference
        if difference is not None:
            raise CommandError(
                wording.LEDGER_DIFFERS
                % {
                    "entry": difference.entry,
                    "subject": difference.subject,
                    "act": difference.act,
                    "on_file": difference.on_file,
                    "recomputed": difference.recomputed or wording.LEDGER_NOT_COMPUTABLE,
                    "count": found.checked,
                },
                returncode=1,
            )
        return "\n".join([wording.LEDGER_AGREES % {"count": found.checked}, str(wording.LEDGER_NOT_COVERED)])

    def _progress(self, checked: int) -> None:
        if self.stderr.isatty():
            self.stderr.write("\r" + wording.LEDGER_CHECKED % {"count": checked}, ending="")
