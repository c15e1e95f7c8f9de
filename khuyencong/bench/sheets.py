"""A spreadsheet of 100,000 × 20 entered, beside the same bytes read bare and one bulk insert.

Ours is the whole way of an officer's file: read in the limited child, kept, recognised, every cell
checked, places and known records looked up, written with versions and journal, and what each row
became. Three more lines set 10,000 rows beside django-import-export: the same job done the way its
pages tell it; the same without the model's own checks; and the least that it can be made to do.
"""

import io
from collections.abc import Iterator
from functools import partial
from typing import Any

import xlsxwriter
from django.db import connection, transaction
from python_calamine import CalamineWorkbook

from khuyencong.bench.measure import Line, Work, line, median_seconds, once_seconds
from khuyencong.core import clock
from khuyencong.ingestion.actions import batches
from khuyencong.ingestion.actions.batches.noting import Everyone
from khuyencong.ingestion.models import Batch, BatchPart
from khuyencong.ingestion.states import BatchState
from khuyencong.registry.actions.establishments.noting import SHARED
from khuyencong.registry.actions.establishments.particulars import searched
from khuyencong.registry.models import Establishment, EstablishmentVersion, Organisation, Place
from khuyencong.registry.models.dated import on_day
from khuyencong.registry.queries import in_custody_of
from khuyencong.registry.queries.territory import Territory, provinces_of
from khuyencong.registry.states import EstablishmentForm, Level, OrganisationKind
from khuyencong.values.identifiers import check_digit, read_phone, read_tax_code

ROWS, LIBRARY_ROWS = 100_000, 10_000
HEAD = (
    "STT", "Tên cơ sở", "Loại hình", "Mã số thuế", "Xã", "Tỉnh", "Thôn", "Điện thoại",
    "Phụ nữ làm chủ", "DTTS", "Sản phẩm", "Sản lượng", "Doanh thu", "Lao động", "Vốn",
    "Năm thành lập", "Máy móc", "Thị trường", "Tình trạng", "Ghi chú",
)  # fmt: skip
FLOOR = "calamine và một lần chèn"
LIBRARY = "django-import-export, cùng một việc"
LIBRARY_UNCHECKED = "django-import-export, không có full_clean"
LIBRARY_BARE = "django-import-export, sáu cột, không xét gì"
LABELS = {"Hộ kinh doanh": str(EstablishmentForm.HOUSEHOLD_BUSINESS)}


def lines(full: bool) -> Iterator[Line]:
    """Yield the cost of a long sheet; needs the registry's reference data."""
    custodian, communes = _ground()
    rows = ROWS if full else ROWS // 2
    data = _book(rows, communes)
    yield line(
        "nhập bảng tính 20 cột",
        rows,
        "dòng",
        partial(_ours, data, custodian),
        floor=FLOOR,
        bare=partial(_bare, data, custodian, communes[0]),
        tenth=partial(_ours, _book(rows // 10, communes), custodian),
    )
    small = _book(LIBRARY_ROWS, communes)
    ours = median_seconds(partial(_ours, small, custodian))
    ways: tuple[tuple[str, Work], ...] = (
        (LIBRARY, partial(_library, small, custodian)),
        (LIBRARY_UNCHECKED, partial(_library, small, custodian, checks=False)),
        (LIBRARY_BARE, partial(_library_bare, small, custodian)),
    )
    for floor, way in ways:
        theirs = once_seconds(way)
        yield Line("nhập bảng tính 20 cột", LIBRARY_ROWS, "dòng", ours, floor, theirs, None)


def _ground() -> tuple[Organisation, list[Place]]:
    """Return a Sở and the communes of its province today."""
    province = Place.objects.filter(level=Level.PROVINCE, valid_until=None).order_by("key")[0]
    custodian = Organisation.objects.filter(
        kind=OrganisationKind.DEPARTMENT, place=province
    ).order_by("key")[0]
    today = clock.today()
    links = (
        province.child_links.filter(on_day(today)).select_related("place").order_by("place__key")
    )
    return custodian, [link.place for link in links]


def _book(rows: int, communes: list[Place]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Danh sách cơ sở công nghiệp nông thôn"])
        sheet.write_row(2, 0, HEAD)
        for number in range(rows):
            commune = communes[number % len(communes)]
            told: list[str | int] = [
                number + 1, f"Cơ sở mẫu số {number}", "Hộ kinh doanh", tax_code(number),
                str(commune), "", f"Thôn {number % 30}", f"09{number:08d}",
                "x" if number % 3 == 0 else "", "x" if number % 7 == 0 else "", "mây tre đan",
                number * 3, number * 1_000_000, number % 90, 250_000_000, 2000 + number % 25,
                "máy chẻ", "trong tỉnh", "đang hoạt động", "",
            ]  # fmt: skip
            sheet.write_row(number + 3, 0, told)
    return out.getvalue()


def tax_code(number: int) -> str:
    """Return a code that is valid in form and nobody's; each number another."""
    nines = (f"9{number:07d}{last}" for last in range(10))
    return next(f"{nine}{digit}" for nine in nines if (digit := check_digit(nine)) is not None)


def _ours(data: bytes, custodian: Organisation) -> None:
    """Enter the file as an officer does, then leave the tables as they were."""
    by: Any = Everyone()
    batch = batches.receive_batch(
        by=by, custodian=custodian, kind="establishments", file_name="mau.xlsx", data=data,
        at=clock.now(),
    )  # fmt: skip
    batches.work_on(batch.id, clock=clock.now)
    batch.refresh_from_db()
    batches.confirm_batch(by=by, batch=batch, at=clock.now(), seen=batch.plan_hash)
    batches.write_batch(batch.id, clock=clock.now)
    batch.refresh_from_db()
    if batch.state != BatchState.DONE:
        raise RuntimeError(f"the sheet was not entered: {batch.state} {batch.refusal}")
    _clear()


def _bare(data: bytes, custodian: Organisation, commune: Place) -> None:
    """Read the same bytes with nothing asked, and insert their rows with one statement's worth."""
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0)
    at = clock.now()
    read: list[list[Any]] = list(sheet.iter_rows())[3:]
    rows = [
        Establishment(
            form=EstablishmentForm.HOUSEHOLD_BUSINESS, name=row[1], tax_code=row[3],
            commune=commune, street=row[6], phone=row[7], women_owned=row[8] == "x",
            minority_owned=row[9] == "x", custodian=custodian, recorded_at=at,
            search=row[1], core=row[1], sorted_name=row[1],
        )
        for row in read
    ]  # fmt: skip
    with transaction.atomic():
        Establishment.objects.bulk_create(rows)
    _clear()


def _dataset(data: bytes) -> Any:
    """Return the rows as the library reads a file: its .xlsx format, the head in the first line."""
    from tablib import Dataset

    return Dataset().load(io.BytesIO(data), format="xlsx", skip_lines=2)


def _library(data: bytes, custodian: Organisation, checks: bool = True) -> None:
    """Let django-import-export do the same job the way its own pages tell it.

    The file is loaded by the library's format; a dry run shows what would be new or changed with
    its differences; then the rows are imported, in a transaction. Each row: required fields and the
    model's own checks (`clean_model_instances`), tax code and telephone checked by widgets, the
    commune found by its name on the day in the same index as ours, the known record looked up
    (`import_id_fields`), unchanged rows skipped, and a version written after each record. No
    `use_bulk`: there the hook after a save comes before the record is written, and no version could
    name it. Without `checks` only the constraints of the database hold a row against what may be.
    """
    rows = _dataset(data)
    resource = _whole_resource(custodian, checks)
    told = resource.import_data(rows, dry_run=True, raise_errors=True)
    if told.has_errors() or told.has_validation_errors():
        raise RuntimeError("the library would not enter the rows")
    result = resource.import_data(rows, dry_run=False, raise_errors=True, use_transactions=True)
    if result.totals["new"] != LIBRARY_ROWS:
        raise RuntimeError(f"the library entered {result.totals}")
    if EstablishmentVersion.objects.count() != LIBRARY_ROWS:
        raise RuntimeError("the library wrote no versions")
    _clear()


def _library_bare(data: bytes, custodian: Organisation) -> None:
    """Let it enter six columns in one going, nothing checked, shown or kept but the record."""
    from import_export import fields, resources, widgets

    class Resource(resources.ModelResource):  # type: ignore[misc]
        tax_code = fields.Field("tax_code", "Mã số thuế")
        name = fields.Field("name", "Tên cơ sở")
        street = fields.Field("street", "Thôn")
        phone = fields.Field("phone", "Điện thoại")
        commune = fields.Field("commune", "commune", widgets.ForeignKeyWidget(Place, "key"))

        class Meta:
            model = Establishment
            import_id_fields = ["tax_code"]
            fields = ("tax_code", "name", "commune", "street", "phone")
            use_transactions = True
            skip_unchanged = True

        def before_import_row(self, row: Any, **kwargs: Any) -> None:
            row["commune"] = commune.key

        def before_save_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
            _completed(instance, custodian)

    commune = custodian.place.child_links.first().place  # type: ignore[union-attr]
    result = Resource().import_data(_dataset(data), raise_errors=True)
    if result.totals["new"] != LIBRARY_ROWS:
        raise RuntimeError(f"the library entered {result.totals}")
    _clear()


def _completed(instance: Any, custodian: Organisation) -> None:
    """Fill what no column of the sheet tells."""
    instance.form = instance.form or EstablishmentForm.HOUSEHOLD_BUSINESS
    instance.custodian, instance.recorded_at = custodian, clock.now()
    for name, value in searched(instance.name).items():
        setattr(instance, name, value)


def _whole_resource(custodian: Organisation, checks: bool) -> Any:
    from import_export import fields, resources, widgets

    bodies = in_custody_of([custodian.id], clock.today())
    territory = Territory(clock.today(), provinces_of(custodian, bodies))

    class TaxCode(widgets.CharWidget):  # type: ignore[misc]
        def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
            return read_tax_code(str(value)) if value else ""

    class Phone(widgets.CharWidget):  # type: ignore[misc]
        def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
            return read_phone(str(value)) if value else ""

    class Form(widgets.CharWidget):  # type: ignore[misc]
        def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
            return LABELS[value]

    class Crossed(widgets.Widget):  # type: ignore[misc]
        def clean(self, value: Any, row: Any = None, **kwargs: Any) -> bool:
            return bool(value == "x")

    class Commune(widgets.ForeignKeyWidget):  # type: ignore[misc]
        def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Place:
            found = territory.found(str(value), (Level.COMMUNE,))
            if len(found) != 1 or not territory.is_within(found[0]):
                raise ValueError(f"{value}: nơi nào?")
            return found[0].place

    class Resource(resources.ModelResource):  # type: ignore[misc]
        name = fields.Field("name", "Tên cơ sở")
        form = fields.Field("form", "Loại hình", Form())
        tax_code = fields.Field("tax_code", "Mã số thuế", TaxCode())
        commune = fields.Field("commune", "Xã", Commune(Place, "id"))
        street = fields.Field("street", "Thôn")
        phone = fields.Field("phone", "Điện thoại", Phone())
        women_owned = fields.Field("women_owned", "Phụ nữ làm chủ", Crossed())
        minority_owned = fields.Field("minority_owned", "DTTS", Crossed())

        class Meta:
            model = Establishment
            import_id_fields = ["tax_code"]
            fields = ("name", "form", "tax_code", "commune", "street", "phone", "women_owned",
                      "minority_owned")  # fmt: skip
            clean_model_instances = checks
            skip_unchanged = True

        def validate_instance(
            self, instance: Any, import_validation_errors: Any = None, validate_unique: bool = True
        ) -> None:
            _completed(instance, custodian)
            super().validate_instance(instance, import_validation_errors, validate_unique)

        def after_save_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
            EstablishmentVersion.objects.create(
                establishment=instance,
                act="import",
                recorded_at=clock.now(),
                **{name: getattr(instance, name) for name in SHARED},
            )

    return Resource()


def _clear() -> None:
    """Take away what was entered, fast: it is no part of what is measured in either."""
    with connection.cursor() as cursor:
        for model in (BatchPart, Batch, EstablishmentVersion, Establishment):
            cursor.execute(f"DELETE FROM {model._meta.db_table}")
