"""What the documents tell is there: links, commands, variables, rooms, records, names."""

import argparse
import re
from pathlib import Path

import pytest

from khuyencong import cli
from tests.architecture.test_imports import LINTER, PACKAGE
from tests.conditions import ROOT

PAGES = sorted({*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *PACKAGE.glob("**/data/*.md")})
LINK = re.compile(r"\]\(([^)\s#]+)")
CODE = re.compile(r"```.*?```|`[^`\n]+`", re.DOTALL)
COMMAND = re.compile(r"\bkhuyencong ([a-z]+(?:-[a-z]+)*)((?: +(?!\|)[^\s`#|&]+)*)")
TARGET = re.compile(r"(?m)(?:^|`)make ([a-z]+)")
VARIABLE = re.compile(r"`(KHUYENCONG_[A-Z_]+|DATABASE_URL|CACHE_URL)`")
GLOSSARY_LATER = ("## The programme", "## Money")


def code_of(page: Path) -> str:
    """Return what a page sets as code, which a reader may type."""
    return "\n".join(CODE.findall(page.read_text(encoding="utf-8")))


def test_there_are_documents() -> None:
    assert {"README.md", "README.vi.md", "CONTRIBUTING.md", "architecture.md"} <= {
        page.name for page in PAGES
    }


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_to_a_file(page: Path) -> None:
    links = [link for link in LINK.findall(page.read_text(encoding="utf-8")) if "://" not in link]
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_command_is_one_of_ours(page: Path) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    assert set(TARGET.findall(code_of(page))) <= targets
    commands = _commands()
    for name, rest in COMMAND.findall(code_of(page)):
        assert name in commands, name
        options = {word for word in rest.split() if word.startswith("-") and word != "-"}
        assert options <= commands[name], (name, options)


def _commands() -> dict[str, set[str]]:
    """Return the options of each subcommand."""
    (subcommands,) = (
        action
        for action in cli._parser()._actions
        if isinstance(action, argparse._SubParsersAction)
    )
    return {name: _options(sub) for name, sub in subcommands.choices.items()}


def _options(parser: argparse.ArgumentParser) -> set[str]:
    """Return the options of a command and of the parts it has."""
    options = set(parser._option_string_actions)
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            options = options.union(*(_options(part) for part in action.choices.values()))
    return options


def test_the_page_of_configuration_tells_the_variables_that_are_read_and_no_other() -> None:
    told = set(VARIABLE.findall((ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")))
    sources = [*PACKAGE.rglob("*.py"), ROOT / "tests" / "conditions.py"]
    quoted = {f'"{name}"' for name in told}
    read = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    assert {name for name in quoted if name not in read} == set()
    ours = set(re.findall(r'"(KHUYENCONG_[A-Z_]+|DATABASE_URL|CACHE_URL)"', read))
    assert ours == told


def test_every_decision_record_is_listed_once() -> None:
    records = {path.name for path in (ROOT / "docs" / "adr").glob("0*.md")}
    listed = LINK.findall((ROOT / "docs" / "adr" / "README.md").read_text(encoding="utf-8"))
    assert sorted(listed) == sorted(records)


def test_the_page_of_architecture_tells_every_room_in_the_linters_order() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    told = re.findall(r"^\| `([a-z_]+)[/.`]", page, re.MULTILINE)
    layers = LINTER["importlinter:contract:rooms"]["layers"].strip().splitlines()
    order = {
        name.strip(" ()"): height
        for height, layer in enumerate(reversed(layers))
        for name in re.split("[:|]", layer)
    }
    heights = [order[name] for name in told]
    assert heights == sorted(heights)
    here = {path.name for path in PACKAGE.iterdir() if (path / "__init__.py").exists()}
    assert here <= set(re.findall(r"`([a-z_]+)/`", page))


def test_what_the_glossary_names_today_is_in_the_code() -> None:
    """The words of the programme and of its money wait for their rooms."""
    page = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    sources = "\n".join(path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py"))
    sections = re.split(r"(?m)^(?=## )", page)[1:]
    today = [part for part in sections if not part.startswith(GLOSSARY_LATER)]
    assert len(today) == len(sections) - len(GLOSSARY_LATER)
    names = [name for part in today for name in re.findall(r"`([A-Za-z_]+)`", part)]
    assert names
    assert [name for name in names if not re.search(rf"\b{name}\b", sources)] == []
