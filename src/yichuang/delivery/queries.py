"""Questions about results that wait or have left."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import F, QuerySet

from yichuang.cases import queries as cases
from yichuang.cases.rules.lifecycle import State
from yichuang.delivery.models import Licence, Pickup


def to_make(centre_code: str) -> QuerySet[Any]:
    """Decided cases whose result has to be made, the oldest first."""
    return cases.by_state(centre_code, [State.DECIDED])


def to_collect(centre_code: str) -> QuerySet[Any]:
    """Results that wait for the applicant, the longest waiting first."""
    return cases.by_state(centre_code, [State.READY]).order_by("ready_on", "id")


def uncollected(centre_code: str, on: date) -> QuerySet[Any]:
    """Results that wait past the promised day: the applicant is reminded. Source: RCP-013."""
    return to_collect(centre_code).filter(promised_pickup_on__lt=on)


def pickups_of(centre_code: str) -> QuerySet[Pickup]:
    """The pick-up register, the newest first. Source: RCP-008."""
    shown = Pickup.objects.filter(case__centre__code=centre_code).select_related("case__applicant")
    return shown.order_by("-id")


def licences_of(centre_code: str) -> QuerySet[Licence]:
    """The register of licences, the newest first. Source: DLV-003."""
    shown = Licence.objects.filter(case__centre__code=centre_code).select_related("case__applicant")
    return shown.order_by("-id")


def days_from_decision(centre_code: str) -> list[dict[str, Any]]:
    """Per window: how many results, and mean days from decision to ready and to collection. Source: DLV-005."""
    rows = Pickup.objects.filter(case__centre__code=centre_code).values_list(
        "case__window", "case__decided_on", "ready_on", "actual_on"
    )
    sums: dict[str, list[int]] = {}
    for window, decided_on, ready_on, actual_on in rows.order_by("case__window"):
        if decided_on is None:
            continue
        line = sums.setdefault(window, [0, 0, 0])
        line[0] += 1
        line[1] += (ready_on - decided_on).days
        line[2] += (actual_on - decided_on).days
    return [
        {"window": window, "results": n, "to_ready": ready / n, "to_collected": taken / n}
        for window, (n, ready, taken) in sums.items()
    ]


def evidence_of(case_id: int) -> Pickup | None:
    """The pick-up of a case, to be pulled together with its receipts as evidence. Source: RCP-012."""
    return Pickup.objects.filter(case_id=case_id).first()


def late_pickups(centre_code: str) -> QuerySet[Pickup]:
    """Pick-ups after the promised day, with their side and reason. Source: RCP-009."""
    return pickups_of(centre_code).filter(actual_on__gt=F("promised_on"))
