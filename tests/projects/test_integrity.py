"""`khuyencong verify` finds what somebody changed behind the actions' back."""

from collections.abc import Callable

import pytest

from khuyencong.funds.models import Share
from khuyencong.projects.models import (
    Acceptance,
    ContractShare,
    Line,
    LineShare,
    Project,
    StepTaken,
)
from khuyencong.projects.queries import project_faults
from khuyencong.projects.rules.replay import Told, broken_at
from khuyencong.projects.states import PROJECT_STEPS
from tests.projects.crew import Crew, M, only_line

#: What is altered, and the words that say so.
ALTERED: dict[str, tuple[Callable[[], object], str]] = {
    "state": (
        lambda: Project.objects.update(state="approved"),
        "lịch sử dẫn tới “accepted”, đang lưu “approved”",
    ),
    "state of a line": (
        lambda: Line.objects.update(state="paid"),
        "dòng 1: lịch sử dẫn tới “accepted”, đang lưu “paid”",
    ),
    "a step taken away": (
        lambda: StepTaken.objects.filter(step="contract").delete(),
        "việc “begin” ghi từ bước “contracted”, lúc ấy đang ở “approved”",
    ),
    "a step of no table": (
        lambda: StepTaken.objects.filter(step="contract").update(step="draft"),
        "việc “draft” không dẫn từ “approved” tới “contracted”",
    ),
    "planned support": (
        lambda: LineShare.objects.update(amount=81 * M),
        "được duyệt 81.000.000 đồng, sổ giao 80.000.000 đồng",
    ),
    "a sum of the contract": (
        lambda: ContractShare.objects.update(amount=79 * M),
        "hợp đồng ghi 79.000.000 đồng, sổ ghi 80.000.000 đồng",
    ),
    "a sum of the council": (
        lambda: Acceptance.objects.update(accepted={"provincial": 79 * M}),
        "hội đồng nghiệm thu 79.000.000 đồng, sổ ghi 80.000.000 đồng",
    ),
    "a line of another": (
        lambda: Share.objects.update(part="01a2238c-0000-7000-8000-000000000000"),
        "sổ kinh phí có một dòng không thuộc đề án này",
    ),
    "a line that went": (
        lambda: Line.objects.update(state="stopped"),
        "dòng đã thôi mà sổ còn giữ 80.000.000 đồng",
    ),
}


@pytest.fixture
def accepted(crew: Crew) -> Project:
    project = crew.under_way(crew.one())
    crew.accept(only_line(project))
    return project


def test_what_the_actions_wrote_has_no_fault(crew: Crew, accepted: Project) -> None:
    crew.one()
    crew.approved(crew.one())
    assert list(project_faults()) == []


@pytest.mark.parametrize("what", ALTERED)
def test_an_alteration_is_told(accepted: Project, what: str) -> None:
    alter, words = ALTERED[what]
    alter()
    told = list(project_faults())
    assert any(words in one for one in told), told
    assert all(one.startswith(f"Đề án {accepted.code} (") for one in told)


def test_a_history_entered_as_found_goes_on_from_there() -> None:
    found = [Told("record_past", "", "settled"), Told("close", "settled", "closed")]
    assert broken_at(PROJECT_STEPS, "draft", "closed", found) == ""
    assert "đang lưu “settled”" in broken_at(PROJECT_STEPS, "draft", "settled", found)
