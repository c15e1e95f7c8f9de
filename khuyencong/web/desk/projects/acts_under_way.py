"""Acts while a đề án is carried out: begun, advanced, reported, inspected, suspended."""

from typing import Any

from khuyencong.projects import actions
from khuyencong.projects.actions import FindingTold
from khuyencong.projects.forms.acts import ReasonForm
from khuyencong.projects.forms.carrying_out import (
    AdvanceForm,
    ClosingForm,
    InspectionForm,
    ProgressForm,
    RefundForm,
)
from khuyencong.projects.queries.hub import Hub
from khuyencong.projects.states import ACTS, LINE_STEPS, PROJECT_STEPS, LineState
from khuyencong.registry.models import Organisation
from khuyencong.web.desk.custodians import bodies_of
from khuyencong.web.desk.projects.act import Act, Asked
from khuyencong.web.desk.projects.calls import on_line, on_named, on_project

WORKING = (LineState.CONTRACTED, LineState.ADVANCED)


def _is_working(hub: Hub, line: Any) -> str:
    return "" if line.state in WORKING else "Chỉ báo tiến độ của dòng đã ký, chưa nghiệm thu."


def _is_open(hub: Hub, finding: Any) -> str:
    return "" if finding.closed_at is None else "Kiến nghị này đã đóng."


def _has_money_out(hub: Hub, line: Any) -> str:
    balances = hub.view_of(line).balances.values()
    out = any(balance.advanced or balance.paid for balance in balances)
    return "" if out else "Dòng này chưa có khoản nào đã chi để hoàn trả."


def _inspect(asked: Asked) -> None:
    actions.inspect(
        by=asked.by,
        project=asked.project,
        day=asked.given["day"],
        body=_body(asked),
        minutes=asked.given["minutes"],
        findings=[FindingTold(**told) for told in asked.given["told"]],
        at=asked.at,
        seen=asked.seen,
    )


def _body(asked: Asked) -> Organisation:
    """Return for whom the person inspects: the body he holds the right in."""
    found = bodies_of(asked.by, "project.inspect").first()  # type: ignore[arg-type]
    return found or asked.project.custodian


UNDER_WAY: tuple[Act, ...] = (
    Act(
        slug="bat-dau",
        label="Bắt đầu thực hiện",
        lede="Báo cáo tiến độ đầu tiên cũng là bắt đầu.",
        said="Đã ghi bắt đầu thực hiện.",
        step=PROJECT_STEPS["begin"],
        do=on_project(actions.begin),
    ),
    Act(
        slug="tien-do",
        label="Báo tiến độ",
        lede="Khối lượng tính tới một ngày; không được lùi so với lần trước.",
        said="Đã ghi tiến độ.",
        of="line",
        step=ACTS["progress"],
        form=ProgressForm,
        do=on_line(actions.report_progress, "day", "percent", "told"),
        unless=_is_working,
    ),
    Act(
        slug="tam-ung",
        label="Ghi tạm ứng",
        lede="Khoản đã tạm ứng qua kho bạc; không quá mức của luật, hoặc mức ghi trong hợp đồng.",
        said="Đã ghi tạm ứng vào sổ.",
        of="line",
        step=LINE_STEPS["advance"],
        form=AdvanceForm,
        do=on_line(actions.advance, "source", "amount", "paper", "day", "reason"),
        ahead=False,
    ),
    Act(
        slug="kiem-tra",
        label="Ghi kiểm tra",
        lede="Biên bản một lần kiểm tra; kiến nghị còn mở thì dòng đó chưa nghiệm thu được.",
        said="Đã ghi biên bản kiểm tra.",
        step=ACTS["inspect"],
        or_step=ACTS["inspect_above"],
        form=InspectionForm,
        do=_inspect,
        ahead=False,
    ),
    Act(
        slug="dong",
        label="Đóng kiến nghị",
        lede="Người kiểm tra xác nhận việc đã được khắc phục.",
        said="Đã đóng kiến nghị.",
        of="finding",
        step=ACTS["close_finding"],
        or_step=ACTS["close_finding_above"],
        form=ClosingForm,
        do=on_named(actions.close_finding, "finding", "how"),
        unless=_is_open,
    ),
    Act(
        slug="tam-dung",
        label="Tạm dừng đề án",
        lede="Trong lúc tạm dừng không tạm ứng, không nghiệm thu, không thanh toán.",
        said="Đã tạm dừng đề án.",
        step=PROJECT_STEPS["suspend"],
        form=ReasonForm,
        do=on_project(actions.suspend, "reason"),
        ahead=False,
        danger=True,
    ),
    Act(
        slug="lam-tiep",
        label="Cho thực hiện tiếp",
        lede="Đề án trở lại bước đang thực hiện.",
        said="Đề án được thực hiện tiếp.",
        step=PROJECT_STEPS["resume"],
        do=on_project(actions.resume),
    ),
    Act(
        slug="hoan-tra",
        label="Ghi hoàn trả, thu hồi",
        lede="Khoản tạm ứng hoặc đã chi trở về ngân sách.",
        said="Đã ghi hoàn trả vào sổ.",
        of="line",
        step=ACTS["refund"],
        form=RefundForm,
        do=on_line(actions.refund, "source", "amount", "paper", "day", "reason"),
        unless=_has_money_out,
        ahead=False,
        of_gone=True,
    ),
)
