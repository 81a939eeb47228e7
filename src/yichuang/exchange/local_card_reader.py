"""The card reader of a demonstration: no device, made-up people, always marked as simulated (模拟)."""

from __future__ import annotations

from itertools import cycle

from yichuang.desk.rules.card_reader import Card

# Region 369900 does not exist; the check characters are right.
PEOPLE = (
    Card("李文静", "369900199003070021", "澜州市望江区文澜路 118 号", simulated=True),
    Card("周立民", "369900196808150033", "澜州市望江区梧桐巷 6 号", simulated=True),
    Card("沈知秋", "36990019851123004X", "澜州市临江区学府路 21 号 3 幢 502 室", simulated=True),
)


class LocalCardReader:
    """Each reading finds the card of the next of some made-up people."""

    def __init__(self) -> None:
        self._next = cycle(PEOPLE)

    def read(self, window: str) -> Card | None:  # noqa: ARG002 (a device would ask that of its window)
        """The next card."""
        return next(self._next)
