"""What is measured of the programme: each measure with its unit and how it may be added.

A measure is a question; who answers it (a record of our own, a figure of an old report) is not its
business. `docs/measures.md` is written from this table.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from khuyencong.values.vocabulary import Activity


class Adds(StrEnum):
    """How the values of a measure go together."""

    UP = "up"  # over places, periods, contents and sources: money, things done
    PLACES = "places"  # over places only: what there is on a day
    NOT = "not"  # never: a share, a coverage


class DatedBy(StrEnum):
    """Which day puts a thing into a period."""

    BUDGET_YEAR = "budget_year"
    DAY_DONE = "day_done"
    LAST_DAY = "last_day"


#: How a screen says it, in the line of method under a number.
DATED_BY = {
    DatedBy.BUDGET_YEAR: "theo năm ngân sách",
    DatedBy.DAY_DONE: "theo ngày thực hiện",
    DatedBy.LAST_DAY: "có đến ngày cuối kỳ",
}


@dataclass(frozen=True, slots=True)
class Measure:
    """One question that can be asked of any place and period.

    `activity`: the only legal content it can belong to; None where it is asked by content.
    """

    id: str
    name: str
    unit: str
    activity: Activity | None = None
    adds: Adds = Adds.UP
    dated_by: DatedBy = DatedBy.DAY_DONE
    counted_by: str = "đếm theo báo cáo"

    @property
    def by_content(self) -> bool:
        """Return whether it may be asked of one content, and of one source."""
        return self.activity is None and self.adds is Adds.UP

    @property
    def is_money(self) -> bool:
        """Return whether its values are whole đồng."""
        return self.unit == "VND"


_A = Activity
_LINES = "tiền theo dòng nội dung và nguồn"
_PERSONS = "đếm người"
_TURNS = "đếm lượt"

_TABLE = (
    Measure(
        "money.state",
        "Kinh phí khuyến công",
        "VND",
        dated_by=DatedBy.BUDGET_YEAR,
        counted_by=_LINES,
    ),
    Measure(
        "money.counterpart",
        "Vốn đối ứng của cơ sở",
        "VND",
        dated_by=DatedBy.BUDGET_YEAR,
        counted_by=_LINES,
    ),
    Measure(
        "money.growth",
        "Kinh phí khuyến công so với năm trước",
        "percent",
        _A.TOTAL,
        Adds.NOT,
        DatedBy.BUDGET_YEAR,
        "tỷ lệ như báo cáo ghi",
    ),
    Measure(
        "projects.count",
        "Đề án khuyến công",
        "project",
        dated_by=DatedBy.BUDGET_YEAR,
        counted_by="mỗi đề án theo nội dung và nguồn chính",
    ),
    Measure(
        "training.workers", "Lao động được đào tạo nghề", "person", _A.TRAINING, counted_by=_PERSONS
    ),
    Measure("training.classes", "Lớp đào tạo nghề, truyền nghề", "class", _A.TRAINING),
    Measure(
        "management.trainees",
        "Học viên tập huấn, khởi sự, quản lý",
        "person",
        _A.MANAGEMENT_CAPACITY,
        counted_by=_PERSONS,
    ),
    Measure(
        "management.turns",
        "Lượt người tập huấn, tham quan học tập",
        "person_turn",
        _A.MANAGEMENT_CAPACITY,
        counted_by=_TURNS,
    ),
    Measure(
        "management.classes", "Lớp tập huấn, khởi sự, quản lý", "class", _A.MANAGEMENT_CAPACITY
    ),
    Measure("management.trips", "Chuyến tham quan, học tập", "trip", _A.MANAGEMENT_CAPACITY),
    Measure(
        "models.count",
        "Mô hình trình diễn kỹ thuật",
        "model",
        _A.TECHNICAL_DEMONSTRATION_AND_MACHINERY,
    ),
    Measure(
        "machinery.establishments",
        "Cơ sở ứng dụng máy móc, chuyển giao công nghệ",
        "establishment",
        _A.TECHNICAL_DEMONSTRATION_AND_MACHINERY,
        counted_by="đếm cơ sở",
    ),
    Measure(
        "machinery.machines",
        "Máy móc thiết bị tiên tiến",
        "machine",
        _A.TECHNICAL_DEMONSTRATION_AND_MACHINERY,
    ),
    Measure(
        "machinery.lines",
        "Dây chuyền công nghệ",
        "production_line",
        _A.TECHNICAL_DEMONSTRATION_AND_MACHINERY,
    ),
    Measure("fairs.count", "Hội chợ, triển lãm", "fair", _A.TYPICAL_PRODUCTS),
    Measure("fairs.booths", "Gian hàng hội chợ, triển lãm", "booth", _A.TYPICAL_PRODUCTS),
    Measure(
        "fairs.turns",
        "Lượt cơ sở tham gia hội chợ, quảng bá",
        "establishment_turn",
        _A.TYPICAL_PRODUCTS,
        counted_by=_TURNS,
    ),
    Measure("voting.rounds", "Kỳ bình chọn sản phẩm", "round", _A.TYPICAL_PRODUCTS),
    Measure(
        "products.recognised",
        "Sản phẩm công nghiệp nông thôn tiêu biểu",
        "product",
        _A.TYPICAL_PRODUCTS,
    ),
    Measure(
        "products.turns",
        "Lượt sản phẩm được công nhận tiêu biểu",
        "product_turn",
        _A.TYPICAL_PRODUCTS,
        counted_by=_TURNS,
    ),
    Measure(
        "products.establishments",
        "Cơ sở được giúp phát triển sản phẩm",
        "establishment",
        _A.TYPICAL_PRODUCTS,
        counted_by="đếm cơ sở",
    ),
    Measure("trademarks.count", "Nhãn hiệu được giúp xây dựng", "trademark", _A.TYPICAL_PRODUCTS),
    Measure("showrooms.count", "Phòng trưng bày sản phẩm", "showroom", _A.TYPICAL_PRODUCTS),
    Measure(
        "consultancy.establishments",
        "Cơ sở được tư vấn, trợ giúp",
        "establishment",
        _A.CONSULTANCY,
        counted_by="đếm cơ sở",
    ),
    Measure(
        "consultancy.turns",
        "Lượt cơ sở được tư vấn, trợ giúp",
        "establishment_turn",
        _A.CONSULTANCY,
        counted_by=_TURNS,
    ),
    Measure("information.features", "Chuyên mục, phóng sự", "feature", _A.INFORMATION),
    Measure("information.copies", "Bản tin, ấn phẩm", "copy", _A.INFORMATION),
    Measure("information.leaflets", "Tờ rơi, tờ gấp", "leaflet", _A.INFORMATION),
    Measure(
        "information.websites",
        "Trang tin, phần mềm được giúp xây dựng",
        "website_or_software",
        _A.INFORMATION,
    ),
    Measure(
        "clusters.count",
        "Cụm công nghiệp được hỗ trợ",
        "cluster",
        _A.CLUSTERS_AND_JOINT_VENTURES,
    ),
    Measure(
        "cooperation.delegations",
        "Đoàn hợp tác quốc tế",
        "delegation",
        _A.INTERNATIONAL_COOPERATION,
    ),
    Measure(
        "cleaner.enterprises",
        "Doanh nghiệp áp dụng sản xuất sạch hơn",
        "enterprise",
        _A.CLEANER_PRODUCTION,
    ),
    Measure(
        "cleaner.establishments",
        "Cơ sở áp dụng sản xuất sạch hơn",
        "establishment",
        _A.CLEANER_PRODUCTION,
        counted_by="đếm cơ sở",
    ),
    Measure(
        "staff.people",
        "Người làm khuyến công ở các trung tâm",
        "person",
        _A.ORGANISATION,
        Adds.PLACES,
        DatedBy.LAST_DAY,
        _PERSONS,
    ),
    Measure(
        "contents.covered",
        "Nội dung khuyến công đã làm",
        "activity_content",
        _A.TOTAL,
        Adds.NOT,
        counted_by="đếm nội dung có ít nhất một hoạt động",
    ),
    Measure(
        "provinces.with_programme",
        "Địa phương đã ban hành chương trình khuyến công",
        "province",
        _A.POLICY_DOCUMENTS,
        Adds.NOT,
        DatedBy.LAST_DAY,
        "đếm tỉnh, thành phố",
    ),
)

MEASURES: dict[str, Measure] = {measure.id: measure for measure in _TABLE}


def measures_of(unit: str, activity: Activity) -> Iterable[Measure]:
    """Return the measures that count in `unit` and may be asked of `activity`."""
    return (m for m in _TABLE if m.unit == unit and (m.activity is None or m.activity is activity))


HEAD = """\
# Measures

Written by `python -m khuyencong.values.measures`; a test fails when this page is not what the table
says. A measure is a question that can be asked of any place and period. Whoever answers it (a
record of our own, a figure of an old report) is named by the evidence of the number, not here.

- **adds up**: *everywhere*: over places, periods, contents and sources; *places*: over places,
  never over time; *not*: never. Rates, shares and averages are computed, and never added.
- **step**: for money and đề án a number also says its step: planned, approved, contracted,
  advanced, accepted ("đã thực hiện"), paid, settled, recovered; a target is told apart.
- **whose**: the plan owner's. What others did on the soil of a place is not added in.
- **borders**: what adds up over places moves whole with a merger; what went to several heirs stays
  under the unit that ended, for no share is known.
"""
_ADDS = {Adds.UP: "everywhere", Adds.PLACES: "places", Adds.NOT: "not"}


def page() -> str:
    """Return docs/measures.md."""
    rows = [
        f"| `{m.id}` | {m.name} | `{m.unit}` | {m.activity or 'any'} | {_ADDS[m.adds]} "
        f"| {DATED_BY[m.dated_by]} | {m.counted_by} |"
        for m in _TABLE
    ]
    head = "| measure | name | unit | content | adds up | dated | counted |"
    return "\n".join([HEAD, head, "|---" * 7 + "|", *rows, ""])


if __name__ == "__main__":
    print(page(), end="")
