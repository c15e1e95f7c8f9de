"""What every act of this room does: clean a text, note the act, let public pages be made anew."""

import re
from uuid import UUID

from django.db import transaction

from khuyencong.core.refusal import Refused
from khuyencong.publishing.queries.kept import begin_generation
from khuyencong.publishing.rules.privacy import personal_in
from khuyencong.values.text import clean


class ChangedMeanwhile(Refused):
    """Somebody else did something with it while this was being typed; nothing was written."""

    def __init__(self) -> None:
        super().__init__("Người khác vừa làm việc này. Chưa ghi gì: xin tải lại trang để xem.")


def words(text: str, what: str, longest: int, *, required: bool = True) -> str:
    """Return several lines as they are kept; Refused for a NUL, for too many, for none."""
    rows = [clean(row) for row in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    kept = re.sub(r"\n{3,}", "\n\n", "\n".join(rows)).strip()
    if "\0" in kept:
        raise Refused(f"{what} có ký tự NUL, không phải chữ. Xin gõ lại.")
    if len(kept) > longest:
        raise Refused(f"{what} dài {len(kept)} ký tự; tối đa {longest}. Xin ghi ngắn lại.")
    if required and not kept:
        raise Refused(f"Chưa ghi {what[:1].lower()}{what[1:]}.")
    return kept


def require_nobody(text: str, where: str) -> None:
    """Raise Refused for words that seem to hold a number or an address of a person."""
    if found := personal_in(text):
        raise Refused(f"{where} có {found}. Trang công khai không đăng: xin bỏ đi.")


def changed() -> None:
    """Let every public page be made anew once the caller's transaction stands."""
    transaction.on_commit(begin_generation, robust=True)


def about(kind: str, one: UUID) -> str:
    """Return what the journal calls a record."""
    return f"{kind}:{one}"
