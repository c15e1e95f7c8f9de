"""An entry as a juror is shown it: in a blind round by its code, with nobody's name in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from khuyencong.accounts.models import Representation
from khuyencong.competitions.models import Entry, Photo
from khuyencong.competitions.queries.kin import merged_with
from khuyencong.competitions.rules.masking import Telltale, masked
from khuyencong.registry.models import Establishment
from khuyencong.values.text import nfc

#: What of a dossier (Mẫu 02) a juror is told, and how it is called on his page. Nothing else.
SHOWN = {
    "since": "Sản xuất từ năm",
    "workers": "Lao động làm sản phẩm này",
    "materials": "Nguyên liệu chính",
    "technology": "Máy móc, công nghệ",
    "unit": "Đơn vị tính sản lượng",
    "output_last": "Sản lượng năm trước",
    "output_before": "Sản lượng năm trước nữa",
    "revenue_last": "Doanh thu năm trước (đồng)",
    "revenue_before": "Doanh thu năm trước nữa (đồng)",
    "markets": "Nơi bán",
    "exports": "Xuất khẩu",
    "of_the_place": "Giá trị của địa phương",
    "environment": "Giấy tờ về môi trường",
    "quality": "Giấy tờ về chất lượng, an toàn",
    "awards": "Giải thưởng, chứng nhận",
}


@dataclass(frozen=True, slots=True)
class BlindEntry:
    """All that a juror sees of an entry; `maker` is "" in a blind round."""

    id: UUID
    code: str
    group: str
    name: str
    is_set: bool
    parts: str
    maker: str
    answers: Sequence[tuple[str, str]]
    photos: Sequence[UUID]


def shown_entry(entry: Entry) -> BlindEntry:
    """Return one entry as a juror sees it; six queries."""
    return shown_entries([entry])[0]


def shown_entries(entries: Sequence[Entry]) -> list[BlindEntry]:
    """Return entries as a juror sees them, in their order; six queries however many.

    They come with `round` and `product`.
    """
    makers = {entry.product.establishment_id for entry in entries}
    told = _telltales(makers)
    photos: dict[UUID, list[UUID]] = {}
    found = Photo.objects.filter(product__in={e.product_id for e in entries}, ended_at=None)
    for product, id in found.order_by("position", "id").values_list("product", "id"):
        photos.setdefault(product, []).append(id)
    return [
        _shown(entry, told[entry.product.establishment_id], photos.get(entry.product_id, []))
        for entry in entries
    ]


def _shown(entry: Entry, told: tuple[str, Telltale], photos: list[UUID]) -> BlindEntry:
    name, telltale = told
    product = entry.product
    if entry.round.blind:
        telltale = Telltale((*telltale.words, product.trademark), telltale.numbers)
    else:
        telltale = Telltale()
    answers = [(label, _plain(entry.answers.get(key))) for key, label in SHOWN.items()]

    def hide(text: str) -> str:
        return masked(text, telltale) if entry.round.blind else nfc(text)

    return BlindEntry(
        id=entry.id,
        code=entry.code,
        group=product.get_group_display(),
        name=hide(product.name),
        is_set=product.is_set,
        parts=hide(product.parts),
        maker="" if entry.round.blind else name,
        answers=[(label, hide(text)) for label, text in answers if text],
        photos=photos,
    )


def _plain(value: object) -> str:
    return "" if value in (None, "") else str(value)


def _telltales(makers: set[UUID]) -> dict[UUID, tuple[str, Telltale]]:
    """Return by establishment its name, and what tells of it: every record merged with it."""
    kin = merged_with(makers)
    rows = Establishment.objects.filter(id__in={id for ids in kin.values() for id in ids})
    found = {row.id: row for row in rows.select_related("commune")}
    people: dict[UUID, list[str]] = {}
    acts = Representation.objects.filter(establishment__in=list(found))
    for one, name in acts.values_list("establishment", "user__full_name"):
        people.setdefault(one, []).append(name)
    return {
        maker: (
            found[maker].name,
            Telltale(
                words=tuple(
                    word
                    for id in ids
                    for row in [found[id]]
                    for word in (row.name, row.street, row.commune.name, *people.get(id, []))
                    if word
                ),
                numbers=tuple(
                    number
                    for id in ids
                    for number in (found[id].tax_code, found[id].phone)
                    if number
                ),
            ),
        )
        for maker, ids in kin.items()
    }
