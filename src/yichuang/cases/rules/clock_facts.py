"""From what is on file of a case to the facts that its two clocks are folded from. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from yichuang.cases.rules.lifecycle import Act
from yichuang.clocks.rules.clock import ClockFact, What
from yichuang.kernel.worktime import Limit, Unit
from yichuang.policy.rules.parameters import Policy, Stops

PROMISE, STATUTORY = "promise", "statutory"


@dataclass(frozen=True, slots=True)
class Told:
    """One standing entry of the ledger, as far as clocks are concerned."""

    act: str
    on: date
    facts: Mapping[str, object]


MOVES = frozenset(
    {Act.ACCEPT, Act.DEEM_ACCEPTED, Act.START_PROCEDURE, Act.END_PROCEDURE, Act.EXTEND, Act.DECIDE,
     Act.WITHDRAW, Act.TERMINATE}
)  # fmt: skip


def limit_of(told: Sequence[Told], which: str) -> Limit:
    """The limit that the acceptance brought: amount and unit of the promise or of the statute."""
    accepted = next(one for one in told if one.act in {Act.ACCEPT, Act.DEEM_ACCEPTED})
    return Limit(int(str(accepted.facts[f"{which}_amount"])), Unit(str(accepted.facts[f"{which}_unit"])))


def clock_facts(told: Sequence[Told], which: str, policy: Policy) -> list[ClockFact]:
    """What one of the two clocks is folded from, in the order of the file.

    which: PROMISE or STATUTORY. A procedure stops what the policy's table says it stops: both clocks, or
    the promise alone, or none. A statutory extension moves both. The clock starts on the day that the
    acceptance names: of acceptance, of receipt where it was deemed or the regime says so.
    Source: CLK-001, CLK-002, CLK-003, CLK-006.
    """
    facts: list[ClockFact] = []
    for one in told:
        match one.act:
            case Act.ACCEPT | Act.DEEM_ACCEPTED:
                start = date.fromisoformat(str(one.facts["starts_on"]))
                facts.append(ClockFact(What.START, start, reason=str(one.act)))
            case Act.START_PROCEDURE if _holds(one, which, policy):
                facts.append(ClockFact(What.STOP, one.on, reason=str(one.facts["kind"])))
            case Act.END_PROCEDURE if _holds(one, which, policy):
                facts.append(ClockFact(What.RESUME, one.on, reason=str(one.facts["kind"])))
            case Act.EXTEND:
                amount = int(str(one.facts["amount"]))  # in the unit of each limit
                facts.append(ClockFact(What.EXTEND, one.on, amount=amount, reason="extended"))
            case Act.DECIDE | Act.WITHDRAW | Act.TERMINATE:
                facts.append(ClockFact(What.END, one.on, reason=str(one.act)))
            case _:
                continue
    return facts


def _holds(one: Told, which: str, policy: Policy) -> bool:
    stopped = policy.stops(str(one.facts["kind"]))
    return stopped is Stops.BOTH or (stopped is Stops.PROMISE and which == PROMISE)
