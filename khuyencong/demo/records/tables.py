"""What the reports say, sum by sum, from the tables beside this file."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Any, Self

from khuyencong.values.rounding import roundest_value
from khuyencong.values.vocabulary import FundingSource

FOLDER = resources.files("khuyencong.demo.records")
SOURCES = {source.value: source for source in FundingSource}
NAMES = ("bac-giang-2016-2020", "tra-vinh-2016-2020", "bac-kan-2014-2018")


class _Row:
    """A table of TOML as a frozen record; lists become tuples."""

    @classmethod
    def read(cls, told: Mapping[str, Any], **more: object) -> Self:
        known = {one.name for one in fields(cls)}  # type: ignore[arg-type]
        plain = {name: _plain(value) for name, value in told.items() if name not in more}
        unknown = plain.keys() - known
        if unknown:
            raise ValueError(f"{cls.__name__}: {sorted(unknown)}")
        return cls(**plain, **more)


def _plain(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


@dataclass(frozen=True)
class Outcome(_Row):
    """What each line of a group came to: a kind of result, and which column its quantity fills."""

    kind: str = ""
    column: str = ""
    variant: str = ""
    #: Where the words of the lines are of several kinds or variants: one each, turn by turn.
    kinds: tuple[str, ...] = ()
    variants: tuple[str, ...] = ()
    #: Counts that each line has, and those that differ from line to line.
    fixed: Mapping[str, int] = field(default_factory=dict)
    each: Mapping[str, list[int]] = field(default_factory=dict)
    more: Mapping[str, Any] = field(default_factory=dict)
    #: "Trên 350" is told by lines that sum to 351: the first of them counts one less, "trên".
    bound: str = ""
    #: How the jobs are told: "khoảng".
    jobs: str = ""


@dataclass(frozen=True)
class Alone(_Row):
    """A result that stands by itself: without đề án, without money, or of another body."""

    at: str
    kind: str
    what: str
    variant: str = ""
    content: str = ""
    source: str = ""
    year: int = 0
    #: Whose it is, where not the province's: "cuc", or a province.
    of: str = ""
    commune: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)
    more: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Group(_Row):
    """Lines of one kind: how many, what they came to, where, for whom."""

    count: int
    unit: str
    item: str
    where: str
    what: tuple[str, ...]
    quantity: int = 0
    #: Where the report gives the quantity of each.
    quantities: tuple[int, ...] = ()
    commune: str = ""
    establishments: int = 0
    trades: tuple[str, ...] = ()
    form: str = ""
    counterpart: bool = False
    jobs: bool = False
    #: Where the report gives the money and the year of this alone.
    money: int = 0
    year: int = 0
    result: Outcome = Outcome()


@dataclass(frozen=True)
class Part(_Row):
    """đề án of one kind within a sum."""

    name: str
    projects: int
    groups: tuple[Group, ...]
    over_the_period: bool = False
    in_years: tuple[int, ...] = ()


@dataclass(frozen=True)
class Item(_Row):
    """One sum of a report: by content and source, with its count of đề án."""

    at: str
    content: str
    source: str
    projects: int
    money: int
    parts: tuple[Part, ...]
    assumed: tuple[str, ...] = ()
    #: Whether the report counts đề án of this content; else they are "chưa phân bổ" as đề án.
    lead: bool = True
    #: A body that did it in the Cục's plan, not the province.
    by_others: str = ""

    @property
    def funding(self) -> FundingSource:
        """Return whose money it was."""
        return SOURCES[self.source]


@dataclass(frozen=True)
class Target(_Row):
    """What was to be reached: written out, or told by a percentage of it alone."""

    at: str
    what: str
    unit: str
    #: Of the catalogue.
    measure: str
    content: str = ""
    source: str = ""
    value: int = 0
    done: int = 0
    percent: str = ""
    cut_off: bool = False

    @property
    def is_implied(self) -> bool:
        """Return whether the value is "suy ra từ báo cáo"."""
        return bool(self.percent)

    @property
    def aimed_at(self) -> int:
        """Return the value: as written, else the roundest that gives the percentage."""
        if not self.is_implied:
            return self.value
        value = roundest_value(self.done, Decimal(self.percent), cut_off=self.cut_off)
        if value is None:
            raise ValueError(f"{self.what}: {self.done} = {self.percent} %")
        return value


@dataclass(frozen=True)
class Context(_Row):
    """What a report says of a province beside its programme."""

    series: str
    year: int
    value: int
    citation: str
    prices: str = ""


@dataclass(frozen=True)
class Table(_Row):
    """One report: whose, of which years, and all its sums."""

    place: str
    period: tuple[int, int]
    paper: str
    mark: str
    first_number: int
    has_implementer: bool
    last_acceptance: date
    #: How the years of the period weigh where the report names none.
    years: tuple[int, ...]
    items: tuple[Item, ...]
    targets: tuple[Target, ...] = ()
    #: The years that the targets are for, where they are not those of the report.
    targets_period: tuple[int, int] = ()  # type: ignore[assignment]
    alone: tuple[Alone, ...] = ()
    counterpart: int = 0
    jobs: int = 0

    @property
    def span(self) -> range:
        """Return the years of the period."""
        return range(self.period[0], self.period[1] + 1)

    @property
    def aimed_over(self) -> tuple[int, int]:
        """Return the first and the last year that the targets are for."""
        return self.targets_period or self.period


@cache
def table(name: str) -> Table:
    """Return one of the tables by its name."""
    told = tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    return Table.read(
        {key: value for key, value in told.items() if key not in ("item", "target", "alone")},
        items=tuple(_item(one) for one in told["item"]),
        targets=tuple(Target.read(one) for one in told.get("target", ())),
        alone=tuple(Alone.read(one) for one in told.get("alone", ())),
        jobs=told.get("jobs", {}).get("total", 0),
    )


def _item(told: Mapping[str, Any]) -> Item:
    plain = {key: value for key, value in told.items() if key != "part"}
    return Item.read(plain, parts=tuple(_part(one) for one in told["part"]))


def _part(told: Mapping[str, Any]) -> Part:
    plain = {key: value for key, value in told.items() if key != "lines"}
    return Part.read(plain, groups=tuple(_group(one) for one in told["lines"]))


def _group(told: Mapping[str, Any]) -> Group:
    return Group.read(told, result=Outcome.read(told["result"]))


def _contexts() -> dict[str, tuple[Context, ...]]:
    told = tomllib.loads((FOLDER / "context.toml").read_text(encoding="utf-8"))
    return {place: tuple(Context.read(one) for one in rows) for place, rows in told.items()}


#: By the key of the province.
CONTEXT = _contexts()
