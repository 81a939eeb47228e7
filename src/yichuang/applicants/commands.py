"""What can be done to the rows of applicants."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.db import transaction

from yichuang.applicants.models import Applicant
from yichuang.applicants.queries import hash_of
from yichuang.applicants.rules.details import Details, tidy
from yichuang.kernel.acting import Acting
from yichuang.ledger.commands import record
from yichuang.ledger.rules.leaf import commitment
from yichuang.ledger.rules.personal import encrypt, mask_number


@transaction.atomic
def register(*, centre_id: int, details: Details) -> Applicant:
    """Keep who asks, as told today. The act itself is filed by the command that needs the applicant.

    A row of its own for each application: what was told then stays as it was told.
    Raises RuleBroken("name_missing").
    Source: INT-001, RCP-001.
    """
    told = tidy(details)
    key = settings.PERSONAL_KEY
    return Applicant.objects.create(
        centre_id=centre_id,
        kind=told.kind,
        name=told.name,
        number_kind=told.number_kind,
        number_encrypted=encrypt(key, told.number) if told.number else "",
        number_hash=hash_of(told.number),
        number_masked=mask_number(told.number),
        number_override_reason=told.override,
        occupation=told.occupation,
        legal_representative=told.legal_representative,
        address=told.address,
        telephone_encrypted=encrypt(key, told.telephone) if told.telephone else "",
        telephone_hash=hash_of(told.telephone),
        telephone_masked=mask_number(told.telephone),
        salt=secrets.token_hex(16),
    )


def commitment_of(applicant: Applicant) -> str:
    """What the ledger says of an applicant instead of the name: a salted commitment to name and number."""
    return commitment(f"{applicant.kind}|{applicant.name}|{applicant.number_hash}", applicant.salt)


@transaction.atomic
def file_reading(*, by: Acting, applicant: Applicant, subject: str, reason: str) -> None:
    """File that somebody saw personal data in the clear, and why. Source: SEC-006."""
    record(
        by=by, subject=subject, act="personal_data_read", facts={"applicant": applicant.pk, "reason": reason}
    )
