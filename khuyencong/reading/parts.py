"""Wholes and their parts as the sentence says them: "trong đó", "bao gồm", brackets, (i) … (ii) ….

The words that open a breakdown, close it, or admit that it is incomplete stand in the tables
below; whoever meets a new phrase adds it there.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from khuyencong.reading.model import Figure
from khuyencong.reading.page import Page, family
from khuyencong.values.vocabulary import FigureKind

#: A phrase that opens the parts of what was just named. `có` after it promises no completeness.
OPENING = re.compile(
    r"trong đó(?:\s*[:,]?\s*(?:bao gồm|gồm có|gồm|có))?|bao gồm(?: có)?|gồm có|\bgồm\b|chia ra"
    r"|trong số (?:này|đó)|cụ thể(?: là| như sau)?(?=\s*:)|(?:phân|chia) theo[^:;.(]{0,40}:"
    r"|(?<=, )riêng\b(?! năm| từng| tháng| quý)|như sau(?=\s*:)|\bkết luận\b(?! số)"
    r"|xếp loại|chia thành|phân loại"
)
#: Before a whole whose part follows: "Trong số 35 sản phẩm, có 18 …".
AMONG = re.compile(r"\b(?:trong|trên) (?:(?:tổng )?số\s+)?(?=\d)")
#: A phrase before a whole whose parts stand before it: "A; B, cộng lại là T".
ADDED_UP = re.compile(
    r"(?:cộng lại|cộng chung|tổng cộng|tất cả|cả thảy|(?<=, )cộng)(?: là| được| bằng|:)?\s+(?=\d)"
)
#: A word that makes the next number the whole of its sentence.
TOTALLY = re.compile(
    r"(?:(?:trong |trên )?tổng(?: cộng| số| kinh phí| vốn| mức)*|cả thảy|toàn bộ|cộng)"
    r"(?:[^\d,;.:()]{0,25}(?:là|lên|đạt|được))?:?\s*$"
)
#: Words that set two values of one measure side by side.
COMPARES = re.compile(
    r"nhất\b|tiếp (?:theo|đến)|đứng đầu|dẫn đầu|so với|tăng|giảm|cùng kỳ|kế hoạch|mục tiêu|đến năm"
    r"|lên|xuống"
)
#: The cue of a list whose whole is told by its place alone.
BY_PLACE = "…"
#: A phrase before the last part.
REMAINDER = re.compile(r"\bcòn lại\b")
#: A phrase that says the list names only some.
ADMITS_MORE = re.compile(
    r"trong đó\s*[:,]?\s*có\b|chủ yếu|nhất là|đặc biệt|điển hình|tiêu biểu là|nổi bật|đáng chú ý"
    r"|\bnhư\b(?! sau)|\briêng\b(?! từng)|\.\.\.|…|v\.v|một số|trong số|phần lớn|tập trung"
)
#: A remainder without its number.
REST_UNTOLD = re.compile(r"còn lại(?![^.;]{0,50}\d)")
#: A property that several parts may share at once, so that they need not add up.
OVERLAPPING = re.compile(
    r"\bnữ\b|dân tộc|hộ nghèo|cận nghèo|khuyết tật|thanh niên|đảng viên|xuất khẩu|lần đầu|đạt chuẩn"
    r"|trình độ|kiêm nhiệm|đã được|hoàn thành|cấp khu vực|cấp quốc gia|khó khăn"
)
#: A phrase after which the sentence speaks of something else.
LEAVING = re.compile(r"ngoài ra|bên cạnh đó|qua đó|sau khi|đồng thời|nâng tổng|lũy kế|kết quả")
#: After a semicolon, a verb that begins the next activity and not the next part.
NEXT_ACTIVITY = re.compile(
    r"\s*(?:và\s+)?(?:đã\s+)?(?:hỗ trợ|tổ chức|xây dựng|thực hiện|đào tạo|đầu tư|nâng "
    r"cao|phát triển"
    r"|tham gia|phối hợp|tư vấn|mở|duy trì|tổng (?:số|kinh phí)|tập huấn|cử)\b"
)
#: Before a number: it measures a change, a mean or a comparison and is no part.
NOT_A_PART = re.compile(
    r"(?:bình quân|trung bình|\bmỗi\b|tăng|giảm|vượt|so với|trị giá|tối đa)[^,;.:()]*$"
)
ENUMERATOR = re.compile(r"\s*\(?(?:ii|iii|iv|v|vi|[2-9]|[b-h])\)")
_BRACKET = re.compile(r"[()]")
_REACH = 1500
#: Wholes that may be meant instead of the nearest.
_RIVALS = 8


@dataclass(frozen=True)
class Relation:
    """A whole and the parts that the text hangs on it."""

    whole: Figure
    parts: tuple[Figure, ...]
    cue: str
    start: int
    end: int
    #: The text itself says, or lets one expect, that more parts exist or that they overlap.
    partial: bool
    #: Other figures of the sentence that could be the whole instead, nearest first.
    rivals: tuple[Figure, ...] = ()


@dataclass(frozen=True)
class _Opening:
    start: int
    end: int
    cue: str


def relations(page: Page) -> list[Relation]:
    """Return every whole with its parts that stand within one passage, in reading order."""
    openings = [_Opening(m.start(), m.end(), m.group()) for m in OPENING.finditer(page.low)]
    found: list[Relation] = []
    for opening, following in zip(openings, [*openings[1:], None], strict=False):
        found.extend(_relations_at(page, opening, following.start if following else None))
    found.extend(_bracketed(page, openings))
    found.extend(_among(page))
    found.extend(_remainders(page, found))
    found.extend(_added_up(page, found))
    found.extend(_enumerated(page, found))
    return sorted(found, key=lambda r: r.whole.number_start)


def _relations_at(page: Page, opening: _Opening, following: int | None) -> Iterator[Relation]:
    candidates = _wholes(page, opening.start)
    if not candidates:
        return
    end = _scope_end(page, opening)
    segments = _segments(page, opening.end, end, "cụ thể" in opening.cue)
    inner = page.inside(opening.end, end)
    inner = _without_nested(page, inner, following, end)
    for unit, wholes in candidates.items():
        parts = [f for f in inner if family(f) == unit and is_part(page, f, wholes[0])]
        parts = _shallow(page, parts, opening.end)
        chosen = _until_next_activity(parts, wholes, segments)
        if chosen:
            yield Relation(
                wholes[0],
                tuple(chosen),
                opening.cue,
                opening.start,
                max(f.number_end for f in chosen),
                _is_partial(page, opening, chosen),
                tuple(wholes[1:_RIVALS]),
            )


def is_part(page: Page, figure: Figure, whole: Figure) -> bool:
    """Return whether `figure` may be counted into `whole` by its words."""
    if figure.kind in (FigureKind.NORM, FigureKind.RATIO) and figure.kind is not whole.kind:
        return False
    if figure.value_high is not None or figure.unit.startswith(("percent", "ratio")):
        return False
    if figure is whole or "_per_" in figure.unit or figure.out_of is not None:
        return False
    return not NOT_A_PART.search(page.before(figure, 28))


def _wholes(page: Page, position: int) -> dict[str, list[Figure]]:
    """Return the figures named before `position`, by unit, nearest first."""
    start = page.sentence_at(position)[0]
    start = max(start, position - _REACH)
    opens_sentence = not page.low[start:position].strip(" -+*•:,.(\n")
    if opens_sentence:
        start = _previous_sentence(page, start)
    else:
        start += page.low[start:position].rstrip(" ;,:(\n").rfind(";") + 1
    start = max(start, position - _REACH)
    return _named_before(page, start, position)


def _named_before(page: Page, start: int, position: int) -> dict[str, list[Figure]]:
    found: dict[str, list[Figure]] = {}
    for figure in reversed(page.inside(start, position)):
        if figure.unit.startswith(("percent", "ratio", "year")) or "_per_" in figure.unit:
            continue
        if figure.value_high is None and not _in_closed_bracket(page, figure, position):
            found.setdefault(family(figure), []).append(figure)
    return found


def _previous_sentence(page: Page, start: int) -> int:
    """Return where the sentence before `start` begins, or the paragraph before a paragraph."""
    end = start - _blank_before(page, start)
    if end <= 0:
        return 0
    before, here = page.block_at(end - 1), page.block_at(start)
    if before and before is not here and before.kind != "heading":
        return before.start
    return page.sentence_at(end - 1)[0]


def _blank_before(page: Page, start: int) -> int:
    window = page.low[max(0, start - 200) : start]
    return len(window) - len(window.rstrip(" -+*•\n\t"))


def _in_closed_bracket(page: Page, figure: Figure, position: int) -> bool:
    """Return whether a bracket around the figure closes before `position`."""
    end = min(position, figure.number_end + 300)
    return closing(page.low, figure.number_end, end) < end


def _scope_end(page: Page, opening: _Opening) -> int:
    """Return where the parts that `opening` begins can no longer stand."""
    sentence_start, end = page.sentence_at(opening.start)
    bracket = _open_bracket(page.low, sentence_start, opening.start)
    if bracket:
        return closing(page.low, opening.end, min(end, opening.end + _REACH))
    while ENUMERATOR.match(page.low, end):
        following = page.sentence_at(end + 1)[1]
        if following <= end:
            break
        end = following
    end = min(end, opening.end + _REACH)
    leaving = LEAVING.search(page.low, opening.end, end)
    return leaving.start() if leaving else end


def _open_bracket(low: str, start: int, position: int) -> bool:
    """Return whether `position` stands inside a bracket opened after `start`."""
    depth = 0
    for m in _BRACKET.finditer(low, max(start, position - 400), position):
        depth = max(0, depth + (1 if m.group() == "(" else -1))
    return depth > 0


def closing(low: str, position: int, limit: int) -> int:
    """Return where the bracket open at `position` closes, or `limit`."""
    if low.find(")", position, limit) < 0:
        return limit
    depth = 1
    for m in _BRACKET.finditer(low, position, limit):
        depth += 1 if m.group() == "(" else -1
        if depth == 0:
            return m.start()
    return limit


def _segments(page: Page, start: int, end: int, activities: bool) -> list[tuple[int, bool]]:
    """Return the ends of the clauses, each with: does the next tell of something else?"""
    found = []
    for m in re.finditer(";", page.low[start:end]):
        at = start + m.start()
        leaves = not activities and NEXT_ACTIVITY.match(page.low, at + 1, end)
        found.append((at, bool(leaves)))
    return [*found, (end, True)]


def _without_nested(
    page: Page, inner: list[Figure], following: int | None, end: int
) -> list[Figure]:
    """Return `inner` without what a second opening inside the scope takes for itself."""
    if following is None or following >= end:
        return inner
    named = {family(f) for f in inner if f.number_start < following}
    semicolon = page.low.find(";", following, end)
    bracket = page.low.find(")", following, end)
    stop = min([p for p in (semicolon, bracket) if p >= 0], default=end)
    return [f for f in inner if not (following <= f.number_start < stop and family(f) in named)]


def _shallow(page: Page, parts: list[Figure], start: int) -> list[Figure]:
    """Return the parts outside inner brackets, or all where every one stands inside."""
    outside, depth, at = [], 0, start
    for part in parts:
        for c in page.low[at : part.number_start]:
            depth = max(0, depth + (c == "(") - (c == ")"))
        at = part.number_start
        if depth == 0:
            outside.append(part)
    return outside or parts


def _until_next_activity(
    parts: list[Figure], wholes: list[Figure], segments: list[tuple[int, bool]]
) -> list[Figure]:
    """Return the leading clauses whose parts give a whole exactly, else those of this activity."""
    chosen: list[Figure] | None = None
    for end, leaves in segments:
        taken = [f for f in parts if f.number_start < end]
        if len(taken) > 1 and any(sum(f.value for f in taken) == w.value for w in wholes):
            return taken
        if leaves and chosen is None and taken:
            chosen = taken
    return chosen if chosen is not None else parts


def _is_partial(page: Page, opening: _Opening, parts: list[Figure]) -> bool:
    last = parts[-1]
    end = max(last.number_end, min(page.sentence(last)[1], last.number_end + 60))
    text = page.low[opening.start : end]
    if ADMITS_MORE.search(text) or REST_UNTOLD.search(page.low, opening.start, end):
        return True
    if "trong" not in opening.cue:
        return False
    return bool(OVERLAPPING.search(text)) and not re.search(r"\bnam\b.*\bnữ\b|còn lại", text)


def _bracketed(page: Page, openings: list[_Opening]) -> Iterator[Relation]:
    """Yield wholes followed by a bare bracket of parts: "30 lớp (22 lớp nghề, 08 lớp khởi sự)"."""
    opened = {o.start for o in openings}
    for m in re.finditer(r"\(", page.low):
        if len(page.inside(m.end(), m.end() + 600)) < 2:
            continue
        end = closing(page.low, m.end(), min(len(page.low), m.end() + 600))
        parts = page.inside(m.end(), end)
        if len(parts) < 2 or opened & set(range(m.end(), m.end() + 25)):
            continue
        before = page.inside(max(page.sentence_at(m.start())[0], m.start() - 90), m.start())
        if before and not page.low[before[-1].number_end : m.start()].count(";"):
            yield from _bracket_relation(page, before[-1], parts, m.start(), end)


def _bracket_relation(
    page: Page, whole: Figure, inside: list[Figure], start: int, end: int
) -> Iterator[Relation]:
    parts = [f for f in inside if family(f) == family(whole) and is_part(page, f, whole)]
    if len(parts) > 1:
        yield Relation(
            whole, tuple(parts), "(", start, end, bool(ADMITS_MORE.search(page.low[start:end]))
        )


def _among(page: Page) -> Iterator[Relation]:
    """Yield "trong số N …, có n …" as a whole with one part."""
    for m in AMONG.finditer(page.low):
        named = page.inside(m.end(), page.sentence_at(m.start())[1])[:6]
        if not named or named[0].number_start > m.end() + 1:
            continue
        whole = named[0]
        chosen = page.inside(max(0, m.start() - 40), m.start())[-1:]
        if "số" in m.group() and chosen and not page.low[chosen[0].number_end : m.start()].strip():
            yield Relation(whole, (chosen[0],), m.group().strip(), m.start(), m.end(), True)
            continue
        parts = [f for f in named[1:] if family(f) == family(whole) and is_part(page, f, whole)]
        if parts and re.search(r",|\b(?:có|thì)\b", page.between(whole, parts[0])):
            yield _chosen(page, whole, parts, m)


def _chosen(page: Page, whole: Figure, parts: list[Figure], m: re.Match[str]) -> Relation:
    """Return "trong 48 học viên thì 30 …, 22 …": all parts where they come near, else the first."""
    near = len(parts) > 1 and _misses_by(whole, parts) <= Fraction(1, 10)
    taken = tuple(parts) if near else (parts[0],)
    text = page.low[m.start() : parts[-1].number_end + 40]
    partial = not near or bool(ADMITS_MORE.search(text) or OVERLAPPING.search(text))
    cue = ":" if near else m.group().strip()
    return Relation(whole, taken, cue, m.start(), parts[-1].number_end, partial)


def _misses_by(whole: Figure, parts: Sequence[Figure]) -> Fraction:
    """Return how far the sum of `parts` misses `whole`, as a part of it; 1 for none."""
    if not whole.value:
        return Fraction(1)
    reached = sum((Fraction(f.value) for f in parts), Fraction(0))
    return abs(reached / Fraction(whole.value) - 1)


def _remainders(page: Page, found: list[Relation]) -> Iterator[Relation]:
    """Yield "39 làng nghề: 14 …, còn lại 25 …": the first figure and those up to the remainder."""
    taken = {p.id for r in found for p in r.parts}
    for m in REMAINDER.finditer(page.low):
        start, end = page.sentence_at(m.start())
        last = next(iter(page.inside(m.end(), min(end, m.end() + 60))), None)
        if last is None or last.id in taken or last.out_of is not None:
            continue
        alike = [f for f in page.inside(start, last.number_end) if family(f) == family(last)]
        alike = [f for f in alike if f is alike[0] or is_part(page, f, alike[0])]
        if len(alike) >= 3 and alike[0].value > max(f.value for f in alike[1:]):
            yield Relation(alike[0], tuple(alike[1:]), "còn lại", m.start(), last.number_end, False)


def _added_up(page: Page, found: list[Relation]) -> Iterator[Relation]:
    """Yield "A; B, cộng lại là T" as a whole with the parts before it."""
    taken = {p.id for r in found for p in r.parts} | {r.whole.id for r in found}
    for m in ADDED_UP.finditer(page.low):
        whole = next(iter(page.inside(m.end(), m.end() + 2)), None)
        if whole is None or whole.id in taken:
            continue
        before = page.inside(page.sentence_at(m.start())[0], m.start())
        like = (family(whole), "item")
        parts = [f for f in before if family(f) in like and is_part(page, f, whole)]
        if len(parts) > 1 and not taken & {p.id for p in parts}:
            yield Relation(whole, tuple(parts), m.group().strip(), m.start(), m.end(), False)


def _enumerated(page: Page, found: list[Relation]) -> Iterator[Relation]:
    """Yield sentences whose whole is told by "tổng", by a colon, or by its place alone.

    Here the arithmetic proposes and the words may only veto.
    """
    taken = {f.id for r in found for f in (r.whole, *r.parts)}
    for start, end in page.sentences:
        figures = page.inside(start, end)
        if not 3 <= len(figures) <= 30:
            continue
        compares = bool(COMPARES.search(page.low, start, end))
        for unit in dict.fromkeys(family(f) for f in figures):
            alike = [f for f in figures if family(f) == unit and f.out_of is None]
            if len(alike) >= 3 and not taken & {f.id for f in alike}:
                yield from _by_place(page, alike, (start, end), compares)


def _by_place(
    page: Page, alike: list[Figure], span: tuple[int, int], compares: bool
) -> Iterator[Relation]:
    said = [f for f in alike if TOTALLY.search(page.before(f, 30))]
    first_gap = page.between(alike[0], alike[1])
    if len(said) == 1:
        whole, cue = said[0], "tổng"
    elif ":" in first_gap or ";" in first_gap:
        whole, cue = alike[0], ":"
    else:
        whole, cue = alike[0], BY_PLACE
    parts = tuple(f for f in alike if f is not whole and is_part(page, f, whole))
    if compares and cue != "tổng":
        return
    meant = cue == "tổng" or _misses_by(whole, parts) <= Fraction(1, 4)
    if len(parts) > 1 and meant and whole.value_high is None:
        text = page.low[slice(*span)]
        partial = bool(ADMITS_MORE.search(text) or (OVERLAPPING.search(text) and cue == BY_PLACE))
        yield Relation(whole, parts, cue, *span, partial)
