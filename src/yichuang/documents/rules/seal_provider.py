"""What the house asks of whoever seals documents. Pure: the providers stand in `exchange/`.

A provider is named in settings.SEAL_PROVIDER. Another one (a national SM2 service, a card reader) is
one more class with these methods; nothing else in the house knows how a seal is made.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from yichuang.kernel.acting import Acting

_LEGEND = re.compile(r"(?:行政审批|行政许可|收件|业务|审批)?专用章$")


@dataclass(frozen=True, slots=True)
class SealAs:
    """The seal that a document carries, who keeps it, and by which letter it is used.

    number: of the seal register; imprint: the words on it, "澜州市市场监督管理局行政审批专用章".
    keeper: code of the officer who keeps it. letter: number of the letter of delegation under which it
    is used, "" where none is asked.
    Source: DEC-001, DEL-001.
    """

    number: str
    imprint: str
    keeper: str
    letter: str = ""

    @property
    def organ(self) -> str:
        """The words on the arc: whose seal it is."""
        return _LEGEND.sub("", self.imprint) or self.imprint

    @property
    def legend(self) -> str:
        """The words under the star: what it is for; empty for a seal without them."""
        found = _LEGEND.search(self.imprint)
        return found.group() if found and found.start() else ""


def receiving_seal(centre_code: str, centre_name: str, by: Acting) -> SealAs:
    """The seal of the centre itself on what its windows hand out: receipts, pick-up forms, notices (收件专用章).

    One for each centre, used by whoever is at the window. Source: RCP-001, RCP-008, INT-003.
    """
    return SealAs(number=f"{centre_code}-收件", imprint=f"{centre_name}收件专用章", keeper=by.actor)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a look at a file found.

    whole: not a byte was changed since it was sealed. covers_all: the seal covers the file to its last
    byte. trusted: the certificate leads to the provider's authority. legal_force: false for a test
    authority, whatever else holds. sealed_at: the signer's clock.
    """

    sealed: bool = False
    whole: bool = False
    covers_all: bool = False
    trusted: bool = False
    legal_force: bool = False
    seal_number: str = ""
    signer: str = ""
    sealed_at: datetime | None = None

    @property
    def good(self) -> bool:
        return self.sealed and self.whole and self.covers_all and self.trusted


class SealProvider(Protocol):
    """Draws imprints, seals files, and verifies what it sealed (the roles of GB/T 38540).

    mark, mark_sentence: what a seal without legal force says of itself, in the imprint, on paper and on
    screen; empty for a seal with it.
    Source: DEC-001.
    """

    name: str
    legal_force: bool
    mark: str
    mark_sentence: str

    def imprint(self, seal: SealAs) -> str:
        """The picture of the seal as SVG, square."""

    def seal(self, pdf: bytes, *, seal: SealAs, reason: str, location: str) -> bytes:
        """The file with its seal: a PAdES signature over all of it."""

    def verify(self, pdf: bytes) -> Verdict:
        """Whether a file carries a seal of this provider, and whether it is still whole."""
