"""What becomes of each event: taken, mended by a rule with a name, or refused with a reason.

Anna and Bram work at the town hall; `admin1` is an account of a machine. Days are in March 2011.
Source: issue 2 section 7 (real input).
"""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from tests.replay.logs import MAPPING, a_log, a_trace, an_event, real_log
from tests.replay.logs import MAPPINGS as SHIPPED
from yichuang.replay.rules.mapping import read_mapping
from yichuang.replay.rules.plan import NOBODY, CaseMend, Kind, Mend, Plan, Refusal, plan, step_key
from yichuang.replay.rules.xes import traces

TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = (f"2011-03-0{day}T09:00:00+01:00" for day in (1, 2, 3, 4))
LATER = "2011-03-01T10:00:00+01:00"
DUE = "2011-04-26T09:00:00+02:00"


def planned(*cases, mapping: str = MAPPING) -> Plan:
    return plan(traces(a_log(*cases)), read_mapping(mapping))


def the_events(made: Plan):
    return [act for act in made.acts if act.key.startswith("event:")]


def test_events_of_all_cases_go_by_time_and_ties_by_their_number():
    made = planned(
        a_trace("A", TUESDAY, an_event("Confirm", "Anna", THURSDAY), an_event("Check", "Bram", THURSDAY)),
        a_trace("B", TUESDAY, an_event("Confirm", "Bram", WEDNESDAY), enddate=THURSDAY),
    )
    assert [(act.case, act.key) for act in made.acts] == [
        ("A", "receive"),
        ("B", "receive"),
        ("B", "event:1"),
        ("A", "event:1"),
        ("A", "event:2"),
        ("B", "decide"),
    ]


def test_a_case_is_told_in_our_words():
    made = planned(
        a_trace(
            "A", TUESDAY, an_event("Confirm", "Anna", WEDNESDAY),
            deadline=DUE, enddate=FRIDAY, responsible="Carla", channel="Internet",
        )
    )  # fmt: skip
    case = made.cases["A"]
    assert (case.owner, case.channel, case.item, case.department) == ("Carla", "online", "permit", "TOWN")
    assert case.due.date() == date(2011, 4, 26)
    assert case.mends == ()
    assert made.officers() == ["Anna", "Carla"]


def test_a_case_that_stops_after_one_step_and_never_ends_is_taken_as_it_is():
    made = planned(a_trace("A", TUESDAY, an_event("Confirm", "Anna", WEDNESDAY), deadline=DUE))
    assert [act.kind for act in made.acts] == [Kind.RECEIVE, Kind.STEP]
    assert made.cases["A"].decided is None
    assert the_events(made)[0].mends == ()


@pytest.mark.parametrize(
    ("event", "mends"),
    [
        pytest.param(an_event("Confirm", "Anna", WEDNESDAY), (), id="as it should be"),
        pytest.param(an_event("Confirm", "Anna", TUESDAY), (), id="at the very moment of receipt"),
        pytest.param(an_event("Confirm", "Anna", THURSDAY), (), id="at the very moment of the decision"),
        pytest.param(
            an_event("Confirm", "Anna", "2011-02-28T09:00:00+01:00"),
            (Mend.BEFORE_RECEIPT,),
            id="a day before the receipt",
        ),
        pytest.param(an_event("Confirm", "Anna", FRIDAY), (Mend.AFTER_DECISION,), id="after the decision"),
        pytest.param(an_event("Confirm", "EMPTY", WEDNESDAY), (Mend.NO_OFFICER,), id="by nobody"),
        pytest.param(an_event("Confirm", "admin1", WEDNESDAY), (Mend.NOT_A_PERSON,), id="by a machine"),
        pytest.param(an_event("Dance", "Anna", WEDNESDAY), (Mend.UNMAPPED,), id="nobody mapped it"),
        pytest.param(
            an_event("Dance", "admin1", FRIDAY),
            (Mend.AFTER_DECISION, Mend.NOT_A_PERSON, Mend.UNMAPPED),
            id="three things at once: the first one is counted",
        ),
    ],
)
def test_how_an_odd_event_is_mended(event, mends):
    made = planned(a_trace("A", TUESDAY, event, deadline=DUE, enddate=THURSDAY, responsible="Anna"))
    [act] = the_events(made)
    assert act.mends == mends
    assert act.officer == {"EMPTY": NOBODY}.get(event["org:resource"], event["org:resource"])


def test_an_event_before_the_receipt_waits_for_it_but_keeps_its_own_time():
    before = "2011-02-28T09:00:00+01:00"
    made = planned(
        a_trace("A", TUESDAY, an_event("Confirm", "Anna", LATER), an_event("Check", "Bram", before))
    )
    assert [act.key for act in made.acts] == ["receive", "event:2", "event:1"]
    assert made.acts[1].at.date() == date(2011, 2, 28)


@pytest.mark.parametrize(
    ("event", "reason"),
    [
        (an_event("Confirm", "Anna", "soon"), Refusal.NO_MOMENT),
        (an_event("Confirm", "Anna", "1970-01-01T00:00:00+01:00"), Refusal.NO_MOMENT),
        (an_event("Confirm", "Anna", "0001-01-01T00:00:00+01:00"), Refusal.NO_MOMENT),
        (an_event("Confirm", "Anna", "9999-12-31T23:59:59-12:00"), Refusal.NO_MOMENT),
        (an_event("EMPTY", "Anna", WEDNESDAY), Refusal.NO_ACTIVITY),
        ({"time:timestamp": WEDNESDAY}, Refusal.NO_ACTIVITY),
    ],
)
def test_why_an_event_is_refused(event, reason):
    made = planned(a_trace("A", TUESDAY, event, an_event("Check", "Bram", THURSDAY)))
    assert [(each.event_no, each.reason) for each in made.refused] == [(1, reason)]
    assert [act.event_no for act in the_events(made)] == [2]
    assert made.events == 2


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ('name = "story"\nunmapped = "refuse"', Refusal.UNMAPPED),
        ('name = "story"', None),
    ],
)
def test_a_mapping_may_refuse_what_it_does_not_name(change, reason):
    made = planned(
        a_trace("A", TUESDAY, an_event("Dance", "Anna", WEDNESDAY)),
        mapping=MAPPING.replace('name = "story"', change),
    )
    assert [each.reason for each in made.refused] == ([reason] if reason else [])


def test_a_mapping_may_leave_events_out_and_they_are_counted():
    left_out = MAPPING + '\n[[act]]\nactivity = "Dance"\nact = "ignore"\n'
    made = planned(a_trace("A", TUESDAY, an_event("Dance", "Anna", WEDNESDAY)), mapping=left_out)
    assert [each.reason for each in made.refused] == [Refusal.IGNORED]


@pytest.mark.parametrize(
    ("case", "reason"),
    [
        (a_trace("", TUESDAY, an_event("Confirm", "Anna", WEDNESDAY)), Refusal.NO_NUMBER),
        (a_trace("B", "", an_event("Confirm", "Anna", "")), Refusal.NO_RECEIPT),
        (a_trace("A", TUESDAY, an_event("Confirm", "Anna", WEDNESDAY)), Refusal.TWICE),
    ],
)
def test_a_case_that_cannot_be_is_refused_with_all_its_events(case, reason):
    made = planned(a_trace("A", TUESDAY), case)
    assert list(made.cases) == ["A"]
    assert made.refused_cases == {reason: 1}
    assert [each.reason for each in made.refused] == [reason]
    assert made.seen == 2


@pytest.mark.parametrize(
    ("attributes", "mends", "decided", "due"),
    [
        pytest.param({"deadline": DUE, "responsible": "Anna"}, (), None, date(2011, 4, 26), id="in order"),
        pytest.param(
            {"deadline": DUE, "responsible": "Anna", "enddate": "2011-03-01T00:00:00+01:00"},
            (CaseMend.DECIDED_BEFORE_RECEIPT,), date(2011, 3, 1), date(2011, 4, 26),
            id="ends hours before it starts: decided at the moment of receipt",
        ),
        pytest.param(
            {"deadline": "2011-02-01T00:00:00+01:00", "responsible": "Anna"},
            (CaseMend.DUE_BEFORE_RECEIPT, CaseMend.LIMIT_SET), None, date(2011, 3, 1),
            id="due before it starts: due on the day of receipt",
        ),
        pytest.param({"responsible": "Anna"}, (CaseMend.NO_DUE,), None, None, id="no due day"),
        pytest.param(
            {"deadline": DUE}, (CaseMend.NO_OWNER,), None, date(2011, 4, 26), id="nobody owns it"
        ),
    ],
)  # fmt: skip
def test_how_an_odd_case_is_mended(attributes, mends, decided, due):
    made = planned(a_trace("A", TUESDAY, an_event("Confirm", "Bram", WEDNESDAY), **attributes))
    case = made.cases["A"]
    assert case.mends == mends
    assert (case.decided and case.decided.date()) == decided
    assert (case.due and case.due.date()) == due
    assert case.owner == attributes.get("responsible", "Bram")
    if decided:
        assert case.decided == case.received


@pytest.mark.parametrize(
    ("due", "limit_days", "extended_days"),
    [
        pytest.param("2011-04-26T23:00:00+02:00", None, 0, id="eight weeks, as the item says"),
        pytest.param("2011-06-07T00:00:00+02:00", None, 42, id="eight weeks and six more: an extension"),
        pytest.param("2011-04-25T23:59:00+02:00", 55, 0, id="a day less: the limit was set"),
        pytest.param("2011-03-01T23:59:00+01:00", 0, 0, id="due on the day of receipt"),
    ],
)
def test_what_the_due_day_says_of_the_limit(due, limit_days, extended_days):
    made = planned(a_trace("A", TUESDAY, an_event("Confirm", "Anna", WEDNESDAY), deadline=due))
    case = made.cases["A"]
    assert (case.limit_days, case.extended_days) == (limit_days, extended_days)
    extensions = [(act.key, act.amount, act.at) for act in made.acts if act.kind is Kind.EXTEND]
    assert extensions == ([("due", extended_days, case.received)] if extended_days else [])


def test_a_limit_in_working_days_is_set_to_the_due_day():
    working = MAPPING.replace('"56 calendar"', '"20 working"')
    made = planned(
        a_trace("A", TUESDAY, an_event("Confirm", "Anna", WEDNESDAY), deadline=DUE), mapping=working
    )
    assert (made.cases["A"].limit_days, made.cases["A"].extended_days) == (56, 0)


def test_a_case_without_a_start_is_received_with_its_first_event():
    made = planned(
        a_trace("A", "", an_event("Check", "Anna", THURSDAY), an_event("Confirm", "Anna", WEDNESDAY))
    )
    assert made.cases["A"].received.date() == date(2011, 3, 2)
    assert CaseMend.NO_RECEIPT in made.cases["A"].mends


def test_a_time_without_an_offset_is_local():
    made = planned(a_trace("A", "2011-07-01T00:30:00", an_event("Confirm", "Anna", "2011-07-01T09:00:00")))
    assert made.cases["A"].received.isoformat() == "2011-07-01T00:30:00+02:00"


def test_the_hour_that_the_clocks_repeat_keeps_its_order():
    first, second = "2011-10-30T00:50:00Z", "2011-10-30T01:10:00Z"  # 02:50 in summer, 02:10 in winter time
    made = planned(a_trace("A", second, an_event("Confirm", "Anna", first)))
    assert the_events(made)[0].mends == (Mend.BEFORE_RECEIPT,)


def test_the_legal_day_is_the_local_one():
    made = planned(a_trace("A", "2011-06-30T22:30:00Z"))
    assert made.cases["A"].received.date() == date(2011, 7, 1)


def test_events_outside_any_case_are_refused_and_counted():
    log = a_log(a_trace("A", TUESDAY), extra="<event/><event/>")
    made = plan(traces(log), read_mapping(MAPPING))
    assert made.events == 2
    assert [each.reason for each in made.refused] == [Refusal.OUTSIDE] * 2


def test_what_an_event_tells_of_day_and_amount():
    told = MAPPING + (
        '\n[[act]]\nactivity = "Supplied"\nact = "resume"\nstep = "supplied"\non = "question"\n'
        'on_format = "%d-%m-%Y"\namount = "days"\n'
    )
    made = planned(
        a_trace(
            "A", TUESDAY, an_event("Supplied", "Anna", FRIDAY, question="02-03-2011 00:00:00", days="28")
        ),
        a_trace("B", TUESDAY, an_event("Supplied", "Anna", FRIDAY, question="soon", days="x days")),
        mapping=told,
    )
    first, second = the_events(made)
    assert (first.kind, first.on, first.amount) == (Kind.RESUME, date(2011, 3, 2), 28)
    assert (second.on, second.amount) == (None, 0)


def test_step_keys():
    assert step_key("T06 Determine necessity") == "t06_determine_necessity"
    assert step_key("环节") == "step"
    assert len(step_key("x" * 80)) == 40


def test_the_real_log_under_its_mapping():
    """1,434 cases and 8,577 events; 12 before the start, 180 after the end, 522 by machines, 105 open."""
    mapping = read_mapping((SHIPPED / "receipt.toml").read_text(encoding="utf-8"))
    made = plan(traces(real_log("receipt.xes.gz")), mapping)
    counted = Counter(mend for act in made.acts for mend in act.mends)
    assert (made.seen, made.events, len(the_events(made)), made.refused) == (1434, 8577, 8577, [])
    assert counted == {Mend.BEFORE_RECEIPT: 12, Mend.AFTER_DECISION: 180, Mend.NOT_A_PERSON: 522}
    assert sum(case.decided is None for case in made.cases.values()) == 105
    assert Counter(mend for case in made.cases.values() for mend in case.mends) == {
        CaseMend.DECIDED_BEFORE_RECEIPT: 2,
        CaseMend.LIMIT_SET: 23,
    }
    assert sum(act.kind is Kind.EXTEND for act in made.acts) == 331
