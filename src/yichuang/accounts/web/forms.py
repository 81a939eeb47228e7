"""The form of the sign-in page."""

from __future__ import annotations

from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import gettext_lazy as _


class SignInForm(AuthenticationForm):
    """User name and password. What is wrong is not said apart: it would tell who has an account."""

    error_messages = {  # noqa: RUF012 (as Django declares it)
        "invalid_login": _("User name and password do not belong together. Check both and try again."),
        "inactive": _("This account is closed. Ask the administrator of your centre."),
    }
