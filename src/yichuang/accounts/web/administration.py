"""Accounts and roles of a centre: the pages of its administrator, and everybody's own password."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yichuang.accounts import commands, queries
from yichuang.accounts.models import RoleGrant, User
from yichuang.accounts.rules.roles import Role
from yichuang.accounts.web.forms import GrantForm, NewUserForm, OwnPasswordForm, PasswordForm
from yichuang.accounts.web.views import oneself
from yichuang.accounts.wording import REFUSALS
from yichuang.kernel.acting import Acting
from yichuang.kernel.errors import NotPermitted, Refused


@require_safe
def users(request: HttpRequest) -> HttpResponse:
    """Everybody with a role at the centre."""
    acting = _administrator(request)
    people = queries.people_with_roles(acting.day, acting.centre)
    return render(request, "accounts/users.html", {"people": people})


@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def new_user(request: HttpRequest) -> HttpResponse:
    """Make an account with its first role."""
    acting = _administrator(request)
    form = NewUserForm(request.POST or None, initial={"since": acting.day})
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data

        def make() -> None:
            person = {name: told[name] for name in ("code", "username", "name", "password")}
            role = {"role": Role(told["role"]), "since": told["since"]}
            commands.make_user_with_role(by=acting, **person, **role)

        if _done(request, form, make, _("The account is made.")):
            return redirect("accounts:user", told["code"])
    return render(request, "accounts/new_user.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def user(request: HttpRequest, code: str) -> HttpResponse:
    """One account: its roles at the centre, and a further one."""
    acting = _administrator(request)
    shown = get_object_or_404(User, code=code)
    form = GrantForm(request.POST or None, initial={"since": acting.day})
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data

        def grant() -> None:
            role = {"role": Role(told["role"]), "since": told["since"], "until": told["until"]}
            commands.grant_role(by=acting, user=shown, **role)

        if _done(request, form, grant, _("The role is granted.")):
            return redirect("accounts:user", code)
    context = {
        "shown": shown,
        "grants": queries.grants_of(shown, acting.centre),
        "form": form,
        "password_form": PasswordForm(),
        "today": acting.day,
    }
    return render(request, "accounts/user.html", context, status=422 if form.errors else 200)


@require_POST
def end(request: HttpRequest, code: str, grant_id: int) -> HttpResponse:
    """End a role with today as its last day."""
    acting = _administrator(request)
    grant = get_object_or_404(RoleGrant, pk=grant_id, user__code=code, centre=acting.centre)
    commands.end_role(by=acting, grant=grant, on=acting.day)
    messages.success(request, _("The role ends today."))
    return redirect("accounts:user", code)


@sensitive_post_parameters("password")
@require_POST
def password(request: HttpRequest, code: str) -> HttpResponse:
    """Give somebody a new password."""
    acting = _administrator(request)
    shown = get_object_or_404(User, code=code)
    form = PasswordForm(request.POST)
    if form.is_valid():
        commands.set_password(by=acting, user=shown, password=form.cleaned_data["password"])
        messages.success(request, _("The new password holds from now on."))
    else:
        messages.error(request, " ".join(str(error) for error in form.errors["password"]))
    return redirect("accounts:user", code)


@require_POST
def close(request: HttpRequest, code: str) -> HttpResponse:
    """Close an account. What it did stays on file under its code."""
    acting = _administrator(request)
    commands.close_user(by=acting, user=get_object_or_404(User, code=code))
    messages.success(request, _("The account is closed; what it did stays on file."))
    return redirect("accounts:users")


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def own_password(request: HttpRequest) -> HttpResponse:
    """Change one's own password; the session stays, others of the same account end."""
    assert isinstance(request.user, User)
    form = OwnPasswordForm(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        by = oneself(request.user)
        commands.set_password(by=by, user=request.user, password=form.cleaned_data["new_password1"])
        update_session_auth_hash(request, request.user)
        messages.success(request, _("The new password holds from now on."))
        return redirect("accounts:own_password")
    return render(request, "accounts/own_password.html", {"form": form}, status=422 if form.errors else 200)


def _administrator(request: HttpRequest) -> Acting:
    acting: Acting | None = getattr(request, "acting", None)
    if not acting or not acting.has(Role.ADMINISTRATOR):
        raise NotPermitted("only_administrator")
    return acting


def _done(request: HttpRequest, form: Form, deed: Callable[[], None], said: str) -> bool:
    """Do it and say so; a refusal goes into the form, where what was typed stays."""
    try:
        deed()
    except Refused as refusal:
        form.add_error(None, str(REFUSALS[refusal.code]).format(**refusal.facts))
        return False
    messages.success(request, said)
    return True
