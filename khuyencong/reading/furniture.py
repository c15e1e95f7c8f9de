"""Digit groups that are no figures: markers, telephones, addresses, names, page furniture."""

import re
from collections.abc import Iterator

from khuyencong.reading.numerals import TOKEN, Quantity
from khuyencong.reading.sheet import Sheet
from khuyencong.values.vocabulary import TokenReason

#: What every web or mail address has; the rest of it is all that touches these signs.
_WEB = re.compile(r"@|https?://|\bwww\.|\.(?:gov|com|org|net|edu|vn)\b")
_LONGEST_ADDRESS = 120
#: How far the points of a list inside a paragraph may lie apart, and the members of a list.
_LONGEST_POINT = 900
_NEAR = 160
_PHONE = re.compile(
    r"(?:điện thoại|đt|tel|hotline|fax|sđt|zalo"
    r"|di động)\s*[:.]?\s*(?:\(?\+?[0-9][0-9 .()\-]{5,40}[0-9])"
    r"|(?:điện thoại|đt)(?: nội bộ| bàn| cơ quan)\s*:?\s*[0-9]+"
    r"|(?<![0-9.,])\(?0[0-9]{2,3}\)?[ .\-]?[0-9]{3,4}[ .\-]?[0-9]{3,4}(?![0-9.,]*[0-9]"
    r"| *(?:đồng|triệu|tỷ|%))"
    r"|(?<![0-9.,])\(?(?:0[0-9]{2,3}\)?(?=(?:[ .\-]?[0-9]){6,8}(?![ .\-]?[0-9]))|\+84)"
    r"(?:[ .\-]{1,2}[0-9]{1,4}){2,4}(?![0-9.,]*[0-9]| *(?:đồng|triệu|tỷ|%))"
    r"|\b(?:máy lẻ|nội bộ|nhánh|ext\.?|số máy|số nội bộ)\s*:?\s*[0-9]{2,12}"
    r"(?:[ .\-][0-9]{1,4}){0,4}(?! *(?:máy|thiết bị|cơ sở|chiếc))"
)
_ADDRESS = re.compile(
    r"\b(?:số nhà|địa chỉ\s*:?\s*(?:số)?|ngõ|ngách|hẻm|quốc lộ|tỉnh lộ"
    r"|(?<!chặng )(?<!quãng )(?<!con )đường(?: tỉnh| huyện)?"
    r"|(?<!thành )phố|đại lộ|thửa đất số|lô(?:\s+[a-z]{1,3})?|(?<!hạ )tầng|kiốt|km|ql|hương lộ|"
    r"phòng số|tổ dân phố(?: số)?|khu phố"
    r"|(?<!mỗi )(?<!một )(?<!các )(?<!từng )(?:tổ|khóm|ấp|thôn|phường|quận))"
    r"\s*\.?\s*(?:số\s*)?[0-9]+[a-z]?(?:[/+-][0-9]+[a-z]?)*"
    r"|\bsố\s+[0-9]+[a-z]?(?:[/-][0-9]+[a-z]?)*,?\s+(?=đường|phố|ngõ|quốc lộ|tổ|khu phố)"
    r"|\b(?:p|q|f|kp|tdp|tt)\.\s?[0-9]{1,3}(?![0-9.,]*[0-9])"
    r"|\bđường\s+[0-9]{1,2}\s?[/-]\s?[0-9]{1,2}\b"
)
_DOCUMENT = re.compile(
    r"\b(?:đvt|đơn vị(?: tính)?)\s*:\s*1[.,]000\b|\b(?:phụ lục|(?<!tiêu )biểu(?: số)?|mẫu số"
    r"|bảng(?: số)?|(?<!mô )(?<!truyền )hình|ảnh|biểu mẫu|phụ biểu|trang"
    r"|(?:đề án|dự án|phụ lục|danh mục|mẫu|biểu|bảng) số"
    r"|tờ trình số|công văn số|quyết định số|văn bản số|báo cáo số|kế hoạch số)"
    r"\s*(?:số\s*)?[0-9]+(?:\.[0-9]+)?(?![0-9]*\s*%)"
)
_SECTION = re.compile(
    r"\b(?:(?<!cổ )(?<!góp )(?<!thành )phần|(?<!danh )(?<!hạng )(?<!chuyên )mục"
    r"|tiểu mục|chương)\s+(?:thứ\s+)?[0-9]+(?:\.[0-9]+)*(?=[\s,.;:)]|$)"
)
_NAME = re.compile(
    r"\b(?:lần thứ|thứ|công nghiệp(?=\s+[1-9](?:\.0)?(?:[\s,.;)]|$))"
    r"|(?:kỳ|lần|vòng|phương án|bước|giải pháp|nhiệm vụ)(?=\s+[0-9]{1,2}\s*"
    r"(?:[:;,.)(/\n-]|$|[0-9]|năm (?:19|20)))"
    r"|gmt|utc|công nghệ(?=\s+[345](?:\.0|\b))|cách mạng|iso|tcvn|qcvn|haccp|covid|phiên bản|"
    r"(?<!mỗi )(?<!một )(?<!các )(?<!từng )(?<![0-9] )(?:đợt|khóa|nhóm|loại|hạng)"
    r"|(?:đề án|dự án|mô hình|cơ sở|lớp)(?=\s+[0-9]{1,2}\s*:)|k|số hiệu|mã số|mst|mã số thuế"
    r"|gói số|bậc|chữ số)\s*[-:+]?\s*[0-9]+(?:[.,:/-][0-9]+)*"
    r"|(?<=[^\W\d_])[0-9]{1,12}|(?<=[^\W\d_]-)[0-9]{1,12}"
    r"|(?<![0-9])[0-9]{1,9}(?=[a-z]{1,2}(?![^\W\d_]))(?!(?:đ|tr|h|ha|kg|km|m|kw|cm|mm|g|tỷ|sp"
    r"|dn|l)\b)"
    r"|(?<=\blưu:)[^\n]{0,60}\(\s?[0-9]{1,3}\s?b(?:ản)?\s?\)"
    r"|(?<=ocop )[1-5](?= sao)|[0-9]\s?\.\s?0(?=[\s,.;)]|$)|(?<![0-9./,])24\s?/\s?(?:24|7)(?![0-9])"
)
#: How often a page was looked at, in a line that also tells the time of day.
_COUNTER = re.compile(
    r"(?<![0-9.,])[0-9][0-9.,]{0,12}\s{1,3}"
    r"(?:lượt (?:xem|đọc|thích|chia sẻ|truy cập)|bình luận)(?=[^\n]{0,40}$)",
    re.M,
)
_CLOCK = re.compile(r"\b[0-9]{1,2}(?::|h|g)[0-9]{2}\b")
#: "(1) … (2) …", "i) … 1) …" inside running text.
_INLINE = re.compile(
    r"(?:\((?P<round>[0-9]{1,2})\)|(?<=[\s:;])(?P<half>[0-9]{1,2})\))(?=\s*[^\W\d_])"
)

#: Pattern → reason, in the order in which they may claim a group of digits.
_PATTERNS = ((_PHONE, TokenReason.PHONE),)
_LATER = (
    (_ADDRESS, TokenReason.ADDRESS),
    (_DOCUMENT, TokenReason.DOCUMENT_NUMBER),
    (_SECTION, TokenReason.HEADING_NUMBER),
    (_NAME, TokenReason.NAME),
)

Claims = dict[int, TokenReason | None]
"""Start of a group of digits → why it is no figure; None for a part of a citation."""


def claims_of(sheet: Sheet, tokens: list[tuple[int, int]]) -> Claims:
    """Return which groups of digits are spoken for, the surest reason first."""
    claims: Claims = {}
    low = sheet.script.low
    spoken: list[tuple[int, int, TokenReason | None]] = [*_web(low), *_matches(low, _PATTERNS)]
    spoken += [(a, b, None) for a, b in sheet.legal_spans]
    spoken += [*_markers(sheet), *_inline_markers(sheet), *_counters(low)]
    spoken += [(m.start, m.end, m.why) for m in sheet.calendar.all]
    spoken += [*_matches(low, _LATER)]
    starts = {start for start, _ in tokens}
    for start, end, why in spoken:
        for token in TOKEN.finditer(low, start, end):
            if token.start() in starts:
                claims.setdefault(token.start(), why)
    return claims


def _web(low: str) -> Iterator[tuple[int, int, TokenReason]]:
    """Yield the words that are addresses of the web or of mail."""
    done = 0
    for match in _WEB.finditer(low):
        if match.start() < done:
            continue
        since = max(done, match.start() - _LONGEST_ADDRESS)
        head = re.split(r"[\s(]", low[since : match.start()])[-1]
        tail = re.split(r"[\s)]", low[match.end() : match.end() + _LONGEST_ADDRESS], maxsplit=1)[0]
        done = match.end() + len(tail)
        yield match.start() - len(head), done, TokenReason.ADDRESS


def _matches(
    low: str, patterns: tuple[tuple[re.Pattern[str], TokenReason], ...]
) -> Iterator[tuple[int, int, TokenReason]]:
    for pattern, why in patterns:
        for match in pattern.finditer(low):
            yield match.start(), match.end(), why


def _markers(sheet: Sheet) -> Iterator[tuple[int, int, TokenReason]]:
    """Yield the numbers of headings and items, and whole lines of page furniture."""
    for block in sheet.blocks:
        if block.kind == "chrome":
            words = sheet.script.low[block.start : block.end]
            counted = any(c.isalpha() for c in words) and "trang" not in words
            yield (
                block.start,
                block.end,
                (TokenReason.COUNTER if counted or len(words) > 4 else TokenReason.PAGE_CHROME),
            )
        elif block.kind == "signature":
            yield block.start, block.end, TokenReason.NAME
        elif block.marker:
            at = sheet.script.text.find(block.marker, block.start, block.end)
            why = TokenReason.HEADING_NUMBER if block.kind == "heading" else TokenReason.LIST_MARKER
            yield at, at + len(block.marker), why


def _inline_markers(sheet: Sheet) -> Iterator[tuple[int, int, TokenReason]]:
    """Yield the numbers of a list inside a paragraph: a row of brackets that counts up from 1."""
    row: list[re.Match[str]] = []
    for match in _INLINE.finditer(sheet.script.low):
        number = int(match[match.lastgroup or 0])
        if row and number == len(row) + 1 and match.start() - row[-1].end() < _LONGEST_POINT:
            row.append(match)
        else:
            yield from _of_row(row)
            row = [match] if number == 1 else []
    yield from _of_row(row)


def _of_row(row: list[re.Match[str]]) -> Iterator[tuple[int, int, TokenReason]]:
    if len(row) > 1:
        yield from ((m.start(), m.end(), TokenReason.LIST_MARKER) for m in row)


def _counters(low: str) -> Iterator[tuple[int, int, TokenReason]]:
    for match in _COUNTER.finditer(low):
        line = low.rfind("\n", 0, match.start()) + 1
        if match.start() - line < _LONGEST_ADDRESS and _CLOCK.search(low, line, match.start()):
            yield match.start(), match.end(), TokenReason.COUNTER


_HOUSE = re.compile(r"[ ](?:[A-ZĐÀ-Ỹ][^\W\d_A-Z]+[ ]){1,4}[A-ZĐÀ-Ỹ][^\W\d_A-Z]+(?=[ ]*[,)\n-]|$)")
_BEFORE_HOUSE = re.compile(r"(?:[(:;,\n-]|\b[Ss]ố|\b[Tt]ại|\b[Nn]hà)\s*$")
_LAST_NUMBER = re.compile(r"[0-9.]+\s*[.;,]?\s*$")
_NUMBER_LAST = re.compile(r"[0-9]\s*[.;,]?\s*$")
_ORDINALS = ("1", "2", "3", "I", "II")
_LISTED = re.compile(
    r"(?:[,;:(]|\bvà)\s*[^\W\d_][^,;:.()0-9\n]{0,40}?"
    r"\s(?P<number>[0-9]{1,4}|[0-9]{1,3}\.[0-9]{3})(?=\s*(?:[,;.)\n]|và\b|$))"
)
_NAMED = re.compile(r"(?<![:;,.(\n-])[ ](?P<word>[^\W\d_]+)[ ]$")


def no_figure(sheet: Sheet, quantity: Quantity) -> TokenReason | None:
    """Return why a quantity counts nothing: a length of days or months, the number in a name."""
    if quantity.unit is not None or quantity.scale > 1:
        return None
    text, low = sheet.script.text, sheet.script.low
    after = (
        quantity.end
        + len(low[quantity.end : quantity.end + 3])
        - len(low[quantity.end : quantity.end + 3].lstrip())
    )
    if sheet.hits["duration"].at(after):
        return TokenReason.YEAR_OR_PERIOD
    if any(sheet.hits[purpose].at(after) for purpose in ("unit", "measure")):
        return None
    named = _NAMED.search(text, max(0, quantity.start - 30), quantity.start)
    short = quantity.number_end - quantity.start <= 2 and quantity.out_of is None
    if named and short and named["word"][0].isupper() and not low.startswith("%", after):
        return None if _is_listed(sheet, quantity.start) else TokenReason.NAME
    return _of_address(text, quantity)


def _is_listed(sheet: Sheet, offset: int) -> bool:
    """Tell "huyện A 18, huyện B 23, huyện C 19" from a name that ends in a number."""
    start = max(sheet.sentence_start(offset), offset - _NEAR)
    if _ends_item(sheet, offset):
        return True
    found = list(_LISTED.finditer(sheet.script.low, start, offset + _NEAR))
    if all(m["number"] in _ORDINALS for m in found):
        return False  # "xã Hòa Bình 1, xã Hòa Bình 2"
    listed = [m.end() for m in found]
    return len(listed) > 1 and any(abs(end - offset) < 4 for end in listed)


def _ends_item(sheet: Sheet, offset: int) -> bool:
    """Tell whether a number ends its item of a list, as another ends the item beside it."""
    block = sheet.block_at(offset)
    if not block.marker or not _LAST_NUMBER.match(sheet.script.low, offset, block.end):
        return False
    beside = sheet.blocks[max(0, block.index - 1) : block.index + 2]
    return any(
        b.index != block.index
        and b.marker
        and b.parent == block.parent
        and _NUMBER_LAST.search(sheet.script.low, max(b.start, b.end - 12), b.end)
        for b in beside
    )


def _of_address(text: str, quantity: Quantity) -> TokenReason | None:
    """ "(25 Ngô Quyền, Hoàn Kiếm)": the number of a house before the name of its street."""
    opens = _BEFORE_HOUSE.search(text, max(0, quantity.start - 8), quantity.start)
    house = quantity.number_end - quantity.start <= 3 and quantity.out_of is None and opens
    return TokenReason.ADDRESS if house and _HOUSE.match(text, quantity.number_end) else None
