"""The seal provider that works anywhere: a test authority on this machine, without legal force.

On first use it makes an authority of its own and, for each seal, a certificate, in `keys/seals` of the data
folder, readable by its owner only. It seals with ECDSA P-256 (PAdES baseline), which is not the SM2 seal
of GB/T 38540: so every imprint, every foot, every verification page says what it is. Nothing is ever
fetched from a network.
"""

from __future__ import annotations

import hashlib
import io
import os
import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from asn1crypto import keys as asn1_keys  # type: ignore[import-untyped]
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.conf import settings
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.general import SigningError
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

from yichuang.documents import queries as documents
from yichuang.documents.rules.seal_provider import SealAs, Verdict

FIELD = "Seal"
RESERVED = 4096  # bytes kept free for the signature: without it everything is signed twice
NAME_BYTES = 64
AUTHORITY = "一窗测试印章机构（无法律效力）"
VALID = datetime(2020, 1, 1, tzinfo=UTC), datetime(2059, 12, 31, tzinfo=UTC)
DRAWING = Path(__file__).parent / "letters" / "seal.typ"


class LocalSealProvider:
    """Test seals, marked as such. See documents.rules.seal_provider.SealProvider."""

    name = AUTHORITY
    legal_force = False
    mark = "测试 无法律效力"
    mark_sentence = "测试文书：印章由测试机构签发，无法律效力。"

    def imprint(self, seal: SealAs) -> str:
        """The round seal as vectors: organ, star, legend, what it is worth, number."""
        words = {"organ": seal.organ, "legend": seal.legend, "number": seal.number, "mark": self.mark}
        return documents.drawing(source=DRAWING, told=words)

    def seal(self, pdf: bytes, *, seal: SealAs, reason: str, location: str) -> bytes:
        """The file with a PAdES signature by the seal's certificate. About 8 KB are added."""
        details = PdfSignatureMetadata(
            field_name=FIELD,
            md_algorithm="sha256",
            subfilter=SigSeedSubFilter.PADES,
            reason=f"{reason}（{self.mark}）",
            location=location,
            name=f"{seal.imprint}（{self.mark}）",
        )
        signer = PdfSigner(
            details, signer=_signer(seal.number, seal.imprint), new_field_spec=SigFieldSpec(FIELD)
        )
        sealed = io.BytesIO()
        signer.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)), output=sealed, bytes_reserved=RESERVED)
        return sealed.getvalue()

    def verify(self, pdf: bytes) -> Verdict:
        """Whether a file carries a seal of this authority, and whether it is still whole.

        A file that is no PDF any more, or whose seal cannot be read, counts as not sealed.
        """
        trust = ValidationContext(trust_roots=[_asn1(_authority()[1])], allow_fetching=False)
        try:
            signatures = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
            if not signatures:
                return Verdict()
            found = validate_pdf_signature(signatures[-1], signer_validation_context=trust)
        except (PdfError, SigningError, SignatureValidationError, ValueError, KeyError, TypeError):
            return Verdict()
        subject = found.signing_cert.subject.native
        return Verdict(
            sealed=True,
            whole=found.intact and found.valid,
            covers_all=found.coverage == SignatureCoverageLevel.ENTIRE_FILE,
            trusted=found.trusted,
            legal_force=self.legal_force,
            seal_number=subject.get("organizational_unit_name", ""),
            signer=subject.get("common_name", ""),
            sealed_at=found.signer_reported_dt,
        )


@cache
def _signer(number: str, imprint: str) -> SimpleSigner:
    key, certificate = _seal_certificate(number, imprint)
    _, authority = _authority()
    pkcs8 = key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    chain = SimpleCertificateStore()  # type: ignore[no-untyped-call]
    chain.register(_asn1(authority))
    return SimpleSigner(_asn1(certificate), asn1_keys.PrivateKeyInfo.load(pkcs8), chain, embed_roots=False)


@cache
def _authority() -> tuple[ec.EllipticCurvePrivateKey, x509.Certificate]:
    """The authority of this installation, made on first use."""
    return _kept("authority", lambda key: _certificate(key, AUTHORITY, "", issuer=None))


def _seal_certificate(number: str, imprint: str) -> tuple[ec.EllipticCurvePrivateKey, x509.Certificate]:
    name = hashlib.sha256(f"{number}\x1f{imprint}".encode()).hexdigest()[:24]
    common_name = f"{imprint}（测试）"
    return _kept(name, lambda key: _certificate(key, common_name, number, issuer=_authority()))


def _within(words: str) -> str:
    """At most the 64 bytes that X.520 allows a name; a Chinese character takes three of them."""
    return words.encode()[:NAME_BYTES].decode(errors="ignore")


def _certificate(
    key: ec.EllipticCurvePrivateKey,
    common_name: str,
    serial: str,
    *,
    issuer: tuple[ec.EllipticCurvePrivateKey, x509.Certificate] | None,
) -> x509.Certificate:
    words = [x509.NameAttribute(NameOID.COMMON_NAME, _within(common_name))]
    if serial:
        words.append(x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, _within(serial)))
    name = x509.Name(words)
    usage = x509.KeyUsage(
        digital_signature=issuer is not None, content_commitment=issuer is not None, key_cert_sign=issuer is None,
        crl_sign=issuer is None, key_encipherment=False, data_encipherment=False, key_agreement=False,
        encipher_only=False, decipher_only=False,
    )  # fmt: skip
    signing_key = issuer[0] if issuer else key
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(issuer[1].subject if issuer else name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(VALID[0])
        .not_valid_after(VALID[1])
        .add_extension(x509.BasicConstraints(ca=issuer is None, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(signing_key.public_key()), critical=False
        )
        .sign(signing_key, hashes.SHA256())
    )


def _kept(
    name: str, certify: Callable[[ec.EllipticCurvePrivateKey], x509.Certificate]
) -> tuple[ec.EllipticCurvePrivateKey, x509.Certificate]:
    """Key and certificate in one file, made on first use; of two processes the first one's is kept."""
    file = Path(settings.DATA) / "keys" / "seals" / f"{name}.pem"
    if not file.exists():
        key = ec.generate_private_key(ec.SECP256R1())
        private = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        _put_once(file, private + certify(key).public_bytes(serialization.Encoding.PEM))
    text = file.read_bytes()
    kept = serialization.load_pem_private_key(text, password=None)
    assert isinstance(kept, ec.EllipticCurvePrivateKey)
    return kept, x509.load_pem_x509_certificate(text)


def _put_once(file: Path, text: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    half = file.with_suffix(f".{os.getpid()}.{secrets.token_hex(4)}")
    handle = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as out:
        out.write(text)
    try:
        os.link(half, file)
    except FileExistsError:
        return
    finally:
        half.unlink()


def _asn1(certificate: x509.Certificate) -> asn1_x509.Certificate:
    return asn1_x509.Certificate.load(certificate.public_bytes(serialization.Encoding.DER))
