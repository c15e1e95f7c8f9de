"""A reading as one HTML file that needs no server, no database and nothing beside it."""

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.template import Context, Engine

from khuyencong.ingestion.shown import said
from khuyencong.reading.model import Figure, Reading
from khuyencong.web.desk.figure_view import facts
from khuyencong.web.desk.print_view import PrintView

HERE = Path(__file__).resolve().parent
SHEET = HERE / "static" / "khuyencong" / "kc.css"
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
    page = Engine(dirs=[str(HERE / "templates")]).get_template("standalone.html")
    sheet = f"<style>{SHEET.read_text('utf-8')}</style>"
    return page.render(Context(told)).replace(ROOM, sheet, 1)
