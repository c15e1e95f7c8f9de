"""One measure told in two passages with two values: "mở 21 lớp dạy nghề rèn dao" … "24 lớp …".

Two figures of one unit are held against each other where they alone speak of one rare subject,
with one act, at one time, in one place, from one source.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from khuyencong.reading.checks.context import Context
from khuyencong.reading.checks.named import CAPITALS
from khuyencong.reading.checks.tolerance import interval, meets
from khuyencong.reading.model import Figure
from khuyencong.reading.page import MEASURED, family
from khuyencong.values.vocabulary import Activity

#: What is done or measured; two passages about one thing share such a word.
ACT = re.compile(
    r"hỗ trợ|đào tạo|truyền nghề|dạy nghề|\bmở\b|tổ chức|khảo sát|tư vấn|xây dựng|\bcấp\b"
    r"|công nhận|tham gia|phát hành|bình chọn|tập huấn|doanh (?:thu|số)|kinh phí|sản lượng"
    r"|sản xuất|xuất khẩu|việc làm|\bvay\b|\bnộp\b|giá trị|chứng nhận|thu nhập|\bvốn\b|đầu tư"
    r"|lắp đặt|\bbán\b|trưng bày|giới thiệu|kết nối|thành lập|kiểm tra|biên soạn|đăng tải"
    r"|thiết kế|chuyển giao|ứng dụng|di dời|thu hút|tiêu thụ|quy mô|diện tích|tôn vinh|\btrao\b"
)
#: Syllables that any report uses of anything: a pair of them names no subject.
GENERIC = frozenset(
    re.findall(
        r"\w+",
        """hỗ trợ đào tạo truyền nghề dạy mở tổ chức khảo sát tư vấn xây dựng cấp công nhận tham gia
    tập huấn doanh thu kinh phí sản lượng xuất giá trị vốn đầu thực hiện triển khai đề án dự nội
    dung hoạt động nguồn ngân sách nhà nước quốc địa phương trung ương tâm khuyến chương trình cơ
    sở doanh nghiệp hợp tác xã hộ kinh lao người học viên lớp phẩm tiêu biểu thôn nông cán bộ máy
    móc thiết bị mô hình ứng dụng tiên tiến giai đoạn công tác phát năng lực quản lý thông tin
    tuyên làng cụm hội chợ huyện tỉnh thành phố xã phường đơn vị ngành bình chọn số tiền mức
    chiếm gồm bao mục nhiệm vụ tháng đầu ngàn nghìn tỉ đạt mới hiệu quả cuối quý phân bổ""",
    )
)
#: Words of a stage, of some only, of one source or level: both clauses have them, or none.
STAGES = (
    re.compile(r"kế hoạch|mục tiêu|chỉ tiêu|dự kiến|phấn đấu|được giao|giao\b|dự toán|định mức"),
    re.compile(r"đăng ký|đề nghị|nhu cầu|đề xuất"),
    re.compile(r"phê duyệt|thẩm định"),
    re.compile(r"nghiệm thu|quyết toán|giải ngân|thanh toán|hoàn thành"),
    re.compile(r"\bcòn\b|chưa|không|dừng|hủy|loại"),
    re.compile(r"tăng|giảm|thêm|vượt|hơn|so với|cùng kỳ|lũy kế|trước"),
    re.compile(r"bình quân|trung bình|\bmỗi\b|tối đa|tối thiểu|\bmột (?:cơ sở|lớp|đề án)\b"),
    re.compile(r"\bnữ\b|dân tộc|hộ nghèo|khuyết tật|thanh niên|trẻ\b|mới\b"),
    re.compile(r"quốc gia|trung ương"),
    re.compile(r"cấp tỉnh|ngân sách tỉnh|khuyến công tỉnh|địa phương"),
    re.compile(r"huyện|cấp xã|khu vực|vùng"),
    re.compile(r"đối ứng|tự có|thụ hưởng|đóng góp|bỏ ra|đầu tư của"),
    re.compile(r"trong đó|trong số|một phần|chủ yếu|riêng (?!nghề|về|việc|ngành)"),
    re.compile(r"\bước\b|khoảng"),
)
#: A stretch of time or a part of a series.
TIMES = re.compile(
    r"\b(?:19|20)\d\d\b|\b(?:quý|tháng|đợt|kỳ|khóa|lần|vụ|nhóm|lớp|phiên)\s+(?:thứ\s+)?[ivx\d]+\b"
    r"|\d+ tháng|cả năm|đầu năm|cuối năm"
)
IDLE = frozenset(
    re.findall(
        r"\w+",
        """được cho các và của có là tại ở từ để này một số nào đã đang trong với về việc những khi
    do theo như đó nay hiện đến năm lên tới đạt qua thấy cả đều nổi bật toàn tỉnh kỳ báo cáo kết quả
    tổng riêng đối nhóm hay trên triệu tỷ đồng tr đ dành""",
    )
)
#: Where the words about a figure end and its consequence begins.
_STOP = re.compile(
    r"[,;](?=\s)|\b(?:giúp|cho thấy|góp phần|nhằm|để|nên|mang lại|qua đó|đều|vẫn|làm căn cứ)\b"
)
#: Opens a sentence that speaks of a whole told before.
_WHOLE = re.compile(r"^\W*(?:trong|trên)\s+(?:(?:tổng )?số\s+)?$")
_WORD = re.compile(r"[^\W\d_]+")
_NAME = re.compile(rf"(?<![.!?:\n] )(?<!^)\b[{CAPITALS}]\w+(?:\s+[{CAPITALS}]\w+)+")
_SHORT = re.compile(r"\b(?:CNNT|KCQG|KCĐP|TTCN|HTX|UBND|CCN|CS|DN)\b")
_LONGEST = 260
_LIKE, _ALIKE = 0.6, 0.4
_FEWEST = 3


@dataclass(frozen=True)
class Telling:
    """A figure with the words of its clause that carry meaning."""

    figure: Figure
    words: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    said: str  # the clause in lower case
    span: tuple[int, int]  # of the clause


def retold(page: Context) -> Iterator[tuple[Figure, Figure]]:
    """Yield pairs of figures that give one measure two values, the earlier first."""
    told: dict[tuple[str, ...], list[Telling]] = {}
    for figure in page.figures:
        telling = _telling(page, figure) if _is_told(page, figure) else None
        for key in _keys(telling) if telling else ():
            told.setdefault(key, []).append(telling)  # type: ignore[arg-type]
    seen: set[tuple[str, str]] = set()
    for tellings in told.values():
        if len(tellings) != 2:
            continue
        one, other = tellings
        ids = (one.figure.id, other.figure.id)
        if ids not in seen and _differ(page, one, other) and _same(page, one, other):
            yield one.figure, other.figure
        seen.add(ids)


def _keys(telling: Telling) -> Iterator[tuple[str, ...]]:
    """Yield what two tellings of one thing share: a pair of rare words, or digits in disorder."""
    unit = family(telling.figure)
    yield from ((unit, *pair) for pair in telling.pairs)
    digits = "".join(sorted(c for c in telling.figure.number if c.isdigit()))
    if len(digits.strip("0")) > 1:
        yield unit, digits


def _is_told(page: Context, figure: Figure) -> bool:
    if figure.kind not in MEASURED or figure.value_high is not None or figure.out_of is not None:
        return False
    if figure.bound or figure.approximate or figure.unit.startswith(("percent", "ratio", "year")):
        return False
    block = page.block_at(figure.number_start)
    return "_per_" not in figure.unit and block is not None and block.kind != "row"


def _telling(page: Context, figure: Figure) -> Telling:
    start, end = _clause(page, figure)
    before = _WHOLE.sub("", page.low[start : figure.number_start])
    said = before + " " + page.low[figure.number_end : end]
    words = [w for w in _WORD.findall(said) if w not in IDLE]
    return Telling(
        figure,
        frozenset(words),
        frozenset(p for p in pairwise(words) if not GENERIC.issuperset(p)),
        said,
        (start, end),
    )


def _clause(page: Context, figure: Figure) -> tuple[int, int]:
    """Return the span of what a sentence says of `figure`: from the figure before to a comma."""
    start, end = page.sentence(figure)
    start = max(start, figure.number_start - _LONGEST)
    start = max(start, page.low.rfind(";", start, figure.number_start) + 1)
    alike = [f for f in page.inside(start, figure.number_start) if family(f) == family(figure)]
    start = alike[-1].number_end if alike else start
    stop = _STOP.search(page.low, figure.number_end, end)
    end = min(stop.start() if stop else end, figure.number_end + _LONGEST)
    following = [f for f in page.inside(figure.number_end, end) if family(f) == family(figure)]
    return start, following[0].number_start if following else end


def _differ(page: Context, one: Telling, other: Telling) -> bool:
    """Return whether two figures of two passages, that are no items of one list, differ."""
    a, b = one.figure, other.figure
    if a.period != b.period or meets(interval(a), interval(b)):
        return False
    apart = len({a.activity, b.activity} - {Activity.TOTAL}) > 1 or a.unit in ("VND", "project")
    if apart and not _of_one_trade(one, other):
        return False
    first, second = page.block_at(a.number_start), page.block_at(b.number_start)
    if first is None or second is None or first is second:
        return False
    return not (first.kind == second.kind == "item" and first.parent == second.parent)


def _of_one_trade(one: Telling, other: Telling) -> bool:
    """Return whether two clauses share a pair of words that no report uses of just anything."""
    return any(GENERIC.isdisjoint(pair) for pair in one.pairs & other.pairs)


def _same(page: Context, one: Telling, other: Telling) -> bool:
    """Return whether two clauses say one thing: act, stage, time, place and most of the words."""
    if not _alike(one.words, other.words):
        return False
    acts, others = set(ACT.findall(one.said)), set(ACT.findall(other.said))
    if not acts & others or not (acts <= others or others <= acts):
        return False
    if any(bool(s.search(one.said)) != bool(s.search(other.said)) for s in STAGES):
        return False
    return _names(page, one) == _names(page, other) and _times(one) == _times(other)


def _names(page: Context, telling: Telling) -> frozenset[str]:
    """Return the proper names of a clause, in lower case."""
    text = _SHORT.sub("", page.text[slice(*telling.span)])
    return frozenset(n.lower() for n in _NAME.findall(text))


def _alike(words: frozenset[str], others: frozenset[str]) -> bool:
    """Return whether one clause says what the other says, and at most adds to it."""
    shared, least = len(words & others), min(len(words), len(others))
    if min(len(words - others), len(others - words)) > 1 or shared < _FEWEST:
        return False
    return shared >= _LIKE * least and shared >= _ALIKE * len(words | others)


def _times(telling: Telling) -> frozenset[str]:
    return frozenset(TIMES.findall(telling.said))
