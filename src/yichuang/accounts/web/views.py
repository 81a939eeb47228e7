"""Signing in and out, and the switcher of a demonstration."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from yichuang.accounts import commands, queries
from yichuang.accounts.models import User
from yichuang.accounts.web.forms import SignInForm
from yichuang.kernel.acting import Acting

BACKEND = "django.contrib.auth.backends.ModelBackend"


def oneself(user: User) -> Acting:
    """A user who signs in or out, before it is known as which officer."""
    now = timezone.now()
    centre = queries.centre_of(user, timezone.localdate(now))
    return Acting(actor=user.code, name=user.name, centre=centre, at=now, place="sign-in")


def after_sign_in() -> str:
    """Where an officer goes: the desk, where there is one."""
    try:
        return reverse("desk:home")
    except NoReverseMatch:
        return "/"


@method_decorator([login_not_required, never_cache, sensitive_post_parameters("password")], name="dispatch")
class SignIn(LoginView):
    """User name and password; after five wrong ones the pair of user and machine waits (axes)."""

    template_name = "accounts/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = False

    def get_default_redirect_url(self) -> str:
        return after_sign_in()

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        answer = super().form_valid(form)
        commands.file_sign_in(by=oneself(form.get_user()), how="password")
        return answer


@login_not_required
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session, and say so."""
    if isinstance(request.user, User):
        commands.file_sign_out(by=oneself(request.user), why="asked")
    logout(request)
    messages.info(request, _("You have signed out."))
    return redirect("accounts:sign_in")


@login_not_required
@require_http_methods(["GET", "POST"])
def switch(request: HttpRequest) -> HttpResponse:
    """Demonstration only: be another person of the demo centre with one click."""
    if not settings.DEMO:
        raise Http404
    if request.method == "POST":
        user = get_object_or_404(User, username=request.POST.get("username", ""), is_active=True)
        login(request, user, backend=BACKEND)
        commands.file_sign_in(by=oneself(user), how="demo")
        return redirect(after_sign_in())
    people = queries.people_with_roles(timezone.localdate())
    return render(request, "accounts/switch.html", {"people": people})
