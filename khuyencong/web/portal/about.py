"""Pages in our own words: what khuyến công is, clause by clause; site map; access for all."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from khuyencong.core.clock import today
from khuyencong.publishing.queries.clauses import Cited, Clause, cited
from khuyencong.values.vocabulary import LEGAL_CONTENTS
from khuyencong.web.access import public
from khuyencong.web.portal.country import units_on
from khuyencong.web.portal.home import BEFORE_THE_MERGER
from khuyencong.web.portal.kept import kept_page
from khuyencong.web.public_sections import OPEN_DATA, PUBLIC_GROUPS

DECREE, CHANGE, PROCESS = "nd-45-2012-cp", "nd-235-2025-cp", "tt-36-2013-bct"
MONEY, VOTE = "tt-28-2018-btc", "tt-26-2014-bct"


@dataclass(frozen=True)
class Passage:
    """A heading, what we say under it, and the clauses that it rests on."""

    heading: str
    words: str
    clauses: tuple[Clause, ...]


PASSAGES = (
    Passage(
        "Ai có thể được hỗ trợ",
        "Cơ sở công nghiệp nông thôn: doanh nghiệp, hợp tác xã, tổ hợp tác, hộ kinh doanh trực tiếp"
        " sản xuất ở địa bàn mà nghị định nêu. Ngoài ra có cơ sở áp dụng sản xuất sạch hơn và tổ"
        " chức làm dịch vụ khuyến công. Từ 15/10/2025 địa bàn được quy định lại: cơ sở ở đâu, ngày"
        " nào, hệ thống tính theo luật của ngày ấy.",
        (Clause(DECREE, "1", "2"), Clause(CHANGE, "1", "1")),
    ),
    Passage(
        "Ngành nghề",
        "Nghị định có danh mục ngành nghề được hưởng chính sách; thông tư nêu địa bàn, ngành nghề"
        " ưu tiên khi phải chọn.",
        (Clause(DECREE, "5"), Clause("tt-46-2012-bct", "6")),
    ),
    Passage(
        "Tiền của ai, đến mức nào",
        "Kinh phí khuyến công quốc gia do trung ương, khuyến công địa phương do tỉnh. Nhà nước hỗ"
        " trợ một phần, cơ sở bỏ phần của mình; mỗi việc có mức tối đa theo nguồn tiền và địa"
        " phương. Số tiền cụ thể xem ở “Tôi được hỗ trợ gì?”: mỗi mức kèm điều khoản, mức chưa ai"
        " đọc được nguyên văn thì nói là chưa kiểm chứng.",
        (Clause(MONEY, "7"), Clause(MONEY, "8", "4")),
    ),
    Passage(
        "Một đề án đi qua những bước nào",
        "Cơ sở đề nghị; đơn vị thực hiện lập đề án; cơ quan thẩm định; kế hoạch năm được phê duyệt;"
        " ký hợp đồng, làm, nghiệm thu, thanh toán, quyết toán; sau đó theo dõi. Người soạn không"
        " tự thẩm định, người thẩm định không tự phê duyệt.",
        (Clause(PROCESS, "5"), Clause(PROCESS, "10", "2"), Clause(PROCESS, "12")),
    ),
    Passage(
        "Bình chọn sản phẩm tiêu biểu",
        "Cơ sở tự nguyện đưa sản phẩm dự bình chọn từ tỉnh, lên khu vực rồi quốc gia. Giấy chứng"
        " nhận có thời hạn; mã QR trên tem cho biết còn hiệu lực hay không.",
        (Clause(VOTE, "4"), Clause(VOTE, "6"), Clause(VOTE, "17", "3")),
    ),
)
CONTENTS_REST_ON = Clause(DECREE, "4")


@require_safe
@public
def about(request: HttpRequest) -> HttpResponse:
    """What khuyến công is, in our words, with the clauses as the register knows them today."""

    def told() -> dict[str, Any]:
        day = today()
        known = cited([CONTENTS_REST_ON, *(c for p in PASSAGES for c in p.clauses)], day)
        return {
            "contents": LEGAL_CONTENTS,
            "contents_cited": [known[CONTENTS_REST_ON]],
            "passages": [(p, _cited(p, known)) for p in PASSAGES],
            "now": units_on(day),
            "before": units_on(BEFORE_THE_MERGER),
            "day": day,
            "section": "about",
        }

    return kept_page(request, "portal/about.html", told)


def _cited(passage: Passage, known: dict[Clause, Cited]) -> list[Cited]:
    return [known[clause] for clause in passage.clauses]


@require_safe
@public
def site_map(request: HttpRequest) -> HttpResponse:
    """Every part of the portal on one page."""
    told = {"groups": PUBLIC_GROUPS, "open_data": OPEN_DATA, "section": "site-map"}
    return kept_page(request, "portal/site_map.html", lambda: told)


@require_safe
@public
def accessibility(request: HttpRequest) -> HttpResponse:
    """What is done so that everybody can use the site, and what is not yet."""
    return kept_page(request, "portal/accessibility.html", lambda: {"section": "accessibility"})
