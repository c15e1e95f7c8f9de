"""Finding an establishment among twenty thousand, beside the bare look-up in an index."""

from collections.abc import Callable, Iterator
from itertools import product

from django.db import connection

from khuyencong.bench.measure import Line, line
from khuyencong.core import clock
from khuyencong.registry.actions.establishments.particulars import searched
from khuyencong.registry.models import Establishment, Organisation, Place
from khuyencong.registry.queries.establishments import found_by, listed, with_twins
from khuyencong.registry.queries.twins import all_twins, twins_of
from khuyencong.registry.states import EstablishmentForm, Level, OrganisationKind

SIZE = 20_000
#: What somebody types: a name, one without marks, a form alone, a code, a telephone, a slip.
ASKED = (
    "Gỗ Thí Dụ 7",
    "go vi du",
    "htx det",
    "9900000123",
    "0900000456",
    "goox this duj",
    "cong ty",
)
FORMS = ("Công ty TNHH", "Cty CP", "HTX", "Hộ kinh doanh")
GOODS = ("Gỗ", "Dệt", "Cơ khí", "Gốm", "Chè", "May", "Nông sản", "Mây tre")
NAMES = ("Thí Dụ", "Ví Dụ", "Mẫu", "An Mẫu", "Minh Họa")
BARE = "SELECT id, name FROM registry_establishment WHERE tax_code = %s"


def lines() -> Iterator[Line]:
    """Yield the cost of a question and of a comparison; needs the registry's reference data."""
    _fill()
    rows = Establishment.objects.all()
    for asked in ASKED:
        yield line(
            f"tìm một cơ sở: “{asked}”",
            SIZE,
            "cơ sở",
            _page(asked),
            floor="một lượt tra chỉ mục",
            bare=_bare,
        )
    some = rows.select_related("commune").order_by("id")[SIZE // 2]
    yield line(
        "tìm hồ sơ trùng của một cơ sở",
        SIZE,
        "cơ sở",
        lambda: twins_of(some, clock.today()),
        floor="một lượt tra chỉ mục",
        bare=_bare,
    )
    yield line("so mọi cơ sở với nhau", SIZE, "cơ sở", lambda: sum(1 for _ in all_twins()))


def _page(asked: str) -> Callable[[], object]:
    """Return the work of one list page: the question and its first thirty rows."""
    return lambda: with_twins(listed(found_by(Establishment.objects.all(), asked))[:30])


def _bare() -> int:
    with connection.cursor() as cursor:
        cursor.execute(BARE, ["9900000123"])
        return len(cursor.fetchall())


def _fill() -> None:
    communes = Place.objects.filter(level=Level.COMMUNE, valid_until=None).order_by("key")
    places = list(communes.values_list("id", flat=True))
    department = Organisation.objects.filter(kind=OrganisationKind.DEPARTMENT).order_by("key")[0]
    ways = list(product(FORMS, GOODS, NAMES))
    at = clock.now()
    rows = []
    for number in range(SIZE):
        name = f"{' '.join(ways[number % len(ways)])} {number // len(ways)}"
        rows.append(
            Establishment(
                form=EstablishmentForm.ENTERPRISE,
                name=name,
                custodian=department,
                commune_id=places[number % len(places)],
                tax_code=f"99{number:08d}",
                phone=f"09{number:08d}",
                recorded_at=at,
                **searched(name),
            )
        )
    Establishment.objects.bulk_create(rows, batch_size=500)
