"""Finding a place among fourteen thousand, beside the bare question to the same database."""

from collections.abc import Iterator

from django.db import connection

from khuyencong.bench.measure import Line, line
from khuyencong.registry.actions import load_reference_data
from khuyencong.registry.models import Place
from khuyencong.registry.queries import find_places
from khuyencong.values.text import fold

ASKED = ("bắc giang", "lao cai", "Đắk Lắk", "tp.hcm", "yen the", "nam duong")
BARE = """
    SELECT p.id, p.name FROM registry_placename n JOIN registry_place p ON p.id = n.place_id
    WHERE n.folded LIKE %s ORDER BY n.folded LIMIT 20
"""


def lines() -> Iterator[Line]:
    """Yield the cost of searching the whole registry."""
    load_reference_data()
    yield line(
        "tìm một địa danh (6 câu hỏi)",
        Place.objects.count(),
        "địa danh",
        lambda: [find_places(asked) for asked in ASKED],
        floor="một câu SQL",
        bare=_bare,
    )


def _bare() -> int:
    found = 0
    with connection.cursor() as cursor:
        for asked in ASKED:
            cursor.execute(BARE, [f"{fold(asked)}%"])
            found += len(cursor.fetchall())
    return found
