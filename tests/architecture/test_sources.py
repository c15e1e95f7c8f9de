"""What must never stand in a template, a module or a tracked file."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conditions import ROOT

PACKAGE = ROOT / "khuyencong"
TEMPLATES = sorted(PACKAGE.rglob("*.html"))
MODULES = sorted(PACKAGE.rglob("*.py"))


def short(path: Path) -> str:
    return str(path.relative_to(ROOT))


#: What the content security policy would block, or what lets text become markup.
IN_TEMPLATES = {
    "a style of its own": re.compile(r"<style\b|\sstyle\s*="),
    "a script within the page": re.compile(r"<script\b(?![^>]*\bsrc=)"),
    "a handler within the page": re.compile(r"<[^>]*\son[a-z]+\s*="),
    "an address that is a script": re.compile(r"javascript:", re.I),
    "text as markup": re.compile(r"\|\s*safe\b|\bsafeseq\b|autoescape\s+off"),
    "something fetched from outside": re.compile(r"""(?:src|href)\s*=\s*["'](?:https?:)?//"""),
}
BAD = (
    '<p style="color:red">',
    "<style>p{}</style>",
    "<script>x()</script>",
    '<a class="b" onclick="x()">',
    '<a href="JavaScript:x()">',
    "{{ name|safe }}",
    "{% autoescape off %}",
    '<img src="//cdn.example/x.png">',
)


def test_templates_are_plain() -> None:
    assert [
        (short(path), why)
        for path in TEMPLATES
        for why, pattern in IN_TEMPLATES.items()
        if pattern.search(path.read_text(encoding="utf-8"))
    ] == []


@pytest.mark.parametrize("bad", BAD)
def test_the_patterns_see(bad: str) -> None:
    assert any(pattern.search(bad) for pattern in IN_TEMPLATES.values())


def test_forms_that_change_something_carry_their_keys() -> None:
    """The token against forged requests, and the key by which a double click is one act."""
    for path in TEMPLATES:
        page = path.read_text(encoding="utf-8")
        for form in re.findall(r"<form\b[^>]*\bmethod=.post.*?</form>", page, re.S | re.I):
            assert "csrf" in form, short(path)
            keeps_nothing = path.parent.name == "account" or path.name == "verified_file.html"
            assert 'name="key"' in form or keeps_nothing, short(path)


def test_a_timeline_is_drawn_by_a_sheet_of_its_page() -> None:
    """Without one its moments and its acts run into each other."""
    drawn = {
        path.name
        for path in (PACKAGE / "web" / "static" / "khuyencong").glob("*.css")
        if ".timeline li" in path.read_text(encoding="utf-8")
    }
    own = re.compile(r'class="timeline"|components/timeline.html')
    for path in TEMPLATES:
        page = path.read_text(encoding="utf-8")
        if own.search(page) and path.parent.name != "components":
            assert any(name in page for name in drawn), short(path)


def nodes(path: Path) -> Iterator[ast.AST]:
    return ast.walk(ast.parse(path.read_text(encoding="utf-8")))


def called(node: ast.AST) -> str:
    """Return what a call names: `float`, `datetime.now`."""
    return ast.unparse(node.func) if isinstance(node, ast.Call) else ""


#: What is called nowhere, and where it may be all the same.
CALLS = {
    re.compile(r"(mark_safe|SafeString|csrf_exempt)$"): (),
    re.compile(r"(eval|exec|os\.system|pickle\.loads?)$"): (),
    re.compile(r"(datetime\.now|datetime\.utcnow|date\.today|timezone\.now|time\.time)$"): (
        "khuyencong/core/clock.py",
    ),
}


def test_modules_call_nothing_that_is_banned() -> None:
    assert [
        (short(path), name)
        for path in MODULES
        for name in {called(node) for node in nodes(path)}
        for pattern, allowed in CALLS.items()
        if pattern.search(name) and short(path) not in allowed
    ] == []


SHELL = re.compile(r"shell\s*=\s*True")


def test_no_module_asks_a_shell() -> None:
    assert [short(p) for p in MODULES if SHELL.search(p.read_text(encoding="utf-8"))] == []


MONEY_ROOMS = {
    "values", "registry", "law", "funds", "applications", "projects", "plans", "ingestion",
}  # fmt: skip
NEAR_MONEY = [path for path in MODULES if path.relative_to(PACKAGE).parts[0] in MONEY_ROOMS]


def test_no_float_stands_near_money() -> None:
    assert [
        (short(path), node.lineno)  # type: ignore[attr-defined]
        for path in NEAR_MONEY
        for node in nodes(path)
        if called(node) == "float"
        or (isinstance(node, ast.Constant) and isinstance(node.value, float))
    ] == []


SPEAKS_HTTP = {"khuyencong/accounts/adapter.py"}


def test_http_is_spoken_in_web_alone() -> None:
    banned = re.compile(r"django\.(http|shortcuts|views|template\b)")
    silent = [
        path
        for path in MODULES
        if not path.is_relative_to(PACKAGE / "web") and short(path) not in SPEAKS_HTTP
    ]
    assert [
        (short(path), ast.unparse(node))
        for path in silent
        for node in nodes(path)
        if isinstance(node, ast.Import | ast.ImportFrom) and banned.search(ast.unparse(node))
    ] == []


NAMES = {"utils", "util", "common", "helpers", "helper", "misc", "base", "shared", "lib"}


def test_no_module_is_a_drawer() -> None:
    assert [
        short(path) for path in MODULES if path.stem in NAMES or path.parent.name in NAMES
    ] == []


def tracked() -> list[Path]:
    """Return the files that the repository tracks."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True
    ).stdout.decode()
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


#: Written in two pieces, for this file is tracked too.
ABROAD = re.compile(
    "|".join(
        re.escape(first + second)
        for first, second in (
            ("pypi", ".org"),
            ("pythonhosted", ".org"),
            ("npmjs", ".org"),
            ("npmjs", ".com"),
            ("/wor", "k/main"),
            ("/wor", "k/shared"),
            ("/wor", "k/.library"),
            ("/roo", "t/"),
            ("/hom", "e/"),
            ("/tm", "p/"),
            ("_auth", "Token"),
        )
    )
)


def test_no_tracked_file_names_a_registry_or_this_machine() -> None:
    found = []
    for path in tracked():
        content = path.read_bytes()
        if b"\0" in content[:8000]:
            continue
        match = ABROAD.search(content.decode("utf-8", "replace"))
        if match:
            found.append(f"{short(path)}: {match.group()}")
    assert found == []
