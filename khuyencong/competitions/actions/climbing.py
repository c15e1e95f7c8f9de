"""A titled product climbs: one dossier goes up, with its papers, and never twice."""

from datetime import datetime

from django.db import transaction

from khuyencong.competitions.actions.entries import require_open, touch
from khuyencong.competitions.actions.papers import carry_papers
from khuyencong.competitions.actions.stepping import (
    MAY_NOT_ENTRY,
    locked_entry,
    locked_round,
    note_entry,
)
from khuyencong.competitions.models import Certificate, Entry, Round, Verdict
from khuyencong.competitions.queries.judging import last_day, levels_below
from khuyencong.competitions.rules.permissions import may_enter, may_organise
from khuyencong.competitions.states import LIVING, RoundLevel
from khuyencong.core.refusal import Refused
from khuyencong.core.users import Actor
from khuyencong.registry.queries.regions import region_of
from khuyencong.values.dates import format_date

SCHEME = "binh-chon"


@transaction.atomic
def climb(*, by: Actor, entry: Entry, to_round: Round, at: datetime) -> Entry:
    """Return the draft above: its answers and papers are those below, its versions stay there.

    Only what the council below nominated climbs, under a title that holds on the closing day, to
    the level above (or from a province to the nation, where that round takes such), once.
    """
    round = locked_round(to_round)
    below = locked_entry(entry)
    if not (may_enter(by, below) or may_organise(by, round.custodian_id)):
        raise Refused(MAY_NOT_ENTRY)
    _require_level(below, round)
    require_open(round, at)
    if Entry.objects.filter(climbed_from=below).exists():
        raise Refused("Hồ sơ này đã được đưa lên cấp trên rồi.")
    verdict = Verdict.objects.filter(entry=below).first()
    if verdict is None or not verdict.nominated:
        raise Refused("Hội đồng chưa chọn sản phẩm này dự cấp trên.")
    _require_title(below, round)
    if Entry.objects.filter(round=round, product=below.product, state__in=LIVING).exists():
        raise Refused("Sản phẩm này đã có hồ sơ ở cuộc bình chọn cấp trên.")
    above = Entry.objects.create(
        round=round,
        custodian=round.custodian,
        product=below.product,
        answers=dict(below.answers),
        climbed_from=below,
        changed_by=by.id,
        changed_at=at,
        by=by.id,
        recorded_at=at,
        is_demonstration=below.is_demonstration,
    )
    carry_papers(below, above, by, at)
    touch(above, by, at)
    note_entry("entry.climbed", above, by, at, {"from": str(below.id), "code": below.code})
    return above


def _require_level(below: Entry, round: Round) -> None:
    if below.round.level not in levels_below(round):
        asked = levels_below(round)
        if not asked:
            raise Refused("Cuộc bình chọn này không nhận sản phẩm từ cấp dưới lên.")
        where = RoundLevel(asked[0]).label
        raise Refused(f"Cuộc bình chọn này chỉ nhận sản phẩm từ {where} lên.")
    if round.level != RoundLevel.REGION:
        return
    home = region_of(below.round.place, SCHEME, last_day(round))
    if home is not None and home.id != round.region_id:
        raise Refused(f"Tỉnh của sản phẩm thuộc khu vực {home}: xin chọn cuộc của khu vực ấy.")


def _require_title(below: Entry, round: Round) -> None:
    title = Certificate.objects.filter(entry=below).first()
    day = last_day(round)
    if title is None:
        raise Refused("Sản phẩm chưa có giấy chứng nhận của cấp dưới: xin cấp giấy trước.")
    if title.revoked_on is not None:
        raise Refused(f"Giấy chứng nhận số {title.shown} đã bị thu hồi.")
    if title.last_day is None or not title.issued_on <= day <= title.last_day:
        said = format_date(title.last_day) if title.last_day else "chưa rõ"
        raise Refused(
            f"Giấy chứng nhận số {title.shown} (hạn {said}) không còn hiệu lực"
            f" ngày {format_date(day)}."
        )
