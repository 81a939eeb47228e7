"""The local seal: found whole, found altered, never taken for a real one. DEC-001, DEL-001."""

from __future__ import annotations

import io
import random
import stat
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from django.conf import settings
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pypdf import PdfReader, PdfWriter

from tests.days import MONDAY, moment
from tests.documents.samples import APPROVAL_SEAL, RECEIPT_SEAL, sample
from yichuang.documents import queries
from yichuang.exchange import local_seals
from yichuang.exchange.local_seals import LocalSealProvider

PROVIDER = LocalSealProvider()


@pytest.fixture(scope="module")
def unsealed() -> bytes:
    asked = {
        "organ_name": "澜州市市场监督管理局",
        "address": "http://127.0.0.1:8000/",
        "on": MONDAY,
        "at": moment(MONDAY),
    }
    return queries.page_of("guide", data=sample("guide"), **asked)


@pytest.fixture(scope="module")
def sealed(unsealed) -> bytes:
    return PROVIDER.seal(unsealed, seal=APPROVAL_SEAL, reason="受理通知书", location="澜州市")


def test_a_sealed_file_is_found_whole(sealed):
    """DEC-001."""
    verdict = PROVIDER.verify(sealed)
    assert verdict.good
    assert verdict.seal_number == APPROVAL_SEAL.number
    assert verdict.sealed_at is not None


def test_it_never_poses_as_a_real_seal(sealed):
    """Issue 2, section 5: marked as without legal force."""
    verdict = PROVIDER.verify(sealed)
    assert not verdict.legal_force
    assert "测试" in verdict.signer
    assert "无法律效力" in PROVIDER.mark
    assert "无法律效力" in PROVIDER.mark_sentence
    field = PdfReader(io.BytesIO(sealed)).get_fields()["Seal"]["/V"]
    assert "无法律效力" in field["/Reason"]
    assert "无法律效力" in field["/Name"]


@pytest.mark.parametrize("seed", range(12))
def test_one_flipped_byte_is_found(sealed, seed):
    """DEC-001: wherever it is, but in the signature's own padding, where nothing is said."""
    dice = random.Random(seed)
    hole = sealed.index(b"/Contents <"), sealed.index(b">", sealed.index(b"/Contents <"))
    place = dice.choice([n for n in range(len(sealed)) if not hole[0] <= n <= hole[1]])
    altered = bytearray(sealed)
    altered[place] ^= 1 << dice.randrange(8)
    assert not PROVIDER.verify(bytes(altered)).good


@pytest.mark.parametrize("place", ["first", "middle"])
def test_a_flipped_byte_of_the_signature_is_found(sealed, place):
    start = sealed.index(b"/Contents <") + len(b"/Contents <")
    at = start + {"first": 8, "middle": 900}[place]
    altered = bytearray(sealed)
    altered[at] = ord("0") if altered[at] != ord("0") else ord("1")
    assert not PROVIDER.verify(bytes(altered)).good


def test_something_added_after_the_seal_is_found(sealed):
    """DEC-001: the seal covers the file to its last byte."""
    writer = IncrementalPdfFileWriter(io.BytesIO(sealed))
    writer.root["/Added"] = writer.root["/Type"]
    writer.update_root()
    grown = io.BytesIO()
    writer.write(grown)
    assert not PROVIDER.verify(grown.getvalue()).good
    assert not PROVIDER.verify(sealed + b"\n%more").good


@pytest.mark.parametrize("junk", [b"", b"%PDF-1.7", b"GIF89a" * 50, b"\x00" * 4000])
def test_what_is_no_sealed_file_is_not_sealed(junk):
    assert not PROVIDER.verify(junk).sealed


def test_an_unsealed_file_is_not_sealed(unsealed):
    assert not PROVIDER.verify(unsealed).sealed


def test_a_seal_of_another_authority_is_not_trusted(sealed, unsealed, tmp_path, settings):
    """DEC-001: somebody else's machine makes seals too, and they are not ours."""
    caches = (local_seals._authority, local_seals._signer)
    for cache in caches:
        cache.cache_clear()
    settings.DATA = tmp_path
    try:
        foreign = PROVIDER.seal(unsealed, seal=APPROVAL_SEAL, reason="受理通知书", location="澜州市")
        assert PROVIDER.verify(foreign).good
        assert not PROVIDER.verify(sealed).trusted
    finally:
        for cache in caches:
            cache.cache_clear()


def test_keys_are_readable_by_their_owner_only(sealed):
    """DEL-001: whoever could read the key could seal."""
    folder = Path(settings.DATA) / "keys" / "seals"
    found = list(folder.iterdir())
    assert len(found) >= 2
    assert {stat.S_IMODE(path.stat().st_mode) for path in found} == {0o600}
    assert stat.S_IMODE(folder.stat().st_mode) & 0o077 == 0


def test_the_first_key_stays(sealed, tmp_path):
    file = tmp_path / "seals" / "x.pem"
    local_seals._put_once(file, b"first")
    local_seals._put_once(file, b"second")
    assert file.read_bytes() == b"first"
    assert [path.name for path in file.parent.iterdir()] == ["x.pem"]


@pytest.mark.parametrize("seal", [APPROVAL_SEAL, RECEIPT_SEAL])
def test_the_imprint_is_a_square_of_outlines(seal):
    """Drawn as vectors; no text is left in it that a reader would find twice."""
    drawn = PROVIDER.imprint(seal)
    root = ET.fromstring(drawn)
    assert root.get("width") == root.get("height")
    assert "<text" not in drawn
    assert "#c3241b" in drawn


def test_a_sealed_file_can_still_be_read(sealed):
    assert "食品经营许可新办" in PdfReader(io.BytesIO(sealed)).pages[0].extract_text().replace("\n", "")
    assert PdfWriter(clone_from=io.BytesIO(sealed))


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("short", "short"),
        ("x" * 65, "x" * 64),
        (
            "澜州市自然资源和规划局行政审批专用章（测试）",
            "澜州市自然资源和规划局行政审批专用章（测试",
        ),  # 66 bytes
    ],
)
def test_a_name_in_a_certificate_has_at_most_64_bytes(words: str, kept: str):
    assert local_seals._within(words) == kept
    assert len(kept.encode()) <= 64
