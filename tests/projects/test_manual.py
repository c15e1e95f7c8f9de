"""The page of the manual is what the tables of steps say."""

from khuyencong.projects.manual import page
from khuyencong.projects.states import LINE_STEPS, PROJECT_STEPS, LineState, ProjectState
from tests.conditions import ROOT


def test_the_page_is_what_the_tables_say() -> None:
    kept = (ROOT / "docs" / "huong-dan" / "doi-de-an.md").read_text(encoding="utf-8")
    assert kept == page(), "run: python -m khuyencong.projects.manual > docs/huong-dan/doi-de-an.md"


def test_every_state_is_reached_by_some_way() -> None:
    assert PROJECT_STEPS.reachable() == set(ProjectState)
    assert LINE_STEPS.reachable() == set(LineState)
