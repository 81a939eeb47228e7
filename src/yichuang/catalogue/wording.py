"""Names of the kinds and states of the catalogue, sentences of findings and refusals."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yichuang.accounts.rules.roles import Role
from yichuang.catalogue.rules import terms as t

STATE_NAMES = {
    t.RevisionState.DRAFT: pgettext_lazy("revision", "draft"),
    t.RevisionState.SUBMITTED: pgettext_lazy("revision", "submitted"),
    t.RevisionState.RETURNED: pgettext_lazy("revision", "returned"),
    t.RevisionState.CONFIRMED: pgettext_lazy("revision", "confirmed"),
    t.RevisionState.PUBLISHED: pgettext_lazy("revision", "published"),
    t.RevisionState.WITHDRAWN: pgettext_lazy("revision", "no longer in force"),
}

KIND_NAMES = {
    t.ItemKind.POWER: _("administrative power"),
    t.ItemKind.LICENCE: _("administrative licence"),
    t.ItemKind.PENALTY: _("administrative penalty"),
    t.ItemKind.COERCION: _("administrative coercion"),
    t.ItemKind.LEVY: _("administrative levy"),
    t.ItemKind.PAYMENT: _("administrative payment"),
    t.ItemKind.INSPECTION: _("administrative inspection"),
    t.ItemKind.CONFIRMATION: _("administrative confirmation"),
    t.ItemKind.AWARD: _("administrative award"),
    t.ItemKind.ADJUDICATION: _("administrative adjudication"),
    t.ItemKind.OTHER_POWER: _("other administrative power"),
    t.ItemKind.INTERNAL_APPROVAL: _("approval within government"),
    t.ItemKind.PUBLIC_SERVICE: _("public service"),
}

CLASS_NAMES = {
    t.ItemClass.LICENCE: _("administrative licence"),
    t.ItemClass.APPROVAL: _("non-licence approval"),
    t.ItemClass.SERVICE: _("public service"),
}

APPLICANT_NAMES = {
    t.ApplicantKind.PERSON: _("natural persons"),
    t.ApplicantKind.ENTERPRISE: _("enterprises"),
    t.ApplicantKind.INSTITUTION: _("public institutions"),
    t.ApplicantKind.SOCIAL: _("social organisations"),
    t.ApplicantKind.AUTHORITY: _("administrative organs"),
    t.ApplicantKind.OTHER: _("other organisations"),
}

APPLICANT_CLASS_NAMES = {
    t.ApplicantClass.CITIZEN: _("citizens"),
    t.ApplicantClass.LEGAL_PERSON: _("legal persons"),
    t.ApplicantClass.OTHER: _("other organisations"),
}

CASE_KIND_NAMES = {
    t.CaseKind.IMMEDIATE: pgettext_lazy("handling", "finished at once"),
    t.CaseKind.PROMISED: pgettext_lazy("handling", "promised limit"),
    t.CaseKind.JOINT: pgettext_lazy("handling", "joint handling"),
    t.CaseKind.ESCALATED: pgettext_lazy("handling", "forwarded to a higher level"),
}

DECISION_LEVEL_NAMES = {
    t.DecisionLevel.ORDINARY: _("ordinary: decided at the window"),
    t.DecisionLevel.COLLECTIVE: _("collective discussion"),
    t.DecisionLevel.EXPERT: _("expert argument"),
    t.DecisionLevel.HEARING: _("hearing first"),
    t.DecisionLevel.DEPARTMENT: _("decision of the department"),
}

STAGE_NAMES = {
    t.Stage.ACCEPT: pgettext_lazy("stage", "acceptance"),
    t.Stage.REVIEW: pgettext_lazy("stage", "review"),
    t.Stage.APPROVE: pgettext_lazy("stage", "approval"),
    t.Stage.FEE: pgettext_lazy("stage", "fee collection"),
    t.Stage.ISSUE: pgettext_lazy("stage", "issue of the result"),
}

# Who does a step; the codes are those of `accounts.rules.roles`.
ROLE_NAMES = {
    Role.WINDOW: _("window officer"),
    Role.REVIEWER: _("reviewer"),
    Role.CHIEF: _("chief representative"),
    Role.CASHIER: _("cashier"),
}

PROCEDURE_NAMES = {
    t.ProcedureKind.HEARING: _("hearing"),
    t.ProcedureKind.TENDERING: _("tendering"),
    t.ProcedureKind.AUCTION: _("auction"),
    t.ProcedureKind.INSPECTION: pgettext_lazy("procedure", "inspection"),
    t.ProcedureKind.TESTING: pgettext_lazy("procedure", "testing"),
    t.ProcedureKind.SURVEY: pgettext_lazy("procedure", "survey"),
    t.ProcedureKind.QUARANTINE: _("quarantine"),
    t.ProcedureKind.APPRAISAL: pgettext_lazy("procedure", "appraisal"),
    t.ProcedureKind.EXPERT_REVIEW: _("expert review"),
}

ORIGINAL_NAMES = {
    t.Original.ORIGINAL: pgettext_lazy("material", "original"),
    t.Original.COPY: pgettext_lazy("material", "copy"),
    t.Original.BOTH: pgettext_lazy("material", "original and copy"),
}

NEED_NAMES = {
    t.Need.MAIN: pgettext_lazy("material", "must be there"),
    t.Need.MAY_FOLLOW: pgettext_lazy("material", "may follow"),
    t.Need.OPTIONAL: pgettext_lazy("material", "optional"),
}

MEDIUM_NAMES = {
    t.Medium.PAPER: pgettext_lazy("material", "paper"),
    t.Medium.ELECTRONIC: pgettext_lazy("material", "electronic"),
    t.Medium.EITHER: pgettext_lazy("material", "paper or electronic"),
}

SOURCE_NAMES = {
    t.Source.APPLICANT: _("made by the applicant"),
    t.Source.GOVERNMENT: _("issued by an authority"),
    t.Source.INTERMEDIARY: _("issued by an intermediary or others"),
}

OBTAINED_NAMES = {
    t.HowObtained.HANDED_IN: _("handed in by the applicant"),
    t.HowObtained.LICENCE_LIBRARY: _("read from the electronic licence library"),
    t.HowObtained.DATA_CHECK: _("checked against shared data"),
    t.HowObtained.COMMITMENT: _("replaced by a written commitment"),
    t.HowObtained.ASSISTANCE: _("fetched from the other authority by us"),
}

FORM_KIND_NAMES = {
    t.FormKind.BLANK: _("blank form"),
    t.FormKind.SAMPLE: _("filled-in sample"),
    t.FormKind.REFERENCE: _("reference paper"),
}

CHANGE_KIND_NAMES = {
    t.ChangeKind.ADD: pgettext_lazy("change", "add"),
    t.ChangeKind.CHANGE: pgettext_lazy("change", "change"),
    t.ChangeKind.CANCEL: pgettext_lazy("change", "cancel"),
}

CHANGE_STATE_NAMES = {
    t.ChangeState.OPEN: pgettext_lazy("change", "waiting for the management committee"),
    t.ChangeState.RETURNED: pgettext_lazy("change", "returned"),
    t.ChangeState.APPROVED: pgettext_lazy("change", "approved"),
}

CHANNEL_NAMES = {
    t.Channel.COUNTER: pgettext_lazy("channel", "at the counter"),
    t.Channel.WEB: pgettext_lazy("channel", "on the web"),
    t.Channel.MOBILE: pgettext_lazy("channel", "on the phone"),
    t.Channel.COURIER: pgettext_lazy("channel", "by courier"),
    t.Channel.OTHER: pgettext_lazy("channel", "another way"),
}

LEVEL_NAMES = {
    t.Level.NATION: pgettext_lazy("level", "nation"),
    t.Level.PROVINCE: pgettext_lazy("level", "province"),
    t.Level.CITY: pgettext_lazy("level", "city"),
    t.Level.COUNTY: pgettext_lazy("level", "county"),
    t.Level.TOWN: pgettext_lazy("level", "town"),
    t.Level.VILLAGE: pgettext_lazy("level", "village or community"),
    t.Level.SHARED: pgettext_lazy("level", "shared by several"),
}

POWER_SOURCE_NAMES = {
    t.PowerSource.OWN: _("own power by law"),
    t.PowerSource.HANDED_DOWN: _("power handed down"),
    t.PowerSource.AUTHORISED_ABOVE: _("authorised by a higher department"),
    t.PowerSource.AUTHORISED_PEER: _("authorised by a department of the same level"),
    t.PowerSource.ENTRUSTED_ABOVE: _("entrusted by a higher department"),
    t.PowerSource.ENTRUSTED_PEER: _("entrusted by a department of the same level"),
}

BODY_NATURE_NAMES = {
    t.BodyNature.STATUTORY: _("statutory authority"),
    t.BodyNature.AUTHORISED: _("authorised organisation"),
    t.BodyNature.ENTRUSTED: _("entrusted organisation"),
    t.BodyNature.OTHER: _("other body"),
}

RESULT_NAMES = {
    t.ResultKind.CERTIFICATE: pgettext_lazy("result", "certificate"),
    t.ResultKind.APPROVAL: pgettext_lazy("result", "approval document"),
    t.ResultKind.OTHER: pgettext_lazy("result", "another result"),
    t.ResultKind.NONE: pgettext_lazy("result", "nothing on paper"),
}

UNIT_NAMES = {
    "working": pgettext_lazy("unit", "working days"),
    "calendar": pgettext_lazy("unit", "calendar days"),
    "month": pgettext_lazy("unit", "months"),
    "year": pgettext_lazy("unit", "years"),
    "hour": pgettext_lazy("unit", "hours"),
    "spot": pgettext_lazy("unit", "on the spot"),
}

MEDIA_NAMES = {
    "application/pdf": "PDF",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "DOCX",
    "image/png": "PNG",
    "image/jpeg": "JPG",
}

# What keeps a revision from being confirmed and published: one sentence each, saying what to do.
FINDINGS: dict[str, Promise] = {
    "missing_name": _("State the name of the item."),
    "missing_procedure": _("Describe the procedure and add its steps."),
    "missing_legal_basis": _("State the legal basis: law, article, text."),
    "missing_conditions": _("State the conditions under which an application is granted."),
    "missing_materials": _("List the materials that an applicant hands in."),
    "missing_promised_limit": _("State the promised time limit."),
    "missing_fees": _("State the fee standard with its basis, or say that there is no fee."),
    "missing_forms": _("Add the blank application form."),
    "missing_kind": _("Say what kind of item it is."),
    "missing_case_kind": _("Say how its cases are handled: at once, promised, joint or forwarded."),
    "missing_applicants": _("Say who may apply."),
    "missing_statutory": _("State the statutory time limit."),
    "unit_unknown": _("The unit “{unit}” of a time limit is unknown; choose one of the list."),
    "amount_not_positive": _("A time limit is at least 1, or “on the spot”."),
    "promise_longer": _(
        "The promised limit ({promised} {promised_unit}) is longer than the statutory one "
        "({statutory} {statutory_unit}); shorten the promise."
    ),
    "limits_not_comparable": _(
        "Whether {promised} {promised_unit} keep within {statutory} {statutory_unit} depends on the day "
        "{day}; state both limits in one unit."
    ),
    "stage_missing": _("Add a step of the stage “{stage}” to the route."),
    "fee_stage_without_fee": _("The route collects a fee although the item has none; take that step out."),
    "fee_without_lines": _("The item has a fee; add what is charged, how much, and its basis."),
    "fee_incomplete": _("Add amount and basis to the fee “{name}”."),
    "fee_although_free": _("The item is said to be free of charge, but a fee “{name}” is listed."),
    "step_without_role": _("Say who does the step “{name}”."),
    "step_without_place": _("Say where in the hall the step “{name}” is done."),
    "step_without_limit": _("Give the step “{name}” its time limit."),
    "step_key_twice": _("Two steps have the key “{key}”; give each its own."),
    "stages_exceed_promise": _(
        "The steps take {total} {unit} together, the promise is {promised}; shorten the steps."
    ),
    "procedure_unknown": _("“{kind}” is no special procedure of the list."),
    "procedure_twice": _("The special procedure “{kind}” is listed twice."),
    "procedure_without_duration": _("State how long the special procedure “{kind}” is expected to take."),
    "vague_material": _("“{name}” does not say what is wanted; name each material."),
    "material_twice": _("The material “{name}” is listed twice."),
    "material_without_name": _("A material has no name."),
    "visits_without_reason": _("Say why somebody has to come to the hall."),
}

DISCLOSURE_NAMES = {
    "missing_name": _("item name"),
    "missing_procedure": _("procedure"),
    "missing_legal_basis": _("legal basis"),
    "missing_conditions": _("conditions"),
    "missing_materials": _("application materials"),
    "missing_promised_limit": _("promised time limit"),
    "missing_fees": _("fee standard with its basis"),
    "missing_forms": _("blank application form"),
}

# What an imported list lacks, in short.
MISSING: dict[str, Promise] = {
    **DISCLOSURE_NAMES,
    "missing_kind": _("item kind"),
    "missing_case_kind": _("handling"),
    "missing_applicants": _("who may apply"),
    "missing_statutory": _("statutory time limit"),
}

ODDITIES: dict[str, Promise] = {
    "no_code": _("no item code"),
    "no_name": _("no item name"),
    "no_department": _("no department"),
    "code_unfit": _("a code that is too long, or has spaces or strokes"),
    "code_twice": _("the code stands in another row too"),
    "name_twice": _("the department has another item of this name"),
    "code_of_another_form": _("a code of another form"),
    "code_of_another_area": _("a code of another area"),
    "body_code_fails": _("the body's code fails its check"),
    "unknown_kind": _("an item kind of no table"),
    "unknown_case_kind": _("a handling of no table"),
    "unknown_decision_level": _("a decision level of no table"),
    "unknown_charges": _("neither with nor without a fee"),
    "unknown_applicant_kinds": _("a kind of applicant of no table"),
    "unknown_channels": _("a way to apply of no table"),
    "unknown_unit": _("a unit of time of no table"),
    "unread_statutory_limit": _("a statutory limit that cannot be read"),
    "unread_promised_limit": _("a promised limit that cannot be read"),
}

REFUSALS: dict[str, Promise] = {
    "not_permitted": _("You may not do this with the catalogue of this centre."),
    "not_of_the_department": _(
        "Only the chief representative or a window officer of {department} may do this."
    ),
    "not_of_the_committee": _("Only the management committee of the centre may do this."),
    "item_unknown": _("There is no item {item} at this centre."),
    "item_exists": _("The item {item} is in the catalogue already; revise it instead."),
    "code_unfit": _("An item code has 1 to {most} characters, no spaces and no strokes."),
    "item_not_open": _("“{name}” takes no applications on {on}: no published version is in force that day."),
    "revision_open": _("Revision {number} of this item is still open; finish that one first."),
    "nothing_published": _("No version of this item is in force; there is nothing to take out of force."),
    "no_open_revision": _("This item has no open revision; start one first."),
    "wrong_state": _("Revision {number} is {state}; this cannot be done with it now."),
    "item_incomplete": _("The revision is not complete; what is missing stands below."),
    "reason_needed": _("State the reason."),
    "basis_needed": _("State the legal basis of the change."),
    "approval_needed": _("State the approval: its number or date, and by whom."),
    "effective_in_the_past": _("It can take effect on {day} at the earliest."),
    "effective_before_current": _(
        "The version published last takes effect on {day}; the new one must come later."
    ),
    "changed_since": _("The revision was changed since you opened it; compare, then save again."),
    "file_empty": _("The file is empty; choose another."),
    "file_too_large": _("The file has {size} MB; at most {most} MB are taken."),
    "file_unknown": _(
        "The content of the file is neither PDF, DOCX, PNG nor JPG, whatever its name says; "
        "convert it and try again."
    ),
    "file_with_macros": _("The document holds macros; save it without them and try again."),
    "form_name_needed": _("Give the form a name."),
    "form_unknown": _("This revision has no such form."),
    "window_unknown": _("There is no window {number} at this centre."),
    "window_mapped": _("Window {number} serves this item already."),
    "window_not_mapped": _("Window {number} does not serve this item."),
    "no_request": _("There is no open request to take this item out of force."),
    "request_open": _("A request to take this item out of force is waiting already."),
}
