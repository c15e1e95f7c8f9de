"""Digit groups that are no figures: markers, telephones, addresses, names, page furniture."""

import re
from collections.abc import Iterator

from khuyencong.reading.numerals import TOKEN, Quantity
from khuyencong.reading.sheet import Sheet
from khuyencong.values.vocabulary import TokenReason

#: What every web or mail address has; the rest of it is all that touches these signs.
_WEB = re.compile(r"@|https?://|\bwww\.|\.(?:gov|com|org|net|edu|vn)\b")
_LONGEST_ADDRESS = 120
_PHONE = re.compile(
    r"(?:điện thoại|đt|tel|hotline|fax|sđt|zalo"
    r"|di động)\s*[:.]?\s*(?:\(?\+?[0-9][0-9 .()\-]{5,18}[0-9])"
    r"|(?:điện thoại|đt)(?: nội bộ| bàn| cơ quan)\s*:?\s*[0-9]+"
    r"|(?<![0-9.,])\(?0[0-9]{2,3}\)?[ .\-]?[0-9]{3,4}[ .\-]?[0-9]{3,4}(?![0-9.,]*[0-9]"
    r"| *(?:đồng|triệu|tỷ|%))"
)
_ADDRESS = re.compile(
    r"\b(?:số nhà|địa chỉ\s*:?\s*(?:số)?|ngõ|ngách|hẻm|quốc lộ|tỉnh lộ|đường(?: tỉnh| huyện)?"
    r"|phố|đại lộ|thửa đất số|lô(?:\s+[a-z]{1,3})?|tầng|kiốt|km|ql|"
    r"phòng số|tổ dân phố(?: số)?|khu phố|tổ|khóm|ấp|thôn|phường"
    r"|quận)\s*\.?\s*(?:số\s*)?[0-9]+[a-z]?(?:[/+-][0-9]+[a-z]?)*"
    r"|\bsố\s+[0-9]+[a-z]?(?:[/-][0-9]+[a-z]?)*,?\s+(?=đường|phố|ngõ|quốc lộ|tổ|khu phố)"
)
_DOCUMENT = re.compile(
    r"\b(?:đvt|đơn vị(?: tính)?)\s*:\s*1[.,]000\b|\b(?:phụ lục|(?<!tiêu )biểu(?: số)?|mẫu số"
    r"|bảng(?: số)?|hình|biểu mẫu|phụ biểu|trang"
    r"|tờ trình số|công văn số|quyết định số|văn bản số|báo cáo số|kế hoạch số)"
    r"\s*(?:số\s*)?[0-9]+(?:\.[0-9]+)?(?![0-9]*\s*%)"
)
_SECTION = re.compile(
    r"\b(?:phần|mục|tiểu mục|chương)\s+(?:thứ\s+)?[0-9]+(?:\.[0-9]+)*(?=[\s,.;:)]|$)"
)
_NAME = re.compile(
    r"\b(?:lần thứ|thứ|công nghiệp(?=\s+[1-9](?:\.0)?(?:[\s,.;)]|$))"
    r"|công nghệ(?=\s+[345](?:\.0|\b))|cách mạng|iso|tcvn|qcvn|haccp|covid|phiên bản|hạng|loại|"
    r"đợt|đề án(?=\s+[0-9]{1,2}\s*:)|đội|trường|k|khóa|nhóm|số hiệu|mã số|mst|mã số thuế"
    r"|gói số|bậc|chữ số)\s*[-:]?\s*[0-9]+(?:[.,:/-][0-9]+)*"
    r"|(?<=[^\W\d_])[0-9]{1,12}|(?<=[^\W\d_]-)[0-9]{1,12}"
    r"|(?<![0-9])[0-9]{1,9}(?=[a-z]{1,2}(?![^\W\d_]))(?!(?:đ|tr|h|ha|kg|km|m|kw|cm|mm|g|tỷ|sp"
    r"|dn|l)\b)"
    r"|(?<=ocop )[1-5](?= sao)|[0-9]\s?\.\s?0(?=[\s,.;)]|$)|(?<![0-9./,])24\s?/\s?(?:24|7)(?![0-9])"
)
_COUNTER = re.compile(r"[0-9]")

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
    spoken += [*_markers(sheet)]
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
        return TokenReason.NAME
    return None
