"""Two officers in the same moment: of two mergers one stands, of two entries a pair is seen."""

import pytest

from khuyencong.core.clock import now
from khuyencong.core.models import JournalEntry
from khuyencong.registry.actions import establishments as actions
from khuyencong.registry.actions.establishments import SupportTold
from khuyencong.registry.models import Establishment, LikelyTwin, Merge, OtherSupport
from khuyencong.registry.queries.establishments import current_version
from khuyencong.registry.rules import Refused
from khuyencong.registry.states import SupportProgramme
from tests.cast import make_cast
from tests.factories import make_commune, make_establishment, told
from tests.threads import raised, together


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("crosswise", [True, False])
def test_of_two_mergers_one_stands(crosswise: bool) -> None:
    cast = make_cast()
    commune = make_commune()
    one, other = (
        make_establishment(cast.owner, cast.department, told(commune, "Gỗ Thí Dụ"))
        for _ in range(2)
    )

    def merge(number: int) -> Merge:
        kept, merged = (other, one) if crosswise and number else (one, other)
        by = (cast.owner, cast.colleague)[number]
        return actions.merge(by=by, kept=kept, merged=merged, at=now())

    outcomes = together(2, merge)
    refused = raised(outcomes)
    assert [type(error) for error in refused] == [Refused] * crosswise
    assert Merge.objects.count() == 1
    assert Establishment.objects.exclude(merged_into=None).count() == 1
    assert JournalEntry.objects.filter(act="establishment.merged").count() == 2
    assert LikelyTwin.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_who_undo_one_does() -> None:
    cast = make_cast()
    commune = make_commune()
    kept, merged = (
        make_establishment(cast.owner, cast.department, told(commune, "Gỗ Thí Dụ"))
        for _ in range(2)
    )
    actions.merge(by=cast.owner, kept=kept, merged=merged, at=now())

    def undo(number: int) -> bool:
        by = (cast.owner, cast.colleague)[number]
        fresh = Establishment.objects.get(id=merged.id)
        return actions.undo_merge(by=by, merged=fresh, at=now())

    assert sorted(together(2, undo)) == [False, True]
    assert JournalEntry.objects.filter(act="establishment.merge_undone").count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_who_enter_the_same_establishment_make_a_pair() -> None:
    cast = make_cast()
    said = told(make_commune(), "Gỗ Thí Dụ")

    def enter(number: int) -> Establishment:
        by = (cast.owner, cast.colleague)[number]
        return actions.register(by=by, custodian=cast.department, told=said, at=now())

    assert raised(together(2, enter)) == []
    assert Establishment.objects.count() == 2
    assert LikelyTwin.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_who_amend_what_both_saw_one_is_told() -> None:
    cast = make_cast()
    commune = make_commune()
    one = make_establishment(cast.owner, cast.department, told(commune, "Gỗ Thí Dụ"))
    seen = current_version(one).id

    def amend(number: int) -> Establishment:
        by, name = (cast.owner, "Gỗ Ví Dụ") if number else (cast.colleague, "Gỗ Mẫu")
        return actions.amend(
            by=by, establishment=one, told=told(commune, name), at=now(), seen=seen
        )

    assert [type(error) for error in raised(together(2, amend))] == [Refused]
    assert one.versions.count() == 2
    assert one.versions.filter(superseded_at=None).count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_support_written_down_twice_at_once_is_one_row() -> None:
    cast = make_cast()
    one = make_establishment(cast.owner, cast.department, told(make_commune()))
    said = SupportTold(establishment=one, programme=SupportProgramme.OCOP, item="Tem", year=2024)

    def record(number: int) -> object:
        if number:
            return actions.record_support(by=cast.owner, told=said, at=now())
        return actions.record_supports(by=cast.colleague, told=[said], at=now())

    assert raised(together(2, record)) == []
    assert OtherSupport.objects.count() == 1
