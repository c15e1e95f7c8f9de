"""What people write: cleaned, or refused in a sentence at the field."""

from khuyencong.core.refusal import Refused
from khuyencong.values.text import clean

REASON = 1000


def kept(text: str, what: str, longest: int = REASON, *, needed: bool = True) -> str:
    """Return `text` clean; Refused where it is missing, too long, or holds what is no letter."""
    line = clean(text)
    if needed and not line:
        raise Refused(f"{what}: chưa ghi.")
    if "\0" in line:
        raise Refused(f"{what} có ký tự NUL, không phải chữ. Xin gõ lại.")
    if len(line) > longest:
        raise Refused(f"{what} dài {len(line)} ký tự; tối đa {longest}. Xin viết gọn lại.")
    return line


def kept_lines(text: str, what: str, longest: int = 20_000) -> str:
    """Return a longer text, its lines kept; Refused as `kept` says."""
    lines = "\n".join(clean(line) for line in text.splitlines()).strip()
    if not lines:
        raise Refused(f"{what}: chưa ghi.")
    if "\0" in lines:
        raise Refused(f"{what} có ký tự NUL, không phải chữ. Xin gõ lại.")
    if len(lines) > longest:
        raise Refused(f"{what} dài {len(lines)} ký tự; tối đa {longest}. Xin viết gọn lại.")
    return lines
