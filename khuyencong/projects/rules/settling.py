"""What must hold before a line is paid, and before a đề án is liquidated, settled, closed."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from khuyencong.core.refusal import Refused
from khuyencong.funds.rules import ShareKey, Spending
from khuyencong.projects.models import Contract
from khuyencong.projects.rules.accepting import refuse_open_finding
from khuyencong.projects.rules.gates import L, LineLike
from khuyencong.projects.states import LineState
from khuyencong.values.dates import format_date
from khuyencong.values.money import format_dong

PAID = (LineState.PAID, LineState.FOLLOWED_UP)


def refuse_payment(line: LineLike, of_source: Spending, of_line: Spending, amount: int) -> None:
    """Refuse more than was accepted and is not yet paid; 0 while anything is due, or once paid.

    A payment that was recovered is due again.
    """
    if amount < 0:
        raise Refused("Số thanh toán không được âm.")
    if amount > of_source.payable:
        raise Refused(
            f"Dòng {line.number}: đã nghiệm thu {format_dong(of_source.accepted)}, đã thanh toán"
            f" {format_dong(of_source.paid)}; chỉ còn {format_dong(of_source.payable)} được"
            f" thanh toán, không phải {format_dong(amount)}."
        )
    if amount == 0 and line.state != LineState.ACCEPTED:
        raise Refused(f"Dòng {line.number} đã thanh toán đủ.")
    if amount == 0 and of_line.payable:
        raise Refused(f"Dòng {line.number} còn {format_dong(of_line.payable)} phải thanh toán.")


def may_be_liquidated(day: date, findings: Sequence[str], contracts: Sequence[Contract]) -> None:
    """Refuse a liquidation before what it ends, or while a finding is open."""
    refuse_open_finding(findings)
    late = [one for one in contracts if one.signed_on > day]
    if late:
        raise Refused(
            f"Ngày thanh lý không được trước ngày ký hợp đồng {late[0].number}"
            f" ({format_date(late[0].signed_on)})."
        )


def may_be_settled(lines: Iterable[LineLike], shares: Mapping[ShareKey, Spending]) -> None:
    """Refuse a settlement with an advance outstanding, or a line that is not paid."""
    lines = list(lines)
    numbers = {line.id: line.number for line in lines}
    for key, spending in shares.items():
        if spending.advanced:
            raise Refused(
                f"Dòng {numbers[key.part]} còn tạm ứng chưa thanh toán"
                f" {format_dong(spending.advanced)}: thu hồi hoặc nghiệm thu trước khi quyết toán."
            )
        if spending.payable:
            raise Refused(
                f"Dòng {numbers[key.part]} còn {format_dong(spending.payable)} đã nghiệm thu mà"
                " chưa thanh toán."
            )
    refuse_unpaid(lines)


def refuse_unpaid(lines: Iterable[LineLike]) -> None:
    """Refuse while a living line is not paid."""
    waiting = [line for line in lines if line.counts and line.state not in PAID]
    if waiting:
        raise Refused(f"Dòng {waiting[0].number} chưa thanh toán xong.")


def may_be_closed(times_seen: Mapping[L, int]) -> None:
    """Refuse to end the follow-up of what nobody went to see."""
    unseen = [line for line, times in times_seen.items() if not times]
    if unseen:
        raise Refused(f"Dòng {unseen[0].number} chưa được theo dõi lần nào sau hỗ trợ.")
