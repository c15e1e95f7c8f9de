"""`khuyencong exchange`: keys, the state of the exchange, a bundle out, a bundle in."""

from collections.abc import Iterator
from pathlib import Path

from khuyencong.core.clock import now
from khuyencong.core.refusal import Refused
from khuyencong.exchange.actions.exporting import Exported, export
from khuyencong.exchange.actions.importing import take
from khuyencong.exchange.actions.keys import (
    introduction,
    key_name,
    new_key,
    own_instance,
    who_waits_for_our_key,
)
from khuyencong.exchange.models import Instance
from khuyencong.exchange.queries.partners import Standing, standings
from khuyencong.exchange.sealed import MOST_FILE, BadBundle
from khuyencong.exchange.states import InstanceState
from khuyencong.registry.models import Organisation
from khuyencong.values.errors import Unreadable
from khuyencong.values.text import fold


class NotExchanged(Exception):
    """Nothing was exchanged; the message says why."""


def keys(*, name: str, body: str, address: str) -> str:
    """Return who we are, as a partner enters it; made on first use."""
    organisation = None
    if body:
        organisation = Organisation.objects.filter(key=body).first()
        if organisation is None:
            raise NotExchanged(f"không có đơn vị nào mang khóa “{body}”.")
    try:
        return introduction(
            own_instance(at=now(), name=name, body=organisation, address=address.rstrip("/"))
        )
    except (Refused, Unreadable, OSError) as refusal:
        raise NotExchanged(str(refusal)) from refusal


def change_key(*, stolen: bool) -> Iterator[str]:
    """Yield what follows from signing by a new key."""
    try:
        mine = new_key(at=now(), stolen=stolen)
    except (Refused, Unreadable, OSError) as refusal:
        raise NotExchanged(str(refusal)) from refusal
    yield f"Dấu của khóa mới: {key_name(mine)}."
    if stolen:
        yield "Khóa cũ hết giá trị: gửi giấy giới thiệu mới cho từng nơi để nhập tay."
    for partner in who_waits_for_our_key():
        yield f"Chờ {partner} báo đã nhận; đến lúc ấy gói cho nơi này còn ký bằng khóa cũ."


def export_file(*, to: str, again: bool) -> Exported:
    """Return the next bundle for a partner."""
    try:
        return export(partner=_partner(to), at=now(), again=again)
    except (Refused, Unreadable, OSError) as refusal:
        raise NotExchanged(str(refusal)) from refusal


def _partner(word: str) -> Instance:
    """Return the partner that a name or the beginning of an id means."""
    rows = list(Instance.objects.filter(is_own=False, state=InstanceState.ACTIVE).order_by("name"))
    wanted = fold(word)
    found = [r for r in rows if not word or wanted in fold(r.name) or str(r.pk).startswith(word)]
    if len(found) == 1:
        return found[0]
    if not rows:
        raise NotExchanged("chưa có hệ thống nào được xác nhận để trao đổi.")
    names = "; ".join(one.name for one in found or rows)
    raise NotExchanged(f"cần nói rõ gửi cho hệ thống nào (--to): {names}.")


def import_file(path: Path) -> list[str]:
    """Take a bundle; return what became of it, in lines."""
    try:
        with path.open("rb") as file:
            data = file.read(MOST_FILE + 1)
        done = take(data=data, at=now())
    except OSError as error:
        raise NotExchanged(f"{path}: {error.strerror}.") from error
    except (BadBundle, Unreadable) as refusal:
        raise NotExchanged(f"{path}: {refusal}") from refusal
    if not done.is_new:
        lines = [f"Gói này của {done.partner} đã nhận trước đây."]
    else:
        files = f", {done.bundle.files} tệp" if done.bundle.files else ""
        lines = [f"Đã nhận gói của {done.partner}: {done.bundle.count} thay đổi{files} trong gói."]
    lines.append(f"Ghi {done.taken} hồ sơ, {done.wishes} đề nghị để quyết định.")
    if done.missing:
        told = ", ".join(f"{after + 1}–{through}" for after, through in done.missing)
        lines.append(f"Gói đến sớm, đang chờ các thay đổi {told}.")
    return lines


def status() -> Iterator[str]:
    """Yield how far each partner and we are with each other."""
    mine = Instance.objects.filter(is_own=True).first()
    if mine is None:
        yield "Chưa tham gia trao đổi: chạy “khuyencong exchange keys --name TÊN”."
        return
    yield f"{mine.name} ({mine.pk}), nhật ký thay đổi đến số {mine.last_seq}."
    for one in standings():
        yield from _lines(one)


def _lines(one: Standing) -> Iterator[str]:
    partner = one.partner
    yield f"{partner.name} ({partner.pk}): {partner.get_state_display().lower()}."
    sent, said = partner.sent_through, partner.said_through
    yield f"  Gửi đi: đã gửi đến {sent}, bên kia nhận đủ đến {said}."
    if one.lost:
        yield f"  Bên kia còn thiếu: {_spans(one.lost)}; gói sau gửi lại."
    yield f"  Nhận về: đủ đến {partner.taken_through}, {one.waiting} gói đến sớm."
    if one.missing:
        yield f"  Ở đây còn thiếu: {_spans(one.missing)}."
    yield f"  Chờ quyết định: {one.open} đề nghị; chờ hồ sơ khác: {one.parked} thay đổi."
    if awaited := partner.awaited_files.filter(kept="", refused="").count():
        yield f"  Chờ {awaited} tệp; gói sau hỏi lại."


def _spans(spans: list[tuple[int, int]]) -> str:
    return ", ".join(f"{after + 1}–{through}" for after, through in spans)
