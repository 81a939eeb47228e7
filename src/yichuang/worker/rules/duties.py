"""What the worker does, in which order and how often. Pure.

A duty is a command `duty(*, now: datetime) -> int`: it does what is due and says how many things it did;
0 says that nothing is left. It takes its own transactions, leaves out centres that are simulations (there
only sealing goes on), is safe to repeat, to run twice at once, and to kill at any point.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Duty:
    """One command of a package, and after how many seconds it is looked at again when it had nothing to do."""

    command: str
    every_seconds: int

    @property
    def package(self) -> str:
        """The package whose command it is: "cases"."""
        return self.command.split(".")[1]


DUTIES = (
    Duty("yichuang.clocks.commands.keep_up", 600),
    Duty("yichuang.cases.commands.accept_overdue_receipts", 30),
    Duty("yichuang.cases.commands.close_unanswered_corrections", 30),
    Duty("yichuang.delivery.commands.remind_uncollected", 3600),
    Duty("yichuang.archive.commands.open_filing_tasks", 300),
    Duty("yichuang.documents.commands.typeset_due", 2),
    Duty("yichuang.outbox.commands.drain", 2),
)
