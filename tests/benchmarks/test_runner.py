"""What `run.py bench` prints is a contract: one JSON object a line, with the floor of the same run."""

from __future__ import annotations

import json

import pytest

from benchmarks import __main__ as runner
from benchmarks.databases import _for_sqlite, _plain
from benchmarks.measure import tell
from yichuang.cases.rules.lifecycle import State


@pytest.mark.parametrize("arguments", [["no_such"], ["case", "due"]], ids=" ".join)
def test_bad_arguments_give_two(arguments, capsys):
    assert runner.main(arguments) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert "case|due|deemed" in told.err


def test_a_figure_is_one_line_of_json(capsys):
    tell(name="case/one process", engine="sqlite", value=50.0, unit="cases/s", floor=200.0)
    (line,) = capsys.readouterr().out.splitlines()
    assert json.loads(line) == {
        "name": "case/one process", "engine": "sqlite", "value": 50.0, "unit": "cases/s", "floor": 200.0, "ratio": 0.25,
    }  # fmt: skip


def test_what_is_sent_again_is_what_was_sent():
    assert _for_sqlite(("SELECT %s, '100%%'", ("a",))) == ("SELECT ?, '100%'", ("a",))
    assert _for_sqlite(("SELECT %(key)s", {"key": 1})) == ("SELECT :key", {"key": 1})
    plain = _plain((State.RECEIVED, [State.DECIDED], {"a": 1}))
    assert [type(value) for value in (plain[0], plain[1][0])] == [str, str]
