"""What the benchmarks share: telling a figure, and keeping time."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable


def tell(*, name: str, engine: str, value: float, unit: str, floor: float) -> None:
    """One figure, as one line of JSON. ratio: value / floor; of rates (per second) the part of the floor's
    that the product reaches, of times how many times the floor's it takes.
    """
    ratio = value / floor if floor else 0.0
    figures = {"name": name, "engine": engine, "value": _short(value), "unit": unit, "floor": _short(floor)}
    sys.stdout.write(json.dumps({**figures, "ratio": round(ratio, 2)}) + "\n")
    sys.stdout.flush()


def say(sentence: str) -> None:
    """For people."""
    sys.stderr.write(sentence + "\n")


def seconds(work: Callable[[], object]) -> float:
    """How long a piece of work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def best_of(times: int, work: Callable[[], object]) -> float:
    """The shortest of some runs: what the machine can do when nobody disturbs it."""
    return min(seconds(work) for _ in range(times))


def median_of(times: int, work: Callable[[], object]) -> float:
    """The one in the middle of some runs."""
    return sorted(seconds(work) for _ in range(times))[times // 2]


def _short(figure: float) -> float:
    return round(figure, 1) if figure >= 10 else round(figure, 4)
