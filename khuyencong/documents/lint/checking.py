"""All rules of layout, in the order in which a reader meets them."""

from collections.abc import Callable, Iterator

from khuyencong.documents.lint import head, letters, pages
from khuyencong.documents.lint.finding import Finding
from khuyencong.documents.lint.opened import Opened

RULES: tuple[Callable[[Opened], Iterator[Finding]], ...] = (
    pages.paper,
    pages.margins,
    pages.page_number,
    head.nation,
    head.motto,
    head.place_and_day,
    letters.font,
    letters.colour,
    letters.body_size,
)


def lint(data: bytes) -> list[Finding]:
    """Return all that is wrong with the layout of a Word file; raises `Unreadable`.

    Foreign files are opened in a limited child process: `documents.lint.child`.
    """
    opened = Opened(data)
    return [finding for rule in RULES for finding in rule(opened)]
