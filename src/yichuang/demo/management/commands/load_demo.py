"""`manage load_demo`: the demo centre with its past."""

from __future__ import annotations

import os
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from yichuang.demo import commands


class Command(BaseCommand):
    help = "Load the demo centre, its people and its past into an empty database."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--regulation", default="nanchang", help="the local regulation of the demo centre"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        people = commands.load(now=timezone.now(), regulation=options["regulation"])
        lines = ["演示账号（密码都是 yichuang）/ demo accounts, every password is: yichuang", ""]
        lines += [f"  {username:<8}{name}\t{roles}" for username, name, roles in people]
        text = "\n".join(lines) + "\n"
        file = settings.DATA / "demo-accounts.txt"
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            out.write(text)
        self.stderr.write(f"Demo centre loaded with {len(people)} people.")
