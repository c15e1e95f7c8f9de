"""Rules of the name of a document: its type, its subject, to whom it goes."""

from collections.abc import Iterator

from khuyencong.documents import layout
from khuyencong.documents.lint.finding import Finding
from khuyencong.documents.lint.parts import Parts


def kind(parts: Parts) -> Iterator[Finding]:
    """The type stands in bold capitals in the middle."""
    line = parts.kind
    if line is None:
        return
    is_bold = line.text.isupper() and line.all("bold")
    if not is_bold or line.side != "center" or line.outside(layout.TITLE_SIZE):
        says = "Tên loại không phải chữ hoa đậm cỡ 13–14 ở giữa."
        yield Finding("kind", line.place, says, "Viết hoa, in đậm, canh giữa, cỡ chữ 13 hoặc 14.")


def subject(parts: Parts) -> Iterator[Finding]:
    """The subject stands bold in the middle below the type."""
    for line in parts.subject:
        if not line.all("bold") or line.side != "center" or line.outside(layout.TITLE_SIZE):
            says = "Trích yếu không phải chữ đậm cỡ 13–14 ở giữa."
            yield Finding("subject", line.place, says, "In đậm, canh giữa, cỡ chữ 13 hoặc 14.")
            return


def to(parts: Parts) -> Iterator[Finding]:
    """To whom it goes is told in plain letters."""
    line = parts.to
    if line is not None and (line.any("bold") or line.outside(layout.BODY_SIZE)):
        says = "“Kính gửi” không phải chữ thường cỡ 13–14."
        yield Finding("to", line.place, says, "In thường, cỡ chữ 13 hoặc 14.")
