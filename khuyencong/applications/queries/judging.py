"""The facts of a request set before the law of a day."""

from datetime import date

from khuyencong.applications.models import Request
from khuyencong.applications.rules import Judgement, Reason
from khuyencong.law import rules as law
from khuyencong.law.queries import law_on, place_facts
from khuyencong.law.rules import (
    Finding,
    Law,
    SizeFacts,
    Step,
    SupportFacts,
    TradeFacts,
    Verdict,
)
from khuyencong.law.states import Form, Item, Trade
from khuyencong.registry.models import Establishment, Place
from khuyencong.registry.queries import (
    double_support_findings,
    figure_on,
    is_recognised,
    proposed_communes,
)
from khuyencong.registry.states import EstablishmentForm, FigureOf
from khuyencong.values.vocabulary import FundingSource

FORMS = {
    EstablishmentForm.ENTERPRISE: Form.SMALL_ENTERPRISE,
    EstablishmentForm.COOPERATIVE: Form.COOPERATIVE,
    EstablishmentForm.COOPERATIVE_UNION: Form.COOPERATIVE_UNION,
    EstablishmentForm.COOPERATIVE_GROUP: Form.COOPERATIVE_GROUP,
    EstablishmentForm.HOUSEHOLD_BUSINESS: Form.HOUSEHOLD_BUSINESS,
}

SOURCES = {source.value: source for source in FundingSource}


def judge(request: Request, on: date) -> Judgement:
    """Return what the law of a day says to the answers as they stand, saved or not.

    The queries do not grow with what is recorded. Nothing is written.
    """
    establishment = request.establishment
    commune = _commune_on(request.commune or establishment.commune, establishment, on)
    of_day = _law(commune, on)
    double = double_support_findings(establishment, request.what, on) if request.what else []
    return Judgement(
        tuple(_reasons(of_day, request, commune, on)),
        _support(of_day, request, on),
        tuple(double),
        request.asked,
        request.over_reason,
    )


def _commune_on(commune: Place, establishment: Establishment, on: date) -> Place:
    """Return the commune that stands today on the ground of an old one, where it is one alone."""
    if commune.held_on(on):
        return commune
    heirs = proposed_communes(establishment, on) if commune == establishment.commune else []
    return heirs[0].place if len(heirs) == 1 else commune


def _law(commune: Place, on: date) -> Law:
    """Return the law in the commune's province; the national law alone where that is unknown."""
    try:
        return law_on(on, commune.key)
    except LookupError:
        return law_on(on)


def _reasons(of_day: Law, request: Request, commune: Place, on: date) -> list[Reason]:
    establishment = request.establishment
    form = FORMS[EstablishmentForm(establishment.form)]
    told = [
        Reason(
            f"Hình thức: {establishment.get_form_display().lower()}",
            law.eligible_form(of_day, form),
        )
    ]
    if form is Form.SMALL_ENTERPRISE:
        told.append(Reason("Quy mô: nhỏ và vừa", law.eligible_size(of_day, _size(request, on))))
    told.append(Reason(f"Nơi thực hiện: {commune}", _place(of_day, request, commune, on)))
    if request.trade:
        facts = TradeFacts(Trade(request.trade), request.difficult_area)
        title = f"Ngành nghề: {str(facts.trade.label)[:1].lower()}{str(facts.trade.label)[1:]}"
        told.append(Reason(title, law.eligible_trade(of_day, facts)))
    return told


def _place(of_day: Law, request: Request, commune: Place, on: date) -> Finding:
    village = request.establishment.craft_village
    recognised = is_recognised(village, on) if village else None
    try:
        return law.eligible_place(of_day, place_facts(commune, on, craft_village=recognised))
    except LookupError:
        told = f"Chưa rõ hôm nay {commune} là xã, phường nào: xác nhận ở hồ sơ cơ sở."
        step = Step("Địa bàn có trong danh mục?", str(commune), told, Verdict.ASK)
        return Finding("eligible_place", Verdict.ASK, told, (step,))


def _size(request: Request, on: date) -> SizeFacts:
    capital = figure_on(request.establishment, FigureOf.CHARTER_CAPITAL, on)
    labour = figure_on(request.establishment, FigureOf.LABOUR, on)
    return SizeFacts(
        capital=capital.value if capital else None, labour=labour.value if labour else None
    )


def _support(of_day: Law, request: Request, on: date) -> Finding | None:
    if not request.item:
        return None
    facts = SupportFacts(
        Item(request.item),
        SOURCES.get(request.source, FundingSource.NATIONAL),
        cost=request.cost,
        asked=request.asked,
        difficult_area=request.difficult_area,
    )
    return law.highest_support(of_day, facts)
