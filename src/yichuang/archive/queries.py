"""Questions about files: what is to be filed until when, what was filed, whether it is whole."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from yichuang.archive.models import ArchiveFile
from yichuang.cases import queries as cases
from yichuang.cases.rules.lifecycle import TABLE, Act
from yichuang.clocks.queries import clocks_of, overdue


def to_file(centre_code: str, limit: int = 300) -> list[tuple[Any, Any]]:
    """Ended cases that are not filed, with their filing clock, the first due first; two queries. Source: ARC-001."""
    ended = list(cases.by_state(centre_code, TABLE[Act.ARCHIVE])[:limit])
    clocks = clocks_of([cases.subject(case) for case in ended])
    lines = [(case, clocks[cases.subject(case)].get("archive")) for case in ended]
    return sorted(lines, key=lambda line: (line[1].due_on if line[1] else date.max, line[0].number))


def overdue_by_window(centre_code: str, on: date) -> dict[str, int]:
    """How many files are overdue, by the window that took the case. Source: ARC-001."""
    late = set(overdue("archive", on).filter(centre=centre_code).values_list("subject", flat=True))
    counts: dict[str, int] = {}
    for case, _clock in to_file(centre_code):
        if cases.subject(case) in late:
            counts[case.window] = counts.get(case.window, 0) + 1
    return counts


def files_of(centre_code: str, text: str = "") -> QuerySet[ArchiveFile]:
    """Filed cases, the newest first; found by file number, case number or applicant. Source: ARC-003."""
    shown = ArchiveFile.objects.filter(case__centre__code=centre_code).select_related("case__applicant")
    if text:
        named = shown.filter(case__applicant__name__contains=text)
        shown = shown.filter(number__contains=text) | shown.filter(case__number__contains=text) | named
    return shown.order_by("-id")


def file_of(centre_code: str, number: str) -> ArchiveFile | None:
    """The file of a case by the case's number, or None."""
    return files_of(centre_code).filter(case__number=number).first()


def path_of(sha256: str) -> Path:
    """Where the package of this hash stands."""
    return Path(settings.DOCUMENTS_ROOT) / "archive" / sha256[:2] / f"{sha256}.zip"


def package_of(file: ArchiveFile) -> bytes:
    """The package as it was filed."""
    return path_of(file.package_sha256).read_bytes()
