"""Giấy chứng nhận of one product, as Word and PDF: the words of the page that is printed."""

from khuyencong.competitions.models import Certificate
from khuyencong.competitions.queries.documents.words import decider, titled
from khuyencong.documents import (
    Document,
    Items,
    Number,
    Paragraph,
    Picture,
    PlaceAndDay,
    Recipients,
    Side,
    Signature,
)
from khuyencong.documents.qr import qr_svg
from khuyencong.projects.queries.documents.bodies import body_on
from khuyencong.projects.queries.documents.facts import DOTS, day_told
from khuyencong.values.dates import format_date
from khuyencong.values.shortcode import shown_code

#: What stands after the number: "05/GCN-2026".
SYMBOL = "GCN"


def certificate_document(certificate: Certificate, address: str) -> Document:
    """Return the certificate of a product; `address` is where its code is looked up."""
    round = certificate.entry.round
    issuer, head, tail = decider(round)
    body = body_on(certificate.custodian, certificate.issued_on)
    return Document(
        issuer=issuer,
        number=Number(f"{SYMBOL}-{tail}", certificate.number),
        place_and_day=PlaceAndDay(body.town or DOTS, day=certificate.issued_on),
        kind="Giấy chứng nhận",
        subject=titled(round)[:1].upper() + titled(round)[1:],
        blocks=(
            Paragraph("CHỨNG NHẬN SẢN PHẨM:", side=Side.CENTRE),
            Paragraph(certificate.product_name, bold=True, side=Side.CENTRE),
            Items(
                (
                    f"Cơ sở: {certificate.maker_name}.",
                    f"Nơi sản xuất: {certificate.maker_place}.",
                    f"Nhóm sản phẩm: {certificate.product.get_group_display()}.",
                    f"Theo quyết định số {certificate.decision} "
                    f"{day_told(certificate.decided_on)}.",
                    f"{validity(certificate)}.",
                )
            ),
            Picture(
                qr_svg(address),
                f"Mã QR mở trang của sản phẩm: {address}",
                f"Tra cứu: {address}, mã {shown_code(certificate.code)}",
                width=20,
            ),
        ),
        signature=Signature(head),
        recipients=Recipients(archive=""),
    )


def validity(certificate: Certificate) -> str:
    """Return "Có hiệu lực đến hết ngày 31/12/2029", or that nobody read the rule of its day."""
    if certificate.last_day is None:
        return "Thời hạn: chưa rõ hạn"
    return f"Có hiệu lực đến hết ngày {format_date(certificate.last_day)}"
