"""What is typed and ticked at the desk, as it came, and what the commands are given of it."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yichuang.applicants.rules.details import ApplicantKind, Details
from yichuang.cases.commands import Guidance, SignatureTold
from yichuang.cases.rules.materials import Checked, MaterialState, Wanted
from yichuang.kernel.errors import RuleBroken

MOST_COPIES = 999
STATES = {
    "present": MaterialState.PRESENT,
    "missing": MaterialState.MISSING,
    "wrong": MaterialState.WRONG_FORM,
}
SAID = {state: said for said, state in STATES.items()}
PERSON, ORGANISATION = ApplicantKind.PERSON, ApplicantKind.ORGANISATION


def _text(label: Any, css: str = "", most: int = 120, **attrs: str) -> forms.CharField:
    told = {"autocomplete": "off", **attrs}
    field = forms.CharField(label=label, required=False, max_length=most, widget=forms.TextInput(attrs=told))
    field.css = css  # type: ignore[attr-defined]  # read by components/field.html
    return field


class ApplicantForm(forms.Form):
    """二 the applicant, and who came for them. What is compulsory is asked for when the act is done."""

    kind = forms.ChoiceField(
        choices=[
            (PERSON, pgettext_lazy("applicant", "person")),
            (ORGANISATION, pgettext_lazy("applicant", "organisation")),
        ],
        initial=PERSON,
        required=False,
    )
    name = _text(_("Applicant's name"), "span2")
    number = _text(_("Identity number"), "span2", 24, **{"data-number": "applicant"})
    occupation = _text(_("Occupation"), most=60)
    legal_representative = _text(_("Legal representative"), most=60)
    telephone = _text(_("Telephone"), most=40, inputmode="tel")
    address = _text(_("Address"), "span2")
    override = _text(_("Why the number is taken all the same"), "span2")
    agent_name = _text(_("Who came (agent)"), most=60)
    agent_number = _text(_("Agent's identity number"), "span2", 24, **{"data-number": "agent"})
    agent_telephone = _text(_("Agent's telephone"), most=40, inputmode="tel")
    agent_override = _text(_("Why the agent's number is taken all the same"), "span2")

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        if self.is_organisation:
            self.fields["name"].label = _("Name of the organisation")
            self.fields["number"].label = _("Social credit code")
            self.fields["telephone"].label = _("Telephone of the organisation")
            self.fields["address"].label = _("Address of the organisation")

    @property
    def is_organisation(self) -> bool:
        """Which of the two sets of fields is drawn."""
        return str(self["kind"].value()) == ORGANISATION

    @property
    def is_person(self) -> bool:
        """The other one."""
        return not self.is_organisation

    def told(self, name: str) -> str:
        """A field as it was typed."""
        return str(self[name].value() or "").strip()

    def details(self) -> Details:
        """The applicant."""
        return Details(
            kind=ORGANISATION if self.is_organisation else PERSON,
            name=self.told("name"),
            number=self.told("number"),
            telephone=self.told("telephone"),
            address=self.told("address"),
            occupation="" if self.is_organisation else self.told("occupation"),
            legal_representative=self.told("legal_representative") if self.is_organisation else "",
            override=self.told("override"),
        )

    def agent(self) -> Details | None:
        """Who came for the applicant, if anybody did."""
        if not self.told("agent_name"):
            return None
        return Details(
            kind=PERSON,
            name=self.told("agent_name"),
            number=self.told("agent_number"),
            telephone=self.told("agent_telephone"),
            override=self.told("agent_override"),
        )

    def compulsory(self) -> tuple[str, ...]:
        """What has to be registered of this kind of applicant (INT-001, RCP-001)."""
        own = "legal_representative" if self.is_organisation else "occupation"
        return ("name", own, "telephone", "address")

    def ask_for_what_is_missing(self) -> None:
        """Raises RuleBroken("field_missing"), with the error at each field, where one is empty."""
        if not self.is_bound:
            return
        self.full_clean()
        empty = [name for name in self.compulsory() if not self.told(name)]
        for name in empty:
            self.add_error(name, _("Please enter this."))
        if empty:
            raise RuleBroken("field_missing", names="、".join(str(self.fields[name].label) for name in empty))


class IntakeForm(ApplicantForm):
    """The whole intake but its materials: guidance, and the reasons of the lesser acts."""

    guidance = _text(_("Guidance given in filling in"), most=200)
    guidance_confirmed = forms.ChoiceField(
        label=_("The applicant says"),
        choices=[
            ("", pgettext_lazy("guidance", "not asked yet")),
            ("yes", pgettext_lazy("guidance", "guidance was given")),
            ("no", pgettext_lazy("guidance", "no guidance was given")),
        ],
        required=False,
    )
    deferral_reason = _text(_("Why it is not accepted today (printed on the receipt)"), most=200)
    not_needed_reason = _text(_("Reason, in words for the applicant"), most=400)
    not_needed_basis = _text(_("Legal basis of the reason"), most=300)
    refer_reason = _text(_("Reason, in words for the applicant"), most=400)
    refer_basis = _text(_("Legal basis of the reason"), most=300)
    refuse_reason = _text(_("Reason, in words for the applicant"), most=400)
    refuse_basis = _text(_("Legal basis of the reason"), most=300)
    organ = _text(_("Competent organ"))
    organ_address = _text(_("Its address"))
    organ_telephone = _text(_("Its telephone"), most=40)

    def guidance_told(self) -> Guidance:
        """The guidance and what the applicant says of it. Source: INT-008."""
        said = {"yes": True, "no": False}.get(self.told("guidance_confirmed"))
        return Guidance(self.told("guidance"), said)


@dataclass(frozen=True, slots=True)
class Row:
    """One material as the desk draws it."""

    order: int
    name: str
    asks: str
    wanted: int
    state: str
    copies: str
    note: str
    standard: str

    @property
    def key(self) -> str:
        """The name of its radios."""
        return f"m{self.order}"

    def checked(self) -> Checked:
        """The same as the commands take it: what is there without a number is what was asked for."""
        state = STATES.get(self.state, MaterialState.NOT_CHECKED)
        typed = int(self.copies) if self.copies.isascii() and self.copies.isdigit() else None
        asked = self.wanted if state in {MaterialState.PRESENT, MaterialState.WRONG_FORM} else 0
        copies = asked if typed is None else min(typed, MOST_COPIES)
        return Checked(self.order, state, copies, self.note.strip()[:200])


def rows_of(wanted: Iterable[tuple[Wanted, str]], typed: Mapping[str, Any]) -> list[Row]:
    """The materials with what was ticked and typed. wanted: each with what it asks for, in words."""
    return [
        Row(
            order=one.order,
            name=one.name,
            asks=asks,
            wanted=one.copies,
            state=str(typed.get(f"m{one.order}", "")),
            copies=str(typed.get(f"m{one.order}_copies", "")).strip(),
            note=str(typed.get(f"m{one.order}_note", "")),
            standard=one.standard,
        )
        for one, asks in wanted
    ]


def with_found(rows: Sequence[Row], found: Iterable[Checked]) -> list[Row]:
    """The rows of a case that goes on, as they were found last."""
    seen = {one.order: one for one in found}
    return [
        replace(
            row,
            state=SAID.get(seen[row.order].state, ""),
            copies=str(seen[row.order].copies) if seen[row.order].copies else "",
            note=seen[row.order].note,
        )
        if row.order in seen
        else row
        for row in rows
    ]


def signatures_of(posted: Mapping[str, Any], applicant: str, officer: str) -> list[SignatureTold]:
    """The signatures from the pads: of the applicant (or the agent), of the officer. Source: RCP-007."""
    told = []
    for role, prefix, label in (("applicant", "", applicant), ("officer", "officer_", officer)):
        picture = _picture(str(posted.get(f"{prefix}signature_png", "")))
        if picture:
            strokes = _strokes(str(posted.get(f"{prefix}signature_strokes", "")))
            told.append(SignatureTold(role, label, picture, strokes))
    return told


def _picture(address: str) -> bytes:
    """The bytes of a data: address; nothing where it is none."""
    head, comma, body = address.partition(",")
    if not comma or head != "data:image/png;base64":
        return b""
    try:
        return base64.b64decode(body, validate=True)
    except binascii.Error:
        return b""


def _strokes(text: str) -> object:
    try:
        told: object = json.loads(text, parse_float=lambda number: round(float(number)))
    except ValueError:
        return []
    return told
