"""A PDF signed elsewhere is taken in where it is ours, whole, and signed; else told why not."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from hypothesis import example, given, settings
from hypothesis import strategies as st

from khuyencong.core import blobs
from khuyencong.core.refusal import Refused
from khuyencong.documents import write_pdf
from khuyencong.documents.signatures import ADDED_LATER, Verdict, check_signed
from khuyencong.reports import actions
from tests.office.desk import WORDS
from tests.reports.owed import (
    AT,
    HOUR,
    PASSWORD,
    SIGNER,
    Desk,
    pdf_of,
    signed_pdf,
    signer,
    with_later_revision,
)

ISSUED = write_pdf(WORDS)
SIGNED = signed_pdf(ISSUED)


def found(verdict: Verdict) -> list[str]:
    return [one.signer for one in verdict.signatures]


@pytest.mark.pure
def test_the_right_file_passes() -> None:
    verdict = check_signed(SIGNED, ISSUED)
    assert verdict.fault == ""
    (one,) = verdict.signatures
    assert (one.signer, one.organisation) == ("Lê Thị Ký", "Sở Công Thương tỉnh Mẫu")
    assert (one.issuer, one.serial, one.trusted) == ("Lê Thị Ký", "A5", False)
    assert one.at


@pytest.mark.pure
def test_a_person_and_the_seal_of_the_body_sign_one_after_the_other() -> None:
    both = signed_pdf(SIGNED, "Sở Công Thương tỉnh Mẫu", "ConDau")
    verdict = check_signed(both, ISSUED)
    assert (verdict.fault, found(verdict)) == ("", ["Lê Thị Ký", "Sở Công Thương tỉnh Mẫu"])


@pytest.mark.pure
def test_a_root_that_is_known_makes_it_trusted() -> None:
    (one,) = check_signed(SIGNED, ISSUED, [signer(SIGNER)[1]]).signatures
    assert one.trusted
    (other,) = check_signed(SIGNED, ISSUED, [signer("Người khác")[1]]).signatures
    assert not other.trusted


@pytest.mark.pure
def test_no_byte_can_be_flipped() -> None:
    """Some bytes of every part: of what was issued, of what signing appended."""
    for at in (*range(0, len(ISSUED), 5003), *range(len(ISSUED), len(SIGNED), 97)):
        flipped = bytearray(SIGNED)
        flipped[at] ^= 1
        verdict = check_signed(bytes(flipped), ISSUED)
        assert verdict.fault, at


#: Where the signature itself stands: it does not sign all of itself, such as the list of digests.
BEGINS = SIGNED.index(b"/Contents <", len(ISSUED)) + len(b"/Contents <")
ITSELF = range(BEGINS, SIGNED.index(b">", BEGINS))


@pytest.mark.pure
@settings(deadline=None)
@given(st.integers(len(ISSUED), len(SIGNED) - 1), st.integers(1, 255), st.integers(0, 40))
@example(47502, 1, 0)
def test_whatever_is_appended_is_never_a_fault_of_ours(at: int, flip: int, cut: int) -> None:
    mangled = bytearray(SIGNED[: len(SIGNED) - cut])
    at = min(at, len(mangled) - 1)
    mangled[at] ^= flip
    verdict = check_signed(bytes(mangled), ISSUED)
    # A letter of hexadecimal digits may be great or small: the bytes it tells are the same.
    same = bytes(mangled).lower() == SIGNED.lower()
    if at in ITSELF and not verdict.fault:
        same = verdict.signatures == check_signed(SIGNED, ISSUED).signatures
    assert same or verdict.fault


@pytest.mark.pure
@pytest.mark.parametrize(
    ("data", "says"),
    [
        (ISSUED, "Không thấy chữ ký số"),
        (b"", "không phải bản PDF đã ban hành"),
        (signed_pdf(ISSUED.replace(b"Typst 0", b"Typst 1")), "không phải bản PDF đã ban hành"),
        (with_later_revision(SIGNED), ADDED_LATER),
        (SIGNED + b"% them\n", ADDED_LATER),
        (signed_pdf(with_later_revision(ISSUED)), "khác bản đã ban hành"),
        (signed_pdf(with_later_revision(SIGNED), "Kẻ khác", "Hai"), "khác bản đã ban hành"),
        (SIGNED[:-30], ""),
    ],
)
def test_what_is_wrong_is_told(data: bytes, says: str) -> None:
    verdict = check_signed(data, ISSUED)
    assert verdict.fault
    assert says in verdict.fault


@pytest.mark.django_db
def test_it_is_kept_with_what_was_found(desk: Desk, settings: Any) -> None:
    row = desk.numbered()
    data = signed_pdf(pdf_of(row))
    row = desk.attach(row, data)
    with blobs.open(row.signed_pdf) as file:
        assert file.read() == data
    assert [one["signer"] for one in row.signatures] == ["Lê Thị Ký"]
    assert row.signatures[0]["trusted"] is False
    folder = Path(default_storage.path("goc"))
    folder.mkdir(exist_ok=True)
    (folder / "goc.pem").write_bytes(signer(SIGNER)[1])
    settings.SIGNATURE_ROOTS = str(folder)
    row = desk.attach(row, data, by=desk.head)
    assert row.signatures[0]["trusted"] is True
    assert desk.send(row).signed_pdf == row.signed_pdf


@pytest.mark.django_db
def test_what_is_not_ours_is_refused_in_words(desk: Desk, settings: Any) -> None:
    row = desk.numbered()
    with pytest.raises(Refused, match="không phải bản PDF đã ban hành"):
        desk.attach(row, SIGNED)
    with pytest.raises(Refused, match="Chọn tệp"):
        desk.attach(row, b"")
    data = bytearray(signed_pdf(pdf_of(row)))
    with pytest.raises(Refused, match="thêm nội dung"):
        desk.attach(row, with_later_revision(bytes(data)))
    settings.UPLOAD_LIMIT = 1000
    with pytest.raises(Refused, match="quá 0 MB"):
        desk.attach(row, bytes(data))
    row.refresh_from_db()
    assert (row.signed_pdf, row.signatures) == ("", [])


@pytest.mark.django_db
def test_the_server_signs_only_where_it_is_asked_to(desk: Desk, settings: Any) -> None:
    row = desk.numbered()
    told = {"by": desk.clerk, "edition": row, "at": AT + 4 * HOUR}
    with pytest.raises(Refused, match="không giữ chứng thư"):
        actions.sign_here(**told)
    kept = Path(default_storage.path("thu.p12"))
    kept.write_bytes(signer(SIGNER)[0])
    settings.SIGNING_P12, settings.SIGNING_PASSWORD = str(kept), "sai"
    with pytest.raises(Refused, match="sai mật khẩu"):
        actions.sign_here(**told)
    settings.SIGNING_PASSWORD = PASSWORD.decode()
    row = actions.sign_here(**told)
    assert [one["signer"] for one in row.signatures] == [SIGNER]
    with pytest.raises(Refused, match="khi hồ sơ đang ở bước"):
        actions.sign_here(by=desk.clerk, edition=desk.send(row), at=AT + 5 * HOUR)
