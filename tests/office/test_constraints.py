"""What must never be false of documents and books is held by the database."""

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction

from khuyencong.core.identity import new_id
from khuyencong.office.models import IssuedDocument, OutgoingBook
from tests.office.desk import AT, DAY, Office

pytestmark = pytest.mark.django_db
Breach = Callable[[Office], Any]


def book(**told: Any) -> Breach:
    fields = {"year": 2026, "tail": "X", "opened_at": AT} | told
    return lambda office: OutgoingBook.objects.create(body=office.body, **fields)


def twice_a_book(office: Office) -> None:
    for _ in range(2):
        book()(office)


def on(make: str, **told: Any) -> Breach:
    """Return a try to set fields of a document that stands at `make`."""
    return lambda office: IssuedDocument.objects.filter(id=getattr(office, make)().id).update(
        **told
    )


def number_twice(office: Office) -> None:
    one, other = office.numbered(), office.numbered()
    IssuedDocument.objects.filter(id=other.id).update(number=one.number)


def two_pending(office: Office) -> None:
    one, other = office.draft(), office.draft()
    IssuedDocument.objects.filter(id=other.id).update(about=one.about)


def numbered_by_the_signer(office: Office) -> None:
    row = office.numbered()
    IssuedDocument.objects.filter(id=row.id).update(numbered_by=row.signed_by)


BREACHES: dict[str, list[Breach]] = {
    "book_once": [twice_a_book],
    "book_has_tail": [book(tail="")],
    "book_year_plausible": [book(year=1900), book(year=3000)],
    "book_type_known": [book(type="XX")],
    "book_day_of_the_last_number": [book(last=1), book(last_day=DAY)],
    "issueddocument_number_once": [number_twice],
    "issueddocument_one_pending": [two_pending],
    "issueddocument_state_known": [on("draft", state="lost")],
    "issueddocument_type_known": [on("draft", type="XX")],
    "issueddocument_says_what": [on("draft", title=""), on("draft", kind="")],
    "issueddocument_capacity_whole": [
        on("signed", capacity_of=""),
        on("signed", capacity=""),
        on("signed", capacity="XX"),
        on("signed", capacity="Q."),
    ],
    "issueddocument_signed_whole": [
        on("signed", signer=""),
        on("signed", post=""),
        on("signed", signed_at=None),
        on("dropped_signed", signed_by=None),
    ],
    "issueddocument_signed_as_its_state_says": [
        on("draft", state="signed"),
        on("signed", state="drafted"),
    ],
    "issueddocument_numbered_whole": [
        on("signed", number=1),
        on("signed", state="numbered"),
        on("signed", docx="a" * 64),
        on("numbered", number=None),
        on("numbered", number=0),
        on("numbered", book=None),
        on("numbered", day=None),
        on("numbered", docx=""),
        on("numbered", pdf=""),
        on("numbered", tail=""),
        on("numbered", numbered_by=None),
        on("numbered", state="signed"),
    ],
    "issueddocument_number_not_by_the_signer": [numbered_by_the_signer],
    "issueddocument_ended_for_a_reason": [
        on("numbered", state="revoked"),
        on("numbered", reason="sai"),
        on("numbered", ended_by=new_id(), ended_at=AT),
        on("draft", state="dropped"),
    ],
}


#: What the same breach breaks as well, and PostgreSQL looks at first.
ALSO = {"issueddocument_state_known": "issueddocument_ended_for_a_reason"}


class Acting(Office):
    """The office, with a document that was dropped after it was signed."""

    def dropped_signed(self) -> IssuedDocument:
        from khuyencong.office import actions

        return actions.drop(by=self.head, document=self.signed(), reason="sai", at=AT)


@pytest.mark.parametrize(
    ("name", "breach"), [(name, breach) for name, all_ in BREACHES.items() for breach in all_]
)
def test_a_constraint_holds(office: Office, name: str, breach: Breach) -> None:
    acting = Acting(**vars(office))
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        breach(acting)
    told = str(error.value)
    named = any(one in told for one in (name, ALSO.get(name, name)))
    assert named or "UNIQUE constraint failed" in told


def test_every_constraint_has_its_breach() -> None:
    named = {
        constraint.name
        for model in apps.get_app_config("office").get_models()
        for constraint in model._meta.constraints
        if isinstance(constraint, models.BaseConstraint)
    }
    assert named == set(BREACHES)
