"""What a kind of result is made of: its fields, what it counts, which measures it feeds.

A declaration that would mix units, add a rate or feed a measure of another content does not load.
"""

from dataclasses import dataclass
from enum import StrEnum

from khuyencong.values.measures import MEASURES, Adds
from khuyencong.values.vocabulary import Activity


@dataclass(frozen=True, slots=True)
class Column:
    """A quantity that many kinds share, and the units that it may be counted in."""

    label: str
    units: tuple[str, ...]


#: The typed columns of a result. `quantity` is counted in the unit of its kind.
COLUMNS = {
    "quantity": Column("Số lượng", ()),
    "persons": Column("Số người", ("person",)),
    "women": Column("Trong đó nữ", ("person",)),
    "person_turns": Column("Số lượt người", ("person_turn",)),
    "establishments": Column(
        "Số cơ sở", ("establishment", "enterprise", "cooperative", "household_business")
    ),
    "establishment_turns": Column("Số lượt cơ sở", ("establishment_turn",)),
    "products": Column("Số sản phẩm", ("product",)),
    "product_turns": Column("Số lượt sản phẩm", ("product_turn",)),
    "booths": Column("Số gian hàng", ("booth",)),
    "copies": Column("Số bản", ("copy", "leaflet")),
    "machines": Column("Số máy, thiết bị", ("machine",)),
    "production_lines": Column("Số dây chuyền", ("production_line",)),
    "jobs": Column("Việc làm tạo thêm (người)", ("person",)),
    "contract_money": Column("Giá trị hợp đồng (đồng)", ("VND",)),
    "sales_money": Column("Doanh số bán hàng (đồng)", ("VND",)),
}
MONEY_COLUMNS = frozenset({"contract_money", "sales_money"})


class FieldType(StrEnum):
    """How a field is typed, checked and shown."""

    COUNT = "count"  # a typed column, a whole number from 0
    MONEY = "money"  # whole đồng
    WHOLE = "whole"
    PERCENT = "percent"  # a rate: kept as written, in no column, never added
    TEXT = "text"
    CHOICE = "choice"
    YES_NO = "yes_no"


TYPE_NAMES = {
    FieldType.COUNT: "số đếm",
    FieldType.MONEY: "đồng",
    FieldType.WHOLE: "số nguyên",
    FieldType.PERCENT: "tỷ lệ %",
    FieldType.TEXT: "chữ",
    FieldType.CHOICE: "chọn một",
    FieldType.YES_NO: "có hoặc không",
}
#: What is added up by the database; a field of any other type stands in the JSON column.
IN_COLUMNS = {FieldType.COUNT}


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that a kind of result tells."""

    name: str
    label: str
    type: FieldType
    unit: str = ""
    required: bool = False
    choices: tuple[tuple[str, str], ...] = ()

    @property
    def is_column(self) -> bool:
        """Return whether it stands in a typed column, and so can be added up."""
        return self.name in COLUMNS

    @property
    def is_money(self) -> bool:
        """Return whether it is whole đồng."""
        return self.type is FieldType.MONEY or self.name in MONEY_COLUMNS


def column(name: str, label: str = "", *, required: bool = False, unit: str = "") -> Field:
    """Return the field of a typed column; its unit is the first that the column knows."""
    known = COLUMNS[name]
    unit = unit or (known.units[0] if known.units else "")
    return Field(name, label or known.label, FieldType.COUNT, unit, required)


def text(name: str, label: str, *, required: bool = False) -> Field:
    """Return a field of words."""
    return Field(name, label, FieldType.TEXT, required=required)


def whole(name: str, label: str, unit: str) -> Field:
    """Return a field of a whole number that no measure asks for."""
    return Field(name, label, FieldType.WHOLE, unit)


def money(name: str, label: str) -> Field:
    """Return a field of whole đồng that no measure asks for."""
    return Field(name, label, FieldType.MONEY, "VND")


def percent(name: str, label: str) -> Field:
    """Return a field of a rate."""
    return Field(name, label, FieldType.PERCENT, "percent")


def choice(name: str, label: str, *choices: tuple[str, str]) -> Field:
    """Return a field in which one of several is chosen."""
    return Field(name, label, FieldType.CHOICE, choices=choices)


def yes_no(name: str, label: str) -> Field:
    """Return a field that is true or false."""
    return Field(name, label, FieldType.YES_NO)


@dataclass(frozen=True, slots=True)
class Feed:
    """A measure that a column answers, of the records whose content is the measure's.

    With `variants`, only of these variants of the kind.
    """

    measure: str
    column: str
    variants: tuple[str, ...] = ()

    def takes(self, content: str, variant: str) -> bool:
        """Return whether a record of this content and variant counts."""
        own = MEASURES[self.measure].activity
        return (own is None or own == content) and (not self.variants or variant in self.variants)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of result: what is told, what it counts, what proves it.

    `contents`: where it may stand, the usual one first. `unit`: of its `quantity`, "" for none.
    `roster`: people who took part may be listed; `lists_establishments`: so may establishments.
    `evidence`: codes of the papers that are expected.
    """

    code: str
    name: str
    contents: tuple[Activity, ...]
    unit: str = ""
    fields: tuple[Field, ...] = ()
    feeds: tuple[Feed, ...] = ()
    variant_label: str = ""
    variants: tuple[tuple[str, str], ...] = ()
    roster: bool = False
    lists_establishments: bool = False
    #: The list names those counted in `establishments`; more than these may have taken part.
    lists_some: bool = False
    evidence: tuple[str, ...] = ()
    #: Whether its content may stay unknown ("chưa phân bổ").
    without_content: bool = False

    def __post_init__(self) -> None:
        """Refuse a declaration that would count what cannot be counted so."""
        names = [field.name for field in self.fields]
        if len(names) != len(set(names)):
            raise ValueError(f"{self.code}: a field stands twice")
        if ("quantity" in names) != bool(self.unit):
            raise ValueError(f"{self.code}: a quantity needs a unit, a unit a quantity")
        if any((field.type in IN_COLUMNS) != field.is_column for field in self.fields):
            raise ValueError(f"{self.code}: only counts stand in columns")
        for feed in self.feeds:
            self._require(feed, names)

    def _require(self, feed: Feed, names: list[str]) -> None:
        measure = MEASURES[feed.measure]
        units = (self.unit,) if feed.column == "quantity" else COLUMNS[feed.column].units
        if feed.column not in names:
            raise ValueError(f"{self.code}: {feed.column} is no field of it")
        if measure.adds is not Adds.UP or measure.unit not in units:
            raise ValueError(f"{self.code}: {feed.column} does not count {feed.measure}")
        if measure.activity is not None and measure.activity not in self.contents:
            raise ValueError(f"{self.code}: {feed.measure} is of another content")
        if not set(feed.variants) <= {code for code, _ in self.variants}:
            raise ValueError(f"{self.code}: {feed.measure} names an unknown variant")

    @property
    def columns(self) -> tuple[Field, ...]:
        """Return the fields that stand in typed columns."""
        return tuple(field for field in self.fields if field.is_column)

    @property
    def more(self) -> tuple[Field, ...]:
        """Return the fields that stand in the JSON column."""
        return tuple(field for field in self.fields if not field.is_column)

    @property
    def legal_content(self) -> Activity:
        """Return which of the nine contents it belongs to, where its heading is none of them."""
        return self.contents[0]

    def field(self, name: str) -> Field | None:
        """Return a field by its name."""
        return next((field for field in self.fields if field.name == name), None)

    def variant_name(self, code: str) -> str:
        """Return the words of a variant; "" for none."""
        return dict(self.variants).get(code, "")
