"""Which duties there are on this machine."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from importlib.util import find_spec
from typing import Protocol

from yichuang.worker import wording
from yichuang.worker.rules.duties import DUTIES, Duty

log = logging.getLogger(__name__)


class Work(Protocol):
    """The command of a duty."""

    def __call__(self, *, now: datetime) -> int: ...


@dataclass(frozen=True, slots=True)
class Ready:
    """A duty and its command."""

    duty: Duty
    work: Callable[..., int]


def is_there(module: str) -> bool:
    """Whether a module, and the package around it, exist."""
    package = module.rpartition(".")[0]
    return find_spec(package) is not None and find_spec(module) is not None


def ready_duties(duties: Iterable[Duty] = DUTIES) -> list[Ready]:
    """The duties whose packages have commands; of the others the log says that they are left out.

    A command that is missing from a package that has commands is an error of ours: AttributeError.
    """
    ready = []
    for duty in duties:
        module, _, name = duty.command.rpartition(".")
        if not is_there(module):
            log.warning(wording.DUTY_ABSENT, {"duty": duty.command})
            continue
        ready.append(Ready(duty, getattr(import_module(module), name)))
    return ready
