"""The bundle of the demonstration: valid, the same in three forms, equal to reports and portal."""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit
from zipfile import ZipFile

import jsonschema
import pyarrow.parquet as pq
import pytest
from django.test import Client

from khuyencong.accounts.models import User
from khuyencong.competitions.models import Seat
from khuyencong.core.clock import today
from khuyencong.ingestion.meaning import Question, content_of
from khuyencong.office.models import IssuedDocument
from khuyencong.opendata.actions.bundling import pack, write_bundle
from khuyencong.opendata.actions.writing import shown
from khuyencong.opendata.queries.moment import Moment
from khuyencong.opendata.rules.declaring import Table
from khuyencong.opendata.rules.tables import BY_NAME, TABLES
from khuyencong.opendata.rules.tables.vote import NAMED_FORMS
from khuyencong.opendata.rules.withholding import found_in
from khuyencong.opendata.states import Kind
from khuyencong.projects.models import CouncilMember, Project
from khuyencong.registry.models import (
    Artisan,
    Collaborator,
    Establishment,
    OwnerNumber,
    Place,
    StaffMember,
)
from khuyencong.registry.queries.lineage import heirs
from khuyencong.registry.states import EstablishmentForm, Level
from khuyencong.report_file import Asked, report_file
from khuyencong.reports.queries.actuals import STAGES
from khuyencong.reports.queries.nation import nation
from khuyencong.reports.states import Borders, Standing
from khuyencong.results.models import Participant
from khuyencong.values.measures import MEASURES
from khuyencong.values.periods import read_period
from khuyencong.web.portal.addresses import read_asked
from tests.opendata.conftest import Opened

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
PROVINCES = {"Bắc Giang": "2016-2020", "Trà Vinh": "2016-2020", "Bắc Kạn": "2014-2018"}
KEYS = {"Bắc Giang": "bac-giang", "Trà Vinh": "tra-vinh", "Bắc Kạn": "bac-kan"}
MONEY, PROJECTS = "money.state", "projects.count"
UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
HASH = re.compile(r"\b[0-9a-f]{64}\b")
by_table = pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)


# --- what it is -----------------------------------------------------------------------------------


@by_table
def test_every_row_is_valid_against_the_schema_of_its_table(opened: Opened, table: Table) -> None:
    told = opened.json(f"schema/{table.name}.schema.json")
    jsonschema.Draft202012Validator.check_schema(told)
    checker = jsonschema.Draft202012Validator(
        told, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )
    rows = json.loads((opened.folder / f"data/{table.name}.json").read_text("utf-8"))
    assert rows, "the demonstration fills every table"
    assert [error.message for error in checker.iter_errors(rows)] == []


@by_table
def test_the_three_forms_tell_the_same_row_by_row(opened: Opened, table: Table) -> None:
    rows, lines = opened.rows(table.name), opened.lines(table.name)
    cells = pq.read_table(opened.folder / f"data/{table.name}.parquet").to_pylist()
    assert len(rows) == len(lines) == len(cells)
    for row, line, cell in zip(rows, lines, cells, strict=True):
        assert list(row) == list(line) == list(cell) == list(table.names)
        assert {name: shown(value) for name, value in cell.items()} == line
        assert {name: shown(value) for name, value in row.items()} == line


@by_table
def test_keys_are_told_once_and_lead_to_rows_that_are_there(opened: Opened, table: Table) -> None:
    rows = opened.rows(table.name)
    if len(table.key) == 1:
        keys = [row[table.key[0]] for row in rows]
        assert len(set(keys)) == len(keys)
    for one in table.fields:
        if one.refers:
            to, _, name = one.refers.partition(".")
            there = {row[name] for row in opened.rows(to)}
            assert {row[one.name] for row in rows} - {None} <= there


def test_the_files_are_those_that_the_checksums_name(opened: Opened) -> None:
    told = dict(
        reversed(line.split("  "))
        for line in (opened.folder / "SHA256SUMS").read_text("utf-8").splitlines()
    )
    there = {
        path.relative_to(opened.folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in opened.folder.rglob("*")
        if path.is_file()
    }
    del there["SHA256SUMS"]
    assert told == there
    assert {one["path"] for one in opened.json("manifest.json")["files"]} == there.keys() - {
        "manifest.json"
    }


def test_the_same_records_and_moment_give_the_same_bytes(
    opened: Opened, moment: Moment, tmp_path: Path
) -> None:
    again = write_bundle(tmp_path / "again", moment)
    pack(opened.bundled, tmp_path / "one.zip")
    pack(again, tmp_path / "two.zip")
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    with ZipFile(tmp_path / "one.zip") as archive:
        assert archive.testzip() is None and archive.namelist()[0] == "README.md"


def test_dcat_names_files_that_are_in_the_bundle(opened: Opened) -> None:
    told = opened.json("dcat.jsonld")
    assert told["@type"] == "dcat:Catalog" and len(told["dcat:dataset"]) == len(TABLES)
    for dataset in told["dcat:dataset"]:
        for one in dataset["dcat:distribution"]:
            file = opened.folder / "data" / one["dct:title"]
            assert one["spdx:checksum"]["spdx:checksumValue"] == _sha256(file)
            assert one["dcat:byteSize"]["@value"] == str(file.stat().st_size)
    assert "dct:license" not in told, "nobody decided, so nothing is claimed"


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_places_today_are_the_likeliest_heirs_of_the_register(
    opened: Opened, moment: Moment
) -> None:
    told = {row["place_then"]: row for row in opened.rows("project_places")}
    places = Place.objects.filter(key__in=list(told)[:80]).exclude(level=Level.DISTRICT)
    for place in places:
        heir = heirs(place, moment.day)[0]
        assert told[place.key]["place_today"] == heir.place.key
        assert told[place.key]["is_certain"] == heir.whole


# --- totals ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PROVINCES)
def test_counts_and_money_of_a_province_are_those_of_its_report(opened: Opened, name: str) -> None:
    period = read_period(PROVINCES[name])
    compared = 0
    for figure in _figures(name, PROVINCES[name]):
        where = {_COLUMNS[key]: value for key, value in figure["filters"].items()}
        if figure["table"] == "projects":
            rows = _of_years(opened, KEYS[name], period.years, where)
            found = sum(_has_reached(row["stage"], figure["stage"]) for row in rows)
        elif figure["table"] == "money":
            found = _money(opened, KEYS[name], period.years, figure["stage"], where)
            assert found == sum(_recorded(opened, KEYS[name], period.years, MONEY, figure, where))
        else:
            continue
        assert found == figure["value"], figure
        compared += 1
    assert compared > 15


@pytest.mark.parametrize("name", PROVINCES)
def test_results_of_a_province_are_those_of_its_report(opened: Opened, name: str) -> None:
    """What may be added over years, contents and sources; distinct establishments may not."""
    period = read_period(PROVINCES[name])
    compared = 0
    for figure in _figures(name, PROVINCES[name]):
        measure, filters = figure["measure"], set(figure["filters"]) - set(_COLUMNS)
        added = measure in MEASURES and MEASURES[measure].unit not in ("establishment", "percent")
        if figure["table"] != "result" or filters or not added or not figure["evidence"]["records"]:
            continue
        where = {_COLUMNS[key]: value for key, value in figure["filters"].items()}
        found = sum(_recorded(opened, KEYS[name], period.years, measure, figure, where))
        assert found == figure["value"], figure
        compared += 1
    assert compared > 5


_COLUMNS = {"funding_source": "source", "activity": "content"}
_ORDER = ("approved", "contracted", "accepted", "settled")


def _figures(place: str, period: str) -> Iterator[dict[str, Any]]:
    """Yield what `khuyencong report` tells of rows of our own: no shares, no growth."""
    told = json.loads(report_file(Asked(place, period), "json"))
    for figure in told["figures"]:
        simple = figure["kind"] == "result" and figure["value"] is not None
        if simple and figure["measure"] in MEASURES and set(figure["filters"]) <= set(_COLUMNS):
            yield figure


def _of_years(
    opened: Opened, place: str, years: tuple[int, ...], where: dict[str, Any]
) -> list[dict[str, Any]]:
    return [
        row
        for row in opened.rows("projects")
        if row["place"] == place
        and row["first_year"] <= years[-1]
        and row["last_year"] >= years[0]
        and _fits(row, where)
    ]


def _fits(row: dict[str, Any], where: dict[str, Any]) -> bool:
    return all((row[name] or "") in str(value).split("+") for name, value in where.items())


def _has_reached(stage: str, asked: str) -> bool:
    return _ORDER.index(stage) >= _ORDER.index(asked)


def _money(
    opened: Opened, place: str, years: tuple[int, ...], stage: str, where: dict[str, Any]
) -> int:
    of_place = {row["id"] for row in opened.rows("projects") if row["place"] == place}
    return sum(
        row[stage]
        for row in opened.rows("project_money")
        if row["project"] in of_place and row["year"] in years and _fits(row, where)
    )


def _recorded(
    opened: Opened,
    place: str,
    years: tuple[int, ...],
    measure: str,
    figure: dict[str, Any],
    where: dict[str, Any],
) -> list[int]:
    return [
        row["value"]
        for row in opened.rows("recorded_figures")
        if (row["measure"], row["place"], row["stage"]) == (measure, place, figure["stage"])
        and row["year"] in years
        and _fits(row, where)
    ]


def test_recorded_figures_add_up_to_the_rows_of_the_projects(opened: Opened) -> None:
    projects, money = opened.rows("projects"), opened.rows("project_money")
    recorded = opened.rows("recorded_figures")
    for stage in _ORDER:
        told = [r for r in recorded if (r["measure"], r["stage"]) == (PROJECTS, stage)]
        assert sum(r["value"] for r in told) == sum(
            _has_reached(p["stage"], stage) for p in projects
        )
    for stage in ("approved", "accepted", "paid", "settled"):
        told = [r for r in recorded if (r["measure"], r["stage"]) == (MONEY, stage)]
        assert sum(r["value"] for r in told) == sum(row[stage] for row in money)
    for stage in ("approved", "accepted", "settled"):
        assert sum(row[stage] for row in projects) == sum(row[stage] for row in money)


def test_what_reports_tell_of_the_country_is_what_its_report_says(opened: Opened) -> None:
    told = _told(opened)
    period = read_period("2014-2020")
    compared = 0
    for figure in _figures("cả nước", "2014-2020"):
        if figure["evidence"]["records"] or figure["standing"] in (None, Standing.SUMMED):
            continue
        stages = (figure["stage"], *map(str, STAGES))
        content = figure["filters"].get("activity") or content_of(figure["measure"])
        source = figure["filters"].get("funding_source", "")
        days = (period.start, period.end)
        asked = [
            Question(figure["measure"], stage, "viet-nam", *days, content, source).word
            for stage in stages
        ]
        found = next(told[word] for word in asked if word in told)
        assert found == figure["value"], figure
        compared += 1
    assert compared > 15


def _told(opened: Opened) -> dict[str, Decimal | int | None]:
    return {
        Question(
            row["measure"],
            row["stage"],
            row["place"] or f"vung:{row['region']}",
            date.fromisoformat(row["period_start"]),
            date.fromisoformat(row["period_end"]),
            row["content"],
            row["source"] or "",
            row["detail"] or "",
        ).word: row["value"]
        for row in opened.rows("told_figures")
    }


DOOR = re.compile(r'<a class="door[^"]*" href="(/so-lieu/[^"]*)">(?:<data value="([^"]*)">)?')


@pytest.mark.parametrize(
    "path", ["/ca-nuoc/", *(f"/noi/{key}/" for key in KEYS.values())], ids=["ca-nuoc", *KEYS]
)
def test_numbers_of_the_portal_are_those_of_the_bundle(opened: Opened, path: str) -> None:
    """Every number on the page: told as it is here, or the portal's sum of what is told here."""
    told, seen = _told(opened), Counter[str]()
    page = Client().get(path).content.decode()
    for address, value in DOOR.findall(page):
        query = dict(parse_qsl(urlsplit(address.replace("&amp;", "&")).query))
        asked = read_asked(query)
        if asked.how is not None:
            continue
        if asked.question.word in told:
            known = told[asked.question.word]
            assert value == ("" if known is None else str(known)), address
            seen["told"] += 1
        else:
            assert value == str(_summed(asked.question, asked.borders)), address
            seen["summed"] += 1
    assert seen["told"] > 15, seen


def _summed(question: Question, borders: Borders) -> object:
    days = read_period("2014-2020")
    on = today() if borders is Borders.TODAY else None
    answer = nation(replace(days, start=question.start, end=question.end), today=on).answer(
        question
    )
    assert answer is not None and answer.standing == Standing.SUMMED
    return answer.value


# --- nobody is in it ------------------------------------------------------------------------------


def test_no_byte_of_the_bundle_tells_of_a_person(opened: Opened) -> None:
    known = set(_known())
    assert len(known) > 40, "the demonstration has people to be looked for"
    wrong = []
    for path in opened.bundled.paths:
        for part, text in _texts(opened.folder / path):
            wrong += [(path, part, one) for one in known if one in text]
    assert wrong == []


def test_no_words_of_the_bundle_hold_numbers_of_persons(opened: Opened) -> None:
    """Whole numbers are counts and đồng by their schema; all other words are looked through."""
    wrong = []
    for table in TABLES:
        words = [one.name for one in table.fields if one.kind is Kind.TEXT]
        for row in opened.rows(table.name):
            for name in words:
                text = HASH.sub("", UUID.sub("", row[name] or ""))
                wrong += [(table.name, name, found) for found in found_in(text) if text]
    for path in ("360giving.json", "README.md", "provenance.json", "dcat.jsonld"):
        text = HASH.sub("", UUID.sub("", (opened.folder / path).read_text("utf-8")))
        text = re.sub(r'(?<=": )\d+', "", text)
        wrong += [(path, found) for found in found_in(text) if found == "email"]
    assert wrong == []


def _known() -> Iterator[str]:
    """Yield what is personal in the demonstration: names, numbers, addresses."""
    people = (
        *User.objects.values_list("full_name", flat=True),
        *CouncilMember.objects.values_list("full_name", flat=True),
        *Participant.objects.values_list("full_name", flat=True),
        *StaffMember.objects.values_list("name", flat=True),
        *Collaborator.objects.values_list("name", flat=True),
        *Artisan.objects.values_list("name", flat=True),
        *IssuedDocument.objects.values_list("signer", flat=True),
    )
    yield from (one for one in people if one and " " in one)
    yield from (f'"{one}"' for one in User.objects.values_list("username", flat=True))
    yield from filter(None, User.objects.values_list("email", flat=True))
    yield from filter(None, OwnerNumber.objects.values_list("number", flat=True))
    households = Establishment.objects.exclude(form__in=NAMED_FORMS)
    yield from households.values_list("name", flat=True)
    for phone, tax, street in Establishment.objects.values_list("phone", "tax_code", "street"):
        yield from (one for one in (phone, tax, street) if len(one) > 5)
    yield from filter(None, Project.objects.values_list("partner", flat=True))
    yield from (str(one) for one in User.objects.values_list("id", flat=True))
    yield from (str(one) for one in Seat.objects.values_list("id", flat=True))


def _texts(path: Path) -> Iterator[tuple[str, str]]:
    """Yield the words of a file; those of a Parquet file as they are inside, not packed."""
    if path.suffix == ".parquet":
        table = pq.read_table(path)
        yield "cells", json.dumps(table.to_pylist(), ensure_ascii=False, default=str)
        yield "head", str(table.schema)
    else:
        yield "text", path.read_text("utf-8")


def test_the_makers_that_are_named_are_no_persons(opened: Opened) -> None:
    rows = opened.rows("certificates")
    assert {row["maker_form"] for row in rows if row["maker"]} <= {str(one) for one in NAMED_FORMS}
    assert EstablishmentForm.HOUSEHOLD_BUSINESS not in NAMED_FORMS


def test_grants_name_bodies_alone_and_hold_the_money_of_the_table(opened: Opened) -> None:
    grants = opened.json("360giving.json")["grants"]
    bodies = {f"khuyencong-{row['key']}" for row in opened.rows("organisations")}
    named = {
        body["id"]
        for grant in grants
        for role in ("recipientOrganization", "fundingOrganization")
        for body in grant[role]
    }
    assert named <= bodies
    projects = opened.rows("projects")
    assert len(grants) == len(projects)
    assert sum(g["amountAwarded"] for g in grants) == sum(p["approved"] for p in projects)
    assert {grant["currency"] for grant in grants} == {"VND"}


def test_every_table_is_told_in_dictionary_and_provenance(opened: Opened) -> None:
    told = opened.json("dictionary.json")
    assert {(one["table"], one["field"]) for one in told} == {
        (table.name, name) for table in TABLES for name in table.names
    }
    made_of = {one["name"]: one["made_of"] for one in opened.json("provenance.json")["tables"]}
    assert made_of.keys() == BY_NAME.keys() and all(made_of.values())
