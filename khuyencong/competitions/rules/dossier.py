"""What the dossier of an entry asks: our words for Mẫu 01 and Mẫu 02 of Thông tư 14/2018/TT-BCT.

One declaration for the form, the check of what is missing, the sheet of A4 and the differences.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from khuyencong.values.money import format_dong
from khuyencong.values.numbers import format_number


class Ask(StrEnum):
    """In what form an answer is kept."""

    LINE = "line"
    TEXT = "text"
    MONEY = "money"
    COUNT = "count"
    YEAR = "year"
    #: "co", "khong", or "" while open.
    TRUTH = "truth"


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: its name, what it asks, how it is kept; `longest` counts characters.

    `{last}` and `{before}` in a label are the two years before the round's.
    """

    name: str
    asks: str
    ask: Ask = Ask.LINE
    longest: int = 300
    required: bool = True
    help: str = ""

    def label(self, year: int) -> str:
        """Return what is asked, for a round of a year."""
        return self.asks.format(last=year - 1, before=year - 2)


@dataclass(frozen=True, slots=True)
class Part:
    """Answers that are typed on one page."""

    slug: str
    name: str
    asks: str
    answers: tuple[Answer, ...]


PARTS = (
    Part(
        "san-xuat",
        "Sản xuất",
        "Từ bao giờ, bằng gì, bao nhiêu người",
        (
            Answer("since", "Sản xuất sản phẩm này từ năm nào?", Ask.YEAR, 10),
            Answer("workers", "Bao nhiêu lao động làm sản phẩm này?", Ask.COUNT, 20),
            Answer("materials", "Nguyên liệu chính là gì, lấy từ đâu?"),
            Answer("technology", "Làm bằng máy móc, công nghệ nào?"),
        ),
    ),
    Part(
        "kinh-doanh",
        "Sản lượng, doanh thu, thị trường",
        "Hai năm gần nhất",
        (
            Answer("unit", "Sản lượng tính bằng gì?", longest=30, help="Như “kg”, “chiếc”, “bộ”."),
            Answer("output_last", "Sản lượng năm {last}", Ask.COUNT, 30),
            Answer("output_before", "Sản lượng năm {before}", Ask.COUNT, 30, required=False),
            Answer(
                "revenue_last",
                "Doanh thu của sản phẩm năm {last}",
                Ask.MONEY,
                60,
                help="Như “1,2 tỷ” hoặc “850 triệu”.",
            ),
            Answer("revenue_before", "Doanh thu năm {before}", Ask.MONEY, 60, required=False),
            Answer("markets", "Bán ở đâu?"),
            Answer("exports", "Xuất khẩu đi đâu?", required=False, help="Không có thì để trống."),
        ),
    ),
    Part(
        "dac-sac",
        "Giá trị của sản phẩm",
        "Vì sao là sản phẩm của vùng đất này",
        (
            Answer(
                "of_the_place",
                "Điều gì làm nên sản phẩm của địa phương?",
                Ask.TEXT,
                2000,
                help="Nghề, nguyên liệu, hoa văn, cách làm riêng.",
            ),
            Answer(
                "environment", "Giấy tờ về môi trường", help="Tên, số, ngày; chưa có thì ghi chưa."
            ),
            Answer("quality", "Giấy tờ về chất lượng, an toàn thực phẩm", help="Tên, số, ngày."),
            Answer("awards", "Giải thưởng, chứng nhận đã có", longest=500, required=False),
        ),
    ),
    Part(
        "cam-ket",
        "Cam kết",
        "Bốn điều của Điều 4",
        (
            Answer("serial", "Sản xuất hàng loạt được?", Ask.TRUTH),
            Answer("repeated", "Không phải sản phẩm chỉ có một chiếc (độc bản)?", Ask.TRUTH),
            Answer("own_make", "Do chính cơ sở làm ra?", Ask.TRUTH),
            Answer(
                "no_breach",
                "Không vi phạm quy định về sở hữu trí tuệ, tiêu chuẩn, an toàn, môi trường?",
                Ask.TRUTH,
            ),
        ),
    ),
)
PART = {part.slug: part for part in PARTS}
ANSWERS = {answer.name: answer for part in PARTS for answer in part.answers}
TRUTHS = tuple(name for name, answer in ANSWERS.items() if answer.ask is Ask.TRUTH)
#: The answers that come by sheet too, in the order of its columns.
SHEET_ANSWERS = ("since", "workers", "unit", "output_last", "revenue_last", "materials", "markets")
TRUTH_WORDS = {"co": "Có", "khong": "Không"}
#: Under this name a draft keeps, by answer, what was typed and could not be read.
UNREAD = "_unread"
#: From different sides, in colour (Thông tư 14/2018/TT-BCT).
LEAST_PHOTOS = 3
PHOTOS_CLAUSE = "Thông tư 14/2018/TT-BCT (thành phần hồ sơ; số điều chưa đọc được)"
#: Kinds of paper that a dossier goes with, the first of them needed.
PAPERS = ("dang-ky-kinh-doanh", "giay-chung-nhan", "khac")
#: What can be named as missing beside the answers.
BESIDE = {"photos": "Ảnh sản phẩm", "papers": "Giấy tờ"}


def unread(answers: Mapping[str, Any]) -> dict[str, str]:
    """Return what was typed and could not be read, by the names of the answers."""
    return dict(answers.get(UNREAD) or {})


def missing_answers(answers: Mapping[str, Any]) -> list[str]:
    """Return the names of answers that are open, or typed and not read, in the form's order."""
    odd = unread(answers)
    return [
        name
        for name, answer in ANSWERS.items()
        if name in odd or (answer.required and answers.get(name) in (None, ""))
    ]


def shown(name: str, value: Any) -> str:
    """Return an answer as a reader sees it; "" for one that is open."""
    if value in (None, ""):
        return ""
    match ANSWERS[name].ask:
        case Ask.MONEY:
            return format_dong(int(value))
        case Ask.COUNT:
            return format_number(int(value))
        case Ask.TRUTH:
            return TRUTH_WORDS.get(str(value), "")
    return str(value)


def told(answers: Mapping[str, Any], year: int) -> list[tuple[Part, list[tuple[str, str]]]]:
    """Return every part with what it asks and what was answered."""
    return [
        (part, [(one.label(year), shown(one.name, answers.get(one.name))) for one in part.answers])
        for part in PARTS
    ]


def changes(
    before: Mapping[str, Any], after: Mapping[str, Any], year: int
) -> list[tuple[str, str, str]]:
    """Return what two versions sent say differently: what is asked, before, after."""
    pairs = [
        (one.label(year), shown(name, before.get(name)), shown(name, after.get(name)))
        for name, one in ANSWERS.items()
    ]
    for name, label in {"name": "Tên sản phẩm", "group": "Nhóm"}.items():
        pairs.append((label, str(before.get(name, "")), str(after.get(name, ""))))
    for name, label in BESIDE.items():
        was, now = ("; ".join(map(str, said.get(name, []))) for said in (before, after))
        pairs.append((label, was, now))
    return [pair for pair in pairs if pair[1] != pair[2]]
