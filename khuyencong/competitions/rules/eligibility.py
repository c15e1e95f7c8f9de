"""What speaks for and against taking an entry in: findings with their clause, pure.

Thông tư 26/2014/TT-BCT, Điều 4: serial, made by the establishment itself, in breach of nothing.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from typing import Any

from khuyencong.competitions.states import RoundLevel
from khuyencong.law.rules import Verdict
from khuyencong.values.dates import format_date

ARTICLE_4 = "Điều 4 Thông tư 26/2014/TT-BCT"
LADDER = "Thông tư 14/2018/TT-BCT (hồ sơ cấp khu vực, cấp quốc gia; số điều chưa đọc được)"
#: Names whose letters agree by so many percent, without marks, look like one product.
ALIKE = 85


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that was asked of an entry, and its answer.

    `verified` tells whether the clause was read. What `stops` keeps an entry from being accepted.
    """

    title: str
    told: str
    verdict: Verdict
    clause: str = ""
    verified: bool = True
    #: A warning for the organiser, who decides.
    is_warning: bool = False

    @property
    def stops(self) -> bool:
        """Return whether the entry may not be accepted while this stands."""
        return self.verdict is Verdict.NO and not self.is_warning


def declared(answers: Mapping[str, Any]) -> Iterator[Found]:
    """Yield what the four declarations of Điều 4 come to."""
    asked = {
        "serial": ("Sản xuất hàng loạt", "Sản phẩm không sản xuất hàng loạt được."),
        "repeated": ("Không độc bản", "Sản phẩm chỉ có một chiếc thì không được bình chọn."),
        "own_make": ("Cơ sở tự làm", "Sản phẩm không do chính cơ sở làm ra."),
        "no_breach": ("Không vi phạm", "Cơ sở ghi có vi phạm quy định."),
    }
    for name, (title, no) in asked.items():
        match answers.get(name):
            case "co":
                yield Found(title, "Cơ sở cam kết: có.", Verdict.YES, ARTICLE_4)
            case "khong":
                yield Found(title, no, Verdict.NO, ARTICLE_4)
            case _:
                yield Found(title, "Cơ sở chưa trả lời.", Verdict.ASK, ARTICLE_4)


@dataclass(frozen=True, slots=True)
class LowerTitle:
    """A certificate of the level below, as far as the ladder asks."""

    shown: str
    decision: str
    issued_on: date
    last_day: date | None
    revoked_on: date | None = None


def climbs_with(level: str, titles: Sequence[LowerTitle], closing: date) -> Found | None:
    """Return whether a certificate of the level below holds on the closing day; None at the base.

    Districts ended on 30/6/2025: a province's round asks for none.
    """
    if level in (RoundLevel.DISTRICT, RoundLevel.PROVINCE):
        return None
    title = "Giấy chứng nhận cấp dưới còn hiệu lực"
    for one in titles:
        if one.last_day and one.revoked_on is None and one.issued_on <= closing <= one.last_day:
            words = f"Số {one.shown}, theo {one.decision}, đến hết {format_date(one.last_day)}."
            return Found(title, words, Verdict.YES, LADDER, verified=False)
    for one in titles:
        if one.last_day is None and one.revoked_on is None and one.issued_on <= closing:
            words = f"Số {one.shown}: chưa rõ hạn, xin xem quyết định {one.decision}."
            return Found(title, words, Verdict.UNCERTAIN, LADDER, verified=False)
    words = f"Không có giấy nào còn hiệu lực ngày {format_date(closing)}."
    return Found(title, words, Verdict.NO, LADDER, verified=False)


def look_alike(folded: str, other: str) -> bool:
    """Return whether two names without marks look like one product."""
    if not folded or not other:
        return False
    if folded == other or folded in other or other in folded:
        return True
    return SequenceMatcher(None, folded, other, autojunk=False).ratio() * 100 >= ALIKE
