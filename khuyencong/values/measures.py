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


class Counts(StrEnum):
    """What one of it is; two sorts are never added to one another."""

    MONEY = "money"
    PERSONS = "persons"
    TURNS = "turns"
    ESTABLISHMENTS = "establishments"
    THINGS = "things"
    RATE = "rate"


class Moves(StrEnum):
    """What becomes of a value when the borders of its place change."""

    WITH_THE_PLACE = "with_the_place"  # whole to the one heir; stays where there are several
    STAYS = "stays"  # told of the unit that it was measured of, and of no other


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
    `read`: whether a figure of an old report is taken for it by its unit and content; the others
    are counted from records, and a person may still choose them for a figure.
    """

    id: str
    name: str
    unit: str
    activity: Activity | None = None
    adds: Adds = Adds.UP
    dated_by: DatedBy = DatedBy.DAY_DONE
    counted_by: str = "đếm theo báo cáo"
    read: bool = True

    @property
    def counts(self) -> Counts:
        """Return what one of it is: persons are never turns, nor turns establishments."""
        return _COUNTS.get(self.unit, Counts.THINGS)

    @property
    def is_cumulative(self) -> bool:
        """Return whether the values of the years add up to that of the programme."""
        return self.adds is Adds.UP

    @property
    def moves(self) -> Moves:
        """Return what becomes of it when borders change."""
        return Moves.STAYS if self.adds is Adds.NOT else Moves.WITH_THE_PLACE

    @property
    def by_content(self) -> bool:
        """Return whether it may be asked of one content, and of one source."""
        return self.activity is None and self.adds is Adds.UP

    @property
    def is_money(self) -> bool:
        """Return whether its values are whole đồng."""
        return self.unit == "VND"


_COUNTS = {
    "VND": Counts.MONEY,
    "person": Counts.PERSONS,
    "person_turn": Counts.TURNS,
    "establishment_turn": Counts.TURNS,
    "product_turn": Counts.TURNS,
    "establishment": Counts.ESTABLISHMENTS,
    "enterprise": Counts.ESTABLISHMENTS,
    "cooperative": Counts.ESTABLISHMENTS,
    "percent": Counts.RATE,
    "activity_content": Counts.RATE,
}

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
        "machinery.assessed",
        "Doanh nghiệp được đánh giá sản xuất sạch hơn",
        "enterprise",
        _A.TECHNICAL_DEMONSTRATION_AND_MACHINERY,
        counted_by="đếm cơ sở",
        read=False,
    ),
    Measure(
        "machinery.jobs",
        "Việc làm nhờ mô hình, máy móc",
        "person",
        _A.TECHNICAL_DEMONSTRATION_AND_MACHINERY,
        counted_by=_PERSONS,
        read=False,
    ),
    Measure(
        "management.conferences",
        "Hội nghị, hội thảo cho cơ sở",
        "event",
        _A.MANAGEMENT_CAPACITY,
        read=False,
    ),
    Measure(
        "management.delegates",
        "Đại biểu hội nghị, hội thảo cho cơ sở",
        "person",
        _A.MANAGEMENT_CAPACITY,
        counted_by=_PERSONS,
        read=False,
    ),
    Measure("cleaner.classes", "Lớp sản xuất sạch hơn", "class", _A.CLEANER_PRODUCTION, read=False),
    Measure(
        "cleaner.trainees",
        "Người học về sản xuất sạch hơn",
        "person",
        _A.CLEANER_PRODUCTION,
        counted_by=_PERSONS,
        read=False,
    ),
    Measure(
        "cleaner.leaflets", "Tờ rơi sản xuất sạch hơn", "leaflet", _A.CLEANER_PRODUCTION, read=False
    ),
    Measure(
        "voting.establishments",
        "Cơ sở có sản phẩm được công nhận",
        "establishment",
        _A.TYPICAL_PRODUCTS,
        counted_by="đếm cơ sở",
        read=False,
    ),
    Measure(
        "voting.turns",
        "Lượt cơ sở dự bình chọn",
        "establishment_turn",
        _A.TYPICAL_PRODUCTS,
        counted_by=_TURNS,
        read=False,
    ),
    Measure(
        "fairs.establishments",
        "Cơ sở tham gia hội chợ, triển lãm",
        "establishment",
        _A.TYPICAL_PRODUCTS,
        counted_by="đếm cơ sở",
        read=False,
    ),
    Measure(
        "fairs.contract_money",
        "Giá trị hợp đồng tại hội chợ",
        "VND",
        _A.TYPICAL_PRODUCTS,
        read=False,
    ),
    Measure(
        "fairs.sales_money", "Doanh số bán tại hội chợ", "VND", _A.TYPICAL_PRODUCTS, read=False
    ),
    Measure(
        "ocop.products", "Sản phẩm được xếp hạng OCOP", "product", _A.TYPICAL_PRODUCTS, read=False
    ),
    Measure(
        "exports.establishments",
        "Cơ sở xuất khẩu sau hỗ trợ",
        "establishment",
        _A.TYPICAL_PRODUCTS,
        counted_by="đếm cơ sở",
        read=False,
    ),
    Measure(
        "consultancy.designs", "Mẫu bao bì, nhãn mác, tem", "design", _A.CONSULTANCY, read=False
    ),
    Measure(
        "consultancy.founded",
        "Doanh nghiệp mới ở địa bàn khó khăn",
        "enterprise",
        _A.CONSULTANCY,
        counted_by="đếm cơ sở",
        read=False,
    ),
    Measure(
        "information.items",
        "Tin bài, chương trình tuyên truyền",
        "item",
        _A.INFORMATION,
        read=False,
    ),
    Measure(
        "clusters.planned",
        "Cụm công nghiệp được lập quy hoạch chi tiết",
        "cluster",
        _A.CLUSTERS_AND_JOINT_VENTURES,
        read=False,
    ),
    Measure(
        "clusters.built",
        "Cụm công nghiệp được hỗ trợ hạ tầng",
        "cluster",
        _A.CLUSTERS_AND_JOINT_VENTURES,
        read=False,
    ),
    Measure(
        "clusters.treated",
        "Cụm công nghiệp được xử lý ô nhiễm",
        "cluster",
        _A.CLUSTERS_AND_JOINT_VENTURES,
        read=False,
    ),
    Measure(
        "clusters.relocated",
        "Cơ sở di dời vào cụm công nghiệp",
        "establishment",
        _A.CLUSTERS_AND_JOINT_VENTURES,
        counted_by="đếm cơ sở",
        read=False,
    ),
    Measure(
        "clusters.cleaned",
        "Cơ sở được xử lý ô nhiễm",
        "establishment",
        _A.CLUSTERS_AND_JOINT_VENTURES,
        counted_by="đếm cơ sở",
        read=False,
    ),
    Measure(
        "linkages.count",
        "Liên kết, chuỗi giá trị, hiệp hội",
        "item",
        _A.CLUSTERS_AND_JOINT_VENTURES,
        read=False,
    ),
    Measure(
        "cooperation.travellers",
        "Người trong các đoàn hợp tác quốc tế",
        "person",
        _A.INTERNATIONAL_COOPERATION,
        counted_by=_PERSONS,
        read=False,
    ),
    Measure(
        "cooperation.programmes",
        "Thỏa thuận, chương trình với nước ngoài",
        "programme",
        _A.INTERNATIONAL_COOPERATION,
        read=False,
    ),
    Measure(
        "program.conferences",
        "Hội nghị về công tác khuyến công",
        "event",
        _A.PROGRAM_MANAGEMENT_CAPACITY,
        read=False,
    ),
    Measure(
        "program.delegates",
        "Đại biểu hội nghị về công tác khuyến công",
        "person",
        _A.PROGRAM_MANAGEMENT_CAPACITY,
        counted_by=_PERSONS,
        read=False,
    ),
    Measure(
        "program.trips",
        "Chuyến học tập của cán bộ khuyến công",
        "trip",
        _A.PROGRAM_MANAGEMENT_CAPACITY,
        read=False,
    ),
    Measure(
        "program.classes",
        "Lớp bồi dưỡng cán bộ khuyến công",
        "class",
        _A.PROGRAM_MANAGEMENT_CAPACITY,
        read=False,
    ),
    Measure(
        "program.trained",
        "Cán bộ khuyến công được bồi dưỡng",
        "person",
        _A.PROGRAM_MANAGEMENT_CAPACITY,
        counted_by=_PERSONS,
        read=False,
    ),
    Measure(
        "program.inspections",
        "Cuộc kiểm tra, giám sát, khảo sát",
        "event",
        _A.PROGRAM_MANAGEMENT_CAPACITY,
        read=False,
    ),
    Measure(
        "program.documents",
        "Văn bản về khuyến công được ban hành",
        "document",
        _A.PROGRAM_MANAGEMENT_CAPACITY,
        read=False,
    ),
    Measure("program.rewards", "Khen thưởng", "prize", _A.PROGRAM_MANAGEMENT_CAPACITY, read=False),
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

_RECORDS = "đếm từ hồ sơ"
_FIRMS = "đếm cơ sở"


def _counted(id: str, name: str, unit: str, activity: Activity, by: str = _RECORDS) -> Measure:
    """Return a measure that only records answer: no figure of a report is taken for it unasked."""
    return Measure(id, name, unit, activity, counted_by=by, read=False)


#: What the targets of the programmes ask for beyond what reports are read for.
_OF_RECORDS = (
    _counted(
        "training.specialists",
        "Cán bộ quản lý, kỹ thuật, thợ giỏi, nghệ nhân được đào tạo",
        "person",
        _A.TRAINING,
        _PERSONS,
    ),
    _counted(
        "management.class_turns",
        "Lượt học viên các lớp tập huấn, khởi sự, quản lý",
        "person_turn",
        _A.MANAGEMENT_CAPACITY,
        _TURNS,
    ),
    _counted(
        "management.tour_turns",
        "Lượt người tham quan, học tập kinh nghiệm",
        "person_turn",
        _A.MANAGEMENT_CAPACITY,
        _TURNS,
    ),
    _counted(
        "cleaner.trainers",
        "Giảng viên, cán bộ chuyên sâu về sản xuất sạch hơn được bồi dưỡng",
        "person",
        _A.MANAGEMENT_CAPACITY,
        _PERSONS,
    ),
    _counted(
        "cleaner.pilots",
        "Mô hình thí điểm sản xuất sạch hơn",
        "model",
        _A.TECHNICAL_DEMONSTRATION_AND_MACHINERY,
    ),
    _counted("voting.national_rounds", "Kỳ bình chọn cấp quốc gia", "round", _A.TYPICAL_PRODUCTS),
    _counted("voting.regional_rounds", "Kỳ bình chọn cấp khu vực", "round", _A.TYPICAL_PRODUCTS),
    _counted("fairs.organised_home", "Hội chợ tổ chức trong nước", "fair", _A.TYPICAL_PRODUCTS),
    _counted("fairs.organised_abroad", "Hội chợ tổ chức ở nước ngoài", "fair", _A.TYPICAL_PRODUCTS),
    _counted("fairs.joined_home", "Hội chợ trong nước đã tham gia", "fair", _A.TYPICAL_PRODUCTS),
    _counted(
        "fairs.joined_abroad", "Hội chợ ở nước ngoài đã tham gia", "fair", _A.TYPICAL_PRODUCTS
    ),
    _counted(
        "trademarks.establishments",
        "Cơ sở được giúp xây dựng, đăng ký nhãn hiệu",
        "establishment",
        _A.TYPICAL_PRODUCTS,
        _FIRMS,
    ),
)

MEASURES: dict[str, Measure] = {measure.id: measure for measure in (*_TABLE, *_OF_RECORDS)}


def measures_of(unit: str, activity: Activity) -> Iterable[Measure]:
    """Return the measures that a figure read in `unit` of `activity` may be taken for."""
    return (
        m
        for m in MEASURES.values()
        if m.read and m.unit == unit and (m.activity is None or m.activity is activity)
    )


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
  under the unit that ended, for no share is known. What is never added stays with the unit that it
  was measured of.
- **one is**: persons, turns, establishments, things, money and rates are never added together.
- **read**: *yes*: a figure of an old report is taken for it by its unit and content; *no*: counted
  from records, and for a figure only where a person says so.
- *cumulative*: where the years of a programme add up to it; those that add up everywhere.
"""
_MOVES = {Moves.WITH_THE_PLACE: "with the place", Moves.STAYS: "stays"}
_ADDS = {Adds.UP: "everywhere", Adds.PLACES: "places", Adds.NOT: "not"}


def page() -> str:
    """Return docs/measures.md."""
    rows = [
        f"| `{m.id}` | {m.name} | `{m.unit}` | {m.activity or 'any'} | {_ADDS[m.adds]} "
        f"| {DATED_BY[m.dated_by]} | {m.counted_by} | {m.counts} | {_MOVES[m.moves]} "
        f"| {'yes' if m.read else 'no'} |"
        for m in MEASURES.values()
    ]
    head = (
        "| measure | name | unit | content | adds up | dated | counted | one is | borders | read |"
    )
    return "\n".join([HEAD, head, "|---" * 10 + "|", *rows, ""])


if __name__ == "__main__":
    print(page(), end="")
