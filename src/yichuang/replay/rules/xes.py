"""Reading an event log in XES: its cases with their attributes, their events in file order. Pure.

The reader is given an open stream of bytes and holds one trace at a time. It follows no entity and no
address: a document with a DOCTYPE is refused. A value that does not parse as its declared type is kept as
text, so that nothing of the original is lost silently; what to do about it is decided by `plan`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import BinaryIO

from lxml import etree

from yichuang.kernel.errors import RuleBroken

Value = str | int | float | bool | datetime
Attributes = dict[str, Value]

TYPES = frozenset({"string", "date", "int", "float", "boolean", "id"})


@dataclass(frozen=True, slots=True)
class Trace:
    """One case of the log: its own attributes, and its events as they stand in the file.

    outside: events of the file that stand in no case (only on the last, empty-handed trace of a file).
    """

    attributes: Attributes = field(default_factory=dict)
    events: tuple[Attributes, ...] = ()
    outside: int = 0


def traces(stream: BinaryIO) -> Iterator[Trace]:
    """The cases of a log, in file order; events that stand in no case come last, counted.

    A date is aware where the file says its offset, and naive where it does not.
    Raises RuleBroken("log_unreadable", line=…, problem=…) where the file is no XES, is cut off, or
    brings a DOCTYPE.
    Source: issue 2 section 7 (real input).
    """
    outside, found_root = 0, False
    parser = etree.iterparse(
        stream,
        events=("start", "end"),
        tag=("{*}log", "{*}trace", "{*}event"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
    )
    try:
        for moment, element in parser:
            if moment == "start":
                found_root = found_root or _checked_root(element)
            elif _name(element) == "trace":
                yield Trace(
                    attributes_of(element),
                    tuple(attributes_of(child) for child in element if _name(child) == "event"),
                )
                _forget(element)
            elif _name(element) == "event" and _name(element.getparent()) != "trace":
                outside += 1
    except (etree.XMLSyntaxError, OSError, EOFError) as error:
        raise RuleBroken("log_unreadable", line=getattr(error, "lineno", 0), problem=str(error)) from error
    if not found_root:
        raise RuleBroken("log_unreadable", line=1, problem="no log element")
    if outside:
        yield Trace(outside=outside)


def attributes_of(element: etree._Element) -> Attributes:
    """The attributes of a case or an event; one that stands within another is `outer/inner`."""
    found: Attributes = {}
    _collect(element, "", found)
    return found


def value_of(kind: str, text: str) -> Value:
    """A value as its declared type says, or as the text it is where it does not parse."""
    try:
        match kind:
            case "date":
                return datetime.fromisoformat(text.strip())
            case "int":
                return int(text)
            case "float":
                return float(text)
            case "boolean":
                return text.strip().lower() in {"true", "1"}
    except ValueError:
        return text
    return text


def _collect(element: etree._Element, prefix: str, found: Attributes) -> None:
    for child in element:
        kind = _name(child)
        if kind in TYPES:
            key = prefix + child.get("key", "")
            found[key] = value_of(kind, child.get("value") or "")
            if len(child):
                _collect(child, f"{key}/", found)


def _checked_root(element: etree._Element) -> bool:
    tree = element.getroottree()
    if tree.docinfo.internalDTD is not None:
        raise RuleBroken("log_unreadable", line=1, problem="a DOCTYPE is not read")
    if _name(tree.getroot()) != "log":
        raise RuleBroken("log_unreadable", line=1, problem="the first element is not log")
    return True


def _name(element: etree._Element | None) -> str:
    """The local name of an element; "" for a comment, a processing instruction or nothing."""
    tag = None if element is None else element.tag
    return tag.rsplit("}", 1)[-1] if isinstance(tag, str) else ""


def _forget(element: etree._Element) -> None:
    """Free a trace that was read, and what stands before it, so that memory does not grow."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]
