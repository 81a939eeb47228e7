"""The ways through the product, as a table. A way whose page does not exist (yet) is left out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from yichuang.accounts.rules.roles import Role

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

EVERYBODY = frozenset[str]()


@dataclass(frozen=True, slots=True)
class Way:
    """One entry of the menu: its words, its page, and who sees it (nobody named: everybody)."""

    words: _StrPromise
    view: str
    roles: frozenset[str] = EVERYBODY

    def is_for(self, roles: frozenset[str]) -> bool:
        return not self.roles or not self.roles.isdisjoint(roles)

    def leads_to(self, here: str) -> bool:
        """Whether a page lies on this way: the page itself, or another of its part of the product."""
        return here == self.view or here.rpartition(":")[0] == self.view.rpartition(":")[0] != ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A way as the menu draws it."""

    words: _StrPromise
    address: str
    current: bool


DESK_WAYS = (
    Way(_("Desk"), "desk:home"),
    Way(_("Cases"), "cases:list"),
    Way(_("Reviews"), "cases:reviews", frozenset({Role.REVIEWER, Role.CHIEF})),
    Way(_("Decisions"), "cases:decisions", frozenset({Role.CHIEF})),
    Way(_("Refusals on file"), "cases:refusals", frozenset({Role.MANAGER, Role.SUPERVISOR})),
    Way(_("Payments"), "fees:list", frozenset({Role.CASHIER})),
    Way(_("Pick-up"), "delivery:list", frozenset({Role.WINDOW})),
    Way(_("Archive"), "archive:list", frozenset({Role.ARCHIVIST})),
    Way(_("Items"), "catalogue:list"),
    Way(_("Documents"), "documents:list"),
    Way(_("Messages"), "desk:messages", frozenset({Role.WINDOW, Role.MANAGER})),
    Way(_("Delegations"), "delegation:list", frozenset({Role.CHIEF, Role.MANAGER})),
    Way(_("Ledger"), "ledger:list", frozenset({Role.SUPERVISOR, Role.MANAGER})),
    Way(_("Accounts"), "accounts:users", frozenset({Role.ADMINISTRATOR})),
)

PUBLIC_WAYS = (
    Way(_("Services"), "catalogue:guides"),
    Way(_("Track a case"), "portal:progress"),
    Way(_("Check a document"), "documents:verify"),
)


def desk_ways(roles: frozenset[str], here: str) -> list[Shown]:
    """The menu of the desk for somebody with these roles."""
    return _shown(DESK_WAYS, roles, here)


def public_ways(here: str) -> list[Shown]:
    """The menu of the public pages."""
    return _shown(PUBLIC_WAYS, EVERYBODY, here)


def _shown(ways: tuple[Way, ...], roles: frozenset[str], here: str) -> list[Shown]:
    """One way at most is the current one: that of the page itself, else the first to its part of the house."""
    there = [(way, address) for way in ways if way.is_for(roles) and (address := _address(way.view))]
    exact = [way for way, _address in there if way.view == here]
    current = next(iter(exact or [way for way, _address in there if way.leads_to(here)]), None)
    return [Shown(way.words, address, current=way is current) for way, address in there]


def _address(view: str) -> str | None:
    try:
        return reverse(view)
    except NoReverseMatch:
        return None
