"""Names of kinds and states of documents, and the sentences of refusals."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from yichuang.documents.rules.kinds import Holder, Kind, Signer, State

KIND_NAMES = {
    Kind.RECEIPT: _("receipt of an application"),
    Kind.ACCEPTANCE: _("notice of acceptance"),
    Kind.REFUSAL: _("decision not to accept"),
    Kind.CORRECTION: _("one-time correction notice"),
    Kind.EXTENSION: _("notice of extension"),
    Kind.PROCEDURE: _("notice of a special procedure"),
    Kind.GRANT: _("decision to grant a licence"),
    Kind.DENIAL: _("decision to deny a licence"),
    Kind.PICKUP: _("pick-up form"),
    Kind.ENDING: _("notice that a case has ended"),
    Kind.GUIDE_NOTICE: _("one-time notice of requirements"),
    Kind.GUIDE: _("service guide"),
    Kind.DELEGATION: _("letter of delegation"),
    Kind.INVENTORY: _("inventory of a file"),
}

STATE_NAMES = {
    State.WAITING: _("waiting to be typeset"),
    State.TYPESET: _("typeset and frozen"),
    State.FAILED: _("could not be typeset"),
}

HOLDER_NAMES = {
    Holder.APPLICANT: _("copy of the applicant"),
    Holder.SUPERVISION: _("copy of the supervision body"),
    Holder.AGENCY: _("copy of the agency"),
}

SIGNER_NAMES = {
    Signer.APPLICANT: _("applicant or agent"),
    Signer.OFFICER: _("officer"),
}

REFUSALS = {
    "glyph_missing": _(
        "The character “{character}” ({codepoint}) cannot be printed with the fonts of this machine. "
        "Enter the name as it stands in the identity document, or ask the administrator to add a font."
    ),
    "not_yet_typeset": _("The document is still being typeset. Try again in a moment."),
    "signature_not_an_image": _("The signature could not be read. Sign on the pad again."),
    "signature_too_large": _("The picture of the signature is too large. Sign on the pad again."),
    "signature_of_another_subject": _("The signature was given for something else. Sign again."),
    "reprint_needs_reason": _("Say why the document is printed again."),
    "document_not_yours": _(
        "This document belongs to another centre or department. Ask its window to print it for you."
    ),
}
