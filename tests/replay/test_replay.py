"""`manage replay`: a small town's log, and the real one, through the real commands.

Anna confirms, Bram checks, Carla owns; `admin1` is an account of a machine. March and April 2011.
Source: issue 2 section 7 (real input); architecture sections 4 and 6.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from tests.replay.logs import MAPPING, MAPPINGS, REAL, a_log, a_trace, an_event, real_log
from yichuang.cases.models import Case
from yichuang.clocks.models import Clock
from yichuang.ledger.commands import rectify
from yichuang.ledger.models import Entry
from yichuang.replay.commands import post
from yichuang.replay.models import Log, ReplayedAct, ReplayedCase
from yichuang.replay.queries import figures_of
from yichuang.replay.rules.mapping import read_mapping
from yichuang.replay.rules.plan import plan
from yichuang.replay.rules.xes import traces
from yichuang.staff.models import Officer
from yichuang.staff.queries import acting_as

pytestmark = pytest.mark.django_db

STORY = (
    a_trace(  # in time, checked by the maker
        "in-time", "2011-03-01T09:00:00+01:00",
        an_event("Confirm", "Anna", "2011-03-02T10:00:00+01:00"),
        an_event("Check", "Anna", "2011-03-02T11:00:00+01:00"),
        deadline="2011-04-26T09:00:00+02:00", enddate="2011-04-26T17:00:00+02:00", responsible="Carla",
    ),
    a_trace(  # late by a day, though its limit was extended by two weeks; checked by another; a step after the end
        "late", "2011-03-01T09:00:00+01:00",
        an_event("Confirm", "Anna", "2011-03-01T10:00:00+01:00"),
        an_event("Check", "Bram", "2011-03-03T11:00:00+01:00"),
        an_event("Dance", "Bram", "2011-05-20T11:00:00+02:00"),
        deadline="2011-05-10T09:00:00+02:00", enddate="2011-05-11T08:00:00+02:00", responsible="Carla",
        channel="Internet",
    ),
    a_trace(  # begun before it was received, by a machine; never ends
        "open", "2011-03-10T09:00:00+01:00",
        an_event("Confirm", "admin1", "2011-03-09T10:00:00+01:00"),
        an_event("Check", "Bram", "soon"),
        deadline="2011-05-05T09:00:00+02:00", responsible="Carla",
    ),
    a_trace(  # ends before it starts; due earlier than eight weeks
        "upside-down", "2011-03-11T09:00:00+01:00",
        an_event("Confirm", "Bram", "2011-03-11T08:00:00+01:00"),
        deadline="2011-04-01T09:00:00+02:00", enddate="2011-03-11T00:00:00+01:00", responsible="admin1",
    ),
    a_trace("in-time", "2011-03-12T09:00:00+01:00", an_event("Confirm", "Anna", "2011-03-13T10:00:00+01:00")),
)  # fmt: skip


class Desk:
    """A folder with a log and a mapping, and the command."""

    def __init__(self, folder: Path, log: bytes, mapping: str = MAPPING, name: str = "Town_1.xes.gz") -> None:
        self.folder, self.log, self.mapping = folder, folder / name, folder / "story.toml"
        self.log.write_bytes(gzip.compress(log) if name.endswith(".gz") else log)
        self.mapping.write_text(mapping, encoding="utf-8")

    def replay(self, tag: str = "1") -> tuple[dict[str, Any], list[dict[str, str]]]:
        """The report and the case file of one run."""
        report, cases = self.folder / f"report-{tag}.json", self.folder / f"cases-{tag}.csv"
        call_command("replay", self.log, mapping=self.mapping, report=report, cases=cases)
        with cases.open(encoding="utf-8") as rows:
            return json.loads(report.read_text(encoding="utf-8")), list(csv.DictReader(rows))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path, a_log(*STORY).read())


def test_a_small_town_is_replayed_and_nothing_is_lost(desk):
    report, cases = desk.replay()
    assert (report["cases"], report["events"], report["taken"], report["lost"]) == (5, 9, 4, 0)
    assert report["mended"] == {"after_decision": 1, "before_receipt": 2}
    assert report["events"] == report["taken"] + sum(report["mended"].values()) + sum(
        report["refused"].values()
    )
    assert report["refused"] == {"case_number_twice": 1, "no_moment": 1}
    assert report["cases_refused"] == {"case_number_twice": 1}
    assert report["cases_mended"] == {
        "decided_at_receipt_because_it_ends_before_it_starts": 1,
        "limit_set_to_end_on_the_due_day": 1,
    }
    assert report["acts"] == {"decide": 3, "extend": 1, "receive": 4, "step": 7}
    assert report["acts_refused"] == {}
    assert report["odd"] == {
        "account_is_not_a_person": 1, "activity_not_in_mapping": 1, "after_decision": 1, "before_receipt": 2,
    }  # fmt: skip
    assert report["outcomes"] == {"in_time": 2, "late": 1, "no_decision": 1}
    assert cases == [
        row("in-time", "2011-03-01", "2011-04-26", "2011-04-26", "in_time"),
        row("late", "2011-03-01", "2011-05-10", "2011-05-11", "late"),
        row("open", "2011-03-10", "2011-05-05", "", "no_decision"),
        row("upside-down", "2011-03-11", "2011-04-01", "2011-03-11", "in_time"),
    ]


def row(case: str, received: str, due: str, decided: str, outcome: str) -> dict[str, str]:
    return {"case": case, "received": received, "due": due, "decided": decided, "outcome": outcome}


def test_our_own_figures_stand_beside_those_of_the_log(desk):
    figures = desk.replay()[0]["figures"]
    assert figures["outcomes_by_instant"]["ours"] == {"in_time": 1, "late": 2, "no_decision": 1}
    assert figures["controls"]["ours"] == {"check of confirm": {"cases": 2, "same": 1}}
    assert figures["handovers_per_case"]["ours"]["mean"] == 0.25
    assert figures["events_before_case_start"]["ours"] == 2
    assert figures["open_cases_per_day"]["ours"]["p100"] == 4


def test_running_it_again_adds_nothing_and_writes_the_same_bytes(desk):
    desk.replay("1")
    before = (Entry.objects.count(), Case.objects.count(), ReplayedAct.objects.count(), Clock.objects.count())
    desk.replay("2")
    after = (Entry.objects.count(), Case.objects.count(), ReplayedAct.objects.count(), Clock.objects.count())
    assert before == after
    for name in ("report-{}.json", "cases-{}.csv"):
        assert (desk.folder / name.format("1")).read_bytes() == (desk.folder / name.format("2")).read_bytes()


def test_every_act_has_its_own_officer_and_its_own_time(desk):
    desk.replay()
    mine = ReplayedCase.objects.select_related("case").get(outside_number="in-time")
    acts = Entry.objects.filter(
        subject=f"case:town-1/{mine.case.number}", act__in=["received", "step_done", "decided"]
    )
    told = [(entry.act, entry.actor, entry.happened_at.isoformat()[:16]) for entry in acts.order_by("id")]
    assert told == [
        ("received", "town-1:Carla", "2011-03-01T08:00"),
        ("step_done", "town-1:Anna", "2011-03-02T09:00"),
        ("step_done", "town-1:Anna", "2011-03-02T10:00"),
        ("decided", "town-1:Carla", "2011-04-26T15:00"),
    ]


def test_who_checks_himself_breaks_the_rule_on_file_and_nobody_is_stopped(desk):
    report = desk.replay()[0]
    assert report["breaches"]["same_person_reviews_and_decides"] == 1
    assert Entry.objects.filter(act="breach", actor="town-1:Anna").count() == 1


def test_accounts_that_are_no_people_are_marked_and_hold_no_letter(desk):
    desk.replay()
    machine = Officer.objects.get(code="town-1:admin1")
    assert not machine.is_person
    assert not machine.letters.exists()
    assert Officer.objects.get(code="town-1:Anna").is_person


def test_the_due_day_of_the_log_is_the_due_day_of_the_clock(desk):
    desk.replay()
    clocks = Clock.objects.filter(kind="statutory", subject__startswith="case:").order_by("due_on")
    assert [f"{clock.due_on}" for clock in clocks] == ["2011-04-01", "2011-04-26", "2011-05-05", "2011-05-10"]
    late = ReplayedCase.objects.get(outside_number="late").case
    assert (late.extensions, late.channel) == (1, "online")


def test_a_replay_that_was_killed_goes_on_where_it_stood(desk, monkeypatch):
    from yichuang.replay.management.commands import replay as command  # noqa: PLC0415

    honest, turns = command.post, iter([True, True, True, False])

    def killed(**told):
        if not next(turns):
            raise KeyboardInterrupt
        return honest(**told)

    monkeypatch.setattr(command, "AT_ONCE", 3)
    monkeypatch.setattr(command, "post", killed)
    with pytest.raises(KeyboardInterrupt):
        desk.replay("killed")
    assert ReplayedAct.objects.exclude(verdict="refused").count() == 9
    monkeypatch.setattr(command, "post", honest)
    report, _cases = desk.replay()
    assert (report["taken"], report["lost"], report["acts"]["receive"]) == (4, 0, 4)


def test_an_act_that_a_command_refuses_changes_nothing_and_is_counted(desk):
    hopping = MAPPING + '\n[[act]]\nactivity = "Dance"\nact = "resume"\nstep = "dance"\n'
    desk.mapping.write_text(hopping, encoding="utf-8")
    report, _cases = desk.replay()
    assert report["refused"]["act_not_possible"] == 1
    assert (report["lost"], report["acts"]["step"]) == (0, 6)


def test_two_logs_of_one_name_get_two_centres(desk, tmp_path):
    desk.replay()
    (tmp_path / "other").mkdir()
    other = Desk(tmp_path / "other", a_log(STORY[0]).read())
    other.replay()
    codes = list(Log.objects.order_by("id").values_list("centre__code", flat=True))
    assert codes[0] == "town-1"
    assert codes[1].startswith("town-1-")
    assert Case.objects.filter(outside_number="in-time").count() == 2


def test_a_log_packed_or_not_is_the_same_log(desk, tmp_path):
    desk.replay()
    (tmp_path / "plain").mkdir()
    Desk(tmp_path / "plain", gzip.decompress(desk.log.read_bytes()), name="Town_1.xes").replay()
    assert Log.objects.count() == 1


def test_an_empty_log_gives_an_empty_report(tmp_path):
    report, cases = Desk(tmp_path, a_log().read()).replay()
    assert (report["cases"], report["events"], report["lost"], cases) == (0, 0, 0, [])


@pytest.mark.parametrize(
    ("log", "mapping", "code"),
    [
        pytest.param(b"<log>", MAPPING, 1, id="a log cut off"),
        pytest.param(b"<log/>", MAPPING.replace("received", "recieved"), 2, id="a mapping misspelt"),
    ],
)
def test_what_cannot_be_read_is_said_and_nothing_is_begun(tmp_path, log, mapping, code):
    with pytest.raises(CommandError) as refused:
        Desk(tmp_path, log, mapping).replay()
    assert refused.value.returncode == code
    assert not Log.objects.exists()


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(CommandError) as refused:
        call_command("replay", tmp_path / "no.xes", mapping=tmp_path / "no.toml")
    assert refused.value.returncode == 2


def test_without_a_report_file_the_report_is_printed(desk):
    out = io.StringIO()
    call_command("replay", desk.log, mapping=desk.mapping, stdout=out)
    assert json.loads(out.getvalue())["events"] == 9


def test_a_part_of_the_real_log_is_replayed_whole(tmp_path):
    """The first forty cases of the real log: every figure that the log tells is ours too."""
    mapping = (MAPPINGS / "receipt.toml").read_text(encoding="utf-8")
    whole = real_log("receipt.xes.gz").read().decode()
    part = "</trace>".join(whole.split("</trace>")[:40]) + "</trace></log>"
    report, cases = Desk(tmp_path, part.encode(), mapping).replay()
    assert (report["cases"], len(cases), report["lost"], report["refused"]) == (40, 40, 0, {})
    assert report["differences"] == []


@pytest.mark.slow
def test_the_real_log_gives_its_authors_figures(tmp_path):
    """1,434 cases, 8,577 events: 952 / 377 by the instant, 1,020 / 309 by whole days, 1,088 of 1,316."""
    mapping = (MAPPINGS / "receipt.toml").read_text(encoding="utf-8")
    desk = Desk(tmp_path, real_log("receipt.xes.gz").read(), mapping, name="receipt.xes.gz")
    stats = (REAL / "receipt.stats.json").read_text(encoding="utf-8")
    (tmp_path / "receipt.stats.json").write_text(stats, encoding="utf-8")
    report, cases = desk.replay()
    figures = report["figures"]
    assert (report["cases"], report["events"], report["lost"]) == (1434, 8577, 0)
    assert report["mended"]["before_receipt"] == 12
    assert report["mended"]["after_decision"] == 180
    assert report["odd"]["account_is_not_a_person"] == 522
    assert report["refused"] == {}
    assert report["outcomes"] == {"in_time": 1020, "late": 309, "no_decision": 105}
    assert figures["outcomes_by_instant"]["ours"] == {"in_time": 952, "late": 377, "no_decision": 105}
    assert figures["controls"]["ours"]["confirm_check of confirm"] == {"same": 1088, "cases": 1316}
    assert figures["controls"]["ours"]["confirm_determine of confirm_check"] == {"same": 1028, "cases": 1303}
    assert (figures["open_cases_per_day"]["ours"]["mean"], figures["open_cases_per_day"]["ours"]["p100"]) == (
        187.0,
        268,
    )
    assert report["differences"] == ["case_duration_days"]  # two cases end before they start
    assert len(cases) == 1434


def test_posting_needs_a_whole_plan(desk):
    """`post` is one transaction: a fault of ours in the middle leaves nothing behind."""
    desk.replay()
    log = Log.objects.get()
    planned = plan(traces(a_log(STORY[0])), read_mapping(MAPPING))
    unknown = [act for act in planned.acts if act.key == "decide"]
    before = Entry.objects.count()
    with pytest.raises(Exception, match=r"act_replayed_once|UNIQUE"):
        post(log=log, planned=planned, acts=unknown)
    assert Entry.objects.count() == before


def test_a_step_that_was_rectified_counts_in_no_figure(desk):
    """Carla takes Anna's check of her own work back; the figures forget it, the ledger does not."""
    desk.replay("1")
    log = Log.objects.get()
    check = Entry.objects.get(actor="town-1:Anna", act="step_done", facts__step="check")
    with transaction.atomic():
        by = acting_as(Officer.objects.get(code="town-1:Carla"), check.happened_at)
        rectify(entry=check, by=by, reason="filed for the wrong case", approver="town-1:Bram")
    figures = figures_of(log)
    assert figures["events"] == 6
    assert figures["controls"] == {"check of confirm": {"cases": 1, "same": 0}}
    assert Entry.objects.filter(pk=check.pk).exists()
