"""What is drawn of a synthetic nation, without a database: the same for one seed, anywhere."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from khuyencong.values.rounding import apportion
from khuyencong.values.vocabulary import Activity, FundingSource

Value = TypeVar("Value")
MILLION = 1_000_000
#: The last day that the synthetic nation knows of.
LAST_DAY = date(2026, 10, 30)
OLD_YEARS, NEW_YEARS = range(2014, 2026), range(2026, 2027)


@dataclass(frozen=True)
class Kind:
    """One content as it is drawn: how often, what it is called, what it costs, whom it helps."""

    content: Activity
    weight: int
    names: tuple[str, ...]
    unit: str
    #: Millions of the State's money: the least and the most of one line.
    money: tuple[int, int]
    #: The most that one line counts.
    quantity: int = 1
    of_establishments: bool = False
    most_lines: int = 1
    item: str = ""
    jobs: bool = False


KINDS = (
    Kind(Activity.TRAINING, 14, ("Đào tạo nghề may", "Đào tạo nghề mây tre đan"), "lớp",
         (25, 60), quantity=4, jobs=True),
    Kind(Activity.MANAGEMENT_CAPACITY, 8, ("Tập huấn khởi sự doanh nghiệp", "Tập huấn 5S"), "lớp",
         (20, 50), quantity=3),
    Kind(Activity.TECHNICAL_DEMONSTRATION_AND_MACHINERY, 40,
         ("Hỗ trợ máy chế biến nông sản", "Hỗ trợ máy cơ khí", "Mô hình trình diễn kỹ thuật"),
         "cơ sở", (80, 300), of_establishments=True, most_lines=3, item="machinery", jobs=True),
    Kind(Activity.TYPICAL_PRODUCTS, 10, ("Tham gia hội chợ", "Bình chọn sản phẩm tiêu biểu"),
         "hội chợ", (30, 150)),
    Kind(Activity.CONSULTANCY, 9, ("Tư vấn thiết kế mẫu mã", "Tư vấn xây dựng nhãn hiệu"), "cơ sở",
         (15, 35), of_establishments=True, most_lines=2),
    Kind(Activity.INFORMATION, 9, ("Chuyên mục truyền hình", "Xuất bản bản tin"), "số",
         (10, 60), quantity=12),
    Kind(Activity.CLUSTERS_AND_JOINT_VENTURES, 4, ("Quy hoạch chi tiết cụm công nghiệp",), "cụm",
         (150, 900)),
    Kind(Activity.INTERNATIONAL_COOPERATION, 1, ("Đoàn khảo sát nước ngoài",), "đoàn", (60, 200)),
    Kind(Activity.PROGRAM_MANAGEMENT_CAPACITY, 5, ("Hội nghị khuyến công", "Tập huấn cán bộ"),
         "hội nghị", (10, 40)),
)  # fmt: skip


@dataclass(frozen=True)
class DrawnLine:
    """One line: its money in đồng, its quantity, its establishment by number (0 for none)."""

    what: str
    money: int
    counterpart: int
    quantity: int
    jobs: int | None
    establishment: int
    place: int


@dataclass(frozen=True)
class DrawnProject:
    """One đề án of a province and a year, with the number it has there."""

    number: int
    kind: Kind
    year: int
    source: FundingSource
    days: tuple[date, ...]
    lines: tuple[DrawnLine, ...]

    @property
    def is_national(self) -> bool:
        """Return whether it stands in the plan of the Cục."""
        return self.source is FundingSource.NATIONAL


@dataclass(frozen=True)
class Share:
    """How many đề án one province has, and in which years."""

    province: str
    years: range
    projects: int


def shares(projects: int, old: Sequence[str], new: Sequence[str], seed: int) -> list[Share]:
    """Divide so many đề án over provinces of before and after the reform, as their years weigh."""
    units = [(key, OLD_YEARS) for key in old] + [(key, NEW_YEARS) for key in new]
    weights = [
        random.Random(f"{seed}|{key}").randint(60, 140) * len(years) * _scale(years, old, new)
        for key, years in units
    ]
    counts = apportion(projects, weights)
    return [Share(key, years, n) for (key, years), n in zip(units, counts, strict=True)]


def _scale(years: range, old: Sequence[str], new: Sequence[str]) -> int:
    """Let the fewer provinces of today have together as many đề án a year as those before."""
    return len(new) if years is OLD_YEARS else len(old)


def draw(share: Share, places: int, seed: int) -> Iterator[DrawnProject]:
    """Yield the đề án of a province, each with what it needs; `places` are its communes."""
    chance = random.Random(f"{seed}|{share.province}|{share.years[0]}")
    firms = 0
    for number in range(1, share.projects + 1):
        kind = chance.choices(KINDS, [one.weight for one in KINDS])[0]
        year = chance.choice(share.years)
        lines = []
        for _ in range(chance.randint(1, kind.most_lines)):
            firm = 0
            if kind.of_establishments:
                # One in eight comes back: no two firms of one đề án are the same.
                again = firms > kind.most_lines and chance.randrange(8) == 0
                firm = chance.randint(1, firms - kind.most_lines) if again else firms + 1
                firms = max(firms, firm)
            lines.append(_line(kind, firm, places, chance))
        yield DrawnProject(
            number=number,
            kind=kind,
            year=year,
            source=_source(year, chance),
            days=_days(year, chance),
            lines=_apart(lines),
        )


def _apart(lines: list[DrawnLine]) -> tuple[DrawnLine, ...]:
    """Return the lines, of two for one establishment the first."""
    seen: dict[int, DrawnLine] = {}
    for number, line in enumerate(lines):
        seen.setdefault(line.establishment or -number - 1, line)
    return tuple(seen.values())


def _line(kind: Kind, firm: int, places: int, chance: random.Random) -> DrawnLine:
    least, most = kind.money
    money = chance.randint(least, most) * MILLION
    return DrawnLine(
        what=chance.choice(kind.names),
        money=money,
        counterpart=money * chance.randint(50, 300) // 100 if kind.of_establishments else 0,
        quantity=chance.randint(1, kind.quantity),
        jobs=chance.randint(1, 30) if kind.jobs else None,
        establishment=firm,
        place=chance.randrange(places),
    )


def _source(year: int, chance: random.Random) -> FundingSource:
    if chance.randrange(100) < 35:
        return FundingSource.NATIONAL
    if chance.randrange(100) < 85:
        return FundingSource.PROVINCIAL
    return FundingSource.COMMUNE if year >= 2026 else FundingSource.DISTRICT


def _days(year: int, chance: random.Random) -> tuple[date, ...]:
    """Return the days of approval, contract, acceptance, payment, settlement that have come."""
    approved = date(year, 1, 10) + timedelta(chance.randrange(40))
    contracted = approved + timedelta(15 + chance.randrange(30))
    accepted = contracted + timedelta(40 + chance.randrange(190))
    paid = accepted + timedelta(3 + chance.randrange(12))
    settled = max(paid, date(year, 12, 15) + timedelta(chance.randrange(16)))
    return tuple(day for day in (approved, contracted, accepted, paid, settled) if day <= LAST_DAY)


def firms_of(drawn: Sequence[DrawnProject]) -> dict[int, tuple[int, Kind]]:
    """Return for each establishment its first place and what it was first helped with."""
    found: dict[int, tuple[int, Kind]] = {}
    for one in drawn:
        for line in one.lines:
            if line.establishment:
                found.setdefault(line.establishment, (line.place, one.kind))
    return found
