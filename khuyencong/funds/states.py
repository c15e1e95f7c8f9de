"""The words of the ledger: kinds of entries, accounts, and the limits that no balance passes."""

from dataclasses import dataclass

from django.db.models import TextChoices

from khuyencong.values.vocabulary import FundingSource

#: Whose money the ledger keeps; the other sources are recorded beside it.
INSIDE = (
    FundingSource.NATIONAL,
    FundingSource.PROVINCIAL,
    FundingSource.DISTRICT,
    FundingSource.COMMUNE,
)
#: Money that is not the programme's: it is told beside a đề án, and no balance counts it.
BESIDE = (
    FundingSource.COUNTERPART,
    FundingSource.INTEGRATED,
    FundingSource.FOREIGN,
    FundingSource.SPONSOR,
    FundingSource.OWN_REVENUE,
    FundingSource.CAPITAL_INVESTMENT,
)
#: Every source by its code.
SOURCES: dict[str, FundingSource] = {source.value: source for source in FundingSource}
SOURCE_CHOICES = [(source.value, source.label) for source in INSIDE]
BESIDE_CHOICES = [(source.value, source.label) for source in BESIDE]


class EntryKind(TextChoices):
    """What an entry of the ledger tells; a correction is a counter-entry of any of them."""

    ALLOT = "allot", "Giao kinh phí"
    CARRY_OVER = "carry_over", "Chuyển nguồn sang năm sau"
    COMMIT = "commit", "Giao cho đề án"
    RELEASE = "release", "Trả lại phần chưa ký hợp đồng"
    CONTRACT = "contract", "Ký hợp đồng"
    UNCONTRACT = "uncontract", "Giảm giá trị hợp đồng"
    ADVANCE = "advance", "Tạm ứng"
    ACCEPT = "accept", "Nghiệm thu"
    CLEAR = "clear", "Thanh toán tạm ứng"
    PAY = "pay", "Thanh toán"
    REFUND = "refund", "Hoàn trả, thu hồi"
    SETTLE = "settle", "Quyết toán"
    CARRY_FUND = "carry_fund", "Chuyển phần của đề án sang năm sau"


class Account(TextChoices):
    """Where đồng stand: the stages that money passes, and what is told beside its way.

    The postings of an entry sum to zero: what leaves one account enters another. STATE, CARRIED_IN
    and CARRIED_OUT are the doors of a budget, MEMO is the other side of what is only counted.
    """

    STATE = "state", "Nhà nước giao"
    CARRIED_IN = "carried_in", "Nhận chuyển nguồn"
    CARRIED_OUT = "carried_out", "Chuyển nguồn đi"
    FREE = "free", "Chưa giao đề án"
    RESERVED = "reserved", "Đã giao, chưa ký hợp đồng"
    CONTRACTED = "contracted", "Đã ký hợp đồng, chưa chi"
    ADVANCED = "advanced", "Tạm ứng chưa thanh toán"
    PAID = "paid", "Đã thanh toán, chưa quyết toán"
    SETTLED = "settled", "Đã quyết toán"
    ACCEPTED = "accepted", "Giá trị nghiệm thu"
    GIVEN = "given", "Đã từng tạm ứng"
    ADVANCE_LIMIT = "advance_limit", "Mức tạm ứng"
    REFUNDED = "refunded", "Tạm ứng đã hoàn trả"
    RECOVERED = "recovered", "Đã thu hồi"
    MEMO = "memo", "Đối ứng theo dõi"


#: The accounts of a budget alone; every other one belongs to a line of a đề án.
OF_BUDGET = (Account.STATE, Account.CARRIED_IN, Account.CARRIED_OUT, Account.FREE)

#: What is kept of the money of a line, of a đề án and of a budget: the same columns on all three.
SPENDING = (
    "committed",
    "contracted",
    "accepted",
    "given",
    "refunded",
    "advance_limit",
    "advanced",
    "paid",
    "recovered",
    "settled",
)
#: What is kept of a budget besides.
RECEIVED = ("allotted", "carried_in", "carried_out")

#: By account, the columns that a posting moves, each with its sign: money paid is also contracted.
COLUMNS: dict[str, tuple[tuple[str, int], ...]] = {
    Account.STATE: (("allotted", -1),),
    Account.CARRIED_IN: (("carried_in", -1),),
    Account.CARRIED_OUT: (("carried_out", 1),),
    Account.FREE: (),
    Account.RESERVED: (("committed", 1),),
    Account.CONTRACTED: (("committed", 1), ("contracted", 1)),
    Account.ADVANCED: (("committed", 1), ("contracted", 1), ("advanced", 1)),
    Account.PAID: (("committed", 1), ("contracted", 1), ("paid", 1)),
    Account.SETTLED: (("committed", 1), ("contracted", 1), ("paid", 1), ("settled", 1)),
    Account.ACCEPTED: (("accepted", 1),),
    Account.GIVEN: (("given", 1),),
    Account.ADVANCE_LIMIT: (("advance_limit", 1),),
    Account.REFUNDED: (("refunded", 1),),
    Account.RECOVERED: (("recovered", 1),),
    Account.MEMO: (),
}


#: On which account the amount of an entry stands.
AMOUNT_ON: dict[str, Account] = {
    EntryKind.ALLOT: Account.FREE,
    EntryKind.CARRY_OVER: Account.CARRIED_OUT,
    EntryKind.COMMIT: Account.RESERVED,
    EntryKind.RELEASE: Account.FREE,
    EntryKind.CONTRACT: Account.CONTRACTED,
    EntryKind.UNCONTRACT: Account.RESERVED,
    EntryKind.ADVANCE: Account.ADVANCED,
    EntryKind.ACCEPT: Account.ACCEPTED,
    EntryKind.CLEAR: Account.PAID,
    EntryKind.PAY: Account.PAID,
    EntryKind.REFUND: Account.CONTRACTED,
    EntryKind.SETTLE: Account.SETTLED,
    EntryKind.CARRY_FUND: Account.CARRIED_OUT,
}


@dataclass(frozen=True, slots=True)
class Limit:
    """`less` − `less_off` is never above `most` − `most_off`; `told` says so in words.

    Written as two differences, so that no sum passes what a column holds.
    """

    name: str
    less: str
    most: str
    told: str
    less_off: str = ""
    most_off: str = ""


LIMITS = (
    Limit("contracted", "contracted", "committed", "Giá trị hợp đồng không vượt số đã giao"),
    Limit("accepted", "accepted", "contracted", "Giá trị nghiệm thu không vượt hợp đồng"),
    Limit(
        "spent",
        "advanced",
        "contracted",
        "Tạm ứng và thanh toán cộng lại không vượt hợp đồng",
        most_off="paid",
    ),
    Limit("paid", "paid", "accepted", "Số thanh toán không vượt giá trị nghiệm thu"),
    Limit("settled", "settled", "paid", "Số quyết toán không vượt số đã thanh toán"),
    Limit(
        "outstanding",
        "advanced",
        "given",
        "Tạm ứng chưa thanh toán không vượt số đã tạm ứng trừ số hoàn trả",
        most_off="refunded",
    ),
    Limit(
        "given",
        "given",
        "advance_limit",
        "Tổng tạm ứng không vượt mức tạm ứng",
        less_off="refunded",
    ),
)
BUDGET_LIMIT = Limit(
    "committed",
    "committed",
    "allotted",
    "Số giao cho đề án không vượt kinh phí được giao và chuyển nguồn",
    less_off="carried_in",
    most_off="carried_out",
)


class Turn(TextChoices):
    """What happened to the books of a year."""

    CLOSED = "closed", "Khóa sổ"
    REOPENED = "reopened", "Mở lại sổ"
