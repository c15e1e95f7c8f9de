"""Rules of the letters: one font, black, the size of the body."""

from collections.abc import Callable, Hashable, Iterator
from typing import TypeVar

from khuyencong.documents import layout
from khuyencong.documents.lint.finding import Finding
from khuyencong.documents.lint.opened import Line, Opened, Run
from khuyencong.documents.lint.parts import Parts

K = TypeVar("K", bound=Hashable)
#: A line this long is running text, not a title or the name of a signer.
RUNNING = 80
#: Fonts from before Unicode, which show other letters than they hold.
OLD = (".vn", "vni-", "vni ")


def font(opened: Opened) -> Iterator[Finding]:
    """All letters are of the one font; each other font is told once."""
    for name, places in _grouped(opened, _foreign_font).items():
        old = str(name).casefold().startswith(OLD)
        yield Finding(
            "font",
            places[0].place,
            f"Phông chữ {name or 'không rõ'} ở {len(places)} đoạn.",
            "Chuyển văn bản sang Unicode rồi dùng Times New Roman."
            if old
            else f"Chọn phông {layout.FONT} cho các đoạn ấy.",
        )


def colour(opened: Opened) -> Iterator[Finding]:
    """All letters are black."""
    places = _grouped(opened, lambda _, run: None if run.look.black else "colour").get("colour")
    if places:
        yield Finding(
            "colour",
            places[0].place,
            f"Chữ có màu ở {len(places)} đoạn.",
            "Đổi sang màu đen.",
        )


def body_size(parts: Parts) -> Iterator[Finding]:
    """Running text outside tables has the size of the body; each other size is told once."""
    sizes = layout.BODY_SIZE
    for size, places in _grouped(parts.opened, _wrong_size).items():
        yield Finding(
            "body_size",
            places[0].place,
            f"Nội dung cỡ chữ {size:g} ở {len(places)} đoạn.",
            f"Đặt cỡ chữ từ {sizes.least} đến {sizes.most}.",
        )


def _foreign_font(_line: Line, run: Run) -> str | None:
    others = sorted(run.look.fonts - {layout.FONT})
    return others[0] if others else None


def _wrong_size(line: Line, run: Run) -> float | None:
    if line.in_table or len(line.text) < RUNNING or layout.BODY_SIZE.holds(run.look.size):
        return None
    return run.look.size


def _grouped(opened: Opened, fault: Callable[[Line, Run], K | None]) -> dict[K, list[Line]]:
    """Return each fault with the lines that have it, in their order."""
    found: dict[K, list[Line]] = {}
    for line in opened.lines:
        for wrong in dict.fromkeys(fault(line, run) for run in line.seen):
            if wrong is not None:
                found.setdefault(wrong, []).append(line)
    return found
