"""Two officers merge the same two records in the same moment: one merger stands."""

import pytest

from khuyencong.core.clock import now
from khuyencong.core.models import JournalEntry
from khuyencong.registry.actions import establishments as actions
from khuyencong.registry.models import Establishment, LikelyTwin, Merge
from khuyencong.registry.rules import Refused
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
