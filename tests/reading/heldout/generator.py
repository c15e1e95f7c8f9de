"""Reports of a second hand: consistent ones, and the same with one claim turned false.

    text, claims = make(7)
    fault = plant(7)        # fault.text, fault.kind, fault.numbers, fault.spans

Written apart from the first generator (`tests.reading.faults`): other phrasings, other layouts,
other ways to be wrong. Every claim speaks of a trade of its own, so that no two claims of a clean
report can disagree. Equal seeds give equal texts.
"""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import NamedTuple

from tests.reading.heldout.drawing import TRADES, Draw
from tests.reading.heldout.kinds import MAKERS
from tests.reading.heldout.tables import table

PHRASES: dict[str, list[str]] = tomllib.loads(
    Path(__file__).with_name("phrases.toml").read_text("utf-8")
)
KINDS = tuple(PHRASES)
PROVINCES = (
    *("Điện Biên", "Hà Nam", "Hà Tĩnh", "Quảng Bình", "Ninh Thuận", "Đắk Nông", "Trà Vinh"),
    *("Bạc Liêu", "Lai Châu", "Tuyên Quang", "Nam Định", "Kiên Giang", "Thái Bình", "Bắc Kạn"),
)
LETTERHEADS = (
    "UBND TỈNH {PLACE}\nSỞ CÔNG THƯƠNG\n\nBÁO CÁO\nKết quả công tác khuyến công năm {year}\n",
    "# Khuyến công {place} năm {year}\n",
    "TRUNG TÂM KHUYẾN CÔNG {PLACE}\nTổng kết năm {year}, phương hướng năm tới\n",
    "Tỉnh {place}: báo cáo tình hình khuyến công năm {year}\n",
)
OPENINGS = (
    "Thực hiện ý kiến chỉ đạo của UBND tỉnh, Sở Công Thương báo cáo như sau:",
    "Phòng nghiệp vụ tổng hợp số liệu các đơn vị gửi về, cụ thể:",
    "",
)
HEADINGS = (
    *("Hỗ trợ máy móc, thiết bị", "Đào tạo nghề", "Phát triển sản phẩm", "Tư vấn, thông tin"),
    *("Vốn và ngân sách", "Làng nghề, cụm nghề", "Công tác phối hợp", "Một số ngành khác"),
)
NUMBERINGS = (
    tuple(f"{n}. " for n in range(1, 9)),
    ("I. ", "II. ", "III. ", "IV. ", "V. ", "VI. ", "VII. ", "VIII. "),
    ("a) ", "b) ", "c) ", "d) ", "đ) ", "e) ", "g) ", "h) "),
    ("",) * 8,
    ("## ",) * 8,
)
FILLERS = (
    "Nhìn chung các đơn vị phối hợp tốt, hồ sơ đầy đủ.",
    "Công tác kiểm tra được duy trì thường xuyên.",
    "Một số cơ sở còn ngại làm thủ tục thanh toán.",
    "Giá nguyên liệu đầu vào biến động khó lường.",
)
CLOSINGS = ("Đánh giá chung", "Nhận xét", "Tồn tại và nguyên nhân", "KẾT LUẬN")


@dataclass(frozen=True)
class Claim:
    """A claim in its true and its false wording; an echo is printed at the end of the report."""

    kind: str
    phrase: int
    true: tuple[str, str]
    false: tuple[str, str]


class Planted(NamedTuple):
    """A report with one false claim; `spans` are half-open offsets of `numbers` in `text`."""

    text: str
    kind: str
    numbers: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    phrase: int


def make(seed: int) -> tuple[str, tuple[Claim, ...]]:
    """Return the consistent report of this seed and its claims."""
    claims = _claims(seed)
    return _unmarked(_written(seed, claims, None)), claims


def plant(seed: int) -> Planted:
    """Return the report of this seed with one claim made false; every kind has its turn."""
    claims = _claims(seed)
    claim = next(c for c in claims if c.kind == KINDS[seed % len(KINDS)])
    return _located(_written(seed, claims, claim), claim)


def _claims(seed: int) -> tuple[Claim, ...]:
    """Return the claims of a report; the first of the draw is the one to be made false."""
    rng = Random(f"heldout {seed}")
    draw = Draw(rng, rng.random() < 0.6, rng.random() < 0.12, rng.randrange(8, 16))
    due = KINDS[seed % len(KINDS)]
    others = rng.sample([k for k in KINDS if k != due], rng.randrange(3, 13))
    trades = rng.sample(TRADES, len(others) + 1)
    year = _year(seed)
    made = [
        _claim(draw, kind, trade, year) for kind, trade in zip([due, *others], trades, strict=True)
    ]
    rng.shuffle(made)
    return tuple(made)


def _year(seed: int) -> int:
    return Random(f"year {seed}").randrange(2013, 2025)


def _claim(draw: Draw, kind: str, trade: str, year: int) -> Claim:
    phrase = draw.rng.randrange(len(PHRASES[kind]))
    if kind == "table":
        true, false = table(draw, PHRASES[kind][phrase], year)
        return Claim(kind, phrase, (true, ""), (false, ""))
    words = MAKERS[kind](draw, trade, (year - 4, year))
    return Claim(kind, phrase, *(_filled(PHRASES[kind][phrase], w, trade) for w in words))


def _filled(phrase: str, words: dict[str, str], trade: str) -> tuple[str, str]:
    capitals = {n.upper(): words[n] for n in ("p", "n", "f", "t") if n in words}
    capitals |= {"All": words["all"]} if "all" in words else {}
    names = capitals | words | {"trade": trade, "Trade": trade[0].upper() + trade[1:]}
    said, _, echo = phrase.partition("⁂")
    return said.format(**names), echo.format(**names)


def _written(seed: int, claims: tuple[Claim, ...], fault: Claim | None) -> str:
    rng = Random(f"layout {seed}")
    place = rng.choice(PROVINCES)
    lines = [rng.choice(LETTERHEADS).format(place=place, PLACE=place.upper(), year=_year(seed))]
    lines.append(rng.choice(OPENINGS))
    wordings = [claim.false if claim is fault else claim.true for claim in claims]
    numbering = rng.choice(NUMBERINGS)
    headings = rng.sample(HEADINGS, min(7, max(2, len(claims) // 2)))
    for at, heading in enumerate(headings):
        lines.append(numbering[at] + heading)
        lines += [said for said, _ in wordings[at :: len(headings)]]
        lines.append(rng.choice(FILLERS))
    lines.append(numbering[len(headings)] + rng.choice(CLOSINGS))
    lines += [echo for _, echo in wordings if echo]
    lines.append(rng.choice(FILLERS))
    return rng.choice(("\n", "\n\n")).join(line for line in lines if line) + "\n"


def _unmarked(text: str) -> str:
    return re.sub("[⟦⟧]", "", text)


def _located(marked: str, claim: Claim) -> Planted:
    """Strip the marks; keep the places of those of the false claim."""
    own = [part for part in claim.false if part]
    spans: list[tuple[int, int]] = []
    for part in own:
        start = marked.index(part)
        before = len(_unmarked(marked[:start]))
        for match in re.finditer("⟦(.*?)⟧", part):
            at = before + len(_unmarked(part[: match.start()]))
            spans.append((at, at + len(match[1])))
    text = _unmarked(marked)
    numbers = tuple(text[start:end] for start, end in spans)
    return Planted(text, claim.kind, numbers, tuple(spans), claim.phrase)
