"""When a duty is looked at again. Pure."""

from __future__ import annotations

LONGEST_PAUSE = 300
MOST_ROUNDS = 100_000  # of one duty with --once: a duty that never finishes is an error of ours


def pause_seconds(*, every: int, done: int, failures: int) -> int:
    """Seconds until a duty is looked at again: at once where it did something, later where it failed.

    failures: how many times it failed on end; each doubles the pause, at most to five minutes.
    """
    assert failures >= 0, failures
    if failures:
        return int(min(every * 2 ** min(failures, 20), LONGEST_PAUSE))
    return 0 if done else every
