"""A form is what its bytes say, whatever its name. Source: CAT-021."""

from __future__ import annotations

import io
import zipfile

import pytest

from tests.factories_catalogue import A_FORM
from yichuang.catalogue.rules.forms import DOCX, MOST_BYTES, media_type_of
from yichuang.kernel.errors import RuleBroken


def an_archive(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "<x/>")
    return out.getvalue()


PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(40)
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(40)


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (A_FORM, "application/pdf"),
        (PNG, "image/png"),
        (JPEG, "image/jpeg"),
        (an_archive("[Content_Types].xml", "word/document.xml"), DOCX),
    ],
)
def test_what_is_taken(content, media_type):
    assert media_type_of(content, most_bytes=MOST_BYTES) == media_type


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file_empty"),
        (b"MZ\x90\x00" + bytes(60), "file_unknown"),
        (b"<html><script>alert(1)</script></html>", "file_unknown"),
        (b"GIF89a" + bytes(40), "file_unknown"),
        (b"just words", "file_unknown"),
        (b"<html>%PDF-1.7</html>", "file_unknown"),
        (b"PK\x03\x04 broken", "file_unknown"),
        (an_archive("a.txt"), "file_unknown"),
        (an_archive("[Content_Types].xml", "xl/workbook.xml"), "file_unknown"),
        (an_archive("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), "file_with_macros"),
        (A_FORM + bytes(MOST_BYTES), "file_too_large"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_what_is_refused(content, code):
    with pytest.raises(RuleBroken, match=code):
        media_type_of(content, most_bytes=MOST_BYTES)
