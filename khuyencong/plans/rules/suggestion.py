"""Which đề án the money of a year reaches: one order, walked down once, every answer explained.

TT 36/2013/TT-BCT, Điều 7: đề án điểm first, then priority trades and places; of two alike, the
unit with more experience. What the articles leave open is told as the wishes of who prepares.

The chosen set is the best one by this order: no đề án gives way to one that stands below it. So
walking down and taking each that still fits gives exactly what trying every set would give, for
any number of candidates.
"""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import IntEnum, StrEnum
from fractions import Fraction

from khuyencong.values.money import format_dong
from khuyencong.values.numbers import format_number
from khuyencong.values.vocabulary import FundingSource

ORDER_CLAUSE = "TT 36/2013/TT-BCT, Điều 7"
#: What the page asks when it tells what more money would do.
ONE_MORE = 100_000_000


class Turn(IntEnum):
    """Whose turn comes first; within one, points decide."""

    CONTINUING = 0
    KEY = 1
    PRIORITY = 2
    OTHER = 3

    @property
    def told(self) -> str:
        """Return why it stands there, in words."""
        return {
            Turn.CONTINUING: "đang thực hiện từ năm trước",
            Turn.KEY: "đề án điểm",
            Turn.PRIORITY: "ngành nghề, địa bàn ưu tiên",
            Turn.OTHER: "theo điểm thẩm định",
        }[self]


class Place(StrEnum):
    """Where the suggestion puts a candidate."""

    IN = "in"
    RESERVE = "reserve"
    OUT = "out"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A đề án as the order sees it; `against` are hard findings of law, each with its clause."""

    id: str
    name: str
    amounts: Mapping[FundingSource, int]
    turn: Turn = Turn.OTHER
    score: Fraction | None = None
    experience: int = 0
    content: str = ""
    content_name: str = ""
    place: str = ""
    place_name: str = ""
    against: tuple[str, ...] = ()

    @property
    def total(self) -> int:
        """Return the support of all sources together, in đồng."""
        return sum(self.amounts.values())

    @property
    def order(self) -> tuple[int, Fraction, int, str]:
        """Return its place among candidates, the first being the smallest."""
        score = Fraction(-1) if self.score is None else self.score
        return self.turn, -score, -self.experience, self.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """At most so many percent of all the money to one content, to one place; None: no limit.

    It binds neither what was approved before nor đề án điểm, and never lets money lie idle.
    """

    content_percent: int | None = None
    place_percent: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the rules say of one candidate."""

    candidate: Candidate
    place: Place
    rank: int
    #: Why, in one or two sentences that its implementer may read.
    told: str
    #: What it lacks, by source.
    lacks: Mapping[FundingSource, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """Every candidate in order with its answer, and what is left of each source."""

    answers: tuple[Answer, ...]
    left: Mapping[FundingSource, int]

    def at(self, place: Place) -> tuple[Answer, ...]:
        """Return those put in one place, in order."""
        return tuple(answer for answer in self.answers if answer.place is place)

    @property
    def chosen(self) -> frozenset[str]:
        """Return the ids of the candidates that the money reaches."""
        return frozenset(answer.candidate.id for answer in self.at(Place.IN))


@dataclass(frozen=True, slots=True, kw_only=True)
class OneMore:
    """What more money of one source would do: whom it would add, who would give way."""

    source: FundingSource
    extra: int
    added: tuple[Candidate, ...]
    given_way: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class _Stop:
    """What stopped a candidate at its turn: money by source, and the balance it would break."""

    lacks: Mapping[FundingSource, int]
    over: str


@dataclass(frozen=True, slots=True)
class _Walked:
    """What became of the list: who was stopped in the first round, who in the second, the rest."""

    stops: Mapping[str, _Stop]
    late: Mapping[str, _Stop]
    left: Mapping[FundingSource, int]

    def takes(self, one: Candidate) -> bool:
        """Return whether the money reaches a candidate, in one of the two rounds."""
        if one.against:
            return False
        stop = self.stops.get(one.id)
        return stop is None or (bool(stop.over) and one.id not in self.late)


@dataclass(slots=True)
class _Purse:
    """What is left while the list is walked down."""

    left: dict[FundingSource, int]
    caps: dict[str, int]
    used: dict[tuple[str, str], int] = field(default_factory=dict)

    def lacks(self, one: Candidate) -> dict[FundingSource, int]:
        """Return by source what is missing for it; empty where the money reaches."""
        short = {s: amount - self.left.get(s, 0) for s, amount in one.amounts.items()}
        return {source: amount for source, amount in short.items() if amount > 0}

    def over(self, one: Candidate) -> str:
        """Return which balance it would break, "content" or "place"; "" for none."""
        if one.turn <= Turn.KEY:
            return ""
        for kind, group in _groups(one):
            cap = self.caps.get(kind)
            if cap is not None and self.used.get((kind, group), 0) + one.total > cap:
                return kind
        return ""

    def take(self, one: Candidate) -> None:
        """Pay for it."""
        for source, amount in one.amounts.items():
            self.left[source] = self.left.get(source, 0) - amount
        for key in _groups(one):
            self.used[key] = self.used.get(key, 0) + one.total


def ranked(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Return the candidates in the order of Điều 7."""
    return sorted(candidates, key=lambda one: one.order)


def suggest(
    candidates: Iterable[Candidate],
    ceilings: Mapping[FundingSource, int],
    balance: Balance | None = None,
) -> Suggestion:
    """Return who is in, in reserve and out, and why; exact for any number of candidates.

    First down the list within money and balance; then, where money is left, down again for those
    whom only the balance had stopped. What the law forbids is out.
    """
    order = ranked(candidates)
    walked = _walked(order, ceilings, balance or Balance())
    taken = [(rank, one) for rank, one in enumerate(order, 1) if walked.takes(one)]
    ranks = [rank for rank, _ in taken]
    answers = []
    for rank, one in enumerate(order, 1):
        here = bisect_left(ranks, rank)
        before = taken[here - 1][1] if here else None
        below = taken[here][1] if here < len(taken) else None
        answers.append(_answer(rank, one, walked, before, below))
    return Suggestion(answers=tuple(answers), left=walked.left)


def one_more(
    candidates: Sequence[Candidate],
    ceilings: Mapping[FundingSource, int],
    balance: Balance | None = None,
    extra: int = ONE_MORE,
) -> tuple[OneMore, ...]:
    """Return for each source that a candidate asks for what `extra` đồng more of it would do."""
    by_id = {one.id: one for one in candidates}
    order, balance = ranked(candidates), balance or Balance()
    now = _chosen(order, ceilings, balance)
    asked = [s for s in FundingSource if any(s in one.amounts for one in candidates)]
    found = []
    for source in asked:
        more = dict(ceilings) | {source: ceilings.get(source, 0) + extra}
        then = _chosen(order, more, balance)
        found.append(
            OneMore(
                source=source,
                extra=extra,
                added=tuple(ranked(by_id[key] for key in then - now)),
                given_way=tuple(ranked(by_id[key] for key in now - then)),
            )
        )
    return tuple(found)


def _walk(order: Iterable[Candidate], purse: _Purse) -> dict[str, _Stop]:
    """Take each that fits, from the first to the last; return what stopped the others."""
    stops = {}
    for one in order:
        stop = _Stop(purse.lacks(one), purse.over(one))
        if stop.lacks or stop.over:
            stops[one.id] = stop
        else:
            purse.take(one)
    return stops


def _walked(
    order: Sequence[Candidate], ceilings: Mapping[FundingSource, int], balance: Balance
) -> _Walked:
    """Go down the list twice: within money and balance, then for those the balance had stopped."""
    purse = _Purse(dict(ceilings), _caps(ceilings, balance))
    stops = _walk([one for one in order if not one.against], purse)
    waiting = [one for one in order if one.id in stops and stops[one.id].over]
    late = _walk(waiting, replace(purse, caps={}))
    return _Walked(stops, late, purse.left)


def _chosen(
    order: Sequence[Candidate], ceilings: Mapping[FundingSource, int], balance: Balance
) -> frozenset[str]:
    walked = _walked(order, ceilings, balance)
    return frozenset(one.id for one in order if walked.takes(one))


def _caps(ceilings: Mapping[FundingSource, int], balance: Balance) -> dict[str, int]:
    total = sum(ceilings.values())
    percents = {"content": balance.content_percent, "place": balance.place_percent}
    return {kind: total * share // 100 for kind, share in percents.items() if share is not None}


def _groups(one: Candidate) -> list[tuple[str, str]]:
    pairs = [("content", one.content), ("place", one.place)]
    return [(kind, group) for kind, group in pairs if group]


def _answer(
    rank: int,
    one: Candidate,
    walked: _Walked,
    before: Candidate | None,
    below: Candidate | None,
) -> Answer:
    """Return the answer to one candidate, told by who was taken just above and below it."""
    if one.against:
        return Answer(candidate=one, place=Place.OUT, rank=rank, told=" ".join(one.against))
    first = walked.stops.get(one.id)
    told = f"{_standing(one)}."
    if first is None or walked.takes(one):
        told += f" {_group(one, first.over)} đã đủ mức cân đối; kinh phí còn dư." if first else ""
        return Answer(candidate=one, place=Place.IN, rank=rank, told=told)
    lacks = walked.late.get(one.id, first).lacks
    told += f" {_group(one, first.over)} đã đủ mức cân đối." if first.over else ""
    told += f" {_short(lacks)}{_behind(one, before, below)}"
    return Answer(candidate=one, place=Place.RESERVE, rank=rank, told=told, lacks=lacks)


def _group(one: Candidate, kind: str) -> str:
    if kind == "content":
        return f"Nội dung “{one.content_name or one.content}”"
    return f"Địa bàn {one.place_name or one.place}"


def _standing(one: Candidate) -> str:
    told = one.turn.told
    points = f", {_said(one.score)} điểm" if one.score is not None else ""
    return f"{told[0].upper()}{told[1:]}{points}"


def _said(score: Fraction) -> str:
    return format_number(score, None if score.denominator == 1 else 1)


def _short(lacks: Mapping[FundingSource, int]) -> str:
    parts = [f"{format_dong(amount)} của nguồn {s.label}" for s, amount in sorted(lacks.items())]
    return f"Còn thiếu {', '.join(parts)}."


def _behind(one: Candidate, before: Candidate | None, below: Candidate | None) -> str:
    """Return after whom it stands, and whether a smaller one below still found room."""
    told = ""
    if before:
        told = f" Xếp sau “{before.name}”{_points(before)}"
        if (before.turn, before.score) == (one.turn, one.score):
            told += ", bằng điểm nhưng đơn vị ấy nhiều kinh nghiệm hơn hoặc đăng ký trước"
        told += "."
    if below:
        told += f" Số còn lại chỉ đủ cho đề án nhỏ hơn xếp dưới, như “{below.name}”."
    return told


def _points(one: Candidate) -> str:
    return "" if one.score is None else f" ({_said(one.score)} điểm)"
