"""What the import linter cannot see: unknown floors, foreign keys that point upward."""

import configparser
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import ForeignKey, ManyToManyField

from tests.conditions import ROOT

PACKAGE = ROOT / "khuyencong"
LINTER = configparser.ConfigParser()
LINTER.read(ROOT / ".importlinter")

FLOORS = {"tasks", "actions", "forms", "queries", "rules", "models", "states"}
#: What a room has beside the floors, each with the reason why it is not one of them.
OWN = {
    "registry": {
        "data": "the reference data as files",
        "outlines": "borders of provinces as arcs, without a database",
    },
    "law": {"data": "the documents and the parameters as files"},
    "accounts": {
        "adapter": "what the sign-in library asks us",
        "demonstration": "accounts for trying the program out",
        "passwords": "a validator that Django loads by name",
        "permissions": "what can be permitted, as data",
        "personal_data": "every field that tells of a person, as data",
        "roles": "the roles, as data",
        "table": "writes docs/permissions.md",
    },
    "connections": {
        "calling": "how another system is called, without a database",
    },
    "applications": {
        "data": "the kinds of paper, and which a request needs",
    },
    "programmes": {"data": "the national programmes and their targets as files"},
    "reporting": {"data": "which body owes which report, as a file"},
    "projects": {
        "data": "papers, deadlines, criteria and seats as files",
        "manual": "writes docs/huong-dan/doi-de-an.md",
    },
    "fieldwork": {"sheets": "the four sheets of the kit, as forms and as data"},
    "results": {
        "kinds": "what can be recorded as a result, as declarations",
        "manual": "writes docs/huong-dan/ket-qua.md",
    },
    "competitions": {"data": "ways to score, as a file"},
    "ingestion": {
        "sheet_kinds": "what may come by sheet, the kinds of results from their declarations",
        "child": "what runs in the limited process",
        "formats": "which files are taken in, as data",
        "letters": "the words of the letters that leave",
        "meaning": "which question a read figure answers, without a database",
        "sheet_child": "what of a spreadsheet runs in the limited process",
        "shown": "how a reading looks on a page",
        "stored": "how a reading is kept",
    },
    "exchange": {
        "arriving": "bundles half here, as files",
        "carried": "which tables travel and which do not, as data",
        "rows": "rows as plain values and back",
        "sealed": "the file of a bundle, without a database",
        "signing": "signed requests, without a database",
    },
    "notices": {
        "data": "the sentences of notices, as a file",
        "gateways": "the ways out: mail, and what the owner connects",
    },
    "reports": {
        "borders": "how values move when borders change, without a database",
        "appendices": "sheets of figures, the same in Word, on a page and as a workbook",
        "evidence": "where one figure comes from",
        "files": "a written report as files of every kind",
        "figures": "one figure: what is asked, how it is shown, what it rests on",
        "jsonform": "periods and figures of old reports in the JSON of the contract",
        "naming": "what figures are called that no measure names",
        "narratives": "reports as words over figures",
        "prepared": "what an edition freezes",
        "preparing": "a report as it stands at a moment, as the draft of an official document",
        "records": "the rows of a report, and every number reckoned from them alone",
        "effect": "what support did, against establishments without it; without a database",
        "pace": "how far a target should be by a day, without a database",
        "standalone": "a report as one HTML file with a register of its figures",
        "told": "what a report shows, in words",
        "told_beside": "what old reports say, as appendices of a draft",
        "uncited": "numbers in the words of a report that no measure stands behind",
        "words": "how an answer is said",
        "written_json": "a report as the JSON of the contract",
    },
}
ALWAYS = {"__init__", "apps", "migrations"}


def rooms() -> list[str]:
    """Return the rooms of Django's, lowest first, as `.importlinter` orders them."""
    layers = LINTER["importlinter:contract:rooms"]["layers"]
    names = [name.strip(" ()") for name in layers.replace("|", "\n").replace(":", "\n").split("\n")]
    known = {config.label for config in apps.get_app_configs()}
    return [name for name in reversed(names) if name in known and (PACKAGE / name).is_dir()]


def domain_rooms() -> list[str]:
    return [room for room in rooms() if room not in {"core", "web"}]


def test_the_linter_knows_every_room_of_ours() -> None:
    ours = {
        config.label for config in apps.get_app_configs() if config.name.startswith("khuyencong.")
    }
    assert set(rooms()) == ours
    containers = LINTER["importlinter:contract:floors"]["containers"].split()
    assert set(containers) == {f"khuyencong.{room}" for room in domain_rooms()}


def test_the_contracts_hold() -> None:
    linter = [sys.executable, "-m", "importlinter.cli", "lint"]
    script = Path(sys.executable).with_name("lint-imports")
    result = subprocess.run(
        [str(script)] if script.exists() else linter,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize("room", domain_rooms())
def test_a_room_has_no_drawer_for_odds_and_ends(room: str) -> None:
    found = {path.stem for path in (PACKAGE / room).iterdir() if path.name != "__pycache__"}
    assert found <= FLOORS | ALWAYS | OWN.get(room, {}).keys()


@pytest.mark.parametrize("room", OWN)
def test_no_module_is_excused_that_is_gone(room: str) -> None:
    found = {path.stem for path in (PACKAGE / room).iterdir()}
    assert OWN[room].keys() <= found


def pointers() -> list[tuple[str, str, str]]:
    """Return every foreign key of ours: from room, to room, its name."""
    return [
        (model._meta.app_label, field.related_model._meta.app_label, str(field))
        for room in rooms()
        for model in apps.get_app_config(room).get_models()
        for field in model._meta.get_fields()
        if isinstance(field, (ForeignKey, ManyToManyField))
    ]


def test_foreign_keys_point_down() -> None:
    """A string like "funds.Commitment" is an import that the linter does not see."""
    order = {room: number for number, room in enumerate(rooms())}
    assert pointers()
    assert [name for source, to, name in pointers() if order[to] > order[source]] == []
