"""The appendices of a report: sheets of figures, the same in Word, on a page and as a workbook."""

from khuyencong.reports.appendices.model import Line, LineKind, Sheet
from khuyencong.reports.appendices.sheets import sheets_of
from khuyencong.reports.appendices.tables import appendices_of
from khuyencong.reports.appendices.workbook import workbook_of

__all__ = ["Line", "LineKind", "Sheet", "appendices_of", "sheets_of", "workbook_of"]
