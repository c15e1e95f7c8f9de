"""The last look at words that people typed: numbers and addresses of persons do not leave."""

import re

#: What stands in the place of a cell that holds one; the whole cell goes.
WITHHELD = "[đã lược]"
#: Nine or twelve digits are an identity number; ten after 0 or +84 a telephone.
PATTERNS = {
    "email": re.compile(r"[^\s@<>]+@[^\s@<>]+\.[^\W\d_]{2,}"),
    "identity number": re.compile(r"(?<![\dA-Za-z-])(?:\d{12}|\d{9}|\d{3}(?: \d{3}){2,3})(?!\d)"),
    "phone": re.compile(r"(?<![\dA-Za-z-])(?:\+?84|0)(?:[ .-]?\d){8,10}(?!\d)"),
}


def found_in(text: str) -> list[str]:
    """Return what of a person a text seems to hold, by the names of the patterns."""
    return [name for name, pattern in PATTERNS.items() if pattern.search(text)]


def withheld(text: str) -> str:
    """Return the text, or the mark that it was kept back."""
    return WITHHELD if found_in(text) else text
