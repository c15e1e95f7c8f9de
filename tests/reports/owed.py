"""Who makes a periodic report in the tests, and a small preparer whose records can change."""

import io
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from khuyencong.accounts.models import User
from khuyencong.core import blobs
from khuyencong.documents import (
    Cited,
    Document,
    Issuer,
    Number,
    Paragraph,
    PlaceAndDay,
    Recipients,
    Signature,
    Spans,
)
from khuyencong.documents.signing import signed
from khuyencong.office import actions as office
from khuyencong.registry.models import Organisation, Place
from khuyencong.registry.states import Level
from khuyencong.reports import actions
from khuyencong.reports.actions import ReportTold
from khuyencong.reports.models import Edition, Phrase
from khuyencong.reports.narratives import CHAPTERS
from khuyencong.reports.narratives.references import filled
from khuyencong.reports.prepared import Prepared
from khuyencong.reports.states import Borders, ReportKind
from khuyencong.values.periods import Period, year
from tests.cast import Cast
from tests.factories import make_user
from tests.office.desk import AS_DEPUTY

#: It tells at length of every certificate that leads nowhere.
logging.getLogger("pyhanko").setLevel(logging.CRITICAL)
SIGNER = "Lê Thị Ký"
PASSWORD = b"mau"
AT = datetime(2026, 11, 20, 3, tzinfo=UTC)
DAY = date(2026, 11, 20)
ADDRESS = "https://khuyencong.example/xac-minh/"
HOUR = timedelta(hours=1)
PERIOD = year(2026)


def some_rows() -> list[dict[str, Any]]:
    return [
        {
            "id": "project:1",
            "label": "KC01 Máy sấy chè",
            "funding_source": "provincial",
            "activity": "training",
        },
        {
            "id": "project:2",
            "label": "KC02 Lớp mây tre",
            "funding_source": "national",
            "activity": "training",
        },
        {
            "id": "money:1:provincial:2026",
            "label": "KC01, tiền tỉnh",
            "funding_source": "provincial",
            "amount": 120_000_000,
        },
        {"id": "result:1", "label": "Lớp mây tre", "activity": "training", "persons": 30},
    ]


@dataclass
class Records:
    """Records that a test may change, and the report that they make."""

    rows: list[dict[str, Any]] = field(default_factory=some_rows)

    def figures(self) -> tuple[dict[str, Any], ...]:
        projects = [row for row in self.rows if row["id"].startswith("project:")]
        of_province = [row for row in projects if row["funding_source"] == "provincial"]
        money = sum(row["amount"] for row in self.rows if row["id"].startswith("money:"))
        persons = sum(row["persons"] for row in self.rows if row["id"].startswith("result:"))
        provincial = {"funding_source": "provincial"}
        return (
            _figure("de-an", "projects.count", len(projects), "project"),
            _figure("de-an-tinh", "projects.count", len(of_province), "project", provincial),
            _figure("kinh-phi", "money.state", money, "VND", provincial),
            _figure("hoc-vien", "training.persons", persons, "person", {"activity": "training"}),
        )

    def prepare(
        self,
        *,
        place: Place,
        period: Period,
        form: str,
        borders: Borders,
        at: datetime,
        chapters: Mapping[str, str],
    ) -> Prepared:
        figures = self.figures()
        said = Spans(("Có ", Cited(f"{figures[0]['value']:02d}", "de-an"), " đề án."))
        shown = {one["key"]: Cited(f"{one['value']:02d}", one["key"]) for one in figures}
        own = tuple(
            Paragraph(filled(f"{CHAPTERS[key]}: {text}", shown.get))
            for key, text in chapters.items()
        )
        return Prepared(
            place=place,
            name="tỉnh Mẫu",
            period=period,
            form=form,
            borders=borders,
            as_of=at,
            document=Document(
                issuer=Issuer("Sở Công Thương", "UBND tỉnh Mẫu"),
                number=Number("BC-SCT"),
                place_and_day=PlaceAndDay("Mẫu", year=2026),
                kind="Báo cáo",
                subject=f"Kết quả hoạt động khuyến công {period}",
                blocks=(Paragraph(said), *own, Paragraph("Trên đây là báo cáo./.")),
                signature=Signature("Giám đốc"),
                recipients=Recipients(("Cục",)),
                draft=True,
            ),
            figures=figures,
            rows=tuple(dict(row) for row in self.rows),
        )


def _figure(
    key: str, measure: str, value: int, unit: str, filters: dict[str, str] | None = None
) -> dict[str, Any]:
    return {
        "key": key,
        "measure": measure,
        "filters": filters or {},
        "value": value,
        "estimated": None,
        "unit": unit,
        "evidence": {"records": 1, "observations": 0, "hash": ""},
    }


@dataclass(frozen=True)
class Desk:
    """Who drafts, reviews, signs and sends; `records` are what the report is made of."""

    body: Organisation
    place: Place
    officer: User
    reviewer: User
    head: User
    clerk: User
    records: Records

    def told(self, **more: Any) -> ReportTold:
        given = {
            "custodian": self.body,
            "place": self.place,
            "period": PERIOD,
            "form": ReportKind.YEAR,
        } | more
        return ReportTold(**given)

    def draft(self, **more: Any) -> Edition:
        told = self.told(**more)
        return actions.draft_report(by=self.officer, told=told, prepare=self.records.prepare, at=AT)

    def reviewed(self, **more: Any) -> Edition:
        return self.review(self.draft(**more))

    def review(self, row: Edition, by: User | None = None) -> Edition:
        return actions.review(
            by=by or self.reviewer, edition=row, seen=row.content_hash, at=AT + HOUR
        )

    def signed(self, **more: Any) -> Edition:
        return self.sign(self.reviewed(**more))

    def sign(self, row: Edition, by: User | None = None) -> Edition:
        return actions.sign(
            by=by or self.head,
            edition=row,
            signed_as=AS_DEPUTY,
            address=ADDRESS,
            at=AT + 2 * HOUR,
        )

    def numbered(self, **more: Any) -> Edition:
        return self.number(self.signed(**more))

    def number(self, row: Edition) -> Edition:
        told = {"tail": "" if row.issue.tail else "SCT"}
        office.number(by=self.clerk, document=row.issue, day=DAY, at=AT + 3 * HOUR, **told)
        return Edition.objects.get(id=row.id)

    def sent(self, **more: Any) -> Edition:
        return self.send(self.numbered(**more))

    def send(self, row: Edition, by: User | None = None) -> Edition:
        return actions.send(by=by or self.clerk, edition=row, at=AT + 4 * HOUR)

    def write(self, row: Edition, key: str, text: str, **more: Any) -> Edition:
        given = {"by": self.officer, "seen": 0, "at": AT} | more
        prepare = self.records.prepare
        return actions.write_chapter(edition=row, key=key, text=text, prepare=prepare, **given)

    def correct(self, row: Edition, reason: str = "Ghi nhầm số lớp") -> Edition:
        return actions.correct(
            by=self.officer,
            edition=row,
            reason=reason,
            prepare=self.records.prepare,
            at=AT + 5 * HOUR,
        )

    def attach(self, row: Edition, data: bytes, by: User | None = None) -> Edition:
        return actions.attach_signed_pdf(
            by=by or self.clerk, edition=row, data=data, at=AT + 4 * HOUR
        )


def make_desk(cast: Cast) -> Desk:
    """Return the people of the cast's department, and its place."""
    return Desk(
        body=cast.department,
        place=Place.objects.create(key="tinh-bao-cao", level=Level.PROVINCE, name="Mẫu"),
        officer=cast.owner,
        reviewer=cast.colleague,
        head=cast.head,
        clerk=make_user("CLERK", cast.department, username="clerk"),
        records=Records(),
    )


def make_edition(custodian: Organisation, period: Period = PERIOD) -> Edition:
    """Return the draft of a report that a body owes."""
    key = f"tinh-cua-{custodian.key}"
    place, _ = Place.objects.get_or_create(
        key=key, defaults={"level": Level.PROVINCE, "name": "Mẫu"}
    )
    told = ReportTold(custodian=custodian, place=place, period=period, form=ReportKind.YEAR)
    officer = make_user("DEPT_OFFICER", custodian)
    return actions.draft_report(by=officer, told=told, prepare=Records().prepare, at=AT)


def make_phrase(by: User, office: Organisation, text: str = "") -> Phrase:
    """Return a sentence as an office words it."""
    told = text or "Hết báo cáo kết quả hoạt động khuyến công {{ noi }} {{ ky }}./."
    return actions.write_phrase(
        by=by, office=office, key="ket.het", text=told, reason="Lời quen", seen=None, at=AT
    )


def pdf_of(row: Edition) -> bytes:
    """Return the PDF that the office issued."""
    with blobs.open(row.issue.pdf) as file:
        return file.read()


@lru_cache
def signer(name: str) -> tuple[bytes, bytes]:
    """Return the key (PKCS#12) and the certificate of somebody, of his own making."""
    key = ec.generate_private_key(ec.SECP256R1())
    told = x509.Name(
        [
            x509.NameAttribute(NameOID.COMMON_NAME, name),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Sở Công Thương tỉnh Mẫu"),
        ]
    )
    today = datetime.now(UTC)
    uses = dict.fromkeys(
        (
            "key_encipherment",
            "data_encipherment",
            "key_agreement",
            "key_cert_sign",
            "crl_sign",
            "encipher_only",
            "decipher_only",
        ),
        False,
    )
    usage = x509.KeyUsage(digital_signature=True, content_commitment=True, **uses)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(told)
        .issuer_name(told)
        .public_key(key.public_key())
        .serial_number(0xA5)
        .not_valid_before(today - timedelta(days=1))
        .not_valid_after(today + timedelta(days=30))
        .add_extension(usage, critical=True)
        .sign(key, hashes.SHA256())
    )
    kept = pkcs12.serialize_key_and_certificates(
        b"mau", key, certificate, None, serialization.BestAvailableEncryption(PASSWORD)
    )
    return kept, certificate.public_bytes(serialization.Encoding.PEM)


def signed_pdf(data: bytes, name: str = SIGNER, place: str = "KyTen") -> bytes:
    """Return a PDF with one more PAdES signature."""
    return signed(data, signer(name)[0], PASSWORD, place)


def with_later_revision(data: bytes) -> bytes:
    """Return a PDF to which a page turned on its side was appended, signed or not."""
    from pyhanko.pdf_utils import generic

    writer = IncrementalPdfFileWriter(io.BytesIO(data))
    page = writer.root["/Pages"]["/Kids"][0]
    page["/Rotate"] = generic.NumberObject(90)
    writer.update_container(page)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
