"""What can be done to officers and posts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction

from yichuang.accounts.commands import grant_role, make_user
from yichuang.accounts.rules.roles import Role
from yichuang.centres import queries as centres
from yichuang.kernel.acting import Acting
from yichuang.kernel.errors import NotPermitted
from yichuang.ledger.commands import record
from yichuang.staff.models import Officer, Post


@transaction.atomic
def station(
    *,
    by: Acting,
    code: str,
    username: str,
    name: str,
    roles: Iterable[Role],
    since: date,
    department: str | None = None,
    window: str | None = None,
    part: str = "A",
    telephone: str = "",
    password: str | None = None,
    is_person: bool = True,
) -> Officer:
    """Station an officer at the centre of the acting person: account, roles, and a post if a window is named.

    department, window: code and number within the centre. part: A holds the post, B stands in.
    Raises NotPermitted, RuleBroken("user_exists").
    """
    if not (by.is_system or by.has(Role.ADMINISTRATOR)):
        raise NotPermitted("only_manager_stations_officers")
    user = make_user(by=by, code=code, username=username, name=name, password=password)
    officer = Officer.objects.create(
        user=user,
        centre=centres.centre(by.centre),
        department=centres.department(by.centre, department) if department else None,
        code=code,
        name=name,
        telephone=telephone,
        is_person=is_person,
    )
    for role in roles:
        grant_role(by=by, user=user, role=role, since=since)
    record(by=by, subject=f"user:{code}", act="officer_stationed", facts={"department": department})
    if window:
        take_post(by=by, officer=officer, window=window, since=since, part=part)
    return officer


@transaction.atomic
def take_post(*, by: Acting, officer: Officer, window: str, since: date, part: str = "A") -> Post:
    """Put an officer at a window as holder A or stand-in B; an earlier post of the officer ends the day before."""
    if not (by.is_system or by.has(Role.ADMINISTRATOR, Role.MANAGER)):
        raise NotPermitted("only_manager_stations_officers")
    place = centres.window(by.centre, window)
    Post.objects.filter(officer=officer, until=None, since__lt=since).update(until=since - timedelta(days=1))
    post = Post.objects.create(window=place, officer=officer, part=part, since=since)
    facts = {"window": window, "part": part, "since": since.isoformat()}
    record(by=by, subject=f"user:{officer.code}", act="post_taken", facts=facts)
    return post
