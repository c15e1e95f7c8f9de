"""A called round and dossiers for it, as the tests of entries and of their pages need them."""

import io
from datetime import UTC, date, datetime

from khuyencong.accounts.models import User
from khuyencong.applications.actions import load_papers
from khuyencong.applications.models import PaperKind
from khuyencong.competitions import actions
from khuyencong.competitions.models import Entry, Product, Round
from khuyencong.competitions.queries.pictures import Drawn
from khuyencong.competitions.states import RoundLevel, RoundState
from khuyencong.registry.models import Establishment, Organisation
from tests.factories import PDF, make_establishment, make_product, make_round, told
from tests.factories import make_commune as commune

#: While the round of these tests takes dossiers, and after.
OPEN = datetime(2026, 4, 1, 2, tzinfo=UTC)
CLOSED = datetime(2026, 7, 1, 2, tzinfo=UTC)
ANSWERS = {
    "since": 1998,
    "workers": 12,
    "materials": "Gạo Thí Dụ, mua trong xã",
    "technology": "Máy tráng bánh liên hoàn",
    "unit": "kg",
    "output_last": 12_000,
    "revenue_last": 850_000_000,
    "markets": "Trong tỉnh và Hà Nội",
    "of_the_place": "Nghề làm mỳ có từ lâu ở làng Mẫu.",
    "environment": "Cam kết số 01",
    "quality": "Giấy an toàn thực phẩm số 02",
    "serial": "co",
    "repeated": "co",
    "own_make": "co",
    "no_breach": "co",
}


def make_called(custodian: Organisation, level: str = RoundLevel.PROVINCE, **more: object) -> Round:
    """Return a round that takes dossiers from 1/3 until before 1/7/2026."""
    return make_round(custodian, level, state=RoundState.CALLED, **more)


def picture(colour: str = "red", size: tuple[int, int] = (800, 600), **saved: object) -> bytes:
    """Return a JPEG of one colour."""
    from PIL import Image

    file = io.BytesIO()
    Image.new("RGB", size, colour).save(file, "JPEG", **saved)
    return file.getvalue()


def make_maker(by: User, department: Organisation, name: str = "Cơ sở Thí Dụ") -> Establishment:
    """Return an establishment of a department."""
    return make_establishment(by, department, told(commune(), name))


def with_photos(by: User, product: Product, count: int = 3) -> Product:
    """Put photographs to a product without drawing them."""
    for number in range(count):
        data = f"ảnh {number} {product.id}".encode()
        actions.add_photo(by=by, product=product, drawn=Drawn(data, data, data), side="", at=OPEN)
    return product


def make_draft(by: User, round: Round, maker: Establishment, **answers: object) -> Entry:
    """Return a draft of a new product that lacks nothing."""
    load_papers()
    product = with_photos(by, make_product(by, maker))
    entry = actions.begin_entry(by=by, product=product, round=round, at=OPEN)
    entry = actions.save_entry(
        by=by, entry=entry, seen=entry.stamp, answers=ANSWERS | answers, at=OPEN
    )
    kind = PaperKind.objects.get(code="dang-ky-kinh-doanh")
    actions.add_entry_paper(by=by, entry=entry, kind=kind, file_name="dkkd.pdf", data=PDF, at=OPEN)
    entry.refresh_from_db()
    return entry


def make_sent(by: User, round: Round, maker: Establishment, **answers: object) -> Entry:
    """Return a dossier that was sent."""
    entry = make_draft(by, round, maker, **answers)
    return actions.submit_entry(by=by, entry=entry, seen=entry.stamp, at=OPEN)


FIRST_DAY = date(2026, 3, 1)
