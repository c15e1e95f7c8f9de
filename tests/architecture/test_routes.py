"""Every address has a rule, a line in the table, and opens to exactly those the table names."""

import random
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import transaction
from django.db.models import Model
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from khuyencong.accounts.actions import let_represent
from khuyencong.accounts.models import User
from khuyencong.applications import actions as applications
from khuyencong.applications.actions import RoundTold
from khuyencong.applications.models import (
    Need,
    Paper,
    PaperKind,
    PaperUse,
    ProposalMove,
    Remark,
    Request,
    SurveyRound,
    Upload,
)
from khuyencong.applications.states import RoundBy
from khuyencong.competitions.actions.keys import signing_key
from khuyencong.competitions.models import (
    Certificate,
    Conflict,
    CouncilSession,
    CriteriaSet,
    Exhibitor,
    Ledger,
    Photo,
    Sheet,
    Showroom,
)
from khuyencong.competitions.models import Entry as VoteEntry
from khuyencong.competitions.models import EntryStep as VoteStep
from khuyencong.competitions.models import Round as VoteRound
from khuyencong.competitions.queries.documents import MINUTES as VOTE_MINUTES
from khuyencong.competitions.states import RoundState
from khuyencong.core import blobs
from khuyencong.core.clock import now
from khuyencong.core.identity import new_id
from khuyencong.documents import kept as kept_words
from khuyencong.exchange.models import Conflict as ExchangeWish
from khuyencong.exchange.models import OutsideCode
from khuyencong.fieldwork.actions import receive
from khuyencong.funds import actions as funds
from khuyencong.funds.models import Entry as LedgerEntry
from khuyencong.funds.models import YearTurn
from khuyencong.ingestion import actions
from khuyencong.ingestion.actions import ReadFile, batches
from khuyencong.ingestion.models import (
    Batch,
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
from khuyencong.office import actions as office_acts
from khuyencong.office.models import IssuedDocument, OutgoingBook
from khuyencong.office.states import About, DocumentState
from khuyencong.opendata.actions.publishing import publish
from khuyencong.plans.models import Plan, PlanAct, PlanVersion, Registration
from khuyencong.projects.actions import LineTold, put_line
from khuyencong.projects.models import Adjustment, Inspection, Project, StepTaken
from khuyencong.projects.queries.documents import kinds
from khuyencong.projects.states import ProjectState
from khuyencong.publishing.models import (
    Publication,
    PublicationAct,
    PublicQuestion,
    QuestionAct,
)
from khuyencong.registry.actions import establishments as establishment_acts
from khuyencong.registry.actions.establishments import Entry, SupportTold
from khuyencong.registry.models import (
    BodyFact,
    Collaborator,
    Establishment,
    EstablishmentVersion,
    Merge,
    NumberReveal,
    Organisation,
    OtherSupport,
    Place,
    PlaceName,
    StaffMember,
)
from khuyencong.registry.states import Level, SupportProgramme
from khuyencong.reporting.models import DutyAct, Regime
from khuyencong.reports.models import Edition, EditionStep
from khuyencong.results.actions import add_evidence
from khuyencong.results.models import Result
from khuyencong.sheets import KINDS, packed
from khuyencong.sheets.opening import open_sheet
from khuyencong.sheets.writing import write_template
from khuyencong.values.periods import read_period
from khuyencong.values.vocabulary import FundingSource
from khuyencong.web.desk import sample
from tests.architecture.api_routes import KEYED, NOWHERE
from tests.architecture.routes import BY_SIGNATURE, GTIN, LIBRARY, PUBLIC, ROUTES, Route
from tests.cast import Cast, make_cast
from tests.exchange.kept import make_partner, make_wish
from tests.factories import (
    ENTERED_AT,
    PDF,
    make_claim,
    make_commune,
    make_connections,
    make_duty,
    make_entry,
    make_establishment,
    make_fair,
    make_kit,
    make_law,
    make_need,
    make_notice,
    make_paper,
    make_people,
    make_product,
    make_programme,
    make_project,
    make_proposal,
    make_publication,
    make_question,
    make_remark,
    make_request,
    make_result,
    make_round,
    make_seat,
    make_sending,
    make_titled,
    make_user,
    told,
)
from tests.fieldwork.device import NEED, Device
from tests.office.desk import MINUTES, WORDS
from tests.reports.nation import Teller, make_report
from tests.reports.owed import make_edition

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


CHANGING = ("post", "put", "patch", "delete")
#: By the id of a report: by the word of a route, the id that fills it.
Kept = dict[object, dict[str, object]]
ADDRESSES = dict(patterns(get_resolver()))


def test_the_table_has_every_address_and_no_other() -> None:
    keyed = {f"api:{one.name}" for one in KEYED} | {f"api:{NOWHERE}"}
    assert {route.name for route in ROUTES} == set(ADDRESSES) - keyed
    assert keyed <= set(ADDRESSES)


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: f"{route.name}-{route.method}")
def test_an_address_says_its_rule(route: Route) -> None:
    rule = getattr(ADDRESSES[route.name].callback, "rule", LIBRARY)
    assert rule == route.rule
    if rule == LIBRARY:
        assert ADDRESSES[route.name].callback.__module__.startswith("allauth.")


@dataclass(frozen=True)
class World:
    """The people, a report of each of three bodies, and the other records that these keep."""

    cast: Cast
    records: dict[str, Document]
    kept: Kept
    #: What the browser of somebody who has signed in brings along.
    cookies: dict[str, SimpleCookie]

    def browser_of(self, person: str) -> Client:
        """Return the browser of one of the cast, or of nobody."""
        client = Client()
        if person != "anonymous":
            client.cookies = SimpleCookie(self.cookies[person].output(header="", sep=";"))
        return client


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """Keep everything once for all tests of this file, in a transaction that is undone at last."""
    with django_db_blocker.unblock(), transaction.atomic():
        cast = make_cast()
        records = _records(cast)
        partner = make_partner(cast.agency)
        kept = {
            document.id: _kept(document.custodian) | make_wish(partner, document.custodian)
            for document in records.values()
        }
        _seen_by_shoppers()
        publish(ENTERED_AT)
        cookies = {person: _signed_in(getattr(cast, person)) for person in PEOPLE}
        yield World(cast, records, kept, cookies)
        transaction.set_rollback(True)


def _signed_in(user: User) -> SimpleCookie:
    client = Client()
    client.force_login(user)
    return client.cookies


@pytest.fixture
def db(world: World) -> Iterator[None]:
    """Undo what a test does, and leave the world of this file as it was."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def cast(world: World, db: None) -> Cast:
    return world.cast


@pytest.fixture
def records(world: World, db: None) -> dict[str, Document]:
    return world.records


@pytest.fixture
def kept(world: World, db: None) -> Kept:
    return world.kept


def _records(cast: Cast) -> dict[str, Document]:
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


def voted(what: str) -> object:
    """Return what fills a public address of a vote: its round, the photo of a titled product."""
    found = {
        "round": VoteRound.objects.filter(state=RoundState.RECOGNISED),
        "photo": Photo.objects.filter(product__certificates__isnull=False),
    }
    return found[what].first().pk


def _titled(owner: User, one: Establishment) -> dict[str, Any]:
    """Keep a title of a decided vote; of the first, a photo, and a round that is recognised."""
    title = make_titled(owner, one)
    round = title.entry.round
    VoteRound.objects.filter(id=round.id).update(state=RoundState.DECIDED)
    CouncilSession.objects.create(
        round=round,
        held_on=ENTERED_AT.date(),
        quorum_percent=50,
        opened_by=owner.id,
        opened_at=ENTERED_AT,
        closed_by=owner.id,
        closed_at=ENTERED_AT,
        minutes_year=2026,
        minutes_number=1,
        minutes=kept_words(WORDS),
        minutes_sha256="x",
    )
    make_round(one.custodian, state=RoundState.RECOGNISED)
    picture = {"original": blobs.put(b"a"), "public": blobs.put(b"b"), "thumbnail": blobs.put(b"c")}
    Photo.objects.create(product=title.product, position=2, recorded_at=ENTERED_AT, **picture)
    return {"title": title, "vote_round": round, "vote_entry": title.entry}


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
    rows["budget"] = funds.allot(
        by=make_user("DEPT_OFFICER", custodian),
        at=ENTERED_AT,
        owner=custodian.id,
        source=FundingSource.PROVINCIAL,
        year=2026,
        amount=1,
        paper="QĐ 1",
    )
    rows |= {"cluster": cluster, "village": village, "artisan": artisan}
    raiser = make_user("CENTRE_HEAD", custodian)
    rows |= {"body": custodian, **make_people(raiser, custodian)}
    rows |= {"proposal": make_proposal(raiser, custodian), "remark": make_remark(raiser, custodian)}
    rows |= _requested(custodian, one) | _planned(custodian) | {"batch": _batch(custodian, owner)}
    rows |= {"project": _project(custodian), "issued": _issued(custodian), "book": _book(custodian)}
    rows |= _projects(custodian) | _result(custodian) | _scored(owner, one)
    maker = make_user("ESTABLISHMENT_USER", custodian)
    held = make_user("DEPT_OFFICER", custodian).memberships.get()
    rows |= {"account": held.user, "membership": held}
    rows["representation"] = let_represent(user=maker, establishment=one, at=ENTERED_AT)
    rows["duty"] = make_duty(custodian, Organisation.objects.get(kind="agency"))
    rows["regime"] = rows["duty"].regime
    rows["handed_in"] = make_sending(rows["duty"], file=blobs.put(b"mau"), file_name="mau.pdf")
    rows |= _titled(owner, one)
    rows |= _kit(custodian)
    rows["programme"] = make_programme(owner, custodian)
    rows["target"] = rows["programme"].targets.get()
    rows |= _labelled(owner, one)
    words = {"score": "cham-co-so", "pass": "cho-qua", "end": "dong", "yes": "xac-nhan"}
    words |= {
        "sending": "gui",
        "money": "kinh-phi",
        "pdf": "pdf",
        "docx": "docx",
        "receipt": kinds.RECEIPT,
    }
    words |= {"decision": kinds.DECISION.code, "measure": "models.count", "answering": "tra-loi"}
    words |= {"told": "dieu-biet", "fact_word": "dieu", "people": "nguoi"}
    rows |= _fair(custodian, one)
    words |= {"booths": "gian", "shows": "bay"}
    words["receipt_code"] = rows["request"].receipt_code
    rows["edition"] = make_edition(custodian)
    rows["told_notice"] = make_notice(owner, custodian)
    words |= {"edition_step": "review", "phrase_key": "ket.het"}
    words |= {"sheet_kind": "establishments", "policy": "policy"}
    words |= {"scoring_step": "tally", "stage": 1, "json": "json", "small": "nho"}
    rows |= _voted(owner, custodian, rows["one"], rows["paper"])
    rows |= make_connections(make_user("DEPT_OFFICER", custodian), custodian)
    words |= {"vote_step": "gather", "small": "nho", "dossier_part": "san-xuat"}
    words |= {"submitting": "submit"}
    words |= {"minutes": VOTE_MINUTES.code, "roll_call": "diem-danh"}
    rows |= _told_in_public(custodian, owner)
    words |= {"question_code": rows["question"].code, "first": 1}
    return {word: row.id for word, row in rows.items()} | words


def _told_in_public(custodian: Organisation, owner: User) -> dict[str, Any]:
    """Keep a draft, news with a picture, a call; a question; a plan that is approved, its đề án."""
    writer, day = make_user("DEPT_OFFICER", custodian), ENTERED_AT.date()
    picture = {name: blobs.put(b"\xff\xd8\xff") for name in ("picture", "thumbnail")}
    days = {"about": "projects", "opens_on": day, "closes_on": day + timedelta(days=30)}
    project = make_project(make_user("CENTRE_OFFICER", custodian), custodian)
    Project.objects.filter(id=project.id).update(state=ProjectState.APPROVED)
    plan = Plan.objects.create(owner=custodian, year=2031, level="local", recorded_at=ENTERED_AT)
    plan.versions.create(
        number=1,
        kind="assigned",
        state="approved",
        content_hash="x",
        drafted_by=writer.id,
        drafted_at=ENTERED_AT,
        submitted_by=writer.id,
        submitted_at=ENTERED_AT,
        decided_by=owner.id,
        decided_at=ENTERED_AT,
        decided_on=day,
        decision="QĐ 1",
    )
    return {
        "draft_news": make_publication(writer, custodian),
        "published_news": make_publication(writer, custodian, owner, picture_says="Máy", **picture),
        "published_call": make_publication(writer, custodian, owner, kind="call", **days),
        "question": make_question(custodian),
        "published_plan": plan,
        "published_project": project,
    }


def _fair(custodian: Organisation, one: Establishment) -> dict[str, Model]:
    """Keep a fair of a body at which an establishment takes part, and a showroom."""
    fair = make_fair(make_user("DEPT_OFFICER", custodian), custodian)
    exhibitor = Exhibitor.objects.create(fair=fair, establishment=one, recorded_at=ENTERED_AT)
    room = Showroom.objects.get(custodian=custodian)
    return {"fair": fair, "exhibitor": exhibitor, "showroom": room}


def _labelled(owner: User, one: Establishment) -> dict[str, Model]:
    """Keep a title of a product, a batch of it, and a report that somebody copies it."""
    title = make_titled(owner, one)
    lot = title.product.batches.create(
        code="L01", made_on=ENTERED_AT.date(), recorded_at=ENTERED_AT
    )
    return {
        "labelled_title": title,
        "labelled": title.product,
        "lot": lot,
        "fake": title.fakes.get(),
    }


def _seen_by_shoppers() -> None:
    """Give the first title's product a picture and a number, and the service its key."""
    product = Certificate.objects.order_by("id").select_related("product")[0].product
    product.gtin = GTIN
    product.save()
    pictures = dict.fromkeys(("original", "public", "thumbnail"), blobs.put(b"\xff\xd8\xff"))
    product.photos.create(position=1, recorded_at=ENTERED_AT, **pictures)
    signing_key(at=ENTERED_AT)


def _batch(custodian: Organisation, owner: User) -> Batch:
    """Return a spreadsheet that was read and waits for its officer."""
    data = write_template(KINDS["establishments"])
    batch = batches.receive_batch(
        by=owner,
        custodian=custodian,
        kind="establishments",
        file_name="mau.xlsx",
        data=data,
        at=ENTERED_AT,
    )
    grid = open_sheet("mau.xlsx", data, KINDS["establishments"])
    batch.grid = blobs.put(zlib.compress(b"".join(packed(grid))))
    batch.sheet, batch.rows = grid.name, grid.row_count
    batch.save()
    batches.work_on(batch.id, clock=lambda: ENTERED_AT)
    return batch


def _requested(custodian: Organisation, one: Establishment) -> dict[str, Any]:
    """Keep a round, a need and a received request of an establishment, with a paper of it."""
    officer = make_user("CENTRE_HEAD", custodian)
    said = RoundTold(
        custodian=custodian,
        name=f"Đợt của {custodian}",
        year=2027,
        goes_by=RoundBy.COMMUNE,
        targets=[one.commune],
    )
    opened = applications.open_round(by=officer, told=said, at=ENTERED_AT)
    request = make_request(officer, one, "received")
    use = make_paper(officer, request)
    need = make_need(officer, one)
    upload = Upload.objects.create(
        request=request,
        kind=use.paper.kind,
        file_name="mau.pdf",
        size=9,
        by=officer.id,
        recorded_at=ENTERED_AT,
        changed_at=ENTERED_AT,
    )
    kept = {"round": opened, "need": need, "request": request, "paper": use.paper, "use": use}
    return kept | {"upload": upload, "claim": make_claim(make_user(), custodian)}


def _kit(custodian: Organisation) -> dict[str, Model]:
    """Keep a kit of a body, and a sheet that came back about an establishment nobody knows."""
    kit = make_kit(make_user("CENTRE_OFFICER", custodian), custodian)
    device = Device(kit)
    receive(
        data=device.file(device.sheet(kind="need", unlisted="Lò gốm", typed=NEED)), at=ENTERED_AT
    )
    return {"kit": kit, "kit_sheet": kit.entries.get(), "kit_return": kit.returns.get()}


def _planned(owner: Organisation) -> dict[str, Model]:
    """Keep a plan of a body with a version that is being prepared, and what it registers."""
    project = make_project(make_user("CENTRE_OFFICER", owner), owner)
    told = {"drafted_by": project.drafted_by, "drafted_at": ENTERED_AT}
    plan = Plan.objects.create(owner=owner, year=2026, level="local", recorded_at=ENTERED_AT)
    version = PlanVersion.objects.create(
        plan=plan, number=1, kind="assigned", content_hash="x", **told
    )
    row = version.rows.create(project=project, rank=1, standing="in", why="rule", reason="Mẫu")
    registration = Registration.objects.create(
        registrar=owner,
        owner=owner,
        year=2026,
        level="local",
        drafted_by=project.drafted_by,
        recorded_at=ENTERED_AT,
    )
    return {"plan": plan, "version": version, "row": row, "registration": registration}


def _project(custodian: Organisation) -> Project:
    """Return a đề án of which every document up to its decision can be made."""
    project = make_project(make_user("CENTRE_OFFICER", custodian), custodian)
    project.state = ProjectState.APPROVED
    project.save()
    told = {"step": "register", "after": "registered", "by": project.drafted_by}
    StepTaken.objects.create(project=project, holder=custodian, at=ENTERED_AT, **told)
    return project


def _projects(custodian: Organisation) -> dict[str, Model]:
    """Keep a draft with a line, a registered one, and one under way with what waits there."""
    drafter = make_user("CENTRE_OFFICER", custodian)
    draft, registered, working = (make_project(drafter, custodian) for _ in range(3))
    states = {registered: ProjectState.REGISTERED, working: ProjectState.IN_PROGRESS}
    for project, state in states.items():
        project.state = state
        project.save()
    told = LineTold(
        what="Lớp mẫu", year=2026, cost=2, support={FundingSource.PROVINCIAL: 1}, content="training"
    )
    line = put_line(by=drafter, project=draft, told=told, at=ENTERED_AT)
    inspection = Inspection.objects.create(
        project=working,
        day=ENTERED_AT.date(),
        body=custodian,
        minutes="Mẫu",
        by=drafter.id,
        recorded_at=ENTERED_AT,
    )
    change = Adjustment.objects.create(
        project=working,
        reason="Mẫu",
        authority="approve",
        needs_confirmation=True,
        asked_by=drafter.id,
        asked_at=ENTERED_AT,
    )
    return {
        "draft": draft,
        "line": line,
        "registered": registered,
        "working": working,
        "finding": inspection.findings.create(told="Mẫu"),
        "change": change,
    }


def _result(custodian: Organisation) -> dict[str, Model]:
    """Keep a result with a paper that proves it."""
    officer = make_user("CENTRE_OFFICER", custodian)
    row = make_result(officer, custodian)
    kind = PaperKind.objects.get(code="bien-ban")
    use = add_evidence(
        by=officer, result=row, kind=kind, file_name="bb.pdf", data=PDF, at=ENTERED_AT
    )
    return {"result": row, "proof": use}


def _scored(owner: User, one: Establishment) -> dict[str, Model]:
    """Keep a decided vote with an open sheet, a conflict and a ledger that everybody reads."""
    vote = make_round(one.custodian, state="decided")
    entry = make_entry(vote, make_product(owner, one))
    seat = make_seat(vote, make_user("JUROR", one.custodian))
    other = make_establishment(owner, one.custodian, told(one.commune, "C"))
    at = {"changed_at": ENTERED_AT}
    text = '{"criteria":{},"entries":[],"jurors":[],"sheets":[],"tie_order":[]}'
    Ledger.objects.create(round=vote, stage=1, text=text, sha256="x", at=ENTERED_AT)
    return {
        "scored_vote": vote,
        "vote_seat": seat,
        "vote_sheet": Sheet.objects.create(seat=seat, entry=entry, **at),
        "vote_conflict": Conflict.objects.create(
            seat=seat, establishment=other, kind="owner_name", at=ENTERED_AT
        ),
    }


def _voted(
    by: User, custodian: Organisation, maker: Establishment, paper: Paper
) -> dict[str, Model]:
    """Keep a called round with a draft in it, and one above that an entry climbed into."""
    vote = make_round(custodian, state="called")
    CriteriaSet.objects.filter(id=vote.criteria_id).update(custodian=None)
    product, titled = (make_product(by, maker) for _ in range(2))
    dossier = make_entry(vote, product, "draft")
    below = make_entry(vote, titled)
    upper = make_round(custodian, "nation", state="called")
    make_entry(upper, titled, "draft", climbed_from=below)
    drawn = blobs.put(b"jpeg")
    same = {"original": drawn, "public": drawn, "thumbnail": drawn, "recorded_at": ENTERED_AT}
    use = PaperUse.objects.create(paper=paper, about_kind="entry", about=dossier.id, at=ENTERED_AT)
    return {
        "vote": vote,
        "criteria": vote.criteria,
        "product": product,
        "photo": Photo.objects.create(product=product, position=1, **same),
        "dossier": dossier,
        "dossier_use": use,
        "climbed": below,
        "upper": upper,
    }


def _issued(custodian: Organisation) -> IssuedDocument:
    """Return a document that waits to be signed."""
    return office_acts.draft(
        by=make_user("DEPT_OFFICER", custodian),
        kind=MINUTES,
        body=custodian,
        about=About("project", new_id(), new_id()),
        words=WORDS,
        tail="SCT",
        at=ENTERED_AT,
    )


def _book(custodian: Organisation) -> OutgoingBook:
    return OutgoingBook.objects.create(body=custodian, year=2026, tail="SCT", opened_at=ENTERED_AT)


def ask(
    client: Client,
    route: Route,
    document: Document,
    kept: Kept,
) -> HttpResponse:
    answer: HttpResponse = getattr(client, route.method)(filled(route, document, kept))
    if answer.streaming:
        # Read to its end a file closes itself, and the client keeps the database open meanwhile.
        b"".join(answer)
    return answer


def filled(route: Route, document: Document, kept: Kept) -> str:
    """Return the address of a route with what fills it."""
    if not route.fills:
        return address_of(route, document)
    ids = [kept[document.id][word] for word in route.fills.split()]
    return reverse(route.name, args=ids) + route.filled


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
    filled += [Edition.objects.filter(state="draft").first().code] if route.code else []
    filled += [Certificate.objects.order_by("id").first().code] if route.title else []
    filled += route.words
    filled += ["noi-mau"] if route.name == "portal:place" else []
    filled += [VoteRound.objects.order_by("id").first().id] if route.name == "portal:vote" else []
    filled += [law_record(route.law)] if route.law else []
    filled += [voted(route.voted)] if route.voted else []
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
    if route.rule == BY_SIGNATURE:
        return "absent"
    opens = route.opens.get(person, "").split() if isinstance(route.opens, dict) else route.opens
    if (whose if isinstance(route.opens, dict) else person) in opens:
        return "open"
    return "sign in" if person == "anonymous" and route.rule != PUBLIC else "absent"


@pytest.mark.slow
@pytest.mark.parametrize(
    "route",
    [route for route in ROUTES if route.rule != LIBRARY],
    ids=lambda route: f"{route.name}-{route.method}",
)
def test_an_address_opens_to_whom_the_table_names(
    route: Route, world: World, records: dict[str, Document], kept: Kept
) -> None:
    found, wanted = {}, {}
    for person in [*PEOPLE, "anonymous"]:
        client = world.browser_of(person)
        for whose in records if route.has_record else ["own"]:
            answer = ask(client, route, records[whose], kept)
            bears_headers(answer)
            if person != "anonymous" and route.rule not in {PUBLIC, BY_SIGNATURE}:
                is_kept_nowhere(answer)
            found[person, whose] = outcome(answer)
            wanted[person, whose] = expected(route, person, whose)
    assert found == wanted
    # The forms went without their key: nobody has changed anything.
    assert not CheckDecision.objects.exists()
    assert not Question.objects.exists()
    assert not ArticleText.objects.exists()
    assert Parameter.objects.count() == ParameterEnd.objects.count() == 1
    assert Document.objects.exclude(title=PUBLISHED).count() == len(records)
    assert EstablishmentVersion.objects.count() == 3 * len(records)
    assert OtherSupport.objects.filter(superseded_at=None).count() == len(records)
    assert LedgerEntry.objects.count() == len(records)
    assert not YearTurn.objects.exists()
    assert not Merge.objects.exists()
    assert not NumberReveal.objects.exists()
    pending = IssuedDocument.objects.filter(state=DocumentState.DRAFTED)
    assert pending.count() == IssuedDocument.objects.count() == len(records)
    assert OutgoingBook.objects.count() == len(records)
    taken = Observation.objects.exclude(review=Review.WAITING).filter(superseded_at=None)
    assert taken.exclude(document__title=PUBLISHED).count() == 2 * len(records)
    assert Choice.objects.filter(superseded_at=None).count() == len(records)
    confirmed = Confirmation.objects.exclude(document__title=PUBLISHED)
    assert Choice.objects.count() == confirmed.count() == len(records)
    assert Intake.objects.count() == len(records)
    assert Need.objects.filter(state="open").count() == len(records)
    assert Request.objects.filter(state="received").count() == len(records)
    # A request has a paper, and so have a result and the dossier of a product.
    assert PaperUse.objects.filter(ended_at=None).count() == 3 * len(records)
    assert VoteEntry.objects.filter(state="draft").count() == 2 * len(records)
    assert not VoteStep.objects.exists()
    assert Result.objects.count() == len(records)
    assert SurveyRound.objects.filter(closed_on=None).count() == len(records)
    assert BodyFact.objects.filter(superseded_at=None).count() == len(records)
    assert StaffMember.objects.filter(valid_until=None).count() == len(records)
    assert Collaborator.objects.filter(valid_until=None).count() == len(records)
    assert ProposalMove.objects.count() == len(records)
    assert Remark.objects.filter(superseded_at=None).count() == len(records)
    assert Edition.objects.filter(state="draft").count() == len(records)
    assert EditionStep.objects.count() == len(records)
    assert Batch.objects.filter(state="ready").count() == len(records)
    assert not DutyAct.objects.exclude(step="open").exists()
    assert Regime.objects.filter(superseded_at=None).count() == 1
    assert not PlanAct.objects.exists()
    assert PlanVersion.objects.filter(state="draft").count() == len(records)
    assert Publication.objects.filter(shown=None).count() == len(records)
    assert PublicationAct.objects.count() == QuestionAct.objects.count() == 0
    assert PublicQuestion.objects.filter(state="new").count() == len(records)
    assert Registration.objects.filter(sent_at=None, version=1).count() == len(records)
    assert ExchangeWish.objects.filter(verdict="open").count() == len(records)
    assert not OutsideCode.objects.exists()


def test_an_absent_record_and_a_foreign_one_look_alike(
    cast: Cast, records: dict[str, Document], kept: Kept
) -> None:
    client = Client()
    client.force_login(cast.owner)
    foreign = client.get(reverse("desk:report", args=[records["foreign"].id]))
    absent = client.get(reverse("desk:report", args=[cast.owner.id]))
    assert foreign.status_code == absent.status_code == 404
    assert foreign.content == absent.content


#: Takes a file to compare its hash with what was issued, and keeps nothing; takes what somebody
#: saw who thinks a product is a fake, or what somebody asks; and nothing of who it is.
COMPARES = {"portal:verified-file", "label:fake", "label:fake-unknown", "asking:ask"}
#: Opens an account for who has none; lets its owner back in; leads to the provider of identities.
OPENS_A_DOOR = {
    "service:register",
    "account_forgot",
    "account_new_password",
    "account_address",
    "openid_connect_login",
}
#: Let in by the signature of a kit alone, from a page on a disk that has no cookie and no token;
#: tests/web/test_kits.py: what no kit signed is kept by nobody, signed in or not.
BY_A_KIT = {"kit-return"}


@pytest.mark.parametrize(
    "route", [route for route in ROUTES if route.rule == PUBLIC], ids=lambda route: route.name
)
def test_a_public_address_only_reads(
    route: Route, records: dict[str, Document], kept: Kept
) -> None:
    address = filled(route, records["own"], kept)
    writes = COMPARES | OPENS_A_DOOR | BY_A_KIT
    methods = ("put", "patch", "delete") if route.name in writes else CHANGING
    for method in methods:
        assert getattr(Client(), method)(address).status_code == 405


@pytest.mark.parametrize(
    "route",
    [r for r in ROUTES if r.method == "post" and r.name not in BY_A_KIT],
    ids=lambda route: route.name,
)
def test_a_change_needs_the_token_of_the_form(
    route: Route, cast: Cast, records: dict[str, Document], kept: Kept
) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.owner)
    assert ask(client, route, records["own"], kept).status_code == 403


def test_headers_of_what_a_library_answers_and_of_what_is_not_there(
    cast: Cast, records: dict[str, Document], kept: Kept
) -> None:
    """All other addresses are held to them where each is asked by everybody."""
    signed = Client()
    signed.force_login(cast.owner)
    answers = [
        ask(client, route, records["own"], kept)
        for route in ROUTES
        for client in (signed, Client())
        if route.rule == LIBRARY and route.name != "account_logout"
    ]
    answers += [Client().get("/khong-co/"), signed.get("/desk/khong-co/")]
    for answer in answers:
        bears_headers(answer)


def bears_headers(answer: HttpResponse) -> None:
    """Public and private, found and not found, refused and sent elsewhere: all carry them."""
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"


def is_kept_nowhere(answer: HttpResponse) -> None:
    assert "no-store" in answer.headers["Cache-Control"]
    assert "private" in answer.headers["Cache-Control"]
