"""What can be done to letters of delegation, chief representatives and seals."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from django.db import connection, transaction

from yichuang.accounts.rules.roles import Role
from yichuang.delegation import queries
from yichuang.delegation.models import Chief, Grant, Letter, Seal, SealHandover, SealUse
from yichuang.delegation.rules.scope import Power
from yichuang.delegation.wording import LEVELS_ON_PAPER, ON_PAPER
from yichuang.documents import commands as documents
from yichuang.kernel.acting import Acting
from yichuang.kernel.errors import NotPermitted, RuleBroken
from yichuang.ledger.commands import record

if TYPE_CHECKING:
    from yichuang.centres.models import Department
    from yichuang.ledger.models import Entry
    from yichuang.staff.models import Officer


DECIDING = {Power.GRANT.value, Power.DENY.value}


@transaction.atomic
def file_letter(
    *,
    by: Acting,
    number: str,
    department: Department,
    holder: Officer,
    acts: Sequence[Power],
    levels: Sequence[str],
    signed_by: str,
    valid_from: date,
    valid_until: date,
    item_codes: Sequence[str] = (),
    duties: str = "",
) -> Letter:
    """File with the centre what a department empowers an officer to do.

    item_codes: empty for every item of the department. valid_until: the last day it holds.
    Raises NotPermitted, RuleBroken("letter_exists", "letter_needs_acts", "letter_ends_before_it_begins",
    "holder_of_another_department").
    Source: DEL-001, DEL-002, DEL-003.
    """
    _only_management(by)
    if valid_until < valid_from:
        raise RuleBroken("letter_ends_before_it_begins")
    if not acts or not levels:
        raise RuleBroken("letter_needs_acts")
    if holder.department_id not in {department.pk, None}:
        raise RuleBroken("holder_of_another_department", name=holder.name)
    if Letter.objects.filter(number=number).exists():
        raise RuleBroken("letter_exists", number=number)
    letter = Letter.objects.create(
        number=number,
        centre_id=department.centre_id,
        department=department,
        holder=holder,
        item_codes=list(item_codes),
        acts=[str(act) for act in acts],
        levels=list(levels),
        duties=duties,
        signed_by=signed_by,
        valid_from=valid_from,
        valid_until=valid_until,
        filed_on=by.day,
    )
    facts = {
        "holder": holder.code,
        "department": department.code,
        "items": list(item_codes),
        "acts": letter.acts,
        "levels": letter.levels,
        "from": valid_from.isoformat(),
        "until": valid_until.isoformat(),
    }
    entry = record(by=by, subject=f"letter:{number}", act="letter_filed", facts=facts)
    _print_letter(letter, department, holder, by, entry)
    return letter


@transaction.atomic
def end_letter(*, by: Acting, letter: Letter, on: date, reason: str) -> Letter:
    """End a letter with the day `on` as its last; what was decided under it stands.

    Raises NotPermitted, RuleBroken("letter_ended", "ends_before_it_begins").
    Source: DEL-002.
    """
    _only_management(by)
    letter = Letter.objects.select_for_update().get(pk=letter.pk)
    if letter.ended_on is not None:
        raise RuleBroken("letter_ended", on=letter.ended_on)
    if on < letter.valid_from:
        raise RuleBroken("ends_before_it_begins", since=letter.valid_from)
    letter.ended_on, letter.end_reason = on, reason
    letter.save(update_fields=["ended_on", "end_reason"])
    facts = {"on": on.isoformat(), "reason": reason}
    record(by=by, subject=f"letter:{letter.number}", act="letter_ended", facts=facts)
    return letter


@transaction.atomic
def grant_matter(
    *,
    by: Acting,
    department: Department,
    item_code: str,
    what: str,
    legal_ground: str,
    head: str,
    since: date,
) -> Grant:
    """Record that the head of a department lets the window answer or decide a matter at once.

    Source: DEL-005.
    """
    _only_management(by)
    grant = Grant.objects.create(
        department=department,
        item_code=item_code,
        what=what,
        legal_ground=legal_ground,
        head=head,
        since=since,
    )
    facts = {"item": item_code, "what": what, "ground": legal_ground, "since": since.isoformat()}
    record(by=by, subject=f"centre:{by.centre}", act="matter_granted", facts=facts)
    return grant


@transaction.atomic
def appoint_chief(*, by: Acting, department: Department, officer: Officer, since: date) -> Chief:
    """Make an officer the chief representative of a department. One at a time.

    Raises NotPermitted, RuleBroken("chief_in_force", "holder_of_another_department").
    Source: DEL-006.
    """
    _only_management(by)
    if officer.department_id != department.pk:
        raise RuleBroken("holder_of_another_department", name=officer.name)
    standing = Chief.objects.select_related("officer").filter(department=department, until=None).first()
    if standing is not None:
        raise RuleBroken("chief_in_force", name=standing.officer.name)
    chief = Chief.objects.create(department=department, officer=officer, since=since)
    facts = {"department": department.code, "officer": officer.code, "since": since.isoformat()}
    record(by=by, subject=f"centre:{by.centre}", act="chief_appointed", facts=facts)
    return chief


@transaction.atomic
def end_chief(*, by: Acting, chief: Chief, on: date) -> Chief:
    """End a chief representative's time with the day `on` as its last; the post is then vacant.

    Source: DEL-006.
    """
    _only_management(by)
    if on < chief.since:
        raise RuleBroken("ends_before_it_begins", since=chief.since)
    chief.until = on
    chief.save(update_fields=["until"])
    facts = {"officer": chief.officer.code, "on": on.isoformat()}
    record(by=by, subject=f"centre:{by.centre}", act="chief_ended", facts=facts)
    return chief


@transaction.atomic
def register_seal(
    *, by: Acting, number: str, department: Department, imprint: str, made_on: date, keeper: Officer
) -> Seal:
    """Register a department's approval seal and put it in use, kept by its chief representative.

    Raises NotPermitted, RuleBroken("seal_exists", "seal_in_use_exists").
    Source: DEL-007, DEL-008.
    """
    _only_management(by)
    if Seal.objects.filter(number=number).exists():
        raise RuleBroken("seal_exists", number=number)
    if queries.seal_in_use(department.pk) is not None:
        raise RuleBroken("seal_in_use_exists")
    seal = Seal.objects.create(
        number=number,
        department=department,
        imprint=imprint,
        made_on=made_on,
        in_use_since=by.day,
        keeper=keeper,
    )
    SealHandover.objects.create(
        seal=seal, giver=None, taker=keeper, reason="registered", given_at=by.at, taken_at=by.at
    )
    facts = {"department": department.code, "keeper": keeper.code}
    record(by=by, subject=f"seal:{number}", act="seal_registered", facts=facts)
    return seal


@transaction.atomic
def withdraw_seal(*, by: Acting, seal: Seal, reason: str) -> Seal:
    """Take a seal out of use. Source: DEL-007."""
    _only_management(by)
    seal.withdrawn_on = by.day
    seal.save(update_fields=["withdrawn_on"])
    record(by=by, subject=f"seal:{seal.number}", act="seal_withdrawn", facts={"reason": reason})
    return seal


@transaction.atomic
def give_seal(*, by: Acting, seal: Seal, taker: Officer, reason: str) -> SealHandover:
    """The keeper hands the seal over; it changes hands when the taker confirms.

    Raises NotPermitted("not_the_keeper").
    Source: DEL-008.
    """
    if seal.keeper is None or seal.keeper.code != by.actor:
        raise NotPermitted("not_the_keeper", keeper=seal.keeper.name if seal.keeper else "–")
    handover = SealHandover.objects.create(
        seal=seal, giver=seal.keeper, taker=taker, reason=reason, given_at=by.at
    )
    facts = {"taker": taker.code, "reason": reason}
    record(by=by, subject=f"seal:{seal.number}", act="seal_given", facts=facts)
    return handover


@transaction.atomic
def take_seal(*, by: Acting, handover: SealHandover) -> Seal:
    """The taker confirms, and keeps the seal from now on.

    Raises NotPermitted("handover_not_yours").
    Source: DEL-008.
    """
    if handover.taker.code != by.actor:
        raise NotPermitted("handover_not_yours", name=handover.taker.name)
    handover.taken_at = by.at
    handover.save(update_fields=["taken_at"])
    seal = handover.seal
    seal.keeper = handover.taker
    seal.save(update_fields=["keeper"])
    giver = handover.giver.code if handover.giver else None
    record(by=by, subject=f"seal:{seal.number}", act="seal_taken", facts={"giver": giver})
    return seal


@transaction.atomic
def log_seal_use(
    *, by: Acting, seal: Seal, document_number: str, subject: str, letter: Letter | None
) -> SealUse:
    """Log one use of a seal on a document: called by the command that issues it, whose entry names the act.

    Who signs holds a letter that covers it (asked before), and keeps the seal or acts for the keeper.
    Source: DEL-008, DEL-003.
    """
    return SealUse.objects.create(
        seal=seal,
        document_number=document_number,
        subject=subject,
        letter=letter,
        officer_code=by.actor,
        used_at=by.at,
    )


def _print_letter(letter: Letter, department: Department, holder: Officer, by: Acting, entry: Entry) -> None:
    """The paper of a letter (D15). Source: DEL-002."""
    documents.issue(
        by=by,
        kind="letter_of_delegation",
        subject=f"letter:{letter.number}",
        centre_code=by.centre,
        department_code=department.code,
        organ_name=department.name,
        number=letter.number,
        data=_letter_data(letter, department, holder),
        copies=(),
        seal=None,
        entry_hash=entry.leaf_hash,
    )


def _letter_data(letter: Letter, department: Department, holder: Officer) -> dict[str, object]:
    """What the paper of a letter says, from its structured scope. Source: DEL-002."""
    told: dict[str, object] = {
        "department": department.name,
        "centre": department.centre.name,
        "holder": {
            "name": holder.name,
            "post": "工作人员" if not set(letter.acts) & DECIDING else "首席代表",
        },
        "powers": [ON_PAPER[Power(act)] for act in letter.acts],
        "levels": [LEVELS_ON_PAPER.get(level, level) for level in letter.levels],
        "items": list(letter.item_codes),
        "valid_from": letter.valid_from.isoformat(),
        "valid_until": letter.valid_until.isoformat(),
        "signed_by": letter.signed_by,
        "signed_on": letter.filed_on.isoformat(),
    }
    if letter.duties:
        told["duties"] = letter.duties
    return told


def log_seal_uses(
    *, by: Acting, seal: Seal, uses: Sequence[tuple[str, str]], letter: Letter | None
) -> list[SealUse]:
    """Log many uses of a seal, pairs of document number and subject, as `log_seal_use` does one.

    Source: DEL-008, DEL-003.
    """
    assert connection.in_atomic_block, "the use of a seal is part of the transaction of its document"
    rows = [
        SealUse(
            seal=seal,
            document_number=number,
            subject=subject,
            letter=letter,
            officer_code=by.actor,
            used_at=by.at,
        )
        for number, subject in uses
    ]
    return SealUse.objects.bulk_create(rows)


def _only_management(by: Acting) -> None:
    if not (by.is_system or by.has(Role.MANAGER, Role.ADMINISTRATOR)):
        raise NotPermitted("only_department_delegates")
