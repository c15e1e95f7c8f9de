"""Acts that change an approved đề án (Điều 11): asked for, confirmed, decided, taken back."""

from collections.abc import Callable
from typing import Any

from khuyencong.core.workflow import Side, Step
from khuyencong.projects import actions
from khuyencong.projects.actions.adjusting import CHANGEABLE
from khuyencong.projects.forms.acts import ActForm
from khuyencong.projects.forms.changing import (
    AskForm,
    DecisionForm,
    FieldsForm,
    NextYearForm,
    RefusalForm,
    ReplacementForm,
    ResizeForm,
    StopForm,
    WithdrawalForm,
)
from khuyencong.projects.queries.hub import Hub
from khuyencong.projects.rules.changes import read
from khuyencong.projects.states import UNDER_WAY, AdjustmentState
from khuyencong.web.desk.projects.act import Act, Asked

ASKED = "Đã gửi đề nghị điều chỉnh."


def _step(name: str, label: str, right: str, side: Side = Side.KEEPER) -> Step:
    clause = "TT 36/2013/TT-BCT, Điều 11"
    return Step(
        name=name,
        label=label,
        sources=UNDER_WAY,
        target="",
        permission=right,
        side=side,
        clause=clause,
    )


def _ask(asked: Asked) -> None:
    told = [{"act": act, **fields} for act, fields in asked.given["asks"]]
    actions.ask_adjustment(
        by=asked.by,
        project=asked.project,
        asks=read({"asks": told}),
        reason=asked.given["reason"],
        at=asked.at,
        seen=asked.seen,
    )


def _none_open(hub: Hub, record: Any) -> str:
    return "Đề án đang có một đề nghị điều chỉnh chờ xử lý." if hub.open_adjustment else ""


def _changeable(hub: Hub, line: Any) -> str:
    if line.state not in CHANGEABLE:
        return "Dòng này chưa được duyệt, hoặc đã nghiệm thu: không điều chỉnh được."
    return _none_open(hub, line)


def _asking(slug: str, label: str, lede: str, form: type[AskForm], *, of: str = "line") -> Act:
    return Act(
        slug=slug,
        label=label,
        lede=f"{lede} Ai duyệt là do luật của ngày đề nghị; trang sẽ nói rõ.",
        said=ASKED,
        of=of,
        step=_step("ask_adjustment", label, "change.request"),
        form=form,
        do=_ask,
        unless=_none_open if of == "project" else _changeable,
        ahead=False,
    )


def _is_open(hub: Hub, change: Any) -> str:
    is_open = hub.open_adjustment and hub.open_adjustment.id == change.id
    return "" if is_open else f"Đề nghị này đã có kết quả: {change.get_state_display().lower()}."


def _waits_for_confirmation(hub: Hub, change: Any) -> str:
    waits = change.needs_confirmation and change.state == AdjustmentState.ASKED
    return _is_open(hub, change) or ("" if waits else "Đề nghị này không chờ Sở xác nhận.")


def _decided_by(change: Any) -> Step:
    """Return the step of deciding, by the right that the law of the day asked for."""
    right = f"change.{change.authority}" if change else "change.approve"
    return _step("approve_adjustment", "Duyệt điều chỉnh", right, Side.OWNER)


def _on(action: Callable[..., object], *names: str) -> Callable[[Asked], object]:
    def do(asked: Asked) -> object:
        told = {name: asked.given[name] for name in names}
        return action(by=asked.by, adjustment=asked.record, at=asked.at, **told)

    return do


CHANGING: tuple[Act, ...] = (
    _asking(
        "dieu-chinh",
        "Đề nghị điều chỉnh",
        "Đổi ngày hoàn thành, đơn vị phối hợp, nơi thực hiện hay nội dung.",
        FieldsForm,
        of="project",
    ),
    _asking(
        "ngung",
        "Đề nghị ngừng đề án",
        "Mọi dòng ngừng lại; kinh phí chưa chi được trả về.",
        StopForm,
        of="project",
    ),
    _asking("doi-kinh-phi", "Đề nghị đổi kinh phí", "Đổi số tiền của một dòng.", ResizeForm),
    _asking(
        "thay-co-so",
        "Đề nghị thay cơ sở",
        "Cơ sở này rút và cơ sở khác thay, trong một lần duyệt.",
        ReplacementForm,
    ),
    _asking("co-so-rut", "Đề nghị cho cơ sở rút", "Kinh phí của dòng được trả về.", WithdrawalForm),
    _asking(
        "sang-nam-sau",
        "Đề nghị kéo dài sang năm sau",
        "Dòng làm tiếp năm sau; kinh phí chuyển nguồn theo.",
        NextYearForm,
    ),
    Act(
        slug="xac-nhan",
        label="Xác nhận đề nghị",
        lede="Sở Công Thương xác nhận trước khi người có thẩm quyền duyệt.",
        said="Đã xác nhận đề nghị.",
        of="change",
        step=_step("confirm_adjustment", "Xác nhận đề nghị", "change.confirm"),
        form=ActForm,
        do=_on(actions.confirm_adjustment),
        unless=_waits_for_confirmation,
    ),
    Act(
        slug="duyet",
        label="Duyệt điều chỉnh",
        lede="Duyệt thì mọi thay đổi trong đề nghị có hiệu lực ngay, cả trong sổ tiền.",
        said="Đã duyệt điều chỉnh.",
        of="change",
        step=_decided_by(None),
        step_for=_decided_by,
        form=DecisionForm,
        do=_on(actions.approve_adjustment, "words"),
        unless=_is_open,
    ),
    Act(
        slug="khong-duyet",
        label="Không duyệt",
        lede="Đề án giữ nguyên như trước đề nghị.",
        said="Đã ghi không duyệt điều chỉnh.",
        of="change",
        step=_decided_by(None),
        step_for=_decided_by,
        form=RefusalForm,
        do=_on(actions.refuse_adjustment, "words"),
        unless=_is_open,
        ahead=False,
    ),
    Act(
        slug="rut-de-nghi",
        label="Rút đề nghị",
        lede="Đề nghị rút rồi có thể gửi đề nghị khác.",
        said="Đã rút đề nghị.",
        of="change",
        step=_step("take_back_adjustment", "Rút đề nghị", "change.request"),
        form=ActForm,
        do=_on(actions.take_back_adjustment),
        unless=_is_open,
        ahead=False,
    ),
)
