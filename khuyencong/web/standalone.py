"""A reading as one HTML file: no server, no database, nothing beside it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template import Context, Engine

from khuyencong.ingestion.shown import said
from khuyencong.reading.model import Figure, Reading
from khuyencong.web.desk.figure_view import facts
from khuyencong.web.desk.print_view import PrintView

HERE = Path(__file__).resolve().parent
SHEETS = HERE / "static" / "khuyencong"
#: Where the template leaves room for the sheet, which a file of its own carries inside.
ROOM = "<!-- sheet -->"


@dataclass(frozen=True)
class Row:
    """A figure in the table at the end."""

    figure: Figure
    shown: str
    facts: list[tuple[str, str]]


def standalone_page(reading: Reading) -> str:
    """Return the report with its checks pinned and told, and a table of all its figures."""
    if not settings.configured:
        settings.configure(USE_I18N=False)
    rows = [Row(figure, said(figure), facts(figure)) for figure in reading.figures]
    told = {
        "reading": reading,
        "view": PrintView(reading, {}, figure_address="#so-{}"),
        "rows": rows,
        "names": [name for name, _ in rows[0].facts] if rows else [],
    }
    return _with_sheets("standalone.html", told, "kc.css")


def _with_sheets(template: str, told: dict[str, Any], *sheets: str) -> str:
    page = Engine(dirs=[str(HERE / "templates")]).get_template(template)
    rules = "".join((SHEETS / name).read_text("utf-8") for name in sheets)
    return page.render(Context(told)).replace(ROOM, f"<style>{rules}</style>", 1)
