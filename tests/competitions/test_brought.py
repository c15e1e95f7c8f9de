"""What exhibitors brought before it had keys of its own is brought still."""

from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from khuyencong.competitions.actions.fairs import register_exhibitor
from khuyencong.competitions.models import Exhibitor
from tests.cast import Cast
from tests.competitions.dossiers import make_maker
from tests.factories import ENTERED_AT, make_fair, make_product


def migrated(to: str) -> Any:
    executor = MigrationExecutor(connection)
    executor.migrate([("competitions", to)])
    return MigrationExecutor(connection).loader.project_state(("competitions", to)).apps


@pytest.mark.django_db(transaction=True)
def test_the_upgrade_keeps_what_was_brought(cast: Cast) -> None:
    maker = make_maker(cast.owner, cast.department)
    products = [make_product(cast.owner, maker) for _ in range(3)]
    one = register_exhibitor(
        by=cast.owner,
        fair=make_fair(cast.owner, cast.department),
        establishment=maker,
        products=products[:2],
        at=ENTERED_AT,
    )
    before = migrated("0001_initial")
    try:
        old = before.get_model("competitions", "Exhibitor").objects.get(pk=one.pk)
        assert {row.pk for row in old.products.all()} == {row.pk for row in products[:2]}
        old.products.add(products[2].pk)
    finally:
        migrated("0002_what_is_brought_to_a_fair")
    assert set(Exhibitor.objects.get(pk=one.pk).products.all()) == set(products)
