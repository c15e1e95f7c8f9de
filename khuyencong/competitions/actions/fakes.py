"""Somebody saw what may be a fake; the body that gave the title looks, and answers."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from khuyencong.competitions.models import Certificate, FakeReport
from khuyencong.competitions.states import FakeState
from khuyencong.core import journal
from khuyencong.core.refusal import Refused
from khuyencong.core.users import Actor
from khuyencong.registry.models import Place
from khuyencong.values.text import clean

ORGANISE, READ = "voting.organise", "voting.read"
NOT_YOURS = "Tài khoản này không trả lời báo sản phẩm giả của đơn vị ấy."
ANSWERED = "Báo này đã có người trả lời; xin tải lại trang."
NO_ANSWER = "Xin ghi kết quả kiểm tra."
NO_WORDS = "Xin ghi anh/chị thấy gì."


@dataclass(frozen=True, kw_only=True)
class FakeTold:
    """What somebody saw, where; nothing of who saw it."""

    what: str
    where: str = ""
    province: Place | None = None


@transaction.atomic
def report_fake(
    *, title: Certificate | None, typed: str, told: FakeTold, at: datetime
) -> FakeReport:
    """Keep what a shopper saw. The one act without an actor: nobody is asked who he is.

    Without a title (a code of nobody's) the national agency alone sees the report.
    """
    what = clean(told.what)
    if not what:
        raise Refused(NO_WORDS)
    row = FakeReport.objects.create(
        custodian=title.custodian if title else None,
        certificate=title,
        typed=clean(typed)[:40],
        province=told.province,
        where=clean(told.where),
        what=what,
        received_at=at,
    )
    if title:
        journal.record(
            "fake.reported",
            custodian=title.custodian_id,
            about=f"fake:{row.id}",
            at=at,
            facts={"code": title.code},
        )
    return row


@transaction.atomic
def answer_fake(
    *, by: Actor, report: FakeReport, state: FakeState, answer: str, at: datetime
) -> FakeReport:
    """Note what looking into a report came to: checked, or nothing to it."""
    row = FakeReport.objects.select_for_update().get(id=report.id)
    if not may_answer(by, row):
        raise Refused(NOT_YOURS)
    if row.state != FakeState.NEW:
        raise Refused(ANSWERED)
    if state == FakeState.NEW or not clean(answer):
        raise Refused(NO_ANSWER)
    row.state, row.answer = state, clean(answer)
    row.handled_by, row.handled_at = by.id, at
    row.save()
    keeper = row.custodian_id
    if keeper:
        facts = {"state": str(state)}
        journal.record(
            "fake.answered", custodian=keeper, about=f"fake:{row.id}", at=at, by=by.id, facts=facts
        )
    return row


def may_answer(user: Actor, report: FakeReport) -> bool:
    """Return whether the user answers for the report; of nobody's code, who reads for all."""
    if report.custodian_id is None:
        return user.may(ORGANISE) and user.custodians(READ) is None
    return user.may(ORGANISE, of=report.custodian_id)
