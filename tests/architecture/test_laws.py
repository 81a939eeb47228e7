"""The laws hold in the source, and each of them is shown able to fail: a law that cannot is none."""

from __future__ import annotations

import inspect
from pathlib import Path

import pytest

from tests.architecture.laws import HOUSE, LAWS, Law, Module


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
def test_the_law_holds(law: Law):
    broken = list(law(HOUSE))
    assert not broken, f"{inspect.getdoc(law)}\n" + "\n".join(broken)


HEAD = "from django.db import transaction\n"
LONG = "def long() -> int:\n" + "    x = 1\n" * 59 + "    return x\n"

FAULTS = {
    "across_packages_only_open_rooms": [
        ("cases/queries.py", "from yichuang.centres.models import Centre"),
        ("cases/commands.py", "from yichuang.centres import models"),
        ("desk/web/views.py", "from yichuang.cases.web.forms import IntakeForm"),
        ("desk/web/views.py", "def view():\n    from yichuang.cases import wording"),
    ],
    "foreign_keys_are_strings": [("cases/models.py", "centre = models.ForeignKey(Centre, models.PROTECT)")],
    "nobody_fetches_models_by_the_back_door": [
        ("cases/queries.py", "from django.apps import apps\nCentre = apps.get_model('centres', 'Centre')"),
    ],
    "statements_read_lower_tables": [("clocks/sql/sweep.sql", "SELECT * FROM cases_case")],
    "only_commands_write": [
        ("cases/queries.py", "case.save()"),
        ("cases/queries.py", "case.save(update_fields=['state'])"),
        ("cases/web/views.py", "Case.objects.create(number='1')"),
        ("cases/web/views.py", "Case.objects.filter(pk=1).update(state='x')"),
        ("cases/web/views.py", "Case.objects.filter(pk=1).delete()"),
        ("cases/management/commands/tidy.py", "Case.objects.bulk_create(rows)"),
        ("cases/queries.py", "with connection.cursor() as cursor:\n    cursor.execute('SELECT 1')"),
        ("cases/queries.py", "from yichuang.ledger.commands import record"),
    ],
    "each_command_is_one_transaction": [
        ("cases/commands.py", "def accept(*, by): ..."),
        ("cases/commands/accept.py", "def accept():\n    Case.objects.create()"),
        ("cases/commands.py", "@cache\ndef accept(*, by): ..."),
    ],
    "commands_name_what_they_are_given": [
        ("cases/commands.py", f"{HEAD}@transaction.atomic\ndef accept(number, by): ..."),
    ],
    "only_entrances_look_at_the_clock": [
        ("cases/commands.py", "def accept():\n    return timezone.now()"),
        ("cases/models.py", "at = models.DateTimeField(default=timezone.now)"),
        ("cases/models.py", "at = models.DateTimeField(auto_now_add=True)"),
        ("cases/queries.py", "day = date.today()"),
        ("cases/queries.py", "at = datetime.now(UTC)"),
        ("cases/queries.py", "at = datetime.datetime.now(UTC)"),
        ("cases/rules/clock.py", "at = time.time()"),
        ("cases/queries.py", "day = timezone.localdate()"),
        ("cases/queries.py", "at = Now()"),
        ("cases/sql/due.sql", "SELECT * FROM cases_case WHERE due_on < CURRENT_DATE"),
        ("cases/templates/cases/case.html", "{% now 'Y' %}"),
    ],
    "the_kernel_stands_on_the_standard_library": [
        ("kernel/worktime.py", "import yaml"),
        ("kernel/worktime.py", "from yichuang.policy.rules import parameters"),
    ],
    "rules_touch_nothing": [
        ("cases/rules/clock.py", "text = open('x').read()"),
        ("cases/rules/clock.py", "text = PATH.read_text()"),
        ("cases/rules/codes.py", "import secrets"),
        ("kernel/worktime.py", "import os.path"),
    ],
    "nothing_happens_by_signal": [
        ("cases/apps.py", "from django.db.models.signals import post_save"),
        ("cases/commands.py", "from django.dispatch import receiver"),
    ],
    "models_do_nothing": [
        ("cases/models.py", "class Case(models.Model):\n    def save(self): ..."),
        ("cases/models.py", "class Case(models.Model):\n    def is_late(self): ..."),
        ("cases/queries.py", "class Cases(models.QuerySet['Case']):\n    def late(self): ..."),
        ("cases/web/forms.py", "class Case(models.Model):\n    def delete(self): ..."),
    ],
    "nothing_is_too_long": [
        ("cases/queries.py", "x = 1\n" * 601),
        ("cases/queries.py", LONG),
    ],
    "templates_keep_the_policy": [
        ("cases/templates/cases/case.html", '<p style="color: red">'),
        ("cases/templates/cases/case.html", '<button\n  onclick="go()">'),
        ("cases/templates/cases/case.html", "<script>go()</script>"),
        ("cases/templates/cases/case.html", "<style>p {}</style>"),
    ],
    "templates_speak_through_gettext": [("cases/templates/cases/case.html", "<h1>办件</h1>")],
}

INNOCENT = {
    "across_packages_only_open_rooms": [
        (
            "cases/commands.py",
            "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from yichuang.centres.models import Centre",
        ),
        ("cases/queries.py", "from yichuang.policy.rules.parameters import Policy"),
        ("cases/commands/accept.py", "from yichuang.cases.models import Case"),
        ("desk/web/views.py", "from yichuang.web.clock_strip import strip_svg"),
    ],
    "foreign_keys_are_strings": [
        ("cases/models.py", "class Case: ...\ncase = models.ForeignKey(Case, models.PROTECT)")
    ],
    "statements_read_lower_tables": [
        ("cases/sql/list.sql", "SELECT * FROM cases_case JOIN clocks_clock ON true")
    ],
    "only_commands_write": [
        ("cases/commands.py", "case.save()"),
        ("cases/queries.py", "digest.update(b'')\nfont.save('x')\nseen.update({'a': 1})\ncache.delete('x')"),
    ],
    "each_command_is_one_transaction": [
        ("cases/commands.py", f"{HEAD}@transaction.atomic\ndef accept(*, by): ..."),
        ("cases/commands.py", "def take():\n    assert connection.in_atomic_block\n    row.save()"),
        ("cases/commands.py", "def sweep(*, by):\n    '''Each in a transaction of its own.'''"),
        ("cases/commands.py", "def _part():\n    row.save()"),
    ],
    "commands_name_what_they_are_given": [
        ("cases/commands.py", f"{HEAD}@transaction.atomic\ndef accept(number, *, by): ..."),
    ],
    "only_entrances_look_at_the_clock": [
        ("cases/web/views.py", "at = timezone.now()"),
        ("cases/management/commands/sweep.py", "at = timezone.now()"),
        ("cases/queries.py", "day = timezone.localdate(case.at)\nbegan = time.monotonic()"),
    ],
    "rules_touch_nothing": [("cases/rules/clock.py", "import re\nfrom datetime import date")],
    "models_do_nothing": [("cases/models.py", "class Case(models.Model):\n    def __str__(self): ...")],
    "nothing_is_too_long": [("cases/queries.py", "x = 1\n" * 600)],
    "templates_keep_the_policy": [
        ("cases/templates/cases/case.html", '<script src="x.js"></script>{# <style> #}<p data-on="x">'),
    ],
    "templates_speak_through_gettext": [
        (
            "cases/templates/cases/case.html",
            "{% comment %} Wants case (办件). {% endcomment %}<p>{{ case }}</p>",
        ),
    ],
}


def broken_by(name: str, tmp_path: Path, place: str, text: str) -> list[str]:
    """What the law of this name says of a house that holds this one file."""
    path = tmp_path / place
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    law = next(law for law in LAWS if law.__name__ == name)
    return list(law(tmp_path))


@pytest.mark.parametrize(
    ("name", "place", "text"),
    [
        pytest.param(name, *fault, id=f"{name}: {fault[1][:40]}")
        for name, faults in FAULTS.items()
        for fault in faults
    ],
)
def test_the_law_can_fail(name: str, place: str, text: str, tmp_path: Path):
    assert broken_by(name, tmp_path, place, text)


@pytest.mark.parametrize(
    ("name", "place", "text"),
    [
        pytest.param(name, *file, id=f"{name}: {file[1][:40]}")
        for name, files in INNOCENT.items()
        for file in files
    ],
)
def test_the_law_lets_the_innocent_be(name: str, place: str, text: str, tmp_path: Path):
    assert broken_by(name, tmp_path, place, text) == []


def test_every_law_has_been_seen_to_fail():
    assert {law.__name__ for law in LAWS} == set(FAULTS)


def test_a_statement_that_changes_rows_is_named_by_commands_alone(tmp_path: Path):
    sql = tmp_path / "clocks/sql/sweep.sql"
    sql.parent.mkdir(parents=True)
    sql.write_text("-- a sweep\nUPDATE clocks_clock SET stopped = true", encoding="utf-8")
    assert broken_by("only_commands_write", tmp_path, "clocks/web/views.py", "run(SQL / 'sweep.sql')")
    sql.write_text("SELECT 1 -- INSERT INTO clocks_clock", encoding="utf-8")
    assert not broken_by("only_commands_write", tmp_path, "clocks/queries/due.py", "run(SQL / 'sweep.sql')")


@pytest.mark.parametrize(
    ("place", "package", "room"),
    [
        ("cases/commands/accept.py", "cases", "commands"),
        ("cases/management/commands/due.py", "cases", "management"),
        ("cases/queries.py", "cases", "queries"),
        ("database.py", "", "database"),
    ],
)
def test_a_module_knows_its_room(place: str, package: str, room: str):
    module = Module(Path("/house"), Path("/house") / place)
    assert (module.package, module.room) == (package, room)
