"""Products come by sheet into a called round: sent by one officer, taken in by another, undone."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from khuyencong.competitions import actions
from khuyencong.competitions.models import Entry, EntryStep, EntryVersion, Product, Round
from khuyencong.core.models import JournalEntry
from khuyencong.ingestion.actions import batches
from khuyencong.ingestion.actions.batches import Conflicts
from khuyencong.ingestion.states import BatchState
from khuyencong.registry.models import Establishment
from tests.cast import Cast
from tests.competitions.dossiers import make_called
from tests.factories import make_commune as commune
from tests.factories import make_establishment, told
from tests.ingestion.sheets import AT, book, confirmed, counts, staged

pytestmark = pytest.mark.django_db
HEAD = ["STT", "Tên cơ sở", "Tên sản phẩm", "Nhóm sản phẩm", "Số lao động",
        "Doanh thu năm trước (triệu đồng)", "Cam kết đủ bốn điều của Điều 4"]  # fmt: skip


@pytest.fixture
def firm(cast: Cast) -> Establishment:
    return make_establishment(cast.owner, cast.department, told(commune(), "HTX Thí Dụ"))


@pytest.fixture
def round(cast: Cast) -> Round:
    day = AT.date()
    return make_called(
        cast.department,
        opens_on=day.replace(year=day.year - 1),
        closes_on=day.replace(year=day.year + 1),
    )


def rows(count: int, firm: Establishment) -> list[list[object]]:
    return [
        [n, firm.name, f"Sản phẩm {n}", "Thủ công mỹ nghệ", 4, 850, "có"]
        for n in range(1, count + 1)
    ]


def test_rows_are_sent_taken_in_by_another_and_not_undone_then(
    cast: Cast, firm: Establishment, round: Round
) -> None:
    batch = staged(cast.owner, cast.department, book([HEAD, *rows(3, firm)]), "entries")
    assert counts(batch) == {"new": 3}
    batch = confirmed(cast.owner, batch)
    assert batch.state == BatchState.DONE, batch.refusal
    entries = list(Entry.objects.order_by("product__name"))
    assert [one.state for one in entries] == ["submitted"] * 3
    assert entries[0].answers == {
        "workers": 4, "revenue_last": 850_000_000, "serial": "co", "repeated": "co",
        "own_make": "co", "no_breach": "co",
    }  # fmt: skip
    ids = [one.id for one in entries]
    assert actions.accept_all(by=cast.owner, round=round, entries=ids, at=AT) == 0
    assert actions.accept_all(by=cast.colleague, round=round, entries=ids, at=AT) == 3
    codes = Entry.objects.order_by("code").values_list("code", flat=True)
    assert list(codes) == ["TC-01", "TC-02", "TC-03"]
    with pytest.raises(Conflicts, match="3 dòng"):
        batches.undo_batch(by=cast.owner, batch=batch, at=AT)


def test_untouched_rows_are_undone_whole_with_their_products(
    cast: Cast, firm: Establishment, round: Round
) -> None:
    data = book([HEAD, *rows(2, firm)])
    batch = confirmed(cast.owner, staged(cast.owner, cast.department, data, "entries"))
    again = staged(cast.colleague, cast.department, data, "entries")
    assert counts(again) == {"same": 2}
    batches.cancel(by=cast.colleague, batch=again, at=AT)
    batches.undo_batch(by=cast.owner, batch=batch, at=AT)
    for model in (Entry, EntryStep, EntryVersion, Product):
        assert not model.objects.exists()
    assert JournalEntry.objects.get(act="entries.taken_back").facts == {"entries": 2}


def test_what_cannot_be_taken_is_told_at_its_row(
    cast: Cast, firm: Establishment, round: Round
) -> None:
    odd = rows(3, firm)
    odd[0][1], odd[1][6], odd[2][3] = "Không Ai", "không", "Hàng lạ"
    batch = staged(cast.owner, cast.department, book([HEAD, *odd]), "entries")
    assert counts(batch) == {"open": 3}
    words = str(batch.summary["remarks"])
    assert "xin nhập cơ sở trước" in words
    assert "Điều 4" in words


def test_without_a_called_round_nothing_is_taken(cast: Cast, firm: Establishment) -> None:
    batch = staged(cast.owner, cast.department, book([HEAD, *rows(1, firm)]), "entries")
    assert counts(batch) == {"open": 1}
    assert "không có cuộc bình chọn nào" in str(batch.summary["remarks"])


def test_the_statements_do_not_grow_with_the_rows(
    cast: Cast, firm: Establishment, round: Round
) -> None:
    asked = []
    for start, size in ((0, 3), (100, 60)):
        told = [
            actions.EntryTold(round=round, establishment=firm, name=f"Mẫu {n}", group="food")
            for n in range(start, start + size)
        ]
        with CaptureQueriesContext(connection) as queries:
            made = actions.import_entries(
                by=cast.owner, custodian=cast.department, told=told, at=AT
            )
        assert len(made) == size
        asked.append(len(queries))
    assert asked[0] == asked[1]
