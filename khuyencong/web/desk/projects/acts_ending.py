"""Acts that end a đề án: accepted line by line, paid, liquidated, settled, followed up, closed."""

from typing import Any

from khuyencong.fieldwork.queries.found import found_at
from khuyencong.projects import actions
from khuyencong.projects.actions import MemberTold
from khuyencong.projects.forms.accepting import AcceptanceForm, FollowUpForm
from khuyencong.projects.forms.acts import DayForm
from khuyencong.projects.forms.carrying_out import PaymentForm
from khuyencong.projects.queries.hub import Hub
from khuyencong.projects.states import LINE_STEPS, PROJECT_STEPS
from khuyencong.web.desk.projects.act import Act, Asked
from khuyencong.web.desk.projects.calls import on_line, on_project


def _no_finding(hub: Hub, line: Any) -> str:
    number = hub.view_of(line).open_findings
    if not number:
        return ""
    return f"Dòng này còn {number} kiến nghị kiểm tra chưa đóng: đóng rồi mới nghiệm thu."


def _accept(asked: Asked) -> None:
    names = ("day", "quantity", "cost", "accepted", "words", "jobs")
    actions.accept_line(
        by=asked.by,
        line=asked.record,
        council=[MemberTold(**told) for told in asked.given["council"]],
        at=asked.at,
        seen=asked.seen,
        **{name: asked.given[name] for name in names},
    )


ENDING: tuple[Act, ...] = (
    Act(
        slug="nghiem-thu",
        label="Nghiệm thu",
        lede="Kết luận của hội đồng về một dòng; dòng cuối cùng nghiệm thu xong là đề án xong.",
        said="Đã ghi nghiệm thu.",
        of="line",
        step=LINE_STEPS["accept_line"],
        form=AcceptanceForm,
        do=_accept,
        unless=_no_finding,
        found=found_at,
    ),
    Act(
        slug="thanh-toan",
        label="Ghi thanh toán",
        lede="Khoản đã chi qua kho bạc sau nghiệm thu.",
        said="Đã ghi thanh toán vào sổ.",
        of="line",
        step=LINE_STEPS["pay"],
        form=PaymentForm,
        do=on_line(actions.pay, "source", "amount", "paper", "day"),
    ),
    Act(
        slug="thanh-ly",
        label="Thanh lý hợp đồng",
        lede="Mọi dòng đã nghiệm thu; không còn kiến nghị nào mở.",
        said="Đã ghi thanh lý.",
        step=PROJECT_STEPS["liquidate"],
        form=DayForm,
        do=on_project(actions.liquidate, "day"),
    ),
    Act(
        slug="quyet-toan",
        label="Duyệt quyết toán",
        lede="Không còn tạm ứng hay khoản phải trả nào; người đã ghi chi tiền không duyệt.",
        said="Đã duyệt quyết toán.",
        step=PROJECT_STEPS["settle"],
        form=DayForm,
        do=on_project(actions.settle, "day"),
    ),
    Act(
        slug="theo-doi",
        label="Ghi theo dõi sau hỗ trợ",
        lede="Máy còn chạy không, thêm được bao nhiêu việc làm, bao nhiêu doanh thu.",
        said="Đã ghi theo dõi sau hỗ trợ.",
        of="line",
        step=LINE_STEPS["follow_up_line"],
        form=FollowUpForm,
        do=on_line(
            actions.follow_up,
            "day",
            "still_used",
            "jobs",
            "monthly_income",
            "output_percent",
            "output_before",
            "output_after",
            "output_unit",
            "productivity_percent",
            "revenue",
            "told",
        ),
        ahead=False,
    ),
    Act(
        slug="ket-thuc",
        label="Kết thúc theo dõi",
        lede="Đề án đã quyết toán và đã có theo dõi sau hỗ trợ.",
        said="Đã kết thúc theo dõi.",
        step=PROJECT_STEPS["close"],
        do=on_project(actions.close),
    ),
)
