"""A small synthetic nation in a database: equal twice, different for another seed, and sound."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction

from khuyencong.projects.models import Project
from khuyencong.registry.models import Establishment
from khuyencong.simulation.digest import digest
from khuyencong.simulation.entering import simulate
from khuyencong.verification import verify
from tests.cast import make_cast
from tests.factories import make_project

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
PROJECTS = 120


def mark_of(seed: int, projects: int = PROJECTS) -> str:
    """Return the mark of a nation that is entered and taken out again."""
    with transaction.atomic():
        list(simulate(projects, seed))
        mark = digest()
        transaction.set_rollback(True)
    return mark


def test_one_seed_is_one_nation(reference: None) -> None:
    first = mark_of(7)
    assert mark_of(7) == first
    assert mark_of(8) != first
    assert mark_of(7, PROJECTS + 1) != first
    assert not Project.objects.exists()


def test_a_nation_is_sound_and_the_same_again_adds_nothing(reference: None) -> None:
    list(simulate(PROJECTS, 7))
    assert Project.objects.count() == PROJECTS
    assert Establishment.objects.filter(tax_code__startswith="99").count() > 10
    assert not Establishment.objects.exclude(name__startswith="Cơ sở mẫu ").exists()
    assert list(verify()) == []
    mark = digest()
    list(simulate(PROJECTS, 7))
    assert digest() == mark
    with pytest.raises(ImproperlyConfigured, match="đã có đề án khác"):
        list(simulate(PROJECTS, 8))


def test_a_database_with_other_records_is_left_alone(db: None) -> None:
    cast = make_cast()
    make_project(cast.centre_officer, cast.department)
    with pytest.raises(ImproperlyConfigured, match="đã có đề án khác"):
        list(simulate(5, 1))
    assert Project.objects.count() == 1
