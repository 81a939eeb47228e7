"""The limit of a session: who was away for too long signs in again."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from yichuang.accounts import commands
from yichuang.accounts.models import User
from yichuang.accounts.web.views import oneself

SEEN = "seen"
GRAIN = 300  # seconds between two marks in the session: not every page writes one


class IdleMiddleware:
    """Ends a session that was idle for longer than `SESSION_IDLE`, and says so on the sign-in page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if SEEN in request.session or request.user.is_authenticated:
            self._look(request)
        return self.get_response(request)

    def _look(self, request: HttpRequest) -> None:
        now = int(timezone.now().timestamp())
        idle = now - request.session.get(SEEN, now)
        if idle > settings.SESSION_IDLE.total_seconds() and isinstance(request.user, User):
            commands.file_sign_out(by=oneself(request.user), why="away")
            logout(request)
            minutes = idle // 60
            told = _("You were away for %(minutes)s minutes. Sign in again; what you typed is kept.")
            messages.info(request, told % {"minutes": minutes})
        elif SEEN not in request.session or idle > GRAIN:
            request.session[SEEN] = now
