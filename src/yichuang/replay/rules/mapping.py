"""How an outside event log becomes ours: what a mapping file (TOML) may say. Pure.

A mapping is data that somebody writes by hand, so every key is known: one that is misspelt is refused
with the place where it stands. The format is explained in docs/how-to/add-a-mapping.md.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping as AnyMapping
from collections.abc import Sequence
from dataclasses import MISSING, dataclass, fields
from datetime import date
from typing import Any, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from yichuang.kernel.errors import RuleBroken

ACTS = ("step", "extend", "hold", "resume", "decide", "ignore")
UNITS = ("working", "calendar", "month", "hour", "spot")
CHANNELS = ("window", "online", "post", "email", "internal")
UNMAPPED = ("step", "refuse")


@dataclass(frozen=True, slots=True, kw_only=True)
class Centre:
    """The centre that the log is replayed into. `{log}` in a text stands for the name of the log."""

    code: str
    name: str
    short_name: str
    regulation: str
    time_zone: str
    calendar: str = "cn"


@dataclass(frozen=True, slots=True, kw_only=True)
class LogKeys:
    """Which attributes of traces and events say what, and which values say nothing."""

    number: str = "concept:name"
    activity: str = "concept:name"
    officer: str = "org:resource"
    moment: str = "time:timestamp"
    task: str = ""
    team: str = ""
    unknown: tuple[str, ...] = ("", "UNKNOWN")
    unknown_days: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseKeys:
    """Which attributes of a case say when it was received, was due and was decided, and whose it is."""

    received: str
    due: str = ""
    decided: str = ""
    owner: str = ""
    channel: str = ""
    department: str = ""
    channels: tuple[tuple[str, str], ...] = ()
    channel_otherwise: str = "window"


@dataclass(frozen=True, slots=True, kw_only=True)
class Department:
    """An authority of the log's centre; `values` are its names in the log."""

    code: str
    name: str
    short_name: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An item that cases of the log are for; the first one whose `when` fits a case is taken."""

    code: str
    name: str
    department: str
    statutory: tuple[int, str]
    promised: tuple[int, str]
    legal_basis: str
    when: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Officers:
    """What the accounts of the log may do here, and which of them are no people."""

    no_people: tuple[str, ...] = ()
    roles: tuple[str, ...] = ("window", "reviewer", "chief")

    def is_person(self, code: str) -> bool:
        """Whether the account belongs to a human being, as far as the mapping knows."""
        return not any(re.fullmatch(pattern, code) for pattern in self.no_people)


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What an event of certain activities is here. Where several fit, the first one stands.

    activity: exact names; pattern: a regular expression for the whole name; when: attributes of the event
    and the values they must have. step: our key of the step (环节); controls: the step of which this one is
    the control by a second person. on: the attribute that tells the day (with its format) where it is not
    that of the event; amount: the attribute that tells a number of days.
    """

    act: str
    activity: tuple[str, ...] = ()
    pattern: str = ""
    when: tuple[tuple[str, tuple[str, ...]], ...] = ()
    step: str = ""
    controls: str = ""
    on: str = ""
    on_format: str = "%Y-%m-%d"
    amount: str = ""
    amount_unit: str = "calendar"

    def fits(self, activity: str, attributes: AnyMapping[str, object]) -> bool:
        """Whether an event is of this act."""
        named = activity in self.activity or bool(self.pattern and re.fullmatch(self.pattern, activity))
        return named and matches(self.when, attributes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapping:
    """A whole mapping file."""

    name: str
    about: str
    unmapped: str = "step"
    centre: Centre
    log: LogKeys
    case: CaseKeys
    officers: Officers
    department: tuple[Department, ...]
    item: tuple[Item, ...]
    act: tuple[Act, ...]

    def item_for(self, attributes: AnyMapping[str, object]) -> Item | None:
        """The item of a case with these attributes; none where no item fits."""
        return next((item for item in self.item if matches(item.when, attributes)), None)

    def department_for(self, value: str) -> Department:
        """The department that the log calls by this name; the first one where none is named so."""
        return next((each for each in self.department if value in each.values), self.department[0])

    def channel_for(self, value: str) -> str:
        """By which channel a case came."""
        return dict(self.case.channels).get(value, self.case.channel_otherwise)

    def act_for(self, activity: str, attributes: AnyMapping[str, object]) -> Act | None:
        """What an event is here; none where the mapping does not say."""
        return next((act for act in self.act if act.fits(activity, attributes)), None)


def matches(when: Sequence[tuple[str, tuple[str, ...]]], attributes: AnyMapping[str, object]) -> bool:
    """Whether every attribute named has one of the values allowed; an absent one is the empty text."""
    return all(str(attributes.get(key, "")) in values for key, values in when)


def read_mapping(text: str) -> Mapping:
    """Read and check a mapping.

    Raises RuleBroken("mapping_wrong", place=…, problem=…) with the first thing that is wrong in it.
    Source: issue 2 section 7; issue 3 section 4.
    """
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _wrong("the file", str(error)) from error
    parts: dict[str, Any] = {
        "centre": _one(Centre, told.pop("centre", None), "centre"),
        "log": _one(LogKeys, told.pop("log", {}), "log"),
        "case": _one(CaseKeys, told.pop("case", None), "case"),
        "officers": _one(Officers, told.pop("officers", {}), "officers"),
        "department": _many(Department, told.pop("department", None), "department"),
        "item": _many(Item, told.pop("item", None), "item"),
        "act": _many(Act, told.pop("act", []), "act", may_be_empty=True),
    }
    mapping = _one(Mapping, {**told, **parts}, "the file")
    _check(mapping)
    return mapping


T = TypeVar("T")


def _one(kind: type[T], told: object, place: str) -> T:
    if not isinstance(told, dict):
        raise _wrong(place, "is missing")
    known = {each.name: each for each in fields(kind)}  # type: ignore[arg-type]
    for key in told:
        if key not in known:
            raise _wrong(place, f"does not know the key {key}")
    for name, each in known.items():
        if name not in told and each.default is MISSING and each.default_factory is MISSING:
            raise _wrong(place, f"lacks the key {name}")
    return kind(**{key: _frozen(key, value, place) for key, value in told.items()})


def _many(kind: type[T], told: object, place: str, *, may_be_empty: bool = False) -> tuple[T, ...]:
    if not isinstance(told, list) or not (told or may_be_empty):
        raise _wrong(place, "is missing")
    return tuple(_one(kind, each, f"{place} {number}") for number, each in enumerate(told, 1))


def _frozen(key: str, value: object, place: str) -> object:
    """A value as it stands in our frozen rows: lists become tuples, tables pairs, limits pairs."""
    match key, value:
        case (("statutory" | "promised"), str()):
            return _limit(value, f"{place}, {key}")
        case (("when" | "channels"), dict()):
            return tuple(
                (name, each if key == "channels" else (tuple(each) if isinstance(each, list) else (each,)))
                for name, each in value.items()
            )
        case "activity", str() if place.startswith("act "):
            return (value,)
        case _, list():
            return tuple(value)
        case _, tuple() | str() | bool() | date():
            return value
        case _ if hasattr(value, "__dataclass_fields__"):
            return value
    raise _wrong(place, f"{key} is not of the kind that is wanted")


def _limit(text: str, place: str) -> tuple[int, str]:
    """ "56 calendar" as (56, "calendar")."""
    amount, _, unit = text.partition(" ")
    if not amount.isdecimal() or unit not in UNITS:
        raise _wrong(place, f"“{text}” is no limit, such as “56 calendar”")
    return int(amount), unit


def _check(mapping: Mapping) -> None:
    """What the parts must be among each other."""
    try:
        ZoneInfo(mapping.centre.time_zone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise _wrong("centre", f"knows no time zone {mapping.centre.time_zone}") from error
    departments = {each.code for each in mapping.department}
    for item in mapping.item:
        if item.department not in departments:
            raise _wrong(f"item {item.code}", f"names a department {item.department} that is not there")
    for code in (*dict(mapping.case.channels).values(), mapping.case.channel_otherwise):
        _known("case, channels", code, CHANNELS)
    _known("unmapped", mapping.unmapped, UNMAPPED)
    steps = {act.step for act in mapping.act if act.step}
    for number, act in enumerate(mapping.act, 1):
        _check_act(f"act {number}", act, steps)
    for pattern in mapping.officers.no_people:
        _pattern("officers", pattern)


def _check_act(place: str, act: Act, steps: set[str]) -> None:
    _known(place, act.act, ACTS)
    _known(place, act.amount_unit, UNITS)
    _pattern(place, act.pattern)
    if not (act.activity or act.pattern):
        raise _wrong(place, "names neither an activity nor a pattern")
    if act.act == "step" and not act.step:
        raise _wrong(place, "is a step without a key")
    if act.controls and act.controls not in steps:
        raise _wrong(place, f"controls a step {act.controls} that is not there")


def _known(place: str, value: str, allowed: Sequence[str]) -> None:
    if value not in allowed:
        raise _wrong(place, f"knows {', '.join(allowed)}, not {value}")


def _pattern(place: str, pattern: str) -> None:
    try:
        re.compile(pattern)
    except re.error as error:
        raise _wrong(place, f"{pattern} is no regular expression: {error}") from error


def _wrong(place: str, problem: str) -> RuleBroken:
    return RuleBroken("mapping_wrong", place=place, problem=problem)
