"""Rules of the drawn lines: below Tiêu ngữ, the issuing body and the subject."""

from collections.abc import Iterator, Sequence
from typing import Any

from docx.oxml.ns import qn

from khuyencong.documents import layout
from khuyencong.documents.docx.widths import width
from khuyencong.documents.lint.finding import Finding
from khuyencong.documents.lint.head import NATION_SIZE
from khuyencong.documents.lint.opened import Line
from khuyencong.documents.lint.parts import TYPED, Parts, border_of

_SHAPES = tuple(qn(name) for name in ("w:drawing", "w:pict", "w:object"))
#: A text of capitals is told rather too long.
_RATHER_TOO_LONG = 0.93
#: So many paragraphs below a text its line may stand.
_NEAR = 2
#: Shares of a text's width, as far as a width can be told without the letters themselves.
_WHOLE, _PART = (0.75, 1.3), (0.25, 0.6)
_TWIPS = 1440 / 25.4
DRAW = "Vẽ một đường kẻ nét liền, bỏ dấu gạch gõ tay hoặc gạch chân."


def drawn(parts: Parts) -> Iterator[Finding]:
    """Each of the three lines is there, drawn, and about as long as it should be."""
    _, issuer = parts.bodies
    if parts.motto is not None:
        yield from _line("motto_line", "Tiêu ngữ", [parts.motto], _WHOLE)
    if issuer and parts.nation is not None:
        yield from _line("issuer_line", "tên cơ quan ban hành", issuer, _PART)
    if parts.subject:
        yield from _line("subject_line", "trích yếu", parts.subject, _PART)


def _line(
    rule: str, name: str, texts: Sequence[Line], share: tuple[float, float]
) -> Iterator[Finding]:
    last = texts[-1]
    if last.any("underlined") or _is_typed(last):
        yield Finding("drawn_line", last.place, f"Đường kẻ dưới {name} không phải nét vẽ.", DRAW)
        return
    where = _around(last)
    ruled = next((paragraph for paragraph in where if border_of(paragraph) is not None), None)
    if ruled is not None:
        room = _room(last)
        whole = min(width(texts[0].text, int(texts[0].seen[0].look.size)), room)
        part = (room - _indents(last, ruled)) / max(whole, 1)
        if len(texts) == 1 and not share[0] <= part <= share[1]:
            says = f"Đường kẻ dưới {name} dài bằng {part:.0%} dòng chữ."
            yield Finding(rule, last.place, says, _length_of(share))
    elif not any(_has_shape(paragraph) for paragraph in _cell(last)):
        yield Finding(rule, last.place, f"Dưới {name} không có đường kẻ.", DRAW)


def _length_of(share: tuple[float, float]) -> str:
    if share is _WHOLE:
        return "Kẻ dài bằng dòng chữ."
    return "Kẻ dài từ 1/3 đến 1/2 dòng chữ, cân giữa."


def _around(line: Line) -> list[Any]:
    """Return the paragraph of a line and those right below it."""
    found = [line.paragraph]
    while len(found) <= _NEAR:
        after = found[-1].getnext()
        if after is None or after.tag != qn("w:p"):
            break
        found.append(after)
    return found


def _cell(line: Line) -> list[Any]:
    """Return where a drawn shape may be anchored: anywhere in the cell, or near the line."""
    return list(line.cell.iter(qn("w:p"))) if line.cell is not None else _around(line)


def _has_shape(paragraph: Any) -> bool:
    return next(paragraph.iter(*_SHAPES), None) is not None


def _is_typed(line: Line) -> bool:
    """Return whether signs typed one after another stand for a line."""
    below = ("".join(p.itertext()).strip() for p in _around(line)[1:])
    return any(TYPED.fullmatch(text) for text in below)


def _room(line: Line) -> float:
    """Return how many millimetres of words go beside one another where a line stands."""
    page = layout.PAPER[0] - layout.LEFT.used - layout.RIGHT.used
    return (cell_width(line.cell) if line.cell is not None else 0) or page


def _indents(line: Line, ruled: Any) -> float:
    """Return how many millimetres at both sides of a paragraph its line does not take."""
    sides = (("left", "start"), ("right", "end"))
    indents = (line.looks.measure(ruled, "ind", *kinds) for kinds in sides)
    return sum(told[1] for told in indents if told) / _TWIPS


def cell_width(cell: Any) -> float:
    """Return how many millimetres of words go into a cell, 0 where it does not say."""
    told = cell.find(f"{qn('w:tcPr')}/{qn('w:tcW')}")
    if told is None or told.get(qn("w:type")) != "dxa" or not told.get(qn("w:w"), "").isdigit():
        return 0
    table = next(cell.iterancestors(qn("w:tbl")))
    sides = (_padding(table, side) for side in ("left", "right"))
    return max(int(told.get(qn("w:w"))) - sum(sides), 0) / _TWIPS


def _padding(table: Any, side: str) -> int:
    """Return the room beside the words of a table's cells; Word's own where it does not say."""
    found = table.find(f"{qn('w:tblPr')}/{qn('w:tblCellMar')}/{qn(f'w:{side}')}")
    told = found.get(qn("w:w"), "") if found is not None else ""
    return int(told) if told.isdigit() and len(told) < 6 else 108


def wraps(parts: Parts) -> Iterator[Finding]:
    """Quốc hiệu has room on one line."""
    line = parts.nation
    room = cell_width(line.cell) if line is not None and line.cell is not None else 0
    if line is None or not room:
        return
    size = min(int(line.seen[0].look.size), NATION_SIZE.most)
    if width(line.text, size) * _RATHER_TOO_LONG > room:
        yield Finding(
            "nation_wrap",
            line.place,
            f"Ô chứa Quốc hiệu rộng {room:.0f} mm, dòng chữ sẽ xuống hàng.",
            "Chia hai cột khoảng 40 và 60 phần trăm, bỏ khoảng đệm trong ô.",
        )
