"""What can be done to users and their roles."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from yichuang.accounts.models import RoleGrant, User
from yichuang.accounts.rules.roles import Role
from yichuang.kernel.acting import Acting
from yichuang.kernel.errors import NotPermitted, RuleBroken
from yichuang.ledger.commands import record


@transaction.atomic
def make_user(*, by: Acting, code: str, username: str, name: str, password: str | None = None) -> User:
    """Make an account for one person; without a password nobody can sign in with it.

    code: what the ledger files for ever, e.g. "D03-0012". Raises RuleBroken("user_exists").
    """
    _only_administration(by)
    if User.objects.filter(code=code).exists() or User.objects.filter(username=username).exists():
        raise RuleBroken("user_exists", username=username)
    user = User(code=code, username=username, name=name)
    if password:
        user.set_password(password)
    else:
        user.set_unusable_password()
    user.save()
    record(by=by, subject=f"user:{code}", act="user_made")
    return user


@transaction.atomic
def make_user_with_role(
    *, by: Acting, code: str, username: str, name: str, password: str, role: Role, since: date
) -> User:
    """Make an account and grant its first role, both or neither."""
    user = make_user(by=by, code=code, username=username, name=name, password=password)
    grant_role(by=by, user=user, role=role, since=since)
    return user


@transaction.atomic
def grant_role(*, by: Acting, user: User, role: Role, since: date, until: date | None = None) -> RoleGrant:
    """Give a user a role at the centre of the acting person. Granting it twice changes nothing."""
    _only_administration(by)
    grant, is_new = RoleGrant.objects.get_or_create(
        user=user, role=role, centre=by.centre, since=since, defaults={"until": until}
    )
    if is_new:
        facts = {"role": str(role), "since": since.isoformat(), "until": until and until.isoformat()}
        record(by=by, subject=f"user:{user.code}", act="role_granted", facts=facts)
    return grant


@transaction.atomic
def end_role(*, by: Acting, grant: RoleGrant, on: date) -> None:
    """End a role with the day `on` as its last. Raises RuleBroken("ends_before_it_begins")."""
    _only_administration(by)
    if on < grant.since:
        raise RuleBroken("ends_before_it_begins", since=grant.since)
    grant.until = on
    grant.save(update_fields=["until"])
    facts = {"role": grant.role, "on": on.isoformat()}
    record(by=by, subject=f"user:{grant.user.code}", act="role_ended", facts=facts)


def _only_administration(by: Acting) -> None:
    if not (by.is_system or by.has(Role.ADMINISTRATOR)):
        raise NotPermitted("only_administrator")


@transaction.atomic
def file_sign_in(*, by: Acting, how: str) -> None:
    """File that somebody signed in; `how`: "password", or "demo" for the switcher of a demonstration."""
    record(by=by, subject=f"user:{by.actor}", act="signed_in", facts={"how": how})


@transaction.atomic
def file_sign_out(*, by: Acting, why: str) -> None:
    """File that a session ended; `why`: "asked", or "away" when it had been idle for too long."""
    record(by=by, subject=f"user:{by.actor}", act="signed_out", facts={"why": why})


@transaction.atomic
def set_password(*, by: Acting, user: User, password: str) -> None:
    """Give a user a new password: the administrator to anybody, everybody to himself."""
    if by.actor != user.code:
        _only_administration(by)
    user.set_password(password)
    user.save(update_fields=["password"])
    record(by=by, subject=f"user:{user.code}", act="password_set")


@transaction.atomic
def close_user(*, by: Acting, user: User) -> None:
    """Close an account; its code stays in the ledger for ever. Closing it twice changes nothing."""
    _only_administration(by)
    if user.is_active:
        user.is_active = False
        user.save(update_fields=["is_active"])
        record(by=by, subject=f"user:{user.code}", act="user_closed")
