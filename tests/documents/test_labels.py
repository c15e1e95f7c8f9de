"""Labels: whatever the size, what comes out of the printer is read back as what was sealed."""

import io
import re
from datetime import date

import pypdfium2
import pytest
import zxingcpp

from khuyencong.documents.labels import SIZES, Label, label_sheet, label_svg
from khuyencong.documents.qr import seal_svg
from khuyencong.values.seals import Sealed, address, new_signing_key, seal_words
from khuyencong.values.shortcode import shown_code

pytestmark = pytest.mark.pure
LONG = Sealed(
    code="7KQ2M9XBCD4TW9",
    product="Bộ sản phẩm tinh dầu sả chanh, quế và tràm nguyên chất Thí Dụ #1 [x] *y*",
    maker="Công ty trách nhiệm hữu hạn Chế biến nông lâm sản và dược liệu Thí Dụ",
    level="nation",
    year=2026,
    number=1234,
    issued_on=date(2026, 3, 5),
    last_day=date(2029, 12, 31),
)


def label(told: Sealed) -> Label:
    text = address("khuyencong.example.vn", told, seal_words(told, new_signing_key()))
    return Label(
        name=told.product,
        maker=told.maker,
        title="Sản phẩm công nghiệp nông thôn tiêu biểu cấp quốc gia",
        number=f"Số {told.number}/{told.year}",
        term="Hiệu lực đến 31/12/2029",
        code=shown_code(told.code),
        text=text,
    )


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES.keys())
def test_a_sheet_is_read_back(size) -> None:  # type: ignore[no-untyped-def]
    one = label(LONG)
    data = label_sheet(one, size)
    assert data == label_sheet(one, size)
    document = pypdfium2.PdfDocument(io.BytesIO(data))
    assert len(document) == 1
    width, height = document[0].get_size()
    assert (round(width / 72 * 25.4), round(height / 72 * 25.4)) == (210, 297)
    text = document[0].get_textpage().get_text_bounded()
    assert text.count(one.code) == size.on_sheet
    assert "[x] *y*" in re.sub(r"\s+", " ", text)
    # 300 dots an inch, as office printers print.
    picture = document[0].render(scale=300 / 72, grayscale=True).to_pil()
    found = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)
    assert [read.text for read in found] == [one.text] * size.on_sheet


def test_one_label_as_svg_needs_no_font() -> None:
    svg = label_svg(label(LONG), SIZES["nho"]).decode()
    assert svg.startswith("<svg") and "<text" not in svg and "<script" not in svg


def test_capitals_make_the_code_smaller() -> None:
    """Half as many squares more would be needed, were all of it bytes."""
    import segno

    text = label(LONG).text
    side = re.search(r'viewBox="0 0 (\d+)', seal_svg(text))
    assert side and int(side[1]) - 8 < segno.make(text, error="m", mode="byte").symbol_size()[0] - 8
