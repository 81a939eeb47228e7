"""The roles of a service centre. Pure."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What somebody may be at a centre (the Chinese terms stand in the glossary)."""

    WINDOW = "window"
    REVIEWER = "reviewer"
    CHIEF = "chief"
    MANAGER = "manager"
    SUPERVISOR = "supervisor"
    CASHIER = "cashier"
    ARCHIVIST = "archivist"
    ADMINISTRATOR = "administrator"
