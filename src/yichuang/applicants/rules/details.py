"""What an applicant tells at the window, tidied. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from yichuang.kernel.errors import RuleBroken


class ApplicantKind(StrEnum):
    PERSON = "person"
    ORGANISATION = "organisation"


@dataclass(frozen=True, slots=True)
class Details:
    """The data of one applicant: for a person name, occupation, address, telephone; for an organisation
    its name, legal representative, address, telephone; and the number of the identity card or the
    social credit code.

    override: why a number that fails its check is taken all the same ("" where it passes).
    Source: INT-001, RCP-001.
    """

    kind: ApplicantKind
    name: str
    number: str = ""
    telephone: str = ""
    address: str = ""
    occupation: str = ""
    legal_representative: str = ""
    override: str = ""

    @property
    def number_kind(self) -> str:
        return "identity_card" if self.kind is ApplicantKind.PERSON else "credit_code"


def tidy(details: Details) -> Details:
    """The same without blanks around; numbers half-width, upper case. Raises RuleBroken("name_missing")."""
    name = " ".join(details.name.split())
    if not name:
        raise RuleBroken("name_missing")
    return Details(
        kind=ApplicantKind(details.kind),
        name=name,
        number=_plain(details.number).upper(),
        telephone=_plain(details.telephone),
        address=details.address.strip(),
        occupation=details.occupation.strip(),
        legal_representative=details.legal_representative.strip(),
        override=details.override.strip(),
    )


def _plain(text: str) -> str:
    """Full-width letters and digits made half-width, blanks dropped."""
    half = (chr(ord(c) - 0xFEE0) if "！" <= c <= "～" else c for c in text)
    return "".join(c for c in half if not c.isspace() and c != "\u3000")
