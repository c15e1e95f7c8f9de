"""One door to points: who names a score sheet is written here, with why; who adds up is one."""

import ast
import re

import pytest

from tests.conditions import ROOT

ROOM = ROOT / "khuyencong"
TALLY = "competitions/queries/tally.py"
#: Modules that name the record of a sheet, and what for. Totals come from `queries.tally` alone.
NAMES_SHEETS = {
    TALLY: "adds up what counts",
    "competitions/queries/scope.py": "whose sheets one sees; who keeps out",
    "competitions/queries/jury.py": "a juror's own",
    "competitions/queries/secretariat.py": "how many are locked; paper to be keyed",
    "competitions/queries/sheet_paper.py": "one sheet, printed",
    "competitions/queries/integrity.py": "holds each locked one to its fingerprint and sum",
    "competitions/queries/documents/minutes.py": "prints the fingerprint of all that were locked",
    "competitions/rules/points.py": "one sheet's points",
    "competitions/actions/opening.py": "lays them out, empty",
    "competitions/actions/scoring.py": "writes one",
    "competitions/actions/keying.py": "keys one",
    "competitions/models/__init__.py": "the record itself",
    "demo/voting.py": "finds those that the invented jurors write",
    "web/desk/voting/scoring.py": "a juror's own, on a page",
    "web/desk/voting/keying.py": "one paper, on a page",
}
#: Ranks and standings are made in one place; the ledger ranks from its own published text.
RANKS = {TALLY, "competitions/queries/ledger.py", "competitions/rules/__init__.py"}
ADDS = re.compile(r"\b(Sum|Avg|StdDev|Variance)\(")
#: The way round: from an entry or a seat to its sheets.
ASIDE = re.compile(r"""\bsheets__(market|benefit|culture|other|total)|\b(entry|seat)\.sheets\b""")
MODULES = {
    str(path.relative_to(ROOM)): path.read_text(encoding="utf-8")
    for path in sorted(ROOM.rglob("*.py"))
    if "migrations" not in path.parts
}


def imports(source: str, module: str, name: str) -> bool:
    """Return whether a module takes a name from another."""
    return any(
        isinstance(node, ast.ImportFrom)
        and (node.module or "").startswith(module)
        and any(alias.name == name for alias in node.names)
        for node in ast.walk(ast.parse(source))
    )


def test_who_names_sheets_is_known() -> None:
    found = {
        name
        for name, source in MODULES.items()
        if imports(source, "khuyencong.competitions.models", "Sheet")
    }
    assert found == set(NAMES_SHEETS)


def test_ranks_are_made_in_one_place() -> None:
    found = {
        name
        for name, source in MODULES.items()
        if imports(source, "khuyencong.competitions.rules.ranking", "ranked")
    }
    assert found == RANKS


@pytest.mark.parametrize("name", [name for name in MODULES if name.startswith("competitions/")])
def test_nobody_else_adds_points_up(name: str) -> None:
    source = MODULES[name]
    assert not ASIDE.search(source)
    if name in NAMES_SHEETS:
        assert not ADDS.search(source)


def test_the_tally_asks_for_unrecused_sheets_first() -> None:
    body = MODULES[TALLY]
    counted = body[body.index("def counted_sheets") : body.index("def scored")]
    assert "return unrecused(" in counted
    assert body.count("Sheet.objects") == 1


def test_the_room_has_no_admin() -> None:
    assert "django.contrib.admin" not in MODULES["settings.py"]
    assert not [name for name in MODULES if name.endswith("admin.py")]
