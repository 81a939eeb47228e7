"""Questions about applicants. Numbers in the clear are asked for singly, by `number_of`."""

from __future__ import annotations

from django.conf import settings

from yichuang.applicants.models import Applicant
from yichuang.applicants.rules.details import ApplicantKind, Details
from yichuang.ledger.rules.personal import decrypt, search_hash


def hash_of(number: str) -> str:
    """The keyed hash by which a number or telephone is found; "" for none."""
    return search_hash(settings.PERSONAL_KEY, number) if number else ""


def applicant_by_number(centre_id: int, number: str) -> Applicant | None:
    """The latest data of who was here with this number, to fill the form with."""
    known = Applicant.objects.filter(centre_id=centre_id, number_hash=hash_of(number))
    return known.order_by("-id").first() if number else None


def details_of(applicant: Applicant) -> Details:
    """Everything in the clear, for the documents and the officer of the case. Callers file the reading."""
    key = settings.PERSONAL_KEY
    return Details(
        kind=ApplicantKind(applicant.kind),
        name=applicant.name,
        number=decrypt(key, applicant.number_encrypted) if applicant.number_encrypted else "",
        telephone=decrypt(key, applicant.telephone_encrypted) if applicant.telephone_encrypted else "",
        address=applicant.address,
        occupation=applicant.occupation,
        legal_representative=applicant.legal_representative,
        override=applicant.number_override_reason,
    )


def telephone_of(applicant: Applicant) -> str:
    """The telephone in the clear, to send a message to; "" where none was told."""
    if not applicant.telephone_encrypted:
        return ""
    return decrypt(settings.PERSONAL_KEY, applicant.telephone_encrypted)
