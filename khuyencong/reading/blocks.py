"""The build of a report: headings, paragraphs joined across page breaks, items, rows, furniture."""

import re
from dataclasses import dataclass

from khuyencong.reading.model import Block

_LINE = re.compile(r"[^\n]*\n|[^\n]+$")
_MARKUP = re.compile(r"[\s>]*(?P<hash>#{1,6}\s*)?[*_\s]*")
#: Marker of a heading or item → its rank; the deeper the larger.
_MARKER = re.compile(
    r"(?P<part>(?:PHẦN|Phần|CHƯƠNG|Chương)\s+(?:thứ\s+)?(?:[IVX]+|[0-9]+|nhất|hai|ba|NHẤT|HAI"
    r"|BA|một)\b[.:]?)"
    r"|(?P<roman>[IVX]{1,5}\s?[.)/](?=\D)|[IVX]{1,4}\s?[-–]\s)"
    r"|(?P<deep>(?:[0-9]{1,2}|[A-HIVX])(?:\.[0-9]{1,2}){1,3}[.)]?(?=[\s*_]+[^\W\d_]))"
    r"|(?P<section>[A-HĐ]\s?[.)/](?=[\s*_]+[A-ZĐÀ-Ỹ]))"
    r"|(?P<question>(?:Câu|CÂU|Bước|Ý|Câu hỏi)\s+[0-9]{1,2}\s?[.:)])"
    r"|(?P<arabic>(?:Điều\s+)?[0-9]{1,3}\s?[.)/](?=[\s*_]*[^\W\d_\s]|\s+[\"“(*_]|\s+[0-9]{2}\s)"
    r"|[0-9]{1,2}\s?[-–](?=[\s*_]*[A-ZĐÀ-Ỹ]))"
    r"|(?P<letter>[a-zđ]\s?[.)/](?=[\s*_]))"
    r"|(?P<dash>[-–—−](?![0-9]))"
    r"|(?P<plus>\+(?![0-9]))"
    r"|(?P<star>[•*·●○▪■◦](?=\s))"
    r"|(?P<bracket>\((?:[ivx]{1,4}|[0-9]{1,2}|[a-zđ])\)(?=\s))"
)
_RANK = {
    "part": 1, "roman": 2, "section": 2, "arabic": 3, "question": 5, "deep": 4, "letter": 6,
    "bracket": 7, "dash": 8, "star": 8, "plus": 9,
}  # fmt: skip
_END = re.compile(r"[.;:!?…][\"”’)*_\s]*$")
_ROW = re.compile(r"\s*\||[^\t\n]*\t[^\n]*[^\s]\t|[^|\n]*\|[^|\n]*\|")
#: Columns set in blanks, as a text taken from a PDF has them: three cells, the last a number.
_SPACED = re.compile(
    r"[^\S\n]*\S(?:[^\S\n]?\S)*(?:[^\S\n]{2,}\S(?:[^\S\n]?\S)*)*"
    r"[^\S\n]{2,}[0-9][0-9.,]*%?[^\S\n]*$"
)
_SPACED_HEAD = re.compile(r"[^\S\n]*(?:TT|STT|Số TT|Stt)\b(?:[^\S\n]{2,}\S(?:[^\S\n]?\S)*){2,}$")
_SEPARATOR = re.compile(r"^[\s|:=_*.~-]+$")
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"”)*_]*\s+(?=[\"“(*_\-–+]*[A-ZÀ-ỴĐ0-9])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:TP|Tp|tp|TX|Tx|TT|ThS|TS|PGS|GS|KS|Th|Mr|St|P|Q|H|v\.v|tr|\d{1,2}))\.$"
)
#: No sentence ends with these words: what follows a page break belongs to it.
_UNFINISHED = re.compile(
    r"(?<!\w)(?:là|của|cho|với|có|và|để|các|được|từ|đến|khoảng|trên|gồm|đạt|hỗ trợ|trong|tại"
    r"|bằng|những|theo|hơn|tổng số)$"
)
_DIGITS = re.compile(r"[0-9]+(?:[.,][0-9]+)*")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}$")
#: No line of a table set in blanks is longer.
_WIDEST = 300
#: No official writes a longer sentence; beyond it only lists and rubbish lie.
_LONGEST_SENTENCE = 2400
_KIND_LINE = re.compile(
    r"(?:biên bản nghiệm thu|báo cáo nhanh|báo cáo|kế hoạch|thông báo|tờ trình|quyết định"
    r"|bản tin|chương trình|danh sách|danh mục)$"
)
#: Words that open a new paragraph, whatever the one before ended with.
_OPENING = re.compile(
    r"(?:Thực hiện|Căn cứ|Trong|Giai đoạn|Năm|Theo|Để|Sau|Kính gửi|Nhằm|Trên|Tổng|Kết quả"
    r"|Ngoài|Bên cạnh|Kinh phí)\b"
)
#: Words that open a section even where no number and no heading style does.
_SECTION_WORDS = re.compile(
    r"(?:một số )?(?:tuy nhiên|mục tiêu|nhiệm vụ|phương hướng|giải pháp|tồn tại|hạn chế"
    r"|kết quả|kế hoạch|chỉ tiêu|định hướng|"
    r"nguyên nhân|bài học|đề xuất|kiến nghị|khó khăn|thuận lợi|đánh giá|dự kiến|ước thực hiện)\b"
)
_SIGNATURE = re.compile(
    r"(?:kt|tm|tl|tuq|q)\.\s|nơi nhận|bản điện tử|(?:phó )?(?:giám đốc|chủ tịch|cục trưởng"
    r"|chánh văn phòng)\s*$"
)
#: A page number, or "« 1 2 3 »", alone on its line.
_PAGE_NUMBER = re.compile(
    r"(?:[-–]\s*)?[0-9]{1,3}(?:\s*[-–])?$|[«‹<][\s«‹<]*[0-9][0-9\s.…]*[»›>]*"
    r"|[0-9]\s+[0-9]\s+[0-9][0-9\s.…]*[»›>]"
)
#: After these words a page shows other articles.
_TEASERS = re.compile(
    r"(?:các )?tin (?:khác|liên quan|cùng chuyên mục|mới)|các tin"
    r"|bài viết (?:mới|cùng)|đọc nhiều|xem thêm"
)
_CHROME = re.compile(
    r"view counter|views? (?:today|this|:)|total views|skip to content|chia sẻ\s*:?\s*$"
    r"|bài viết (?:mới|cùng)|"
    r"lượt xem|lượt truy cập|đang truy cập|đang online|tổng (?:số )?(?:lượt )?truy cập"
    r"|thống kê truy cập|"
    r"facebook|zalo|twitter|in trang|in bài viết|gửi email|quay lại|tin liên quan|tin khác"
    r"|tin cùng chuyên mục|"
    r"bình luận|trang chủ|đăng nhập|language|copyright|©|hotline|số lượt|ngày đăng|cập nhật lúc|"
    r"trực tuyến\s*:|tháng hiện tại\s*:|trong tháng\s*:|trong tuần\s*:|bản quyền"
    r"|^trang\s+[0-9]+(?:\s*/\s*[0-9]+)?$|"
    r"các tin khác|đọc nhiều|xem thêm|font size|cỡ chữ|hôm nay\s*:|hôm qua\s*:|tuần này\s*:"
    r"|tháng này\s*:|tất cả\s*:"
)


@dataclass(slots=True)
class _Piece:
    """One line, or several lines that are one paragraph broken by the page."""

    start: int
    end: int
    body: int  # where the words begin, after markup and marker
    marker: str
    rank: int  # of the marker; 0 where it has none
    hashes: int
    kind: str


def blocks_of(text: str, low: str) -> list[Block]:
    """Return the blocks of a text in reading order, with sentences, levels and parents."""
    pieces: list[_Piece] = []
    blank = True
    for match in _LINE.finditer(text):
        line = match[0].rstrip()
        if not line.strip(" \t\r*_#>|"):
            blank = True
            continue
        piece = _piece(text, match.start(), match.start() + len(line))
        titled = len(pieces) > 1 and _KIND_LINE.match(_words(low, pieces[-2]))
        chrome = _CHROME.search(_words(low, piece))
        if pieces and not chrome and _continues(text, pieces[-1], piece, blank, bool(titled)):
            pieces[-1].end = piece.end
        else:
            pieces.append(piece)
        blank = False
    _classify(text, low, pieces)
    return _nested(text, low, pieces)


def _piece(text: str, start: int, end: int) -> _Piece:
    head = _MARKUP.match(text, start, end)
    assert head is not None
    hashes = (head["hash"] or "").count("#")
    if (
        _ROW.match(text, start, end)
        or text[start:end].count("|") > 1
        or _is_spaced(text, start, end)
    ):
        return _Piece(start, end, head.end(), "", 0, hashes, "row")
    marker = _MARKER.match(text, head.end(), end)
    if marker is None:
        return _Piece(start, end, head.end(), "", 0, hashes, "")
    body = _MARKUP.match(text, marker.end(), end)
    assert body is not None
    return _Piece(
        start, end, body.end(), marker[0].strip(), _RANK[marker.lastgroup or ""], hashes, ""
    )


def _is_spaced(text: str, start: int, end: int) -> bool:
    line = text[start : min(end, start + _WIDEST)]
    if "   " not in line.strip():
        return False
    cells = len(re.findall(r"\S(?: ?\S)*", line))
    return cells > 2 and bool(_SPACED.match(line) or _SPACED_HEAD.match(line))


def _words(low: str, piece: _Piece) -> str:
    return " ".join(low[piece.body : min(piece.end, piece.body + 60)].split())


def _continues(text: str, before: _Piece, piece: _Piece, blank: bool, titled: bool) -> bool:
    """Tell whether a line goes on with the sentence of the one before it; a title does not."""
    if "row" in (before.kind, piece.kind) or piece.rank or piece.hashes:
        return False
    tail = text[max(before.start, before.end - 12) : before.end]
    if _END.search(tail) or (before.hashes and blank):
        return False
    first = text[piece.body : piece.body + 1]
    if before.end - before.start > 40 and _UNFINISHED.search(tail):
        return True
    long_enough = before.end - before.start > 60
    if first.islower() or first in ",;)":
        return long_enough or before.rank > 0 or tail.rstrip("*_ ").endswith((",", "-"))
    if in_capitals(text[before.body : before.end]):
        return not blank and in_capitals(text[piece.start : piece.end])
    if text[before.end - 3 : before.end].endswith("**"):
        return False
    if first.isdigit():
        return long_enough and (not blank or before.end - before.start > 100)
    if blank and (titled or _OPENING.match(text, piece.body)):
        return False
    return before.end - before.start > (100 if blank else 75) and not _looks_like_heading(
        text, before
    )


def _looks_like_heading(text: str, piece: _Piece) -> bool:
    """Short, numbered or in heading style, without an end of sentence and without figures."""
    words = text[piece.body : piece.end].strip(" *_")
    if piece.hashes:
        return len(words) < 400
    if not words or len(words) > 260 or _SENTENCE_END.search(words[:-1]):
        return False
    figures = any(not _YEAR.match(m[0]) for m in _DIGITS.finditer(_without_citations(words)))
    capitals = in_capitals(words) and not (figures and piece.rank >= _RANK["dash"])
    if piece.rank == _RANK["part"]:
        return True
    if len(words) < 200 and (capitals or text[piece.start : piece.end].strip().endswith("**")):
        return not words.endswith((";", ",")) and (capitals or not figures)
    if not 0 < piece.rank < 8 or figures:
        return False
    return not words.endswith((";", ",")) and (not words.endswith(".") or len(words) < 90)


def in_capitals(words: str) -> bool:
    """Tell whether a line is set in capitals, but for a number such as "1288/QĐ-TTg"."""
    letters = [c for c in words if c.isalpha()]
    return len(letters) > 3 and sum(c.isupper() for c in letters) > 0.85 * len(letters)


def _without_citations(words: str) -> str:
    """Drop what carries digits but is no figure: "1330/QĐ-UBND", "9/9", "(2016-2020)"."""
    return re.sub(
        r"[0-9]+[/-][0-9/]*[A-ZĐ]\S*|[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}|[0-9]+ tháng", "", words
    )


def _classify(text: str, low: str, pieces: list[_Piece]) -> None:
    """Give every piece its kind; furniture at the two ends is told by its words."""
    signature = teasers = False
    for i, piece in enumerate(pieces):
        words = low[piece.body : piece.end].strip()
        short = len(words) < 120
        if piece.kind == "row":
            continue
        if teasers and len(words) < 250:
            piece.kind = "chrome"
        elif short and (
            _CHROME.search(words)
            or _PAGE_NUMBER.match(words)
            or (_is_bare_number(words) and _near_chrome(pieces, i))
        ):
            piece.kind, teasers = "chrome", bool(_TEASERS.match(words))
        elif short and _SIGNATURE.match(words):
            piece.kind, signature = (
                "signature",
                words.startswith(("nơi nhận", "bản điện tử")) or signature,
            )
        elif signature and short and piece.rank >= 8:
            piece.kind = "signature"
        elif _looks_like_heading(text, piece) or _opens_section(words, piece):
            piece.kind, signature = "heading", False
        else:
            piece.kind = "item" if piece.rank else "paragraph"


def _is_bare_number(words: str) -> bool:
    return not words.strip("0123456789., :")


def _near_chrome(pieces: list[_Piece], i: int) -> bool:
    return i > 0 and pieces[i - 1].kind == "chrome"


def _opens_section(words: str, piece: _Piece) -> bool:
    if not words.endswith(":") or len(words) > 220 or piece.rank >= 8:
        return False
    return bool(_SECTION_WORDS.match(words)) and not any(
        not _YEAR.match(m[0]) for m in _DIGITS.finditer(words)
    )


def _nested(text: str, low: str, pieces: list[_Piece]) -> list[Block]:
    """Hang every block under the heading, item or list introduction it stands under."""
    blocks: list[Block] = []
    headings: list[tuple[int, int]] = []  # (rank, index) from the top down
    lists: list[tuple[int, int]] = []  # the same for items, and for what introduces them
    for index, piece in enumerate(pieces):
        if piece.kind == "heading":
            rank = _heading_rank(text, piece, headings)
            while headings and headings[-1][0] >= rank:
                headings.pop()
            parent = headings[-1][1] if headings else None
            level = len(headings) + 1
            headings.append((rank, index))
            lists = []
        else:
            rank = piece.rank or (10 if piece.kind == "row" else 0)
            if headings and _follows(pieces[headings[-1][1]], piece):
                headings.pop()
            while lists and lists[-1][0] >= rank:
                lists.pop()
            above = lists or headings
            parent, level = (above[-1][1] if above else None), len(lists) + 1
            if piece.rank or low[piece.start : piece.end].rstrip(" *_").endswith(":"):
                lists.append((rank, index))
        spans = _sentences(text, piece)
        blocks.append(
            Block(index, piece.kind, piece.start, piece.end, piece.marker, level, parent, spans)
        )
    return blocks


def _follows(heading: _Piece, piece: _Piece) -> bool:
    """Tell "3) Tuyên truyền: 12 tin" after the heading "2) Máy móc": it stands beside it."""
    if not piece.rank or piece.rank != heading.rank:
        return False
    one, other = (re.sub(r"[^0-9]", "", p.marker) for p in (heading, piece))
    return bool(one and other) and int(other) == int(one) + 1


def _heading_rank(text: str, piece: _Piece, headings: list[tuple[int, int]]) -> int:
    """A marker ranks by its style; capitals like a Roman numeral; "1.1.1" below "1.1"."""
    if piece.rank == _RANK["deep"]:
        return 4 + min(piece.marker.rstrip(".)").count("."), 2) - 1
    if piece.rank:
        return piece.rank
    if in_capitals(text[piece.body : piece.end]):
        return 2
    if piece.hashes:
        return max(1, piece.hashes)
    return 2 if text[piece.start : piece.end].rstrip().endswith(":") else 7


def _sentences(text: str, piece: _Piece) -> tuple[tuple[int, int], ...]:
    """Split a block where a full stop is followed by a capital; the spans cover the block."""
    if piece.kind in ("heading", "row", "chrome", "signature"):
        return tuple(_halved(text, (piece.start, piece.end)))
    spans, start = [], piece.start
    for match in _SENTENCE_END.finditer(text, piece.body, piece.end):
        stop = match.start()
        dots, capital = (
            text[stop - 3 : stop] == "...",
            text[match.end() : match.end() + 1].isupper(),
        )
        if dots and not capital:
            continue
        if not dots and _ABBREVIATION.search(text, max(start, stop - 5), stop):
            continue
        spans.append((start, match.end()))
        start = match.end()
    spans.append((start, piece.end))
    return tuple(part for span in spans for part in _halved(text, span))


def _halved(text: str, span: tuple[int, int]) -> list[tuple[int, int]]:
    """Cut what is too long for a sentence at a semicolon, a comma, a space, or anywhere."""
    parts, (start, end) = [], span
    while end - start > _LONGEST_SENTENCE:
        least, most = start + _LONGEST_SENTENCE // 2, start + _LONGEST_SENTENCE
        cut = max(text.rfind(sign, least, most) for sign in ";,") + 1
        cut = cut or text.rfind(" ", least, most) + 1 or most
        parts.append((start, cut))
        start = cut
    return [*parts, (start, end)]
