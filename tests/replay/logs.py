"""Event logs for the tests: a small one told as a story, and the real one where it is at hand."""

from __future__ import annotations

import gzip
import io
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO
from xml.sax.saxutils import quoteattr

import pytest

ROOT = Path(__file__).parent.parent.parent
MAPPINGS = ROOT / "mappings"
NEAR = (
    ROOT.parent / "shared",
    ROOT.parent.parent / "shared",
)  # beside this checkout, or that of its worktree
REAL = next((folder for folder in NEAR if folder.exists()), NEAR[0]) / "data/eventlogs"

Pairs = dict[str, str]
DATES = ("startdate", "deadline", "enddate", "time:timestamp")


def an_event(activity: str, officer: str, at: str, **more: str) -> Pairs:
    """One event of a case: what was done, by whom, when."""
    return {"concept:name": activity, "org:resource": officer, "time:timestamp": at, **more}


def a_trace(number: str, received: str, *events: Pairs, **attributes: str) -> tuple[Pairs, Sequence[Pairs]]:
    """One case of a log, received at `received`."""
    return {"concept:name": number, "startdate": received, **attributes}, events


def a_log(*traces: tuple[Pairs, Sequence[Pairs]], extra: str = "") -> BinaryIO:
    """An event log in XES, as an open stream. extra: more XML in the log element."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<log xmlns="http://www.xes-standard.org/">', extra]
    for attributes, events in traces:
        lines += ["<trace>", *map(_attribute, attributes.items())]
        for event in events:
            lines += ["<event>", *map(_attribute, event.items()), "</event>"]
        lines.append("</trace>")
    return io.BytesIO("\n".join([*lines, "</log>"]).encode())


def _attribute(pair: tuple[str, str]) -> str:
    key, value = pair
    kind = "date" if key in DATES else "string"
    return f"<{kind} key={quoteattr(key)} value={quoteattr(value)}/>"


def real_log(name: str) -> BinaryIO:
    """A real log, open; skips the test, and says so, where the data folder is not there."""
    file = REAL / name
    if not file.exists():
        pytest.skip(f"the event log {file} is not on this machine")
    return gzip.open(file)  # type: ignore[return-value]


MAPPING = """
name = "story"
about = "A small town's permits"

[centre]
code = "{log}"
name = "A small town ({log})"
short_name = "ST"
regulation = "dutch"
time_zone = "Europe/Amsterdam"

[log]
unknown = ["", "EMPTY"]
unknown_days = [1970-01-01]

[case]
received = "startdate"
due = "deadline"
decided = "enddate"
owner = "responsible"
channel = "channel"
channels = { Internet = "online" }

[officers]
no_people = ['admin\\d+']

[[department]]
code = "TOWN"
name = "Town hall"
short_name = "TH"

[[item]]
code = "permit"
name = "Environmental permit"
department = "TOWN"
statutory = "56 calendar"
promised = "56 calendar"
legal_basis = "Wabo 3.9"

[[act]]
activity = "Confirm"
act = "step"
step = "confirm"

[[act]]
activity = "Check"
act = "step"
step = "check"
controls = "confirm"
"""
