"""What the checks must say of the founding reports without a list of identities: 001 and 004.

Numbers only; the sentences of the originals stay where they are.
"""

from functools import cache

import pytest

from khuyencong.reading.checks import check
from khuyencong.reading.files import load_text
from khuyencong.reading.model import Check, Reading
from khuyencong.reading.reader import read
from khuyencong.values.vocabulary import CheckKind, Severity
from tests.conditions import SHARED

pytestmark = pytest.mark.originals


@cache
def document(doc: str) -> tuple[Reading, list[Check]]:
    (path,) = (SHARED / "reports").glob(f"{doc}_*.txt")
    reading = read(load_text(path))
    return reading, check(reading)


def numbers(doc: str, one: Check) -> set[str]:
    reading, _ = document(doc)
    by_id = {f.id: f.number for f in reading.figures}
    return {by_id[i] for i in one.figures}


def naming(doc: str, kind: CheckKind, *wanted: str) -> list[Check]:
    """Return the checks of a kind that name all of the given numbers."""
    _, checks = document(doc)
    return [c for c in checks if c.kind is kind and set(wanted) <= numbers(doc, c)]


#: Document, kind, numbers that the check names, severity, words of its statement.
EXPECTED = [
    (
        "001",
        CheckKind.SUPERLATIVE,
        ["17,62", "220,11", "13"],
        Severity.ERROR,
        ["16,93", "Cửu Long"],
    ),
    ("001", CheckKind.SUPERLATIVE, ["33,03"], Severity.OK, ["cao nhất"]),
    ("001", CheckKind.AVERAGE, ["27,58", "1.737,73"], Severity.WARNING, ["273,67", "23,24"]),
    ("001", CheckKind.PERIOD_LENGTH, ["6", "107,96"], Severity.WARNING, ["7 năm", "755,72"]),
    ("001", CheckKind.GROWTH, ["9,59", "17,07"], Severity.NOTE, ["9,64", "9,48"]),
    ("001", CheckKind.SUM, ["755,71", "982,011", "1.737,73"], Severity.OK, ["0,009"]),
    ("001", CheckKind.CONTRADICTION, ["107", "261"], Severity.WARNING, ["↔"]),
    ("001", CheckKind.CONTRADICTION, ["100"], Severity.WARNING, ["↔"]),
    ("001", CheckKind.RATIO, ["5,5", "1.737,73"], Severity.OK, ["5,47"]),
    ("001", CheckKind.SHARE, ["100", "1.308", "7,64"], Severity.NOTE, ["7,645"]),
    ("001", CheckKind.OUT_OF, ["57/63", "90,48"], Severity.OK, ["90,476"]),
    ("001", CheckKind.IMPLIED_TARGET, ["18.400", "13,14"], Severity.OK, ["140.000"]),
    ("001", CheckKind.IMPLIED_TARGET, ["261", "30,5"], Severity.OK, ["130,5%", "200"]),
    ("001", CheckKind.AVERAGE, ["33,03", "363,31", "11"], Severity.OK, ["33,03"]),
    ("004", CheckKind.PART_WHOLE, ["29,916", "2,630"], Severity.WARNING, ["trong đó"]),
    ("004", CheckKind.SUM, ["12,982", "4,205", "42,995", "60,182"], Severity.OK, ["60,182"]),
    ("003", CheckKind.GROWTH, ["9.656", "23.402", "19,8"], Severity.WARNING, ["19,37"]),
    ("003", CheckKind.IMPLIED_TARGET, ["153", "142,9"], Severity.NOTE, ["107"]),
    ("003", CheckKind.COUNT_OF_LIST, ["03"], Severity.OK, ["liệt kê 3"]),
    ("002", CheckKind.SUM, ["65", "01", "02", "30", "07"], Severity.WARNING, ["41", "24"]),
]


@pytest.mark.parametrize(
    ("doc", "kind", "wanted", "severity", "words"),
    EXPECTED,
    ids=[f"{e[0]} {e[2][0]}" for e in EXPECTED],
)
def test_what_a_reader_must_be_told(doc, kind, wanted, severity, words):
    found = naming(doc, kind, *wanted)

    assert severity in {c.severity for c in found}, [c.statement for c in found]
    assert any(all(w in c.statement for w in words) for c in found), [c.statement for c in found]


@pytest.mark.parametrize(("doc", "failing"), [("001", 5), ("004", 1), ("000", 1), ("002", 1)])
def test_nothing_else_is_accused(doc, failing):
    _, checks = document(doc)
    accused = [c.statement for c in checks if not c.holds]

    assert len(accused) <= failing, accused


def test_region_classes_make_sixty_three():
    sums = naming("001", CheckKind.SUM, "9/63", "17/63", "31/63", "6/63")

    assert [c.severity for c in sums] == [Severity.OK]


@pytest.mark.parametrize("doc", ["000", "001", "002", "003", "004"])
def test_every_check_shows_where_it_looks_and_why_it_fails(doc):
    reading, checks = document(doc)
    ids = {f.id for f in reading.figures}

    assert [c.id for c in checks] == [f"c{i}" for i in range(1, len(checks) + 1)]
    for one in checks:
        assert one.passages and all(a < b <= len(reading.text) for a, b in one.passages)
        assert set(one.figures) <= ids
        assert one.holds or one.explanation.startswith("Dễ xảy ra vì: ")
        assert len(one.passages) > 1 or one.holds or one.kind is CheckKind.SUPERLATIVE
