"""Sentences about fees."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

METHOD_NAMES = {
    "cash": pgettext_lazy("payment", "cash"),
    "card": pgettext_lazy("payment", "bank card"),
    "transfer": pgettext_lazy("payment", "bank transfer"),
    "qr": pgettext_lazy("payment", "QR code"),
    "waived": pgettext_lazy("payment", "waived"),
}

REFUSALS = {
    "no_such_fee": _("The item does not set this fee, so it cannot be charged."),
    "quantity_below_zero": _("A number of pieces cannot be below zero."),
    "nothing_charged": _("Nothing is charged: enter how many, or the legal basis of a waiver."),
    "waiver_not_foreseen": _("The item does not let this fee be waived."),
}
