"""Figures: small ones by hand, the real log's against what its authors count.

Source: issue 2 section 7; CLK-002.
"""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest

from tests.replay.logs import MAPPING, MAPPINGS, REAL, a_log, a_trace, an_event, real_log
from yichuang.replay.rules.figures import (
    Done,
    beside,
    controls,
    from_stats,
    open_a_day,
    outcome,
    outcome_by_instant,
    quantiles,
    told_by_the_log,
)
from yichuang.replay.rules.mapping import read_mapping
from yichuang.replay.rules.xes import traces

MONDAY, TUESDAY, WEDNESDAY = (date(2011, 3, 7 + n) for n in range(3))


def test_quantiles_lie_between_the_ranks():
    assert quantiles([4, 1, 2, 3]) == {
        "n": 4, "mean": 2.5, "p0": 1, "p5": 1.15, "p25": 1.75, "p50": 2.5, "p75": 3.25, "p90": 3.7,
        "p95": 3.85, "p99": 3.97, "p100": 4,
    }  # fmt: skip
    assert quantiles([]) == {}


def test_a_case_is_open_on_its_first_and_on_its_last_day():
    told = open_a_day({MONDAY: 2}, {TUESDAY: 1})
    assert (told["n"], told["p0"], told["p100"], told["mean"]) == (3, 1, 2, 1.7)  # 2, 2, 1
    assert open_a_day({}, {}) == {}


@pytest.mark.parametrize(
    ("due", "decided", "told"),
    [
        (TUESDAY, MONDAY, "in_time"),
        (TUESDAY, TUESDAY, "in_time"),
        (TUESDAY, WEDNESDAY, "late"),
        (TUESDAY, None, "no_decision"),
        (None, WEDNESDAY, "in_time"),
    ],
)
def test_the_due_day_counts_whole(due, decided, told):
    assert outcome(due=due, decided=decided) == told


def test_by_the_instant_the_same_day_may_be_late():
    noon, evening = (datetime(2011, 3, 7, hour, tzinfo=UTC) for hour in (12, 18))
    assert outcome_by_instant(due=noon, decided=evening) == "late"
    assert outcome_by_instant(due=noon, decided=noon) == "in_time"
    assert outcome_by_instant(due=noon, decided=None) == "no_decision"


def test_of_each_case_the_first_control_counts():
    done = [
        Done("A", "confirm", "", "Anna"), Done("A", "check", "confirm", "Anna"),
        Done("A", "check", "confirm", "Bram"),
        Done("B", "confirm", "", "Anna"), Done("B", "check", "confirm", "Bram"),
        Done("C", "check", "confirm", "Carla"),
        Done("D", "confirm", "", "Anna"),
    ]  # fmt: skip
    assert controls(done) == {"check of confirm": {"same": 1, "cases": 2}}


def test_a_log_told_straight_from_the_log():
    log = a_log(
        a_trace(
            "A", "2011-03-07T09:00:00+01:00",
            an_event("Confirm", "Anna", "2011-03-06T09:00:00+01:00"),
            an_event("Check", "Bram", "2011-03-07T10:00:00+01:00"),
            an_event("Confirm", "Bram", "2011-03-10T10:00:00+01:00"),
            deadline="2011-03-08T08:00:00+01:00", enddate="2011-03-08T09:00:00+01:00",
        ),
        a_trace("B", "soon", an_event("Confirm", "Anna", "2011-03-06T09:00:00+01:00")),
    )  # fmt: skip
    told = told_by_the_log(traces(log), read_mapping(MAPPING))
    assert (told["cases"], told["events"]) == (1, 3)
    assert (told["events_before_case_start"], told["events_after_case_end"]) == (1, 1)
    assert told["outcomes_by_instant"] == {"in_time": 0, "late": 1, "no_decision": 0}
    assert told["outcomes_by_day"] == {"in_time": 1, "late": 0, "no_decision": 0}
    assert told["handovers_per_case"]["mean"] == 1
    assert told["controls"] == {"check of confirm": {"same": 0, "cases": 1}}


def test_figures_stand_beside_each_other_and_say_whether_they_agree():
    table = beside({"cases": 3, "events": 5, "acts": 1}, {"cases": 3, "events": 5}, {"events": 6})
    assert table == {
        "cases": {"ours": 3, "log": 3, "agree": True},
        "events": {"ours": 5, "log": 5, "stats": 6, "agree": False},
        "acts": {"ours": 1},
    }


def test_the_real_log_is_told_as_its_authors_tell_it():
    """952 in time and 377 late by the instant, 1,020 and 309 by whole days; who checked whom."""
    mapping = read_mapping((MAPPINGS / "receipt.toml").read_text(encoding="utf-8"))
    told = told_by_the_log(traces(real_log("receipt.xes.gz")), mapping)
    stats = from_stats(json.loads((REAL / "receipt.stats.json").read_text(encoding="utf-8")))
    assert {name: told[name] for name in stats} == stats
    assert told["outcomes_by_day"] == {"in_time": 1020, "late": 309, "no_decision": 105}
    assert told["controls"]["confirm_check of confirm"] == {"same": 1088, "cases": 1316}
    assert told["controls"]["confirm_determine of confirm_check"] == {"same": 1028, "cases": 1303}
