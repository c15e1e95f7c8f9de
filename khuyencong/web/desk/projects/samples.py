"""Invented đề án for the gallery: a row, stages, money, lines, what the law says, what happened."""

from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

from khuyencong.core.identity import new_id
from khuyencong.law.rules import Verdict
from khuyencong.projects.models import Line, Project, StepPaper
from khuyencong.projects.queries.hub import KEPT, LineView, Money
from khuyencong.projects.queries.papers import Missing
from khuyencong.projects.queries.waiting import Task
from khuyencong.projects.rules.chain import STAGES, StageNow, Standing
from khuyencong.projects.rules.waits import Wait
from khuyencong.projects.states import LineState, ProjectState
from khuyencong.registry.models import Establishment, Organisation
from khuyencong.values.vocabulary import FundingSource
from khuyencong.web.desk.projects.bars import bar_of
from khuyencong.web.desk.projects.offers import Offers
from khuyencong.web.desk.projects.points import Point
from khuyencong.web.desk.projects.words import Event

M = 1_000_000
AT = datetime(2026, 11, 17, 2, tzinfo=UTC)
SUPPORT = {"national": 300 * M, "provincial": 120 * M}
LATE = Wait(date(2026, 10, 20), 28, date(2026, 11, 10), -5, working=True, clause="Thí dụ")


def project_samples() -> dict[str, Any]:
    """Return what the components of đề án are shown with."""
    project = Project(
        code="2026-0147", name="Máy tráng, sấy mỳ gạo", state=ProjectState.IN_PROGRESS
    )
    body = Organisation(name="Sở Công Thương tỉnh Mẫu")
    row = SimpleNamespace(
        project=project,
        waits=LATE,
        beneficiaries=["HTX Mỳ gạo Thí Dụ"],
        lines=2,
        places=["xã Thí Dụ"],
        counterpart=460 * M,
        is_over=False,
    )
    money = [Money(FundingSource(source), amount, amount) for source, amount in SUPPORT.items()]
    return {
        "project_row": row,
        "project_money": [("national", "KCQG", 300 * M), ("provincial", "KCĐP tỉnh", 120 * M)],
        "money_bar": bar_of(SUPPORT, 460 * M, words="KCQG 300, KCĐP 120, đối ứng 460 triệu đồng"),
        "money_rows": money,
        "money_totals": dict.fromkeys(KEPT, 0) | {"planned": 420 * M, "committed": 420 * M},
        "late": LATE,
        "stages": _stages(),
        "project_task": Task("accept_line", "Nghiệm thu", project, LATE, body, 2),
        "project": project,
        "line_views": [_line(project)],
        "no_offers": Offers(),
        "no_results": {},
        "point": _point(),
        "papers_missing": [Missing(StepPaper(label="Biên bản chạy thử"), None)],
        "project_events": [_event()],
    }


def _stages() -> list[StageNow]:
    done = StageNow(1, STAGES[0], Standing.DONE, AT)
    later = StageNow(10, STAGES[9], Standing.LATER, None, 0, 2, "chờ mục 9: nghiệm thu")
    return [done, StageNow(9, STAGES[8], Standing.NOW, None, 1, 2), later]


def _line(project: Project) -> LineView:
    one = Establishment(id=new_id(), name="HTX Mỳ gạo Thí Dụ")
    line = Line(
        project=project,
        number=1,
        establishment=one,
        what="Dây máy tráng, sấy 2 tấn/ngày",
        year=2026,
        cost=620 * M,
        state=LineState.CONTRACTED,
    )
    return LineView(line, {"national": 300 * M})


def _point() -> Point:
    told = "Nhiều nhất 300.000.000 đồng."
    return Point("Mức hỗ trợ", told, Verdict.UNCERTAIN, (), ("mức chưa kiểm chứng",), numbers=[1])


def _event() -> Event:
    who, body = "Người Mẫu", "Sở Công Thương tỉnh Mẫu"
    return Event("Tạm ứng", AT, who, body, "dòng 1", "Theo hợp đồng.", "", "60.000.000 đồng")
