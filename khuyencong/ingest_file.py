"""`khuyencong ingest`: one report into the database, its figures waiting for an officer."""

from dataclasses import dataclass
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from khuyencong.core.clock import now, today
from khuyencong.formats import LARGEST
from khuyencong.ingestion import actions
from khuyencong.ingestion.formats import NotTaken
from khuyencong.ingestion.models import Document
from khuyencong.ingestion.queries import already_kept
from khuyencong.reading.files import Unreadable, load_bytes
from khuyencong.registry.models import Organisation, Place
from khuyencong.registry.queries import answering_for, place_in_period, place_on, territory_named
from khuyencong.registry.queries.places import days_of
from khuyencong.values.periods import Period, read_period


class NotIngested(Exception):
    """The report cannot be taken in; the message says why in one line."""


@dataclass(frozen=True)
class Ingested:
    """What became of the file."""

    document: Document
    is_new: bool
    observations: int
    answering: int

    @property
    def lines(self) -> list[str]:
        """Return what the terminal is told."""
        document = self.document
        what = "Đã nhận" if self.is_new else "Đã có từ trước, không thay đổi"
        told = [
            f"{what}: {document.title}",
            f"Nơi: {document.place or 'chưa rõ'} · Thời gian: {document.period or 'chưa rõ'}",
            f"{self.observations} số liệu, {self.answering} số trả lời một chỉ tiêu;"
            " chờ cán bộ soát.",
        ]
        lacking = [
            option
            for option, known in (("--place", document.place_key), ("--period", document.period))
            if not known
        ]
        if lacking:
            told.append(
                f"Báo cáo không nói đủ: thêm {' và '.join(lacking)}, hoặc xác nhận trên màn hình."
            )
        return told


def ingest_file(path: Path, *, place: str = "", period: str = "") -> Ingested:
    """Keep a report and its figures; the same file again changes nothing. Raises NotIngested.

    `place` and `period` are what the operator knows of the whole report: they are recorded as
    confirmed by the command line.
    """
    days = _period(period)
    meant = _place(place, days)
    try:
        data = load_bytes(path, LARGEST)
        read = actions.read_file(path.name, data, place=meant.name if meant else "", period=period)
    except (Unreadable, NotTaken) as refusal:
        raise NotIngested(f"{path}: {refusal}") from refusal
    custodian = _custodian(read, meant)
    known = already_kept(custodian.id, read.text_sha256)
    document = known or actions.keep(by=None, custodian=custodian, read=read, at=now())
    if meant and days and known is None:
        actions.confirm(by=None, document=document, place=meant, period=days, at=now())
    rows = document.observations.filter(superseded_at=None)
    return Ingested(document, known is None, rows.count(), rows.exclude(slot="").count())


def _period(period: str) -> Period | None:
    try:
        return read_period(period) if period else None
    except ValueError as refusal:
        raise NotIngested(str(refusal)) from refusal


def _place(place: str, days: Period | None) -> Place | None:
    try:
        if not place:
            return None
        return place_in_period(place, days.start, days.end) if days else place_on(place)
    except LookupError as refusal:
        raise NotIngested(str(refusal)) from refusal


def _custodian(read: actions.ReadFile, meant: Place | None) -> Organisation:
    """Return who answers today for the place that the report is about."""
    told = read.reading
    if meant is None and told.place:
        meant = territory_named(told.place, days_of(told.period) if told.period else None)
    try:
        return answering_for(meant, today())
    except Organisation.DoesNotExist as error:
        raise ImproperlyConfigured(
            "chưa dựng dữ liệu tham chiếu: chạy khuyencong prepare."
        ) from error
