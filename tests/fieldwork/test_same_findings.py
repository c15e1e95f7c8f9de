"""The kit's own script finds what the server finds, case by case, in headless Chromium."""

from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
from playwright.sync_api import Browser

from khuyencong.applications.forms.requests import MoneyForm, WorkForm
from khuyencong.applications.rules import Judgement
from khuyencong.fieldwork.queries.findings import findings
from khuyencong.fieldwork.sheets import SHEETS, as_kept, read
from khuyencong.law.rules import Finding
from khuyencong.registry.actions.establishments.profiles import tell_figure
from khuyencong.registry.models import Establishment, Place
from khuyencong.registry.states import FigureOf
from khuyencong.values.dates import read_date
from khuyencong.values.errors import Unreadable
from khuyencong.values.money import read_amount
from khuyencong.values.numbers import read_number
from khuyencong.values.text import clean, fold
from tests.conditions import SIZE
from tests.fieldwork.cases import DAYS, LINES, MONEY, NUMBERS, draw
from tests.fieldwork.conftest import AT, Field, open_kit

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
#: 1,000 at full size; of few none may meet the bound of a field.
CASES = 1000 if SIZE >= 2000 else SIZE * 4
TODAY = date(2026, 11, 24)
#: Communes of the kit's province, and one beyond: its law is left to the server.
COMMUNES, BEYOND = ["07246", "07210", "07228"], "00004"

SHOWN = """([cases, day]) => cases.map(([kind, typed, about]) => {
  const told = findings(kind, typed, KIT.load.establishments[about], day);
  const plain = (value) => typeof value === "bigint" ? String(value) : value;
  return {
    errors: told.errors,
    values: Object.fromEntries(Object.entries(told.values).map(([k, v]) => [k, plain(v)])),
    missing: told.missing, stops: told.stops, left: told.left,
    law: told.law.map((one) => [one.rule, one.verdict, one.told, plain(one.amount)]),
  };
})"""


def test_the_kit_finds_what_the_server_finds(
    field: Field, browser: Browser, tmp_path: Path
) -> None:
    _tell_sizes(field)
    kit = field.issue()
    page = open_kit(browser, kit, tmp_path, offline=True)
    dice = Random(2026)
    cases = [_case(dice, field.establishments) for _ in range(CASES)]
    told = page.evaluate(SHOWN, [[(k, t, str(e.id)) for k, t, e in cases], TODAY.isoformat()])
    differing = []
    for (kind, typed, one), found in zip(cases, told, strict=True):
        wanted = _server(kind, typed, one)
        if found["left"]:
            wanted |= {"law": [], "stops": [], "left": found["left"]}
        if found != wanted:
            apart = {k: (found[k], wanted[k]) for k in wanted if found[k] != wanted[k]}
            differing.append((kind, typed, apart))
    assert not differing, differing[0]
    judged = [row for row in told if row["law"]]
    assert len(judged) > CASES / 6
    assert sum(bool(row["errors"]) for row in told) > CASES / 8
    left = [typed["commune"] for (_, typed, _), row in zip(cases, told, strict=True) if row["left"]]
    assert set(left) <= {BEYOND}


def _case(
    dice: Random, establishments: list[Establishment]
) -> tuple[str, dict[str, str], Establishment]:
    kind = dice.choice(["request", "request", *SHEETS])
    return kind, draw(dice, kind, [*COMMUNES * 3, BEYOND]), dice.choice(establishments)


def _server(kind: str, typed: dict[str, str], one: Establishment) -> dict[str, Any]:
    """Return what the desk's own forms and rules say."""
    form, found = read(kind, typed, TODAY), findings(kind, typed, one, TODAY)
    form.is_valid()
    values = {name: as_kept(value) for name, value in form.cleaned_data.items()}
    judgement = found.judgement
    return {
        "errors": dict(found.errors),
        "values": {k: str(v) if isinstance(v, int) else v for k, v in values.items()},
        "missing": found.missing,
        "law": _law(judgement) if judgement else [],
        "stops": judgement.stops_sending if judgement else [],
        "left": "",
    }


def _law(judgement: Judgement) -> list[list[Any]]:
    said: list[Finding] = [one.finding for one in judgement.reasons]
    said += [judgement.support] if judgement.support else []
    return [
        [one.rule, str(one.verdict), one.told, None if one.amount is None else str(one.amount)]
        for one in said
    ]


def _tell_sizes(field: Field) -> None:
    enterprise = field.establishments[0]
    for kind, value in ((FigureOf.CHARTER_CAPITAL, 150_000_000_000), (FigureOf.LABOUR, 80)):
        tell_figure(
            by=field.cast.owner, establishment=enterprise, kind=kind, value=value, day=TODAY, at=AT
        )


READ = """(told) => told.map(([reader, text]) => {
  try {
    const value = { readAmount, readDate, readNumber, clean, fold }[reader](text);
    return Array.isArray(value) ? value.map(String) : String(value);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return [error.message];
  }
})"""


def test_text_numbers_money_and_days_are_read_as_the_server_reads_them(
    field: Field, browser: Browser, tmp_path: Path
) -> None:
    page = open_kit(browser, field.issue(), tmp_path, offline=True)
    readers = {
        "readAmount": (lambda text: str(read_amount(text)), MONEY),
        "readDate": (lambda text: read_date(text).isoformat(), DAYS),
        "readNumber": (lambda text: _fraction(text), NUMBERS + MONEY),
        "clean": (clean, LINES + MONEY),
        "fold": (fold, (*LINES, "Đặng Ngọc Ẩn", "HOÀ hòa", "Ý Yên", "Krông Nô")),
    }
    cases = [(name, text) for name, (_, texts) in readers.items() for text in texts]
    wanted = [_read(readers[name][0], text) for name, text in cases]
    found = page.evaluate(READ, cases)
    assert [row for row in zip(cases, found, wanted, strict=True) if row[1] != row[2]] == []


def _fraction(text: str) -> list[str]:
    value = read_number(text)
    size = 10 ** -int(value.as_tuple().exponent)
    return [str(int(value * size)), str(size)]


def _read(reader: Any, text: str) -> Any:
    try:
        return reader(text)
    except Unreadable as refusal:
        return [str(refusal)]


def test_the_desk_form_of_a_request_says_the_same(db: None) -> None:
    """What the sheet refuses is what the request's own form on the desk refuses."""
    dice = Random(7)
    for _ in range(100):
        typed = draw(dice, "request", COMMUNES)
        sheet = read("request", typed, TODAY)
        desk = {**WorkForm(typed).errors, **MoneyForm(typed).errors}
        assert {n: e for n, e in sheet.errors.items() if n in desk} == desk


def test_a_commune_is_found_without_diacritics(
    field: Field, browser: Browser, tmp_path: Path
) -> None:
    page = open_kit(browser, field.issue(), tmp_path, offline=True)
    assert page.evaluate("COMMUNES.size") == 3321
    assert page.evaluate("new Set([...COMMUNES.values()].map((one) => one.within)).size") == 34
    found = page.evaluate("findCommunes('xuan luong', 8).map(communeName)")
    assert found[0] == "xã Xuân Lương, Bắc Ninh"
    assert page.evaluate("findCommunes('ba dinh, ha noi', 8).map((one) => one.code)") == ["00004"]
    wanted = {
        place.codes.get(valid_until=None).code: f"{place}"
        for place in Place.objects.filter(level="commune", valid_until=None).prefetch_related(
            "codes"
        )[:300]
    }
    shown = page.evaluate(
        "(codes) => codes.map((code) => { const one = communeOf(code);"
        " return `${one.kind} ${one.name}`; })",
        list(wanted),
    )
    assert shown == list(wanted.values())
