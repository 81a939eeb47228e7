"""What the applicant is told, and what staff read about it."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yichuang.outbox.rules.attempts import Channel, State

STATE_NAMES = {
    State.WAITING: _("waiting to be sent"),
    State.SENT: _("message sent"),
    State.SHOWN: _("shown on the applicant's page"),
    State.GIVEN_UP: _("could not be sent"),
    State.PAST: _("from a replayed past, never sent"),
}
CHANNEL_NAMES = {Channel.SMS: _("text message"), Channel.SITE: _("applicant's page")}

NOT_REALLY_SENT = _("Local demonstration: not really sent.")

PROCEDURES = {
    "hearing": _("procedure: hearing"),
    "tendering": _("procedure: tendering"),
    "auction": _("procedure: auction"),
    "inspection": _("procedure: inspection"),
    "testing": _("procedure: testing"),
    "quarantine": _("procedure: quarantine"),
    "appraisal": _("procedure: appraisal"),
    "expert_review": _("procedure: expert review"),
    "survey": _("procedure: survey on site"),
}

# code: sentence. The facts named in braces come with `outbox.commands.put`; days are ISO days.
TEMPLATES: dict[str, str | Promise] = {
    "accepted": _(
        "Your application {number} ({item}) has been accepted; it will be decided by {due} at the latest."
    ),
    "deemed_accepted": _(
        "Your application {number} ({item}) counts as accepted from the day it was received, because nobody "
        "answered in time; it will be decided by {due} at the latest."
    ),
    "correction": _(
        "Your application {number} ({item}) needs to be supplemented in {count} points, all of which stand in the "
        "notice. Please supply them by {due}."
    ),
    "not_needed": _("Your application {number} ({item}) needs no permission; the notice says why."),
    "referred": _(
        "Your application {number} ({item}) is not for this authority; the notice says which one is, and where."
    ),
    "refused": _(
        "Your application {number} ({item}) was not accepted; the notice gives the reasons and the remedies."
    ),
    "lapsed": _(
        "Your application {number} ({item}) was closed because it was not supplemented in time. You can apply again."
    ),
    "withdrawn": _("Your application {number} ({item}) was withdrawn as you asked."),
    "terminated": _("The handling of your application {number} ({item}) was ended; the notice says why."),
    "procedure_started": _(
        "For your application {number} ({item}) this takes place: {kind}. It is expected to take {days} days, "
        "which do not count towards the time limit."
    ),
    "procedure_ended": _(
        "For your application {number} ({item}) this is finished: {kind}. The time limit runs on."
    ),
    "extended": _(
        "The time limit of your application {number} ({item}) was extended; it will be decided by {due} at the "
        "latest. The notice gives the reason."
    ),
    "decided": _("Your application {number} ({item}) has been decided."),
    "ready_to_collect": _(
        "The result of your application {number} ({item}) is ready. Please collect it at {place} with your proof "
        "of identity."
    ),
    "reminder_uncollected": _(
        "The result of your application {number} ({item}) has been waiting for you since {since}. Please collect "
        "it at {place}."
    ),
}


def text_of(template: str, facts: Mapping[str, object]) -> str:
    """The sentence for the applicant, in the language of the house, whatever the officer's is.

    A template or a fact that is missing is an error of ours: KeyError.
    """
    with translation.override(settings.LANGUAGE_CODE):
        told = dict(facts)
        if "kind" in told:
            told["kind"] = PROCEDURES.get(str(told["kind"]), told["kind"])
        return str(TEMPLATES[template]).format_map(told)
