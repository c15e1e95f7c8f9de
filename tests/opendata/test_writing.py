"""One table in three forms: every value comes back the same, however odd, in bounded memory."""

import csv
import json
import tracemalloc
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow.parquet as pq
from hypothesis import given, settings
from hypothesis import strategies as st

from khuyencong.opendata.actions.writing import BEGINS_FORMULA, shown, write_table
from khuyencong.opendata.rules.declaring import Field, Table
from khuyencong.opendata.states import Kind

NAMES = {
    Kind.TEXT: st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=40),
    Kind.INTEGER: st.integers(-(2**63), 2**63 - 1),
    Kind.NUMBER: st.decimals(-(10**20), 10**20, places=6),
    Kind.BOOLEAN: st.booleans(),
    Kind.DAY: st.dates(),
    Kind.MOMENT: st.datetimes(
        datetime(1900, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC)  # noqa: DTZ001
    ),
}  # fmt: skip
TABLE = Table(
    name="t",
    label="T",
    meaning="m",
    key=(),
    fields=tuple(Field(name=str(kind), label="", kind=kind, sources=("x",)) for kind in NAMES),
)
ROWS = st.lists(st.tuples(*(st.none() | values for values in NAMES.values())), max_size=8)


def written(rows: Any, folder: Path) -> int:
    (folder / "data").mkdir()
    total, _ = write_table(folder, TABLE, rows)
    return total


@settings(max_examples=60)
@given(ROWS)
def test_every_form_gives_back_the_same_values(rows: list[tuple[Any, ...]]) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        assert written(rows, folder) == len(rows)
        cells = pq.read_table(folder / "data/t.parquet").to_pylist()
        text = (folder / "data/t.json").read_text("utf-8")
        objects = json.loads(text, parse_float=Decimal)
        with (folder / "data/t.csv").open(encoding="utf-8-sig", newline="") as file:
            lines = list(csv.DictReader(file))
    expected = [
        dict(zip(TABLE.names, (None if value == "" else value for value in row), strict=True))
        for row in rows
    ]
    assert cells == expected
    assert [{k: shown(v) for k, v in row.items()} for row in objects] == lines
    assert [{k: shown(v) for k, v in row.items()} for row in expected] == lines


@given(st.sampled_from(BEGINS_FORMULA), st.text(max_size=5))
def test_no_cell_of_a_spreadsheet_begins_a_formula(first: str, rest: str) -> None:
    assert shown(first + rest) == f"'{first}{rest}"
    assert shown(-5) == "-5"


def test_a_table_of_any_length_is_written_in_bounded_memory(tmp_path: Path) -> None:
    """Five times the rows take no more memory: what Python holds is one batch."""

    def rows(number: int) -> Iterator[tuple[Any, ...]]:
        for n in range(number):
            yield ("chữ " * 10 + str(n), n, Decimal(n), True, date(2026, 1, 1), None)

    peaks = []
    for number in (10_000, 50_000):
        folder = tmp_path / str(number)
        folder.mkdir()
        tracemalloc.start()
        assert written(rows(number), folder) == number
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] * 1.5
