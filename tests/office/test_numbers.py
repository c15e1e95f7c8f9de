"""No number twice, no gap: two clerks at once, refused acts, tampered books and files."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.db.models import F

from khuyencong.core import blobs
from khuyencong.core.refusal import Refused
from khuyencong.office import actions
from khuyencong.office.models import IssuedDocument, OutgoingBook
from khuyencong.office.queries import office_faults, shelf
from khuyencong.verification import verify
from tests.cast import make_cast
from tests.conditions import SIZE
from tests.office.desk import AT, DAY, DECISION, MINUTES, Office, make_office
from tests.threads import together

#: Rounds of two clerks who number at the same moment; the soak does as many as it says.
ROUNDS = 200 if SIZE > 200 else 12


def numbers() -> list[int]:
    return sorted(IssuedDocument.objects.filter(number__gte=1).values_list("number", flat=True))


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_two_clerks_at_once_leave_no_gap_and_give_no_number_twice() -> None:
    office = make_office(make_cast())
    rows = [office.signed((MINUTES, DECISION)[number % 2]) for number in range(2 * ROUNDS)]
    clerks = (office.clerk, office.other_clerk)

    def give(clerk: int) -> int:
        for row in rows[clerk::2]:
            actions.number(by=clerks[clerk], document=row, day=DAY, at=AT)
        return len(rows[clerk::2])

    assert together(2, give) == [ROUNDS, ROUNDS]
    assert numbers() == list(range(1, 2 * ROUNDS + 1))
    assert OutgoingBook.objects.get().last == 2 * ROUNDS
    assert list(office_faults()) == []


@pytest.mark.django_db(transaction=True)
def test_of_two_clerks_with_one_document_one_gives_the_number() -> None:
    office = make_office(make_cast())
    row = office.signed()
    clerks = (office.clerk, office.other_clerk)
    outcomes = together(
        2, lambda n: actions.number(by=clerks[n], document=row, day=DAY, at=AT).number
    )
    assert {type(outcome) for outcome in outcomes} == {Refused, int}
    assert numbers() == [1]
    assert list(office_faults()) == []


@pytest.fixture
def issued(office: Office) -> Iterator[list[IssuedDocument]]:
    rows = [office.numbered() for _ in range(3)]
    assert list(office_faults()) == []
    yield rows


@pytest.mark.django_db
def test_a_number_that_could_not_be_given_is_given_next(
    office: Office, issued: list[IssuedDocument], monkeypatch: pytest.MonkeyPatch
) -> None:
    row = office.signed()
    with monkeypatch.context() as broken:
        broken.setattr(blobs, "put", lambda data: (_ for _ in ()).throw(OSError("đĩa đầy")))
        with pytest.raises(OSError, match="đĩa đầy"):
            actions.number(by=office.clerk, document=row, day=DAY, at=AT)
    row.refresh_from_db()
    assert row.number is None
    assert actions.number(by=office.clerk, document=row, day=DAY, at=AT).number == 4


@pytest.mark.django_db
def test_a_revoked_number_is_explained(office: Office, issued: list[IssuedDocument]) -> None:
    actions.revoke(by=office.head, document=issued[1], reason="Ghi nhầm đề án", at=AT)
    assert list(office_faults()) == []
    [one] = shelf(office.clerk, 2026)
    assert (one.book.last, one.revoked, one.gaps) == (3, 1, [])


@pytest.mark.django_db
def test_verify_names_a_number_that_nobody_explains(issued: list[IssuedDocument]) -> None:
    issued[1].delete()
    [told] = [said for said in verify() if "sổ" in said]
    assert told.endswith("thiếu 1 số không ai giải thích (2).")


@pytest.mark.django_db
def test_verify_names_a_book_that_was_set_back(issued: list[IssuedDocument]) -> None:
    OutgoingBook.objects.update(last=F("last") - 1)
    assert next(iter(office_faults())).endswith("có số lớn hơn số cuối đã ghi 2.")


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["docx", "pdf"])
def test_verify_names_a_file_that_is_not_as_issued(issued: list[IssuedDocument], name: str) -> None:
    sha256 = getattr(issued[0], name)
    path = Path(default_storage.path(blobs.FOLDER)) / sha256[:2] / sha256
    whole = path.read_bytes()
    path.write_bytes(whole[:-1])
    try:
        [told] = office_faults()
    finally:
        path.write_bytes(whole)
    assert f"01/BB-SCT ({issued[0].id}): tệp" in told


@pytest.mark.django_db
def test_the_sweep_leaves_what_a_document_names(issued: list[IssuedDocument]) -> None:
    later = AT.replace(year=2100)
    stray = blobs.put(b"of an act that never ended")
    blobs.sweep(later)
    assert not blobs.is_whole(stray)
    assert all(blobs.is_whole(row.docx) and blobs.is_whole(row.pdf) for row in issued)
