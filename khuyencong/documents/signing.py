"""A PDF is signed (PAdES) with a certificate of this machine: for trying the program out."""

from io import BytesIO

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import PdfSignatureMetadata, SimpleSigner, sign_pdf
from pyhanko.sign.fields import SigSeedSubFilter

from khuyencong.values.errors import Unreadable

WRONG = "Không mở được chứng thư trên máy chủ: sai tệp hoặc sai mật khẩu."


def signed(pdf: bytes, pkcs12: bytes, password: bytes, field: str = "KyTen") -> bytes:
    """Return the PDF with one signature more, which shows nothing on its pages.

    Raises Unreadable where key and certificate cannot be read.
    """
    signer = _opened(pkcs12, password)
    told = PdfSignatureMetadata(field_name=field, subfilter=SigSeedSubFilter.PADES)
    out = BytesIO()
    sign_pdf(IncrementalPdfFileWriter(BytesIO(pdf)), told, signer=signer, output=out)
    return out.getvalue()


def _opened(pkcs12: bytes, password: bytes) -> SimpleSigner:
    try:
        signer: SimpleSigner = SimpleSigner.load_pkcs12_data(
            pkcs12, other_certs=[], passphrase=password
        )
    except ValueError as refusal:
        raise Unreadable(WRONG) from refusal
    return signer
