"""What must hold of a đề án and its lines before a step, told in the sentence that refuses it."""

from collections.abc import Iterable
from datetime import date
from typing import Protocol, TypeVar
from uuid import UUID

from khuyencong.core.refusal import Refused
from khuyencong.projects.models.lines import WITHOUT_BENEFICIARY
from khuyencong.projects.states import LineState, ProjectKind
from khuyencong.values.dates import format_date


class LineLike(Protocol):
    """What the gates ask of a line: a row, or the plain facts of one."""

    @property
    def id(self) -> UUID: ...
    @property
    def number(self) -> int: ...
    @property
    def state(self) -> str: ...
    @property
    def content(self) -> str: ...
    @property
    def establishment_id(self) -> UUID | None: ...
    @property
    def counts(self) -> bool: ...


L = TypeVar("L", bound=LineLike)


def living(lines: Iterable[L]) -> list[L]:
    """Return the lines that still count, in their order."""
    return sorted((line for line in lines if line.counts), key=lambda line: line.number)


def needs_name(line: LineLike) -> bool:
    """Return whether the line is for a beneficiary and has none."""
    return line.establishment_id is None and line.content not in WITHOUT_BENEFICIARY


def may_be_registered(purpose: str, lines: Iterable[LineLike]) -> None:
    """Refuse what is not whole: no line, no purpose, or a beneficiary that must be named."""
    lines = living(lines)
    if not lines:
        raise Refused("Đề án chưa có dòng hỗ trợ nào.")
    if not purpose:
        raise Refused("Ghi sự cần thiết và mục tiêu của đề án trước khi đăng ký.")
    for line in lines:
        if needs_name(line):
            raise Refused(
                f"Dòng {line.number}: ghi đơn vị thụ hưởng; hỗ trợ máy móc, mô hình phải nêu tên"
                " cơ sở khi đăng ký."
            )


def may_be_contracted(implementer: UUID | None, lines: Iterable[LineLike]) -> None:
    """Refuse a contract of the first tier while nobody carries it out or a line is undecided."""
    if implementer is None:
        raise Refused("Chọn đơn vị thực hiện trước khi ký hợp đồng.")
    waiting = [line for line in living(lines) if line.state != LineState.CONFIRMED]
    if waiting:
        raise Refused(f"Dòng {waiting[0].number} chưa được duyệt nên chưa ký hợp đồng được.")


def may_be_contracted_second(lines: Iterable[LineLike]) -> None:
    """Refuse a contract with nobody, with several beneficiaries, or for a line unnamed."""
    lines = list(lines)
    if not lines:
        raise Refused("Chọn dòng hỗ trợ để ký hợp đồng.")
    for line in lines:
        if needs_name(line):
            raise Refused(f"Dòng {line.number} chưa có đơn vị thụ hưởng: chọn trước khi ký.")
    if len({line.establishment_id for line in lines}) > 1:
        raise Refused("Mỗi hợp đồng chỉ với một đơn vị thụ hưởng.")


def may_be_named(kind: str, line: LineLike) -> None:
    """Refuse to name a beneficiary where one stands, or where the law wants it named before."""
    if line.establishment_id is not None:
        raise Refused("Dòng này đã có đơn vị thụ hưởng: muốn đổi phải đề nghị điều chỉnh.")
    if kind != ProjectKind.GROUP:
        raise Refused("Chỉ đề án nhóm mới chọn đơn vị thụ hưởng sau khi được duyệt.")
    if line.state != LineState.CONFIRMED:
        raise Refused("Chỉ chọn đơn vị thụ hưởng cho dòng đã duyệt, chưa ký hợp đồng.")


def in_order(signed_on: date, ends_on: date | None, today: date) -> None:
    """Refuse the days of a contract that lie ahead or run backwards."""
    not_ahead(signed_on, today, "Ngày ký")
    if ends_on and ends_on < signed_on:
        raise Refused("Ngày hoàn thành trong hợp đồng không được trước ngày ký.")


def not_ahead(day: date, today: date, what: str) -> None:
    """Refuse a day that has not come."""
    if day > today:
        raise Refused(f"{what} {format_date(day)} chưa tới.")


def is_accepted_whole(lines: Iterable[LineLike]) -> bool:
    """Return whether every living line is accepted or further."""
    further = (LineState.ACCEPTED, LineState.PAID, LineState.FOLLOWED_UP)
    lines = living(lines)
    return bool(lines) and all(line.state in further for line in lines)
