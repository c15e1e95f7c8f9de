"""By the name of a table, what gives its rows: tuples in the order of its fields, as a stream."""

from collections.abc import Callable, Iterator
from typing import Any

from khuyencong.opendata.queries.moment import Moment
from khuyencong.opendata.queries.rows import figures, law, places, programmes, projects, vote

Rows = Callable[[Moment], Iterator[tuple[Any, ...]]]
ROWS: dict[str, Rows] = {
    **projects.ROWS,
    **figures.ROWS,
    **programmes.ROWS,
    **vote.ROWS,
    **law.ROWS,
    **places.ROWS,
}

__all__ = ["ROWS", "Rows"]
