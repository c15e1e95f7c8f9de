"""A đề án grows out of accepted requests; what becomes of it becomes of them."""

import pytest

from khuyencong.applications.models import Request
from khuyencong.applications.states import S
from khuyencong.core.refusal import Refused
from khuyencong.projects import actions
from khuyencong.projects.models import Project
from khuyencong.projects.states import AppraisalLevel, LineState, ProjectKind, Verdict
from khuyencong.registry.models import Establishment
from tests.factories import make_request
from tests.projects.crew import Crew, at, fresh, only_line


def accepted(crew: Crew, firm: Establishment, **answers: object) -> Request:
    request = make_request(crew.registrar, firm, S.RECEIVED, **answers)
    Request.objects.filter(id=request.id).update(state=S.ACCEPTED)
    return Request.objects.get(id=request.id)


def grown(crew: Crew, *requests: Request) -> Project:
    return actions.from_requests(by=crew.drafter, requests=requests, owner=crew.department, at=at())


def state(request: Request) -> str:
    return Request.objects.get(id=request.id).state


def test_one_request_becomes_a_project_with_nothing_typed_again(crew: Crew) -> None:
    request = accepted(crew, crew.establishment())
    project = grown(crew, request)
    line = only_line(project)
    assert (project.kind, project.source) == (ProjectKind.SINGLE, request.source)
    assert (line.establishment, line.item, line.what) == (
        request.establishment,
        request.item,
        request.what,
    )
    assert (line.cost, line.counterpart) == (request.cost, request.counterpart)
    assert [s.amount for s in line.shares.all()] == [request.asked]
    assert project.starts_on == request.begins_on
    assert [p.place for p in project.places.all()] == [request.commune]
    assert state(request) == S.IN_PROJECT
    assert actions.register(by=crew.registrar, project=project, at=at()).purpose


def test_several_requests_become_a_group(crew: Crew) -> None:
    first = accepted(crew, crew.establishment("Hộ Thí Dụ"))
    second = accepted(crew, crew.establishment("Hộ Ví Dụ"))
    project = grown(crew, first, second)
    assert project.kind == ProjectKind.GROUP
    assert project.name.startswith("Hỗ trợ 2 cơ sở: ")
    assert project.lines.count() == 2


def test_requests_are_taken_once_and_only_when_accepted(crew: Crew) -> None:
    request = accepted(crew, crew.establishment())
    grown(crew, request)
    with pytest.raises(Refused, match="Không thể “Đưa vào đề án”"):
        grown(crew, request)
    with pytest.raises(Refused, match="Chọn ít nhất một đề nghị đủ điều kiện"):
        grown(crew)


def test_requests_of_two_sources_are_two_projects(crew: Crew) -> None:
    local = accepted(crew, crew.establishment("Hộ A"), source="provincial")
    national = accepted(crew, crew.establishment("Hộ B"), source="national")
    with pytest.raises(Refused, match="xin nguồn khác nhau"):
        grown(crew, local, national)


def test_a_dropped_line_lets_its_request_wait_again(crew: Crew) -> None:
    request = accepted(crew, crew.establishment())
    project = grown(crew, request)
    actions.drop_line(by=crew.drafter, line=only_line(project), at=at())
    assert (only_line(project).state, state(request)) == (LineState.WITHDRAWN, S.ACCEPTED)
    grown(crew, Request.objects.get(id=request.id))


def test_a_withdrawn_project_lets_its_requests_wait_again(crew: Crew) -> None:
    request = accepted(crew, crew.establishment())
    project = grown(crew, request)
    actions.withdraw(by=crew.registrar, project=project, reason="Cơ sở thôi", at=at())
    assert state(request) == S.ACCEPTED


def test_a_rejected_project_lets_its_requests_go_when_its_drafter_says_so(crew: Crew) -> None:
    request = accepted(crew, crew.establishment())
    project = grown(crew, request)
    told = {"by": crew.drafter, "reason": "Đề án không được chọn"}
    with pytest.raises(Refused, match="Đề án chưa kết thúc"):
        actions.free_requests(project=project, at=at(), **told)
    crew.register(project)
    crew.score(project, AppraisalLevel.BASE, crew.officer, crew.second_officer)
    actions.conclude(
        by=crew.head,
        project=project,
        level=AppraisalLevel.BASE,
        verdict=Verdict.REJECT,
        words="Chưa phù hợp",
        reason="Ngoài chương trình",
        at=at(),
    )
    assert actions.free_requests(project=fresh(project), at=at(), **told) == 1
    assert state(request) == S.ACCEPTED


def test_a_line_is_of_the_establishment_that_asked(crew: Crew) -> None:
    request = accepted(crew, crew.establishment("Hộ A"))
    project = crew.drafted()
    with pytest.raises(Refused, match="Đơn vị thụ hưởng phải là cơ sở gửi đề nghị này"):
        crew.line(project, request=request, establishment=crew.establishment("Hộ B"))
