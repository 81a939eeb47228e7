"""The forms of signing in, of accounts and of roles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from yichuang.accounts.wording import ROLE_NAMES

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class SignInForm(AuthenticationForm):
    """User name and password. What is wrong is not said apart: it would tell who has an account."""

    error_messages = {  # noqa: RUF012 (as Django declares it)
        "invalid_login": _("User name and password do not belong together. Check both and try again."),
        "inactive": _("This account is closed. Ask the administrator of your centre."),
    }


def _day(
    label: str | _StrPromise, *, required: bool = True, help_text: str | _StrPromise = ""
) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=required,
        help_text=help_text,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class PasswordForm(forms.Form):
    """A new password for somebody."""

    password = forms.CharField(
        label=_("New password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        validators=[validate_password],
    )


class NewUserForm(PasswordForm):
    """An account with its first role."""

    code = forms.SlugField(
        label=_("Staff code"), max_length=60, help_text=_("The ledger files it for ever; it never changes.")
    )
    username = forms.SlugField(label=_("User name"), max_length=60)
    name = forms.CharField(label=_("Name of the person"), max_length=60)
    role = forms.ChoiceField(label=_("Role"), choices=list(ROLE_NAMES.items()))
    since = _day(_("Held since"))

    field_order = ("name", "code", "username", "password", "role", "since")


class GrantForm(forms.Form):
    """A further role."""

    role = forms.ChoiceField(label=_("Role"), choices=list(ROLE_NAMES.items()))
    since = _day(_("Held since"))
    until = _day(_("Last day"), required=False, help_text=_("Left empty: until it is ended."))


class OwnPasswordForm(PasswordChangeForm):
    """One's own password: the old one, and twice the new one."""
