"""From a document to a page of the web, alone or inside another page."""

from collections.abc import Iterator
from functools import cache
from importlib import resources

from khuyencong.documents.html.blocks import blocks_of
from khuyencong.documents.html.parts import Html, said, tag
from khuyencong.documents.model import MOTTO, NATION, RECIPIENTS, Document, Link, Signature

_HEAD = """<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>
{style}</style>
</head>
<body>
<main>
"""
_END = "\n</main>\n</body>\n</html>\n"


def write_html(document: Document, link: Link | None = None) -> bytes:
    """Return the document as one HTML file in UTF-8 that asks for nothing beside it."""
    head = _HEAD.format(title=said(document.title), style=style())
    return (head + html_of(document, link) + _END).encode()


def html_of(document: Document, link: Link | None = None, level: int = 1) -> Html:
    """Return the document as markup for a page that has `document.css`.

    `link` gives the address of a figure's cite; its kind is a heading of `level`. Raises
    ValueError for an address that is no page of the web.
    """
    parts = (
        _head(document),
        *_title(document, level),
        *blocks_of(document.blocks, link, level + 1),
        _end(document),
    )
    sheets = [tag("section", "\n".join(parts), "sheet"), *_appendices(document, link, level + 1)]
    return Html(tag("article", "\n".join(sheets), "document"))


@cache
def style() -> str:
    """Return `document.css`: how a document looks on a screen, a telephone and paper."""
    folder = resources.files("khuyencong.documents") / "html" / "static"
    return (folder / "document.css").read_text("utf-8")


def _head(document: Document) -> str:
    issuer = document.issuer
    superior = tag("p", said(issuer.superior.upper())) if issuer.superior else ""
    about = tag("p", said(document.about), "about") if document.about else ""
    marks = "".join(tag("p", tag("span", said(mark)), "mark") for mark in document.marks)
    return tag(
        "header",
        tag("div", superior + tag("p", said(issuer.name.upper()), "issuer"))
        + tag("div", tag("p", NATION, "nation") + tag("p", tag("span", MOTTO), "motto"), "state")
        + tag("div", tag("p", said(document.number.shown), "number") + about + marks)
        + tag("div", tag("p", said(document.place_and_day.shown), "day")),
    )


def _title(document: Document, level: int) -> Iterator[str]:
    if document.kind:
        yield tag(f"h{level}", said(document.kind.upper()), "kind")
        yield tag("p", said(document.subject), "subject")
    if document.to:
        yield tag("p", said(document.to), "to")


def _end(document: Document) -> str:
    lines = document.recipients.lines
    received = tag("div", _received(lines) if lines else "", "received")
    if document.beside is None:
        return tag("footer", received + _signed(document.signature))
    return tag("footer", _signed(document.beside) + _signed(document.signature) + received)


def _received(lines: list[str]) -> str:
    title = tag("p", RECIPIENTS, "recipients")
    return title + "".join(tag("p", said(line)) for line in lines)


def _signed(signature: Signature) -> str:
    titles = "".join(tag("p", said(line)) for line in signature.titles)
    name = tag("p", said(signature.name), "name") if signature.name else ""
    return tag("div", titles + name, "signed")


def _appendices(document: Document, link: Link | None, level: int) -> Iterator[str]:
    for index, appendix in enumerate(document.appendices):
        head = (
            tag("p", said(document.label(index)), "label")
            + tag(f"h{level}", said(appendix.title.upper()))
            + tag("p", said(document.attached_to), "attached")
        )
        kind = "sheet turned" if appendix.turned else "sheet"
        blocks = blocks_of(appendix.blocks, link, level + 1)
        yield tag("section", "\n".join((head, *blocks)), kind)
