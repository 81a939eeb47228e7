"""What a data folder needs before the product runs on it: tables, static files, the demo centre.

`run.py` calls it, and only when something is to be done, for Django takes a second to start.
"""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence

import django
from django.apps import apps
from django.core.management import call_command, get_commands


def main(arguments: Sequence[str]) -> int:
    """Do what was asked, all of it on standard error."""
    asked = _understand(arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yichuang.settings")
    django.setup()
    known = get_commands()
    if asked.tables:
        call_command("migrate", verbosity=0, interactive=False, stdout=sys.stderr)
    if asked.static:
        call_command("collectstatic", verbosity=0, interactive=False, stdout=sys.stderr)
    if asked.demo and "load_demo" in known and not _has_centres():
        chosen = {"regulation": asked.regulation} if asked.regulation else {}
        call_command("load_demo", stdout=sys.stderr, **chosen)
    return 0


def _understand(arguments: Sequence[str]) -> Namespace:
    parser = ArgumentParser(prog="yichuang.setting_up", description=__doc__)
    parser.add_argument("--tables", action="store_true", help="bring the tables up to date")
    parser.add_argument("--static", action="store_true", help="collect the static files")
    parser.add_argument("--demo", action="store_true", help="load the demo centre if there is no centre yet")
    parser.add_argument("--regulation", help="the local regulation of the demo centre")
    return parser.parse_args(arguments)


def _has_centres() -> bool:
    return bool(apps.get_model("centres", "Centre").objects.exists())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
