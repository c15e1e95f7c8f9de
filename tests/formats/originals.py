"""The founding reports made into Word files, web pages and PDF, to be read back."""

import html
import io
import re
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

import docx
from docx.document import Document
from docx.enum.text import WD_BREAK

from khuyencong.values.text import nfc
from tests.conditions import CHROMIUM, SHARED

NAMES = ("000", "001", "002", "003", "004")
_HEADING = re.compile(r"(#{1,6})\s+")
_NUMBERED = re.compile(r"(?:PHẦN\s+[IVX]+|[IVX]+\.|[0-9]+(?:\.[0-9]+)*\.)\s*\S")
_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)*")


#: An appendix as such reports have it: a unit line, merged heads, a row of column numbers.
UNIT = "Phụ lục kinh phí. Đơn vị tính: triệu đồng"
HEADS = ("TT", "Nội dung", "Kinh phí khuyến công", ("Quốc gia", "Địa phương"))
ROWS = (
    ("1", "Đào tạo nghề, truyền nghề", "1.234,5", "678"),
    ("2", "Phát triển sản phẩm công nghiệp nông thôn tiêu biểu", "90", "2.001"),
    ("3", "Tư vấn, trợ giúp các cơ sở", "55,25", "3.100"),
)


@dataclass
class Piece:
    """One paragraph of an original; `parts` are what a page break tore asunder."""

    parts: list[str] = field(default_factory=list)
    heading: int = 0


def original(name: str) -> str:
    """Return the text of a founding report."""
    path = next((SHARED / "reports").glob(f"{name}_*.txt"))
    return nfc(path.read_text(encoding="utf-8", errors="strict"))


def words(text: str) -> list[str]:
    """Return the words of a text without the signs of Markdown."""
    return re.sub(r"[#|]", " ", text.replace("*", "")).split()


def numbers(text: str) -> list[str]:
    """Return the groups of digits of a text in their order."""
    return _NUMBER.findall(text)


def without_appendix(text: str) -> str:
    """Return the text before the appendix that every made file ends with."""
    before, unit, _ = text.rpartition(UNIT)
    assert unit
    return before.rstrip()


def pieces(text: str) -> list[Piece]:
    """Take a report apart; a paragraph that goes on after a blank line was torn by a page."""
    found: list[Piece] = []
    blank = True
    for line in text.splitlines():
        bare = line.replace("**", "").replace("*", "").strip()
        if not bare:
            blank = True
            continue
        heading = _HEADING.match(bare)
        bare = _HEADING.sub("", bare)
        before = found[-1].parts[-1] if found and not found[-1].heading else ""
        torn = blank and not heading and bare[0].islower() and len(before) > 60
        if torn and before[-1] not in ".;:!?":
            found[-1].parts.append(bare)
        else:
            found.append(Piece([bare], len(heading[1]) if heading else _depth(bare)))
        blank = False
    return found


def _depth(line: str) -> int:
    """Give plain numbered titles the heading style that a careful typist gives them."""
    is_title = _NUMBERED.match(line) and len(line) < 120 and line[-1] not in ".;,:"
    if not is_title:
        return 0
    return 1 if line[0] in "PIVX" else 2


def as_docx(text: str) -> bytes:
    """Return a Word file with headings, a running head and foot, breaks in mid-sentence."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Chương trình khuyến công 1999"
    document.sections[0].footer.paragraphs[0].text = "Lưu hành nội bộ, bản 77"
    for piece in pieces(text):
        if piece.heading:
            document.add_heading(" ".join(piece.parts), piece.heading)
            continue
        paragraph = document.add_paragraph()
        for i, part in enumerate(piece.parts):
            if i:
                paragraph.add_run(" ").add_break(WD_BREAK.PAGE)
            paragraph.add_run(part)
    _add_appendix(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _add_appendix(document: Document) -> None:
    document.add_paragraph(UNIT)
    *single, over, pair = HEADS
    made = document.add_table(2, 4, style="Table Grid")
    for i, head in enumerate(single):
        made.cell(0, i).merge(made.cell(1, i)).text = str(head)
    made.cell(0, 2).merge(made.cell(0, 3)).text = str(over)
    for i, head in enumerate(pair):
        made.cell(1, 2 + i).text = head
    for row in ROWS:
        for cell, value in zip(made.add_row().cells, row, strict=True):
            cell.text = value


def _appendix() -> str:
    *single, over, pair = HEADS
    first = "".join(f"<th rowspan=2>{head}</th>" for head in single)
    second = "".join(f"<th>{head}</th>" for head in pair)
    body = "".join("<tr>" + "".join(f"<td>{v}</td>" for v in row) + "</tr>" for row in ROWS)
    return (
        f'<p>{UNIT}</p><table border="1" style="border-collapse: collapse"><tr>{first}'
        f"<th colspan=2>{over}</th></tr><tr>{second}</tr>{body}</table>"
    )


def article(text: str) -> str:
    """Return the report as the inside of a web page."""
    rows = []
    for piece in pieces(text):
        tag = f"h{piece.heading}" if piece.heading else "p"
        rows.append(f"<{tag}>{html.escape(' '.join(piece.parts))}</{tag}>")
    return "\n".join([*rows, _appendix()])


def as_soup(text: str) -> bytes:
    """Return a page of an old portal: tables and divisions, nothing marked as article."""
    links = "".join(f"<li><a href='/tin/{i}'>Tin số {i} về hội nghị</a></li>" for i in range(9))
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>Cổng 2024</title>
<script>var a = "<p>12345 đề án</p>";</script><style>p {{ margin: 3px }}</style></head><body>
<form action="/"><div id="top"><a href="/">Trang chủ</a> <a href="/tin">Tin tức</a></div>
<table width="1000"><tr><td width="200"><ul class="x">{links}</ul></td>
<td><div class="c">{article(text)}</div></td>
<td><div><b>Thống kê truy cập</b><br>Hôm nay: 345<br>Tất cả: 1.234.567</div></td></tr></table>
<div class="tinLienQuan"><h4>Tin liên quan</h4><ul>{links}</ul></div>
<div>© 2024 Cổng thông tin. Điện thoại 0204 123 456</div></form></body></html>""".encode()


def as_page(text: str) -> bytes:
    """Return a page of today: marked article, with what stands around it."""
    links = "".join(f"<li><a href='/tin/{i}'>Tin số {i}</a></li>" for i in range(9))
    return f"""<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"></head>
<body class="has-sidebar"><a class="skip-link" href="#main">Skip to content</a>
<header><nav><ul>{links}</ul></nav><p>Thứ hai, ngày 3 tháng 6</p></header>
<main><article><div class="post-meta">Đăng ngày 12/3/2021 · 88 lượt xem</div>
<div class="entry-content">{article(text)}</div>
<div class="sharedaddy"><h3>Chia sẻ 25</h3></div></article>
<aside><h3>Bài viết mới</h3><ul>{links}</ul></aside></main>
<footer><p>Bản quyền 2021. Số 12, đường Hùng Vương</p></footer></body></html>""".encode()


def as_pdf(text: str, folder: Path, *, justified: bool = True) -> bytes:
    """Return what Chromium prints of the report, set as an official letter or as a plain page."""
    official = """@page { size: A4; margin: 20mm 15mm 20mm 30mm }
        body { font: 14pt/1.35 "Liberation Serif", serif } h1, h2, h3 { font-size: 14pt }
        p { text-align: justify; text-indent: 1cm; margin: 0 }"""
    style = official if justified else ""
    page = folder / "report.html"
    page.write_text(f'<meta charset="utf-8"><style>{style}</style>{article(text)}', "utf-8")
    return printed(page)


def printed(page: Path) -> bytes:
    """Return a web page as the PDF that Chromium makes of it."""
    out = page.with_suffix(".pdf")
    options = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={page.parent}/p"]
    subprocess.run(
        [str(CHROMIUM), *options, f"--print-to-pdf={out}", page.as_uri()],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return out.read_bytes()
