"""Legal documents that a text cites: found, misprints repaired, dates and issuers joined."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from khuyencong.reading.model import LegalReference
from khuyencong.values.vocabulary import LegalKind

#: Type words as a text writes them, longest first, each with its kind.
TYPES = {
    "thông tư liên tịch": LegalKind.JOINT_CIRCULAR,
    "nghị quyết liên tịch": LegalKind.RESOLUTION,
    "quyết định": LegalKind.DECISION,
    "nghị quyết": LegalKind.RESOLUTION,
    "nghị định": LegalKind.DECREE,
    "thông tư": LegalKind.CIRCULAR,
    "chỉ thị": LegalKind.DIRECTIVE,
    "kết luận": LegalKind.CONCLUSION,
    "công văn": LegalKind.LETTER,
    "văn bản": LegalKind.LETTER,
    "báo cáo": LegalKind.REPORT,
    "kế hoạch": LegalKind.OTHER,
    "thông báo": LegalKind.OTHER,
    "tờ trình": LegalKind.OTHER,
    "hướng dẫn": LegalKind.OTHER,
    "chương trình": LegalKind.OTHER,
    "đề án": LegalKind.OTHER,
    "công điện": LegalKind.OTHER,
    "pháp lệnh": LegalKind.LAW,
    "bộ luật": LegalKind.LAW,
    "luật": LegalKind.LAW,
    "cv": LegalKind.LETTER,
    "qđ": LegalKind.DECISION,
    "nđ": LegalKind.DECREE,
    "nq": LegalKind.RESOLUTION,
    "tt": LegalKind.CIRCULAR,
    "kh": LegalKind.OTHER,
    "bc": LegalKind.REPORT,
    "ttr": LegalKind.OTHER,
    "tb": LegalKind.OTHER,
    "vb": LegalKind.LETTER,
}
#: The letters of a number → the kind, where no type word stands before it.
CODES = {
    "QĐ": LegalKind.DECISION,
    "NĐ": LegalKind.DECREE,
    "NQ": LegalKind.RESOLUTION,
    "TT": LegalKind.CIRCULAR,
    "TTLT": LegalKind.JOINT_CIRCULAR,
    "CT": LegalKind.DIRECTIVE,
    "KL": LegalKind.CONCLUSION,
    "BC": LegalKind.REPORT,
    "QH": LegalKind.LAW,
    "CV": LegalKind.LETTER,
    "KH": LegalKind.OTHER,
    "TB": LegalKind.OTHER,
    "TTr": LegalKind.OTHER,
    "HD": LegalKind.OTHER,
    "CTr": LegalKind.OTHER,
    "ĐA": LegalKind.OTHER,
    "CĐ": LegalKind.OTHER,
    "QC": LegalKind.OTHER,
    "GP": LegalKind.OTHER,
    "PA": LegalKind.OTHER,
    "GM": LegalKind.OTHER,
    "GCN": LegalKind.OTHER,
    "HĐ": LegalKind.OTHER,
}
#: A type word tells the first letters where they are misprinted ("45/2012/CP-CP").
LETTERS_OF_KIND = {
    LegalKind.DECREE: "NĐ",
    LegalKind.DECISION: "QĐ",
    LegalKind.DIRECTIVE: "CT",
    LegalKind.CIRCULAR: "TT",
    LegalKind.JOINT_CIRCULAR: "TTLT",
}
#: The end of a number → who issued it, wherever it is cited.
ISSUERS = {
    "NĐ-CP": "Chính phủ",
    "NQ-CP": "Chính phủ",
    "QĐ-TTg": "Thủ tướng Chính phủ",
    "CT-TTg": "Thủ tướng Chính phủ",
    "CĐ-TTg": "Thủ tướng Chính phủ",
    "BTC": "Bộ Tài chính",
    "BCT": "Bộ Công Thương",
    "BTC-BCT": "Bộ Tài chính - Bộ Công Thương",
    "QH": "Quốc hội",
}

_TYPE = "|".join(re.escape(t) for t in sorted(TYPES, key=len, reverse=True))
_CODE = r"[A-ZĐ]{2}[A-ZĐa-z]{0,4}[0-9]{0,2}(?:\s?[-–]\s?[A-ZĐƯƠ][A-ZĐƯƠa-zđư&]{0,11}){0,4}"
_SLASHED = (
    r"(?P<seq>[0-9]{1,5}[a-z]?)?\s*/\s?(?:(?P<year>(?:19|20)[0-9]{2})\s?/\s?)?"
    rf"(?P<code>{_CODE})"
)
_DASHED = (
    r"(?P<party>[0-9]{1,4}\s?[-–]\s?[A-ZĐ][A-ZĐa-z]{1,3}\s?/\s?"
    r"(?:TW|TU|HU|TƯ|ĐU|[A-ZĐƯ]{2,8})(?![a-z]))"
)
_DATE = (
    r"(?:\s*,?\s*\(?(?i:ký\s+|ban\s+hành\s+)?(?i:ngày\s*)(?:(?P<d>[0-9]{1,2})\s*(?:/|-|\."
    r"|\s+(?i:tháng)\s+)\s*"
    r"(?P<m>[0-9]{1,2})\s*(?:/|-|\.|\s+(?i:năm)\s+)\s*(?P<y>[0-9]{4})))?"
)
_NUMBERED = re.compile(
    rf"(?:(?<!\w)(?P<type>(?i:{_TYPE}))\s+)?(?P<so>(?i:số)\s*:?\s*)?(?:{_DASHED}|{_SLASHED}){_DATE}"
)
_LAW_STOP = (
    r"(?=[,.;:)(“”\"\n]|$|\s+(?:và|của|năm|số|theo|để|cho|được|đã|về|thì|ngày|do|tại|có|là|quy"
    r"|sửa|ban)\b)"
)
_LAW = re.compile(
    r"\b(?:Bộ\s+luật|[Ll]uật|Pháp\s+lệnh)\s+(?P<name>(?:sửa đổi, bổ sung[^,.;()]{0,60}?luật\s+)?"
    r"(?:Hỗ trợ doanh nghiệp nhỏ và vừa|Quản lý, sử dụng tài sản công"
    r"|Tổ chức [Cc]hính quyền địa phương"
    rf"|Tiêu chuẩn và Quy chuẩn kỹ thuật|[A-ZĐ][\wÀ-ỹ]*(?:\s+[\wÀ-ỹ]+){{0,6}}?)){_LAW_STOP}"
)
_PARTY_RESOLUTION = re.compile(
    r"(?i:nghị\s+quyết)\s+(?:(?i:hội\s+nghị)\s+)?(?:(?i:lần\s+thứ)\s+(?:[0-9]+|[XVI]+)\s+)?"
    r"(?:(?i:ban\s+chấp\s+hành\s+)?(?i:trung\s+ương)|(?i:đại\s+hội)(?:\s+(?:[Đđ]ảng"
    r"|[Đđ]ại biểu)[^,.;()\n]{0,40}?)?)"
    r"(?:\s+Đảng)?(?:\s+(?i:lần\s+thứ))?\s*(?:[0-9]+|[XVI]+)?(?:,?\s*(?i:khóa"
    r"|khoá)\s+(?:[XVI]+|[0-9]+))?"
)
CLAUSE = re.compile(
    r"\b(?:điểm\s+(?:[a-zđ]|[0-9]+)\b[,\s]*)?(?:tiết\s+[0-9]+[,\s]*)?"
    r"(?:(?:khoản\s+[0-9]+(?:\s*(?:,|và|-)\s*[0-9]+(?![0-9.,]*\s*(?:triệu|đồng|tỷ"
    r"|%)))*[,\s]*)(?:điều\s+[0-9]+)?"
    r"|điều\s+[0-9]+[a-zđ]?\b(?:\s*(?:,|và|-)\s*(?:điều\s+)?[0-9]+\b(?!\s*(?:triệu|đồng|tỷ|%)))*)"
)


def references(text: str) -> list[LegalReference]:
    """Return what the text cites, in reading order, without dates told only elsewhere."""
    found = [r for m in _numbered_matches(text) if (r := _numbered(m))]
    for pattern, kind in ((_LAW, LegalKind.LAW), (_PARTY_RESOLUTION, LegalKind.RESOLUTION)):
        for m in pattern.finditer(text):
            end = m.start() + len(m[0].rstrip())
            found.append(
                LegalReference(kind, None, text[m.start() : end], None, None, m.start(), end)
            )
    found.sort(key=lambda r: (r.start, -r.end))
    return _without_nested(found)


def _numbered_matches(text: str) -> Iterable[re.Match[str]]:
    """Look only where a slash is followed by capitals: a whole scan would be slow."""
    last = 0
    for slash in re.finditer(r"/\s?(?:(?:19|20)[0-9]{2}\s?/\s?)?(?=[A-ZĐ]{2})", text):
        if slash.start() < last:
            continue
        window = max(last, slash.start() - 48)
        best = None
        for m in _NUMBERED.finditer(text, window, min(len(text), slash.end() + 120)):
            if m.start() <= slash.start() < m.end():
                best = m
                break
        if best is not None:
            last = best.end()
            yield best


def _numbered(m: re.Match[str]) -> LegalReference | None:
    word = (m["type"] or "").lower()
    kind = TYPES.get(" ".join(word.split()))
    if m["party"]:
        written = m["party"]
        number: str | None = re.sub(r"\s", "", written).replace("–", "-")
        kind = kind or CODES.get(re.split(r"[-/]", number or "")[1], LegalKind.OTHER)
        return _reference(m, kind, number, written)
    code = _repaired_code(m["code"], kind)
    head = re.match(r"[A-ZĐ][A-ZĐa-z]*", code)
    known = CODES.get(head[0] if head else "")
    if kind is None and known is None and not (m["so"] and "-" in code):
        return None
    if not m["seq"] and not m["so"]:
        return None
    if not m["seq"] and known is None:
        return None
    if kind in (None, LegalKind.OTHER, LegalKind.LETTER) and known:
        kind = known
    written = m.string[m.start("seq") : m.end("code")] if m["seq"] else None
    number = "/".join(x for x in (m["seq"], m["year"], code) if x) if m["seq"] else None
    return _reference(m, kind or LegalKind.LETTER, number, written)


def _reference(
    m: re.Match[str], kind: LegalKind, number: str | None, written: str | None
) -> LegalReference:
    date = None
    if m["y"] and int(m["m"]) <= 12 and int(m["d"]) <= 31:
        date = f"{m['y']}-{int(m['m']):02}-{int(m['d']):02}"
    ending = (number or "").split("/")[-1]
    issuer = ISSUERS.get(ending) or ISSUERS.get(ending.partition("-")[2]) or None
    if kind in (LegalKind.LETTER, LegalKind.OTHER):
        issuer = ISSUERS.get(ending.partition("-")[0])
    if re.search(r"/QH[0-9]+$", number or ""):
        issuer = "Quốc hội"
    return LegalReference(kind, number, written, date, issuer, m.start(), m.end())


def _repaired_code(code: str, kind: LegalKind | None) -> str:
    """Return the letters of a number with spaces, doubled and swapped letters put right."""
    code = re.sub(r"\s", "", code).replace("–", "-").rstrip(".")
    head, dash, tail = code.partition("-")
    head = {"QD": "QĐ", "ND": "NĐ"}.get(head, head)
    if head not in CODES:
        squeezed = re.sub(r"(.)\1+", r"\1", head)
        if squeezed in CODES:
            head = squeezed
        elif kind in LETTERS_OF_KIND and (head == tail or (len(head) <= 2 and not dash)):
            head = LETTERS_OF_KIND[kind]
    tail = {"TTG": "TTg", "Ttg": "TTg", "TTCP": "TTg", "HDND": "HĐND"}.get(tail, tail)
    return head + dash + tail


def _without_nested(found: list[LegalReference]) -> list[LegalReference]:
    kept: list[LegalReference] = []
    for reference in found:
        last = kept[-1] if kept else None
        laws = last is not None and last.kind == reference.kind == LegalKind.LAW
        if last and laws and last.number is None and reference.start - last.end in (1, 2):
            kept[-1] = replace(reference, start=last.start)
        elif last is None or reference.start >= last.end:
            kept.append(reference)
    return kept


_OF = re.compile(
    r"\s*\)?\s*của\s+(?P<who>(?:Chủ\s+tịch\s+|Bộ\s+trưởng\s+|Giám\s+đốc\s+)?"
    r"(?:Thủ\s+tướng\s+[Cc]hính\s+phủ|Chính\s+phủ|Bộ\s+Chính\s+trị|Quốc\s+hội"
    r"|Ban\s+Chấp\s+hành\s+[^,;.()\n]{0,30}"
    r"|(?:Ủy\s+ban\s+nhân\s+dân|Uỷ\s+ban\s+nhân\s+dân|UBND|Hội\s+đồng\s+nhân\s+dân|HĐND"
    r"|Tỉnh\s+ủy|Thành\s+ủy|Sở|Bộ)"
    r"[^,;.()\n]{0,60}?))(?=\s+(?:về|phê|ban|quy|hướng|sửa|v/v|gửi|trình|ngày|giao|Phê|Hướng"
    r"|và|đã|tại|có|theo|được)\b|[,;.()\n]|$)"
)
_SHORT = {
    r"(?:Ủy|Uỷ)\s+ban\s+nhân\s+dân": "UBND",
    r"Hội\s+đồng\s+nhân\s+dân": "HĐND",
    r"chính\s+phủ": "Chính phủ",
    r"\s+": " ",
}


def with_issuers(text: str, found: list[LegalReference]) -> list[LegalReference]:
    """Read "của Chủ tịch UBND tỉnh …" after each reference; a law's own issuer stands first."""
    return [r if r.issuer else replace(r, issuer=_issuer_after(text, r.end)) for r in found]


def _issuer_after(text: str, end: int) -> str | None:
    match = _OF.match(text, end)
    if match is None:
        return None
    who = match["who"].strip()
    for pattern, short in _SHORT.items():
        who = re.sub(pattern, short, who)
    return who


def with_known(found: list[LegalReference], province: str | None) -> list[LegalReference]:
    """Give a mention the date and issuer that another mention of the same number tells."""
    dates: dict[str, set[str]] = defaultdict(set)
    issuers: dict[str, set[str]] = defaultdict(set)
    for r in found:
        if r.number and r.date:
            dates[r.number].add(r.date)
        if r.number and r.issuer:
            issuers[r.number].add(r.issuer)
    return [_completed(r, dates, issuers, province) for r in found]


def _completed(
    r: LegalReference,
    dates: dict[str, set[str]],
    issuers: dict[str, set[str]],
    province: str | None,
) -> LegalReference:
    if r.number is None:
        return r
    known, who = dates[r.number], max(issuers[r.number], key=len, default=None)
    if who is None or who in ("UBND tỉnh", "Chủ tịch UBND tỉnh", "HĐND tỉnh"):
        body = who or _local_body(r.number)
        who = f"{body} {province}" if body and province else body
    date = r.date or (next(iter(known)) if len(known) == 1 else None)
    return replace(r, date=date, issuer=who)


def _local_body(number: str) -> str | None:
    ending = number.rpartition("-")[2]
    return {"UBND": "UBND tỉnh", "HĐND": "HĐND tỉnh"}.get(ending)
