"""The data says what was read, value by value; what was not read has no value."""

import re
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from django.db.models import Prefetch

from khuyencong.law.models import DocumentLink, LegalDocument, Parameter
from khuyencong.law.queries.snapshot import standing
from khuyencong.law.rules import state_on
from khuyencong.law.states import DocumentStatus as S
from khuyencong.law.states import ParameterKind
from khuyencong.values.vocabulary import UNITS
from tests.law.golden import GOLDEN, Golden

FIGURES = ("percent", "percent_low", "amount", "amount_low", "factor", "number", "number_high")
WORDS = ("source", "share_of", "base", "unit", "answer", "condition", "attribute", "unread")
OTHERS = ("month", "day_of_month", "tier_from", "tier_until", "per_occasion")
#: Which document the codes of a family rest on.
RESTS_ON = {
    "N18": "28/2018/TT-BTC", "N14": "26/2014/TTLT-BTC-BCT", "N12": "221/2012/TTLT-BTC-BCT",
    "P-DT": "08/2024/NQ-HĐND", "P-HB": "20/2019/QĐ-UBND", "P-BD": "14/2019/NQ-HĐND",
    "P-QNA": "2420/QĐ-UBND", "P-DL": "", "A-HN": "7475/QĐ-UBND", "A-BP": "1878/QĐ-UBND",
    "A-HT": "", "ADV": "36/2013/TT-BCT", "ND45": "45/2012/NĐ-CP", "ND235": "235/2025/NĐ-CP",
    "de_an": "36/2013/TT-BCT", "LIST": "36/2013/TT-BCT", "DL-REG": "36/2013/TT-BCT",
    "authority": "36/2013/TT-BCT", "criterion": "26/2014/TT-BCT",
    "certificate": "26/2014/TT-BCT",
}  # fmt: skip


def told(row: Parameter) -> dict[str, Any]:
    """Return all that a row says, without what it leaves open."""
    said: dict[str, Any] = {name: getattr(row, name) for name in (*WORDS, *OTHERS)}
    for name in FIGURES:
        value = getattr(row, name)
        said[name] = None if value is None else Fraction(value)
    said["place"] = row.place.key if row.place else None
    return {name: value for name, value in said.items() if value not in (None, "")}


@pytest.mark.parametrize("line", GOLDEN, ids=lambda line: line[0])
def test_a_verified_parameter_says_what_was_read(line: Golden) -> None:
    code, subject, says, since, until = line
    row = Parameter.objects.select_related("place", "document").get(code=code)
    assert row.verified
    assert row.subject == subject
    assert told(row) == says
    assert (row.valid_from, row.valid_until) == (since, until)
    number = next((n for prefix, n in RESTS_ON.items() if code.startswith(prefix)), None)
    if number is not None:
        assert row.document is not None
        assert row.document.number == number


def test_no_parameter_is_verified_that_nobody_wrote_down_by_hand() -> None:
    verified = Parameter.objects.filter(verified=True).values_list("code", flat=True)
    assert sorted(verified) == sorted(code for code, *_ in GOLDEN)


@pytest.mark.parametrize(
    "code",
    ["N18-02b", "N18-03", "N18-05", *(f"N18-U{n}" for n in range(1, 12)), "DL-SETTLE", "DL-REPORT",
     "ADV-OTHER/demonstration_model", "ADV-OTHER/machinery", "ADV-OTHER/voting_region"],
)  # fmt: skip
def test_what_nobody_read_has_no_figure(code: str) -> None:
    row = Parameter.objects.get(code=code)
    assert not row.verified
    assert [getattr(row, name) for name in (*FIGURES, "month")] == [None] * (len(FIGURES) + 1)


def test_every_unit_is_one_of_the_vocabulary() -> None:
    units = set(Parameter.objects.values_list("unit", flat=True)) - {""}
    assert units
    assert units <= set(UNITS)


def test_a_verified_row_names_where_it_was_read() -> None:
    nowhere = Parameter.objects.filter(verified=True, url="").values_list("code", flat=True)
    assert list(nowhere) == []


def test_one_number_may_be_two_documents() -> None:
    found = LegalDocument.objects.filter(number__startswith="26/2014/").order_by("number")
    assert [(d.number, d.issuer) for d in found] == [
        ("26/2014/TT-BCT", "Bộ Công Thương"),
        ("26/2014/TTLT-BTC-BCT", "Bộ Tài chính - Bộ Công Thương"),
    ]


@pytest.mark.originals
def test_no_row_of_the_gathered_parameters_is_lost(shared: Path) -> None:
    gathered = (shared / "law-parameters.yaml").read_text(encoding="utf-8")
    ids = re.findall(r"^- \{(?:id|term): ([\w-]+)", gathered, re.MULTILINE)
    codes = set(Parameter.objects.values_list("code", flat=True))
    heads = {code.split("/")[0] for code in codes}
    assert len(ids) > 70
    assert [name for name in ids if name not in heads] == []


CHANGED = [
    (code, name)
    for code, _, says, since, until in GOLDEN
    for name in (*says, *(["valid_from"] if since else []), *(["valid_until"] if until else []))
]


@pytest.mark.parametrize(("code", "name"), CHANGED)
def test_a_changed_value_would_be_seen(code: str, name: str) -> None:
    """A slip of one unit, one day, one word in the data fails against the table by hand."""
    _, _, says, since, until = next(line for line in GOLDEN if line[0] == code)
    row = Parameter.objects.select_related("place").get(code=code)
    value = getattr(row, name)
    if name == "place":
        row.place = None
    elif isinstance(value, bool):
        setattr(row, name, not value)
    elif isinstance(value, str):
        setattr(row, name, f"{value}x")
    else:
        setattr(row, name, value + (timedelta(days=1) if isinstance(value, date) else 1))
    assert (told(row), row.valid_from, row.valid_until) != (says, since, until)


#: Days around every change of the law that the register knows.
DAYS = sorted(
    day + timedelta(days=shift) for line in GOLDEN for day in line[3:] if day for shift in (-1, 0)
)


@pytest.mark.parametrize("day", dict.fromkeys(DAYS))
def test_no_parameter_holds_on_a_day_on_which_its_document_does_not(day: date) -> None:
    """Every automatic answer cites a clause of a document that stood on that day."""
    over = {S.NOT_YET, S.REPLACED, S.ENDED, S.DRAFT, S.SUSPENDED}
    acting = Prefetch("acted_on_by", DocumentLink.objects.select_related("source"))
    documents = {d.id: d for d in LegalDocument.objects.prefetch_related(acting)}
    # What was paid in a year is told of the whole year; it is no rule.
    rows = standing(day).exclude(kind=ParameterKind.PAID).filter(document__isnull=False)
    states = {
        row.code: state_on(document, document.acted_on_by.all(), day).status
        for row in rows.filter(document__year__lte=day.year)
        for document in [documents[row.document_id]]
    }
    assert states or day < date(2012, 7, 5)
    assert {code: state for code, state in states.items() if state in over} == {}
