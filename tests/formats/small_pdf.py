"""PDF files written by hand: a few objects, so that a test says exactly where each word stands."""

from collections.abc import Sequence
from dataclasses import dataclass, field

A4 = (595, 842)
_MAP = b"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap
/CMapName /Plain def /CMapType 2 def 1 begincodespacerange <0000> <FFFF> endcodespacerange
4 beginbfrange <0000> <00FF> <0000> <0100> <01FF> <0100>
<1E00> <1EFF> <1E00> <2000> <20FF> <2000> endbfrange endcmap end end"""


@dataclass
class Sheet:
    """One page: words at their places, straight lines, and any operators beside."""

    words: list[tuple[float, float, str] | tuple[float, float, str, float]] = field(
        default_factory=list
    )
    lines: Sequence[tuple[float, float, float, float]] = ()
    also: bytes = b""
    turned: int = 0

    def content(self) -> bytes:
        drawn = [f"{a} {b} m {c} {d} l S" for a, b, c, d in self.lines]
        for x, y, text, *size in self.words:
            shown = text.encode("utf-16-be").hex()
            drawn.append(f"BT /F {size[0] if size else 12} Tf {x} {y} Td <{shown}> Tj ET")
        return "\n".join(drawn).encode() + b"\n" + self.also


def stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), entries, data)


def assembled(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    """Return a file of these objects, numbered from 1; the first is the catalogue."""
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R %s >>\n" % (len(objects) + 1, trailer)
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)


def pdf(sheets: Sequence[Sheet], *, named: bool = True, resources: bytes = b"") -> bytes:
    """Return a PDF of these sheets; letters are half as wide as high, nameless unless `named`."""
    kids = b" ".join(b"%d 0 R" % (6 + 2 * i) for i in range(len(sheets)))
    to_unicode = b"/ToUnicode 5 0 R" if named else b""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(sheets), kids),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /Plain /Encoding /Identity-H"
        b" /DescendantFonts [4 0 R] %s >>" % to_unicode,
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Plain /DW 500 /CIDSystemInfo"
        b" << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
        stream(_MAP),
    ]
    for i, sheet in enumerate(sheets):
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Rotate %d /Contents %d 0 R"
            b" /Resources << /Font << /F 3 0 R >> %s >> >>"
            % (*A4, sheet.turned, 7 + 2 * i, resources)
        )
        objects.append(stream(sheet.content()))
    return assembled(objects)
