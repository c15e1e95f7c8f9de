"""What an issued report bears beside its words: code, address and QR, where it is looked up."""

from dataclasses import replace

from khuyencong.documents import Document, Paragraph, Picture
from khuyencong.documents.qr import qr_svg
from khuyencong.values.shortcode import shown_code

SAYS = "Mã xác minh: {code}. Đối chiếu bản này tại {address}"
ALT = "Mã QR dẫn đến trang xác minh của báo cáo, mã {code}"
#: Percent of the lines' width: about 25 mm on A4.
WIDTH = 15


def with_code(document: Document, code: str, address: str) -> Document:
    """Return the document with a line and a QR before its end that tell how it is verified.

    `address` is where any code is looked up; the QR leads to the page of this one.
    """
    shown = shown_code(code)
    line = Paragraph(SAYS.format(code=shown, address=address), italic=True)
    picture = Picture(qr_svg(f"{address}{code}/"), alt=ALT.format(code=shown), width=WIDTH)
    return replace(document, blocks=(*document.blocks[:-1], line, picture, *document.blocks[-1:]))
