"""Parts that a phrase or a bracket opens: "trong đó", "bao gồm", "(…)", (i) … (ii) ….

The words that open a breakdown, close it, or admit that it is incomplete stand in the tables
below; whoever meets a new phrase adds it there.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from khuyencong.reading.model import Figure
from khuyencong.reading.page import Page, family
from khuyencong.reading.parts import (
    ADMITS_MORE,
    OVERLAPPING,
    REST,
    Relation,
    adds,
    by_source,
    is_part,
    misses_by,
)

#: A phrase that opens the parts of what was just named. `có` after it promises no completeness.
OPENING = re.compile(
    r"trong đó(?:\s*[:,]?\s*(?:bao gồm|gồm có|gồm|có))?|bao gồm(?: có)?|gồm có|\bgồm\b|chia ra"
    r"|trong số (?:này|đó)|cụ thể(?: là| như sau)?(?=\s*:)|(?:phân|chia) theo[^:;.(]{0,40}:"
    r"|(?:(?<=, )|(?<=\())riêng\b(?! năm| từng| tháng| quý)|như sau(?=\s*:)|\bkết luận\b(?! số)"
    r"|xếp loại|chia thành|phân loại"
)
#: Before a whole whose part follows: "Trong số 35 sản phẩm, có 18 …".
AMONG = re.compile(r"\b(?:trong|trên) (?:(?:tổng )?số\s+)?(?=\d)")
#: Between the part and its whole: "146 người trong tổng số 128 người".
NAMED = re.compile(r"\s*(?:[^\W\d_]+\s+){0,6}")
#: A remainder without its number.
REST_UNTOLD = re.compile(r"còn lại(?![^.;]{0,50}\d)")
REST_AHEAD = re.compile(r"còn lại(?=[^.;]{0,50}\d)")
REST_BEHIND = re.compile(r"\d(?:\s+[^\W\d_]+){0,4}\s+còn lại")
#: A phrase after which the sentence speaks of something else.
LEAVING = re.compile(r"ngoài ra|bên cạnh đó|qua đó|sau khi|đồng thời|nâng tổng|lũy kế|kết quả")
#: After a semicolon, a verb that begins the next activity and not the next part.
NEXT_ACTIVITY = re.compile(
    r"\s*(?:và\s+)?(?:đã\s+)?(?:hỗ trợ|tổ chức|xây dựng|thực hiện|đào tạo|đầu tư|nâng "
    r"cao|phát triển"
    r"|tham gia|phối hợp|tư vấn|mở|duy trì|tổng (?:số|kinh phí)|tập huấn|cử)\b"
)
#: "Số này gồm …": the whole stands in the sentence before.
MEANS_ABOVE = re.compile(
    r"(?:trong )?(?:số|các|những|nguồn)\b[^\d,;:]{0,30}\b(?:này|đó|trên|nói trên)"
)
ENUMERATOR = re.compile(r"\s*\(?(?:ii|iii|iv|v|vi|[2-9]|[b-h])\)")
#: "30 cơ sở đạt, 12 cơ sở không đạt": who is not in the one is in the other.
COMPLEMENT = re.compile(r"\b([^\W\d_]{2,})\b[^.;]{0,120}\b(?:không|chưa) \1\b")
#: A kind of people, and so a part of the people named before.
PEOPLE = re.compile(
    r"^[^\d,;.:()]{0,25}\b(?:nữ|dân tộc|hộ nghèo|hộ cận nghèo|khuyết tật|thanh niên)\b"
)
NAMED_PEOPLE = re.compile(r"\(\s*(?:lao động |học viên )?(?:nữ|dân tộc|hộ nghèo)[^\d,;.()]*$")
#: Between two numbers: they are told of different things, or of different times.
APART = re.compile(r";|\blớp\b|năm \d|tăng|giảm|so với|ngoài ra|\bcòn\b|kế hoạch|mục tiêu")
#: A size, and the other sizes that make it one class of several.
SIZE = re.compile(
    r"\bdưới \d|\btrên \d|\btừ \d|\bđến \d|trở lên|siêu nhỏ|\bnhỏ\b|\bvừa\b|\blớn\b|quy mô"
)
_REACH = 1500
_BRACKET = 600
#: Wholes that may be meant instead of the nearest.
_RIVALS = 8


def opened(page: Page) -> list[Relation]:
    """Return every whole whose parts a phrase or a bracket opens."""
    openings = [_Opening(m.start(), m.end(), m.group()) for m in OPENING.finditer(page.low)]
    found: list[Relation] = []
    for opening, following in zip(openings, [*openings[1:], None], strict=False):
        found.extend(_relations_at(page, opening, following.start if following else None))
    found.extend(_bracketed(page, openings))
    found.extend(_among(page))
    found.extend(_kinds_of_people(page))
    return found


@dataclass(frozen=True)
class _Opening:
    start: int
    end: int
    cue: str


def _relations_at(page: Page, opening: _Opening, following: int | None) -> Iterator[Relation]:
    within = page.inside(opening.start, opening.end)  # "Phân theo quy mô, 92 cơ sở gồm:"
    before = (opening.start, opening.end)
    candidates = _named_before(page, *before) if within else _wholes(page, opening.start)
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
                not by_source(wholes[0], chosen) and _is_partial(page, opening, chosen),
                tuple(wholes[1:_RIVALS]),
            )


def _wholes(page: Page, position: int) -> dict[str, list[Figure]]:
    """Return the figures named before `position`, by unit, nearest first."""
    start = page.sentence_at(position)[0]
    start = max(start, position - _REACH)
    before = page.low[start:position].strip(" -+*•:,.(\n")
    if not before or MEANS_ABOVE.fullmatch(before):
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
    return page.brackets.closing(figure.number_end, end) < end


def _scope_end(page: Page, opening: _Opening) -> int:
    """Return where the parts that `opening` begins can no longer stand."""
    sentence_start, end = page.sentence_at(opening.start)
    if page.brackets.opened(opening.start) >= sentence_start:
        return page.brackets.closing(opening.end, min(end, opening.end + _REACH))
    while ENUMERATOR.match(page.low, end):
        following = page.sentence_at(end + 1)[1]
        if following <= end:
            break
        end = following
    end = min(end, opening.end + _REACH)
    leaving = LEAVING.search(page.low, opening.end, end)
    return leaving.start() if leaving else end


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
    outside = [p for p in parts if page.brackets.opened(p.number_start) < start]
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
    if _tells_rest(text):
        return False
    if ADMITS_MORE.search(text) or REST_UNTOLD.search(page.low, opening.start, end):
        return True
    return "trong" in opening.cue and _overlaps(text)


def _tells_rest(text: str) -> bool:
    """Return whether the last part is said to be all that remains."""
    return bool(REST_BEHIND.search(text) or REST_AHEAD.search(text))


def _overlaps(text: str) -> bool:
    """Return whether the parts are properties that one thing may have together."""
    return bool(OVERLAPPING.search(text)) and not re.search(r"\bnam\b.*\bnữ\b|còn lại", text)


def _bracketed(page: Page, openings: list[_Opening]) -> Iterator[Relation]:
    """Yield wholes followed by a bare bracket of parts: "30 lớp (22 lớp nghề, 08 lớp khởi sự)"."""
    taken = [o.start for o in openings]
    for m in re.finditer(r"\(", page.low):
        end = page.brackets.closing(m.end(), m.end() + _BRACKET)
        parts = page.inside(m.end(), end)
        opened_inside = bisect_left(taken, m.end() + 25) > bisect_left(taken, m.end())
        if len(parts) < 2 or opened_inside or end == m.end() + _BRACKET:
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
    """Yield "trong số N …, có n …" and "n … trong số N" as a whole with its parts."""
    for m in AMONG.finditer(page.low):
        named = page.inside(m.end(), page.sentence_at(m.start())[1])[:8]
        if not named or named[0].number_start > m.end() + 1 or not adds(named[0]):
            continue
        chosen = _named_first(page, m, named[0])
        if chosen:
            yield Relation(named[0], (chosen,), m.group().strip(), m.start(), m.end(), True)
            continue
        whole = named[0]
        parts = [f for f in named[1:] if family(f) == family(whole) and is_part(page, f, whole)]
        if parts and re.search(r"[,:]|\b(?:có|thì)\b", page.between(whole, parts[0])):
            yield _chosen(page, whole, parts, m)


def _named_first(page: Page, m: re.Match[str], whole: Figure) -> Figure | None:
    """Return the part of "146 người trong tổng số 128 người", named before its whole."""
    before = page.inside(max(page.sentence_at(m.start())[0], m.start() - 60), m.start())[-1:]
    for part in before:
        joined = NAMED.fullmatch(page.low, part.number_end, m.start())
        if joined and family(part) == family(whole) and is_part(page, part, whole):
            return part
    return None


def _chosen(page: Page, whole: Figure, parts: list[Figure], m: re.Match[str]) -> Relation:
    """Return "trong 48 học viên thì 30 …, 22 …": all parts where they come near, else the first."""
    end = min(parts[-1].number_end + 40, page.sentence(parts[-1])[1])
    text = page.low[whole.number_end : end]
    slack = _slack_among(text, parts)
    near = len(parts) > 1 and misses_by(whole, parts) <= slack
    taken = tuple(parts) if near else (parts[0],)
    partial = not near or bool(ADMITS_MORE.search(text) or OVERLAPPING.search(text))
    cue = ":" if near else m.group().strip()
    return Relation(whole, taken, cue, m.start(), parts[-1].number_end, partial, slack=slack)


def _slack_among(text: str, parts: list[Figure]) -> Fraction:
    """Return how far parts may miss "trong N …": far where they are classes or name the rest."""
    classes = len(SIZE.findall(text)) >= len(parts) > 1
    if classes or REST.search(text) or COMPLEMENT.search(text):
        return Fraction(1, 3)
    return Fraction(1, 10)


def _kinds_of_people(page: Page) -> Iterator[Relation]:
    """Yield "64 người tham gia, có 40 người là nữ": people, and a kind of them beside."""
    for start, end in page.sentences:
        alike = [f for f in page.inside(start, end)[:12] if family(f) == "person" and adds(f)]
        if len(alike) != 2:
            continue
        whole, part = alike
        named = PEOPLE.search(page.after(part, 45)) or NAMED_PEOPLE.search(page.before(part, 30))
        own = named and not PEOPLE.search(page.after(whole, 45).partition("(")[0])
        if own and is_part(page, part, whole) and not APART.search(page.between(whole, part)):
            yield Relation(whole, (part,), "có", start, end, True)
