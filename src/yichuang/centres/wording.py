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

REFUSALS = {
    "centre_exists": _("There is already a centre with the code {centre}."),
    "department_exists": _("There is already a department with the code {code} in this centre."),
    "window_exists": _("There is already a window {number} in this centre."),
    "only_system_sets_up_centres": _("Centres are set up when the product is installed, not on a page."),
    "only_manager_changes_the_centre": _(
        "Only the management of the centre can change its departments and windows."
    ),
}
