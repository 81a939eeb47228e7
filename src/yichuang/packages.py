"""The packages of the house, the lowest first. A package imports only those before it (law 1)."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

HOUSE = Path(__file__).parent

ORDER = (
    "kernel", "ledger", "accounts", "web", "policy", "clocks", "numbering", "outbox", "documents",
    "centres", "staff", "delegation", "applicants", "catalogue", "cases", "fees", "delivery",
    "archive", "enquiries", "queueing", "joint", "greenchannel", "supervision", "complaints",
    "evaluations", "appraisal", "meetings", "inspections", "reports", "desk", "portal", "api",
    "replay", "exchange", "worker", "demo",
)  # fmt: skip


def installed() -> list[str]:
    """The Django applications of the house: the packages that have an `apps.py`."""
    return [f"yichuang.{name}" for name in ORDER if (HOUSE / name / "apps.py").exists()]


def with_pages() -> list[str]:
    """The packages that answer requests: those with `web/urls.py` (`urls.py` in the base one)."""
    rooms = [f"yichuang.{name}.web.urls" for name in ORDER if (HOUSE / name / "web/urls.py").exists()]
    base = "yichuang.web.urls"
    return ([base] if (HOUSE / "web/urls.py").exists() and find_spec(base) else []) + rooms
