"""What the management enters of letters and seals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yichuang.delegation.rules.scope import Power
from yichuang.delegation.wording import LEVEL_NAMES, POWER_NAMES

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


def _day(label: str | _StrPromise) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}))


class LetterForm(forms.Form):
    """A letter of delegation: who may do what, for which items, until when."""

    number = forms.CharField(label=_("Number of the letter"), max_length=60)
    department = forms.ChoiceField(label=_("Department"))
    holder = forms.ChoiceField(label=_("Empowered officer"))
    acts = forms.MultipleChoiceField(
        label=_("Empowers to"), choices=list(POWER_NAMES.items()), widget=forms.CheckboxSelectMultiple
    )
    levels = forms.MultipleChoiceField(
        label=_("At the decision levels"),
        choices=list(LEVEL_NAMES.items()),
        initial=["ordinary"],
        widget=forms.CheckboxSelectMultiple,
    )
    item_codes = forms.CharField(
        label=_("Item codes, one a line"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Left empty, the letter covers every item of the department."),
    )
    duties = forms.CharField(
        label=_("Matching responsibilities"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    signed_by = forms.CharField(label=_("Signed by the head of the department"), max_length=60)
    valid_from = _day(_("Valid from"))
    valid_until = _day(_("Valid until (the last day)"))

    def __init__(self, *args: Any, departments: list[Any], officers: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in (("department", departments), ("holder", officers)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [(row.code, row.name) for row in rows]

    def clean_item_codes(self) -> list[str]:
        codes: str = self.cleaned_data["item_codes"]
        return codes.split()

    def clean_acts(self) -> list[Power]:
        return [Power(act) for act in self.cleaned_data["acts"]]


class EndForm(forms.Form):
    """The end of a letter."""

    on = _day(_("Last day"))
    reason = forms.CharField(label=_("Reason"), max_length=200)


class GiveForm(forms.Form):
    """Handing a seal over."""

    taker = forms.ChoiceField(label=_("Handed to"))
    reason = forms.CharField(label=_("Reason"), max_length=120)

    def __init__(self, *args: Any, officers: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["taker"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(row.code, row.name) for row in officers]
