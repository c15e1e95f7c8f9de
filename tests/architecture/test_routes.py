"""Every address has a rule, a line in the table, and opens to exactly those the table names."""

import random
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from khuyencong.accounts.models import User
from khuyencong.core.clock import now
from khuyencong.ingestion import actions
from khuyencong.ingestion.actions import ReadFile
from khuyencong.ingestion.models import (
    CheckDecision,
    Choice,
    Confirmation,
    Document,
    Intake,
    Observation,
    Question,
)
from khuyencong.ingestion.states import Review
from khuyencong.ingestion.stored import stored
from khuyencong.law.models import (
    Article,
    ArticleText,
    Parameter,
    ParameterEnd,
)
from khuyencong.registry.actions import establishments as establishment_acts
from khuyencong.registry.actions.establishments import Entry, SupportTold
from khuyencong.registry.models import (
    EstablishmentVersion,
    Merge,
    NumberReveal,
    Organisation,
    OtherSupport,
    Place,
    PlaceName,
)
from khuyencong.registry.states import Level, SupportProgramme
from khuyencong.values.periods import read_period
from khuyencong.web.desk import sample
from tests.architecture.routes import LIBRARY, PUBLIC, ROUTES, Route
from tests.cast import Cast
from tests.factories import ENTERED_AT, make_commune, make_establishment, make_law, make_user, told
from tests.reports.nation import Teller, make_report

PUBLISHED = "Báo cáo đã công bố"
SIGN_IN = "/tai-khoan/dang-nhap/"
PEOPLE = [*Cast.__annotations__][4:]
SAFE = {"GET", "HEAD", "OPTIONS"}


def patterns(resolver: URLResolver, space: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Yield every address below `resolver` with its full name."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from patterns(entry, f"{entry.namespace}:" if entry.namespace else space)
        else:
            yield f"{space}{entry.name}", entry


#: By the id of a report: by the word of a route, the id that fills it.
Kept = dict[object, dict[str, object]]
ADDRESSES = dict(patterns(get_resolver()))


def test_the_table_has_every_address_and_no_other() -> None:
    assert {route.name for route in ROUTES} == set(ADDRESSES)


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: f"{route.name}-{route.method}")
def test_an_address_says_its_rule(route: Route) -> None:
    rule = getattr(ADDRESSES[route.name].callback, "rule", LIBRARY)
    assert rule == route.rule
    if rule == LIBRARY:
        assert ADDRESSES[route.name].callback.__module__.startswith("allauth.")


@pytest.fixture
def records(cast: Cast) -> dict[str, Document]:
    """Return a report of the owner's department, of the centre under it, and of the stranger's."""
    _publish(Place.objects.create(key="viet-nam", level=Level.COUNTRY, name="Việt Nam"))
    make_law(cast.agency_officer)
    bodies = {"own": cast.department, "under": cast.centre, "foreign": cast.other_department}
    keys = {"own": "noi-mau", "under": "noi-mau-2", "foreign": "noi-mau-3"}
    return {
        whose: _report(cast.agency_officer, body, _place(keys[whose]))
        for whose, body in bodies.items()
    }


def _place(key: str) -> Place:
    place = Place.objects.create(key=key, level=Level.PROVINCE, name="Mẫu")
    PlaceName.objects.create(place=place, name="Mẫu", folded="mau")
    return place


def _report(by: User, custodian: Organisation, place: Place) -> Document:
    """Return a report about a place, in which two taken figures differ and one is chosen."""
    read = ReadFile("mau.md", sample.TEXT, stored(sample.sample_reading()))
    document = actions.keep(by=by, custodian=custodian, read=read, at=now())
    actions.confirm(
        by=by, document=document, place=place, period=read_period("2016-2020"), at=now()
    )
    for row in document.observations.filter(superseded_at=None, number__in=["7", "4"]):
        actions.accept(by=by, document=document, series=row.series, seen=row.id, at=now())
    actions.hand_in(by=by, custodian=custodian, file_name="a.txt", data=b"x", at=now())
    actions.choose(by=by, slot=row.slot, series=row.series, reason="thử", at=now())
    return document


def question(document: Document) -> str:
    return document.observations.filter(superseded_at=None, number="7").get().slot


def _publish(country: Place) -> None:
    """Publish one figure about the country, from a report of its own."""
    report = make_report(PUBLISHED)
    teller = Teller(random.Random(1), [report])
    Observation.objects.bulk_create([teller.tell("money.state", 5, place=country)])


def law_record(what: str) -> object:
    """Return what fills an address of the law: the one record of its kind."""
    if what == "document":
        return "tt-mau"
    models = {"parameter": Parameter, "end": ParameterEnd, "article": Article}
    return models[what].objects.get().pk


def _kept(custodian: Organisation) -> dict[str, object]:
    """Keep one of each record of the registry for a body; return ids by the words of routes."""
    owner = make_user("DEPT_HEAD", custodian)
    commune = make_commune()
    one, other = (make_establishment(owner, custodian, told(commune, name)) for name in "AB")
    said = SupportTold(establishment=one, programme=SupportProgramme.OCOP, item="Tem", year=2024)
    entry = Entry(custodian=custodian, name="Mẫu", commune=commune)
    support = establishment_acts.record_support(by=owner, told=said, at=ENTERED_AT)
    cluster = establishment_acts.enter_cluster(by=owner, told=entry, at=ENTERED_AT)
    village = establishment_acts.enter_village(by=owner, told=entry, craft="gốm", at=ENTERED_AT)
    artisan = establishment_acts.enter_artisan(by=owner, told=entry, craft="gốm", at=ENTERED_AT)
    rows = {"one": one, "other": other, "support": support}
    rows |= {"cluster": cluster, "village": village, "artisan": artisan}
    return {word: row.id for word, row in rows.items()}


@pytest.fixture
def kept(records: dict[str, Document]) -> Kept:
    """Return for each report the ids of the records that its custodian keeps in the registry."""
    return {document.id: _kept(document.custodian) for document in records.values()}


def ask(
    client: Client,
    route: Route,
    document: Document,
    kept: Kept,
) -> HttpResponse:
    address = address_of(route, document)
    if route.fills:
        ids = [kept[document.id][word] for word in route.fills.split()]
        address = reverse(route.name, args=ids)
    answer: HttpResponse = getattr(client, route.method)(address)
    return answer


def address_of(route: Route, document: Document) -> str:
    """Return the address of a route that needs no record of the registry; "" for one that does."""
    if route.fills:
        return ""
    if route.question:
        return f"{reverse(route.name)}?{urlencode({'cau': question(document)})}"
    filled: list[object] = [document.id] if route.has_record and not route.intake else []
    filled += [Intake.objects.get(custodian=document.custodian).id] if route.intake else []
    if route.of_published:
        filled = [Document.objects.get(title=PUBLISHED).id]
    filled += ["c1"] if route.check else []
    filled += ["f1"] if route.figure else []
    filled += [document.observations.first().series] if route.series else []
    filled += ["noi-mau"] if route.name == "portal:place" else []
    filled += [law_record(route.law)] if route.law else []
    return reverse(route.name, args=filled) + route.filled


def outcome(response: HttpResponse) -> str:
    """Return "open", "sign in" or "absent"; a page that fails is none of them.

    403 is the desk's answer to somebody without a role: it says so, and shows nothing else.
    """
    if response.status_code == 302 and response.headers["Location"].startswith(SIGN_IN):
        return "sign in"
    if response.status_code in {403, 404}:
        return "absent"
    # 422: the form came back, for the test sends it empty. 503: no worker runs beside the test.
    assert response.status_code in {200, 302, 422, 503}, response.status_code
    return "open"


def expected(route: Route, person: str, whose: str) -> str:
    opens = route.opens.get(person, "").split() if isinstance(route.opens, dict) else route.opens
    if (whose if isinstance(route.opens, dict) else person) in opens:
        return "open"
    return "sign in" if person == "anonymous" else "absent"


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize(
    "route",
    [route for route in ROUTES if route.rule != LIBRARY],
    ids=lambda route: f"{route.name}-{route.method}",
)
def test_an_address_opens_to_whom_the_table_names(
    route: Route, cast: Cast, records: dict[str, Document], kept: Kept
) -> None:
    found, wanted = {}, {}
    for person in [*PEOPLE, "anonymous"]:
        client = Client()
        if person != "anonymous":
            client.force_login(getattr(cast, person))
        for whose in records if route.has_record else ["own"]:
            found[person, whose] = outcome(ask(client, route, records[whose], kept))
            wanted[person, whose] = expected(route, person, whose)
    assert found == wanted
    # The forms went without their key: nobody has changed anything.
    assert not CheckDecision.objects.exists()
    assert not Question.objects.exists()
    assert not ArticleText.objects.exists()
    assert Parameter.objects.count() == ParameterEnd.objects.count() == 1
    assert Document.objects.exclude(title=PUBLISHED).count() == len(records)
    assert EstablishmentVersion.objects.count() == 2 * len(records)
    assert OtherSupport.objects.filter(superseded_at=None).count() == len(records)
    assert not Merge.objects.exists()
    assert not NumberReveal.objects.exists()
    taken = Observation.objects.exclude(review=Review.WAITING).filter(superseded_at=None)
    assert taken.exclude(document__title=PUBLISHED).count() == 2 * len(records)
    assert Choice.objects.filter(superseded_at=None).count() == len(records)
    confirmed = Confirmation.objects.exclude(document__title=PUBLISHED)
    assert Choice.objects.count() == confirmed.count() == len(records)
    assert Intake.objects.count() == len(records)


@pytest.mark.django_db
def test_an_absent_record_and_a_foreign_one_look_alike(
    cast: Cast, records: dict[str, Document], kept: Kept
) -> None:
    client = Client()
    client.force_login(cast.owner)
    foreign = client.get(reverse("desk:report", args=[records["foreign"].id]))
    absent = client.get(reverse("desk:report", args=[cast.owner.id]))
    assert foreign.status_code == absent.status_code == 404
    assert foreign.content == absent.content


@pytest.mark.django_db
@pytest.mark.parametrize(
    "route", [route for route in ROUTES if route.rule == PUBLIC], ids=lambda route: route.name
)
def test_a_public_address_only_reads(route: Route, records: dict[str, Document]) -> None:
    address = address_of(route, records["own"])
    for method in ("post", "put", "patch", "delete"):
        assert getattr(Client(), method)(address).status_code == 405


@pytest.mark.django_db
@pytest.mark.parametrize(
    "route", [r for r in ROUTES if r.method == "post"], ids=lambda route: route.name
)
def test_a_change_needs_the_token_of_the_form(
    route: Route, cast: Cast, records: dict[str, Document], kept: Kept
) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.owner)
    assert ask(client, route, records["own"], kept).status_code == 403


@pytest.mark.django_db
def test_headers_of_every_page(cast: Cast, records: dict[str, Document], kept: Kept) -> None:
    """Public and private, found and not found, refused and sent elsewhere: all carry them."""
    signed = Client()
    signed.force_login(cast.owner)
    answers = [
        ask(client, route, records["own"], kept)
        for route in ROUTES
        for client in (signed, Client())
        if route.name != "account_logout"
    ]
    answers += [Client().get("/khong-co/"), signed.get("/desk/khong-co/")]
    for answer in answers:
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["X-Frame-Options"] == "DENY"
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"


@pytest.mark.django_db
def test_what_a_signed_in_person_sees_is_kept_nowhere(
    cast: Cast, records: dict[str, Document], kept: Kept
) -> None:
    client = Client()
    client.force_login(cast.owner)
    for route in ROUTES:
        if route.rule not in {LIBRARY, PUBLIC}:
            answer = ask(client, route, records["own"], kept)
            assert "no-store" in answer.headers["Cache-Control"], route.name
            assert "private" in answer.headers["Cache-Control"], route.name
