"""What the one-time notice before an application says: put together from the item, in Chinese. Source: INT-003."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import translation

from yichuang.cases.rules.papers import FORMS, UNITS
from yichuang.catalogue.queries import windows_of
from yichuang.kernel.acting import Acting

if TYPE_CHECKING:
    from yichuang.catalogue.models import ItemRevision

DOCUMENTS_SPEAK = "zh-hans"


def notice_data(revision: ItemRevision, by: Acting, *, recipient: str) -> dict[str, object]:
    """The data of the letter `guide_notice` of an item; one query, for its windows."""
    item, centre = revision.item, revision.item.centre
    served = windows_of([item], by.day).get(item.pk, [])
    windows = "、".join(f"{one.window.number}号窗口（{one.window.name}）" for one in served)
    with translation.override(DOCUMENTS_SPEAK):
        told: dict[str, object] = {
            "item": {"name": revision.name},
            "department": item.department.name,
            "legal_basis": revision.legal_basis,
            "conditions": revision.conditions,
            "procedure": revision.procedure,
            "promised": limit_words(revision.promised_amount, revision.promised_unit),
            "statutory": limit_words(revision.statutory_amount, revision.statutory_unit),
            "fee": fee_words(revision),
            "materials": [
                {
                    "name": one.name,
                    "form": FORMS.get(one.original, one.original),
                    "copies": str(one.copies),
                }
                | ({"note": one.standard} if one.standard else {})
                for one in revision.materials.all()
            ],
            "attachments": [f"{form.name}（{form.get_kind_display()}）" for form in revision.forms.all()],
            "place": revision.service_place or windows or centre.address,
            "hours": revision.service_hours or centre.opening_hours,
            "contact": {
                "name": by.name,
                "telephone": item.department.telephone or centre.telephone,
            },
        }
    if recipient.strip():
        told["recipient"] = recipient.strip()
    return told


def limit_words(amount: int | None, unit: str) -> str:
    """A limit as a notice says it: 5个工作日, 当场办结."""
    return "当场办结" if unit == "spot" or not amount else f"{amount}{UNITS[unit]}"


def fee_words(revision: ItemRevision) -> str:
    """The fees of an item in one line, each with its basis."""
    if not revision.charges:
        return "不收费"
    lines = []
    for fee in revision.fees.all():
        amount = "按标准" if fee.amount_fen is None else f"{fee.amount_fen / 100:g}元"
        lines.append(f"{fee.name}{amount}" + (f"/{fee.per}" if fee.per else "") + f"（{fee.basis}）")
    return "；".join(lines) or "按收费标准"
