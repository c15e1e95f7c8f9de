"""What must never be false of reports and their editions is held by the database."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction

from khuyencong.core.identity import new_id
from khuyencong.reports.models import ChapterVersion, Edition, Phrase, Report
from khuyencong.values.periods import year
from tests.reports.owed import AT, Desk

pytestmark = pytest.mark.django_db
Breach = Callable[[Desk], Any]


def report(**told: Any) -> Breach:
    """Return a try to set fields of a report."""
    return lambda desk: Report.objects.filter(id=desk.draft().report_id).update(**told)


def on(make: str, **told: Any) -> Breach:
    """Return a try to set fields of an edition that stands at `make`."""
    return lambda desk: Edition.objects.filter(id=getattr(desk, make)().id).update(**told)


def twice_a_report(desk: Desk) -> None:
    one = desk.draft().report
    one.id = new_id()
    one.save(force_insert=True)


def copied(row: Edition, **told: Any) -> None:
    row.id = new_id()
    row.code = told.pop("code", "Z" * 14)
    for name, value in told.items():
        setattr(row, name, value)
    row.save(force_insert=True)


def twice_a_number(desk: Desk) -> None:
    one, other = desk.sent(), desk.sent(period=year(2025))
    Edition.objects.filter(id=other.id).update(report=one.report_id)


def two_living(desk: Desk) -> None:
    row = desk.draft()
    copied(row, number=2, supersedes=Edition.objects.get(id=row.id), reason="Sai")


def twice_a_code(desk: Desk) -> None:
    code = desk.draft().code
    copied(desk.sent(period=year(2025)), code=code)


def by(**same: str) -> Breach:
    def breach(desk: Desk) -> None:
        row = desk.sent()
        told = {one: getattr(row, other) for one, other in same.items()}
        Edition.objects.filter(id=row.id).update(**told)

    return breach


def twice_a_chapter(desk: Desk) -> None:
    told = {"edition": desk.draft(), "key": "ket_qua", "by": new_id(), "at": AT}
    for _ in range(2):
        ChapterVersion.objects.create(number=1, **told)


def no_chapter(desk: Desk) -> None:
    told = {"edition": desk.draft(), "key": "ket_qua", "by": new_id(), "at": AT}
    ChapterVersion.objects.create(number=0, **told)


def phrase(**told: Any) -> Breach:
    """Return a try to keep a sentence of an office beside the one that stands."""

    def breach(desk: Desk) -> None:
        for key in ("ket.het", told.get("key", "tong.gom")):
            given = {"text": "Trong đó:", "reason": "thử", "by": new_id(), "recorded_at": AT}
            Phrase.objects.create(custodian=desk.body, **given | {"key": key} | told)

    return breach


EARLY = AT - timedelta(days=1)
BREACHES: dict[str, list[Breach]] = {
    "report_once": [twice_a_report],
    "report_has_a_day": [report(end=year(2026).start)],
    "report_form_known": [report(form="weekly")],
    "report_borders_known": [report(borders="tomorrow")],
    "phrase_one_standing": [phrase(key="ket.het")],
    "phrase_of_a_sentence": [phrase(key="")],
    "phrase_has_a_reason": [phrase(reason="")],
    "reports_phrase_superseded_after_recorded": [phrase(superseded_at=EARLY)],
    "edition_number_once": [twice_a_number],
    "edition_one_living": [two_living],
    "edition_state_known": [on("draft", state="lost")],
    "edition_follows_another_for_a_reason": [
        on("draft", number=2),
        on("draft", number=0),
        on("draft", reason="sai"),
    ],
    "edition_has_hashes": [
        on("reviewed", content_hash=""),
        on("reviewed", rows_sha256=""),
        on("reviewed", figures_sha256=""),
        on("reviewed", document_sha256=""),
    ],
    "edition_has_a_code": [on("draft", code="")],
    "edition_reviewed_as_its_state_says": [
        on("draft", state="reviewed"),
        on("reviewed", state="draft"),
        on("reviewed", reviewed_by=None),
        on("signed", reviewed_at=None),
    ],
    "edition_signed_as_its_state_says": [
        on("reviewed", state="signed"),
        on("signed", state="reviewed"),
        on("signed", signed_by=None),
        on("signed", signed_at=None),
        on("signed", issue=None),
        on("signed", address=""),
        on("signed", issue_sha256=""),
        on("reviewed", signed_pdf="a" * 64),
    ],
    "edition_sent_as_its_state_says": [
        on("numbered", state="sent"),
        on("sent", state="signed"),
        on("sent", sent_by=None),
        on("sent", sent_at=None),
        on("sent", docx=""),
        on("sent", pdf=""),
        on("numbered", pdf="a" * 64),
    ],
    "edition_steps_in_order": [
        on("sent", reviewed_at=EARLY),
        on("sent", signed_at=EARLY),
        on("sent", sent_at=EARLY),
    ],
    "edition_by_three_persons": [
        by(reviewed_by="drafted_by"),
        by(signed_by="drafted_by"),
        by(signed_by="reviewed_by"),
    ],
    "chapterversion_number_once": [twice_a_chapter],
    "chapterversion_counted_from_one": [no_chapter],
}
#: What the same breach breaks as well, and a database may look at first.
ALSO = {"edition_state_known": "edition_reviewed_as_its_state_says"}


@pytest.mark.parametrize(
    ("name", "breach"), [(name, breach) for name, all_ in BREACHES.items() for breach in all_]
)
def test_a_constraint_holds(desk: Desk, name: str, breach: Breach) -> None:
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        breach(desk)
    told = str(error.value)
    named = any(one in told for one in (name, ALSO.get(name, name)))
    assert named or "UNIQUE constraint failed" in told


def test_a_code_and_a_correction_are_of_one_edition(desk: Desk) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        twice_a_code(desk)


def test_every_constraint_has_its_breach() -> None:
    named = {
        constraint.name
        for model in apps.get_app_config("reports").get_models()
        for constraint in model._meta.constraints
        if isinstance(constraint, models.BaseConstraint)
    }
    assert named == set(BREACHES)
