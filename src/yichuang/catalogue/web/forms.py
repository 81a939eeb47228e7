"""What staff type into the catalogue. Fields follow `rules/content.py`; the rules judge, not the forms."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.forms.formsets import BaseFormSet, formset_factory
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yichuang.catalogue import wording as w
from yichuang.catalogue.models import FeeStandard, ItemRevision, Material, ProcedureNeeded, Step
from yichuang.catalogue.rules.content import Content, FeeLine, MaterialLine, ProcedureLine, StepLine
from yichuang.catalogue.web.words import FEN_A_YUAN

SPARE_LINES = 3
MOST_LINES = 60
LONG = {"legal_basis", "conditions", "procedure"}
WIDE = LONG | {
    "name", "summary", "synonyms", "applicant_kinds", "channels", "statutory_note", "promised_note", "visits_reason",
}  # fmt: skip

# The fields of the editor, in groups with their titles.
GROUPS: tuple[tuple[Promise, tuple[str, ...]], ...] = (
    (_("What it is"), ("name", "summary", "synonyms", "kind", "case_kind", "decision_level", "applicant_kinds")),
    (
        _("How long"),
        (
            "statutory_amount", "statutory_unit", "statutory_note",
            "promised_amount", "promised_unit", "promised_note",
        ),
    ),
    (_("Conditions and procedure"), ("legal_basis", "conditions", "procedure", "quantity_limit", "intermediary")),
    (_("Fees and result"), ("charges", "result_kind", "result_name", "commitment_allowed")),
    (
        _("Where and how to apply"),
        ("channels", "visits", "visits_reason", "service_place", "service_hours", "consultation", "complaints"),
    ),
    (
        _("Codes and power list"),
        (
            "base_code", "handling_code", "power_list_code", "power_list_name", "power_source",
            "exercise_level", "body_nature",
        ),
    ),
)  # fmt: skip
_HELP: Mapping[str, Promise] = {
    "synonyms": _("What people call it, separated by spaces; the search finds these too."),
    "summary": _("For whom and when, in one sentence without terms of law."),
    "conditions": _("One condition a line."),
    "legal_basis": _("Law, article, text; one a line."),
    "statutory_amount": _("Leave it empty for “on the spot”."),
    "promised_amount": _("Never longer than the statutory limit. Leave it empty for “on the spot”."),
    "visits": _("0 if all can be done from afar; otherwise say why one has to come."),
}


class ContentForm(forms.Form):
    """Everything a revision says in single fields; the lines have pages of their own."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for _title, names in GROUPS:
            for name in names:
                self.fields[name] = _field_of(name)
                self.fields[name].css = "wide" if name in WIDE else ""  # type: ignore[attr-defined]

    @classmethod
    def told(cls, content: Content) -> dict[str, Any]:
        """The fields as a revision has them."""
        told = {name: getattr(content, name) for _title, names in GROUPS for name in names}
        return told | {"charges": {None: "", True: "yes", False: "no"}[content.charges]}

    def content(self, before: Content) -> Content:
        """What was typed, on top of the lines that the revision has."""
        said = {name: value for name, value in self.cleaned_data.items() if name != "seen"}
        said["charges"] = {"": None, "yes": True, "no": False}[said["charges"]]
        for name in ("applicant_kinds", "channels"):
            said[name] = tuple(said[name])
        for limit in ("statutory", "promised"):
            if said[f"{limit}_unit"] == "spot":
                said[f"{limit}_amount"] = 0
        return replace(before, **said)

    def groups(self) -> list[tuple[Promise, list[forms.BoundField]]]:
        """The fields as the page lays them out."""
        return [(title, [self[name] for name in names]) for title, names in GROUPS]


def _field_of(name: str) -> forms.Field:
    """The form field of a column: its label, its length, its choices."""
    column: Any = ItemRevision._meta.get_field(name)  # noqa: SLF001 - Django's own door to its fields
    about: dict[str, Any] = {
        "label": column.verbose_name,
        "required": False,
        "help_text": _HELP.get(name, ""),
    }
    if name == "charges":
        choices = [("", _("not stated")), ("no", _("free of charge")), ("yes", _("charges a fee"))]
        return forms.ChoiceField(choices=choices, **about)
    if name in {"applicant_kinds", "channels"}:
        kinds = w.APPLICANT_NAMES if name == "applicant_kinds" else w.CHANNEL_NAMES
        return forms.MultipleChoiceField(
            choices=list(kinds.items()), widget=forms.CheckboxSelectMultiple, **about
        )
    if name == "commitment_allowed":
        return forms.BooleanField(**about)
    if column.choices:
        empty = (
            [] if name.endswith(("_unit", "_level")) and name != "exercise_level" else [("", _("not stated"))]
        )
        return forms.ChoiceField(choices=[*empty, *column.choices], **about)
    if name in {"statutory_amount", "promised_amount", "visits"}:
        return forms.IntegerField(min_value=0, max_value=9999, **about)
    widget = forms.Textarea({"rows": 4}) if name in LONG else forms.TextInput()
    return forms.CharField(max_length=getattr(column, "max_length", None), widget=widget, **about)


if TYPE_CHECKING:
    _LineSet = BaseFormSet["LineForm"]
else:
    _LineSet = BaseFormSet


class LineForm(forms.Form):
    """A line of a list. An empty line is left out; the number says where it stands."""

    own: ClassVar[tuple[str, ...]] = ()
    wide: ClassVar[tuple[str, ...]] = ("name",)
    row: ClassVar[Any]
    line: ClassVar[Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.line.__dataclass_fields__:
            self.fields[name] = self.field_of(name)
            self.fields[name].css = "wide" if name in self.wide else ""  # type: ignore[attr-defined]

    def field_of(self, name: str) -> forms.Field:
        """The form field of a column of the line."""
        column = self.row._meta.get_field(name)  # noqa: SLF001
        required = name == next(iter(self.line.__dataclass_fields__))
        about: dict[str, Any] = {"label": column.verbose_name, "required": required}
        if column.choices:
            return forms.ChoiceField(
                choices=column.choices, initial=column.default, **(about | {"required": False})
            )
        if column.get_internal_type() == "BooleanField":
            return forms.BooleanField(**about | {"required": False})
        if column.get_internal_type().startswith("Positive"):
            initial = column.default if isinstance(column.default, int) else None
            return forms.IntegerField(
                min_value=0, max_value=9999, initial=initial, **about | {"required": False}
            )
        return forms.CharField(max_length=column.max_length, **about)

    def has_changed(self) -> bool:
        """Whether anything was typed into a spare line: what it is filled with at first does not count."""
        if self.initial:
            return super().has_changed()
        typed = [name for name in self.changed_data if self.fields[name].initial is None]
        return bool({*typed} - {"ORDER", "DELETE"})

    def said(self) -> Any:
        """The line."""
        told = {name: self.cleaned_data[name] for name in self.line.__dataclass_fields__}
        for name, value in told.items():
            if value in ("", None):
                default = self.line.__dataclass_fields__[name].default
                told[name] = value if default is None or not isinstance(default, str | int) else default
        return self.line(**told)


class MaterialForm(LineForm):
    row, line = Material, MaterialLine
    wide = ("name", "legal_ground", "standard", "filling_notes")


class StepForm(LineForm):
    row, line = Step, StepLine

    def field_of(self, name: str) -> forms.Field:
        if name == "role":
            choices = [("", _("not stated")), *w.ROLE_NAMES.items()]
            return forms.ChoiceField(label=_("role"), choices=choices, required=False)
        return super().field_of(name)


class ProcedureForm(LineForm):
    row, line = ProcedureNeeded, ProcedureLine
    wide = ("note",)

    def field_of(self, name: str) -> forms.Field:
        if name == "kind":
            choices = [("", "—"), *w.PROCEDURE_NAMES.items()]
            return forms.ChoiceField(label=_("procedure"), choices=choices)
        return super().field_of(name)


class FeeForm(LineForm):
    row, line = FeeStandard, FeeLine
    wide = ("name", "basis", "reduction_basis")

    def field_of(self, name: str) -> forms.Field:
        if name == "amount_fen":
            return forms.DecimalField(
                label=_("amount in yuan"), min_value=0, max_value=9_999_999, decimal_places=2, required=False
            )
        return super().field_of(name)

    def said(self) -> Any:
        line: FeeLine = super().said()
        yuan = self.cleaned_data["amount_fen"]
        return replace(line, amount_fen=None if yuan is None else int(yuan * FEN_A_YUAN))


class Lines(_LineSet):
    """The lines of a part, in the order of their numbers; those ticked to go are left out."""

    def said(self) -> tuple[Any, ...]:
        kept = [form for form in self.ordered_forms if form.has_changed() or form.initial]
        return tuple(form.said() for form in kept)


PART_FORMS: Mapping[str, type[LineForm]] = {
    "materials": MaterialForm,
    "steps": StepForm,
    "procedures": ProcedureForm,
    "fees": FeeForm,
}


def lines_of(
    part: str, lines: Iterable[Any], data: Mapping[str, Any] | None, *, spare: int = SPARE_LINES
) -> Lines:
    """The lines of a part as forms, with some empty ones below."""
    made = formset_factory(
        PART_FORMS[part],
        formset=Lines,
        extra=spare,
        can_delete=True,
        can_order=True,
        max_num=MOST_LINES,
        validate_max=True,
    )
    initial = [{name: getattr(line, name) for name in line.__dataclass_fields__} for line in lines]
    if part == "fees":
        for told in initial:
            if told["amount_fen"] is not None:
                told["amount_fen"] = told["amount_fen"] / FEN_A_YUAN
    return made(data, initial=initial, prefix=part)  # type: ignore[return-value]


class NewItemForm(forms.Form):
    """A new item: its code and name; everything else comes in the editor."""

    code = forms.CharField(label=_("item code"), max_length=60)
    name = forms.CharField(label=_("item name"), max_length=200)
    department = forms.ChoiceField(label=_("department"))

    def __init__(self, *args: Any, departments: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["department"].choices = list(departments)  # type: ignore[attr-defined]


class SubmitForm(forms.Form):
    """What a department says when it submits, or asks for an item to be taken out of force."""

    legal_basis = forms.CharField(label=_("legal basis of the change"), max_length=400)
    wanted_from = forms.DateField(
        label=_("to take effect on"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    reason = forms.CharField(label=_("reason of the change"), max_length=400, required=False)


class ApprovalForm(forms.Form):
    """What the committee confirms on."""

    approval = forms.CharField(
        label=_("approval document"),
        max_length=200,
        help_text=_("The decision it rests on: its number or date."),
    )


class ReasonForm(forms.Form):
    """Why something is returned or taken back."""

    reason = forms.CharField(label=_("reason"), max_length=400, widget=forms.Textarea({"rows": 2}))


class PublishForm(forms.Form):
    """From when it is in force; empty: the day that was asked for."""

    effective_from = forms.DateField(
        label=_("in force from"),
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        required=False,
        help_text=_("Leave it empty for the day the department asked for."),
    )


class WithdrawForm(SubmitForm):
    """The committee takes an item out of force by itself."""

    approval = forms.CharField(label=_("approval document"), max_length=200)


class WindowForm(forms.Form):
    """A window that serves the item from a day on, or no longer."""

    number = forms.ChoiceField(label=_("window"))
    since = forms.DateField(
        label=_("from this day on"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    legal_basis = forms.CharField(label=_("legal basis of the change"), max_length=400)
    approval = forms.CharField(label=_("approval document"), max_length=200)

    def __init__(self, *args: Any, windows: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["number"].choices = list(windows)  # type: ignore[attr-defined]


class AddFormForm(forms.Form):
    """A blank form, sample or reference paper to be attached."""

    kind = forms.ChoiceField(label=_("kind"), choices=list(w.FORM_KIND_NAMES.items()))
    name = forms.CharField(label=_("name of the form"), max_length=120)
    material_name = forms.ChoiceField(label=_("for the material"), required=False)
    file = forms.FileField(
        label=_("file"),
        help_text=_("PDF, DOCX, PNG or JPG, at most 10 MB; the content decides, not the name."),
    )

    def __init__(self, *args: Any, materials: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("the application as a whole")), *((name, name) for name in materials)]
        self.fields["material_name"].choices = choices  # type: ignore[attr-defined]
