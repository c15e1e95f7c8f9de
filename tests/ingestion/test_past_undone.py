"""A list of past đề án taken back whole, or changed by a later list; the ledger keeps all of it."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db.models import Sum

from khuyencong.core.models import JournalEntry
from khuyencong.funds.models import BesideMoney, Budget, Entry, Fund, Share
from khuyencong.funds.queries.integrity import ledger_faults
from khuyencong.ingestion.actions import batches
from khuyencong.ingestion.actions.batches import Conflicts
from khuyencong.ingestion.models import Batch, BatchPart
from khuyencong.ingestion.rules import Refused
from khuyencong.ingestion.states import BatchState
from khuyencong.projects.actions import as_told, built_upon, told_again
from khuyencong.projects.actions.past import plain_of
from khuyencong.projects.models import Line, LineShare, Project
from khuyencong.projects.queries.integrity import project_faults
from khuyencong.registry.models import Establishment, Place
from tests.cast import Cast
from tests.factories import make_result
from tests.ingestion.sheets import AT, asked, book, confirmed, counts, make_province, staged

LATER, LAST = AT + timedelta(days=1), AT + timedelta(days=2)
HEAD = ["STT", "Mã đề án", "Tên đề án", "Nội dung", "Huyện", "Kinh phí hỗ trợ (triệu đồng)",
        "Đối ứng (triệu đồng)", "Ngày nghiệm thu", "Số lao động"]  # fmt: skip
FIRST = [1, "2019-1", "Lớp đan lát", "Đào tạo nghề", "thành phố Bến Gạo", 55, 10, "30/06/2019", 20]
SECOND = [2, "2019-2", "Lớp may", "Đào tạo nghề", "thành phố Bến Gạo", 45, None, None, None]


@pytest.fixture
def places(cast: Cast) -> dict[str, Place]:
    return make_province(cast)


def put(cast: Cast, *rows: list[Any], at: Any = AT) -> Batch:
    data = book([["Danh mục đề án năm 2019"], HEAD, *rows])
    batch = staged(cast.owner, cast.department, data, "past_projects", at=at)
    return confirmed(cast.owner, batch, at=at)


def sound() -> None:
    assert list(ledger_faults()) == []
    assert list(project_faults()) == []


def standing() -> tuple[Any, ...]:
    """Return all that a reader of the registers sees of the past đề án and their money."""
    keys = Project.objects.order_by("code").values_list("id", flat=True)
    told = as_told(keys)
    budgets = Budget.objects.order_by("year").values_list("year", "allotted", "committed", "paid")
    money = Fund.objects.filter(committed__gt=0).order_by("spender")
    return (
        [told[key].mark for key in keys],
        list(budgets),
        list(money.values_list("spender", "committed", "accepted")),
    )


def test_undoing_takes_the_list_out_of_the_registers_and_counters_its_money(
    cast: Cast, places: dict[str, Place]
) -> None:
    batch = put(cast, FIRST, SECOND)
    written = Entry.objects.count()
    assert written == 6  # one allotment; commit, contract, accept; commit, contract
    batches.undo_batch(by=cast.owner, batch=batch, at=LATER)
    batch.refresh_from_db()
    assert batch.state == BatchState.UNDONE
    assert not Project.objects.exists() and not Line.objects.exists()
    # Nothing left the ledger: each entry stands beside its counter-entry.
    assert Entry.objects.count() == 2 * written
    assert Entry.objects.filter(reverses=None, reversed_by=None).count() == 0
    assert Entry.objects.aggregate(sum=Sum("amount"))["sum"] == 0
    assert set(Budget.objects.values_list("allotted", "committed")) == {(0, 0)}
    assert not Fund.objects.exclude(committed=0).exists()
    assert not Share.objects.exclude(accepted=0).exists()
    assert not BesideMoney.objects.filter(superseded_at=None).exists()
    sound()
    acts = set(JournalEntry.objects.values_list("act", flat=True))
    assert {"project.past_taken_back", "batch.undone"} <= acts


def test_what_was_taken_back_may_be_entered_again(cast: Cast, places: dict[str, Place]) -> None:
    first = put(cast, FIRST, SECOND)
    before = standing()
    batches.undo_batch(by=cast.owner, batch=first, at=LATER)
    again = put(cast, FIRST, SECOND, at=LAST)
    assert again.state == BatchState.DONE
    after = standing()
    assert after[0] == before[0] and after[1] == before[1]
    sound()


def test_only_the_batch_goes(cast: Cast, places: dict[str, Place]) -> None:
    put(cast, FIRST)
    before = standing()
    second = put(cast, SECOND, at=LATER)
    batches.undo_batch(by=cast.colleague, batch=second, at=LAST)
    assert standing() == before
    sound()


def test_rows_that_something_was_built_on_are_named_and_nothing_is_undone(
    cast: Cast, places: dict[str, Place]
) -> None:
    batch = put(cast, FIRST, SECOND)
    line = Line.objects.get(project__code="2019-1")
    make_result(cast.centre_officer, cast.department, line=line, place=places["one"], basis="Mẫu")
    entries = Entry.objects.count()
    with pytest.raises(Conflicts, match=r"dòng 3: đã có kết quả") as told:
        batches.undo_batch(by=cast.owner, batch=batch, at=LATER)
    assert told.value.rows == [3]
    assert Project.objects.count() == 2 and Entry.objects.count() == entries
    sound()


def test_a_stranger_undoes_nothing(cast: Cast, places: dict[str, Place]) -> None:
    batch = put(cast, FIRST)
    for user in (cast.stranger, cast.chair, cast.auditor):
        with pytest.raises(Refused):
            batches.undo_batch(by=user, batch=batch, at=LATER)


# --- changes --------------------------------------------------------------------------------------


def changed(row: list[Any], **cells: Any) -> list[Any]:
    names = ("number", "code", "name", "content", "place", "money", "own", "accepted", "jobs")
    return [cells.get(name, cell) for name, cell in zip(names, row, strict=True)]


def test_a_changed_row_is_shown_by_the_cell_and_written_once_confirmed(
    cast: Cast, places: dict[str, Place]
) -> None:
    put(cast, FIRST, SECOND)
    key = Project.objects.get(code="2019-1").id
    data = book([["Danh mục đề án năm 2019"], HEAD,
                 changed(FIRST, money=60, jobs=25, name="Lớp đan lát mây"), SECOND])  # fmt: skip
    batch = staged(cast.owner, cast.department, data, "past_projects", at=LATER)
    assert (counts(batch), asked(batch)) == ({"changed": 1, "same": 1}, {})
    (one,) = batch.summary["changes"]
    assert one["row"] == 3
    told = {code: (before, after) for code, _, before, after in one["cells"]}
    assert told == {
        "name": ("Lớp đan lát", "Lớp đan lát mây"),
        "provincial": ("55.000.000 đồng", "60.000.000 đồng"),
        "jobs": ("20", "25"),
    }
    assert batch.summary["added"] == 5_000_000
    assert LineShare.objects.get(line__project=key).amount == 55_000_000  # nothing written yet
    confirmed(cast.owner, batch, at=LATER)
    project = Project.objects.get(code="2019-1")
    assert (project.id, project.name) == (key, "Lớp đan lát mây")
    line = project.lines.get()
    assert (line.shares.get().amount, line.counterpart) == (60_000_000, 10_000_000)
    assert (line.acceptance.day, line.acceptance.jobs) == (date(2019, 6, 30), 25)
    assert set(Budget.objects.values_list("allotted", "committed")) == {(105_000_000, 105_000_000)}
    sound()


def test_the_change_is_undone_to_what_stood_before(cast: Cast, places: dict[str, Place]) -> None:
    put(cast, FIRST, SECOND)
    before = standing()
    changes = ({"money": 60}, {"money": 40, "own": 30}, {"accepted": "01/07/2019"})
    for days, cells in enumerate(changes, 1):
        at = AT + timedelta(days=days)
        batch = put(cast, changed(FIRST, **cells), SECOND, at=at)
        assert counts(batch) == {"changed": 1, "same": 1}
        batches.undo_batch(by=cast.owner, batch=batch, at=at + timedelta(hours=1))
        assert standing()[0] == before[0] and standing()[2] == before[2]
        sound()


def test_an_empty_cell_changes_nothing(cast: Cast, places: dict[str, Place]) -> None:
    put(cast, FIRST)
    empty = changed(FIRST, content=None, place=None, own=None, accepted=None, jobs=None)
    data = book([["Danh mục đề án năm 2019"], HEAD, empty])
    batch = staged(cast.owner, cast.department, data, "past_projects", at=LATER)
    assert counts(batch) == {"same": 1}


def test_what_is_used_already_is_not_changed_by_a_list(
    cast: Cast, places: dict[str, Place]
) -> None:
    put(cast, FIRST)
    line = Line.objects.get()
    make_result(cast.centre_officer, cast.department, line=line, place=places["one"], basis="Mẫu")
    data = book([["Danh mục đề án năm 2019"], HEAD, changed(FIRST, money=60)])
    batch = staged(cast.owner, cast.department, data, "past_projects", at=LATER)
    assert counts(batch) == {"open": 1}
    assert "đã có kết quả: không sửa theo bảng" in asked(batch)["A3"]


def test_a_step_between_the_look_and_the_writing_stops_it(
    cast: Cast, places: dict[str, Place]
) -> None:
    put(cast, FIRST)
    data = book([["Danh mục đề án năm 2019"], HEAD, changed(FIRST, money=60)])
    batch = staged(cast.owner, cast.department, data, "past_projects", at=LATER)
    line = Line.objects.get()
    make_result(cast.centre_officer, cast.department, line=line, place=places["one"], basis="Mẫu")
    with pytest.raises(Refused):
        confirmed(cast.owner, batch, at=LATER)
    assert LineShare.objects.get().amount == 55_000_000
    sound()


def test_what_was_told_comes_back_from_its_rows(cast: Cast, places: dict[str, Place]) -> None:
    put(cast, FIRST, SECOND)
    told = as_told(Project.objects.values_list("id", flat=True))
    assert len(told) == 2
    for one in told.values():
        assert told_again(plain_of(one)) == one  # type: ignore[arg-type]
        assert told_again(plain_of(one)).mark == one.mark  # type: ignore[arg-type]
    assert built_upon(told) == {}
    assert BatchPart.objects.count() == 1
    assert not Establishment.objects.exists()
