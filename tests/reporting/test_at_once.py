"""Two officers at the same moment: one is done, the other is told; nothing is written twice."""

from datetime import date

import pytest

from khuyencong.core.models import OutboxMessage
from khuyencong.core.refusal import Refused
from khuyencong.reporting import actions
from khuyencong.reporting.actions import ChangedMeanwhile, extend, load_regimes, remind
from khuyencong.reporting.models import Duty, DutyAct, Notice, Submission
from tests.cast import Cast, make_cast
from tests.factories import make_duty, make_user
from tests.reporting.conftest import AT, PAPER, send
from tests.threads import raised, together

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def test_one_accepts_while_another_gives_back(cast: Cast) -> None:
    other = make_user("AGENCY_HEAD", cast.agency)
    for year in range(2026, 2029):
        duty = make_duty(
            cast.department,
            cast.agency,
            period_start=date(year, 1, 1),
            period_end=date(year + 1, 1, 1),
        )
        send(cast.owner, duty)
        duty.refresh_from_db()

        def answer(number: int, duty: Duty = duty) -> Duty:
            told = {"duty": duty, "seen": duty.stamp, "at": AT}
            if number:
                return actions.give_back(by=other, reason="Thiếu", **told)  # type: ignore[arg-type]
            return actions.accept(by=cast.agency_officer, **told)  # type: ignore[arg-type]

        errors = raised(together(2, answer))
        assert [type(error) for error in errors] == [ChangedMeanwhile]
        steps = list(duty.acts.exclude(step="open").values_list("step", flat=True))
        assert steps in (["accept"], ["return"])
        stands = {"accept": "accepted", "return": "returned"}[steps[0]]
        assert (duty.submissions.get().answer, Duty.objects.get(id=duty.id).state) == (
            stands,
            stands,
        )


def test_two_send_one_report(cast: Cast) -> None:
    duty = make_duty(cast.department, cast.agency)
    people = [cast.owner, cast.colleague]
    errors = raised(
        together(
            2, lambda n: actions.send(by=people[n], duty=duty, seen=duty.stamp, sent=PAPER, at=AT)
        )
    )
    assert len(errors) == 1
    assert isinstance(errors[0], Refused)
    assert Submission.objects.count() == 1


def test_two_workers_write_the_calendar_and_remind(cast: Cast) -> None:
    load_regimes(at=AT)
    assert raised(together(2, lambda _: extend(AT))) == []
    assert Duty.objects.count() == DutyAct.objects.count()
    assert Duty.objects.filter(custodian=cast.department).count() == 8
    make_duty(cast.centre, cast.agency)
    assert raised(together(2, lambda _: remind(AT))) == []
    assert Notice.objects.count() == OutboxMessage.objects.count() == 1
