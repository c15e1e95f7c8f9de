"""Many act at one moment: as many entries as acts, and every code once."""

import pytest
from django.db.models import Count

from khuyencong.core import journal
from khuyencong.core.models import JournalEntry
from khuyencong.projects.models import Project, StepTaken
from tests.cast import Cast
from tests.conditions import SIZE
from tests.factories import make_project, make_user
from tests.threads import raised, together

PEOPLE = 8
#: 10 in `make test`; 50 and more in `make soak`.
EACH = max(2, SIZE // 20)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_concurrent_acts_leave_as_many_entries_as_acts(cast: Cast) -> None:
    officers = [make_user("CENTRE_OFFICER", cast.centre) for _ in range(PEOPLE)]

    def draft(number: int) -> int:
        for _ in range(EACH):
            make_project(officers[number], cast.department)
        return EACH

    assert raised(together(PEOPLE, draft)) == []
    acts = PEOPLE * EACH
    assert Project.objects.count() == StepTaken.objects.count() == acts
    assert JournalEntry.objects.filter(act="project.draft").count() == acts
    codes = sorted(Project.objects.values_list("code", flat=True))
    assert codes == [f"2026-{number:04d}" for number in range(1, acts + 1)]
    by_person = Project.objects.values("drafted_by").annotate(own=Count("id"))
    assert {row["own"] for row in by_person} == {EACH}
    journal.seal()
    assert list(journal.verify()) == []
    assert not JournalEntry.objects.filter(position=None).exists()
