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
