"""The edge: who asks, how often, what is not changed, what is no address; one shape of refusal."""

import json
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from khuyencong.connections.models import AccessToken
from khuyencong.core.clock import today
from khuyencong.registry.models import Organisation
from khuyencong.web.api import edge
from tests.cast import Cast
from tests.web.api.conftest import Software, Speak


def refused(answer: HttpResponse, status: int) -> dict[str, Any]:
    """Return what an answer says that says no, in the one shape."""
    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.headers["Cache-Control"] == "no-store"
    told: dict[str, Any] = json.loads(answer.content)
    assert list(told) == ["type", "title", "status", "detail", "errors"]
    assert (told["type"], told["status"]) == ("about:blank", status)
    assert told["detail"].endswith(".")
    return told


@pytest.mark.parametrize(
    "header",
    [
        "Bearer",
        "Bearer ",
        "Bearer kc_x",
        "Bearer kc_" + "x" * 43,
        "Basic a2M6a2M=",
        "Token kc_x",
        "kc_" + "x" * 43,
        "Bearer " + "x" * 8000,
        "Bearer kc_ạ",
    ],
)
@pytest.mark.parametrize("path", ["projects/", "places/"])
def test_a_key_that_is_none_is_said_even_where_none_is_needed(
    cast: Cast, header: str, path: str
) -> None:
    answer = Client().get(f"/api/v1/{path}", headers={"Authorization": header})
    refused(answer, 401)
    assert answer.headers["WWW-Authenticate"] == 'Bearer realm="khuyencong"'


def test_the_scheme_is_read_in_any_case(cast: Cast, speak: Speak) -> None:
    key = speak(cast.owner).key
    for scheme in ("bearer", "BEARER"):
        answer = Client().get("/api/v1/projects/", headers={"Authorization": f"{scheme} {key}"})
        assert answer.status_code == 200


def test_the_key_stands_in_no_address(cast: Cast, speak: Speak) -> None:
    key = speak(cast.owner).key
    for query in (f"?access_token={key}", f"?token={key}", f"?key={key}"):
        refused(Client().get(f"/api/v1/projects/{query}"), 401)


def test_the_day_of_its_last_use_is_kept(cast: Cast, speak: Speak) -> None:
    software = speak(cast.owner)
    software.get("places/")
    assert AccessToken.objects.get().last_used_on == today()


def test_a_revoked_key_opens_nothing_from_that_moment(cast: Cast, speak: Speak) -> None:
    from khuyencong.connections.actions import revoke_token
    from khuyencong.core.clock import now

    software = speak(cast.owner)
    assert software.get("projects/").status_code == 200
    assert software.token is not None
    revoke_token(by=cast.owner, token=software.token, at=now())
    refused(software.get("projects/"), 401)


# --- how often ------------------------------------------------------------------------------------


def test_a_key_is_asked_so_often_within_a_minute(cast: Cast, speak: Speak, settings: Any) -> None:
    settings.API_PER_KEY = 3
    busy, quiet = speak(cast.owner), speak(cast.owner)
    codes = [busy.get("places/").status_code for _ in range(3)]
    late = busy.get("places/")
    assert codes == [200] * 3
    refused(late, 429)
    assert 1 <= int(late.headers["Retry-After"]) <= 60
    assert quiet.get("places/").status_code == 200


def test_an_address_without_a_key_is_asked_so_often(
    cast: Cast, anybody: Software, speak: Speak, settings: Any
) -> None:
    settings.API_PER_ADDRESS = 3
    codes = [anybody.get("places/").status_code for _ in range(3)]
    assert codes == [200] * 3
    refused(anybody.get("places/"), 429)
    guess = Client().get("/api/v1/places/", headers={"Authorization": "Bearer kc_" + "x" * 43})
    refused(guess, 429)
    assert speak(cast.owner).get("places/").status_code == 200


# --- what did not change --------------------------------------------------------------------------


def test_what_did_not_change_is_not_sent_again(cast: Cast, speak: Speak) -> None:
    software = speak(cast.owner)
    for path in ("organisations/", f"organisations/{cast.department.id}/", "projects/"):
        first = software.get(path)
        tag = first.headers["ETag"]
        for asked in (tag, f"W/{tag}", f'"x", {tag}', "*"):
            again = software.get(path, If_None_Match=asked)
            assert (again.status_code, again.content) == (304, b"")
            assert again.headers["ETag"] == tag
        assert software.get(path, If_None_Match='"x"').content == first.content
    Organisation.objects.filter(id=cast.department.id).update(name="Sở mới")
    changed = software.get(f"organisations/{cast.department.id}/")
    assert changed.headers["ETag"] != first.headers["ETag"]


def test_who_may_keep_an_answer(cast: Cast, speak: Speak, anybody: Software) -> None:
    own, public = speak(cast.owner).get("organisations/"), anybody.get("organisations/")
    assert own.headers["Cache-Control"] == "private, no-cache"
    assert public.headers["Cache-Control"] == "public, max-age=60"
    assert "Authorization" in own.headers["Vary"] and "Authorization" in public.headers["Vary"]


def test_only_the_headers(cast: Cast, anybody: Software) -> None:
    whole = anybody.get("organisations/")
    bare = Client().head("/api/v1/organisations/")
    assert (bare.status_code, bare.content) == (200, b"")
    assert bare.headers["ETag"] == whole.headers["ETag"]
    assert bare.headers["Content-Length"] == str(len(whole.content))


# --- what is no address ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("khong-co/", 404),
        ("", 404),
        ("places", 404),
        ("places/1/", 404),
        ("places/%00/", 404),
        ("places/xyz/", 404),
        ("places/a%0Ab/", 404),
        ("%0A", 404),
        ("places/01900000-0000-7000-8000-000000000001/", 404),
        ("places/00000000-0000-0000-0000-000000000000/", 404),
        ("places/?q=%00", 422),
        ("places/?%00=1", 422),
        ("places/?q=%ED%A0%80", 200),
        ("places/?q=%FF", 200),
        ("places/?limit=0", 422),
        ("places/?limit=101", 422),
        ("places/?limit=-1", 422),
        ("places/?limit=1e3", 422),
        ("places/?limit=" + "9" * 5000, 422),
        ("places/?after=x", 422),
        ("places/?after=00000000-0000-0000-0000-000000000000", 200),
        ("places/?after=ffffffff-ffff-ffff-ffff-ffffffffffff", 200),
        ("places/?on=31/12/2025", 422),
        ("places/?on=0001-01-01", 200),
        ("places/?on=9999-12-31", 200),
        ("places/?level=" + "x" * 61, 422),
        ("places/?q=" + "x" * 101, 422),
        ("places/?q=M%E1%BA%ABu", 200),
        ("places/?q=Ma%CC%82%CC%83u", 200),
        ("law-documents/?year=999999999999999999999", 422),
        ("law-documents/?q=%27%22--%3B", 200),
        ("law-documents/?q=%25%5F%5C", 200),
        ("programmes/?year=2026", 401),
    ],
)
def test_addresses_at_the_edge(cast: Cast, anybody: Software, path: str, status: int) -> None:
    answer = anybody.get(path)
    assert answer.status_code == status
    if status >= 400:
        refused(answer, status)


@pytest.mark.parametrize("method", ["put", "delete", "patch", "options", "trace"])
def test_a_method_that_is_none_names_those_there_are(cast: Cast, method: str) -> None:
    answer = getattr(Client(), method)("/api/v1/places/")
    refused(answer, 405)
    assert answer.headers["Allow"] == "GET, HEAD"
    answer = getattr(Client(), method)("/api/v1/khong-co/")
    refused(answer, 404)


def test_a_fault_of_ours_says_nothing_of_its_inside(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: object) -> None:
        raise RuntimeError("bí mật")

    monkeypatch.setattr(edge, "_require", broken)
    answer = Client(raise_request_exception=False).get("/api/v1/places/")
    assert "bí mật" not in answer.content.decode()
    refused(answer, 500)
    with pytest.raises(RuntimeError):
        Client().get("/api/v1/places/")


def test_who_asks_without_a_key_costs_no_look_at_people(cast: Cast, anybody: Software) -> None:
    with CaptureQueriesContext(connection) as asked:
        anybody.get("places/")
    told = " ".join(one["sql"] for one in asked.captured_queries)
    assert "accounts_user" not in told and "django_session" not in told
