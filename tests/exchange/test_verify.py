"""After an exchange the receiver's own checks find nothing, and altering what came is found."""

from khuyencong.core import blobs
from khuyencong.core.clock import now
from khuyencong.funds import actions as funds
from khuyencong.funds.models import Budget, Entry
from khuyencong.office.models import IssuedDocument
from khuyencong.registry.models import Establishment, OwnerNumber, Place
from khuyencong.results.actions import ParticipantTold, put_roster
from khuyencong.results.models import Participant, Result
from khuyencong.values.vocabulary import FundingSource
from khuyencong.verification import verify
from tests.exchange.machines import Machine
from tests.factories import make_establishment, make_result, make_user, told
from tests.office.desk import Office

Pair = tuple[Machine, Machine]


def allot(machine: Machine, amount: int) -> Budget:
    return funds.allot(
        by=machine.officer,
        at=machine.now(),
        owner=machine.bodies["so"].id,
        source=FundingSource.PROVINCIAL,
        year=2026,
        amount=amount,
        paper="QĐ mẫu",
        why="Rút bớt" if amount < 0 else "",
    )


def test_the_ledger_and_the_registry_of_a_province_are_whole_at_the_centre(pair: Pair) -> None:
    centre, province = pair
    with province.here():
        allot(province, 1_000)
        one = make_establishment(
            province.officer,
            province.bodies["so"],
            told(
                Place.objects.get(key="xa-1"),
                form="household_business",
                owner_number="001099000001",
            ),
        )
        assert OwnerNumber.objects.count() == 1
    first = province.export().data
    with province.here():
        allot(province, 500)
        allot(province, -200)
    second = province.export().data
    for data in (second, first):
        centre.take(data)
    assert centre.everything() == province.everything()
    with centre.here():
        assert Budget.objects.get().allotted == 1_300
        assert Entry.objects.count() == 3
        taken = Establishment.objects.get(pk=one.pk)
        assert (taken.owner_mask, OwnerNumber.objects.count()) == ("", 0)
        assert list(verify()) == []
        Entry._base_manager.filter(amount=500).update(why="sửa ở đây")
        assert any("khác với khi ghi vào nhật ký" in fault for fault in verify())
    with province.here():
        assert list(verify()) == []


def test_the_files_of_an_issued_document_travel_beside_it_and_again_when_asked(
    pair: Pair,
) -> None:
    centre, province = pair
    with province.here():
        body, head, officer = province.bodies["so"], province.head, province.officer
        clerk = make_user("CLERK", body)
        issued = Office(body, officer, head, clerk, clerk).numbered()
    centre.take(province.export().data)
    with centre.here():
        taken = IssuedDocument.objects.get(pk=issued.pk)
        assert (taken.docx, taken.pdf) == (issued.docx, issued.pdf)
        assert blobs.is_whole(taken.docx)
        assert blobs.is_whole(taken.pdf)
        assert list(verify()) == []
        # Lost here: the next bundle asks for it.
        (centre.folder / "files" / "kho" / taken.pdf[:2] / taken.pdf).unlink()
    province.take(centre.export().data)
    again = province.export()
    assert again.count == 0
    centre.take(again.data)
    with centre.here():
        assert blobs.is_whole(taken.pdf)


def test_a_result_is_whole_where_its_list_of_persons_does_not_come(pair: Pair) -> None:
    centre, province = pair
    with province.here():
        place, by = Place.objects.get(key="xa-1"), province.officer
        row = make_result(by, province.bodies["so"], place=place)
        people = [ParticipantTold(full_name="Người Mẫu")]
        listed = put_roster(by=by, result=row, rows=people, reason="Có danh sách", at=now())
        assert list(verify()) == []
    centre.take(province.export().data)
    with centre.here():
        assert (Result.objects.get(pk=listed.pk).persons, Participant.objects.count()) == (1, 0)
        assert list(verify()) == []
    with province.here():
        Participant.objects.all().delete()
        assert any("không đúng với danh sách" in fault for fault in verify())
