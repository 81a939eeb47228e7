"""Names and sentences of the pick-up register."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

SIDE_NAMES = {
    "agency": _("the agency finished late"),
    "applicant": _("the applicant collected late"),
}
METHOD_NAMES = {
    "window": pgettext_lazy("delivery", "collected at the window"),
    "agent": pgettext_lazy("delivery", "collected by an agent"),
    "courier": pgettext_lazy("delivery", "sent by courier"),
    "electronic": pgettext_lazy("delivery", "sent electronically"),
}
ON_PAPER = {"window": "当面领取", "agent": "代理人领取", "courier": "邮寄送达", "electronic": "电子送达"}
SIDES_ON_PAPER = {"agency": "机关逾期办结", "applicant": "申请人逾期领取"}

REFUSALS = {
    "late_reason_missing": _(
        "Collected after the promised day: enter the reason; it is printed on the register."
    ),
    "taker_missing": _("Enter who takes the result, and tick that the identity was checked."),
    "licence_number_missing": _("This item ends in a licence: enter its number."),
}
