"""Names of kinds of centres and windows."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

CENTRE_KIND_NAMES = {
    "city": _("city centre"),
    "county": _("county centre"),
    "township": _("township centre"),
    "village": _("village station"),
    "hall": _("specialised hall"),
    "simulation": _("simulation"),
}

WINDOW_KIND_NAMES = {
    "department": _("department window"),
    "general": _("general window"),
    "key_project": _("key-project window"),
    "joint_inspection": _("joint-inspection window"),
    "complaint": _("complaint window"),
    "cashier": _("cashier"),
    "pickup": _("pick-up window"),
}
