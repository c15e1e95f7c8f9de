"""Two who act at the same moment: one is done, the other is told."""

import pytest

from khuyencong.core.refusal import Refused
from khuyencong.reports import actions
from khuyencong.reports.models import ChapterVersion, Edition
from khuyencong.reports.queries.proving import edition_faults
from tests.cast import make_cast
from tests.factories import make_user
from tests.reports.owed import AT, HOUR, Desk, make_desk
from tests.threads import raised, together

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def desk() -> Desk:
    return make_desk(make_cast())


def one_refused(outcomes: list[Edition | Exception]) -> None:
    (error,) = raised(outcomes)
    assert isinstance(error, Refused), error


def test_two_reviewers_two_signers_two_senders(desk: Desk) -> None:
    row = desk.draft()
    reviewers = [desk.reviewer, make_user("DEPT_OFFICER", desk.body)]
    one_refused(together(2, lambda at: desk.review(row, by=reviewers[at])))
    heads = [desk.head, make_user("DEPT_HEAD", desk.body)]
    one_refused(together(2, lambda at: desk.sign(row, by=heads[at])))
    signed = Edition.objects.get(id=row.id)
    desk.number(signed)
    clerks = [desk.clerk, make_user("CLERK", desk.body)]
    one_refused(together(2, lambda at: desk.send(signed, by=clerks[at])))
    assert list(row.steps.values_list("name", flat=True)) == ["draft", "review", "sign", "send"]
    assert list(edition_faults()) == []


def test_a_chapter_and_a_review_at_once(desk: Desk) -> None:
    row = desk.draft()

    def act(at: int) -> Edition:
        return desk.write(row, "ket_qua", "Một") if at else desk.review(row)

    one_refused(together(2, act))
    kept = Edition.objects.get(id=row.id)
    assert (kept.state == "reviewed") is (not ChapterVersion.objects.exists())
    assert list(edition_faults()) == []


def test_two_corrections_and_two_beginnings(desk: Desk) -> None:
    sent = desk.sent()
    one_refused(together(2, lambda _at: desk.correct(sent)))
    assert Edition.objects.filter(report=sent.report_id).count() == 2
    told = desk.told(form="thematic")

    def begin(_at: int) -> Edition:
        return actions.draft_report(
            by=desk.officer, told=told, prepare=desk.records.prepare, at=AT + HOUR
        )

    one_refused(together(2, begin))
