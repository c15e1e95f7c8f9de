"""Products are recorded once, amended until a title stands, shown in photographs."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from khuyencong.applications.queries import department_for
from khuyencong.competitions.models import Entry, Photo, Product
from khuyencong.competitions.queries.pictures import Drawn
from khuyencong.competitions.rules.permissions import ENTER, may_record
from khuyencong.competitions.states import EntryState, ProductGroup, RoundState
from khuyencong.core import blobs, journal
from khuyencong.core.lines import line
from khuyencong.core.refusal import Refused
from khuyencong.core.users import Actor
from khuyencong.registry.models import Establishment
from khuyencong.registry.queries import stands_for
from khuyencong.values.dates import day_in_vietnam
from khuyencong.values.text import fold

MAY_NOT = "Anh/chị không có quyền ghi sản phẩm của cơ sở này."
MOST_PHOTOS = 12
ABOUT = 4000


@dataclass(frozen=True, kw_only=True)
class ProductTold:
    """A product, or a set of products that are entered together."""

    establishment: Establishment
    name: str
    group: str
    is_set: bool = False
    parts: str = ""
    trademark: str = ""
    about: str = ""
    is_demonstration: bool = False


@transaction.atomic
def record_product(*, by: Actor, told: ProductTold, at: datetime) -> Product:
    """Keep a product of an establishment; its department keeps it. Refused where it is known."""
    establishment = stands_for(told.establishment)
    keeper = department_for(establishment, day_in_vietnam(at))
    if establishment.id not in by.represents() and not by.may(ENTER, of=keeper.id):
        raise Refused(MAY_NOT)
    product = Product(custodian=keeper, establishment=establishment, by=by.id, recorded_at=at)
    product.is_demonstration = told.is_demonstration
    _tell(product, told)
    product.save(force_insert=True)
    _note("product.recorded", product, by, at)
    return product


@transaction.atomic
def amend_product(*, by: Actor, product: Product, told: ProductTold, at: datetime) -> Product:
    """Set a product right; not under a title, and not while somebody judges it."""
    product = _editable(by, product)
    if product.certificates.exists():
        raise Refused("Sản phẩm đã được công nhận: tên và nhóm giữ như trên giấy chứng nhận.")
    _tell(product, told)
    product.save()
    _note("product.amended", product, by, at)
    return product


@transaction.atomic
def add_photo(*, by: Actor, product: Product, drawn: Drawn, side: str, at: datetime) -> Photo:
    """Keep a photograph: as it came, and the two copies drawn anew; the same file is one photo."""
    product = _editable(by, product)
    original = blobs.put(drawn.original)
    living = product.photos.filter(ended_at=None)
    known = living.filter(original=original).first()
    if known:
        return known
    if living.count() >= MOST_PHOTOS:
        raise Refused(f"Mỗi sản phẩm nhiều nhất {MOST_PHOTOS} ảnh: xin bỏ bớt rồi thêm.")
    last = product.photos.order_by("-position").values_list("position", flat=True).first()
    photo = Photo.objects.create(
        product=product,
        position=(last or 0) + 1,
        side=line(side, "Chụp từ phía", 100),
        original=original,
        public=blobs.put(drawn.public),
        thumbnail=blobs.put(drawn.small),
        by=by.id,
        recorded_at=at,
    )
    _note("product.photo", product, by, at, sha256=original)
    return photo


@transaction.atomic
def take_off_photo(*, by: Actor, photo: Photo, at: datetime) -> None:
    """Take a photograph off a product; what was sent with it in a version still names it."""
    product = _editable(by, photo.product)
    if Photo.objects.filter(id=photo.id, ended_at=None).update(ended_at=at):
        _note("product.photo_off", product, by, at, sha256=photo.original)


def _editable(by: Actor, product: Product) -> Product:
    """Return the product locked; Refused without the right, or while an entry of it is judged."""
    rows = Product.objects.select_for_update(of=("self",))
    product = rows.select_related("establishment", "custodian").get(id=product.id)
    if not may_record(by, product):
        raise Refused(MAY_NOT)
    over = (RoundState.RECOGNISED, RoundState.CANCELLED)
    judged = (EntryState.SUBMITTED, EntryState.ACCEPTED)
    found = Entry.objects.filter(product=product, state__in=judged)
    if found.exclude(round__state__in=over).exists():
        raise Refused("Hồ sơ của sản phẩm đã nộp: chỉ sửa được khi ban tổ chức trả lại.")
    return product


def _tell(product: Product, told: ProductTold) -> None:
    product.name = line(told.name, "Tên sản phẩm", 200, required=True)
    product.folded = fold(product.name)
    if told.group not in ProductGroup.values:
        raise Refused("Nhóm sản phẩm không có trong danh mục. Xin chọn lại.")
    product.group, product.is_set = told.group, told.is_set
    product.parts = line(told.parts, "Bộ sản phẩm gồm", 500, required=told.is_set)
    product.trademark = line(told.trademark, "Nhãn hiệu", 150)
    about = "\n".join(" ".join(row.split()) for row in told.about.strip().splitlines())
    if "\0" in about or len(about) > ABOUT:
        raise Refused(f"Giới thiệu dài tối đa {ABOUT} ký tự, chỉ gồm chữ. Xin ghi ngắn lại.")
    product.about = about
    same = Product.objects.filter(establishment=product.establishment, folded=product.folded)
    if same.exclude(id=product.id).exists():
        raise Refused("Cơ sở đã có sản phẩm tên này: xin mở sản phẩm ấy, hoặc ghi tên khác.")


def _note(act: str, product: Product, by: Actor, at: datetime, **facts: str) -> None:
    about = f"product:{product.id}"
    journal.record(act, custodian=product.custodian_id, about=about, at=at, by=by.id, facts=facts)
