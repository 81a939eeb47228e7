"""What people enter for each act on a case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from yichuang.cases import wording as w

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


def _text(label: str | _StrPromise, rows: int = 3, help_text: str | _StrPromise = "") -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), help_text=help_text)


class ReasonForm(forms.Form):
    """A reason, and nothing else."""

    reason = _text(_("Reason"))


class WhyAgainForm(forms.Form):
    """Why a second notice is needed; empty for the first."""

    why_again = forms.CharField(
        label=_("Reason of a superior for a second notice"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class ReviewForm(forms.Form):
    """The reviewer's opinion."""

    passed = forms.TypedChoiceField(
        label=_("Opinion"),
        choices=[
            ("yes", _("meets the conditions, propose to grant")),
            ("no", _("does not meet the conditions")),
        ],
        coerce=lambda told: told == "yes",
        widget=forms.RadioSelect,
    )
    text = _text(_("What was checked, and what was found"))
    legal_basis = forms.CharField(
        label=_("Legal basis (where it should not be granted)"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class DecisionForm(forms.Form):
    """The decision: grant, do not grant, or return to the reviewer."""

    verdict = forms.ChoiceField(
        label=_("My decision"),
        choices=[
            ("grant", _("grant")),
            ("deny", _("do not grant")),
            ("return", _("return to the reviewer")),
        ],
        widget=forms.RadioSelect(attrs={"autofocus": True}),
    )
    text = _text(_("Reasons, as they are printed"))
    legal_basis = forms.CharField(
        label=_("Legal basis (where it is not granted)"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class RefuseForm(forms.Form):
    """A refusal that is proposed."""

    grounds = _text(_("Reasons"))
    legal_basis = _text(_("Legal basis"), rows=2)


class AnswerForm(forms.Form):
    """What the next level says of a proposed refusal."""

    agrees = forms.TypedChoiceField(
        label=_("Opinion"),
        choices=[("yes", _("agree to refuse")), ("no", _("do not agree; accept it"))],
        coerce=lambda told: told == "yes",
        widget=forms.RadioSelect,
    )
    text = _text(_("Opinion in words"))


class NotNeededForm(forms.Form):
    """No permission is needed."""

    reason = _text(_("Reason"))
    legal_basis = forms.CharField(label=_("Legal basis"), initial=w.NOT_NEEDED_BASIS, max_length=300)


class ReferForm(forms.Form):
    """Another organ is competent."""

    reason = _text(_("Reason"))
    legal_basis = forms.CharField(label=_("Legal basis"), initial=w.NOT_OURS_BASIS, max_length=300)
    organ = forms.CharField(label=_("Competent organ"), max_length=80)
    address = forms.CharField(label=_("Its address"), max_length=120)
    telephone = forms.CharField(label=_("Its telephone"), max_length=40)


class ProcedureForm(forms.Form):
    """A special procedure that stops the clock."""

    kind = forms.ChoiceField(label=_("Procedure"))
    ground = _text(_("Ground"), rows=2)
    expected_days = forms.IntegerField(label=_("Expected working days"), min_value=1, max_value=365)

    def __init__(self, *args: object, kinds: list[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        kind = self.fields["kind"]
        assert isinstance(kind, forms.ChoiceField)
        kind.choices = kinds


class ResultForm(forms.Form):
    """What a special procedure found."""

    result = _text(_("Result"))


class ExtensionForm(forms.Form):
    """A statutory extension."""

    days = forms.IntegerField(label=_("Longer by, working days"), min_value=1, max_value=365)
    reason = _text(_("Reason, as it is told to the applicant"))


class DeliberationForm(forms.Form):
    """A collective discussion, expert argument, assessment or hearing."""

    kind = forms.ChoiceField(label=_("Kind"), choices=list(w.DELIBERATION_NAMES.items()))
    called_on = forms.DateField(label=_("Called on"), widget=forms.DateInput(attrs={"type": "date"}))
    held_on = forms.DateField(label=_("Held on"), widget=forms.DateInput(attrs={"type": "date"}))
    participants = _text(_("Participants"), rows=2)
    opinions = _text(_("Opinions"))
    conclusion = _text(_("Conclusion"), rows=2)
