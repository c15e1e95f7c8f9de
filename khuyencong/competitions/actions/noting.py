"""What the acts of this room do alike: read a code, leave a note."""

from khuyencong.core.refusal import Refused
from khuyencong.values.errors import Unreadable
from khuyencong.values.identifiers import read_tax_code


def tax_code(typed: str) -> str:
    """Return a tax code as it is kept, empty for none; Refused says which figure is wrong."""
    if not typed.strip():
        return ""
    try:
        return read_tax_code(typed)
    except Unreadable as error:
        raise Refused(str(error)) from error
