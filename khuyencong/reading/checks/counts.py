"""Counts against what is listed after them, and "n/63" classes against their 63."""

import re
from collections.abc import Iterator
from fractions import Fraction

from khuyencong.reading.checks.context import Context
from khuyencong.reading.checks.finding import finding
from khuyencong.reading.checks.listings import ROMAN, Listing, listing
from khuyencong.reading.checks.tolerance import exact_sum, out_of
from khuyencong.reading.checks.wording import Voice, number, shorten
from khuyencong.reading.model import Block, Check, Figure
from khuyencong.reading.page import family
from khuyencong.reading.parts import ADMITS_MORE
from khuyencong.values.vocabulary import CheckKind, FigureKind, Severity

#: Between a count and the list of what it counts.
OPENS = re.compile(
    r"(?:\s|,)*(?:\(\s*(?:bao gồm|gồm có|gồm|là)?\s*:?|(?:bao gồm|gồm có|gồm|đó là|là"
    r"|cụ thể)\s*:?(?=\s)|:)\s*"
)
#: The list then names where or for whom, and not what was counted.
ELSEWHERE = re.compile(
    r"\b(?:tại|ở|thuộc|của|cho|trên địa bàn|với|trong|từ|do|về|có|được|sản phẩm|tham gia)\b"
)
MONEY_LIKE = ("VND", "USD", "percent", "ratio")
#: What the items of a list below are called by the sentence above them.
LISTED_BELOW = re.compile(
    r"\s*(?:nội dung|nhiệm vụ|giải pháp|nhóm|đề án|mục tiêu|chỉ tiêu|kiến nghị|lĩnh vực|hoạt động"
    r"|nguyên nhân|bài học|tồn tại|hạn chế|chương trình|văn bản|vấn đề)\b[^:;.]{0,70}:[*_\s]*$"
)
#: Things counted by kind, whose list is one short phrase each.
KINDS = re.compile(
    r"(?:nhóm|ngành|lĩnh vực|loại|nghề|sản phẩm|mặt hàng|văn bản|nội dung|nhiệm vụ|mục tiêu"
    r"|giải pháp|đơn vị|tổ|cơ quan|phòng|ban|tiêu chí|bước|hình thức|nguồn|đợt|công đoạn|sở|khâu)\b"
)
PLACES = frozenset({"province", "district", "commune", "region"})
#: The first word of a name that is no place.
FIRM = re.compile(r"(?:htx|hợp tác xã|công ty|cơ sở|doanh nghiệp|sở|phòng|trung tâm|làng|hội)\b")
#: What names in a bracket may tell the places of.
LOCATED = frozenset(
    {"establishment", "class", "course", "project", "person", "model", "machine", "item"}
)
OTHER_THINGS = re.compile(
    r"cơ sở|doanh nghiệp|hợp tác xã|lớp|mô hình|sản phẩm|cụm|làng nghề|hội chợ|trung tâm"
)
#: A count of places with their names right behind: "10 huyện Sa Thầy, Tân Kỳ và …".
NAMED = re.compile(
    r"\s*(?:(?:sở công thương|huyện|tỉnh|xã|phường|thị xã|thành phố|quận|thị trấn)(?:,\s*|\s+|/))+"
)
#: The letters that number a list, in their Vietnamese order.
_LETTERS = "abcdđeghiklmnopq"
_LONG_ITEM = 12
_MOST = 70


def find(page: Context) -> Iterator[Check]:
    """Yield counts that a list confirms or belies, and classes of "n/m"."""
    for figure in page.figures:
        if _may_count(figure):
            check = _listed_after(page, figure) or _items_below(page, figure)
            if check:
                yield check
    yield from _classes(page)


def _may_count(figure: Figure) -> bool:
    return (
        isinstance(figure.value, int)
        and 2 <= figure.value <= _MOST
        and figure.value_high is None
        and figure.bound is None
        and not figure.approximate
        and figure.kind is not FigureKind.NORM
        and not figure.unit.startswith(MONEY_LIKE)
        and "_per_" not in figure.unit
    )


def _listed_after(page: Context, figure: Figure) -> Check | None:
    """Return the check of a count against the list in its own sentence."""
    opened = _opening(page, figure)
    if opened is None:
        return None
    between, start, end = opened
    text = page.text[start:end]
    if not text.strip() or ADMITS_MORE.search(
        page.low[figure.number_end : end + 8].partition("\n")[0]
    ):
        return None
    if any(family(f) == family(figure) for f in page.inside(start, end)):
        return None
    counted = between.strip() if between.strip() else page.low[figure.number_end :][:20].strip()
    listed = listing(text, counted)
    if listed is None:
        return None
    stated = int(figure.value)
    if listed.least <= stated <= listed.most or stated == _by_dashes(text):
        return _finding(figure, stated, text, (start, end), Severity.OK)
    inside = [f for f in page.inside(start, end) if not f.unit.startswith("year")]
    bracket = page.text[start - 1 : start] == "("
    if _certain(figure, between, bracket, listed) and (not inside or listed.are_times):
        return _finding(figure, len(listed.items), text, (start, end), Severity.WARNING)
    return None


def _opening(page: Context, figure: Figure) -> tuple[str, int, int] | None:
    """Return the words between the count and its list, and where the list stands."""
    limit = min(page.sentence(figure)[1], figure.number_end + 150)
    window = page.low[figure.number_end : limit]
    stop = re.search(r"[;.](?:\s|$)|\d", window)
    window = window[: stop.start() if stop else len(window)]
    named = NAMED.match(window)
    start = figure.number_end + (named.end() if named else 0)
    if named and page.text[start : start + 1].isupper():
        return "", start, _list_end(page, start, False)
    found = re.search(r"\(|:|\b(?:bao gồm|gồm có|gồm|đó là|là)\b", window)
    match = OPENS.match(page.low, figure.number_end + found.start()) if found else None
    if not found or not match:
        return None
    bracket = "(" in match.group()
    return window[: found.start()], match.end(), _list_end(page, match.end(), bracket)


def _list_end(page: Context, start: int, bracket: bool) -> int:
    sentence_end = page.sentence_at(start)[1]
    limit = min(max(sentence_end, start), start + 1500)
    if not bracket:
        opened = page.low.find("(", start + 1, limit)
        stop = limit if opened < 0 or ROMAN.match(page.low, start) else opened
        return len(page.low[:stop].rstrip(" .;*_\n")) if stop < 2000 else stop
    return page.brackets.closing(start, min(len(page.low), start + 1500))


def _by_dashes(text: str) -> int:
    """Return the count of things that dashes part, 0 where none does."""
    dashes = re.split(r"\s[-–]\s", text)
    return len(dashes) if len(dashes) > 1 else 0


def _names_places(figure: Figure, between: str) -> bool:
    """Return whether a list after a count of places can only be of these places."""
    last_words = " ".join(between.split()[-2:])
    return figure.unit in PLACES and len(between) <= 90 and not OTHER_THINGS.search(last_words)


def _certain(figure: Figure, between: str, bracket: bool, listed: Listing) -> bool:
    """Return whether a list can only be of what was counted."""
    if not any(listed.items) or listed.are_times or figure.unit == "year":
        return listed.are_times or figure.unit != "year"
    places = _names_places(figure, between)
    head = between.strip(" ,:")
    kinds = KINDS.match(head)
    elsewhere = ELSEWHERE.search(between) and not kinds and not places
    if elsewhere or len(between) > 60:
        return False
    noun = head.split()[:1]
    repeats = bool(noun) and all(t.lower().startswith(noun[0]) for t in listed.items)
    if listed.are_names:
        firms = all(FIRM.match(t.lower()) for t in listed.items)
        return repeats or firms or not (bracket and family(figure) in LOCATED)
    return listed.are_phrases and (bool(kinds) or repeats)


def _finding(
    figure: Figure, listed: int, text: str, span: tuple[int, int], severity: Severity
) -> Check:
    voice = Voice(figure)
    holds = severity is Severity.OK
    told = f"Nêu {voice.full(figure.value)}, liệt kê {number(listed)}: {shorten(text)}"
    return finding(
        CheckKind.COUNT_OF_LIST,
        severity,
        told,
        [figure],
        stated=figure.value,
        computed=listed,
        why=""
        if holds
        else "danh sách thiếu hoặc thừa một mục, hoặc số đếm chưa sửa theo danh sách.",
        passages=[span],
    )


def _items_below(page: Context, figure: Figure) -> Check | None:
    """Return the check of "05 nhiệm vụ sau:" against the items that follow its block."""
    block = page.block_at(figure.number_start)
    if block is None or block.kind == "row":
        return None
    tail = page.low[figure.number_end : block.end].rstrip()
    if len(tail) > 110 or not tail.rstrip("*_ ").endswith(":") or re.search(r"[;.]\s|\d", tail):
        return None
    items = page.items_below(block) or _lines_below(page, block) or _announced(page, block)
    if not LISTED_BELOW.match(tail) and not _all_names(page, figure, block, items):
        return None
    if len(items) < 2 or any(
        family(f) == family(figure) for f in page.inside(items[0].start, _line_end(page, items[-1]))
    ):
        return None
    severity = Severity.OK if len(items) == figure.value else Severity.WARNING
    first, last = items[0], items[-1]
    text = " · ".join(shorten(page.text[b.start : b.end], 30) for b in items[:6])
    return _finding(figure, len(items), text, (first.start, _line_end(page, last)), severity)


def _line_end(page: Context, block: Block) -> int:
    """Return where the first line of a block ends; what follows may be the next paragraph."""
    end = page.text.find("\n", block.start, block.end)
    return block.end if end < 0 else end


def _lines_below(page: Context, block: Block) -> list[Block]:
    """Return the short numbered lines right below a block, though they are set as headings."""
    found: list[Block] = []
    for following in page.blocks[block.index + 1 : block.index + 1 + _MOST]:
        words = page.text[following.start : _line_end(page, following)].split()
        if not following.marker or len(words) > _LONG_ITEM or following.parent != block.parent:
            break
        if _rank(following.marker) != len(found) + 1:
            break
        found.append(following)
    parent = page.blocks[block.parent] if block.parent is not None else None
    own = _rank(parent.marker) if parent else 0
    return [] if own and own + 1 == len(found) else found


def _announced(page: Context, block: Block) -> list[Block]:
    """Return the items that one of their own list announces, up to the first blank line."""
    found: list[Block] = []
    last = block
    for following in page.blocks[block.index + 1 : block.index + 1 + _MOST]:
        like = following.kind == block.kind == "item" and following.parent == block.parent
        blank = page.text.count("\n", last.end, following.start) > 1
        if not like or blank or following.marker[-1:] != block.marker[-1:]:
            break
        found.append(following)
        last = following
    return found


def _rank(marker: str) -> int:
    """Return the place that a marker gives: "3." → 3, "b)" → 2; 0 for a dash."""
    sign = marker.strip(" .)/(").lower()
    if sign.isdigit():
        return int(sign)
    return _LETTERS.index(sign) + 1 if len(sign) == 1 and sign in _LETTERS else 0


def _all_names(page: Context, figure: Figure, block: Block, items: list[Block]) -> bool:
    """Return whether a sentence with one count announces items that are names and nothing else."""
    counted = [f for f in page.inside(*page.sentence(figure)) if f.unit not in ("year", "percent")]
    if counted != [figure] or ADMITS_MORE.search(page.low[block.start : block.end]):
        return False
    texts = [
        page.text[b.start + len(b.marker) : _line_end(page, b)].strip(" .;,*_\n") for b in items
    ]
    short = all(1 <= len(t.split()) <= 9 and t[:1].isupper() for t in texts)
    return short and not page.inside(items[0].start, _line_end(page, items[-1])) if items else False


def _classes(page: Context) -> Iterator[Check]:
    """Yield the classes of one "m" that stand together: 9/63 + 17/63 + 31/63 + 6/63."""
    for run in _runs(page):
        whole = out_of(run[0])
        reached = exact_sum(run)
        if reached == whole or _closes(page, run):
            yield _class_check(run, whole, reached)


def _runs(page: Context) -> Iterator[list[Figure]]:
    """Yield neighbouring figures out of the same number, in one block or in sibling items."""
    run: list[Figure] = []
    for figure in (f for f in page.figures if f.out_of is not None):
        if run and run[-1].out_of == figure.out_of and _together(page, run[-1], figure):
            run.append(figure)
            continue
        if len(run) > 1:
            yield run
        run = [figure]
    if len(run) > 1:
        yield run


def _together(page: Context, one: Figure, other: Figure) -> bool:
    a, b = page.block_at(one.number_start), page.block_at(other.number_start)
    if a is None or b is None:
        return False
    siblings = a.parent == b.parent and a.kind == b.kind and b.index - a.index <= 2
    return a is b or (siblings and bool(a.marker) and bool(b.marker) and _lone(page, a, b))


def _lone(page: Context, a: Block, b: Block) -> bool:
    """Return whether each of two items speaks of one "n/m"."""
    return all(
        sum(f.out_of is not None for f in page.inside(block.start, block.end)) == 1
        for block in (a, b)
    )


def _closes(page: Context, run: list[Figure]) -> bool:
    """Return whether the text says that these classes are all: the last is "còn lại"."""
    return "còn lại" in page.before(run[-1], 40)


def _class_check(run: list[Figure], whole: Fraction, reached: Fraction) -> Check:
    left = " + ".join(number(f.value) for f in run)
    holds = reached == whole
    right = number(whole) if holds else f"{number(reached)}; báo cáo chia trên {number(whole)}"
    return finding(
        CheckKind.SUM,
        Severity.OK if holds else Severity.ERROR,
        f"{left} = {right}{Voice(run[0]).unit}",
        run,
        stated=whole,
        computed=reached,
        why="" if holds else "một nhóm bị đếm sai, hoặc có đơn vị nằm ở hai nhóm.",
    )
