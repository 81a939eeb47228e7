"""`manage work`: the duties of the clock and the outbox, until it is asked to end; `--once`: until nothing is due."""

from __future__ import annotations

import signal
import threading
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import close_old_connections, connection
from django.utils import timezone

from yichuang.worker import wording
from yichuang.worker.queries import Ready, ready_duties
from yichuang.worker.rules.rhythm import MOST_ROUNDS, pause_seconds

LOOK_UP_SECONDS = 1.0  # so often the loop sees whether a duty's time has come


class Command(BaseCommand):
    help = "Do the duties of the clock and send the outbox; --once: every duty until nothing is due."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="every duty until nothing is due, then end")

    def handle(self, *, once: bool, **options: Any) -> None:
        duties = ready_duties()
        if once:
            self._once(duties)
        else:
            self._until_asked_to_end(duties)

    def _once(self, duties: list[Ready]) -> None:
        """One duty may make work for another: round after round, until a whole round found nothing."""
        failed: set[str] = set()
        for _round in range(MOST_ROUNDS):
            done = sum(self._whole(each, failed) for each in duties if each.duty.command not in failed)
            if not done:
                break
        if failed:
            raise CommandError(wording.SOME_FAILED % {"count": len(failed)}, returncode=1)
        self.stdout.write(str(wording.NOTHING_DUE))

    def _whole(self, ready: Ready, failed: set[str]) -> int:
        """One duty until nothing is left of it; how many things it did. A failure is said and remembered."""
        total = 0
        for _ in range(MOST_ROUNDS):
            done, error = self._perform(ready)
            if error is not None:
                told = {"duty": ready.duty.command, "error": _named(error)}
                self.stderr.write(str(wording.DUTY_FAILED_ONCE % told))
                failed.add(ready.duty.command)
                return total
            if not done:
                return total
            total += done
        raise CommandError(wording.DUTY_ENDLESS % {"duty": ready.duty.command}, returncode=1)

    def _until_asked_to_end(self, duties: list[Ready]) -> None:
        asked = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: asked.set())
        self.stdout.write(str(wording.WORKER_BEGINS % {"count": len(duties)}))
        self.stdout.flush()
        turns = {ready.duty.command: 0.0 for ready in duties}
        failures = dict.fromkeys(turns, 0)
        while not asked.is_set():
            close_old_connections()
            for ready in duties:
                name = ready.duty.command
                if asked.is_set() or time.monotonic() < turns[name]:
                    continue
                done, error = self._perform(ready)
                failures[name] = failures[name] + 1 if error else 0
                pause = pause_seconds(every=ready.duty.every_seconds, done=done, failures=failures[name])
                turns[name] = time.monotonic() + pause
                if error is not None:
                    told = {"duty": name, "error": _named(error), "pause": pause}
                    self.stderr.write(str(wording.DUTY_FAILED % told))
            now = time.monotonic()
            if all(turn > now for turn in turns.values()):
                asked.wait(LOOK_UP_SECONDS)
        self.stdout.write(str(wording.WORKER_ENDS))

    def _perform(self, ready: Ready) -> tuple[int, Exception | None]:
        """Do a duty once: how many things it did, or what went wrong. Nothing that goes wrong ends the worker."""
        try:
            done = ready.work(now=timezone.now())
        except Exception as error:  # noqa: BLE001 (the other duties must go on; the caller says it aloud)
            connection.close()
            return 0, error
        if done:
            self.stdout.write(str(wording.DUTY_DONE % {"duty": ready.duty.command, "count": done}))
        return done, None


def _named(error: Exception) -> str:
    return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
