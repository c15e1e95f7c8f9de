"""Every address of the API has a rule, and opens by a key to exactly those the table names."""

from typing import Any
from uuid import UUID

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from khuyencong.accounts.models import User
from khuyencong.competitions.models import Certificate
from khuyencong.competitions.models import Round as VoteRound
from khuyencong.competitions.states import RoundState
from khuyencong.connections.models import AccessToken
from khuyencong.connections.rules import fresh_key
from khuyencong.connections.states import OFFERED
from khuyencong.core.clock import now, today
from khuyencong.core.identity import new_id
from khuyencong.funds.models import Entry as LedgerEntry
from khuyencong.law.models import LegalDocument, Parameter
from khuyencong.registry.models import Place
from khuyencong.results.models import Result
from tests.architecture.api_routes import KEYED, NOWHERE, Keyed
from tests.architecture.test_routes import (  # noqa: F401  (fixtures)
    ADDRESSES,
    PEOPLE,
    Kept,
    cast,
    db,
    kept,
    records,
    world,
)
from tests.cast import Cast

WHOSE = ("own", "under", "foreign")
#: What says that somebody came in: done, or said no for what was sent.
IN = {200, 201, 409, 422, 428}


def key_of(user: User) -> str:
    """Return a key of somebody that carries every right there is, whoever he is."""
    fresh = fresh_key()
    AccessToken.objects.create(
        user=user,
        label="Thử",
        rights=[str(right) for right in OFFERED],
        prefix=fresh.prefix,
        sha256=fresh.sha256,
        made_at=now(),
        valid_until=today().replace(year=today().year + 1, day=1),
    )
    return fresh.key


def ask(keyed: Keyed, address: str, key: str = "") -> HttpResponse:
    headers = {"Idempotency-Key": new_id().hex, **keyed.headers}
    if key:
        headers["Authorization"] = f"Bearer {key}"
    more: dict[str, Any] = {"headers": headers}
    if keyed.method != "get":
        more |= {"data": keyed.body, "content_type": "application/json"}
    answer: HttpResponse = getattr(Client(), keyed.method)(address, **more)
    return answer


def filling(world_kept: dict[str, object], word: str) -> object:
    """Return what fills an address: of the words of `test_routes`, or the one there is."""
    title = Certificate.objects.filter(entry__round__state=RoundState.RECOGNISED)
    found = {
        "place": lambda: Place.objects.order_by("id").first().id,
        "law_document": lambda: LegalDocument.objects.first().id,
        "law_parameter": lambda: Parameter.objects.first().id,
        "recognised": lambda: VoteRound.objects.filter(state=RoundState.RECOGNISED).first().id,
        "official_title": lambda: title.first().id,
        "ledger_entry": lambda: (
            LedgerEntry.objects.get(
                postings__budget=world_kept["budget"], postings__account="state"
            ).id
        ),
        "result_series": lambda: Result.objects.get(id=world_kept["result"]).series,
    }
    return found[word]() if word in found else world_kept[word]


def address(keyed: Keyed, world_kept: dict[str, object]) -> str:
    filled = [filling(world_kept, word) for word in keyed.fills.split()]
    return reverse(f"api:{keyed.name}", args=filled) + keyed.query


@pytest.fixture
def official(cast: Cast) -> None:  # noqa: F811
    """Let one title be of a round that is recognised."""
    title = Certificate.objects.order_by("id").first()
    VoteRound.objects.filter(id=title.entry.round_id).update(state=RoundState.RECOGNISED)


def test_the_table_has_every_address_and_every_method_of_the_api() -> None:
    told = {(keyed.name, keyed.method.upper(), keyed.rule) for keyed in KEYED}
    kept_rules = {
        (name.removeprefix("api:"), method, rule)
        for name, pattern in ADDRESSES.items()
        for method, rule in getattr(pattern.callback, "rules", {}).items()
        if name.startswith("api:")
    }
    assert told == kept_rules
    assert ADDRESSES[f"api:{NOWHERE}"].callback.rules == {}


@pytest.mark.slow
@pytest.mark.usefixtures("official")
@pytest.mark.parametrize("keyed", KEYED, ids=lambda one: f"{one.name}-{one.method}")
def test_an_address_opens_by_a_key_to_whom_the_table_names(
    keyed: Keyed,
    cast: Cast,  # noqa: F811
    records: dict[str, Any],  # noqa: F811
    kept: Kept,  # noqa: F811
) -> None:
    found, wanted = {}, {}
    listed: dict[tuple[str, str], bool] = {}
    for person in [*PEOPLE, "anonymous"]:
        user = getattr(cast, person, None)
        key = key_of(user) if user else ""
        for whose in WHOSE if keyed.has_record else ["own"]:
            where = address(keyed, kept[records[whose].id])
            found[person, whose] = ask(keyed, where, key).status_code
            wanted[person, whose] = expected(keyed, person, user, whose)
            if keyed.listed:
                listed[person, whose] = is_listed(keyed, where, key)
    shown = {which: "in" if status in IN else status for which, status in found.items()}
    assert shown == wanted
    if keyed.listed:
        assert listed == {which: said == "in" for which, said in wanted.items()}


def is_listed(keyed: Keyed, where: str, key: str) -> bool:
    """Return whether the list that somebody reads, to its end, names a record."""
    record = UUID(where.rstrip("/").rpartition("/")[2])
    after = ""
    while True:
        path = reverse(f"api:{keyed.listed}") + f"?limit=100{after}"
        answer = ask(Keyed(keyed.listed, keyed.rule, keyed.opens), path, key)
        if answer.status_code != 200:
            return False
        told = answer.json()
        if str(record) in [one["id"] for one in told["items"]]:
            return True
        if told["next"] is None:
            return False
        after = f"&after={told['next']}"


def expected(keyed: Keyed, person: str, user: User | None, whose: str) -> object:
    if keyed.rule is None or keyed.opens is None:
        return "in"
    if user is None:
        return 401
    if not user.may(keyed.rule):
        return 403
    if isinstance(keyed.opens, list):
        assert person in keyed.opens
        return "in"
    return "in" if whose in keyed.opens.get(person, "").split() else 404


def test_a_foreign_record_and_a_missing_one_are_answered_alike(
    cast: Cast,  # noqa: F811
    records: dict[str, Any],  # noqa: F811
    kept: Kept,  # noqa: F811
) -> None:
    key = key_of(cast.owner)
    for keyed in KEYED:
        if keyed.has_record and keyed.rule and cast.owner.may(keyed.rule):
            if "foreign" in keyed.opens.get("owner", ""):
                continue
            there = address(keyed, kept[records["foreign"].id])
            foreign = ask(keyed, there, key)
            missing = ask(keyed, there.replace(there.rstrip("/").split("/")[4], str(new_id())), key)
            assert foreign.status_code == missing.status_code == 404, keyed.name
            assert foreign.content == missing.content
            assert dict(foreign.headers) == dict(missing.headers)


def test_who_reads_no_votes_sees_only_what_is_recognised(
    cast: Cast,  # noqa: F811
    official: None,
) -> None:
    for name, model, official_only in (
        ("voting-rounds", VoteRound, {"state": RoundState.RECOGNISED}),
        ("certificates", Certificate, {"entry__round__state": RoundState.RECOGNISED}),
    ):
        wanted = {
            str(one) for one in model.objects.filter(**official_only).values_list("id", flat=True)
        }
        assert 0 < len(wanted) < model.objects.count()
        for key in ("", key_of(cast.commune)):
            listing = ask(Keyed(name, None, None), reverse(f"api:{name}") + "?limit=100", key)
            assert {one["id"] for one in listing.json()["items"]} == wanted


def test_a_session_opens_nothing(cast: Cast) -> None:  # noqa: F811
    client = Client()
    client.force_login(cast.agency_officer)
    assert client.get("/api/v1/projects/").status_code == 401
    answer = client.post("/api/v1/requests/", {}, content_type="application/json")
    assert answer.status_code == 401
