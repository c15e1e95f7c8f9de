"""Rows of products against the rounds that take dossiers, and what is entered there already."""

from typing import Any
from uuid import UUID

from khuyencong.competitions.actions import EntryTold
from khuyencong.competitions.models import Entry, Round
from khuyencong.competitions.rules.dossier import SHEET_ANSWERS, TRUTHS
from khuyencong.competitions.states import LIVING, RoundState
from khuyencong.ingestion.queries.staging.needs import Firms
from khuyencong.ingestion.queries.staging.planned import (
    Context,
    Once,
    Planned,
    where,
    wrong,
)
from khuyencong.ingestion.states import RowState
from khuyencong.registry.models import Establishment
from khuyencong.registry.queries import in_custody_of
from khuyencong.sheets import Line, Remark
from khuyencong.values.text import fold


class Entries:
    """Holds rows against the called rounds of one body."""

    def __init__(self, context: Context) -> None:
        self.context, self.once = context, Once()
        self.bodies = in_custody_of([context.custodian.id], context.day)
        called = Round.objects.filter(custodian__in=self.bodies, state=RoundState.CALLED)
        self.rounds = list(called.select_related("custodian").order_by("id"))

    def plan(self, lines: list[Line]) -> list[Planned]:
        """Return the rows with what confirming would do; three queries for all of them."""
        firms = Firms(self.bodies, lines)
        found = {line.number: firms.one(self.context, line) for line in lines}
        living = Entry.objects.filter(round__in=self.rounds, state__in=LIVING)
        known = {
            (round, firm, folded)
            for round, firm, folded in living.values_list(
                "round", "product__establishment", "product__folded"
            )
        }
        return [self._planned(line, found[line.number], known) for line in lines]

    def before(self) -> int | None:
        return None

    def about(self) -> list[Remark]:
        return []

    def _planned(
        self, line: Line, firm: Establishment | None, known: set[tuple[UUID, UUID, str]]
    ) -> Planned:
        round = self._round(line)
        if firm is None or round is None or not line.is_sound:
            return Planned(line, RowState.OPEN)
        values: dict[str, Any] = dict(line.values)
        key = (round.id, firm.id, fold(str(values["product"])))
        again = self.once.meets(str(key), line, str(sorted(map(str, values.items()))))
        if again:
            return Planned(line, again, str(key))
        if not values.get("declared"):
            at = where(self.context, line, "declared")
            wrong(line, at, "Cơ sở chưa cam kết đủ bốn điều của Điều 4: không nhận được.")
            return Planned(line, RowState.OPEN, str(key))
        if self.context.day >= round.closes_on:
            wrong(line, where(self.context, line, "round"), "Cuộc bình chọn đã hết hạn nhận.")
            return Planned(line, RowState.OPEN, str(key))
        if key in known:
            return Planned(line, RowState.SAME, str(key))
        return Planned(line, RowState.NEW, str(key), _told(round, firm, values))

    def _round(self, line: Line) -> Round | None:
        """Return the round that a row means, or say why there is none."""
        typed = fold(str(line.values.get("round") or ""))
        found = [one for one in self.rounds if not typed or fold(one.name) == typed]
        if len(found) == 1:
            return found[0]
        what = "Đơn vị không có cuộc bình chọn nào đang nhận hồ sơ mang tên này."
        if found:
            what = "Đơn vị có nhiều cuộc đang nhận hồ sơ: xin ghi tên cuộc bình chọn."
        wrong(line, where(self.context, line, "round"), what)
        return None


def _told(round: Round, firm: Establishment, values: dict[str, Any]) -> EntryTold:
    answers = {name: values[name] for name in SHEET_ANSWERS if values.get(name) not in (None, "")}
    return EntryTold(
        round=round,
        establishment=firm,
        name=str(values["product"]),
        group=str(values["group"]),
        parts=str(values.get("parts") or ""),
        answers=answers | dict.fromkeys(TRUTHS, "co"),
    )
