"""A request and its receipt as official documents, on A4, in Word and as PDF."""

from collections.abc import Iterator
from datetime import date

from khuyencong.applications.models import Request
from khuyencong.applications.queries.requests import RequestView
from khuyencong.applications.rules import LABELS, said_of
from khuyencong.documents import (
    Block,
    Column,
    Document,
    Heading,
    Issuer,
    Items,
    Number,
    Paragraph,
    Picture,
    PlaceAndDay,
    Recipients,
    Side,
    Signature,
    Table,
)
from khuyencong.documents.qr import qr_svg
from khuyencong.registry.models import Establishment, Organisation
from khuyencong.registry.queries.organisations import last_name_on
from khuyencong.registry.queries.reach import reached_by
from khuyencong.registry.states import OrganisationKind
from khuyencong.values.dates import day_in_vietnam, format_long_date
from khuyencong.values.money import amount_in_words, format_dong

FORM_UNREAD = (
    "Luật đòi văn bản đề nghị của đơn vị thụ hưởng (khoản 2 Điều 10 Thông tư 36/2013/TT-BCT,"
    " sửa đổi 2018); chưa đọc được mẫu nào, nên đây là mẫu của hệ thống."
)
MONEY = (Column("Khoản", 3), Column("Số tiền (đồng)", 2, Side.RIGHT))
#: The kind of paper that this document is once it is signed.
ITSELF = "van-ban-de-nghi"
GAP = "…………………"
QR = "Mã QR dẫn tới trang tra cứu hồ sơ"
#: Percent of the lines' width: about 28 mm on A4.
QR_WIDTH = 17


def application_document(view: RequestView, on: date) -> Document:
    """Return the written request (đơn đề nghị hỗ trợ), unsigned; what is open is left open."""
    request = view.request
    return Document(
        issuer=Issuer(request.establishment.name),
        number=Number(),
        place_and_day=PlaceAndDay(str(request.commune or GAP), year=on.year),
        kind="Đơn",
        subject="Đề nghị hỗ trợ kinh phí khuyến công",
        to=f"Kính gửi: {last_name_on(request.custodian, on)}",
        blocks=tuple(_application(view)),
        signature=Signature("Đại diện cơ sở"),
        recipients=Recipients(("Như trên",), archive="cơ sở"),
        draft=False,
    )


def _application(view: RequestView) -> Iterator[Block]:
    request, said = view.request, said_of(view.request)
    yield Heading(1, "Cơ sở đề nghị")
    yield Items(tuple(_who(request.establishment, said)))
    yield Heading(1, "Việc cần hỗ trợ")
    yield Items(tuple(_work(request, said)))
    yield Heading(1, "Kinh phí")
    yield Table(MONEY, tuple(_money(request)))
    if request.asked is not None:
        yield Paragraph(f"Số đề nghị hỗ trợ bằng chữ: {amount_in_words(request.asked)}.")
    yield Paragraph(f"Nguồn xin hỗ trợ: {said['source'] or GAP}.")
    if said["over_reason"]:
        yield Paragraph(f"Lý do xin trên mức: {said['over_reason']}.")
    yield Heading(1, "Giấy tờ kèm theo")
    papers = [
        f"{use.paper.kind.name}: {use.paper.file_name}"
        for use in view.uses
        if use.paper.kind.code != ITSELF
    ]
    yield Items(tuple(papers)) if papers else Paragraph("Chưa có giấy tờ nào kèm theo.")
    yield Heading(1, "Cam kết")
    yield Items(
        (
            "Những điều ghi trong đơn và giấy tờ kèm theo là đúng sự thật.",
            "Cơ sở bố trí đủ vốn đối ứng để thực hiện.",
            "Việc này chưa được ngân sách nhà nước hỗ trợ từ chương trình khác.",
        )
    )
    yield Paragraph("Kính đề nghị cơ quan xem xét, hỗ trợ./.")


def _who(establishment: Establishment, said: dict[str, str]) -> Iterator[str]:
    yield f"Tên: {establishment.name}"
    yield f"Loại hình: {establishment.get_form_display()}"
    if establishment.tax_code:
        yield f"Mã số thuế: {establishment.tax_code}"
    where = [part for part in (establishment.street, str(establishment.commune)) if part]
    yield f"Địa chỉ: {', '.join(where)}"
    yield f"Ngành nghề: {said['trade'] or GAP}"
    yield f"Nơi thực hiện: {said['commune'] or GAP}"


def _work(request: Request, said: dict[str, str]) -> Iterator[str]:
    for name in ("item", "what", "result", "year"):
        if said[name] or name != "result":
            yield f"{LABELS[name]}: {said[name] or GAP}"
    days = (request.begins_on, request.ends_on)
    begins, ends = (format_long_date(day) if day else GAP for day in days)
    yield f"Thời gian thực hiện: từ {begins} đến {ends}"


def _money(request: Request) -> Iterator[tuple[str, str]]:
    for words, amount in (
        ("Tổng chi phí", request.cost),
        ("Đề nghị ngân sách hỗ trợ", request.asked),
        ("Vốn của cơ sở (đối ứng)", request.counterpart),
    ):
        yield words, GAP if amount is None else format_dong(amount).removesuffix(" đồng")


def receipt_document(view: RequestView, officer: str, tracking: str) -> Document:
    """Return the receipt of a received request, signed by nobody yet.

    `tracking` is where a code is typed; its QR leads to the page of this one.
    """
    request = view.request
    assert request.received_at is not None
    day = day_in_vietnam(request.received_at)
    body = request.custodian
    return Document(
        issuer=_issuer(body, day),
        number=Number("GTN", request.receipt_number),
        place_and_day=PlaceAndDay(body.place.name if body.place else GAP, day),
        kind="Giấy tiếp nhận",
        subject="Đề nghị hỗ trợ kinh phí khuyến công",
        blocks=tuple(_receipt(view, day, tracking)),
        signature=Signature("Người tiếp nhận", officer),
        recipients=Recipients((request.establishment.name,), archive="VT"),
    )


def _receipt(view: RequestView, day: date, tracking: str) -> Iterator[Block]:
    request = view.request
    yield Paragraph(
        f"{request.custodian.name} đã tiếp nhận đề nghị của {request.establishment.name},"
        f" {format_long_date(day)}."
    )
    said = said_of(request)
    names = ("item", "what", "year", "cost", "asked")
    rows = tuple((LABELS[name], said[name]) for name in names)
    yield Table((Column("Nội dung", 1), Column("Đề nghị ghi", 2)), rows)
    papers = [use.paper.kind.name for use in view.uses]
    yield Paragraph(f"Giấy tờ nhận kèm: {'; '.join(papers) if papers else 'không có'}.")
    lacking = [asked.kind.name for asked in view.papers if asked.needed.verified and not asked.uses]
    if lacking:
        yield Paragraph(f"Còn thiếu: {'; '.join(lacking)}.")
    yield Paragraph(f"Mã tra cứu: {request.receipt_code}.", bold=True)
    yield Paragraph(
        f"Quét mã QR, hoặc gõ mã trên ở {tracking}, để biết hồ sơ đang ở đâu; không cần tài khoản."
    )
    yield Picture(qr_svg(f"{tracking}{request.receipt_code}/"), alt=QR, width=QR_WIDTH)
    reach = reached_by([request.custodian_id], day)[request.custodian_id]
    if reach:
        yield Paragraph(f"Hỏi về hồ sơ: {', '.join(map(str, reach))}.")
    yield Paragraph(
        "Giấy này chỉ xác nhận đã nhận hồ sơ, không phải quyết định hỗ trợ."
        " Thời hạn giải quyết: chưa đọc được trong văn bản, cơ quan tiếp nhận sẽ báo./."
    )


def _issuer(body: Organisation, day: date) -> Issuer:
    if body.kind == OrganisationKind.DEPARTMENT and body.place:
        return Issuer(body.get_kind_display(), f"UBND {body.place}")
    superior = last_name_on(body.parent, day) if body.parent else ""
    return Issuer(last_name_on(body, day), superior)
