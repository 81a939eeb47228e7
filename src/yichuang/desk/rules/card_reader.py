"""The card reader beside the window, as the desk sees it. Pure; adapters stand in `exchange/`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Card:
    """What an identity card says. simulated: a stand-in of a demonstration made it up."""

    name: str
    number: str
    address: str
    simulated: bool


class CardReader(Protocol):
    """Reads the card that lies on the reader of a window."""

    def read(self, window: str) -> Card | None:
        """The card, or None where none lies there."""
