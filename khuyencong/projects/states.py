"""The words of a đề án's life, and the tables of its steps and of its lines' steps.

Thông tư 36/2013/TT-BCT amended by Thông tư 17/2018/TT-BCT for national money; local money has the
same shape under each province's own rules.
"""

from django.db.models import TextChoices

from khuyencong.core.workflow import Side, Step, Steps, states
from khuyencong.values.vocabulary import FundingSource


class Level(TextChoices):
    """Whose plan the đề án stands in, and so who appraises and approves it."""

    LOCAL = "local", "Khuyến công địa phương"
    NATIONAL = "national", "Khuyến công quốc gia"


class ProjectKind(TextChoices):
    """What a đề án is under the law; the tests stand in `law.rules`."""

    SINGLE = "single", "Đề án đơn"
    GROUP = "group", "Đề án nhóm"
    KEY = "key", "Đề án điểm"
    TASK = "task", "Nhiệm vụ khuyến công"


class ImplementerMethod(TextChoices):
    """How the implementer was chosen."""

    ASSIGNMENT = "assignment", "Giao nhiệm vụ"
    SELECTION = "selection", "Xét chọn"
    TENDER = "tender", "Đấu thầu"


class ProjectState(TextChoices):
    """Where a đề án stands."""

    DRAFT = "draft", "Bản thảo"
    REGISTERED = "registered", "Đã đăng ký"
    RETURNED = "returned", "Trả lại bổ sung"
    BASE_APPRAISED = "base_appraised", "Đã thẩm định cấp cơ sở"
    SUBMITTED = "submitted", "Đã trình"
    APPRAISED = "appraised", "Đã thẩm định cấp trên"
    WAITLISTED = "waitlisted", "Dự phòng"
    APPROVED = "approved", "Đã phê duyệt"
    CONTRACTED = "contracted", "Đã ký hợp đồng"
    IN_PROGRESS = "in_progress", "Đang thực hiện"
    SUSPENDED = "suspended", "Tạm dừng"
    ACCEPTED = "accepted", "Đã nghiệm thu"
    LIQUIDATED = "liquidated", "Đã thanh lý"
    SETTLED = "settled", "Đã quyết toán"
    CLOSED = "closed", "Đã theo dõi xong"
    REJECTED = "rejected", "Không chọn"
    WITHDRAWN = "withdrawn", "Đã rút"
    TERMINATED = "terminated", "Đã ngừng"


class LineState(TextChoices):
    """Where one line (beneficiary × content × year) stands."""

    PROPOSED = "proposed", "Đề xuất"
    CONFIRMED = "confirmed", "Được duyệt"
    CONTRACTED = "contracted", "Đã ký hợp đồng"
    ADVANCED = "advanced", "Đã tạm ứng"
    ACCEPTED = "accepted", "Đã nghiệm thu"
    PAID = "paid", "Đã thanh toán"
    FOLLOWED_UP = "followed_up", "Đã theo dõi sau hỗ trợ"
    WITHDRAWN = "withdrawn", "Cơ sở rút"
    REPLACED = "replaced", "Đã thay bằng cơ sở khác"
    STOPPED = "stopped", "Đã ngừng"


class AppraisalLevel(TextChoices):
    """Where a đề án is appraised: first near its place, then where its plan is approved."""

    BASE = "base", "Cấp cơ sở"
    UPPER = "upper", "Cấp phê duyệt"


class Verdict(TextChoices):
    """How an appraisal ends."""

    PASS = "pass", "Đạt"
    RETURN = "return", "Trả lại bổ sung"
    REJECT = "reject", "Không đạt"


class ContractTier(TextChoices):
    """Between whom a contract is."""

    IMPLEMENTER = "implementer", "Cơ quan giao – đơn vị thực hiện"
    BENEFICIARY = "beneficiary", "Đơn vị thực hiện – đơn vị thụ hưởng"


class Seat(TextChoices):
    """For whom somebody sits when a line is accepted."""

    DEPARTMENT = "department", "Sở Công Thương"
    COMMUNE = "commune", "UBND xã, phường, đặc khu"
    BENEFICIARY = "beneficiary", "Đơn vị thụ hưởng"
    IMPLEMENTER = "implementer", "Đơn vị thực hiện"
    FINANCE = "finance", "Cơ quan tài chính"
    OTHER = "other", "Khác"


class AdjustmentState(TextChoices):
    """Where a request to change an approved đề án stands."""

    ASKED = "asked", "Đã đề nghị"
    CONFIRMED = "confirmed", "Sở đã xác nhận"
    APPROVED = "approved", "Đã duyệt"
    REFUSED = "refused", "Không duyệt"
    WITHDRAWN = "withdrawn", "Đã rút đề nghị"


S, L = ProjectState, LineState

#: The sources that the ledger keeps; every other money stands beside.
STATE_SOURCES = (
    FundingSource.NATIONAL,
    FundingSource.PROVINCIAL,
    FundingSource.DISTRICT,
    FundingSource.COMMUNE,
)
SOURCE_OF = {source.value: source for source in STATE_SOURCES}
#: A đề án that nobody will carry further.
ENDED = states(S.CLOSED, S.REJECTED, S.WITHDRAWN, S.TERMINATED)
#: From approval on, a change needs an adjustment (Điều 11).
UNDER_WAY = states(S.APPROVED, S.CONTRACTED, S.IN_PROGRESS, S.SUSPENDED)
BEFORE_APPROVAL = states(
    S.DRAFT, S.RETURNED, S.REGISTERED, S.BASE_APPRAISED, S.SUBMITTED, S.APPRAISED, S.WAITLISTED
)
#: Once contracted, until its results are seen.
CARRIED_OUT = states(S.CONTRACTED, S.IN_PROGRESS)
#: Lines that no longer count towards the đề án.
GONE = states(L.WITHDRAWN, L.REPLACED, L.STOPPED)

DRAFTING = frozenset({"draft", "register"})
APPRAISING = frozenset({"score_base", "score_upper", "pass_base", "pass_upper"})
#: Who draws the conclusion neither drafted nor scored.
BEFORE_BASE = DRAFTING | {"score_base"}
BEFORE_UPPER = DRAFTING | {"score_upper"}

PROJECT_STEPS = Steps(
    start=S.DRAFT,
    labels=dict(S.choices),
    rows=(
        Step(
            name="register",
            label="Đăng ký",
            sources=states(S.DRAFT, S.RETURNED),
            target=S.REGISTERED,
            permission="project.register",
            clause="TT 36/2013/TT-BCT, Điều 10.1",
        ),
        Step(
            name="withdraw",
            label="Rút đề án",
            sources=BEFORE_APPROVAL,
            target=S.WITHDRAWN,
            permission="project.register",
            needs_reason=True,
        ),
        Step(
            name="pass_base",
            label="Kết luận thẩm định cơ sở: đạt",
            sources=states(S.REGISTERED),
            target=S.BASE_APPRAISED,
            permission="project.conclude_base",
            apart_from=BEFORE_BASE,
            clause="TT 36/2013/TT-BCT, Điều 10.2",
        ),
        Step(
            name="return_base",
            label="Trả lại sau thẩm định cơ sở",
            sources=states(S.REGISTERED),
            target=S.RETURNED,
            permission="project.conclude_base",
            apart_from=BEFORE_BASE,
            needs_reason=True,
        ),
        Step(
            name="reject_base",
            label="Không chọn sau thẩm định cơ sở",
            sources=states(S.REGISTERED),
            target=S.REJECTED,
            permission="project.conclude_base",
            apart_from=BEFORE_BASE,
            needs_reason=True,
        ),
        Step(
            name="submit",
            label="Trình cấp phê duyệt",
            sources=states(S.BASE_APPRAISED),
            target=S.SUBMITTED,
            permission="plan.submit",
            clause="TT 36/2013/TT-BCT, Điều 10.1",
        ),
        Step(
            name="pass_upper",
            label="Kết luận thẩm định: đạt",
            sources=states(S.SUBMITTED),
            target=S.APPRAISED,
            permission="project.conclude_upper",
            side=Side.OWNER,
            apart_from=BEFORE_UPPER,
            clause="TT 36/2013/TT-BCT, Điều 8",
        ),
        Step(
            name="return_upper",
            label="Trả lại sau thẩm định",
            sources=states(S.SUBMITTED),
            target=S.RETURNED,
            permission="project.conclude_upper",
            side=Side.OWNER,
            apart_from=BEFORE_UPPER,
            needs_reason=True,
        ),
        Step(
            name="reject_upper",
            label="Không chọn sau thẩm định",
            sources=states(S.SUBMITTED),
            target=S.REJECTED,
            permission="project.conclude_upper",
            side=Side.OWNER,
            apart_from=BEFORE_UPPER,
            needs_reason=True,
        ),
        Step(
            name="waitlist",
            label="Đưa vào danh sách dự phòng",
            sources=states(S.APPRAISED),
            target=S.WAITLISTED,
            permission="plan.approve",
            side=Side.OWNER,
            apart_from=DRAFTING | APPRAISING,
        ),
        Step(
            name="approve",
            label="Phê duyệt trong kế hoạch",
            sources=states(S.APPRAISED, S.WAITLISTED),
            target=S.APPROVED,
            permission="plan.approve",
            side=Side.OWNER,
            apart_from=DRAFTING | APPRAISING,
            clause="TT 36/2013/TT-BCT, Điều 6",
        ),
        Step(
            name="contract",
            label="Ký hợp đồng với đơn vị thực hiện",
            sources=states(S.APPROVED),
            target=S.CONTRACTED,
            permission="project.assign",
            side=Side.OWNER,
            apart_from=frozenset({"draft"}),
            clause="TT 36/2013/TT-BCT, Điều 12",
        ),
        Step(
            name="begin",
            label="Bắt đầu thực hiện",
            sources=states(S.CONTRACTED),
            target=S.IN_PROGRESS,
            permission="project.carry_out",
        ),
        Step(
            name="suspend",
            label="Tạm dừng",
            sources=states(S.CONTRACTED, S.IN_PROGRESS),
            target=S.SUSPENDED,
            permission="project.assign",
            side=Side.OWNER,
            needs_reason=True,
        ),
        Step(
            name="resume",
            label="Thực hiện tiếp",
            sources=states(S.SUSPENDED),
            target=S.IN_PROGRESS,
            permission="project.assign",
            side=Side.OWNER,
        ),
        Step(
            name="stop",
            label="Ngừng triển khai",
            sources=UNDER_WAY,
            target=S.TERMINATED,
            permission="change.approve_great",
            side=Side.OWNER,
            needs_reason=True,
            clause="TT 36/2013/TT-BCT, Điều 11",
        ),
        Step(
            name="accept",
            label="Nghiệm thu xong mọi dòng",
            sources=states(S.IN_PROGRESS),
            target=S.ACCEPTED,
            permission="project.accept",
            side=Side.OWNER,
        ),
        Step(
            name="liquidate",
            label="Thanh lý hợp đồng",
            sources=states(S.ACCEPTED),
            target=S.LIQUIDATED,
            permission="project.assign",
            side=Side.OWNER,
        ),
        Step(
            name="settle",
            label="Duyệt quyết toán",
            sources=states(S.LIQUIDATED),
            target=S.SETTLED,
            permission="project.settle",
            side=Side.OWNER,
            apart_from=frozenset({"draft", "pay", "advance"}),
        ),
        Step(
            name="close",
            label="Kết thúc theo dõi",
            sources=states(S.SETTLED),
            target=S.CLOSED,
            permission="project.follow_up",
        ),
    ),
)

LINE_STEPS = Steps(
    start=L.PROPOSED,
    labels=dict(L.choices),
    rows=(
        Step(
            name="confirm_line",
            label="Duyệt dòng hỗ trợ",
            sources=states(L.PROPOSED),
            target=L.CONFIRMED,
            permission="plan.approve",
            side=Side.OWNER,
            apart_from=DRAFTING | APPRAISING,
        ),
        Step(
            name="contract_line",
            label="Ký hợp đồng với đơn vị thụ hưởng",
            sources=states(L.CONFIRMED),
            target=L.CONTRACTED,
            permission="project.contract",
        ),
        Step(
            name="advance",
            label="Tạm ứng",
            sources=states(L.CONTRACTED, L.ADVANCED),
            target=L.ADVANCED,
            permission="funds.pay",
            apart_from=frozenset({"draft"}),
            clause="TT 36/2013/TT-BCT, Điều 13",
        ),
        Step(
            name="accept_line",
            label="Nghiệm thu",
            sources=states(L.CONTRACTED, L.ADVANCED),
            target=L.ACCEPTED,
            permission="project.accept",
            side=Side.OWNER,
            apart_from=frozenset({"draft"}),
        ),
        Step(
            name="pay",
            label="Thanh toán",
            sources=states(L.ACCEPTED, L.PAID, L.FOLLOWED_UP),
            target=L.PAID,
            permission="funds.pay",
            apart_from=frozenset({"draft", "accept_line"}),
        ),
        Step(
            name="follow_up_line",
            label="Theo dõi sau hỗ trợ",
            sources=states(L.PAID, L.FOLLOWED_UP),
            target=L.FOLLOWED_UP,
            permission="project.follow_up",
        ),
        Step(
            name="withdraw_line",
            label="Cơ sở rút",
            sources=states(L.CONFIRMED, L.CONTRACTED, L.ADVANCED),
            target=L.WITHDRAWN,
            permission="change.approve",
            side=Side.OWNER,
            needs_reason=True,
            clause="TT 36/2013/TT-BCT, Điều 11",
        ),
        Step(
            name="replace_line",
            label="Thay cơ sở thụ hưởng",
            sources=states(L.CONFIRMED, L.CONTRACTED, L.ADVANCED),
            target=L.REPLACED,
            permission="change.approve",
            side=Side.OWNER,
            needs_reason=True,
            clause="TT 36/2013/TT-BCT, Điều 11",
        ),
        Step(
            name="stop_line",
            label="Ngừng dòng hỗ trợ",
            sources=states(L.CONFIRMED, L.CONTRACTED, L.ADVANCED),
            target=L.STOPPED,
            permission="change.approve_great",
            side=Side.OWNER,
            needs_reason=True,
        ),
        Step(
            name="drop_line",
            label="Bỏ dòng đề xuất",
            sources=states(L.PROPOSED),
            target=L.WITHDRAWN,
            permission="project.draft",
        ),
    ),
)

#: Acts that leave the state as it is; each is a row of the history like a step.
ACTS = Steps(
    start=S.DRAFT,
    labels=dict(S.choices),
    rows=(
        Step(
            name="score_base",
            label="Chấm thẩm định cơ sở",
            sources=states(S.REGISTERED),
            target="",
            permission="project.appraise_base",
            apart_from=DRAFTING,
            clause="TT 36/2013/TT-BCT, Điều 10.2",
        ),
        Step(
            name="score_upper",
            label="Chấm thẩm định",
            sources=states(S.SUBMITTED),
            target="",
            permission="project.appraise_upper",
            side=Side.OWNER,
            apart_from=DRAFTING,
            clause="TT 36/2013/TT-BCT, Điều 8",
        ),
        Step(
            name="declare_base",
            label="Khai xung đột lợi ích",
            sources=states(S.REGISTERED),
            target="",
            permission="project.appraise_base",
        ),
        Step(
            name="declare_upper",
            label="Khai xung đột lợi ích",
            sources=states(S.SUBMITTED),
            target="",
            permission="project.appraise_upper",
            side=Side.OWNER,
        ),
        Step(
            name="let_pass",
            label="Cho qua một hỗ trợ có vẻ trùng",
            sources=BEFORE_APPROVAL | UNDER_WAY,
            target="",
            permission="support.override",
            needs_reason=True,
        ),
        Step(
            name="assign",
            label="Chọn đơn vị thực hiện",
            sources=states(S.APPROVED),
            target="",
            permission="project.assign",
            side=Side.OWNER,
            needs_reason=True,
        ),
        Step(
            name="name_beneficiary",
            label="Chọn đơn vị thụ hưởng",
            sources=states(S.APPROVED) | CARRIED_OUT,
            target="",
            permission="project.carry_out",
            clause="TT 36/2013/TT-BCT, Điều 3a",
        ),
        Step(
            name="annex_first",
            label="Ký phụ lục với đơn vị thực hiện",
            sources=CARRIED_OUT,
            target="",
            permission="project.assign",
            side=Side.OWNER,
        ),
        Step(
            name="annex_second",
            label="Ký phụ lục với đơn vị thụ hưởng",
            sources=CARRIED_OUT,
            target="",
            permission="project.contract",
        ),
        Step(
            name="progress",
            label="Báo tiến độ",
            sources=CARRIED_OUT,
            target="",
            permission="project.carry_out",
        ),
        Step(
            name="inspect",
            label="Kiểm tra",
            sources=CARRIED_OUT | states(S.SUSPENDED, S.ACCEPTED),
            target="",
            permission="project.inspect",
        ),
        Step(
            name="inspect_above",
            label="Kiểm tra",
            sources=CARRIED_OUT | states(S.SUSPENDED, S.ACCEPTED),
            target="",
            permission="project.inspect",
            side=Side.OWNER,
        ),
        Step(
            name="close_finding",
            label="Đóng kiến nghị kiểm tra",
            sources=CARRIED_OUT | states(S.SUSPENDED, S.ACCEPTED),
            target="",
            permission="project.inspect",
        ),
        Step(
            name="close_finding_above",
            label="Đóng kiến nghị kiểm tra",
            sources=CARRIED_OUT | states(S.SUSPENDED, S.ACCEPTED),
            target="",
            permission="project.inspect",
            side=Side.OWNER,
        ),
        Step(
            name="refund",
            label="Ghi hoàn trả, thu hồi",
            sources=UNDER_WAY | states(S.ACCEPTED, S.LIQUIDATED, S.TERMINATED),
            target="",
            permission="funds.pay",
            apart_from=frozenset({"draft"}),
        ),
    ),
)
#: In which states of the đề án a step of one of its lines may be taken.
LINE_STEP_IN = {
    "confirm_line": UNDER_WAY,
    "contract_line": CARRIED_OUT,
    "advance": CARRIED_OUT,
    "accept_line": states(S.IN_PROGRESS),
    "pay": states(S.IN_PROGRESS, S.ACCEPTED, S.LIQUIDATED),
    "follow_up_line": states(S.IN_PROGRESS, S.ACCEPTED, S.LIQUIDATED, S.SETTLED),
    "withdraw_line": UNDER_WAY,
    "replace_line": UNDER_WAY,
    "stop_line": UNDER_WAY | states(S.TERMINATED),
    "drop_line": states(S.DRAFT, S.RETURNED),
}
