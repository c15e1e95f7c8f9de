"""Digital signatures (PAdES) in a PDF that we issued: who signed, what, and whether it stands.

Needs no network: revocation is not asked for, and a certificate is trusted where it leads to a root
that was handed in. Signing appends to a file; so a signed file begins with the very bytes that were
issued, and what its pages show is compared as well, for bytes that are appended may replace a page.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from asn1crypto.cms import ContentInfo  # type: ignore[import-untyped]
from pyhanko.keys import load_certs_from_pemder_data
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import DiffPolicy, DiffResult, ModificationLevel
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

NOT_OURS = "Tệp này không phải bản PDF đã ban hành rồi ký: phần đầu tệp khác bản đã ban hành."
UNSIGNED = "Không thấy chữ ký số nào đọc được trong tệp này."
UNREADABLE = "Không đọc được chữ ký số trong tệp này."
BROKEN = "Chữ ký của {who} không còn đúng với nội dung: tệp đã bị sửa sau khi ký."
ANOTHER = "Nội dung mà {who} ký khác bản đã ban hành: có trang bị thay hoặc thêm."
ADDED_LATER = "Sau chữ ký cuối, tệp còn được thêm nội dung mà không chữ ký nào bao gồm."
#: What a reader of PDF raises on bytes that are none: what was appended is a stranger's.
_STRANGE = (
    PdfError,
    SignatureValidationError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    NotImplementedError,  # a method of packing or a filter that the library does not undo
    RecursionError,
    TypeError,
    ValueError,
)
#: What signing changes in the catalogue and on a page; all else must be as it was.
OF_SIGNING = frozenset({"/AcroForm", "/DSS", "/Extensions", "/Metadata", "/Perms", "/Version"})
#: Leads back to where the walk came from.
BACKWARD = frozenset({"/Parent", "/P"})


@dataclass(frozen=True)
class SignatureFound:
    """One signature: whose certificate, by whom issued, when by the signer's own clock."""

    signer: str
    organisation: str
    issuer: str
    serial: str
    at: str
    trusted: bool


@dataclass(frozen=True)
class Verdict:
    """What was found; `fault` is "" where every signature stands and covers the whole file."""

    fault: str
    signatures: tuple[SignatureFound, ...] = ()


def check_signed(data: bytes, issued: bytes, roots: Sequence[bytes] = ()) -> Verdict:
    """Return who signed `issued` in `data`, or the first thing that is wrong, in words.

    `roots` are certificates (PEM or DER) that are trusted; without them no issuer is known.
    """
    if not data.startswith(issued):
        return Verdict(NOT_OURS)
    try:
        return _checked(data, issued, _context(roots))
    except _STRANGE:
        return Verdict(UNREADABLE)


def framed(data: bytes, issued: bytes) -> bytes:
    """Return both files in one, as `answer` takes them."""
    return len(issued).to_bytes(8) + issued + data


def answer(told: bytes, roots: str = "") -> bytes:
    """Return the verdict about `framed` files as JSON; `roots` is a folder of certificates."""
    length = int.from_bytes(told[:8])
    issued, data = told[8 : 8 + length], told[8 + length :]
    trusted = [path.read_bytes() for path in sorted(Path(roots).iterdir())] if roots else []
    verdict = asdict(check_signed(data, issued, trusted))
    return json.dumps(verdict, ensure_ascii=False).encode()


def _checked(data: bytes, issued: bytes, context: ValidationContext) -> Verdict:
    reader = PdfFileReader(BytesIO(data))
    found = reader.embedded_regular_signatures
    if not found:
        return Verdict(UNSIGNED)
    shown = _looks(PdfFileReader(BytesIO(issued)))
    told: list[SignatureFound] = []
    status = None
    for one in found:
        status = validate_pdf_signature(
            one, signer_validation_context=context, diff_policy=_NoDiff()
        )
        told.append(_told(status))
        if not (status.intact and status.valid and _is_bare(one.pkcs7_content)):
            return Verdict(BROKEN.format(who=told[-1].signer), tuple(told))
        if _looks(reader.get_historical_resolver(one.signed_revision)) != shown:
            return Verdict(ANOTHER.format(who=told[-1].signer), tuple(told))
    assert status is not None
    whole = status.coverage == SignatureCoverageLevel.ENTIRE_FILE
    return Verdict("" if whole else ADDED_LATER, tuple(told))


def _is_bare(contents: bytes) -> bool:
    """Return whether nothing hides behind a signature: the room left for it is all zeros."""
    return not contents[len(ContentInfo.load(contents).dump()) :].strip(b"\0")


class _NoDiff(DiffPolicy):
    """What changes between signatures is compared by `_looks`, whole."""

    def apply(self, *_args: Any, **_told: Any) -> DiffResult:
        return DiffResult(ModificationLevel.NONE, set())

    def review_file(self, *_args: Any, **_told: Any) -> DiffResult:
        return DiffResult(ModificationLevel.NONE, set())


def _context(roots: Sequence[bytes]) -> ValidationContext:
    trusted = [cert for root in roots for cert in load_certs_from_pemder_data(root)]
    return ValidationContext(trust_roots=trusted, allow_fetching=False)


def _told(status: Any) -> SignatureFound:
    certificate = status.signing_cert
    subject, issuer = certificate.subject.native, certificate.issuer.native
    at = status.signer_reported_dt
    return SignatureFound(
        signer=_name(subject),
        organisation=str(subject.get("organization_name", "")),
        issuer=_name(issuer),
        serial=f"{certificate.serial_number:X}",
        at=at.isoformat() if at else "",
        trusted=bool(status.trusted),
    )


def _name(told: dict[str, Any]) -> str:
    return str(told.get("common_name") or told.get("organization_name") or "không ghi tên")


def _looks(file: Any) -> str:
    """Return a hash of everything that the file shows, signatures left out."""
    told = hashlib.sha256()
    for word in _walk(file.root, {}):
        told.update(word + b"\n")
    return told.hexdigest()


def _walk(value: Any, seen: dict[Any, int]) -> Iterator[bytes]:
    """Yield an object and all below it, each once, whatever its number in the file is."""
    if isinstance(value, generic.IndirectObject):
        if value.reference in seen:
            yield b"again %d" % seen[value.reference]
            return
        seen[value.reference] = len(seen)
        value = value.get_object()  # type: ignore[no-untyped-call]
    if isinstance(value, generic.DictionaryObject):
        yield from _walk_dictionary(value, seen)
    elif isinstance(value, generic.ArrayObject):
        yield b"["
        for at in range(len(value)):
            yield from _walk(value.raw_get(at), seen)
        yield b"]"
    else:
        yield f"{type(value).__name__} {value!r}".encode()


def _walk_dictionary(value: generic.DictionaryObject, seen: dict[Any, int]) -> Iterator[bytes]:
    yield b"<<"
    if isinstance(value, generic.StreamObject):
        yield hashlib.sha256(value.encoded_data).digest()
    for name in sorted(value.keys()):
        if name in OF_SIGNING or name in BACKWARD:
            continue
        below = value.raw_get(name)
        if name == "/Annots":
            below = _unsigned(value)
            if not below:
                continue
        yield str(name).encode()
        yield from _walk(below, seen)
    yield b">>"


def _unsigned(page: generic.DictionaryObject) -> generic.ArrayObject:
    """Return the annotations of a page that are no fields of a signature."""
    annotations = page["/Annots"]
    kept = (annotations.raw_get(at) for at in range(len(annotations)))
    return generic.ArrayObject(one for one in kept if one.get_object().get("/FT") != "/Sig")
