"""Everything that can happen to an outgoing document."""

from khuyencong.office.actions.books import open_book
from khuyencong.office.actions.drafting import draft, drop
from khuyencong.office.actions.numbering import number, revoke
from khuyencong.office.actions.signing import SignedAs, sign

__all__ = ["SignedAs", "draft", "drop", "number", "open_book", "revoke", "sign"]
