"""Who works with documents in the tests, and a document to work with."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from khuyencong.accounts.models import User
from khuyencong.core.identity import new_id
from khuyencong.documents import (
    Document,
    Issuer,
    Number,
    OnBehalf,
    Paragraph,
    PlaceAndDay,
    Recipients,
    Signature,
)
from khuyencong.office import actions
from khuyencong.office.actions import SignedAs
from khuyencong.office.models import IssuedDocument
from khuyencong.office.states import About, DocumentType, Kind
from khuyencong.registry.models import Organisation
from tests.cast import Cast
from tests.factories import make_user

AT = datetime(2026, 11, 20, 3, tzinfo=UTC)
DAY = date(2026, 11, 20)
MINUTES = Kind(
    code="minutes",
    label="Biên bản thẩm định",
    type=DocumentType.MINUTES,
    drafting=frozenset({"project.appraise_base"}),
    signing="project.conclude_base",
)
DECISION = replace(MINUTES, code="decision", label="Quyết định", type=DocumentType.DECISION)
WORDS = Document(
    issuer=Issuer("Sở Công Thương", "UBND tỉnh Mẫu"),
    number=Number("BB-SCT"),
    place_and_day=PlaceAndDay("Mẫu", year=2026),
    kind="Biên bản",
    subject="Thẩm định cấp cơ sở đề án hỗ trợ máy sấy chè",
    blocks=(Paragraph("Đạt./."),),
    signature=Signature("Giám đốc"),
    recipients=Recipients(("Trung tâm Khuyến công",)),
)
AS_DEPUTY = SignedAs(name="Lê Thị Ký", post="Phó Giám đốc", capacity=OnBehalf.HEAD, of="Giám đốc")


@dataclass(frozen=True)
class Office:
    """An officer who drafts, a head who signs, two clerks who give numbers, of one department."""

    body: Organisation
    officer: User
    head: User
    clerk: User
    other_clerk: User

    def draft(self, kind: Kind = MINUTES, words: Document = WORDS, **told: Any) -> IssuedDocument:
        """Return a document put forward about something new."""
        about = About("project", new_id(), new_id())
        given = {"body": self.body, "about": about, "tail": "SCT", "at": AT} | told
        return actions.draft(by=self.officer, kind=kind, words=words, **given)

    def signed(self, kind: Kind = MINUTES, **told: Any) -> IssuedDocument:
        """Return a document that the head has signed."""
        row = self.draft(kind, **told)
        return actions.sign(by=self.head, document=row, signed_as=AS_DEPUTY, at=AT)

    def numbered(self, kind: Kind = MINUTES, day: date = DAY, **told: Any) -> IssuedDocument:
        """Return a document that the clerk has numbered."""
        row = self.signed(kind, **told)
        return actions.number(by=self.clerk, document=row, day=day, at=AT)


def make_office(cast: Cast) -> Office:
    """Return the office of the cast's department."""
    return Office(
        body=cast.department,
        officer=cast.owner,
        head=cast.head,
        clerk=make_user("CLERK", cast.department, username="clerk"),
        other_clerk=make_user("CLERK", cast.department, username="clerk-2"),
    )
