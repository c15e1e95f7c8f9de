"""A small made-up khuyến công world whose figures agree, and how it writes numbers.

Everything comes from one seeded `random.Random`: the same seed is the same world, to the đồng.
"""

import tomllib
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from random import Random

MILLION = 1_000_000
BILLION = 1_000_000_000

#: (province as written, districts) before 1 July 2025.
OLD_PROVINCES = (
    (
        "tỉnh Nghệ An",
        ("Yên Thành", "Diễn Châu", "Quỳnh Lưu", "Đô Lương", "Nam Đàn", "Thanh Chương"),
    ),
    ("tỉnh Quảng Nam", ("Điện Bàn", "Duy Xuyên", "Đại Lộc", "Thăng Bình", "Phú Ninh", "Quế Sơn")),
    ("tỉnh Bến Tre", ("Mỏ Cày Nam", "Giồng Trôm", "Châu Thành", "Ba Tri", "Thạnh Phú", "Chợ Lách")),
    ("tỉnh Thái Bình", ("Kiến Xương", "Vũ Thư", "Đông Hưng", "Hưng Hà", "Quỳnh Phụ", "Tiền Hải")),
    ("tỉnh Sơn La", ("Mai Sơn", "Mộc Châu", "Yên Châu", "Thuận Châu", "Phù Yên", "Sông Mã")),
    ("tỉnh Bình Định", ("Hoài Ân", "Phù Cát", "Phù Mỹ", "Tây Sơn", "Tuy Phước", "Vân Canh")),
    ("tỉnh Đắk Nông", ("Đắk Mil", "Cư Jút", "Krông Nô", "Đắk Song", "Tuy Đức", "Đắk R'lấp")),
    ("tỉnh Hà Nam", ("Duy Tiên", "Kim Bảng", "Thanh Liêm", "Bình Lục", "Lý Nhân", "Phủ Lý")),
    ("tỉnh Kiên Giang", ("Giồng Riềng", "Gò Quao", "An Biên", "Hòn Đất", "Tân Hiệp", "Vĩnh Thuận")),
    ("tỉnh Yên Bái", ("Văn Yên", "Văn Chấn", "Trấn Yên", "Lục Yên", "Yên Bình", "Mù Cang Chải")),
)
#: (province as written, communes and wards) from 1 July 2025.
NEW_PROVINCES = (
    ("tỉnh Vĩnh Long", ("Trà Ôn", "Tam Bình", "Càng Long", "Tiểu Cần", "Mỏ Cày", "Giồng Trôm")),
    ("tỉnh Đồng Tháp", ("Cao Lãnh", "Lai Vung", "Cái Bè", "Chợ Gạo", "Tháp Mười", "Mỹ Thọ")),
    ("tỉnh Bắc Ninh", ("Lục Ngạn", "Tân Yên", "Hiệp Hòa", "Gia Bình", "Yên Phong", "Lạng Giang")),
    ("tỉnh Phú Thọ", ("Lâm Thao", "Tam Nông", "Lập Thạch", "Vĩnh Tường", "Lương Sơn", "Mai Châu")),
    ("tỉnh Gia Lai", ("Tuy Phước", "Phù Cát", "Chư Sê", "Đak Pơ", "Hoài Ân", "Tây Sơn")),
)

#: How officers say it; every table of wordings of the generator.
PHRASES = tomllib.loads(Path(__file__).with_name("fault_phrases.toml").read_text("utf-8"))
#: Activities in the order of the decree, each with the wordings of its heading.
HEADINGS = PHRASES["headings"]
NATIONAL, LOCAL, DISTRICT = (
    "khuyến công quốc gia",
    "khuyến công địa phương",
    "khuyến công cấp huyện",
)


@dataclass
class Line:
    """Projects and money of one activity from one source."""

    projects: int
    money: int


@dataclass
class World:
    """All figures a report may speak of; parts add up to wholes by construction."""

    rng: Random
    province: str
    area_word: str
    areas: tuple[str, ...]
    years: tuple[int, ...]
    part_of_year: str = ""  # "6 tháng đầu năm", "9 tháng đầu năm" or ""
    lines: dict[str, dict[str, Line]] = field(default_factory=dict)
    leading_zero: bool = True
    dash: str = " - "
    money_styles: tuple[str, ...] = ("triệu",)
    percent_sign: str = "%"

    @property
    def period(self) -> str:
        """The period as the report's sentences call it."""
        if self.part_of_year:
            return f"{self.part_of_year} {self.years[-1]}"
        if len(self.years) == 1:
            return f"năm {self.years[0]}"
        return f"giai đoạn {self.years[0]}{self.dash}{self.years[-1]}"

    @property
    def sources(self) -> tuple[str, ...]:
        """Sources that have money anywhere, in the usual order."""
        used = {s for parts in self.lines.values() for s in parts}
        return tuple(s for s in (NATIONAL, LOCAL, DISTRICT) if s in used)

    def of_source(self, source: str) -> Line:
        """Projects and money of one source over all activities."""
        parts = [p[source] for p in self.lines.values() if source in p]
        return Line(sum(p.projects for p in parts), sum(p.money for p in parts))

    def of_activity(self, activity: str) -> Line:
        """Projects and money of one activity over all sources."""
        parts = self.lines[activity].values()
        return Line(sum(p.projects for p in parts), sum(p.money for p in parts))

    @property
    def total(self) -> Line:
        """Projects and money of everything."""
        parts = [self.of_source(s) for s in self.sources]
        return Line(sum(p.projects for p in parts), sum(p.money for p in parts))

    def count(self, n: int) -> str:
        """Write a count the way this report does: "07", "1.377"."""
        if n < 10 and self.leading_zero:
            return mark(f"{n:02d}")
        return mark(grouped(n))

    def money(self, dong: int) -> str:
        """Write an amount in one of this report's styles that shows it without rounding."""
        fitting = [s for s in self.money_styles if WRITERS[s](dong)] or ["triệu"]
        written = WRITERS[self.rng.choice(fitting)](dong)
        assert written
        return written

    def percent(self, value: Decimal) -> str:
        """Write a percentage that is already rounded."""
        return f"{mark(decimal(value))}{self.percent_sign}"


def grouped(n: int) -> str:
    """Return `n` with Vietnamese thousands dots."""
    return f"{n:,}".replace(",", ".")


def decimal(value: Decimal) -> str:
    """Return an exact decimal with a comma, without needless zeros."""
    whole, _, rest = f"{value:f}".partition(".")
    rest = rest.rstrip("0")
    return grouped(int(whole)) + (f",{rest}" if rest else "")


def rounded(top: int, bottom: int, digits: int, times: int = 100) -> Decimal:
    """Return times × top ÷ bottom, half up, to so many digits after the comma."""
    step = Decimal(1).scaleb(-digits)
    return (Decimal(top) * times / bottom).quantize(step, ROUND_HALF_UP)


def mark(number: str) -> str:
    """Wrap a number so that its place can be found after assembly."""
    return f"⟦{number}⟧"


def _in_millions(dong: int) -> str | None:
    return f"{mark(decimal(Decimal(dong) / MILLION))} triệu đồng" if dong % 100_000 == 0 else None


def _in_billions(dong: int, word: str = "tỷ") -> str | None:
    if dong < BILLION or dong % MILLION:
        return None
    return f"{mark(decimal(Decimal(dong) / BILLION))} {word} đồng"


def _in_both(dong: int) -> str | None:
    billions, rest = divmod(dong, BILLION)
    if not billions or rest % MILLION or not rest:
        return None
    return f"{mark(f'{grouped(billions)} tỷ {rest // MILLION}')} triệu đồng"


WRITERS = {
    "triệu": _in_millions,
    "tỷ": _in_billions,
    "tỉ": lambda dong: _in_billions(dong, "tỉ"),
    "đồng": lambda dong: f"{mark(grouped(dong))} đồng",
    "ngàn": lambda dong: f"{mark(grouped(dong // 1000))} ngàn đồng" if dong % 1000 == 0 else None,
    "nghìn": lambda dong: f"{mark(grouped(dong // 1000))} nghìn đồng" if dong % 1000 == 0 else None,
    "tỷ triệu": _in_both,
}
STYLE_SETS = (
    ("triệu",),
    ("triệu",),
    ("triệu", "tỷ"),
    ("tỷ", "triệu"),
    ("đồng",),
    ("tỉ", "triệu"),
    ("ngàn",),
    ("nghìn",),
    ("triệu", "tỷ triệu"),
)


def make_world(rng: Random) -> World:
    """Return a consistent world of one province and one period."""
    new = rng.random() < 0.25
    province, areas = rng.choice(NEW_PROVINCES if new else OLD_PROVINCES)
    years, part = _period(rng, new)
    world = World(rng, province, "xã" if new else "huyện", areas, years, part)
    world.leading_zero = rng.random() < 0.75
    world.dash = rng.choice((" - ", "-", " – ", "–", " -"))
    world.money_styles = rng.choice(STYLE_SETS)
    world.percent_sign = rng.choice(("%", "%", "%", " %"))
    _fill_lines(world, new)
    return world


def _period(rng: Random, new: bool) -> tuple[tuple[int, ...], str]:
    if new:
        year = rng.choice((2025, 2026))
        return (year,), rng.choice(
            ("", "6 tháng cuối năm") if year == 2025 else ("", "6 tháng đầu năm")
        )
    shape = rng.random()
    if shape < 0.5:
        first, last = rng.choice(
            ((2014, 2018), (2014, 2020), (2016, 2020), (2021, 2024), (2018, 2022), (2012, 2022))
        )
        return tuple(range(first, last + 1)), ""
    year = rng.randint(2017, 2024)
    return (year,), "" if shape < 0.75 else rng.choice(("6 tháng đầu năm", "9 tháng đầu năm"))


def _fill_lines(world: World, new: bool) -> None:
    rng = world.rng
    size = max(1, len(world.years))
    district = not new and rng.random() < 0.3
    for activity in HEADINGS:
        if activity not in ("training", "machinery", "products") and rng.random() < 0.25:
            continue
        parts = {LOCAL: _line(rng, size)}
        if activity == "machinery" or (activity in ("training", "products") and rng.random() < 0.5):
            parts[NATIONAL] = _line(rng, size)
        if district and activity == "machinery":
            parts[DISTRICT] = _line(rng, size)
        world.lines[activity] = parts


def _line(rng: Random, size: int) -> Line:
    projects = rng.randint(2, 6 + 6 * size)
    return Line(projects, projects * rng.randint(12, 70) * 5 * MILLION)
