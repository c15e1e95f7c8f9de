"""Writing by software: through the acts of the desk, once by its key, never over another's work."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.http import HttpResponse

from khuyencong.accounts.models import User
from khuyencong.accounts.permissions import Permission as P
from khuyencong.applications import actions as applications
from khuyencong.applications.models import Request
from khuyencong.connections.models import KeptAnswer
from khuyencong.core.clock import now, today
from khuyencong.core.identity import new_id
from khuyencong.core.models import JournalEntry
from khuyencong.projects.actions import LineTold, put_line
from khuyencong.projects.models import Line, Progress
from khuyencong.projects.states import LineState, ProjectState
from khuyencong.registry.models import Establishment
from khuyencong.results.models import Result
from khuyencong.values.vocabulary import FundingSource
from tests.cast import Cast, make_cast
from tests.factories import (
    ENTERED_AT,
    make_establishment,
    make_law,
    make_need,
    make_project,
    make_request,
    make_user,
)
from tests.threads import together
from tests.web.api.conftest import Software, Speak


@pytest.fixture
def officer(cast: Cast) -> User:
    """Return an officer of the centre, who prepares requests."""
    return make_user("CENTRE_OFFICER", cast.centre)


@pytest.fixture
def establishment(cast: Cast) -> Establishment:
    """Return an establishment under a law that knows machines alone."""
    make_law(cast.agency_officer)
    return make_establishment(cast.owner, cast.department)


@pytest.fixture
def software(officer: User, speak: Speak) -> Software:
    """Return software with a key of the officer."""
    return speak(officer)


def refused(answer: HttpResponse) -> tuple[int, str]:
    """Return how an answer says no."""
    assert answer.headers["Content-Type"] == "application/problem+json"
    told = json.loads(answer.content)
    assert set(told) == {"type", "title", "status", "detail", "errors"}
    assert told["status"] == answer.status_code
    return answer.status_code, told["detail"]


ANSWERS = {
    "trade": "handicrafts",
    "item": "machinery",
    "what": "Máy ép viên nén",
    "year": 2027,
    "begins_on": "2027-01-05",
    "ends_on": "2027-06-30",
    "source": "provincial",
    "cost": 400_000_000,
    "asked": 100_000_000,
}


def test_a_request_is_begun_answered_and_sent(
    software: Software, establishment: Establishment, officer: User
) -> None:
    begun = software.post("requests/", {"establishment": str(establishment.id)})
    assert begun.status_code == 201, begun.content
    told = begun.json()
    assert told["state"]["code"] == "draft"
    assert "item" in [one["code"] for one in told["missing_answers"]]
    path = f"requests/{told['id']}/"
    commune = str(establishment.commune_id)
    saved = software.patch(path, ANSWERS | {"commune": commune}, If_Match=begun["ETag"])
    assert saved.status_code == 200, saved.content
    told = saved.json()
    assert (told["cost"], told["item"]["code"], told["missing_answers"]) == (
        400_000_000,
        "machinery",
        [],
    )
    sent = software.post(f"{path}send/", {}, If_Match=saved["ETag"])
    assert sent.status_code == 200, sent.content
    assert sent.json()["state"]["code"] == "sent"
    assert [step["name"]["code"] for step in sent.json()["steps"]] == ["send"]
    assert software.get(path).json() == sent.json()
    assert software.get(path)["ETag"] == sent["ETag"]
    acts = list(JournalEntry.objects.filter(about=f"request:{told['id']}").values_list("act", "by"))
    assert acts == [
        ("request.started", officer.id),
        ("request.saved", officer.id),
        ("request.send", officer.id),
    ]
    assert refused(software.post(f"{path}send/", {}, If_Match=sent["ETag"]))[0] == 409


def test_a_request_out_of_a_need(
    software: Software, establishment: Establishment, officer: User
) -> None:
    need = make_need(officer, establishment)
    begun = software.post("requests/", {"need": str(need.id)})
    assert begun.status_code == 201
    assert begun.json()["need"] == str(need.id)
    assert begun.json()["what"] == need.what


# --- once -----------------------------------------------------------------------------------------


def test_the_same_key_is_one_act(software: Software, establishment: Establishment) -> None:
    body = {"establishment": str(establishment.id)}
    first, again = (
        software.post("requests/", body, Idempotency_Key="khoa-mot-lan-1") for _ in range(2)
    )
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert Request.objects.count() == KeptAnswer.objects.count() == 1
    assert software.post("requests/", body, Idempotency_Key="khoa-mot-lan-2").status_code == 201
    assert Request.objects.count() == 2


def test_the_same_key_for_another_question_is_refused(
    software: Software, establishment: Establishment, officer: User
) -> None:
    need = make_need(officer, establishment)
    software.post(
        "requests/", {"establishment": str(establishment.id)}, Idempotency_Key="khoa-mot-lan-1"
    )
    answer = software.post("requests/", {"need": str(need.id)}, Idempotency_Key="khoa-mot-lan-1")
    assert refused(answer)[0] == 409
    assert Request.objects.count() == 1


def test_keys_of_two_programs_do_not_meet(
    software: Software, establishment: Establishment, officer: User, speak: Speak
) -> None:
    other, body = speak(officer), {"establishment": str(establishment.id)}
    for one in (software, other):
        answer = one.post("requests/", body, Idempotency_Key="khoa-mot-lan-1")
        assert answer.status_code == 201
    assert Request.objects.count() == 2


def test_what_was_refused_is_not_kept_under_its_key(
    software: Software, establishment: Establishment, officer: User
) -> None:
    row = make_request(officer, establishment)
    Request.objects.filter(id=row.id).update(what="")
    tag = software.get(f"requests/{row.id}/")["ETag"]
    again = {"If_Match": tag, "Idempotency_Key": "khoa-mot-lan-1"}
    assert refused(software.post(f"requests/{row.id}/send/", {}, **again))[0] == 409
    assert not KeptAnswer.objects.exists()
    Request.objects.filter(id=row.id).update(what="Máy ép")
    tag = software.get(f"requests/{row.id}/")["ETag"]
    again["If_Match"] = tag
    assert software.post(f"requests/{row.id}/send/", {}, **again).status_code == 200


@pytest.mark.parametrize("key", ["", "ngan", "x" * 65, "có-dấu-cách 1", "a.b.c.d.e"])
def test_a_change_needs_a_fit_key(
    software: Software, establishment: Establishment, key: str
) -> None:
    answer = software.post(
        "requests/", {"establishment": str(establishment.id)}, Idempotency_Key=key
    )
    assert refused(answer)[0] == 422
    assert answer.json()["errors"][0]["field"] == "header.Idempotency-Key"
    assert not Request.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_same_key_at_the_same_moment_is_one_act(speak: Speak) -> None:
    """Who comes second waits, and reads what the first did: for a beginning and a correction."""
    cast = make_cast()
    make_law(cast.agency_officer)
    software = speak(make_user("CENTRE_OFFICER", cast.centre))
    body = {"establishment": str(make_establishment(cast.owner, cast.department).id)}
    begun = together(
        2, lambda _: software.post("requests/", body, Idempotency_Key="khoa-mot-lan-1")
    )
    assert [answer.status_code for answer in begun] == [201, 201]  # type: ignore[union-attr]
    row = Request.objects.get()
    tag = begun[0]["ETag"]  # type: ignore[index]
    saved = together(
        2,
        lambda _: software.patch(
            f"requests/{row.id}/", {"what": "x"}, If_Match=tag, Idempotency_Key="khoa-mot-lan-2"
        ),
    )
    assert [answer.status_code for answer in saved] == [200, 200]  # type: ignore[union-attr]
    assert JournalEntry.objects.filter(act="request.saved").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_programs_at_the_same_moment_do_not_overwrite(speak: Speak) -> None:
    cast = make_cast()
    make_law(cast.agency_officer)
    officer = make_user("CENTRE_OFFICER", cast.centre)
    row = make_request(officer, make_establishment(cast.owner, cast.department))
    programs = [speak(officer), speak(officer)]
    tag = programs[0].get(f"requests/{row.id}/")["ETag"]
    saved = together(
        2,
        lambda number: programs[number].patch(
            f"requests/{row.id}/", {"what": f"của {number}"}, If_Match=tag
        ),
    )
    assert sorted(answer.status_code for answer in saved) == [200, 412]  # type: ignore[union-attr]


# --- never over another's work --------------------------------------------------------------------


def test_who_read_an_older_one_is_told(
    software: Software, establishment: Establishment, officer: User
) -> None:
    row = make_request(officer, establishment)
    path = f"requests/{row.id}/"
    tag = software.get(path)["ETag"]
    row.refresh_from_db()
    applications.save_answers(
        by=officer, request=row, seen=row.stamp, answers={"what": "Khác"}, at=now()
    )
    for answer in (
        software.patch(path, {"what": "Của tôi"}, If_Match=tag),
        software.post(f"{path}send/", {}, If_Match=tag),
    ):
        assert refused(answer)[0] == 412
    row.refresh_from_db()
    assert row.what == "Khác"
    fresh = software.get(path)["ETag"]
    assert software.patch(path, {"what": "Của tôi"}, If_Match=fresh).status_code == 200


@pytest.mark.parametrize(
    ("tag", "status"),
    [
        ("", 428),
        ("*", 412),
        ('"x"', 412),
        ('"x.y"', 412),
        ("x", 412),
        ('"' + "9" * 9999 + '.a"', 412),
    ],
)
def test_a_change_names_the_version_it_was_made_from(
    software: Software, establishment: Establishment, officer: User, tag: str, status: int
) -> None:
    row = make_request(officer, establishment)
    answer = software.patch(f"requests/{row.id}/", {"what": "x"}, If_Match=tag)
    assert refused(answer)[0] == status


# --- progress -------------------------------------------------------------------------------------


@pytest.fixture
def line(cast: Cast, officer: User) -> Line:
    """Return a contracted line of a đề án under way."""
    project = make_project(officer, cast.department)
    told = LineTold(
        what="Lớp mẫu", year=2026, cost=2, support={FundingSource.PROVINCIAL: 1}, content="training"
    )
    row = put_line(by=officer, project=project, told=told, at=ENTERED_AT)
    type(project).objects.filter(id=project.id).update(
        state=ProjectState.IN_PROGRESS, implementer=cast.centre, implementer_method="assigned"
    )
    Line.objects.filter(id=row.id).update(state=LineState.CONTRACTED)
    row.refresh_from_db()
    return row


def test_progress_is_told_of_a_line(software: Software, line: Line) -> None:
    project = f"projects/{line.project_id}/"
    before = software.get(project)
    body = {"day": f"{today()}", "percent": 40, "told": " Đã học 2 tuần "}
    answer = software.post(f"{project}lines/{line.id}/progress/", body, If_Match=before["ETag"])
    assert answer.status_code == 201, answer.content
    row = Progress.objects.get()
    assert answer.json() == {
        "id": str(row.id),
        "line": str(line.id),
        "day": f"{today()}",
        "percent": 40,
        "told": "Đã học 2 tuần",
        "recorded_at": answer.json()["recorded_at"],
    }
    after = software.get(project)
    assert after.json()["lines"][0]["progress"] == [answer.json()]
    late = software.post(f"{project}lines/{line.id}/progress/", body, If_Match=before["ETag"])
    assert refused(late)[0] == 412
    assert Progress.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "status", "field"),
    [
        ({"percent": 101}, 422, "body.percent"),
        ({"percent": -1}, 422, "body.percent"),
        ({"percent": True}, 422, "body.percent"),
        ({"percent": "40"}, 422, "body.percent"),
        ({"percent": 10**400}, 422, "body.percent"),
        ({"day": "31/08/2026"}, 422, "body.day"),
        ({"day": 20260831}, 422, "body.day"),
        ({"told": ""}, 422, "body.told"),
        ({"told": "a\0b"}, 422, "body.told"),
        ({"told": "x" * 1001}, 422, "body.told"),
        ({"more": 1}, 422, "body.more"),
    ],
)
def test_progress_that_cannot_be(
    software: Software, line: Line, change: dict[str, Any], status: int, field: str
) -> None:
    path = f"projects/{line.project_id}/"
    body = {"day": f"{today()}", "percent": 40, "told": "Đã làm"} | change
    tag = software.get(path)["ETag"]
    answer = software.post(f"{path}lines/{line.id}/progress/", body, If_Match=tag)
    assert refused(answer)[0] == status
    assert [one["field"] for one in answer.json()["errors"]] == [field]
    assert not Progress.objects.exists()


def test_progress_of_tomorrow_is_refused_in_words(software: Software, line: Line) -> None:
    path = f"projects/{line.project_id}/"
    body = {"day": f"{today() + timedelta(days=1)}", "percent": 40, "told": "Đã làm"}
    tag = software.get(path)["ETag"]
    answer = software.post(f"{path}lines/{line.id}/progress/", body, If_Match=tag)
    status, said = refused(answer)
    assert (status, said.startswith("Ngày báo cáo")) == (409, True)


def test_a_line_of_another_project_is_absent(
    software: Software, line: Line, officer: User, cast: Cast
) -> None:
    other = make_project(officer, cast.department)
    body = {"day": f"{today()}", "percent": 40, "told": "Đã làm"}
    answer = software.post(f"projects/{other.id}/lines/{line.id}/progress/", body, If_Match='"1.a"')
    assert refused(answer)[0] == 404


# --- results --------------------------------------------------------------------------------------


def course(**more: object) -> dict[str, object]:
    """Return a course as software tells it."""
    return {
        "kind": "course",
        "what": "Lớp mây tre đan",
        "done_from": "2026-03-01",
        "last_day": "2026-03-31",
        "source": "provincial",
        "counts": {"quantity": 1, "persons": 30},
        "more": {"trade": "mây tre đan"},
    } | more


def test_a_result_is_recorded(cast: Cast, establishment: Establishment, speak: Speak) -> None:
    software = speak(cast.owner)
    here = {"custodian": str(cast.department.id), "place": str(establishment.commune_id)}
    answer = software.post("results/", course(**here))
    assert answer.status_code == 201, answer.content
    told, row = answer.json(), Result.objects.get()
    assert told["id"] == str(row.series)
    assert (told["done_from"], told["done_until"]) == ("2026-03-01", "2026-04-01")
    counted = {one["name"]["code"]: one["value"] for one in told["counts"]}
    assert counted == {"quantity": 1, "persons": 30}
    assert software.get(f"results/{told['id']}/").json() == told


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"kind": "x"}, 422),
        ({"counts": {"quantity": -1}}, 422),
        ({"counts": {"quantity": 10**16}}, 422),
        ({"counts": {"quantity": 1, "machines": 3}}, 422),
        ({"counts": []}, 422),
        ({"last_day": "9999-12-31"}, 422),
        ({"more": {}}, 422),
        ({"last_day": "2026-02-28"}, 422),
        ({"last_day": "2999-01-01"}, 422),
        ({"line": "019a0000-0000-7000-8000-000000000000"}, 422),
        ({"place": "019a0000-0000-7000-8000-000000000000"}, 422),
        ({"custodian": "019a0000-0000-7000-8000-000000000000"}, 422),
        ({"establishments": {"019a0000-0000-7000-8000-000000000000": 1}}, 422),
        ({"source": "vàng"}, 422),
        ({"what": "\ud800"}, 422),
    ],
)
def test_a_result_that_cannot_be(
    cast: Cast,
    establishment: Establishment,
    speak: Speak,
    change: dict[str, Any],
    status: int,
) -> None:
    here = {"custodian": str(cast.department.id), "place": str(establishment.commune_id)}
    answer = speak(cast.owner).post("results/", course(**here) | change)
    assert refused(answer)[0] == status, answer.content.decode()
    assert not Result.objects.exists()


def test_a_result_of_another_body_is_refused(
    cast: Cast, establishment: Establishment, speak: Speak
) -> None:
    there = {"custodian": str(cast.other_department.id), "place": str(establishment.commune_id)}
    assert refused(speak(cast.owner).post("results/", course(**there)))[0] == 409
    assert not Result.objects.exists()


# --- what is sent ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "media", "status"),
    [
        (b" ", "application/json", 400),
        (b"{", "application/json", 400),
        (b"[]", "application/json", 400),
        (b"null", "application/json", 400),
        (b'{"establishment": NaN}', "application/json", 400),
        (b"\xff\xfe{}", "application/json", 400),
        (b"[" * 100_000, "application/json", 400),
        (b'{"a":' * 20_000 + b"1" + b"}" * 20_000, "application/json", 400),
        (b'{"establishment": ' + b"9" * 10_000 + b"}", "application/json", 400),
        (b"{}", "application/json", 422),
        (b'{"establishment": 1}', "application/json", 422),
        (b'{"establishment": "x"}', "application/json", 422),
        (b'{"khac": 1}', "application/json", 422),
        (b"{}", "text/plain", 415),
        (b"a=1", "application/x-www-form-urlencoded", 415),
        (b"{}", "application/xml", 415),
        (b"{}", "multipart/form-data; boundary=x", 415),
        (b'{"x": "' + b"a" * django_settings.API_BODY_LIMIT + b'"}', "application/json", 413),
    ],
)
def test_a_body_that_is_none(software: Software, body: bytes, media: str, status: int) -> None:
    answer = software.post("requests/", body, Content_Type=media)
    assert refused(answer)[0] == status
    assert not Request.objects.exists()


def test_words_are_kept_composed(
    software: Software, establishment: Establishment, officer: User
) -> None:
    """What comes in decomposed letters is the same word."""
    row = make_request(officer, establishment)
    path = f"requests/{row.id}/"
    tag = software.get(path)["ETag"]
    answer = software.patch(path, {"what": "Máy ép"}, If_Match=tag)
    assert answer.json()["what"] == "Máy ép"


def test_a_key_without_the_right_changes_nothing(
    establishment: Establishment, officer: User, speak: Speak, cast: Cast
) -> None:
    body = {"establishment": str(establishment.id)}
    for software in (speak(officer, P.REQUEST_READ, P.ESTABLISHMENT_READ), speak(cast.owner)):
        assert refused(software.post("requests/", body))[0] == 403
    assert not Request.objects.exists()


def test_a_foreign_establishment_is_unknown(cast: Cast, software: Software) -> None:
    make_law(cast.agency_officer)
    foreign = make_establishment(cast.stranger, cast.other_department)
    answers = [
        software.post("requests/", {"establishment": str(one)}) for one in (foreign.id, new_id())
    ]
    assert [one.status_code for one in answers] == [422, 422]
    assert answers[0].content == answers[1].content
