"""Who takes a message out of the house: the interface, and what comes back. Pure.

An adapter stands in `exchange/` and is named by the setting MESSAGE_SENDER.
Source: DLV-001, DLV-005.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Sending:
    """One message on its way. The same `reference` comes again where it is not known whether it went."""

    reference: str  # the same for every attempt: an outside system can drop the second
    channel: str
    to: str  # the number or address in the clear: for the sender only
    text: str
    centre: str


@dataclass(frozen=True, slots=True)
class Sent:
    """What the sender says of a message that went."""

    receipt: str  # what the outside system calls it
    really: bool = True  # False: only shown, as the local demonstration does


class CannotSend(Exception):  # noqa: N818 (it says what happened)
    """The sender could not. `for_good`: trying again is of no use (no such number)."""

    def __init__(self, reason: str, *, for_good: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.for_good = for_good


class MessageSender(Protocol):
    """Takes messages out. Nothing is asked of it but this."""

    def send(self, sending: Sending) -> Sent:
        """Send one message. Raises CannotSend."""
        ...
