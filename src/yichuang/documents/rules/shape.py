"""What the data of a letter must look like, told by an example. Pure.

Beside each letter stands a YAML file with an example of its data; the example is the shape. A key
that ends in "?" may be missing; every other one must be there. Text stays text and a number a number;
each member of a list looks like the first one of the example, and the list may be empty. A key that
the example does not know is a fault too: it would silently not be printed.
"""

from __future__ import annotations

from collections.abc import Mapping

_OPTIONAL = "?"


def faults(example: object, found: object, place: str = "data") -> list[str]:
    """What is wrong with the data of a letter, each with its place; empty if nothing is.

    Source: DEC-001, INT-007.
    """
    match example, found:
        case Mapping(), Mapping():
            return _faults_of_keys(example, found, place)
        case list(), list() | tuple():
            return [
                fault
                for position, member in enumerate(found)
                for fault in faults(example[0], member, f"{place}[{position}]")
            ]
        case _ if isinstance(found, type(example)) and isinstance(found, bool) is isinstance(example, bool):
            return []
    return [f"{place}: {type(found).__name__} where {type(example).__name__} is wanted"]


def _faults_of_keys(example: Mapping[str, object], found: Mapping[str, object], place: str) -> list[str]:
    known = {key.removesuffix(_OPTIONAL): (key.endswith(_OPTIONAL), inner) for key, inner in example.items()}
    wrong = [f"{place}.{key}: not known to the letter" for key in found if key not in known]
    for key, (optional, inner) in known.items():
        value = found.get(key)
        if value is not None:
            wrong += faults(inner, value, f"{place}.{key}")
        elif not optional:
            wrong.append(f"{place}.{key}: missing")
    return wrong


def filled(example: object) -> object:
    """The example as data, its optional keys filled in."""
    match example:
        case Mapping():
            return {key.removesuffix(_OPTIONAL): filled(inner) for key, inner in example.items()}
        case list():
            return [filled(inner) for inner in example]
    return example
