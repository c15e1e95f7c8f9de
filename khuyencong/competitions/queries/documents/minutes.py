"""Biên bản họp hội đồng bình chọn: who was there, ranking, votes, who kept out, verdicts, seals."""

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from khuyencong.competitions.models import CouncilSession, Ledger, Sheet
from khuyencong.competitions.queries.documents.words import (
    COUNCIL_SYMBOL,
    grouped,
    minutes_number,
    titled,
)
from khuyencong.competitions.queries.session import Considered, Sitting
from khuyencong.competitions.rules.verdicts import points_shown
from khuyencong.competitions.states import SheetState
from khuyencong.documents import (
    Appendix,
    Block,
    Column,
    Document,
    Heading,
    Issuer,
    Items,
    Number,
    Paragraph,
    PlaceAndDay,
    Side,
    Signature,
    Table,
)
from khuyencong.projects.queries.documents.bodies import body_on
from khuyencong.projects.queries.documents.facts import DOTS, Body, day_told
from khuyencong.projects.queries.documents.wording import end, kept_by
from khuyencong.values.money import format_dong

MEMBERS = (
    Column("TT", 2, Side.CENTRE),
    Column("Họ và tên", 8),
    Column("Chức vụ, đơn vị", 9),
    Column("Trong hội đồng", 6),
    Column("Có mặt", 4, Side.CENTRE),
)
RANKING = (
    Column("Hạng", 3, Side.CENTRE),
    Column("Mã số", 4),
    Column("Sản phẩm, cơ sở", 10),
    Column("Điểm trung bình", 4, Side.RIGHT),
    Column("Đồng ý", 3, Side.RIGHT),
    Column("Không đồng ý", 4, Side.RIGHT),
    Column("Không ý kiến", 4, Side.RIGHT),
    Column("Kết luận", 8),
)
SEALS = (
    Column("Mã số", 3),
    Column("Giám khảo", 3),
    Column("Vòng", 2, Side.CENTRE),
    Column("Tổng điểm", 3, Side.RIGHT),
    Column("SHA-256", 12),
)


def minutes_document(sitting: Sitting, session: CouncilSession, number: int) -> Document:
    """Return the minutes under their number, in words of our own: no form is prescribed."""
    round = sitting.round
    body = body_on(round.custodian, session.held_on)
    chair = next((one for one in sitting.there if one.role == "chair"), None)
    chair = chair or next(iter(sitting.there), None)
    writer = next(iter(sitting.secretaries), None)
    return Document(
        issuer=Issuer("Hội đồng bình chọn", body.full_name),
        number=Number(COUNCIL_SYMBOL, number),
        place_and_day=PlaceAndDay(body.town or DOTS, day=session.held_on),
        kind="Biên bản",
        subject=f"Họp hội đồng bình chọn {titled(round)}",
        blocks=end(list(_blocks(sitting, session, number, body))),
        signature=Signature(
            chair.get_role_display() if chair else "",
            chair.user.full_name if chair else "",
            party="Chủ trì phiên họp",
        ),
        beside=Signature("", writer.user.full_name if writer else "", party="Thư ký"),
        recipients=kept_by("Thành viên hội đồng", body.full_name),
        appendices=_seals(sitting),
    )


def _blocks(sitting: Sitting, session: CouncilSession, number: int, body: Body) -> Iterator[Block]:
    where = session.where or DOTS
    yield Paragraph(
        f"Biên bản số {minutes_number(number)} của hội đồng. Ngày họp: "
        f"{day_told(session.held_on)}; nơi họp: {where}. Hội đồng xét cuộc bình chọn "
        f"“{sitting.round.name}” do {body.full_name} tổ chức."
    )
    yield Heading(1, "Thành phần")
    yield Table(MEMBERS, tuple(_members(sitting)) or (("", DOTS, DOTS, DOTS, ""),))
    basis = f" ({session.quorum_basis})" if session.quorum_basis else ""
    yield Paragraph(
        f"Có mặt {len(sitting.present)} trên {len(sitting.seats)} thành viên; tỷ lệ tối thiểu "
        f"{session.quorum_percent}% theo quy chế của hội đồng{basis}."
    )
    if sitting.secretaries:
        names = ", ".join(seat.user.full_name for seat in sitting.secretaries)
        yield Paragraph(f"Thư ký: {names}.")
    yield Heading(1, "Xếp hạng và biểu quyết")
    yield Table(RANKING, tuple(_row(one) for one in sitting.entries))
    if sitting.entries:
        yield Paragraph(_mark(sitting.entries[0]))
    yield Heading(1, "Thành viên không biểu quyết do xung đột lợi ích")
    yield Items(tuple(_recusals(sitting)) or ("Không có.",))
    yield Heading(1, "Lý do của những kết luận khác với xếp hạng")
    yield Items(tuple(_reasons(sitting)) or ("Không có.",))
    yield Heading(1, "Kết luận")
    yield Items(tuple(_conclusions(sitting)))
    if session.remarks:
        yield Paragraph(session.remarks, lead="Ý kiến tại phiên họp:")
    yield Heading(1, "Dấu vân tay của điểm đã khóa")
    yield Items(tuple(_ledgers(sitting)) or ("Chưa có sổ điểm công bố.",))
    yield Paragraph("Biên bản được đọc lại, các thành viên có mặt thống nhất và cùng ký tên.")


def _members(sitting: Sitting) -> Iterator[tuple[str, ...]]:
    for number, seat in enumerate(sitting.seats, 1):
        there = "có" if seat.id in sitting.present else "vắng"
        yield str(number), seat.user.full_name, seat.post, seat.get_role_display(), there


def _row(one: Considered) -> tuple[str, ...]:
    product, votes, ranked = one.entry.product, one.votes, one.ranked
    rank = "–" if ranked.rank is None else f"{ranked.rank}{' (đồng hạng)' * ranked.shared}"
    return (
        rank,
        one.entry.code,
        f"{product.name} ({product.establishment.name})",
        points_shown(ranked.mean),
        str(votes.for_it),
        str(votes.against),
        str(votes.abstained),
        _verdict(one),
    )


def _verdict(one: Considered) -> str:
    told = one.verdict
    if told is None or not told.recognised:
        return "Không đề nghị công nhận"
    parts = ["Đề nghị công nhận"]
    parts += ["chọn dự cấp trên"] if told.nominated else []
    parts += [told.prize] if told.prize else []
    parts += [f"thưởng {format_dong(told.prize_money)}"] if told.prize_money else []
    return "; ".join(parts)


def _mark(one: Considered) -> str:
    """Return what the mark of the day is, without the verdict on one entry."""
    doubt = "" if one.mark.is_certain else " Mức này chưa kiểm chứng."
    return f"Điểm tối thiểu để công nhận: {one.mark.finding.told}{doubt}"


def _recusals(sitting: Sitting) -> Iterator[str]:
    for one in sitting.entries:
        if one.recused:
            names = ", ".join(seat.user.full_name for seat in one.recused)
            yield f"{one.entry.code}: {names}; còn {one.present} trên {one.members} thành viên."


def _reasons(sitting: Sitting) -> Iterator[str]:
    for one in sitting.entries:
        if one.verdict and one.verdict.reason:
            yield f"{one.entry.code}: {one.verdict.reason}"


def _conclusions(sitting: Sitting) -> Iterator[str]:
    told = [one for one in sitting.entries if one.verdict]
    recognised = [one for one in told if one.verdict and one.verdict.recognised]
    nominated = [one for one in recognised if one.verdict and one.verdict.nominated]
    yield f"Đề nghị công nhận {len(recognised)} trên {len(told)} sản phẩm."
    if nominated:
        codes = ", ".join(one.entry.code for one in nominated)
        yield f"Chọn {len(nominated)} sản phẩm dự bình chọn cấp trên: {codes}."
    money = sum(one.verdict.prize_money for one in recognised if one.verdict)
    if money:
        bases = {one.verdict.prize_basis for one in recognised if one.verdict}
        basis = "; ".join(sorted(base for base in bases if base))
        yield f"Tổng tiền thưởng: {format_dong(money)}{f' ({basis})' if basis else ''}."


def _ledgers(sitting: Sitting) -> Iterator[str]:
    for ledger in Ledger.objects.filter(round=sitting.round.id).order_by("stage"):
        yield f"Sổ điểm {ledger.get_stage_display().lower()}: SHA-256 {grouped(ledger.sha256)}."


def _seals(sitting: Sitting) -> tuple[Appendix, ...]:
    sheets = Sheet.objects.filter(entry__round=sitting.round.id, state=SheetState.LOCKED)
    rows = tuple(
        (code, seat, str(stage), points_shown(total), grouped(sha256))
        for code, seat, stage, total, sha256 in sheets.order_by(
            "entry__code", "stage", "seat__code"
        ).values_list("entry__code", "seat__code", "stage", "total", "sha256")
    )
    if not rows:
        return ()
    return (Appendix("Dấu vân tay của các phiếu chấm đã khóa", (Table(SEALS, rows),)),)


def fingerprint(minutes: dict[str, Any]) -> str:
    """Return the SHA-256 of minutes as they are kept: canonical JSON in UTF-8."""
    text = json.dumps(minutes, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
