"""A dossier as the form on paper: registration (Mẫu 01) and description (Mẫu 02), on A4."""

from collections.abc import Iterator
from datetime import date

from khuyencong.competitions.queries.entries import EntryView
from khuyencong.competitions.rules.dossier import told
from khuyencong.documents import (
    Block,
    Document,
    Heading,
    Issuer,
    Items,
    Number,
    Paragraph,
    PlaceAndDay,
    Recipients,
    Signature,
)
from khuyencong.registry.queries.organisations import last_name_on

FORM_UNREAD = (
    "Theo thành phần hồ sơ của Thông tư 14/2018/TT-BCT (Mẫu 01, Mẫu 02); chưa đọc được nguyên mẫu,"
    " nên câu chữ là của hệ thống."
)
GAP = "…………………"


def entry_document(view: EntryView, on: date) -> Document:
    """Return the registration of a product for a round, unsigned; what is open is left open."""
    entry = view.entry
    maker = entry.product.establishment
    return Document(
        issuer=Issuer(maker.name),
        number=Number(),
        place_and_day=PlaceAndDay(str(maker.commune), year=on.year),
        kind="Phiếu đăng ký",
        subject=f"Tham gia {_lower(entry.round.name)}",
        to=f"Kính gửi: {last_name_on(entry.round.custodian, on)}",
        blocks=tuple(_blocks(view)),
        signature=Signature("Đại diện cơ sở"),
        recipients=Recipients(("Như trên",), archive="cơ sở"),
        draft=False,
    )


def _blocks(view: EntryView) -> Iterator[Block]:
    product, year = view.entry.product, view.entry.round.year
    yield Heading(1, "Cơ sở và sản phẩm")
    yield Items(tuple(_who(view)))
    if product.about:
        yield Paragraph(product.about.replace("\n", " "))
    for part, rows in told(view.entry.answers, year):
        yield Heading(1, part.name)
        yield Items(tuple(_asked(asked, said) for asked, said in rows))
    yield Heading(1, "Ảnh và giấy tờ kèm theo")
    photos = [f"Ảnh {n}: {one.side or 'sản phẩm'}" for n, one in enumerate(view.dossier.photos, 1)]
    papers = [f"{use.paper.kind.name}: {use.paper.file_name}" for use in view.dossier.uses]
    kept = tuple(photos + papers)
    yield Items(kept) if kept else Paragraph("Chưa có ảnh, giấy tờ nào kèm theo.")
    yield Paragraph("Cơ sở tự nguyện tham gia và chịu trách nhiệm về những điều đã ghi./.")


def _who(view: EntryView) -> Iterator[str]:
    product = view.entry.product
    maker = product.establishment
    yield f"Cơ sở: {maker.name}"
    yield f"Loại hình: {maker.get_form_display()}"
    if maker.tax_code:
        yield f"Mã số thuế: {maker.tax_code}"
    where = [part for part in (maker.street, str(maker.commune)) if part]
    yield f"Địa chỉ: {', '.join(where)}"
    yield f"Sản phẩm: {product.name}"
    if product.is_set:
        yield f"Là bộ sản phẩm, gồm: {product.parts}"
    yield f"Nhóm: {product.get_group_display()}"
    if product.trademark:
        yield f"Nhãn hiệu: {product.trademark}"


def _asked(asked: str, said: str) -> str:
    colon = "" if asked.endswith("?") else ":"
    return f"{asked}{colon} {said.replace(chr(10), ' ') if said else GAP}"


def _lower(name: str) -> str:
    return f"{name[:1].lower()}{name[1:]}"
