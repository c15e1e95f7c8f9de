"""What a sentence of a notice may say: words and the places that are its own, nothing that acts."""

import re
import tomllib
import unicodedata
from functools import cache
from importlib import resources
from string import Formatter

from khuyencong.values.text import clean

MOST = 200
#: By the first words of a key, the places that stand in it.
OF_ACTS = frozenset({"don_vi", "ngay"})
PLACES = {"letter": frozenset({"so", "viec"}), "due": OF_ACTS | {"han"}}
#: What leads elsewhere, or asks for a secret: a notice carries one link, ours.
_HOSTILE = re.compile(
    r"https?:|www\.|\w@\w|\b\w+\.(?:vn|com|net|org|info|top)\b|mật khẩu|OTP", re.I
)


class BadWording(Exception):
    """A sentence says more than it may; the message says what."""


@cache
def standard() -> dict[str, str]:
    """Return our own sentences by key."""
    told = resources.files("khuyencong.notices.data") / "sentences.toml"
    found: dict[str, str] = tomllib.loads(told.read_text(encoding="utf-8"))
    return found


def places_of(key: str) -> frozenset[str]:
    """Return the places that a sentence may have."""
    return PLACES.get(key.partition(".")[0], OF_ACTS)


def check_wording(key: str, text: str) -> str:
    """Return a sentence as it is kept. Raises BadWording."""
    said = clean(text)
    if not said or len(said) > MOST:
        raise BadWording(f"Câu phải có chữ và dài không quá {MOST} ký tự.")
    if any(unicodedata.category(sign).startswith("C") for sign in said):
        raise BadWording("Câu có ký tự không in được. Xin gõ lại.")
    if _HOSTILE.search(said):
        raise BadWording(
            "Câu không được có địa chỉ trang, địa chỉ thư, hay hỏi mật khẩu: người nhận chỉ nhận"
            " một liên kết của hệ thống."
        )
    for name in _named(said):
        if name not in places_of(key):
            allowed = ", ".join(f"{{{one}}}" for one in sorted(places_of(key)))
            raise BadWording(f"Không có chỗ điền “{{{name}}}”. Câu này dùng được: {allowed}.")
    return said


def _named(text: str) -> list[str]:
    """Return the places in a sentence; BadWording for anything but a plain name in braces."""
    try:
        parts = list(Formatter().parse(text))
    except ValueError:
        raise BadWording("Dấu ngoặc nhọn chưa đóng hoặc thừa.") from None
    for _, name, form, way in parts:
        if name is not None and (form or way or not name.isidentifier()):
            raise BadWording("Trong ngoặc nhọn chỉ ghi tên chỗ điền, như {don_vi}.")
    return [name for _, name, _, _ in parts if name is not None]


def filled(key: str, text: str, told: dict[str, str]) -> str:
    """Return a sentence with its places filled; only those it may have."""
    return text.format_map({name: told.get(name, "") for name in places_of(key)})
