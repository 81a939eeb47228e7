"""Sentences about letters and seals."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from yichuang.delegation.rules.scope import Power

POWER_NAMES = {
    Power.REVIEW: _("review applications"),
    Power.GRANT: _("decide to grant"),
    Power.DENY: _("decide not to grant"),
    Power.REFUSE: _("decide not to accept"),
    Power.EXTEND: _("approve an extension"),
}

REFUSALS = {
    "letter_exists": _("There is already a letter with the number {number}."),
    "letter_ended": _("This letter has ended already, on {on}."),
    "letter_needs_acts": _("Tick at least one act that the letter empowers to."),
    "letter_ends_before_it_begins": _("The letter would end before it begins. Check the two days."),
    "holder_of_another_department": _("{name} is not an officer of this department."),
    "only_department_delegates": _(
        "Only the management of the centre files letters of delegation, and ends them."
    ),
    "not_delegated": _("Not within your delegation. Those who may: {who}."),
    "nobody_delegated": _(
        "Nobody of this department holds a letter that covers this. Ask the department to file one."
    ),
    "no_seal": _("The department has no approval seal in use. Register one first."),
    "seal_exists": _("There is already a seal with the number {number}."),
    "seal_in_use_exists": _("The department already has a seal in use. Withdraw it first."),
    "not_the_keeper": _("The seal is kept by {keeper}. Only the keeper can use it."),
    "handover_not_yours": _("Only {name} can confirm taking over the seal."),
    "chief_in_force": _(
        "The department already has a chief representative in force: {name}. End that first."
    ),
    "ends_before_it_begins": _("It began on {since}; it cannot end before that."),
}

LEVEL_NAMES = {
    "ordinary": _("ordinary decision"),
    "collective": _("after collective discussion"),
    "expert": _("after expert argument"),
    "hearing": _("after a hearing"),
    "department": _("decision of the department"),
}

# documents have their force in Chinese
ON_PAPER = {
    Power.REVIEW: "审查行政许可申请",
    Power.GRANT: "作出准予行政许可决定，并使用本机关行政审批专用章",
    Power.DENY: "作出不予行政许可决定，并使用本机关行政审批专用章",
    Power.REFUSE: "作出不予受理决定",
    Power.EXTEND: "批准延长办理期限",
}
LEVELS_ON_PAPER = {
    "ordinary": "一般决定",
    "collective": "经集体讨论的决定",
    "expert": "经专家论证的决定",
    "hearing": "经听证的决定",
    "department": "由本机关决定的事项",
}
