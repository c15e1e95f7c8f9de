"""Files made to hurt a reader, each with the words its refusal must say."""

import io
import zipfile
import zlib
from collections.abc import Callable, Iterator

import docx

from tests.formats.small_pdf import Sheet, assembled, pdf, stream

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DEEP = 100_000
MEGABYTE = 1024**2
Hostile = tuple[str, str, Callable[[], bytes], str]


def plain_docx() -> bytes:
    out = io.BytesIO()
    document = docx.Document()
    document.add_paragraph("Tổng kinh phí 550 triệu đồng")
    document.save(out)
    return out.getvalue()


def with_part(data: bytes, parts: dict[str, bytes]) -> bytes:
    """Return a Word file with some of its parts replaced or added."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, content in parts.items():
            new.writestr(name, content)
    return out.getvalue()


def with_body(body: str, before: str = "") -> bytes:
    """Return a Word file whose body is this XML."""
    document = f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
    xml = f'<?xml version="1.0"?>{before}{document}'
    return with_part(plain_docx(), {"word/document.xml": xml.encode()})


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def lying_size() -> bytes:
    """A Word file whose main part unpacks to 100 MB and says 1,000 bytes in both headers."""
    large = b" " * (100 * MEGABYTE)
    data = bytearray(with_part(plain_docx(), {"word/document.xml": large}))
    size = len(large).to_bytes(4, "little")
    return bytes(data.replace(size, (1000).to_bytes(4, "little")))


def encrypted_zip() -> bytes:
    data = bytearray(plain_docx())
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(sign)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(sign, at + 4)
    return bytes(data)


def many_members() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for i in range(20_000):
            file.writestr(f"word/media/{i}.png", b"")
    return out.getvalue()


def macro_docx() -> bytes:
    with zipfile.ZipFile(io.BytesIO(plain_docx())) as file:
        types = file.read("[Content_Types].xml")
    main = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    macro = b"application/vnd.ms-word.document.macroEnabled.main+xml"
    return with_part(plain_docx(), {"[Content_Types].xml": types.replace(main, macro)})


def laughs() -> str:
    entities = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 12))
    return f'<!DOCTYPE x [<!ENTITY a0 "ha">{entities}]>'


def page_tree(kids: str) -> bytes:
    pages = f"<< /Type /Pages /Count 9999999 /Kids [{kids}] /Parent 2 0 R >>"
    return assembled([b"<< /Type /Catalog /Pages 2 0 R >>", pages.encode()])


def looping_form() -> bytes:
    form = stream(
        b"/X Do /X Do",
        b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 4 0 R >> >>",
    )
    return assembled(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 5 0 R"
            b" /Resources << /XObject << /X 4 0 R >> >> >>",
            form,
            stream(b"/X Do"),
        ]
    )


def doubling_forms() -> bytes:
    """Forms that draw the next one twice: 2 to the 40th drawings."""
    count = 40
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R"
        b" /Resources << /XObject << /X 5 0 R >> >> >>",
        stream(b"/X Do /X Do"),
    ]
    for i in range(count):
        inner = b"/Resources << /XObject << /X %d 0 R >> >>" % (6 + i) if i < count - 1 else b""
        entries = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] " + inner
        objects.append(stream(b"/X Do /X Do" if inner else b"0 0 m 9 9 l S", entries))
    return assembled(objects)


def bomb_pdf() -> bytes:
    packed = zlib.compress(b" " * (300 * MEGABYTE), 9)
    return assembled(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >>",
            stream(packed, b"/Filter /FlateDecode"),
        ]
    )


def locked_pdf() -> bytes:
    """A PDF encrypted under a password nobody has: its check values are made up."""
    base = pdf([Sheet([(72, 700, "Kín")])])
    lock = (
        b"/Encrypt << /Filter /Standard /V 1 /R 2 /Length 40 /P -4 /O <"
        + b"41" * 32
        + b"> /U <"
        + b"42" * 32
        + b"> >>"
    )
    lock += b" /ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>]"
    return base.replace(b"/Root 1 0 R", b"/Root 1 0 R " + lock)


def deep_arrays() -> bytes:
    return assembled(
        [
            b"<< /Type /Catalog /Pages 2 0 R /X " + b"[" * DEEP + b"]" * DEEP + b" >>",
            b"<< /Type /Pages /Count 0 /Kids [] >>",
        ]
    )


def cells(count: int) -> str:
    row = "<w:tr>" + f"<w:tc>{paragraph('1')}</w:tc>" * count + "</w:tr>"
    return f"<w:tbl>{row}</w:tbl>"


BROKEN = "hỏng"
CASES: list[Hostile] = [
    ("an archive cut in half", "a.docx", lambda: plain_docx()[:9000], BROKEN),
    (
        "an archive without Word in it",
        "a.docx",
        lambda: with_part(b"PK\x05\x06" + bytes(18), {}),
        "không phải Word|thiếu",
    ),
    ("an archive that is none", "a.docx", lambda: b"PK\x03\x04" + bytes(5000), BROKEN),
    ("a locked archive", "a.docx", encrypted_zip, "mật khẩu"),
    (
        "a locked office file",
        "a.docx",
        lambda: (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
            + bytes(600)
            + "EncryptedPackage".encode("utf-16-le")
        ),
        "mật khẩu",
    ),
    (
        "an old Word file renamed",
        "a.docx",
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        "đời cũ",
    ),
    ("a Word file with macros", "a.docx", macro_docx, "macro"),
    ("entities that laugh", "a.docx", lambda: with_body(paragraph("&a11;"), laughs()), "DOCTYPE"),
    (
        "an entity from outside",
        "a.docx",
        lambda: with_body(
            paragraph("&x;"), '<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        ),
        "DOCTYPE",
    ),
    (
        "a DOCTYPE in the styles",
        "a.docx",
        lambda: with_part(
            plain_docx(), {"word/styles.xml": f'<!DOCTYPE x><w:styles xmlns:w="{W}"/>'.encode()}
        ),
        "DOCTYPE",
    ),
    (
        "a DOCTYPE in UTF-16",
        "a.docx",
        lambda: with_part(
            plain_docx(),
            {
                "word/document.xml": (
                    '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE x>'
                    f'<w:document xmlns:w="{W}"/>'
                ).encode("utf-16")
            },
        ),
        "DOCTYPE",
    ),
    (
        "a main part of 100 MB",
        "a.docx",
        lambda: with_part(plain_docx(), {"word/document.xml": b" " * (100 * MEGABYTE)}),
        "giới hạn 64 MB",
    ),
    (
        "a picture that unpacks to 200 MB",
        "a.docx",
        lambda: with_part(plain_docx(), {"word/media/a.png": bytes(200 * MEGABYTE)}),
        "giới hạn 64 MB",
    ),
    ("a size that lies", "a.docx", lying_size, BROKEN),
    ("twenty thousand members", "a.docx", many_members, "mục"),
    (
        "elements 100,000 deep",
        "a.docx",
        lambda: with_body("<w:sdt>" * DEEP + "</w:sdt>" * DEEP),
        "quá sâu",
    ),
    ("broken XML", "a.docx", lambda: with_body("<w:p>"), "sai cú pháp"),
    (
        "a page of 100,000 levels",
        "a.html",
        lambda: b"<html><body>" + b"<div>" * DEEP + b"x",
        "quá sâu",
    ),
    (
        "tables 100,000 deep",
        "a.html",
        lambda: b"<html><body>" + b"<table><tr><td>" * DEEP + b"x",
        "quá sâu",
    ),
    ("bold 100,000 deep", "a.html", lambda: b"<html><body>" + b"<b>" * DEEP + b"x", "quá sâu"),
    (
        "a page of an unknown encoding",
        "a.html",
        lambda: b'<html><meta charset="x-nothing"><p>\xe1\xbb',
        "x-nothing",
    ),
    (
        "a page of broken UTF-8",
        "a.html",
        lambda: b'<html><meta charset="utf-8"><p>\xff\xfe\xfa',
        "utf-8",
    ),
    (
        "a page without words",
        "a.html",
        lambda: b"<html><body><script>1</script></body></html>",
        "không có chữ",
    ),
    ("a PDF cut in half", "a.pdf", lambda: pdf([Sheet([(72, 700, "chữ")])])[:300], BROKEN),
    ("a PDF that is a header", "a.pdf", lambda: b"%PDF-1.7\n", BROKEN),
    ("a locked PDF", "a.pdf", locked_pdf, "mật khẩu"),
    (
        "pages that hold themselves",
        "a.pdf",
        lambda: page_tree("2 0 R 2 0 R"),
        "trang|hỏng|không có chữ",
    ),
    ("streams of 300 MB", "a.pdf", bomb_pdf, "giới hạn 64 MB"),
    ("arrays 100,000 deep", "a.pdf", deep_arrays, "trang|hỏng"),
    ("200 MB of anything", "a.txt", lambda: b"a" * (200 * MEGABYTE), "giới hạn 64 MB"),
    ("a PDF of 200 MB", "a.pdf", lambda: b"%PDF-1.7" + bytes(200 * MEGABYTE), "giới hạn 64 MB"),
    ("a program renamed", "a.txt", lambda: b"\x7fELF" + bytes(500), "chương trình"),
    ("a Word file renamed", "a.pdf", plain_docx, "Word"),
    ("a PDF renamed", "a.docx", lambda: pdf([Sheet()]), "PDF"),
    ("a web page renamed", "a.txt", lambda: b"<!DOCTYPE html><p>1", "trang web"),
    ("an unknown ending", "a.exe", lambda: b"MZ", "Chưa đọc được"),
    ("an old ending", "a.doc", lambda: b"1", "đời cũ"),
    ("nothing at all", "a.md", lambda: b"", "rỗng"),
    ("blank lines", "a.md", lambda: b"\xef\xbb\xbf \n\n", "không có chữ"),
]
#: Files that hurt and are read all the same, or refused: only the bounds count.
BEARABLE: list[tuple[str, str, Callable[[], bytes]]] = [
    ("a row of 30,000 cells", "a.docx", lambda: with_body(cells(30_000))),
    (
        "a cell over a million columns",
        "a.docx",
        lambda: with_body(
            '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="999999"/></w:tcPr>'
            f"{paragraph('1')}</w:tc></w:tr></w:tbl>" * 50
        ),
    ),
    ("60 MB of paragraphs", "a.docx", lambda: with_body(paragraph("x" * 400) * 130_000)),
    (
        "tables in tables",
        "a.docx",
        lambda: with_body(
            "<w:tbl><w:tr><w:tc>" * 60 + paragraph("1") + "</w:tc></w:tr></w:tbl>" * 60
        ),
    ),
    (
        "spans of a billion",
        "a.html",
        lambda: (
            b"<html><table border=1>"
            + b"<tr><td colspan=999999999 rowspan=999999999>1<td rowspan=0>2" * 2000
        ),
    ),
    ("a million tags", "a.html", lambda: b"<html><body>" + b"<p><a href=x>1</a>" * 500_000),
    ("30 MB of one word", "a.html", lambda: b"<html><p>" + b"a" * (30 * MEGABYTE)),
    ("20 MB of signs without a tag", "a.html", lambda: b"<html>" + b"<" * (20 * MEGABYTE)),
    ("a form that draws itself", "a.pdf", looping_form),
    ("forms that double forty times", "a.pdf", doubling_forms),
    (
        "100,000 lines drawn",
        "a.pdf",
        lambda: pdf(
            [
                Sheet(
                    [(9, 9, "chữ " * 9)],
                    [(i % 500, i % 700, i % 500 + 50, i % 700) for i in range(50_000)]
                    + [(i % 500, i % 700, i % 500, i % 700 + 50) for i in range(50_000)],
                )
            ]
        ),
    ),
    (
        "a page of 200,000 words",
        "a.pdf",
        lambda: pdf([Sheet([(i % 90 * 6, i // 90 % 800, "ab") for i in range(200_000)])]),
    ),
    (
        "20 MB of streams that are none",
        "a.pdf",
        lambda: b"%PDF-1.7\n" + b"/FlateDecode stream\n" * MEGABYTE,
    ),
    ("40 MB of plain text", "a.txt", lambda: b"a b\n" * (10 * MEGABYTE)),
]


def mutilated(data: bytes, seed: int) -> Iterator[bytes]:
    """Yield copies with some bytes changed, cut or repeated, the same ones for one seed."""
    import random

    dice = random.Random(seed)
    for _ in range(40):
        copy = bytearray(data)
        for _ in range(dice.randint(1, 12)):
            at = dice.randrange(len(copy))
            how = dice.randrange(3)
            if how == 0:
                copy[at] = dice.randrange(256)
            elif how == 1:
                del copy[at : at + dice.randint(1, 40)]
            else:
                copy[at:at] = copy[at : at + dice.randint(1, 200)]
        yield bytes(copy)
