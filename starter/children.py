"""Programs that run beside us, and end with us."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import FrameType

from starter.words import ROOT


def die_with_me() -> None:
    """In a child on Linux: end when the parent ends, however it ends."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)


def child(words: Sequence[str], environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
    """A part of the product that runs beside us. A Ctrl-C reaches us alone; we end the child."""
    return subprocess.Popen(
        words, cwd=ROOT, env=dict(environment), start_new_session=True, preexec_fn=die_with_me
    )


@contextlib.contextmanager
def ended_by_signals() -> Iterator[None]:
    """Within, a SIGTERM or SIGHUP ends us as a Ctrl-C does: in order."""

    def interrupt(_signal: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = {number: signal.signal(number, interrupt) for number in (signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def end(parts: Iterable[subprocess.Popen[bytes]], seconds: float = 10) -> None:
    """End children: asked first, and made to after some seconds."""
    living = [part for part in parts if part.poll() is None]
    for part in living:
        part.terminate()
    until = time.monotonic() + seconds
    for part in living:
        try:
            part.wait(max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(part.pid, signal.SIGKILL) if os.getpgid(part.pid) == part.pid else part.kill()
            part.wait()
