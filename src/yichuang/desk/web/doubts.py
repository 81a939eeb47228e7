"""Doubts about the numbers that were typed: a warning at the 18th sign, which a reason may override."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from yichuang.desk.web.forms import ApplicantForm
from yichuang.kernel.acting import Acting
from yichuang.kernel.errors import RuleBroken
from yichuang.kernel.identity_codes import Warned, check_organisation_code, check_person_number
from yichuang.web.days import full_day

IDENTITY_LENGTH = 18
NO_DOUBTS = {"number": "", "agent_number": ""}


def doubts_of(form: ApplicantForm, by: Acting) -> dict[str, str]:
    """What is wrong with the two numbers, in sentences, by field. Source: INT-001."""
    told = NO_DOUBTS.copy()
    number, agent = form.told("number"), form.told("agent_number")
    if number:
        found = (
            check_organisation_code(number) if form.is_organisation else check_person_number(number, by.day)
        )
        if found:
            told["number"] = _sentence(found)
    if agent and (found := check_person_number(agent, by.day)):
        told["agent_number"] = _sentence(found)
    return told


def ask_about_doubts(form: ApplicantForm, by: Acting) -> None:
    """Raises RuleBroken("number_failed_check") where a number fails and nobody said why it is taken."""
    doubts = doubts_of(form, by)
    reasons = {"number": "override", "agent_number": "agent_override"}
    unanswered = [name for name, doubt in doubts.items() if doubt and not form.told(reasons[name])]
    for name in unanswered:
        form.add_error(name, doubts[name])
    if unanswered:
        raise RuleBroken("number_failed_check")


def _sentence(found: Warned) -> str:
    facts = found.facts
    match found.code:
        case "length":
            return _("The number has %(found)s characters instead of %(expected)s.") % facts
        case "sign":
            return _("“%(sign)s” in place %(place)s cannot stand there.") % facts
        case "province":
            return _("No province has the first two digits %(found)s.") % facts
        case "birth_date":
            return _("%(found)s is not a day of birth.") % facts
        case "born_later":
            born = facts["found"]
            return _("The day of birth %(day)s lies in the future.") % {
                "day": full_day(born) if isinstance(born, date) else born
            }
        case _:
            return (
                _("The last character does not match (we get %(expected)s). Compare it with the document.")
                % facts
            )
