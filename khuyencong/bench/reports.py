"""The report of a nation: its figures and pages, beside bare SQL and docxtpl on the same pages.

The nation is a synthetic one of a thousand đề án, copied within the database until it is as large
as asked: the copies have ids, codes and money of their own and the same shape.
"""

import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from typing import Any

from django.db import connection, transaction

from khuyencong.bench.measure import Line, line, once_seconds
from khuyencong.documents import Document, Items, Paragraph, Table, write_docx, write_pdf
from khuyencong.documents.typesetting import typeset
from khuyencong.registry.actions import load_reference_data
from khuyencong.reports.preparing import Order, write_report
from khuyencong.simulation.entering import simulate
from khuyencong.values.periods import programme

SEED = 1_000
PERIOD = programme(2014, 2020)
NOW = datetime(2026, 11, 20, 2, tzinfo=UTC)
#: Tables of a đề án, lowest first, with the columns that hold ids of the copied rows.
_COPIED = {
    "projects_project": ("id",),
    "projects_line": ("id", "project_id"),
    "projects_lineshare": ("id", "line_id"),
    "funds_fund": ("id", "spender"),
    "funds_share": ("id", "fund_id", "part"),
    "results_result": ("id", "series", "line_id"),
}


def lines(full: bool) -> Iterator[Line]:
    """Yield the cost of the national report, and of its PDF beside the bare typesetter."""
    load_reference_data()
    with transaction.atomic():
        list(simulate(SEED, 1))
        copies = 1
        for size in (10_000, *((100_000,) if full else ())):
            tenth = once_seconds(_written)
            _grow(copies, size // SEED)
            copies = size // SEED
            yield _report(size, tenth)
        yield _pdf()
        transaction.set_rollback(True)


def _report(size: int, tenth: float) -> Line:
    document = _written()
    ours = once_seconds(_written)
    bare = once_seconds(partial(_bare, document))
    return Line(
        "báo cáo cả nước, Word, 5 phụ lục",
        size,
        "đề án",
        ours,
        "SQL trần + docxtpl",
        bare,
        ours / (10 * tenth),
    )


def _written() -> Document:
    report = write_report(Order("viet-nam", PERIOD), now=NOW)
    write_docx(report.document)
    return report.document


def _pdf() -> Line:
    document = write_report(Order("viet-nam", PERIOD), now=NOW).document
    rows = sum(len(b.rows) for a in document.appendices for b in a.blocks if isinstance(b, Table))
    told = {"lines": _lines(document), "tables": _tables(document)}
    bare = partial(typeset, _BARE, json.dumps(told, ensure_ascii=False), "pdf")
    return line(
        "báo cáo cả nước, PDF",
        rows,
        "dòng bảng",
        partial(write_pdf, document),
        floor="typst trần",
        bare=bare,
    )


#: The same words and cells, set with nothing of an official document.
_BARE = b"""#let told = json(bytes(sys.inputs.facts))
#set page(paper: "a4")
#for line in told.lines { par(line) }
#for rows in told.tables {
  if rows.len() > 0 { table(columns: rows.at(0).len(), ..rows.flatten()) }
}
"""


# --- growing --------------------------------------------------------------------------------------


def _grow(first: int, until: int) -> None:
    """Copy the first thousand until there are `until` of them."""
    with connection.cursor() as cursor, _without_keys(cursor):
        for table in _COPIED:
            cursor.execute(f"CREATE TEMP TABLE IF NOT EXISTS of_{table} AS SELECT id FROM {table}")
        cursor.execute("CREATE TEMP TABLE IF NOT EXISTS nth (n integer)")
        cursor.execute("DELETE FROM nth")
        cursor.executemany("INSERT INTO nth VALUES (%s)", [(n,) for n in range(first, until)])
        for table, ids in _COPIED.items():
            cursor.execute(_copy(cursor, table, ids))


def _copy(cursor: Any, table: str, ids: tuple[str, ...]) -> str:
    columns = [one.name for one in connection.introspection.get_table_description(cursor, table)]
    taken = [_copied(table, name, name in ids) for name in columns]
    only = f"id IN (SELECT id FROM of_{table})"
    names = ", ".join(f'"{name}"' for name in columns)
    return f"INSERT INTO {table} ({names}) SELECT {', '.join(taken)} FROM {table}, nth WHERE {only}"


def _copied(table: str, name: str, is_id: bool) -> str:
    if is_id:
        # Nothing stays nothing: a part of NULL is NULL.
        return f"substr(\"{name}\", 1, 24) || printf('%08x', n)"
    if table == "projects_project" and name == "code":
        return "code || '-' || printf('%07d', n)"
    return f'"{name}"'


@contextmanager
def _without_keys(cursor: Any) -> Iterator[None]:
    """Let rows stand for a moment without those they point to."""
    cursor.execute("PRAGMA defer_foreign_keys = ON")
    yield


# --- bare -----------------------------------------------------------------------------------------

_DONE = "('accepted','liquidated','settled','closed')"
_SQL = (
    f"""SELECT source, content, max(first_year, 2014), count(*) FROM projects_project
        WHERE first_year <= 2020 AND last_year >= 2014 AND state IN {_DONE} GROUP BY 1, 2, 3""",
    """SELECT s.source, l.content, l.item, s.year, sum(s.accepted) FROM funds_share s
        JOIN projects_line l ON l.id = s.part WHERE s.year BETWEEN 2014 AND 2020
        GROUP BY 1, 2, 3, 4""",
    """SELECT coalesce(p.custodian_id, p.owner_id), s.source, sum(s.accepted) FROM funds_share s
        JOIN projects_line l ON l.id = s.part JOIN projects_project p ON p.id = l.project_id
        WHERE s.year BETWEEN 2014 AND 2020 GROUP BY 1, 2""",
    """SELECT l.content, l.item, s.source, count(DISTINCT l.project_id) FROM funds_share s
        JOIN projects_line l ON l.id = s.part WHERE s.accepted > 0
        AND s.year BETWEEN 2014 AND 2020 GROUP BY 1, 2, 3""",
    """SELECT kind, variant, content, strftime('%Y', done_until, '-1 day'), sum(quantity),
        sum(persons), sum(person_turns), sum(establishments), sum(establishment_turns),
        sum(products), sum(product_turns), sum(booths), sum(copies), sum(machines),
        sum(production_lines), sum(jobs), sum(contract_money), sum(sales_money), count(*)
        FROM results_result WHERE superseded_at IS NULL AND NOT withdrawn
        AND done_until > '2014-01-01' AND done_until <= '2021-01-01' GROUP BY 1, 2, 3, 4""",
    """SELECT r.kind, r.variant, r.content, strftime('%Y', r.done_until, '-1 day'),
        count(DISTINCT e.establishment_id) FROM results_resultestablishment e
        JOIN results_result r ON r.id = e.result_id WHERE r.superseded_at IS NULL
        AND r.done_until > '2014-01-01' AND r.done_until <= '2021-01-01' GROUP BY 1, 2, 3, 4""",
    """SELECT kind, year, sum(amount) FROM funds_besidemoney WHERE superseded_at IS NULL
        AND year BETWEEN 2014 AND 2020 GROUP BY 1, 2""",
)


def _bare(document: Document) -> None:
    """Ask for the same numbers by hand, and let docxtpl write the same words and cells."""
    with connection.cursor() as cursor:
        for statement in _SQL:
            cursor.execute(statement)
            cursor.fetchall()
    _docxtpl(document)


def _docxtpl(document: Document) -> None:
    from docxtpl import DocxTemplate  # type: ignore[import-untyped]

    template = DocxTemplate(io.BytesIO(_template(document)))
    template.render({"lines": _lines(document), "tables": _tables(document)}, autoescape=True)
    template.save(io.BytesIO())


def _lines(document: Document) -> list[str]:
    found: list[str] = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            found.append(str(block.text))
        elif isinstance(block, Items):
            found += map(str, block.items)
    return found


def _tables(document: Document) -> list[list[list[str]]]:
    blocks = (*document.blocks, *(b for a in document.appendices for b in a.blocks))
    tables = (block for block in blocks if isinstance(block, Table))
    return [[[str(cell) for cell in row] for row in table.rows] for table in tables]


def _template(document: Document) -> bytes:
    """Return a template with a loop for the lines and one for the rows of each table."""
    from docx import Document as Blank

    docx = Blank()
    docx.add_paragraph("{%p for line in lines %}")
    docx.add_paragraph("{{ line }}")
    docx.add_paragraph("{%p endfor %}")
    for at, rows in enumerate(_tables(document)):
        width = len(rows[0]) if rows else 1
        table = docx.add_table(rows=3, cols=width)
        table.cell(0, 0).text = f"{{%tr for row in tables[{at}] %}}"
        for column in range(width):
            table.cell(1, column).text = f"{{{{ row[{column}] }}}}"
        table.cell(2, 0).text = "{%tr endfor %}"
    out = io.BytesIO()
    docx.save(out)
    return out.getvalue()
