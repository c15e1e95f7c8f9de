"""What must never be false of money is held by the database: each constraint, broken on purpose."""

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction

from khuyencong.funds.models import Entry, Posting
from tests.breaking import names_constraint
from tests.funds.breaches import BREACHES
from tests.funds.purse import Purse

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", BREACHES)
def test_the_database_refuses(name: str) -> None:
    row = BREACHES[name]()
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        models.Model.save(row, force_insert=True)
    assert names_constraint(str(refusal.value), row, name.split()[0])


def test_every_constraint_has_its_breach() -> None:
    known = {name.split()[0] for name in BREACHES}
    declared = {
        c.name for m in apps.get_app_config("funds").get_models() for c in m._meta.constraints
    }
    assert declared - known == set()


def test_what_is_written_once_is_never_changed_nor_taken_away(purse: Purse) -> None:
    entry = purse.do("commit", 1)
    posting = entry.postings.first()
    for row in (entry, posting):
        for change in (row.save, row.delete, type(row).objects.all().delete):
            with pytest.raises(TypeError, match="counter-entry"):
                change()
        with pytest.raises(TypeError, match="counter-entry"):
            type(row).objects.update(amount=2)
    with pytest.raises(TypeError, match="counter-entry"), transaction.atomic():
        Posting.objects.bulk_update([posting], ["amount"])
    assert Entry.objects.get(id=entry.id).amount == 1
