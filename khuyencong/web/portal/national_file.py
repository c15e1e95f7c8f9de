"""The rows of the national page as a file for a spreadsheet."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from khuyencong.values.errors import Unreadable
from khuyencong.values.measures import MEASURES
from khuyencong.values.vocabulary import unit_label
from khuyencong.web.access import public
from khuyencong.web.portal.addresses import period_word
from khuyencong.web.portal.national import Picture, picture_of
from khuyencong.web.portal.national_table import Line
from khuyencong.web.portal.refusal import refused
from khuyencong.web.spreadsheet import Cell, csv_file

HEADER = (
    "Dòng", "Khóa", "Tên", "Ghi chú", "Giá trị", "Đơn vị", "Tỷ trọng (%)",
    "Bình quân một tỉnh", "Kỳ", "Địa giới", "Mở ra ở",
)  # fmt: skip
KINDS = {"region": "vùng", "rest": "ngoài vùng", "total": "cả nước", "province": "tỉnh"}


@require_safe
@public
def national_file(request: HttpRequest) -> HttpResponse:
    """The table of the national page, values in full đồng; refused as the page is."""
    try:
        picture = picture_of(request)
    except Unreadable as refusal:
        return refused(request, str(refusal))
    if picture is None:
        return refused(request, "Kỳ này chưa có số nào được công bố.", status=404)
    name = f"khuyen-cong-ca-nuoc-{period_word(picture.country.period)}"
    return csv_file(name, HEADER, _rows(request, picture))


def _rows(request: HttpRequest, picture: Picture) -> Iterator[list[Cell]]:
    told = picture.table
    unit = unit_label(MEASURES[told.question.measure].unit)
    word, borders = period_word(picture.country.period), str(picture.borders)
    for line in (*told.lines, *told.provinces):
        yield [
            KINDS[line.kind],
            line.key,
            line.name,
            line.carried or line.note,
            int(line.value) if line.value is not None else "",
            unit,
            _exact(line, "share"),
            _exact(line, "average"),
            word,
            borders,
            request.build_absolute_uri(line.door.address) if line.door else "",
        ]


def _exact(line: Line, name: str) -> str:
    """Return the exact value of a number of the line with a comma before its decimals."""
    door = getattr(line, name)
    return door.exact.replace(".", ",") if door else ""
