"""Numbers that no report states and that are worked out in the open: every term opens its own."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction

from khuyencong.ingestion.meaning import Question
from khuyencong.ingestion.states import Stage
from khuyencong.reading.model import Number
from khuyencong.reports.queries.answers import Answer
from khuyencong.reports.queries.nation import Nation
from khuyencong.reports.queries.units import COUNTRY
from khuyencong.reports.states import How
from khuyencong.values.measures import MEASURES
from khuyencong.values.rounding import percent_of, round_half_up

STATE, COUNTERPART = "money.state", "money.counterpart"


@dataclass(frozen=True)
class Term:
    """What stands in the calculation: an answer, a number worked out before, or a bare count."""

    sign: str  # before it: "", "+", "−", "÷"
    label: str
    value: Number
    answer: Answer | None = None
    how: How | None = None


@dataclass(frozen=True)
class Derived:
    """A number worked out; `unit` is its own, which need not be that of the terms."""

    question: Question
    how: How
    value: Number
    unit: str
    terms: tuple[Term, ...]


def derived(nation: Nation, question: Question, how: How) -> Derived | None:
    """Return a number worked out from answers, None where one of them is not known."""
    return _WAYS[how](nation, question)


def _known(nation: Nation, question: Question) -> Answer | None:
    answer = nation.answer(question)
    return answer if answer and answer.value is not None else None


def _term(sign: str, label: str, answer: Answer) -> Term:
    assert answer.value is not None
    return Term(sign, label, answer.value, answer)


def _is_of_all(whole: Answer) -> bool:
    """Return whether a total is of the whole country: told, or told of each of its years."""
    return all(part.question.where == whole.question.where for part in whole.parts)


def _ground(answer: Answer) -> frozenset[str]:
    """Return the territories whose own numbers an answer rests on."""
    if not answer.parts:
        return frozenset({answer.question.where})
    return frozenset(where for part in answer.parts for where in _ground(part))


def _share(nation: Nation, question: Question) -> Derived | None:
    """Return the share in the whole country; None where only some of the country is known."""
    part = _known(nation, question)
    whole = _known(nation, replace(question, where=COUNTRY, funding_source=""))
    if not part or not whole or not whole.value or not _is_of_all(whole):
        return None
    value = round_half_up(Fraction(part.value or 0) * 100 / Fraction(whole.value), 2)
    terms = (_term("", "Phần", part), _term("÷", "Cả nước", whole))
    return Derived(question, How.SHARE, value, "percent", terms)


def _average(nation: Nation, question: Question) -> Derived | None:
    """Return a told value of the country or a region for one of its provinces of the period."""
    whole = _known(nation, question)
    count = _count(nation, question.where)
    if not whole or whole.parts or not count:
        return None
    value = round_half_up(Fraction(whole.value or 0) / count, 0 if whole.measure.is_money else 2)
    terms = (
        _term("", "Tất cả", whole),
        Term("÷", f"Số tỉnh, thành phố ngày {nation.period.last_day:%d/%m/%Y}", count),
    )
    return Derived(question, How.AVERAGE, value, whole.measure.unit, terms)


def _count(nation: Nation, where: str) -> int:
    if where == COUNTRY:
        return len(nation.then.provinces)
    region = nation.regions.get(where)
    return len(region.members) if region else 0


def _regions(nation: Nation, question: Question) -> Derived | None:
    parts = _regions_known(nation, question)
    if not parts:
        return None
    terms = tuple(_term("+" if i else "", name, a) for i, (name, a) in enumerate(parts))
    value = sum(int(term.value) for term in terms)
    return Derived(question, How.REGIONS, value, MEASURES[question.measure].unit, terms)


def _rest(nation: Nation, question: Question) -> Derived | None:
    """Return what is in the told total and in no region of which something is known."""
    whole = _known(nation, question)
    parts = _regions_known(nation, question)
    if not whole or whole.parts or not parts:
        return None
    terms = (_term("", "Cả nước", whole), *(_term("−", name, a) for name, a in parts))
    value = int(whole.value or 0) - sum(int(term.value) for term in terms[1:])
    return Derived(question, How.REST, value, whole.measure.unit, terms)


def _rest_share(nation: Nation, question: Question) -> Derived | None:
    rest = _rest(nation, question)
    if rest is None or not rest.terms[0].value:
        return None
    whole = rest.terms[0]
    value = round_half_up(Fraction(rest.value) * 100 / Fraction(whole.value), 2)
    terms = (
        Term("", "Phần không thuộc vùng nào", rest.value, how=How.REST),
        Term("÷", "Cả nước", whole.value, whole.answer),
    )
    return Derived(question, How.REST_SHARE, value, "percent", terms)


def _regions_average(nation: Nation, question: Question) -> Derived | None:
    together = _regions(nation, question)
    if together is None or len(together.terms) < len(nation.regions):
        return None
    count = sum(len(region.members) for region in nation.regions.values())
    places = 0 if together.unit == "VND" else 2
    value = round_half_up(Fraction(together.value) / count, places)
    terms = (
        Term("", "Cộng các vùng", together.value, how=How.REGIONS),
        Term("÷", "Số tỉnh, thành phố của các vùng", count),
    )
    return Derived(question, How.REGIONS_AVERAGE, value, together.unit, terms)


def _provinces(nation: Nation, question: Question) -> Derived | None:
    """Return the sum of the provinces of which something is known: the same under all borders."""
    table = nation.table(question)
    known = [(row.unit.label, row.answer) for row in table.provinces if row.value is not None]
    left = [(unit.label, replace(question, where=unit.key)) for unit, _ in table.left]
    known += [(name, nation.told.answers[asked.word]) for name, asked in left]
    told = [(name, answer) for name, answer in known if answer and answer.value is not None]
    if not told:
        return None
    terms = tuple(_term("+" if i else "", name, a) for i, (name, a) in enumerate(told))
    value = sum(int(term.value) for term in terms)
    return Derived(question, How.PROVINCES, value, MEASURES[question.measure].unit, terms)


def _regions_known(nation: Nation, question: Question) -> list[tuple[str, Answer]]:
    asked = ((unit.name, replace(question, where=w)) for w, unit in nation.regions.items())
    return [(name, answer) for name, one in asked if (answer := _known(nation, one))]


def _leverage(nation: Nation, question: Question) -> Derived | None:
    """Return how many đồng of the establishments stand beside one of the State.

    Only where both are of the same territories: a ratio of two different sums says nothing.
    """
    state = _known(nation, replace(question, measure=STATE))
    beside = _known(nation, replace(question, measure=COUNTERPART))
    if not state or not beside or not state.value or _ground(state) != _ground(beside):
        return None
    value = round_half_up(Fraction(beside.value or 0) / Fraction(state.value), 2)
    terms = (_term("", "Vốn đối ứng của cơ sở", beside), _term("÷", "Kinh phí Nhà nước", state))
    return Derived(question, How.LEVERAGE, value, "ratio", terms)


def _of_target(nation: Nation, question: Question) -> Derived | None:
    done = _known(nation, question)
    target = _known(nation, replace(question, stage=Stage.TARGET.value))
    if not done or not target or not target.value or _ground(done) != _ground(target):
        return None
    value = percent_of(Fraction(done.value or 0), Fraction(target.value))
    terms = (_term("", "Đã làm", done), _term("÷", "Mục tiêu", target))
    return Derived(question, How.OF_TARGET, value, "percent", terms)


_WAYS: dict[How, Callable[[Nation, Question], Derived | None]] = {
    How.SHARE: _share,
    How.AVERAGE: _average,
    How.REST: _rest,
    How.REST_SHARE: _rest_share,
    How.REGIONS: _regions,
    How.REGIONS_AVERAGE: _regions_average,
    How.PROVINCES: _provinces,
    How.LEVERAGE: _leverage,
    How.OF_TARGET: _of_target,
}
