"""Rules of the body: grounds, paragraphs, headings, points, the mark of its end."""

import re
from collections.abc import Iterator
from itertools import pairwise

from khuyencong.documents.lint.finding import Finding
from khuyencong.documents.lint.letters import RUNNING
from khuyencong.documents.lint.opened import Line
from khuyencong.documents.lint.parts import Parts
from khuyencong.values.text import fold

_GROUND = ("can cu ", "theo ", "xet ", "thuc hien ")
_HEADING = re.compile(r"(?:[IVX]+\.|\d+(?:\.\d+)+\.?)\s+\S.*[^.;:,]")
_ARTICLE = re.compile(r"Điều \d+[.:]")
_PART = re.compile(r"(?:Phần|Chương)\s+(?:[IVXLC]+|\d+|thứ \S+)", re.I)
_POINT = re.compile(r"(?P<letter>[a-zđ])\) ?\S")
_TWIPS_PER_MM = 1440 / 25.4
_INDENTS = ((9.0, 11.0), (11.7, 13.7))
#: Twentieths of a point; 240ths of a line.
_GAP, _SINGLE, _HALF = 120, 240, 360
#: Types whose ends are their own: both sides sign.
_OWN_END = ("biên bản", "hợp đồng")


def grounds(parts: Parts) -> Iterator[Finding]:
    """Grounds are italic, each ending with ";", the last with "."."""
    found = _grounds(parts.body)
    for line in found:
        if not line.all("italic"):
            yield Finding(
                "grounds_look", line.place, "Căn cứ không in nghiêng.", "In nghiêng cả dòng."
            )
            break
    for line in found:
        end = "." if line is found[-1] else ";"
        if not line.text.endswith(end):
            says = f"Dòng căn cứ không kết thúc bằng “{end}”."
            yield Finding(
                "grounds_end", line.place, says, "Cuối mỗi căn cứ ghi “;”, dòng cuối ghi “.”."
            )
            break


def _grounds(body: list[Line]) -> list[Line]:
    """Return the grounds at the beginning: a prose sentence "Căn cứ …" alone is none."""
    found: list[Line] = []
    for line in body:
        if not fold(line.text).startswith(_GROUND if found else _GROUND[:1]):
            if found:
                break
            continue
        found.append(line)
    alone = len(found) == 1 and not found[0].all("italic") and not found[0].text.endswith(";")
    return [] if alone else found


def shape(parts: Parts) -> Iterator[Finding]:
    """Running text stands between both margins, its first line indented, lines not too close."""
    running = [line for line in parts.body if len(line.text) >= RUNNING]
    tests = (
        ("body_side", lambda line: line.side not in ("both", "distribute"),
         "Nội dung không canh đều hai lề", "Chọn canh đều hai lề."),
        ("body_indent", _is_flush, "Đầu đoạn không lùi 1 cm hoặc 1,27 cm",
         "Đặt thụt dòng đầu 1 cm hoặc 1,27 cm."),
        ("line_spacing", _is_badly_spaced, "Giãn dòng ngoài khoảng từ đơn đến 1,5",
         "Đặt giãn dòng từ đơn đến 1,5 lines."),
    )  # fmt: skip
    for rule, is_wrong, says, advice in tests:
        wrong = [line for line in running if is_wrong(line)]
        if wrong:
            yield Finding(rule, wrong[0].place, f"{says} ở {len(wrong)} đoạn.", advice)
    close = [a for a, b in pairwise(running) if _follows(a, b) and _gap(a, b) < _GAP]
    if close:
        says = f"Giữa các đoạn cách không đủ 6 pt ở {len(close)} chỗ."
        yield Finding("body_gap", close[0].place, says, "Đặt khoảng cách đoạn từ 6 pt.")


def _is_flush(line: Line) -> bool:
    if any(run.text.startswith((" ", "\t")) for run in line.runs[:1]):
        return False
    told = line.looks.measure(line.paragraph, "ind", "hanging", "firstLine")
    if told is None or told[0] == "hanging":
        return told is None
    return not any(least <= told[1] / _TWIPS_PER_MM <= most for least, most in _INDENTS)


def _is_badly_spaced(line: Line) -> bool:
    told = line.looks.measure(line.paragraph, "spacing", "line")
    rule = line.looks.says(line.paragraph, "spacing", "lineRule")
    return told is not None and rule in ("", "auto") and not _SINGLE <= told[1] <= _HALF


def _follows(first: Line, second: Line) -> bool:
    return first.paragraph.getnext() is second.paragraph


def _gap(first: Line, second: Line) -> int:
    after = first.looks.measure(first.paragraph, "spacing", "after")
    before = second.looks.measure(second.paragraph, "spacing", "before")
    return sum(told[1] for told in (after, before) if told)


def headings(parts: Parts) -> Iterator[Finding]:
    """Parts, sections and articles have bold titles; parts stand in the middle."""
    for line in parts.body:
        if _PART.fullmatch(line.text) and (line.side != "center" or not line.all("bold")):
            says = "Phần, Chương không phải chữ đậm ở giữa."
            yield Finding("part_look", line.place, says, "In đậm, canh giữa.")
        if len(line.text) < RUNNING and _HEADING.fullmatch(line.text) and not line.all("bold"):
            yield Finding(
                "heading_bold", line.place, "Tiêu đề mục không in đậm.", "In đậm tiêu đề."
            )
        if _ARTICLE.match(line.text) and not line.seen[0].look.bold:
            yield Finding(
                "article_bold", line.place, "“Điều …” không in đậm.", "In đậm “Điều” và số."
            )


def points(parts: Parts) -> Iterator[Finding]:
    """Points go by the Vietnamese letters: đ is among them, f, j, w and z are not."""
    before = ""
    for line in parts.body:
        match = _POINT.match(line.text)
        if not match:
            continue
        if match["letter"] in "fjwz":
            says = f"Điểm “{match['letter']})” dùng chữ không có trong tiếng Việt."
            yield Finding(
                "point_letter", line.place, says, "Đánh a), b), c), d), đ), e), g), h), i), k)."
            )
        elif (before, match["letter"]) == ("d", "e"):
            yield Finding(
                "point_order", line.place, "Sau điểm d) là e).", "Sau d) là đ), rồi mới e)."
            )
        before = match["letter"]


def end_mark(parts: Parts) -> Iterator[Finding]:
    """The body ends with "./."."""
    if not parts.body or parts.recipients is None:
        return
    is_own = parts.kind is not None and parts.kind.text.lower() in _OWN_END
    if is_own or (parts.kind is None and parts.about is None):
        return
    last = parts.body[-1]
    if not last.text.endswith("./."):
        says = "Nội dung không kết thúc bằng “./.”."
        yield Finding("end_mark", last.place, says, "Ghi “./.” ngay sau chữ cuối của nội dung.")
