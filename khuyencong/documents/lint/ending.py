"""Rules of the end: who signs, in whose stead, and who receives it."""

import re
from collections.abc import Iterator

from khuyencong.documents import layout
from khuyencong.documents.lint.finding import Finding
from khuyencong.documents.lint.opened import Line
from khuyencong.documents.lint.parts import Parts
from khuyencong.values.text import fold

#: Ways in which the stead is written wrongly: "KT GIÁM ĐỐC", "K/T", "T.M", "KT:".
_WRONG = re.compile(r"(?:(?:TM|KT|TL|TUQ)[ :]|K/T|T/M|T/L|T\.M|K\.T|T\.L|(?:TM|KT|TL|TUQ|Q)\.\S)")
_WITH_POST = re.compile(r"(?:KT|TL|TUQ)\. ")
_TWO = re.compile(r"(?:KT|TL|TUQ)\. .+ (?:PHÓ|CHÁNH|TRƯỞNG) ")
_TITLE = re.compile(r"(?:GS|PGS|TS|THS|ThS|Ths|KS|CN|BS|LS|CVC|Dr|GS\.TS|PGS\.TS)\.? ?\w")
_DRAFTER = re.compile(r"[A-ZĐ]{1,6}(?:\.\d{1,5})?|\d{1,5}")


def signatures(parts: Parts) -> Iterator[Finding]:
    """Authority and post stand in bold capitals, each on its line; the name is the name alone."""
    for lines in parts.signed:
        is_named = lines[-1].text != lines[-1].text.upper()
        yield from _posts(lines[:-1] if is_named else lines)
        yield from _name(lines[-1]) if is_named else ()


def _posts(posts: list[Line]) -> Iterator[Finding]:
    for at, line in enumerate(posts):
        below = posts[at + 1 :]
        if (
            _WRONG.match(line.text)
            or _TWO.match(line.text)
            or (_WITH_POST.match(line.text) and not below)
        ):
            yield Finding(
                "sign_form",
                line.place,
                "Quyền hạn, chức vụ người ký viết chưa đúng.",
                "Ghi như “KT. GIÁM ĐỐC”, dòng dưới “PHÓ GIÁM ĐỐC”.",
            )
        is_right = line.text == line.text.upper() and line.all("bold")
        if not is_right or line.outside(layout.BODY_SIZE):
            says = "Quyền hạn, chức vụ không phải chữ hoa đậm cỡ 13–14."
            yield Finding("sign_look", line.place, says, "Viết hoa, in đậm, cỡ chữ 13 hoặc 14.")


def _name(line: Line) -> Iterator[Finding]:
    if _TITLE.match(line.text):
        says = "Trước họ tên người ký có học hàm, học vị."
        yield Finding("signer_name", line.place, says, "Chỉ ghi họ tên.")
    if not line.all("bold") or line.outside(layout.BODY_SIZE):
        says = "Họ tên người ký không phải chữ đậm cỡ 13–14."
        yield Finding("signer_look", line.place, says, "In đậm, cỡ chữ 13 hoặc 14.")


def recipients(parts: Parts) -> Iterator[Finding]:
    """“Nơi nhận:” is bold and italic; below it each receiver on its line, the archive last."""
    title = parts.recipients
    if title is None:
        return
    is_right = title.all("bold") and title.all("italic")
    if not is_right or title.outside(layout.RECIPIENTS_SIZE):
        says = "“Nơi nhận:” không phải chữ nghiêng đậm cỡ 12."
        yield Finding("recipients_look", title.place, says, "In nghiêng, đậm, cỡ chữ 12.")
    lines = parts.received
    drafter = lines[-1:] if lines and _DRAFTER.fullmatch(lines[-1].text) else []
    listed = lines[: len(lines) - len(drafter)]
    yield from _listed(listed)
    for line in drafter:
        if line.outside(layout.RECIPIENT_SIZE):
            says = "Ký hiệu người soạn, số bản không phải cỡ chữ 11."
            yield Finding("drafter", line.place, says, "Đặt cỡ chữ 11.")


def _listed(lines: list[Line]) -> Iterator[Finding]:
    for line in lines:
        if line.outside(layout.RECIPIENT_SIZE) or line.any("bold"):
            says = "Danh sách nơi nhận không phải chữ thường cỡ 11."
            yield Finding("recipient_size", line.place, says, "Đặt cỡ chữ 11, in thường.")
            break
    for line in lines:
        is_last = line is lines[-1]
        if not _is_listed(line.text, is_last):
            yield Finding(
                "recipients_form",
                line.place,
                "Dòng nơi nhận viết chưa đúng.",
                "Ghi “- …;” mỗi dòng, dòng cuối “- Lưu: VT, ….”.",
            )
            break


def _is_listed(text: str, is_last: bool) -> bool:
    if not text.startswith("- "):
        return False
    return text.endswith(".") and fold(text).startswith("- luu:") if is_last else text.endswith(";")
