"""The same measure told twice: the two figures agree, or one of them was not updated."""

import re
from collections.abc import Iterator

from khuyencong.reading.checks.context import Context
from khuyencong.reading.checks.finding import finding
from khuyencong.reading.checks.retold import retold
from khuyencong.reading.checks.tolerance import interval, meets
from khuyencong.reading.checks.wording import Voice, written
from khuyencong.reading.model import Check, Figure
from khuyencong.reading.page import MEASURED
from khuyencong.values.vocabulary import Activity, CheckKind, FigureKind, FundingSource, Severity

#: What a report calls the total of all it did.
GRAND = re.compile(
    r"tổng (?:số |nguồn |mức )?(?:kinh phí|tiền|nguồn lực|số|vốn)[^,;.:]{0,60}:?\s*$"
    r"|(?:toàn tỉnh|tính chung|tổng cộng|tóm lại|nhìn chung|như vậy|kết quả nổi bật)[^;.]{0,60}$"
)
#: The total of which something is a part: what stands before these words is of the part.
OF_TOTAL = re.compile(
    r"\b(?:trong|trên)\s+(?=tổng (?:số |nguồn |mức )?(?:kinh phí|tiền|vốn)\s*(?:là\s*)?$)"
)
#: Behind the number: it is the total.
TOTAL_BEHIND = re.compile(r"\s*(?:triệu |tỷ |tỉ |nghìn |ngàn )?đồng\s+tổng (?:kinh phí|nguồn|vốn)")
#: Words that make it the total of something less, or of something else.
LIMITED = re.compile(
    r"đối ứng|quốc gia|huyện|\bxã\b|ngoài ra|đề nghị|kế hoạch|dự kiến|được giao|thu "
    r"hút|huy động (?:được |thêm )?(?:vốn|nguồn|từ|đối)|giải ngân"
    r"|đăng ký|\bước\b|mỗi|bình quân|trung bình|trong đó có|còn lại|lũy kế|nhu cầu|đầu tư"
)
#: What the programme counts in one unit: words near the number → what is counted.
DONE = {
    "person": re.compile(r"đào tạo nghề|truyền nghề|học nghề"),
    "model": re.compile(r"mô hình trình diễn"),
    "feature": re.compile(r"chuyên mục|phóng sự"),
    "fair": re.compile(r"hội chợ"),
    "product": re.compile(r"tôn vinh|công nhận|cấp giấy chứng nhận"),
}
#: Words that make a count one of some, or of another stage.
OF_SOME = re.compile(
    r"\bnữ\b|dân tộc|hộ nghèo|việc làm|trong đó|\blớp\b|phối hợp|tại các|mỗi|bình quân"
    r"|cấp (?:khu vực|quốc gia)"
    r"|mục tiêu|kế hoạch|dự kiến|phấn đấu|so với"
)
#: Verbs of the programme.
ACTS = re.compile(
    r"(?:đào tạo|truyền nghề|tổ chức|hỗ trợ|tư vấn|xây dựng|tập huấn|mở|tôn vinh|bình chọn)\b"
)
WHOLE = re.compile(r"toàn tỉnh|cả nước|nhìn chung|tổng số|tính chung|cả giai đoạn")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_MANY_DIGITS = 4
_CLAUSE_END = re.compile(r"[,;:.(]|trong đó|gồm")


def find(page: Context) -> Iterator[Check]:
    """Yield figures that two passages repeat, in agreement or not."""
    seen: dict[tuple[object, ...], list[Figure]] = {}
    for figure in page.figures:
        if figure.kind in MEASURED and figure.value_high is None and figure.out_of is None:
            seen.setdefault((figure.unit, figure.value), []).append(figure)
    for (_, value), figures in seen.items():
        if len(str(value).strip("0")) >= _MANY_DIGITS:
            yield from _agreeing(page, figures)
    yield from _disagreeing(page)
    yield from _acts(page)
    yield from _counts_of_period(page)
    yield from (contradiction(one, other) for one, other in retold(page))


def _agreeing(page: Context, figures: list[Figure]) -> Iterator[Check]:
    """Yield one check for a number of many digits that stands in several blocks."""
    blocks = {id(page.block_at(f.number_start)) for f in figures}
    if len(blocks) < 2:
        return
    yield finding(
        CheckKind.CONTRADICTION,
        Severity.OK,
        f"{written(figures[0])} được nhắc lại {len(figures)} lần, như nhau",
        figures,
        stated=figures[0].value,
        computed=figures[0].value,
    )


def _disagreeing(page: Context) -> Iterator[Check]:
    """Yield the grand totals of one period that differ from the first one told."""
    split = _split_by_source(page)
    told: dict[tuple[object, ...], list[Figure]] = {}
    for figure in page.figures:
        if figure.unit not in ("VND", "project"):
            continue
        if (figure.id in split or _says_grand(page, figure)) and _is_whole(page, figure):
            told.setdefault((figure.unit, figure.period), []).append(figure)
    for first, *others in told.values():
        for other in others:
            if not meets(interval(first), interval(other)) and _apart(page, first, other):
                yield contradiction(first, other)


def _acts(page: Context) -> Iterator[Check]:
    """Yield an act told just twice, once of the whole report, with two counts.

    "toàn tỉnh … đào tạo nghề cho 1.260 lao động" against "đào tạo nghề cho 1.620 lao động".
    """
    told: dict[tuple[object, ...], list[Figure]] = {}
    for figure in page.figures:
        act = _act(page, figure)
        if act:
            told.setdefault((act, figure.unit, figure.period), []).append(figure)
    for figures in told.values():
        if len(figures) != 2 or figures[0].value == figures[1].value:
            continue
        one, other = figures
        if _summed_up(page, one) != _summed_up(page, other) and _apart(page, one, other):
            yield contradiction(one, other)


def _counts_of_period(page: Context) -> Iterator[Check]:
    """Yield a result that two sentences give for one named period, with two values."""
    told: dict[tuple[object, ...], list[Figure]] = {}
    for figure in page.figures:
        pattern = DONE.get(figure.unit)
        if pattern is None or figure.period is None or not _is_result(page, figure):
            continue
        near = page.before(figure, 90) + " " + re.split(r"[,;.(]", page.after(figure, 90))[0]
        years = set(_YEAR.findall(near))
        named = years == {str(figure.period.start)[:4], str(figure.period.end)[:4]}
        if named and pattern.search(near) and not (OF_SOME.search(near) or LIMITED.search(near)):
            told.setdefault((figure.unit, figure.period), []).append(figure)
    for figures in told.values():
        if len(figures) == 2 and figures[0].value != figures[1].value and _apart(page, *figures):
            yield contradiction(*figures)


def _is_result(page: Context, figure: Figure) -> bool:
    exact = figure.value_high is None and figure.bound is None and figure.out_of is None
    return figure.kind is FigureKind.RESULT and exact and figure.id not in page.part_ids


def _act(page: Context, figure: Figure) -> str | None:
    """Return the verb and object just before an exact count of results, at least four syllables."""
    if figure.unit.startswith(("percent", "VND", "year")) or not _is_result(page, figure):
        return None
    clause = re.split(r"[,;.:()]", page.before(figure, 70))[-1].strip()
    words = clause.removeprefix("đã ").removeprefix("và ").split()
    return " ".join(words) if 4 <= len(words) <= 9 and ACTS.match(" ".join(words)) else None


def _summed_up(page: Context, figure: Figure) -> bool:
    """Return whether the sentence speaks of the whole: "toàn tỉnh", "tổng số", "nhìn chung"."""
    start, _ = page.sentence(figure)
    words = page.low[start : figure.number_start]
    return bool(WHOLE.search(words)) and not LIMITED.search(words)


def _split_by_source(page: Context) -> set[str]:
    """Return the ids of wholes that the text splits by source of the state's money."""
    found = set()
    for relation in page.relations:
        sources = {p.funding_source for p in relation.parts}
        if len(sources - {None}) > 1 and FundingSource.COUNTERPART not in sources:
            found.add(relation.whole.id)
    return found


def _says_grand(page: Context, figure: Figure) -> bool:
    behind = TOTAL_BEHIND.match(page.low, figure.number_end)
    return bool(GRAND.search(page.before(figure, 60)) or behind)


def _is_whole(page: Context, figure: Figure) -> bool:
    """Return whether a figure is of the whole report: its period, no one activity or source."""
    if figure.kind is not FigureKind.RESULT or figure.activity is not Activity.TOTAL:
        return False
    whole = OF_TOTAL.search(page.before(figure, 60))
    sources = (None, FundingSource.STATE_TOTAL)
    if figure.value_high or (figure.funding_source not in sources and not whole):
        return False
    block = page.block_at(figure.number_start)
    if figure.id in page.part_ids or block is None or block.kind == "row":
        return False
    near = _clause(page, figure)
    return not LIMITED.search(near) and _names_period(near, figure)


def _clause(page: Context, figure: Figure) -> str:
    """Return the words around a number, from its bracket or semicolon to the next stop."""
    before = re.split(r"[;(]", page.before(figure, 130))[-1]
    whole = OF_TOTAL.search(before)
    before = before[whole.end() :] if whole else before
    return before + _CLAUSE_END.split(page.after(figure, 90))[0]


def _names_period(words: str, figure: Figure) -> bool:
    """Return whether `words` name no year but those of the figure's own period."""
    own = figure.period
    years = set(_YEAR.findall(words))
    return not years or (own is not None and years <= {str(own.start)[:4], str(own.end)[:4]})


def _apart(page: Context, one: Figure, other: Figure) -> bool:
    return page.block_at(one.number_start) is not page.block_at(other.number_start)


def contradiction(one: Figure, other: Figure) -> Check:
    """Return a warning that two passages give one measure two values."""
    voice = Voice(one)
    return finding(
        CheckKind.CONTRADICTION,
        Severity.WARNING,
        f"Cùng một chỉ tiêu: {voice.full(one.value)} ↔ {written(other)}",
        [one, other],
        stated=one.value,
        computed=other.value,
        why="một chỗ chưa được cập nhật, hoặc hai chỗ nói về hai phạm vi mà câu chữ không "
        "phân biệt.",
    )
