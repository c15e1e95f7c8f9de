"""A plan is the one way by which a đề án becomes approved: no other module can do it."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from khuyencong.projects.states import PROJECT_STEPS, ProjectState
from tests.conditions import ROOT

PACKAGE = ROOT / "khuyencong"
#: Where the steps are defined, and the one place that takes them.
OWN, CALLER = PACKAGE / "projects" / "actions", PACKAGE / "plans" / "actions" / "approving.py"
STEPS = {"approve", "waitlist"}
ROOM = "khuyencong.projects.actions"


def others() -> list[Path]:
    return [
        path for path in sorted(PACKAGE.rglob("*.py")) if path != CALLER and OWN not in path.parents
    ]


def aliases(tree: ast.AST) -> set[str]:
    """Return the names under which a module knows the actions of the đề án."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == ROOM.rpartition(".")[0]:
            found |= {name.asname or name.name for name in node.names if name.name == "actions"}
        if isinstance(node, ast.ImportFrom) and node.module == ROOM:
            found |= {name.asname or name.name for name in node.names if name.name == "approving"}
    return found


def approvals(source: str) -> Iterator[int]:
    """Yield the lines of a module that approve or put in reserve, by name or by step."""
    tree = ast.parse(source)
    known = aliases(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(ROOM):
            if {name.name for name in node.names} & STEPS:
                yield node.lineno
        elif isinstance(node, ast.Attribute) and node.attr in STEPS:
            if isinstance(node.value, ast.Name) and node.value.id in known:
                yield node.lineno
        elif isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            told = {arg.value for arg in node.args if isinstance(arg, ast.Constant)}
            if name in {"take", "take_line"} and told & (STEPS | {"confirm_line"}):
                yield node.lineno


def test_the_one_caller_is_seen() -> None:
    assert list(approvals(CALLER.read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    "source",
    [
        "from khuyencong.projects.actions import approve",
        "from khuyencong.projects.actions.approving import waitlist as wait",
        "from khuyencong.projects import actions as p\np.approve(by=1)",
        "take(project, 'approve', by=by)",
    ],
)
def test_the_search_sees(source: str) -> None:
    assert list(approvals(source))


def test_no_other_module_approves() -> None:
    assert [
        (str(path.relative_to(PACKAGE)), line)
        for path in others()
        for line in approvals(path.read_text(encoding="utf-8"))
    ] == []


def test_no_other_step_leads_there() -> None:
    assert [s.name for s in PROJECT_STEPS if s.target == ProjectState.APPROVED] == ["approve"]
