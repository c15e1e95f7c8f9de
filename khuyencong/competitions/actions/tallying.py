"""The secretariat opens scoring, locks the points of a stage, opens the second: one ledger each."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from khuyencong.competitions.actions.conflicts import look_for_conflicts
from khuyencong.competitions.actions.opening import lay_out
from khuyencong.competitions.actions.stepping import note_round, take_round_step
from khuyencong.competitions.models import Entry, Ledger, Round, Seat
from khuyencong.competitions.models.sheets import COLUMNS
from khuyencong.competitions.queries.ledger import ledger_text
from khuyencong.competitions.queries.scope import open_sheets_of, writes_for
from khuyencong.competitions.queries.tally import tallied
from khuyencong.competitions.rules.points import most_of
from khuyencong.competitions.states import EntryState, SeatBody, Stage
from khuyencong.core.lines import line
from khuyencong.core.refusal import Refused
from khuyencong.core.users import Actor
from khuyencong.law.queries import law_on
from khuyencong.values.canonical import sha256_of

LOCKS = {Stage.FIRST: "tally", Stage.SECOND: "tally_second"}


@transaction.atomic
def begin_scoring(*, by: Actor, round: Round, at: datetime) -> Round:
    """Let the jury score: a sheet for each juror and accepted entry he does not keep out of."""
    round = _step(by, round, "begin_scoring", at)
    if not Seat.objects.filter(round=round, body=SeatBody.JURY, ended_at__isnull=True).exists():
        raise Refused("Chưa có ban giám khảo. Xin cử giám khảo trước khi bắt đầu chấm.")
    if not Entry.objects.filter(round=round, state=EntryState.ACCEPTED).exists():
        raise Refused("Chưa có hồ sơ hợp lệ nào để chấm.")
    if missing := [c for c in COLUMNS if c not in most_of(law_on(round.opens_on))]:
        raise Refused(f"Văn bản luật chưa ghi điểm tối đa của {len(missing)} tiêu chí.")
    look_for_conflicts(round=round, by=by, at=at)
    opened = lay_out(round, Stage.FIRST, at)
    note_round("round.sheets", round, by, at, {"stage": 1, "opened": opened})
    return round


@transaction.atomic
def begin_second(*, by: Actor, round: Round, at: datetime, chosen: Iterable[UUID] = ()) -> Round:
    """Open the second stage for the entries whose first mean reaches the mark of the criteria.

    Where the criteria have no mark, for those the council chose. New sheets; the first stay.
    """
    round = _step(by, round, "begin_second", at)
    mark = round.criteria.second_mark
    rows = Entry.objects.filter(round=round, state=EntryState.ACCEPTED)
    if mark is None:
        ids = list(rows.filter(id__in=list(chosen)).values_list("id", flat=True))
    else:
        first = tallied(round, Stage.FIRST)
        codes = [s.entry for s in first if s.mean is not None and s.mean >= mark]
        ids = list(rows.filter(code__in=codes).values_list("id", flat=True))
    if not ids:
        raise Refused(
            "Chưa chọn hồ sơ nào vào vòng hai."
            if mark is None
            else "Không có hồ sơ nào đạt điểm vào vòng hai."
        )
    look_for_conflicts(round=round, by=by, at=at)
    opened = lay_out(round, Stage.SECOND, at, entries=ids)
    note_round("round.sheets", round, by, at, {"stage": 2, "opened": opened})
    return round


@transaction.atomic
def tally(*, by: Actor, round: Round, stage: Stage, at: datetime, reason: str = "") -> Ledger:
    """Lock the points of a stage and freeze its ledger; once.

    Refused while a sheet of a juror who does not keep out is open, unless a written reason says
    why it is left: it then does not count. Conflicts are looked for a last time.
    """
    round = _step(by, round, LOCKS[stage], at, reason)
    look_for_conflicts(round=round, by=by, at=at)
    waiting = open_sheets_of(round, stage).count()
    if waiting and not line(reason, "Lý do", 1000):
        raise Refused(
            f"Còn {waiting} phiếu chưa khóa. Xin chờ giám khảo, hoặc ghi lý do để khóa điểm"
            " mà không tính các phiếu ấy."
        )
    text = ledger_text(round, stage)
    ledger = Ledger.objects.create(
        round=round, stage=stage, text=text, sha256=sha256_of(text.encode()), at=at
    )
    facts = {"stage": int(stage), "sha256": ledger.sha256, "left_open": waiting}
    note_round("ledger.frozen", round, by, at, facts)
    return ledger


def _step(by: Actor, round: Round, name: str, at: datetime, reason: str = "") -> Round:
    allowed = writes_for(by, round)
    return take_round_step(by=by, round=round, name=name, at=at, reason=reason, allowed=allowed)
