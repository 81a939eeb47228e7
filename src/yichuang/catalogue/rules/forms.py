"""What a file is, judged by its content and never by its name. Pure: bytes in, media type out."""

from __future__ import annotations

import io
import zipfile

import puremagic

from yichuang.kernel.errors import RuleBroken

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SUFFIXES = {"application/pdf": "pdf", DOCX: "docx", "image/png": "png", "image/jpeg": "jpg"}
MEGABYTE = 1024 * 1024
MOST_BYTES = 10 * MEGABYTE  # what a counter machine still opens in a moment


def media_type_of(content: bytes, *, most_bytes: int) -> str:
    """The media type of an uploaded form: PDF, DOCX, PNG or JPEG.

    Raises RuleBroken: "file_empty", "file_too_large", "file_unknown", "file_with_macros".
    Source: CAT-021.
    """
    if not content:
        raise RuleBroken("file_empty")
    if len(content) > most_bytes:
        raise RuleBroken("file_too_large", size=-(-len(content) // MEGABYTE), most=most_bytes // MEGABYTE)
    try:
        found: str = puremagic.from_string(content, mime=True)
    except (puremagic.PureError, ValueError) as unknown:
        raise RuleBroken("file_unknown") from unknown
    if content.startswith(b"PK"):
        return _office_file(content)
    if found not in SUFFIXES or not content.startswith((b"%PDF-", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")):
        raise RuleBroken("file_unknown")
    return found


def _office_file(content: bytes) -> str:
    """A DOCX without macros; any other archive is refused. Only the list of names is read."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError) as broken:
        raise RuleBroken("file_unknown") from broken
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise RuleBroken("file_with_macros")
    if not {"[Content_Types].xml", "word/document.xml"} <= names:
        raise RuleBroken("file_unknown")
    return DOCX
