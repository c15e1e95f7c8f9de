"""Acts before a đề án is approved: registered, appraised at both levels, sent on, withdrawn."""

from typing import Any

from khuyencong.core.workflow import Step
from khuyencong.projects import actions
from khuyencong.projects.forms.acts import MaybeReasonForm, ReasonForm
from khuyencong.projects.forms.appraising import ConclusionForm, ConflictForm, ScoreForm
from khuyencong.projects.queries.hub import Hub
from khuyencong.projects.states import ACTS, PROJECT_STEPS, AppraisalLevel
from khuyencong.web.desk.projects.act import Act
from khuyencong.web.desk.projects.calls import on_line, on_project

BASE, UPPER = AppraisalLevel.BASE, AppraisalLevel.UPPER


def _has_lines(hub: Hub, record: Any) -> str:
    return "" if hub.living else "Đề án chưa có dòng hỗ trợ nào: thêm dòng rồi đăng ký."


def _looks_double(hub: Hub, line: Any) -> str:
    looks = hub.doubled is None or line.id in hub.doubled
    return "" if looks else "Dòng này không trùng với hỗ trợ nào."


def _appraisal(
    level: AppraisalLevel, word: str, scored: Step, declared: Step, concluded: Step
) -> tuple[Act, ...]:
    """Return the three acts of a level; their addresses end in its word."""
    where = "cấp cơ sở" if level is BASE else "cấp phê duyệt"
    return (
        Act(
            slug=f"cham-{word}",
            label=f"Chấm thẩm định {where}",
            lede="Mỗi người chấm một phiếu, độc lập; tới khi kết luận vẫn chấm lại được.",
            said="Đã ghi phiếu chấm.",
            step=scored,
            form=ScoreForm,
            do=on_project(actions.score, "points", "remark", level=level),
        ),
        Act(
            slug=f"ket-luan-{word}",
            label=f"Kết luận thẩm định {where}",
            lede="Người kết luận không soạn, không chấm đề án này.",
            said="Đã ghi kết luận thẩm định.",
            step=concluded,
            form=ConclusionForm,
            do=on_project(actions.conclude, "verdict", "words", "reason", level=level),
        ),
        Act(
            slug=f"xung-dot-{word}",
            label="Khai xung đột lợi ích",
            lede="Phiếu của anh/chị, nếu có, sẽ không tính điểm.",
            said="Đã ghi lời khai; phiếu không tính điểm.",
            step=declared,
            form=ConflictForm,
            do=on_project(actions.declare_conflict, "words", level=level),
            ahead=False,
        ),
    )


BEFORE: tuple[Act, ...] = (
    Act(
        slug="dang-ky",
        label="Đăng ký đề án",
        lede="Từ lúc đăng ký, đề án không sửa được nữa trừ khi được trả lại.",
        said="Đã đăng ký đề án.",
        step=PROJECT_STEPS["register"],
        do=on_project(actions.register),
        unless=_has_lines,
    ),
    *_appraisal(
        BASE, "co-so", ACTS["score_base"], ACTS["declare_base"], PROJECT_STEPS["pass_base"]
    ),
    Act(
        slug="trinh",
        label="Trình cấp phê duyệt",
        lede="Đề án đã thẩm định cấp cơ sở được chuyển tới nơi phê duyệt kế hoạch.",
        said="Đã trình đề án.",
        step=PROJECT_STEPS["submit"],
        form=MaybeReasonForm,
        do=on_project(actions.submit, "reason"),
    ),
    *_appraisal(
        UPPER, "cap-tren", ACTS["score_upper"], ACTS["declare_upper"], PROJECT_STEPS["pass_upper"]
    ),
    Act(
        slug="cho-qua",
        label="Cho qua hỗ trợ có vẻ trùng",
        lede="Ghi vì sao hỗ trợ này không phải lần thứ hai cho cùng một nội dung.",
        said="Đã ghi lý do cho qua.",
        of="line",
        step=ACTS["let_pass"],
        form=ReasonForm,
        do=on_line(actions.let_pass, "reason"),
        unless=_looks_double,
        ahead=False,
    ),
    Act(
        slug="rut",
        label="Rút đề án",
        lede="Đề án rút rồi không mở lại được; lịch sử của nó vẫn được giữ.",
        said="Đã rút đề án.",
        step=PROJECT_STEPS["withdraw"],
        form=ReasonForm,
        do=on_project(actions.withdraw, "reason"),
        ahead=False,
        danger=True,
    ),
)
