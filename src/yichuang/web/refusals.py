"""From a refusal to its sentence: the registry of every package's `wording.REFUSALS`."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from importlib import import_module
from importlib.util import find_spec

from django.utils.translation import gettext

from yichuang.kernel.errors import Refused
from yichuang.packages import ORDER
from yichuang.web.days import day_words, moment_words


def sentence_of(refusal: Refused) -> str:
    """What a refusal says to people, with its facts in it; days are written as days.

    The words are those of the package that raised it; a rule of a lower package may be worded by any.
    A code without words is shown as such, with a sentence around it: never a blank, never an error.
    """
    spoken = registry()
    own = spoken.get(raised_by(refusal), {})
    others = (words for words in spoken.values() if refusal.code in words)
    words = own.get(refusal.code) or next(others, {}).get(refusal.code)
    if words is None:
        return gettext("This cannot be done (%(code)s). Please ask the administrator.") % {"code": refusal}
    return str(words).format_map(_Told({name: _told(fact) for name, fact in refusal.facts.items()}))


def raised_by(refusal: Refused) -> str:
    """The package whose code raised it; "" for one that was never raised."""
    package, frame = "", refusal.__traceback__
    while frame:
        module = str(frame.tb_frame.f_globals.get("__name__", ""))
        if module.startswith("yichuang."):
            package = module.split(".")[1]
        frame = frame.tb_next
    return package


@cache
def registry() -> dict[str, dict[str, object]]:
    """The sentences of refusals by package and code, from all packages that have wording."""
    found: dict[str, dict[str, object]] = {}
    for name in ORDER:
        module = f"yichuang.{name}.wording"
        if find_spec(f"yichuang.{name}") and find_spec(module):
            found[name] = dict(getattr(import_module(module), "REFUSALS", {}))
    return found


class _Told(dict[str, object]):
    """Facts for a sentence; one that is missing stays visible as an ellipsis."""

    def __missing__(self, name: str) -> str:
        return "…"


def _told(fact: object) -> object:
    if isinstance(fact, datetime):
        return moment_words(fact)
    if isinstance(fact, date):
        return day_words(fact)
    return fact
