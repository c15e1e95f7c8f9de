"""A list of establishments is entered whole, noted once, and compared with all others."""

from datetime import UTC, datetime

import pytest

from khuyencong.core.models import JournalEntry
from khuyencong.registry.actions.establishments import put_many, register_many
from khuyencong.registry.actions.establishments.inserting import FIELDS
from khuyencong.registry.actions.establishments.particulars import searched
from khuyencong.registry.models import Establishment, EstablishmentVersion, LikelyTwin
from khuyencong.registry.queries.integrity import establishment_faults
from khuyencong.registry.rules import Refused
from khuyencong.registry.states import EstablishmentForm
from tests.cast import Cast
from tests.factories import make_commune, make_tax_code, told

AT = datetime(2026, 11, 20, 2, tzinfo=UTC)


def test_a_list_is_entered_in_its_order_and_noted_once(cast: Cast) -> None:
    commune = make_commune()
    listed = [told(commune, f"Cơ sở mẫu số {n}", tax_code=make_tax_code(n)) for n in range(30)]
    rows = register_many(by=cast.owner, custodian=cast.department, told=listed, at=AT)
    assert [row.name for row in rows] == [one.name for one in listed]
    assert EstablishmentVersion.objects.count() == 30
    assert list(establishment_faults()) == []
    # Two codes are two establishments, whatever their names.
    assert not LikelyTwin.objects.exists()
    entry = JournalEntry.objects.get()
    assert (entry.act, entry.facts["rows"]) == ("establishment.list_registered", 30)


def test_what_looks_like_one_is_proposed(cast: Cast) -> None:
    commune = make_commune()
    listed = [told(commune, name) for name in ("HTX Gỗ Thí Dụ", "Hợp tác xã gỗ thí dụ")]
    register_many(by=cast.owner, custodian=cast.department, told=listed, at=AT)
    assert LikelyTwin.objects.count() == 1


def test_all_of_it_or_nothing_and_the_row_is_named(cast: Cast) -> None:
    commune = make_commune()
    bad = told(commune, tax_code="9900000000")
    with pytest.raises(Refused, match=r"^Dòng 2: "):
        register_many(by=cast.owner, custodian=cast.department, told=[told(commune), bad], at=AT)
    household = {"form": EstablishmentForm.HOUSEHOLD_BUSINESS, "owner_number": "000000000001"}
    with pytest.raises(Refused, match="không nhập theo danh sách"):
        personal = told(commune, **household)
        register_many(by=cast.owner, custodian=cast.department, told=[personal], at=AT)
    assert not Establishment.objects.exists()


def test_a_stranger_enters_nothing(cast: Cast) -> None:
    with pytest.raises(Refused):
        register_many(by=cast.stranger, custodian=cast.department, told=[], at=AT)


def test_what_is_put_straight_into_the_table_has_every_column(cast: Cast) -> None:
    """A column that is added to the model one day is not forgotten here."""
    assert set(FIELDS) == {field.name for field in Establishment._meta.concrete_fields}
    commune = make_commune()
    one = told(commune, "HTX Mây Thí Dụ", tax_code=make_tax_code(1), women_owned=True)
    (put,) = put_many(by=cast.owner, custodian=cast.department, told=[(None, one)], at=AT)
    row = Establishment.objects.get(id=put.establishment)
    again = Establishment(id=row.id, custodian=cast.department, recorded_at=AT,
                          **one.cleaned(AT.date()).kept(), **searched(one.name))  # fmt: skip
    for field in Establishment._meta.concrete_fields:
        assert getattr(row, field.attname) == getattr(again, field.attname), field.name
    assert list(establishment_faults()) == []
