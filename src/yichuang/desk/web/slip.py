"""The receipt as it will be, beside the intake: what is known, and why the rest is blank."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from yichuang.cases.rules.materials import Checked, Wanted
from yichuang.desk.rules.verdict import Next, Verdict
from yichuang.desk.web.forms import IntakeForm, Row
from yichuang.ledger.rules.personal import mask_number
from yichuang.web.days import day_words, full_day, moment_words

if TYPE_CHECKING:
    from yichuang.catalogue.models import ItemRevision
    from yichuang.kernel.acting import Acting

MOBILE = 11


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the receipt: its lines; `blank` says why nothing stands there yet."""

    label: str
    lines: tuple[str, ...] = ()
    blank: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """The verdict line in words: what is so, what follows if nothing is done."""

    next: Next
    head: str
    why: str
    then: str


def slip(
    form: IntakeForm,
    revision: ItemRevision,
    rows: Sequence[Row],
    *,
    verdict: Verdict,
    by: Acting,
    due_on: date,
) -> list[Line]:
    """The rows of the receipt. Source: RCP-001, RCP-002, RCP-003, RCP-004."""
    accepts = verdict.next is Next.ACCEPT
    own = form.told("legal_representative") if form.is_organisation else form.told("occupation")
    label = _("Legal representative") if form.is_organisation else _("Occupation")
    telephone = form.told("telephone")
    applicant = [form.told("name"), f"{label}　{own}" if own else "", form.told("address"), masked(telephone)]
    agent = form.told("agent_name")
    lines = [
        Line(_("Receipt number"), blank=_("given when it is issued, without gaps")),
        _line(_("Applicant"), [part for part in applicant if part], _("to be entered")),
    ]
    if agent:
        lines.append(Line(_("Agent"), (f"{agent}　{masked(form.told('agent_telephone'))}".strip(),)))
    lines += [
        Line(_("Item applied for"), (revision.name,)),
        Line(_("Application received"), (f"{full_day(by.at)} {moment_words(by.at).rpartition(' ')[2]}",)),
        _line(_("Materials received"), _received(rows), _("none ticked yet")),
    ]
    if verdict.lacking:
        lines.append(Line(_("To be supplied"), tuple(_lacks(*one) for one in verdict.lacking)))
    if accepts:
        lines += [
            Line(_("Day of acceptance"), (full_day(by.day),)),
            Line(_("Promised pick-up"), (_("%(day)s at the latest") % {"day": day_words(due_on)},)),
        ]
    else:
        waits = _("filled in when all is there") if verdict.lacking else _("when all has been looked at")
        lines += [
            Line(_("Day of acceptance"), blank=waits),
            Line(
                _("Promised pick-up"), blank=_("after acceptance: %(limit)s") % {"limit": promise(revision)}
            ),
        ]
    return lines


def verdict_told(verdict: Verdict, due_on: date, silent_until: date | None) -> Told:
    """The line beside the one act, in words. Source: INT-004, INT-005."""
    n = len(verdict.unseen)
    if verdict.next is Next.LOOK:
        head = ngettext(
            "%(n)s material is still to be looked at", "%(n)s materials are still to be looked at", n
        )
        names = "、".join(one.name for one in verdict.unseen[:3]) + ("…" if n > 3 else "")
        return Told(
            verdict.next, head % {"n": n}, names, _("Tick for each whether it is complete, missing or wrong.")
        )
    if verdict.next is Next.ACCEPT:
        then = _("If it is accepted today, it is due on %(day)s.") % {"day": day_words(due_on)}
        return Told(verdict.next, _("To be accepted"), _("All materials are there and in their form."), then)
    n = len(verdict.lacking)
    why = ngettext(
        "%(n)s material has to be supplied, and this must be told at once, in full.",
        "%(n)s materials have to be supplied, and this must be told at once, in full.",
        n,
    ) % {"n": n}
    then = ""
    if silent_until:
        then = _("If nobody tells by %(day)s, it counts as accepted from today.") % {
            "day": day_words(silent_until)
        }
    return Told(verdict.next, _("Cannot be accepted"), why, then)


def promise(revision: ItemRevision) -> str:
    """5 working days."""
    if revision.promised_unit == "spot" or not revision.promised_amount:
        return str(revision.get_promised_unit_display())
    return f"{revision.promised_amount} {revision.get_promised_unit_display()}"


def masked(telephone: str) -> str:
    """A mobile number masked, another as it is: as the receipt prints it."""
    return mask_number(telephone) if len(telephone) == MOBILE else telephone


def _line(label: str, lines: Sequence[str], blank: str) -> Line:
    return Line(label, tuple(lines), "" if lines else blank)


def _received(rows: Sequence[Row]) -> list[str]:
    told = []
    for row in rows:
        copies = row.checked().copies
        if row.state in {"present", "wrong"} and copies:
            told.append(
                _("%(order)s %(name)s ×%(copies)s") % {"order": row.order, "name": row.name, "copies": copies}
            )
    return ["；".join(told)] if told else []


def _lacks(wanted: Wanted, seen: Checked) -> str:
    why = seen.note or wanted.standard
    return f"{wanted.order} {wanted.name}" + (f"：{why}" if why else "")
