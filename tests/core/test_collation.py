"""A list of names reads alike on SQLite, on PostgreSQL and in our own order."""

import random
from datetime import UTC, datetime

import pytest

from khuyencong.core.collation import vietnamese
from khuyencong.core.models import JobRun
from khuyencong.values.text import sort_key

WRITTEN = (
    "An|An Giang|Ảo|áo|Áo|Ăn|Ân|Bà Rịa – Vũng Tàu|Bà Rịa - Vũng Tàu|Bắc Kạn|Bạc Liêu|Bắc Ninh|"
    "Cà Mau|Da|Dũng|Đà|Đà Nẵng|Đắk Lắk|Đăk Lăk|Ea|Êa|Hoà Bình|Hòa Bình|Kon Tum|Lào Cai|On|Ôn|Ơn|"
    "TP. Huế|Thừa Thiên Huế|Tp. Huế|Ưng|Ý Yên|xã 1|xã 10|xã 2|Zone"
)
NAMES = WRITTEN.split("|")


@pytest.mark.django_db
def test_names_stand_in_vietnamese_order() -> None:
    at = datetime(2026, 1, 1, tzinfo=UTC)
    shuffled = random.Random(7).sample(NAMES, len(NAMES))
    JobRun.objects.bulk_create(JobRun(name=name, tried_at=at) for name in shuffled)
    found = list(JobRun.objects.order_by(vietnamese("name")).values_list("name", flat=True))
    assert found == sorted(NAMES, key=sort_key)
    assert found[:6] == ["An", "An Giang", "Ảo", "áo", "Áo", "Ăn"]
