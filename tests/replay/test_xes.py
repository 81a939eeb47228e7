"""Reading XES: what is in the file comes out, what is odd comes out too, what is hostile is refused.

Source: issue 2 section 7 (real input).
"""

from __future__ import annotations

import gzip
import io
from datetime import UTC, datetime, timedelta, timezone

import pytest

from tests.replay.logs import a_log, a_trace, an_event, real_log
from yichuang.kernel.errors import RuleBroken
from yichuang.replay.rules.xes import Trace, traces, value_of

ANNA_CONFIRMS = an_event("Confirm", "Anna", "2011-03-01T09:00:00+01:00")
BRAM_CHECKS = an_event("Check", "Bram", "2011-03-02T10:30:00.250+01:00")


def read(xml: str | bytes) -> list[Trace]:
    return list(traces(io.BytesIO(xml.encode() if isinstance(xml, str) else xml)))


def read_archive(packed: bytes) -> list[Trace]:
    with gzip.open(io.BytesIO(packed)) as stream:
        return list(traces(stream))


def test_a_case_comes_with_its_attributes_and_its_events_in_file_order():
    [case] = traces(a_log(a_trace("permit-7", "2011-03-01T08:00:00Z", BRAM_CHECKS, ANNA_CONFIRMS)))
    assert case.attributes == {"concept:name": "permit-7", "startdate": datetime(2011, 3, 1, 8, tzinfo=UTC)}
    assert [event["org:resource"] for event in case.events] == ["Bram", "Anna"]
    assert case.events[0]["time:timestamp"] == datetime(
        2011, 3, 2, 10, 30, 0, 250_000, tzinfo=timezone(timedelta(hours=1))
    )


def test_a_log_without_a_namespace_is_read_too():
    [case] = read('<log><trace><string key="concept:name" value="1"/><event/></trace></log>')
    assert case == Trace({"concept:name": "1"}, ({},))


def test_comments_lists_and_log_attributes_are_passed_over():
    log = """<log><!-- c --><string key="x" value="y"/>
    <global scope="event"><string key="a" value="b"/></global>
    <trace><!-- c --><list key="l"><values><string key="v" value="1"/></values></list>
    <string key="k" value="v"/></trace></log>"""
    assert read(log) == [Trace({"k": "v"})]


def test_an_attribute_within_another_keeps_its_place():
    [case] = read('<log><trace><string key="a" value="1"><int key="b" value="2"/></string></trace></log>')
    assert case.attributes == {"a": "1", "a/b": 2}


def test_events_that_stand_in_no_case_are_counted():
    cases = read("<log><event/><trace><event/></trace><event/></log>")
    assert [len(case.events) for case in cases] == [1, 0]
    assert cases[-1].outside == 2


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        pytest.param("date", "2011-03-01", datetime(2011, 3, 1), id="a day without a time is naive"),  # noqa: DTZ001
        pytest.param("date", "tomorrow", "tomorrow", id="a date that is none stays text"),
        pytest.param("date", "2011-02-30T00:00:00Z", "2011-02-30T00:00:00Z", id="no such day"),
        pytest.param("int", "4,5", "4,5", id="a number that is none stays text"),
        pytest.param("float", "4.5", 4.5, id="a float"),
        pytest.param("boolean", "TRUE", True, id="a boolean in capitals"),
        pytest.param("string", "  a ", "  a ", id="text as it is"),
    ],
)
def test_values(kind, text, value):
    assert value_of(kind, text) == value


def test_a_value_that_is_missing_is_the_empty_text():
    [case] = read('<log><trace><string key="k"/><date key="d"/></trace></log>')
    assert case.attributes == {"k": "", "d": ""}


@pytest.mark.parametrize(
    "xml",
    [
        pytest.param("", id="an empty file"),
        pytest.param("not xml at all", id="no XML"),
        pytest.param("<log><trace><event>", id="cut off"),
        pytest.param("<html><trace/></html>", id="another root"),
        pytest.param("<other/>", id="no log"),
        pytest.param('<!DOCTYPE log [<!ENTITY a "b">]><log><trace/></log>', id="brings a DOCTYPE"),
        pytest.param(
            '<!DOCTYPE log [<!ENTITY a SYSTEM "file:///etc/passwd">]><log><trace>'
            '<string key="k" value="1"/>&a;</trace></log>',
            id="asks for a file",
        ),
    ],
)
def test_what_is_no_log_is_refused_with_the_reason(xml):
    with pytest.raises(RuleBroken) as refused:
        read(xml)
    assert refused.value.code == "log_unreadable"
    assert refused.value.facts["problem"]


def test_a_truncated_archive_is_refused():
    cut = gzip.compress(b"<log>" + b"<trace/>" * 1000 + b"</log>")[:-20]
    with pytest.raises(RuleBroken, match="log_unreadable"):
        read_archive(cut)


def test_the_real_log_has_as_many_cases_and_events_as_its_authors_say():
    cases = list(traces(real_log("receipt.xes.gz")))
    assert len(cases) == 1434
    assert sum(len(case.events) for case in cases) == 8577
