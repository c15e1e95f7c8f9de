"""The decision is written down: certificates are issued, and the vote counts in reports, once."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from khuyencong.competitions.actions.numbering import next_numbers
from khuyencong.competitions.actions.pages import page_changed
from khuyencong.competitions.actions.stepping import locked_round, note_round, take_round_step
from khuyencong.competitions.models import (
    Certificate,
    CertificateCounter,
    CouncilSession,
    Entry,
    Round,
)
from khuyencong.competitions.queries.documents import DECISION, MINUTES, decision_document
from khuyencong.competitions.queries.documents.words import decider, titled
from khuyencong.competitions.queries.session import law_of
from khuyencong.competitions.states import EntryState, RoundState
from khuyencong.core.lines import line
from khuyencong.core.refusal import Refused
from khuyencong.core.users import Actor
from khuyencong.documents import restored
from khuyencong.law.rules import Law, certificate_last_day
from khuyencong.law.states import Limit, ParameterKind
from khuyencong.office import actions as office
from khuyencong.office.models import IssuedDocument
from khuyencong.office.queries import tail_of
from khuyencong.office.states import About
from khuyencong.projects.models import Line
from khuyencong.registry.models import Place
from khuyencong.registry.queries.lineage import heirs
from khuyencong.registry.queries.organisations import province_on
from khuyencong.results.actions import ResultTold, record_result
from khuyencong.results.models import Result
from khuyencong.values.dates import day_in_vietnam, format_date
from khuyencong.values.shortcode import new_code

ISSUE = "certificate.issue"
NOT_CLOSED = "Hội đồng chưa kết luận: chưa có gì để trình."
OTHER_KEEPER = "Đề án này của đơn vị khác: chọn một dòng của đơn vị tổ chức cuộc bình chọn."


@dataclass(frozen=True, kw_only=True)
class DecisionTold:
    """Number and day of the decision; `line` is that of the đề án which paid for the vote."""

    number: str
    day: date
    line: Line | None = None


@transaction.atomic
def recognise(*, by: Actor, round: Round, told: DecisionTold, at: datetime) -> Round:
    """Write down the decision: a certificate for each product, one result for the reports.

    The certificates bear the day of the decision, and hold as the law of that day says: where
    nobody read it, without a last day. A later revocation changes neither them nor the result: on
    that day so many were recognised.
    """
    round = take_round_step(by=by, round=round, name="recognise", at=at)
    number = line(told.number, "Số quyết định", 100, required=True)
    session = CouncilSession.objects.get(round=round.id)
    _require_day(told.day, session, at)
    entries = list(
        Entry.objects.filter(round=round.id, verdict__session=session, verdict__recognised=True)
        .select_related("product__establishment__commune")
        .order_by("verdict__rank", "code")
    )
    issued = _issued(by, round, entries, number, told.day, at)
    result = _counted(by, round, issued, told, number, at)
    round.result_series = result.series
    round.save(update_fields=["result_series"])
    facts = {"certificates": len(issued), "decision": number, "result": str(result.series)}
    note_round("certificates.issued", round, by, at, facts)
    page_changed(*(one.product_id for one in issued))
    return round


def _require_day(day: date, session: CouncilSession, at: datetime) -> None:
    if day > day_in_vietnam(at):
        raise Refused(f"Ngày quyết định {format_date(day)} chưa tới.")
    if day < session.held_on:
        raise Refused(f"Hội đồng họp ngày {format_date(session.held_on)}: quyết định không trước.")


def _issued(
    by: Actor, round: Round, entries: list[Entry], decision: str, day: date, at: datetime
) -> list[Certificate]:
    law = law_of(round, day)
    body = round.custodian_id
    first = next_numbers(CertificateCounter, body=body, year=day.year, count=len(entries))
    older, places = _older(round, entries), _Places(day)
    last, clause, verified = term(law)
    return Certificate.objects.bulk_create(
        Certificate(
            custodian=round.custodian,
            entry=entry,
            product=entry.product,
            level=round.level,
            year=day.year,
            number=first + index,
            code=new_code(),
            product_name=entry.product.name,
            maker_name=entry.product.establishment.name,
            maker_place=places.named(entry.product.establishment.commune),
            decision=decision,
            decided_on=day,
            issued_on=day,
            last_day=last,
            clause=clause,
            verified=verified,
            renews=older.get(entry.product_id),
            by=by.id,
            recorded_at=at,
            is_demonstration=round.is_demonstration,
        )
        for index, entry in enumerate(entries)
    )


def term(law: Law) -> tuple[date | None, str, bool]:
    """Return the last day of what is issued on the law's day, its clause, whether it is verified.

    Without a last day where the rule of the day was not read.
    """
    rule = law.one(ParameterKind.CERTIFICATE, Limit.CERTIFICATE)
    last = certificate_last_day(law, law.day)
    clause = str(rule.citation)[:300] if rule else ""
    return last, clause, bool(rule and last and rule.certain)


def _older(round: Round, entries: list[Entry]) -> dict[UUID, Certificate]:
    """Return by product its last title of this level that nobody revoked: the new one renews it."""
    rows = Certificate.objects.filter(
        product__in=[entry.product_id for entry in entries],
        level=round.level,
        revoked_on__isnull=True,
    )
    return {one.product_id: one for one in rows.order_by("issued_on", "number")}


class _Places:
    """Communes with their provinces of a day, each asked for once."""

    def __init__(self, day: date) -> None:
        self.day = day
        self.known: dict[UUID, str] = {}

    def named(self, commune: Place) -> str:
        """Return "xã Mẫu, tỉnh Thí Dụ": as the place is called on the day, where it became one."""
        if commune.id not in self.known:
            place = commune
            if not commune.held_on(self.day):
                holders = heirs(commune, self.day)
                place = holders[0].place if len(holders) == 1 else commune
            province = province_on(place, self.day)
            parts = [str(place), str(province) if province and province != place else ""]
            self.known[commune.id] = ", ".join(part for part in parts if part)[:200]
        return self.known[commune.id]


def _counted(
    by: Actor,
    round: Round,
    issued: list[Certificate],
    told: DecisionTold,
    decision: str,
    at: datetime,
) -> Result:
    """Record the vote as one result: it counts on the day of the decision.

    Establishments that stand by name are those with a title; all that took part are turns.
    """
    if told.line is not None and told.line.project.custodian_id != round.custodian_id:
        raise Refused(OTHER_KEEPER)
    entered = Entry.objects.filter(round=round.id, state=EntryState.ACCEPTED)
    makers = {one.product.establishment for one in issued}
    products = {one.product_id for one in issued}
    turns = entered.values("product__establishment").distinct().count()
    result = ResultTold(
        kind="voting",
        variant=round.level,
        what=f"Bình chọn {titled(round)}",
        done_from=min(round.opens_on, told.day),
        done_until=told.day + timedelta(1),
        place=told.line.place if told.line else round.place,
        line=told.line,
        custodian=round.custodian,
        counts={
            "quantity": 1,
            "products": len(products),
            "product_turns": len(issued),
            "establishments": len(makers),
            "establishment_turns": turns,
        },
        more={"entered": entered.count()},
        establishments=dict.fromkeys(makers, 1),
        basis=f"Quyết định số {decision} ngày {format_date(told.day)}",
    )
    return record_result(
        by=by, told=result, at=at, right=ISSUE, is_demonstration=round.is_demonstration
    )


@transaction.atomic
def put_forward(*, by: Actor, round: Round, code: str, at: datetime) -> IssuedDocument:
    """Put the minutes or the decision of a closed session forward to be signed and registered.

    The register gives its own number beside the council's, which stays in the words.
    """
    round = locked_round(round)
    session = CouncilSession.objects.filter(round=round.id, closed_at__isnull=False).first()
    if session is None or session.minutes is None:
        raise Refused(NOT_CLOSED)
    if round.state not in (RoundState.DECIDED, RoundState.RECOGNISED):
        raise Refused(NOT_CLOSED)
    day = day_in_vietnam(at)
    is_minutes = code == MINUTES.code
    words = (
        restored(session.minutes)
        if is_minutes
        else decision_document(round, session, law_of(round, day))
    )
    return office.draft(
        by=by,
        kind=MINUTES if is_minutes else DECISION,
        body=round.custodian,
        about=About("round", round.id, round.id),
        words=words,
        tail=tail_of(round.custodian, day) if is_minutes else decider(round)[2],
        at=at,
    )
