"""Names of states, acts and outcomes of a case; sentences of refusals; the history in sentences."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yichuang.cases.rules import papers
from yichuang.cases.rules.lifecycle import Act, Outcome, State
from yichuang.cases.rules.materials import MaterialState

STATE_NAMES = {
    State.RECEIVED: pgettext_lazy("case state", "received"),
    State.CORRECTING: pgettext_lazy("case state", "waiting for corrections"),
    State.ACCEPTED: pgettext_lazy("case state", "in review"),
    State.REVIEWED: pgettext_lazy("case state", "waiting for the decision"),
    State.IN_PROCEDURE: pgettext_lazy("case state", "in a special procedure"),
    State.DECIDED: pgettext_lazy("case state", "decided, result being made"),
    State.FEE_DUE: pgettext_lazy("case state", "fee to be paid"),
    State.READY: pgettext_lazy("case state", "ready to collect"),
    State.DELIVERED: pgettext_lazy("case state", "handed over"),
    State.NOT_NEEDED: pgettext_lazy("case state", "no permission needed"),
    State.REFERRED: pgettext_lazy("case state", "referred elsewhere"),
    State.REFUSED: pgettext_lazy("case state", "not accepted"),
    State.LAPSED: pgettext_lazy("case state", "corrections not supplied in time"),
    State.WITHDRAWN: pgettext_lazy("case state", "withdrawn"),
    State.TERMINATED: pgettext_lazy("case state", "terminated"),
    State.ARCHIVED: pgettext_lazy("case state", "archived"),
}

OUTCOME_NAMES = {
    Outcome.GRANTED: pgettext_lazy("case outcome", "granted"),
    Outcome.DENIED: pgettext_lazy("case outcome", "not granted"),
    Outcome.REFUSED: pgettext_lazy("case outcome", "not accepted"),
    Outcome.NOT_NEEDED: pgettext_lazy("case outcome", "no permission needed"),
    Outcome.REFERRED: pgettext_lazy("case outcome", "referred elsewhere"),
    Outcome.LAPSED: pgettext_lazy("case outcome", "corrections not supplied in time"),
    Outcome.WITHDRAWN: pgettext_lazy("case outcome", "withdrawn"),
    Outcome.TERMINATED: pgettext_lazy("case outcome", "terminated"),
}

ACT_NAMES = {
    Act.RECEIVE: pgettext_lazy("case act", "receive the application"),
    Act.ACCEPT: pgettext_lazy("case act", "accept"),
    Act.DEEM_ACCEPTED: pgettext_lazy("case act", "accept by lapse of time"),
    Act.ASK_CORRECTION: pgettext_lazy("case act", "ask for corrections"),
    Act.SUPPLEMENT: pgettext_lazy("case act", "take in corrections"),
    Act.LAPSE: pgettext_lazy("case act", "close for want of corrections"),
    Act.NOT_NEEDED: pgettext_lazy("case act", "say that no permission is needed"),
    Act.REFER: pgettext_lazy("case act", "refer elsewhere"),
    Act.PROPOSE_REFUSAL: pgettext_lazy("case act", "propose a refusal"),
    Act.REFUSE: pgettext_lazy("case act", "refuse to accept"),
    Act.REVIEW: pgettext_lazy("case act", "review"),
    Act.RETURN: pgettext_lazy("case act", "return to the reviewer"),
    Act.START_PROCEDURE: pgettext_lazy("case act", "start a special procedure"),
    Act.END_PROCEDURE: pgettext_lazy("case act", "end the special procedure"),
    Act.EXTEND: pgettext_lazy("case act", "extend the limit"),
    Act.DELIBERATE: pgettext_lazy("case act", "record a deliberation"),
    Act.STEP: pgettext_lazy("case act", "record a step"),
    Act.DECIDE: pgettext_lazy("case act", "decide"),
    Act.SETTLE_FEE: pgettext_lazy("case act", "confirm the fee"),
    Act.ISSUE: pgettext_lazy("case act", "make the result"),
    Act.DELIVER: pgettext_lazy("case act", "hand over"),
    Act.WITHDRAW: pgettext_lazy("case act", "withdraw"),
    Act.TERMINATE: pgettext_lazy("case act", "terminate"),
    Act.ARCHIVE: pgettext_lazy("case act", "archive"),
    Act.OVERRIDE_DUE: pgettext_lazy("case act", "take the due day from the log"),
}

MATERIAL_STATE_NAMES = {
    MaterialState.PRESENT: pgettext_lazy("material", "complete"),
    MaterialState.MISSING: pgettext_lazy("material", "missing"),
    MaterialState.WRONG_FORM: pgettext_lazy("material", "wrong form"),
    MaterialState.NOT_CHECKED: pgettext_lazy("material", "not checked"),
}

CHANNEL_NAMES = {
    "window": pgettext_lazy("channel", "window"),
    "online": pgettext_lazy("channel", "online"),
    "post": pgettext_lazy("channel", "post"),
    "email": pgettext_lazy("channel", "e-mail"),
    "internal": pgettext_lazy("channel", "internal"),
}

LEVEL_NAMES = {"reviewer": _("reviewer"), "chief": _("chief representative"), "manager": _("manager")}
NEGATIVE_KIND_NAMES = {"refuse": _("not to accept"), "deny": _("not to grant")}
NEGATIVE_STATE_NAMES = {
    "open": _("going upward"),
    "confirmed": _("confirmed"),
    "rejected": _("not confirmed"),
}
DELIBERATION_NAMES = {
    "collective": _("collective discussion"),
    "expert": _("expert argument"),
    "assessment": _("assessment"),
    "hearing": _("hearing"),
}

REFUSALS = {
    "act_not_possible": _("The case is not at a point where this can be done."),
    "other_centre": _("This case belongs to another centre."),
    "other_department": _("This case belongs to another department, whose officers have to do this."),
    "not_your_role": _("Your role does not let you do this. Ask somebody whose task it is."),
    "item_not_in_force": _("No version of this item is in force today, so no application can be taken."),
    "material_not_checked": _(
        "Not looked at yet: “{name}”. Tick whether it is complete, missing or in the wrong form."
    ),
    "materials_incomplete": _(
        "Materials are still to be supplied, so the application cannot be accepted: {names}."
    ),
    "materials_complete": _(
        "All materials are complete: the application must be accepted, there is nothing to correct."
    ),
    "already_told_once": _(
        "Corrections were asked for once already, on {on}. A second notice needs a superior and a reason, and counts as a breach."
    ),
    "deferral_reason_missing": _(
        "Say why the application is not accepted today; it is printed on the receipt."
    ),
    "reason_missing": _("Enter the reason."),
    "same_person_reviews_and_decides": _("You reviewed this case, so somebody else has to decide it."),
    "not_delegated": _("Not within your delegation. Those who may: {who}."),
    "nobody_delegated": _(
        "Nobody of this department holds a letter that covers this. The department has to file one."
    ),
    "no_seal": _("The department has no approval seal in use, so nothing can be issued. Register one first."),
    "refusal_not_confirmed": _("A refusal has to be confirmed by every level before it can be issued."),
    "refusal_open_already": _("A refusal of this case has been proposed already and is on its way upward."),
    "refusal_on_its_way": _("A refusal has been proposed and is on its way upward; settle that first."),
    "no_refusal_proposed": _("No refusal of this case is on its way upward."),
    "not_alone": _(
        "Whoever proposed the refusal, or agreed to it before, cannot confirm it: ask the next level, {level}."
    ),
    "deliberation_missing": _(
        "This item is decided after a collective discussion, an expert argument or a hearing. Record it first."
    ),
    "extension_used": _("The limit has been extended once already."),
    "extension_too_long": _("By law the limit can be extended by at most {most} working days."),
    "extension_too_late": _("The limit ended on {due}. An extension filed after that has no effect."),
    "extension_unit": _("A limit in months, hours or on the spot cannot be extended by days."),
    "days_missing": _("Enter how many working days it is expected to take."),
    "procedure_not_of_the_item": _("The item does not list this special procedure."),
    "fee_unpaid": _("The fee has not been confirmed by the cashier yet."),
    "fee_not_due": _("No fee is due for this case."),
    "fee_differs": _("The item sets a fee of {set} yuan; {told} yuan cannot be charged."),
    "off_site_reason_missing": _("This is done outside the hall: say why."),
    "only_simulation": _("Only in a simulation is the due day taken from the log."),
    "no_case": _("There is no case with the number {number}."),
}

NOT_NEEDED_BASIS = papers.NOT_NEEDED_BASIS
NOT_OURS_BASIS = papers.NOT_OURS_BASIS

PROCEDURE_NAMES = {
    "hearing": pgettext_lazy("procedure", "hearing"),
    "tendering": pgettext_lazy("procedure", "tendering"),
    "auction": pgettext_lazy("procedure", "auction"),
    "inspection": pgettext_lazy("procedure", "inspection"),
    "testing": pgettext_lazy("procedure", "testing"),
    "survey": pgettext_lazy("procedure", "survey"),
    "quarantine": pgettext_lazy("procedure", "quarantine"),
    "appraisal": pgettext_lazy("procedure", "appraisal"),
    "expert_review": pgettext_lazy("procedure", "expert review"),
}

CASE_KIND_NAMES = {
    "immediate": pgettext_lazy("case kind", "finished at once"),
    "promised": pgettext_lazy("case kind", "promised limit"),
    "joint": pgettext_lazy("case kind", "joint"),
    "escalated": pgettext_lazy("case kind", "forwarded upward"),
}

WHO_DOES = {
    Act.ACCEPT: _("the officers at the window"),
    Act.SUPPLEMENT: _("the officers at the window"),
    Act.REVIEW: _("the reviewers of the department"),
    Act.DECIDE: _("the chief representative"),
    Act.END_PROCEDURE: _("the reviewers of the department"),
    Act.ISSUE: _("the pick-up window"),
    Act.SETTLE_FEE: _("the cashier"),
    Act.DELIVER: _("the pick-up window"),
    Act.ARCHIVE: _("the archivist"),
}
