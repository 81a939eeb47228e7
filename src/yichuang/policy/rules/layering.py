"""From the values of regulation files to the policy of one day. Pure: files are read elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date
from enum import StrEnum
from types import MappingProxyType, NoneType, UnionType
from typing import Any, cast, get_args, get_origin, get_type_hints

from yichuang.kernel.errors import CannotCompute
from yichuang.kernel.worktime import Limit, Unit
from yichuang.policy.rules.parameters import Policy

NATIONAL = "national"
GIVEN = {"regulation", "on"}  # fields that are no parameters

Dated = Mapping[date, Mapping[str, object]]  # from → {value, source}
Regulation = Mapping[str, Dated]

_HINTS: dict[str, Any] = get_type_hints(Policy)


def names() -> list[str]:
    """The names of all parameters."""
    return [field.name for field in fields(Policy) if field.name not in GIVEN]


def layered(regulation: str, layers: tuple[Regulation, ...], on: date) -> Policy:
    """The policy of one day: for each parameter the first layer that says something by then.

    layers: the regime first, the national law last.
    Raises CannotCompute("no_policy") for a parameter on which no layer says anything by that day.
    Source: CLK-001, DEC-002, INT-005.
    """
    values = {name: typed(name, value_on(name, layers, on, regulation)["value"]) for name in names()}
    return Policy(regulation=regulation, on=on, **cast("dict[str, Any]", values))


def value_on(
    name: str, layers: tuple[Regulation, ...], on: date, regulation: str = ""
) -> Mapping[str, object]:
    """The value of a parameter with its source, as in force on a day."""
    for layer in layers:
        known = [since for since in layer.get(name, {}) if since <= on]
        if known:
            return layer[name][max(known)]
    raise CannotCompute("no_policy", parameter=name, on=on, regulation=regulation)


def changes(layers: tuple[Regulation, ...]) -> list[date]:
    """The days on which some value changes, in order."""
    return sorted({since for layer in layers for dated in layer.values() for since in dated})


def typed(name: str, value: object) -> object:
    """A value as its field wants it. Raises CannotCompute("bad_value")."""
    try:
        return _typed(_HINTS[name], value)
    except (TypeError, ValueError, KeyError) as error:
        raise CannotCompute("bad_value", parameter=name, value=repr(value)) from error


def _typed(hint: Any, value: object) -> object:
    if get_origin(hint) is UnionType:
        if value is None:
            return None
        (hint,) = (part for part in get_args(hint) if part is not NoneType)
    origin = get_origin(hint)
    if origin is tuple:
        return tuple(_typed(get_args(hint)[0], part) for part in _as(list, value))
    if origin is Mapping:
        of = get_args(hint)[1]
        return MappingProxyType({str(key): _typed(of, part) for key, part in _as(dict, value).items()})
    if hint is Limit:
        told = _as(dict, value)
        return Limit(_as(int, told["amount"]), Unit(told["unit"]))
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return cast("Callable[[object], object]", hint)(value)
    return _as(hint, value)


def _as(kind: type[Any], value: object) -> Any:
    if type(value) is not kind:
        raise TypeError(f"{value!r} is no {kind.__name__}")
    return value
