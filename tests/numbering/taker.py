"""One process that takes numbers from an SQLite file: `taker.py prepare`, then `taker.py SEED TRIES`."""

from __future__ import annotations

import os
import random
import sys

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "yichuang.settings"
django.setup()

from django.core.management import call_command  # noqa: E402 - after the set-up
from django.db import transaction  # noqa: E402

from yichuang.numbering.commands import take  # noqa: E402

if sys.argv[1] == "prepare":
    call_command("migrate", "numbering", verbosity=0)
else:
    mind = random.Random(int(sys.argv[1]))
    for _ in range(int(sys.argv[2])):
        gives_up = mind.random() < 0.3
        with transaction.atomic():
            number = take("receipt:LZ:2026")
            transaction.set_rollback(gives_up)
        if not gives_up:
            sys.stdout.write(f"{number}\n")
