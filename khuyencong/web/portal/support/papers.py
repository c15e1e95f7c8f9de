"""Papers an establishment is asked for: only those read in a source, each with where and how sure.

The list of a whole request was never read to its end, so none is complete.
"""

from dataclasses import dataclass
from datetime import date

from khuyencong.law.rules import Citation
from khuyencong.law.states import Item

_TT36 = ("Thông tư 36/2013/TT-BCT", "tt-36-2013-bct")
_REQUEST = (
    "https://nganhangphapluat.thukyluat.vn/tu-van-phap-luat/tai-chinh-nha-nuoc/"
    "ho-so-va-thoi-gian-dang-ky-ke-hoach-khuyen-cong-quoc-gia-261604"
)
_INTEREST = (
    "https://thuvienphapluat.vn/hoi-dap-phap-luat/347D1-hd-ho-so-ho-tro-lai-suat-von-vay-cho-cac"
    "-co-so-cong-nghiep-nong-thon-gay-o-nhiem-moi-truong-di-doi-vao-khu-cum-cong-nghiep.html"
)


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper, where it is told and since when, and for which item (None: for any)."""

    name: str
    citation: Citation
    since: date
    item: Item | None = None


_ANY = Citation(*_TT36, "khoản 2 Điều 10 (sửa đổi 2018)", _REQUEST)
_LOAN = Citation(*_TT36, "khoản 1 Điều 15", _INTEREST)
_2014, _2018 = date(2014, 2, 10), date(2018, 7, 10)
PAPERS = (
    Paper("Văn bản đề nghị hỗ trợ của cơ sở", _ANY, _2018),
    Paper("Bản sao hợp đồng tín dụng", _LOAN, _2014, Item.RELOCATION_INTEREST),
    Paper("Chứng từ đã trả lãi trong hai năm đầu", _LOAN, _2014, Item.RELOCATION_INTEREST),
    Paper(
        "Bản sao hợp đồng và thanh lý hợp đồng với nhà thầu", _LOAN, _2014, Item.RELOCATION_INTEREST
    ),
)


def papers_for(item: Item | None, day: date) -> list[Paper]:
    """Return the papers that were read of for an item on a day."""
    return [paper for paper in PAPERS if paper.item in (None, item) and paper.since <= day]
