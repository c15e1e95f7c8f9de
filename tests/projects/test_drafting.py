"""A draft is written, rewritten and refused in words; what was typed wrong is never half kept."""

import re
from datetime import date
from typing import Any

import pytest

from khuyencong.core.refusal import Refused
from khuyencong.projects import actions
from khuyencong.projects.actions import LineTold, ProjectTold
from khuyencong.projects.models import Line, Project
from khuyencong.projects.states import Level, LineState, ProjectKind
from khuyencong.values.vocabulary import FundingSource
from tests.projects.crew import MACHINERY, NATIONAL, PROVINCIAL, Crew, M, at, fresh, only_line

PROJECT: dict[str, Any] = {
    "name": "Hỗ trợ máy móc",
    "level": Level.LOCAL,
    "kind": ProjectKind.SINGLE,
    "content": MACHINERY,
    "source": PROVINCIAL,
    "first_year": 2026,
    "last_year": 2026,
}
#: What is told otherwise, and the words that refuse it.
WRONG_PROJECTS: dict[str, tuple[dict[str, Any], str]] = {
    "no name": ({"name": " "}, "Ghi tên đề án."),
    "a long name": (
        {"name": "a" * 301},
        "Tên đề án dài quá 300 ký tự hoặc có ký tự lạ. Xin viết gọn lại.",
    ),
    "a year of nobody": ({"first_year": 1}, "Năm thực hiện không hợp lệ."),
    "years backwards": ({"last_year": 2025}, "Năm cuối không được trước năm đầu."),
    "days backwards": (
        {"starts_on": date(2026, 2, 2), "ends_on": date(2026, 2, 1)},
        "Ngày hoàn thành không được trước ngày bắt đầu.",
    ),
    "money of another plan": (
        {"source": NATIONAL},
        "Đề án quốc gia dùng nguồn quốc gia; đề án địa phương dùng nguồn địa phương.",
    ),
    "a way without a body": (
        {"implementer_method": "tender"},
        "Chọn đơn vị thực hiện cùng với cách chọn.",
    ),
    "a content of nobody": ({"content": "x"}, "Chọn nội dung trong danh sách."),
    "a long partner": (
        {"partner": "a" * 301},
        "Đơn vị phối hợp dài 301 ký tự; tối đa 300. Xin viết gọn lại.",
    ),
    "a purpose with NUL": (
        {"purpose": "a\0"},
        "Sự cần thiết và mục tiêu có ký tự NUL, không phải chữ. Xin gõ lại.",
    ),
}
LINE: dict[str, Any] = {
    "what": "Máy cưa",
    "year": 2026,
    "cost": 200 * M,
    "support": {PROVINCIAL: 80 * M},
    "item": "machinery",
}
WRONG_LINES: dict[str, tuple[dict[str, Any], str]] = {
    "nothing": ({"what": ""}, "Ghi dòng này hỗ trợ việc gì."),
    "a long what": (
        {"what": "a" * 301},
        "Việc hỗ trợ dài 301 ký tự; tối đa 300. Xin viết gọn lại.",
    ),
    "another year": (
        {"year": 2027},
        "Năm của dòng phải trong 2026–2026, thời gian của đề án.",
    ),
    "an item of nobody": ({"item": "x"}, "Chọn hạng mục trong danh sách."),
    "none of it": ({"quantity": 0}, "Số lượng phải từ 1 trở lên và không quá lớn."),
    "no cost": ({"cost": 0}, "Tổng kinh phí phải lớn hơn 0 và không quá lớn."),
    "money beside": (
        {"support": {FundingSource.FOREIGN: 1}},
        "Hỗ trợ chỉ từ nguồn ngân sách khuyến công; vốn khác ghi bên cạnh.",
    ),
    "less than nothing": (
        {"support": {PROVINCIAL: -1}},
        "Số tiền hỗ trợ không được âm.",
    ),
    "no support": ({"support": {}}, "Ghi số tiền Nhà nước hỗ trợ cho dòng này."),
    "more than it costs": (
        {"support": {PROVINCIAL: 200 * M + 1}},
        "Hỗ trợ 200.000.001 đồng lớn hơn tổng kinh phí 200.000.000 đồng.",
    ),
    "money of another plan": (
        {"support": {NATIONAL: 1}},
        "Đề án địa phương không dùng nguồn quốc gia: lập đề án quốc gia riêng.",
    ),
}


def refusal(sentence: str) -> Any:
    return pytest.raises(Refused, match=f"^{re.escape(sentence)}$")


@pytest.mark.parametrize("what", WRONG_PROJECTS)
def test_a_project_that_cannot_be_is_refused(crew: Crew, what: str) -> None:
    changes, sentence = WRONG_PROJECTS[what]
    with refusal(sentence):
        crew.drafted(**changes)
    assert not Project.objects.exists()


@pytest.mark.parametrize("what", WRONG_LINES)
def test_a_line_that_cannot_be_is_refused(crew: Crew, what: str) -> None:
    changes, sentence = WRONG_LINES[what]
    project = crew.drafted()
    with refusal(sentence):
        actions.put_line(by=crew.drafter, project=project, told=LineTold(**LINE | changes), at=at())
    assert not Line.objects.exists()


def test_codes_go_on_by_owner_and_year(crew: Crew) -> None:
    codes = [crew.drafted().code for _ in range(3)]
    assert codes == ["2026-0001", "2026-0002", "2026-0003"]
    assert crew.drafted(first_year=2027, last_year=2027).code == "2027-0001"
    assert crew.drafted(Level.NATIONAL).code == "2026-0001"


def test_a_draft_is_rewritten_and_its_lines_stay_within_it(crew: Crew) -> None:
    project = crew.one()
    told = ProjectTold(**PROJECT | {"name": "Tên khác"})
    actions.rewrite_project(by=crew.drafter, project=project, told=told, at=at())
    assert fresh(project).name == "Tên khác"
    later = ProjectTold(**PROJECT | {"first_year": 2027, "last_year": 2027})
    with refusal("Dòng 1 là của năm 2026, ngoài thời gian này của đề án."):
        actions.rewrite_project(by=crew.drafter, project=project, told=later, at=at())
    national = ProjectTold(**PROJECT | {"level": Level.NATIONAL, "source": NATIONAL})
    with refusal(
        "Bản thảo đã mang mã của kế hoạch này: muốn chuyển sang kế hoạch kia thì soạn đề án mới."
    ):
        actions.rewrite_project(by=crew.drafter, project=project, told=national, at=at())


def test_a_line_is_dropped_once_and_its_number_not_given_again(crew: Crew) -> None:
    project = crew.one()
    line = only_line(project)
    actions.drop_line(by=crew.drafter, line=line, at=at())
    assert only_line(project).state == LineState.WITHDRAWN
    with refusal("Dòng này không còn trong bản thảo."):
        actions.put_line(
            by=crew.drafter,
            project=project,
            told=LineTold(**LINE),
            line=only_line(project),
            at=at(),
        )
    assert crew.line(project, what="Máy bào").number == 2


def test_a_registered_project_is_no_draft(crew: Crew) -> None:
    project = crew.register(crew.one())
    with refusal("Đề án đã đăng ký: muốn sửa phải được trả lại, hoặc đề nghị điều chỉnh."):
        crew.line(project, what="Máy bào")
    with refusal("Anh/chị không có quyền soạn đề án của đơn vị này."):
        actions.put_line(by=crew.officer, project=project, told=LineTold(**LINE), at=at())
