"""All rules of layout, in the order in which a reader meets them."""

from collections.abc import Callable, Iterator

from khuyencong.documents.lint import (
    appendices,
    body,
    drawn,
    ending,
    head,
    issuing,
    letters,
    naming,
    pages,
)
from khuyencong.documents.lint.finding import Finding
from khuyencong.documents.lint.opened import Opened
from khuyencong.documents.lint.parts import Parts

#: Rules that look at the file, then those that look at the parts of the document in it.
_OF_FILE: tuple[Callable[[Opened], Iterator[Finding]], ...] = (
    pages.paper,
    pages.margins,
    pages.page_number,
    letters.font,
    letters.colour,
)
_OF_PARTS: tuple[Callable[[Parts], Iterator[Finding]], ...] = (
    head.nation,
    drawn.wraps,
    head.motto,
    head.place_and_day,
    issuing.bodies,
    issuing.superior,
    drawn.drawn,
    issuing.number,
    issuing.about,
    issuing.marks,
    naming.kind,
    naming.subject,
    naming.to,
    body.grounds,
    letters.body_size,
    body.shape,
    body.headings,
    body.points,
    body.end_mark,
    ending.signatures,
    ending.recipients,
    appendices.appendices,
    appendices.pages,
)


def lint(data: bytes) -> list[Finding]:
    """Return all that is wrong with the layout of a Word file; raises `Unreadable`.

    Foreign files are opened in a limited child process: `documents.lint.child`.
    """
    opened = Opened(data)
    parts = Parts(opened)
    found = [finding for rule in _OF_FILE for finding in rule(opened)]
    return found + [finding for rule in _OF_PARTS for finding in rule(parts)]
