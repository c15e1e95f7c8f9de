"""Words as markup: everything of theirs is escaped, a figure becomes a link."""

import re
from html import escape

from khuyencong.documents.letters import plain
from khuyencong.documents.model import Link, Words, fitted

_SCHEME = re.compile(r"[\s\x00-\x1f]*[a-z][a-z0-9+.-]*:", re.I)
_WEB = ("http://", "https://")


class Html(str):
    """Markup that is ready for a page: templates print it as it is."""

    def __html__(self) -> str:
        return str(self)


def said(text: str) -> str:
    """Return a plain text as markup."""
    return escape(plain(text))


def told(words: Words, link: Link | None) -> str:
    """Return words as markup; each figure with an address is a link of the class "so"."""
    return "".join(
        escape(part)
        if isinstance(part, str)
        else _figure(part.text, link(part.cite) if link else "")
        for part in fitted(words)
    )


def _figure(text: str, address: str) -> str:
    if _SCHEME.match(address) and not address.lower().startswith(_WEB):
        raise ValueError(f"a figure opens a page of the web, not {address!r}")
    if not address:
        return escape(text)
    return f'<a class="so" href="{escape(address)}">{escape(text)}</a>'


def tag(name: str, inside: str, of: str = "") -> str:
    """Return an element around markup, of a class where one is given."""
    kind = f' class="{of}"' if of else ""
    return f"<{name}{kind}>{inside}</{name}>"
