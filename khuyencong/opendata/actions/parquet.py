"""A table as a Parquet file, batch by batch."""

from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pyarrow as pa
import pyarrow.parquet as pq

from khuyencong.opendata.rules.declaring import Table
from khuyencong.opendata.states import Kind

_ARROW = {
    Kind.TEXT: pa.string(),
    Kind.KEY: pa.string(),
    Kind.CODE: pa.string(),
    Kind.INTEGER: pa.int64(),
    Kind.MONEY: pa.int64(),
    Kind.NUMBER: pa.decimal128(28, 6),
    Kind.BOOLEAN: pa.bool_(),
    Kind.DAY: pa.date32(),
    Kind.MOMENT: pa.timestamp("us", tz="UTC"),
}


class ParquetFile:
    """A Parquet file, one group of rows for each batch."""

    def __init__(self, path: Path, table: Table) -> None:
        self._schema = pa.schema(
            pa.field(one.name, _ARROW[one.kind], nullable=not one.required) for one in table.fields
        )
        self._writer = pq.ParquetWriter(path, self._schema, compression="zstd")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._writer.close()

    def write(self, rows: Sequence[Sequence[Any]]) -> None:
        """Add a batch of rows, each a value for each field."""
        columns = zip(*rows, strict=True)
        arrays = [
            pa.array(column, type=one.type)
            for column, one in zip(columns, self._schema, strict=True)
        ]
        self._writer.write_batch(pa.record_batch(arrays, schema=self._schema))
