"""What was changed since a moment, and what did not change since a date of HTTP."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction

from khuyencong.applications.models import Request
from khuyencong.competitions.models import CouncilSession, Verdict
from khuyencong.core.clock import now
from khuyencong.projects.actions.taking import note
from khuyencong.registry.actions import establishments as acts
from khuyencong.registry.models import Establishment
from khuyencong.reports.models import Edition, EditionStep
from khuyencong.web.api.operations import RESOURCES
from khuyencong.web.api.resources import LAST_CHANGE
from tests.cast import Cast
from tests.factories import (
    ENTERED_AT,
    make_commune,
    make_entry,
    make_establishment,
    make_product,
    make_project,
    make_request,
    make_round,
    told,
)
from tests.reports.owed import make_edition
from tests.web.api.conftest import Software, Speak
from tests.web.api.test_reading import all_of, more_of_each

DATED = [one for one in RESOURCES if one.changed is not None]
LATER = datetime(2026, 12, 1, 1, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def stamp(at: datetime) -> str:
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def ids(software: Software, path: str, **asked: datetime) -> set[str]:
    query = "&".join(f"{name}={stamp(at)}" for name, at in asked.items())
    answer = software.get(f"{path}/?limit=100&{query}")
    assert answer.status_code == 200, answer.content
    return {one["id"] for one in answer.json()["items"]}


@pytest.fixture
def stocked(cast: Cast) -> Callable[[], None]:
    more_of_each(cast)
    more_of_each(cast)
    return lambda: more_of_each(cast)


def test_only_lists_whose_records_tell_it_are_asked_by_it() -> None:
    """The others keep no moment of their last change, or not of every change."""
    assert {one.path for one in DATED} == {
        "establishments", "requests", "projects", "plans", "results", "entries", "editions",
        "reporting-duties",
    }  # fmt: skip


@pytest.mark.parametrize("resource", DATED, ids=lambda one: one.path)
def test_the_span_is_half_open_and_every_record_falls_in_one(
    resource: Any, cast: Cast, stocked: Callable[[], None], speak: Speak
) -> None:
    rows = resource.dated(resource.rows(cast.owner))
    moments = dict(rows.values_list(resource.key, LAST_CHANGE))
    assert moments and None not in moments.values()
    software = speak(cast.owner)
    every = {str(key) for key in moments}
    for cut in set(moments.values()):
        since = ids(software, resource.path, changed_since=cut)
        before = ids(software, resource.path, changed_before=cut)
        assert since == {str(key) for key, at in moments.items() if at >= cut}
        assert since | before == every and not since & before
    assert ids(software, resource.path, changed_since=now() + timedelta(days=99)) == set()


def test_the_pages_of_a_span_come_to_its_end_each_once(
    cast: Cast, stocked: Callable[[], None], speak: Speak
) -> None:
    software = speak(cast.owner)
    first = software.get(f"requests/?limit=1&changed_since={stamp(ENTERED_AT)}").json()
    found = [one["id"] for one in first["items"]]
    while first["next"]:
        query = f"limit=1&changed_since={stamp(ENTERED_AT)}&after={first['next']}"
        first = software.get(f"requests/?{query}").json()
        found += [one["id"] for one in first["items"]]
    assert found == sorted(one["id"] for one in all_of(software, "requests", 100))


@pytest.mark.parametrize(
    "typed",
    [
        "2026-08-31",
        "2026-08-31T08:00:00",
        "1790000000",
        "hôm qua",
        "0001-01-01T00:00:00%2B14:00",
        "9999-12-31T23:59:59-14:00",
        "2026-08-31T08:00:00 07:00",
        "",
    ],
)
def test_a_moment_without_its_time_zone_is_refused_in_words(
    cast: Cast, speak: Speak, typed: str
) -> None:
    answer = speak(cast.owner).get(f"requests/?changed_since={typed}")
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "query.changed_since"
    assert "múi giờ" in answer.json()["errors"][0]["message"]


def test_zones_are_one_moment(cast: Cast, speak: Speak) -> None:
    request = make_request(cast.centre_officer, make_establishment(cast.owner, cast.department))
    Request.objects.filter(id=request.id).update(changed_at=LATER)
    software = speak(cast.owner)
    for typed in ("2026-12-01T01:00:00Z", "2026-12-01T08:00:00%2B07:00"):
        items = software.get(f"requests/?changed_since={typed}").json()["items"]
        assert [one["id"] for one in items] == [str(request.id)]


def changed(software: Software, path: str) -> Callable[[datetime], set[str]]:
    return lambda since: ids(software, path, changed_since=since)


def test_every_act_moves_the_moment(cast: Cast, speak: Speak) -> None:
    """A merge writes no version of the record, a verdict nothing on its entry: they count too."""
    software = speak(cast.owner)
    one, other = (
        make_establishment(cast.owner, cast.department, told(make_commune(), f"Công ty {n}"))
        for n in "AB"
    )
    firms = changed(software, "establishments")
    assert firms(LATER) == set()
    acts.merge(by=cast.owner, kept=one, merged=other, reason="Một cơ sở", at=LATER)
    assert firms(LATER) == {str(other.id)} | ({str(one.id)} & firms(LATER))
    acts.undo_merge(by=cast.owner, merged=Establishment.objects.get(id=other.id), at=LATER + MINUTE)
    assert str(other.id) in firms(LATER + MINUTE)

    entry = make_entry(make_round(cast.department), make_product(cast.owner, one))
    entries = changed(software, "entries")
    session = CouncilSession.objects.create(
        round=entry.round,
        held_on=LATER.date(),
        quorum_percent=50,
        opened_by=cast.head.id,
        opened_at=ENTERED_AT,
    )
    Verdict.objects.create(session=session, entry=entry, recognised=True, rank=1)
    assert entries(LATER) == set()
    assert software.get(f"entries/{entry.id}/").json()["verdict"] is None
    close(session)
    assert entries(LATER) == {str(entry.id)}
    verdict = software.get(f"entries/{entry.id}/").json()["verdict"]
    assert (verdict["rank"], verdict["recognised"], verdict["minutes_number"]) == (1, True, 4)

    edition = make_edition(cast.department)
    editions = changed(software, "editions")
    assert editions(LATER) == set()
    EditionStep.objects.create(
        edition=edition, name="chapter", by=cast.owner.id, at=LATER, content_hash="0" * 64
    )
    assert editions(LATER) == {str(edition.id)}


def close(session: CouncilSession) -> None:
    CouncilSession.objects.filter(id=session.id).update(
        closed_at=LATER,
        closed_by=session.id,
        minutes_number=4,
        minutes_year=2026,
        minutes_sha256="0" * 64,
    )


def test_progress_moves_the_moment_of_a_de_an(cast: Cast, speak: Speak) -> None:
    project = make_project(cast.centre_officer, cast.department)
    make_project(cast.centre_officer, cast.department)
    projects = changed(speak(cast.owner), "projects")
    assert projects(LATER) == set()
    with transaction.atomic():
        note(project, "draft", by=cast.centre_officer, at=LATER)
    assert projects(LATER) == {str(project.id)} and projects(LATER + MINUTE) == set()


def test_an_edition_tells_its_figures_and_not_its_people(cast: Cast, speak: Speak) -> None:
    edition = make_edition(cast.department)
    software = speak(cast.owner)
    whole = software.get(f"editions/{edition.id}/").json()
    assert whole["content_hash"] == edition.content_hash
    assert [one["key"] for one in whole["figures"]] == [
        one["key"] for one in Edition.objects.get(id=edition.id).told_figures
    ]
    assert software.get("editions/?year=2026").json()["items"][0]["number"] == 1
    assert software.get("editions/?year=2025").json()["items"] == []
    assert speak(cast.stranger).get(f"editions/{edition.id}/").status_code == 404


# --- dates of HTTP --------------------------------------------------------------------------------


def test_what_did_not_change_since_its_date_is_not_sent_again(cast: Cast, speak: Speak) -> None:
    request = make_request(cast.centre_officer, make_establishment(cast.owner, cast.department))
    software = speak(cast.owner)
    whole = software.get(f"requests/{request.id}/")
    dated = whole.headers["Last-Modified"]
    again = software.get(f"requests/{request.id}/", If_Modified_Since=dated)
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["ETag"] == whole.headers["ETag"]
    # The tag knows more than the date.
    both = {"If_Modified_Since": dated, "If_None_Match": '"khác"'}
    assert software.get(f"requests/{request.id}/", **both).status_code == 200
    Request.objects.filter(id=request.id).update(changed_at=ENTERED_AT + MINUTE)
    assert software.get(f"requests/{request.id}/", If_Modified_Since=dated).status_code == 200
    for bad in ("hôm qua", "0", "Thu, 99 Jan 2026 00:00:00 GMT"):
        assert software.get(f"requests/{request.id}/", If_Modified_Since=bad).status_code == 200


def test_a_change_of_this_second_has_no_date_yet(cast: Cast, speak: Speak) -> None:
    request = make_request(cast.centre_officer, make_establishment(cast.owner, cast.department))
    Request.objects.filter(id=request.id).update(changed_at=now())
    answer = speak(cast.owner).get(f"requests/{request.id}/")
    assert "Last-Modified" not in answer.headers and answer.headers["ETag"]


@pytest.mark.parametrize(
    "resource", [one for one in RESOURCES if not one.path.startswith("law")], ids=lambda o: o.path
)
def test_only_records_whose_change_is_known_have_a_date(
    resource: Any, cast: Cast, stocked: Callable[[], None], speak: Speak
) -> None:
    software = speak(cast.owner)
    (one,) = software.get(f"{resource.path}/?limit=1").json()["items"]
    answer = software.get(f"{resource.path}/{one['id']}/")
    known = resource.changed is not None and not resource.of_the_day
    assert ("Last-Modified" in answer.headers) == known


def test_what_a_day_alone_changes_has_no_date() -> None:
    """A duty that nobody touched is late tomorrow: its answer is another."""
    assert {one.path for one in DATED if one.of_the_day} == {"reporting-duties"}
