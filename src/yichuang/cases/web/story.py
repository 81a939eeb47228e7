"""The history of a case in human sentences: who did what, why. Read from its ledger entries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from yichuang.cases import wording as w
from yichuang.kernel.acting import APPLICANT, SYSTEM

if TYPE_CHECKING:
    from yichuang.ledger.models import Entry

SENTENCES = {
    "received": _("{who} received the application and issued a receipt."),
    "receipt_issued": _("{who} issued a fresh receipt with the dates."),
    "accepted": _("{who} accepted the application."),
    "deemed_accepted": _(
        "Nobody answered within the statutory days: accepted by law, from the day of receipt."
    ),
    "correction_asked": _("{who} told once, in writing, what is to be supplied."),
    "supplemented": _("{who} took in what was supplied."),
    "materials_checked": _("{who} looked through the materials again."),
    "lapsed": _("Closed: the corrections were not supplied in time."),
    "not_needed": _("{who} told the applicant that no permission is needed: {reason}"),
    "referred": _("{who} referred the applicant to {organ}: {reason}"),
    "refusal_proposed": _("{who} proposed a refusal: {grounds}"),
    "refusal_answered": _("{who} answered the proposed refusal."),
    "refused": _("{who} confirmed the refusal: {grounds}"),
    "reviewed": _("{who} reviewed the case: {opinion}"),
    "returned_to_review": _("{who} returned the case to the reviewer: {reason}"),
    "procedure_started": _(
        "{who} started a special procedure, {kind}, expected to take {expected_days} working days: {ground}"
    ),
    "procedure_ended": _("{who} ended the special procedure: {kind}. The clock runs on."),
    "extended": _("{who} approved an extension by {amount} days: {reason}"),
    "deliberated": _("{who} recorded a deliberation: {deliberation}."),
    "step_done": _("{who} did the step “{step}”."),
    "decided": _("{who} decided: {outcome_words}, under the letter {letter}."),
    "result_returned": _("The result went back to the window that accepted the application."),
    "fee_settled": _("{who} confirmed that the fee was received: {yuan} yuan."),
    "issued": _("{who} made the result; it can be collected."),
    "delivered": _("{who} handed the result over."),
    "withdrawn": _("{who} recorded the withdrawal: {reason}"),
    "terminated": _("{who} terminated the case: {reason}"),
    "archived": _("{who} closed the file {file}."),
    "signed": _("A signature was kept with what was signed."),
    "document_frozen": _("A document was typeset and sealed: {document}"),
    "document_reprinted": _("{who} printed the document {document} again."),
    "personal_data_read": _("{who} looked at personal data: {reason}"),
    "clock_moved": _("The calendar changed: a due day moved from {from} to {to}."),
    "breach": _("On file as a breach: {rule_words}."),
    "message_sent": _("The applicant was told by message."),
}

BREACHES = {
    "no_notice_in_time": _("nobody answered the applicant in time"),
    "correction_notice_late": _("the one-time notice came later than the day of receipt"),
    "second_correction_notice": _("a second correction notice"),
    "already_told_once": _("a second correction notice"),
    "same_person_reviews_and_decides": _("the same person reviewed and decided"),
    "stage_skipped": _("a stage was skipped"),
    "not_delegated": _("not within the delegation"),
    "nobody_delegated": _("nobody holds a letter that covers it"),
    "extension_too_late": _("the extension came after the limit"),
    "act_not_possible": _("done after the case had ended"),
    "deliberation_missing": _("decided without the deliberation that it needs"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """One line of the history."""

    at: datetime
    words: str
    declared: bool = False


class _Facts(dict[str, object]):
    def __missing__(self, name: str) -> str:
        return "–"


def story_of(entries: Iterable[Entry], names: Mapping[str, str], opinions: Mapping[str, str]) -> list[Told]:
    """The history, the newest first. names: of officers by code; opinions: texts by the act's moment and actor."""
    told = [_line(entry, names, opinions) for entry in entries]
    return [line for line in reversed(told) if line]


def _line(entry: Entry, names: Mapping[str, str], opinions: Mapping[str, str]) -> Told | None:
    sentence = SENTENCES.get(entry.act)
    if sentence is None:
        return Told(entry.happened_at, _g("Recorded: %(act)s") % {"act": entry.act}, entry.declared)
    people = {SYSTEM: _g("The system"), APPLICANT: _g("The applicant")}
    facts = dict(entry.facts)
    extra = {
        "who": people.get(entry.actor) or names.get(entry.actor, entry.actor),
        "opinion": opinions.get(f"{entry.act}:{entry.actor}", _g("the case was reviewed")),
        "outcome_words": w.OUTCOME_NAMES.get(str(facts.get("outcome")), ""),  # type: ignore[call-overload]
        "rule_words": BREACHES.get(str(facts.get("rule")), facts.get("rule", "")),
        "deliberation": w.DELIBERATION_NAMES.get(str(facts.get("kind")), ""),
        "yuan": f"{int(facts.get('amount_fen') or 0) / 100:.2f}",
    }
    if "kind" in facts:
        facts["kind"] = w.PROCEDURE_NAMES.get(str(facts["kind"]), facts["kind"])
    return Told(entry.happened_at, str(sentence).format_map(_Facts(facts | extra)), entry.declared)
