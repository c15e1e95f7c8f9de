"""Every identity of the hand-made answers, against what the checks say of the same figures.

A known fault counts as found when a check that does not hold names at least half of its figures.
An identity that holds must not be called false: such a check is a false alarm.
"""

import json
from functools import cache

import pytest

from khuyencong.reading.checks import check
from khuyencong.reading.files import load_text
from khuyencong.reading.model import Check, Reading
from khuyencong.reading.reader import read
from tests.conditions import SHARED

pytestmark = pytest.mark.originals

#: Failing identities that the printed digits explain when they are cut off, not rounded.
MERE_ROUNDING = {"003-I18"}


@cache
def document(doc: str) -> tuple[Reading, list[Check]]:
    (path,) = (SHARED / "reports").glob(f"{doc}_*.txt")
    reading = read(load_text(path))
    return reading, check(reading)


@cache
def facts(doc: str) -> dict[str, tuple[int, int]]:
    """Return fact id → the span of its number."""
    lines = (SHARED / "golden" / f"facts_{doc}.jsonl").read_text("utf-8").splitlines()
    rows = map(json.loads, lines)
    return {r["id"]: (r["value_char_start"], r["value_char_end"]) for r in rows}


@cache
def identities() -> list[dict]:
    path = SHARED / "golden" / "identities.json"
    rows = json.loads(path.read_text("utf-8")) if path.exists() else []
    return [row for row in rows if row["type"] != "cross_document"]


def figure_ids(identity: dict) -> list[str | None]:
    """Return, for each fact of an identity, the id of the figure that covers its number."""
    reading, _ = document(identity["doc"])
    spans = [facts(identity["doc"])[fact] for fact in identity["fact_ids"]]
    return [
        next((f.id for f in reading.figures if f.number_start <= a and b <= f.number_end), None)
        for a, b in spans
    ]


def failing_checks_of(identity: dict) -> list[Check]:
    """Return the checks that do not hold and name at least half of the identity's figures."""
    wanted = figure_ids(identity)
    _, checks = document(identity["doc"])
    return [
        c for c in checks if not c.holds and 2 * sum(i in c.figures for i in wanted) >= len(wanted)
    ]


def names(rows: list[dict]) -> list[str]:
    return [row["id"] for row in rows]


FAILING = [i for i in identities() if not i["holds"] and i["id"] not in MERE_ROUNDING]
HOLDING = [i for i in identities() if i["holds"] or i["id"] in MERE_ROUNDING]


@pytest.mark.parametrize("identity", FAILING, ids=names(FAILING))
def test_a_failing_identity_is_found(identity):
    assert failing_checks_of(identity), identity["comment"]


@pytest.mark.parametrize("identity", HOLDING, ids=names(HOLDING))
def test_an_identity_that_holds_is_not_accused(identity):
    wanted = set(figure_ids(identity))
    _, checks = document(identity["doc"])
    accusing = [c for c in checks if not c.holds and wanted <= set(c.figures) and len(wanted) > 1]

    assert all(explained_by_a_failing_identity(c, identity["doc"]) for c in accusing), [
        c.statement for c in accusing
    ]


def explained_by_a_failing_identity(found: Check, doc: str) -> bool:
    """Return whether a check is the one that a failing identity of the document asks for."""
    return any(found in failing_checks_of(i) for i in FAILING if i["doc"] == doc)


@pytest.mark.parametrize("doc", ["000", "002", "003"])
def test_at_most_one_false_alarm_a_document(doc):
    _, checks = document(doc)
    alarms = [
        c.statement for c in checks if not c.holds and not explained_by_a_failing_identity(c, doc)
    ]

    assert len(alarms) <= 1, alarms
