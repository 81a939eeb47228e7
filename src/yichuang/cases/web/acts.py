"""The acts that have a page of their own: their words, their form, their command. One row each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yichuang.cases import commands
from yichuang.cases.rules.lifecycle import Act
from yichuang.cases.web import forms as f


@dataclass(frozen=True, slots=True)
class ActPage:
    """One page: the slug in its address, the act, title and button, the form, and what runs on POST."""

    slug: str
    act: Act
    title: str | Promise
    button: str | Promise
    form: type[forms.Form]
    run: Callable[..., Any]
    done: str | Promise
    explains: str | Promise = ""


def _answer(**told: Any) -> Any:
    return commands.answer_refusal(**told)


PAGES = [
    ActPage(
        "review", Act.REVIEW, _("Review"), _("File the opinion"), f.ReviewForm, commands.review,
        _("The opinion is on file; the case waits for the decision of another person."),
        _("One reviews, another decides. An opinion says what was checked and what was found."),
    ),
    ActPage(
        "refuse", Act.PROPOSE_REFUSAL, _("Propose a refusal"), _("File and pass upward"), f.RefuseForm,
        commands.propose_refusal, _("The proposed refusal is on file and goes upward."),
        _("Nobody refuses alone: the view is registered and passes upward level by level."),
    ),
    ActPage(
        "answer", Act.REFUSE, _("Answer the proposed refusal"), _("File the opinion"), f.AnswerForm, _answer,
        _("The opinion is on file."), _("The last level's agreement issues the refusal, with reasons and remedies."),
    ),
    ActPage(
        "not-needed", Act.NOT_NEEDED, _("No permission needed"), _("Issue the notice"), f.NotNeededForm,
        commands.say_not_needed, _("The notice is issued."),
    ),
    ActPage(
        "refer", Act.REFER, _("Refer to the competent organ"), _("Issue the notice"), f.ReferForm, commands.refer,
        _("The notice is issued; it names the organ, its address and its telephone."),
    ),
    ActPage(
        "procedure", Act.START_PROCEDURE, _("Start a special procedure"), _("Stop the clock and tell the applicant"),
        f.ProcedureForm, commands.start_special_procedure, _("The clock stands until the procedure ends."),
        _("The applicant is told beforehand how long it is expected to take. The day it starts still counts."),
    ),
    ActPage(
        "procedure-end", Act.END_PROCEDURE, _("End the special procedure"), _("Let the clock run on"), f.ResultForm,
        commands.end_special_procedure, _("The clock runs on from the next day."),
    ),
    ActPage(
        "extend", Act.EXTEND, _("Extend the limit"), _("Approve and tell the applicant"), f.ExtensionForm,
        commands.extend, _("The limit is extended; the notice is issued."),
        _("Once, before the limit ends, with reasons that are told to the applicant."),
    ),
    ActPage(
        "deliberation", Act.DELIBERATE, _("Record a deliberation"), _("File"), f.DeliberationForm,
        commands.record_deliberation, _("The deliberation is on file."),
    ),
    ActPage(
        "correction", Act.ASK_CORRECTION, _("Ask once for corrections"), _("Issue the one-time notice"),
        f.WhyAgainForm, commands.ask_correction, _("The one-time notice is issued."),
        _("Everything that is missing or in the wrong form is told at once, in writing."),
    ),
    ActPage(
        "withdraw", Act.WITHDRAW, _("Withdraw at the applicant's wish"), _("Record the withdrawal"), f.ReasonForm,
        commands.withdraw, _("The application is withdrawn; the notice is issued."),
    ),
    ActPage(
        "terminate", Act.TERMINATE, _("Terminate the case"), _("Terminate and tell the applicant"), f.ReasonForm,
        commands.terminate, _("The case is terminated; the notice is issued."),
    ),
]  # fmt: skip

BY_SLUG = {page.slug: page for page in PAGES}
