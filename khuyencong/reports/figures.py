"""A figure of a report: what is asked, the answer, how it is shown, and what it rests on."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field, fields
from decimal import Decimal
from hashlib import blake2b
from typing import Any

from khuyencong.ingestion.meaning import content_of
from khuyencong.ingestion.models import Observation
from khuyencong.ingestion.queries import agree, agrees_with
from khuyencong.ingestion.shown import MONEY_UNITS, NO_BREAK
from khuyencong.reports.jsonform import choice, evidence_hash, number, stated
from khuyencong.reports.naming import name_of
from khuyencong.reports.queries.answers import Answer
from khuyencong.reports.states import Standing
from khuyencong.reports.words import DECIMALS, TEN
from khuyencong.values.measures import DATED_BY, MEASURES, DatedBy
from khuyencong.values.numbers import format_number
from khuyencong.values.rounding import round_half_up
from khuyencong.values.vocabulary import Activity, Bound, FundingSource, unit_label

Value = int | Decimal
#: What is reckoned of two numbers: never added, its rows are those of both.
DERIVED = {
    "percent_of_target": "tỷ lệ so với mục tiêu",
    "growth": "tăng, giảm so với kỳ trước",
    "average_growth": "tăng bình quân một năm",
    "share": "tỷ trọng",
    "difference": "chênh lệch",
    "total_years": "số năm của kỳ",
    "rate": "tương quan",
}
COUNTERPART = "money.counterpart"
#: How an old report calls the level of a product, by the variant of a voting.
LEVELS = {
    "district": "cấp huyện",
    "province": "cấp tỉnh",
    "region": "cấp khu vực",
    "nation": "cấp quốc gia",
}
_VARIANTS = {level: variant for variant, level in LEVELS.items()}
_TABLES = {
    "money.state": "money",
    "projects.count": "projects",
    COUNTERPART: "beside",
    "contents.covered": "",
}
#: What a word of a question may ask of, and by what.
TABLES = ("projects", "money", "carrying", "beside", "result")
FILTERS = frozenset({"source", "content", "item", "variant", "kind"})
#: Between values of which any will do.
ANY = "+"
#: How a figure is meant that is no measure, by the first word of its code.
_METHODS = {
    "context": "số bối cảnh của địa phương, theo nguồn ghi kèm",
    "remarks": "đếm lần ghi nhận trong kỳ",
    "provinces": "đếm tỉnh, thành phố có đề án đã thực hiện trong kỳ",
    "projects": "đề án thực hiện trên địa bàn, của chủ kế hoạch khác",
    "money": "kinh phí thực hiện trên địa bàn, của chủ kế hoạch khác",
    "reports": "theo lịch báo cáo của nơi nhận",
    "period": "đếm năm của kỳ",
    "years": "năm cuối trừ năm đầu",
}
_BOUNDS = {str(bound): bound.label for bound in Bound}
_JSON_NAMES = {"source": "funding_source", "content": "activity"}
_STAGES = {
    "planned": "dự kiến",
    "approved": "đã phê duyệt",
    "contracted": "đã ký hợp đồng",
    "advanced": "đã tạm ứng",
    "accepted": "đã thực hiện",
    "paid": "đã thanh toán",
    "settled": "đã quyết toán",
    "recovered": "đã thu hồi",
    "registered": "đã đăng ký",
    "target": "mục tiêu",
}


@dataclass(frozen=True)
class Asked:
    """A question: a measure at a step, filters by column, and what is derived of it, if anything.

    `table` is where its rows stand; "" where no row of ours answers it.
    """

    measure: str
    stage: str = "accepted"
    where: tuple[tuple[str, Hashable], ...] = ()
    table: str = ""
    derived: str = ""

    @property
    def word(self) -> str:
        """Return the question as one word, the same for the same question."""
        filters = ",".join(f"{name}={_one_word(value)}" for name, value in self.where)
        return "|".join((self.measure, self.stage, filters, self.table, self.derived))

    @property
    def key(self) -> str:
        """Return a short name, by which words and a control of a document cite it."""
        return f"s{blake2b(self.word.encode(), digest_size=6).hexdigest()}"

    @property
    def filters(self) -> dict[str, Hashable]:
        """Return the filters by column."""
        return dict(self.where)


def _one_word(value: Hashable) -> str:
    """Return a filter as the word of a question tells it: "provincial+district" for any of two."""
    return ANY.join(map(str, value)) if isinstance(value, tuple) else str(value)


def read_asked(word: str) -> Asked:
    """Return the question that a word tells. LookupError where it is none of ours."""
    parts = word.split("|")
    if len(parts) != len(fields(Asked)) or parts[4]:
        raise LookupError(word)
    measure, stage, filters, table, _ = parts
    where = dict(one.partition("=")[::2] for one in filters.split(",") if one)
    if measure not in MEASURES or table not in TABLES or set(where) - FILTERS:
        raise LookupError(word)
    told = {n: tuple(v.split(ANY)) if ANY in v else v for n, v in where.items()}
    return asked(measure, stage, told, table)


def asked(measure: str, stage: str, where: Mapping[str, Hashable], table: str) -> Asked:
    """Return a question with its filters in one order."""
    return Asked(measure, stage, tuple(sorted(where.items(), key=str)), table)


def asked_by(answer: Answer, unit: str = "") -> Asked:
    """Return the question of old reports as one of ours; `unit`: of a part of the place."""
    told = answer.question
    where: dict[str, Hashable] = {"place": unit} if unit else {}
    if told.activity not in (Activity.TOTAL, str(content_of(told.measure))):
        where["content"] = told.activity
    if told.funding_source:
        where["source"] = told.funding_source
    if told.detail:
        where["variant"] = _VARIANTS.get(told.detail, told.detail)
    if told.measure == COUNTERPART:
        where["kind"] = FundingSource.COUNTERPART.value
    return asked(told.measure, told.stage, where, _TABLES.get(told.measure, "result"))


@dataclass(frozen=True)
class Money:
    """In which unit a report writes its money: all of it in one, so that a reader can add."""

    size: int
    places: int | None = None

    def say(self, dong: Value) -> str:
        """Return an amount with its unit."""
        value = Decimal(int(dong)) / self.size
        if self.places is not None:
            value = round_half_up(value, self.places)
        words = format_number(value).replace("-", "−")
        return f"{words}{NO_BREAK}{MONEY_UNITS[self.size]}"

    def bare(self, dong: Value) -> str:
        """Return an amount without its unit: for the cell of a table that names it."""
        return self.say(dong).rpartition(NO_BREAK)[0]

    @property
    def unit(self) -> str:
        """Return the name of the unit."""
        return MONEY_UNITS[self.size]


DONG, MILLION = Money(1), Money(10**6)
BILLION = Money(10**9, DECIMALS)


def money_unit(total: int, *, national: bool) -> Money:
    """Return the unit for a report: tỷ for a nation, triệu where that is exact, else đồng."""
    if national and total >= 100 * 10**9:
        return BILLION
    return MILLION if total % 10 ** (6 - DECIMALS) == 0 else DONG


@dataclass(frozen=True)
class Figure:
    """One number of a report. `value` None: nothing is known, and nothing is printed as 0.

    `records` of our own behind it; `rows` the figures of old reports that it was taken from;
    `beside` what such reports state of the same question; `estimated` what officers expect of the
    days to come.
    """

    asked: Asked
    value: Value | None
    unit: str
    records: int = 0
    bound: str = ""
    estimated: int | None = None
    rows: tuple[Observation, ...] = ()
    beside: tuple[Observation, ...] = ()
    out_of: int | None = None
    money: Money = MILLION
    places: int = 2
    missing: tuple[str, ...] = ()
    #: Digest of the rows of our own, made when it is asked for.
    digest: Callable[[], str] = field(default=lambda: "", compare=False, repr=False)
    #: The keys of the figures that a derived one is reckoned of.
    parts: tuple[str, ...] = ()
    #: What the old reports say of the same question, taken together.
    answer: Answer | None = None
    #: What it is, where its question alone does not say it.
    called: str = ""
    #: The ids of the rows that it counts, where its filters do not tell them.
    names: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Return the key of its question."""
        return self.asked.key

    @property
    def is_told(self) -> bool:
        """Return whether there is something to tell: a number that is known and not zero."""
        return bool(self.value)

    @property
    def waits(self) -> bool:
        """Return whether the machine read it from a report and nobody has looked at it yet."""
        taken = self.answer is not None and not self.records
        return taken and self.answer is not None and self.answer.standing is Standing.WAITING

    @property
    def together(self) -> int | None:
        """Return done and expected together, "ước thực hiện"."""
        if self.estimated is None or self.value is None:
            return None
        return int(self.value) + self.estimated

    @property
    def shown(self) -> str:
        """Return the number as an official report writes it: "09", "550 triệu đồng", "79,17%"."""
        return "–" if self.value is None else self.say(self.value)

    @property
    def in_full(self) -> str:
        """Return the number with its bound and unit: "trên 350 người"."""
        unit = "" if self.unit == "VND" else f" {self.unit_name}"
        return f"{self.bounded} {self.shown}{unit}".strip()

    def say(self, value: Value) -> str:
        """Return a value in the way of this figure."""
        if self.unit == "VND":
            return self.money.say(value)
        if self.unit.startswith("percent"):
            percent = round_half_up(value, self.places)
            return f"{format_number(percent.normalize()).replace('-', '−')}%"
        if self.out_of is not None:
            return f"{value}/{self.out_of}"
        if isinstance(value, int) and 0 < value < TEN:
            return f"{value:02d}"
        return format_number(value).replace("-", "−")

    @property
    def bounded(self) -> str:
        """Return "trên", "khoảng" where records or reports only bound the true number."""
        return _BOUNDS.get(self.bound, "")

    @property
    def unit_name(self) -> str:
        """Return the name of the unit that is counted."""
        return unit_label(self.unit)

    @property
    def name(self) -> str:
        """Return what it is, in words."""
        if self.called:
            return self.called
        known = MEASURES.get(self.asked.measure)
        group = self.asked.filters.get("group")
        name = name_of(known.name if known else self.asked.measure, group)
        return f"{name}: {DERIVED[self.asked.derived]}" if self.asked.derived else name

    @property
    def method(self) -> str:
        """Return how it is meant: step · dated by · whose · counted by."""
        known = MEASURES.get(self.asked.measure)
        if known is None:
            return _METHODS.get(self.asked.measure.partition(".")[0], "")
        told = [_STAGES.get(self.asked.stage, ""), DATED_BY[known.dated_by]]
        told += ["của chủ kế hoạch", known.counted_by]
        if self.asked.derived:
            told.insert(0, DERIVED[self.asked.derived])
        return " · ".join(filter(None, told))

    def told(self) -> dict[str, Any]:
        """Return it in the shape of the contract, with its key and its line of method."""
        known = MEASURES.get(self.asked.measure)
        derived = f".{self.asked.derived}" if self.asked.derived else ""
        return {
            "key": self.key,
            "measure": f"{self.asked.measure}{derived}",
            "name": self.name,
            "filters": self._filters(),
            "stage": None if self.asked.stage == "target" else self.asked.stage,
            "kind": "target" if self.asked.stage == "target" else "result",
            "table": "" if self._is_apart else self.asked.table,
            "where": {name: _kept(value) for name, value in self.asked.where},
            "dated_by": str(known.dated_by if known else DatedBy.LAST_DAY),
            "whose": "owner",
            "counted_by": known.counted_by if known else "",
            "method": self.method,
            "value": number(self.value),
            "bound": self.bound or None,
            "estimated": self.estimated,
            "unit": self.unit,
            "out_of": self.out_of,
            "shown_as": self.shown,
            "missing": list(self.missing),
            "evidence": {
                "records": self.records,
                "observations": len(self.rows or self.beside),
                "hash": self._evidence(),
                **({"rows": list(self.names)} if self.names else {}),
            },
            "parts": list(self.parts),
            "standing": self._standing(),
            "reviewed": not self.waits,
            "implied": bool(self.answer and not self.records and self.answer.implied),
            "chosen": choice(self.answer) if self.answer else None,
            "stated": [self._stated(row) for row in self.beside],
        }

    @property
    def _is_apart(self) -> bool:
        """Return whether its rows are not those of the report's own: derived, or of others."""
        others = self.asked.measure.endswith(".of_others")
        return bool(self.asked.derived or others or not self.records)

    def _filters(self) -> dict[str, Any]:
        told = {_JSON_NAMES.get(n, n): _plain(v) for n, v in self.asked.where if n != "kind"}
        known = MEASURES.get(self.asked.measure)
        if known and known.activity and "activity" not in told and not self.asked.derived:
            content = content_of(self.asked.measure)
            told |= {"activity": str(content)} if content is not Activity.TOTAL else {}
        return told

    def _standing(self) -> str:
        return str(self.answer.standing) if self.answer and not self.records else "records"

    def _evidence(self) -> str:
        return self.digest() if self.records else evidence_hash(self.rows)

    def _stated(self, row: Observation) -> dict[str, Any]:
        told = stated(row, None)
        if self.records and isinstance(self.value, int):
            told["agrees"] = agrees_with(row, self.value, self.bound)
        elif self.answer and self.answer.lead:
            told["agrees"] = agree(row, self.answer.lead)
        return told


def _kept(value: Hashable) -> Any:
    return value if value is None or isinstance(value, int | str) else str(value)


def _plain(value: Hashable) -> Any:
    if isinstance(value, tuple):
        return list(value)
    return value if isinstance(value, int | str) else str(value)
