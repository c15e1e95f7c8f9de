"""Plain functions that make what a test needs, with names that are nobody's."""

from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING, Any

from django.db.models import Model

from khuyencong.accounts.models import Membership, User
from khuyencong.applications import actions as applications
from khuyencong.applications.models import (
    Claim,
    Need,
    PaperKind,
    PaperUse,
    Proposal,
    Remark,
    Request,
    Tag,
)
from khuyencong.applications.states import RoundBy
from khuyencong.applications.states import S as RequestState
from khuyencong.competitions.actions.fairs import FairTold, prepare_fair
from khuyencong.competitions.actions.showrooms import open_showroom
from khuyencong.competitions.models import (
    Certificate,
    CriteriaSet,
    Entry,
    Fair,
    FakeReport,
    Product,
    Round,
    Seat,
)
from khuyencong.competitions.states import EntryState, FairKind, ProductGroup, RoundLevel, SeatBody
from khuyencong.connections.models import AccessToken, Delivery, Hook
from khuyencong.connections.rules import fresh_key
from khuyencong.connections.states import OFFERED
from khuyencong.core.clock import now, today
from khuyencong.core.identity import new_id
from khuyencong.fieldwork.actions import issue_kit
from khuyencong.fieldwork.models import Kit
from khuyencong.law.models import Article, LegalDocument, Parameter, ParameterEnd
from khuyencong.notices.models import Notice
from khuyencong.programmes import actions as programmes
from khuyencong.programmes.models import Programme
from khuyencong.programmes.states import Degree, Series
from khuyencong.projects.actions import ProjectTold, draft_project
from khuyencong.projects.models import Project
from khuyencong.projects.states import Level as ProjectLevel
from khuyencong.projects.states import ProjectKind
from khuyencong.publishing.models import Publication, PublicationVersion, PublicQuestion
from khuyencong.registry.actions import bodies
from khuyencong.registry.actions.establishments import (
    Particulars,
    SupportTold,
    record_support,
    register,
)
from khuyencong.registry.models import (
    Artisan,
    CraftVillage,
    Establishment,
    IndustrialCluster,
    Organisation,
    Place,
    PlaceName,
)
from khuyencong.registry.states import (
    EstablishmentForm,
    Level,
    OrganisationKind,
    SupportProgramme,
)
from khuyencong.reporting.models import Duty, DutyAct, Regime, Submission, slot_of
from khuyencong.results import actions as results
from khuyencong.results.models import Result
from khuyencong.values.identifiers import check_digit
from khuyencong.values.periods import programme as years
from khuyencong.values.periods import year as year_of
from khuyencong.values.shortcode import new_code
from khuyencong.values.text import fold
from khuyencong.values.vocabulary import FundingSource

if TYPE_CHECKING:
    from tests.cast import Cast

LONG_AGO = date(2020, 1, 1)
#: When establishments were entered: before whatever a test does with them.
ENTERED_AT = datetime(2026, 11, 20, 1, tzinfo=UTC)
_number = count(1)


def make_organisation(
    name: str = "Sở Công Thương tỉnh Mẫu",
    kind: OrganisationKind = OrganisationKind.DEPARTMENT,
    parent: Organisation | None = None,
) -> Organisation:
    """Return a new organisation without a place."""
    key = f"to-chuc-{next(_number)}"
    return Organisation.objects.create(key=key, kind=kind, name=name, parent=parent)


def make_user(role: str = "", organisation: Organisation | None = None, **fields: Any) -> User:
    """Return a new account, holding `role` in `organisation` where both are given."""
    number = next(_number)
    fields = {"username": f"nguoi-{number}", "full_name": f"Người Mẫu Số {number}"} | fields
    user = User.objects.create_user(**fields)
    if role and organisation:
        make_membership(user, role, organisation)
    return user


def make_membership(
    user: User,
    role: str,
    organisation: Organisation,
    valid_from: date = LONG_AGO,
    valid_until: date | None = None,
    end_reason: str = "",
) -> Membership:
    """Let `user` hold `role` in `organisation`; by default since long ago and still."""
    return Membership.objects.create(
        user=user,
        organisation=organisation,
        role=role,
        valid_from=valid_from,
        valid_until=valid_until,
        end_reason=end_reason,
    )


def make_law(by: User) -> Parameter:
    """Return a ceiling that `by` proposes to end, of a new document with one article."""
    told = {"kind": "circular", "issuer": "Bộ Mẫu", "year": 2020, "title": "Mẫu", "folded": "mau"}
    document = LegalDocument.objects.create(key="tt-mau", number="1/2020/TT-MAU", **told)
    Article.objects.create(document=document, article="1", position=0, sense="Mẫu")
    parameter = Parameter.objects.create(
        code="mau",
        kind="ceiling",
        subject="machinery",
        slot="mau",
        source="national",
        percent=50,
        amount=300_000_000,
        document=document,
        verified=True,
        valid_from=LONG_AGO,
        recorded_at=now(),
    )
    ParameterEnd.objects.create(
        parameter=parameter,
        day=date(2030, 1, 1),
        reason="Mẫu",
        proposed_by=by.id,
        recorded_at=now(),
    )
    return parameter


def make_commune(name: str = "Mẫu", **days: date | None) -> Place:
    """Return a new commune outside the reference data, under its name."""
    key = f"xa-thu-{next(_number)}"
    place = Place.objects.create(key=key, level=Level.COMMUNE, kind="xã", name=name, **days)
    PlaceName.objects.create(place=place, kind="xã", name=name, folded=fold(name), **days)
    return place


def make_tax_code(number: int) -> str:
    """Return a tax code that is valid in form and visibly nobody's: 99…; each number another."""
    # Of eleven numbers in a row one has no check digit: count past it.
    for first_nine in (f"99{number:06d}{last}" for last in range(10)):
        digit = check_digit(first_nine)
        if digit is not None:
            return f"{first_nine}{digit}"
    raise ValueError(number)


def told(commune: Place, name: str = "Công ty TNHH Gỗ Thí Dụ", **more: object) -> Particulars:
    """Return what is said of an establishment in `commune`; an enterprise where nothing else is."""
    fields = {"form": EstablishmentForm.ENTERPRISE, "name": name, "commune": commune} | more
    return Particulars(**fields)  # type: ignore[arg-type]


def make_establishment(
    by: User, custodian: Organisation, said: Particulars | None = None
) -> Establishment:
    """Return a new establishment that `by` entered for `custodian`, in a commune of its own."""
    said = said or told(make_commune())
    return register(by=by, custodian=custodian, told=said, at=ENTERED_AT)


def make_project(
    by: User, custodian: Organisation, owner: Organisation | None = None, **more: object
) -> Project:
    """Return a local đề án of 2026 that `by` drafts, in the plan of `owner` or of its keeper."""
    fields = {
        "name": "Hỗ trợ máy móc chế biến gỗ",
        "level": ProjectLevel.LOCAL,
        "kind": ProjectKind.SINGLE,
        "content": "technical_demonstration_and_machinery",
        "source": FundingSource.PROVINCIAL,
        "first_year": 2026,
        "last_year": 2026,
        "purpose": "Thay máy cũ, giảm hao gỗ",
    } | more
    told = ProjectTold(**fields)  # type: ignore[arg-type]
    return draft_project(
        by=by, custodian=custodian, owner=owner or custodian, told=told, at=ENTERED_AT
    )


def make_programme(by: User, custodian: Organisation) -> Programme:
    """Return a programme of 2021–2025 with a target, a plan, an estimate and what lies beside."""
    place = Place.objects.create(
        key=f"tinh-{next(_number)}", level=Level.PROVINCE, kind="tỉnh", name="Mẫu"
    )
    said = programmes.ProgrammeTold(
        name="Chương trình mẫu",
        place=place,
        custodian=custodian,
        period=years(2021, 2025),
        citation="Nghị quyết mẫu",
    )
    one = programmes.enter_programme(by=by, at=ENTERED_AT, told=said)
    asked = {"measure": "models.count", "value": 60, "citation": "Nghị quyết mẫu"}
    programmes.set_target(
        by=by,
        at=ENTERED_AT,
        programme=one,
        told=programmes.TargetTold(**asked),  # type: ignore[arg-type]
    )
    beside = programmes.ContextTold(
        place=place,
        custodian=custodian,
        series=Series.CRAFT_VILLAGES,
        year=2020,
        value=39,
        citation="Niên giám mẫu",
    )
    programmes.set_context(by=by, at=ENTERED_AT, told=beside)
    programmes.note_difficult(
        by=by,
        at=ENTERED_AT,
        custodian=custodian,
        place=make_commune(),
        degree=Degree.DIFFICULT,
        first=LONG_AGO,
        until=None,
        citation="Quyết định mẫu",
    )
    return one


def make_result(by: User, custodian: Organisation, kind: str = "course", **more: object) -> Result:
    """Return a result that `by` recorded for a body: by default a class of 30 on one day."""
    fields: dict[str, object] = {
        "kind": kind,
        "what": "Lớp mây tre đan",
        "done_from": date(2026, 11, 10),
        "done_until": date(2026, 11, 11),
        "custodian": custodian,
    }
    if kind == "course":
        fields |= {"counts": {"quantity": 1, "persons": 30}, "more": {"trade": "mây tre đan"}}
    fields |= more
    if "place" not in fields and "line" not in fields:
        fields["place"] = make_commune()
    said = results.ResultTold(**fields)  # type: ignore[arg-type]
    return results.record_result(by=by, told=said, at=ENTERED_AT)


def make_criteria() -> CriteriaSet:
    """Return the criteria of the circular, with the tie order that the data file names."""
    criteria, _ = CriteriaSet.objects.get_or_create(
        key="mau",
        defaults={"name": "Bốn tiêu chí", "tie_order": ["market", "benefit", "culture", "other"]},
    )
    return criteria


def make_round(custodian: Organisation, level: str = RoundLevel.PROVINCE, **more: object) -> Round:
    """Return a round of 2026 of a body, in whatever state is asked, without the steps to it."""
    number = next(_number)
    place, _ = Place.objects.get_or_create(
        key="noi-binh-chon",
        defaults={"level": Level.PROVINCE, "kind": "tỉnh", "name": "Mẫu", "verified": True},
    )
    fields: dict[str, object] = {
        "custodian": custodian,
        "level": level,
        "place": place,
        "year": 2026,
        "name": f"Cuộc bình chọn {number}",
        "criteria": make_criteria(),
        "opens_on": date(2026, 3, 1),
        "closes_on": date(2026, 7, 1),
        "recorded_at": ENTERED_AT,
    } | more
    return Round.objects.create(**fields)


def make_product(by: User, establishment: Establishment, name: str = "Mỳ gạo") -> Product:
    """Return a product of an establishment, under a name of its own."""
    called = f"{name} {next(_number)}"
    return Product.objects.create(
        custodian=establishment.custodian,
        establishment=establishment,
        name=called,
        folded=fold(called),
        group=ProductGroup.FOOD,
        by=by.id,
        recorded_at=ENTERED_AT,
    )


def make_entry(
    round: Round, product: Product, state: str = EntryState.ACCEPTED, **more: object
) -> Entry:
    """Return an entry of a product, with a code where it was accepted."""
    fields: dict[str, object] = {
        "round": round,
        "custodian": round.custodian,
        "product": product,
        "state": state,
        "code": f"CB-{next(_number):03d}" if state == EntryState.ACCEPTED else "",
        "changed_at": ENTERED_AT,
        "recorded_at": ENTERED_AT,
    } | more
    return Entry.objects.create(**fields)


def make_seat(round: Round, user: User, body: str = SeatBody.JURY, **more: object) -> Seat:
    """Return a seat of a person in a body of a round."""
    fields: dict[str, object] = {
        "round": round,
        "user": user,
        "body": body,
        "code": f"GK-{next(_number):02d}",
        "decision": "01/QĐ-UBND",
        "decided_on": date(2026, 3, 1),
        "recorded_at": ENTERED_AT,
    } | more
    return Seat.objects.create(**fields)


def make_certificate(entry: Entry, **more: object) -> Certificate:
    """Return the title of an entry, issued on 5/3/2026 and good until the end of 2029."""
    product = entry.product
    fields: dict[str, object] = {
        "custodian": entry.custodian,
        "entry": entry,
        "product": product,
        "level": entry.round.level,
        "year": 2026,
        "number": next(_number),
        "code": new_code(),
        "product_name": product.name,
        "maker_name": product.establishment.name,
        "maker_place": "Xã Mẫu, tỉnh Mẫu",
        "decision": "05/QĐ-UBND",
        "decided_on": date(2026, 3, 5),
        "issued_on": date(2026, 3, 5),
        "last_day": date(2029, 12, 31),
        "clause": "khoản 3 Điều 17 Thông tư 26/2014/TT-BCT",
        "verified": True,
        "recorded_at": ENTERED_AT,
    } | more
    return Certificate.objects.create(**fields)


def make_titled(by: User, establishment: Establishment) -> Certificate:
    """Keep one of each record of a vote that a body answers for; return the title."""
    round = make_round(establishment.custodian)
    CriteriaSet.objects.filter(id=round.criteria_id).update(custodian=establishment.custodian)
    title = make_certificate(make_entry(round, make_product(by, establishment)))
    FakeReport.objects.create(
        custodian=title.custodian, certificate=title, what="Tem in mờ", received_at=ENTERED_AT
    )
    return title


def make_fair(by: User, custodian: Organisation) -> Fair:
    """Keep a fair of a body, over since 4/5/2026, and a showroom; return the fair."""
    place = Place.objects.filter(level=Level.PROVINCE).first() or make_round(custodian).place
    room = {"name": "Phòng trưng bày Mẫu", "where": "Phường Mẫu", "opened_on": date(2026, 1, 5)}
    open_showroom(by=by, custodian=custodian, place=place, at=ENTERED_AT, **room)
    told_of = FairTold(
        custodian=custodian,
        name=f"Hội chợ Mẫu {next(_number)}",
        kind=FairKind.ORGANISED,
        place=place,
        where="Phường Mẫu",
        starts_on=date(2026, 5, 1),
        ends_before=date(2026, 5, 4),
    )
    return prepare_fair(by=by, told=told_of, at=ENTERED_AT)


def make_applications(by: User, establishment: Establishment) -> None:
    """Keep one of each record of needs, requests and papers that a body answers for."""
    told_of = applications.RoundTold(
        custodian=establishment.custodian,
        name="Đợt mẫu",
        year=2027,
        goes_by=RoundBy.COMMUNE,
        targets=[establishment.commune],
    )
    applications.open_round(by=by, told=told_of, at=ENTERED_AT)
    make_need(by, establishment)
    make_paper(by, make_request(by, establishment, RequestState.RECEIVED))


#: What a request of a machine answers, of the state of the tests' law.
ANSWERS = {
    "trade": "handicrafts",
    "difficult_area": False,
    "item": "machinery",
    "what": "Mua máy cưa CNC",
    "result": "Tăng gấp đôi sản lượng",
    "year": 2027,
    "begins_on": date(2027, 2, 1),
    "ends_on": date(2027, 9, 30),
    "source": "national",
    "cost": 500_000_000,
    "asked": 200_000_000,
}
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def need_told(establishment: Establishment, **more: object) -> applications.NeedTold:
    """Return what an establishment tells at a visit: a machine for next year."""
    fields = {
        "establishment": establishment,
        "item": "machinery",
        "what": "Mua máy cưa CNC",
        "year": 2027,
        "visited_on": date(2026, 11, 20),
        "cost": 500_000_000,
        "own_money": 200_000_000,
        "machine_age": 12,
        "energy": "điện 3.000 kWh một tháng",
        "waste": "mùn cưa, bụi",
        "jobs": 6,
    } | more
    return applications.NeedTold(**fields)  # type: ignore[arg-type]


def make_kit(by: User, custodian: Organisation) -> Kit:
    """Return a kit that `by` issues for a commune of its own."""
    given = {"commune": make_commune(), "held_by": "UBND xã Mẫu", "at": ENTERED_AT}
    return issue_kit(by=by, custodian=custodian, **given)  # type: ignore[arg-type]


def make_need(by: User, establishment: Establishment, **more: object) -> Need:
    """Return a need that `by` wrote down."""
    return applications.record_need(by=by, told=need_told(establishment, **more), at=ENTERED_AT)


def make_request(
    by: User, establishment: Establishment, state: str = RequestState.DRAFT, **answers: object
) -> Request:
    """Return a whole request that `by` brought to a state by the ordinary steps."""
    request = applications.start_request(by=by, establishment=establishment, at=ENTERED_AT)
    request = applications.save_answers(
        by=by, request=request, seen=request.stamp, answers=ANSWERS | answers, at=ENTERED_AT
    )
    if state != RequestState.DRAFT:
        request = applications.send(by=by, request=request, seen=request.stamp, at=ENTERED_AT)
    if state in (RequestState.RECEIVED, RequestState.ACCEPTED):
        request = applications.receive(by=by, request=request, at=ENTERED_AT)
    if state == RequestState.ACCEPTED:
        make_paper(by, request)
        request = applications.accept(by=by, request=request, at=ENTERED_AT)
    if state == RequestState.RETURNED:
        request = applications.return_for_more(
            by=by, request=request, reason="Thiếu báo giá", missing=["cost"], at=ENTERED_AT
        )
    return request


def make_paper(by: User, request: Request, code: str = "van-ban-de-nghi") -> PaperUse:
    """Return a paper that stands with the request."""
    applications.load_papers()
    kind = PaperKind.objects.get(code=code)
    read = {"kind": kind, "file_name": "giấy tờ.pdf", "data": PDF + code.encode()}
    if request.state not in (RequestState.DRAFT, RequestState.RETURNED):
        paper = applications.keep_paper(
            by=by,
            custodian=request.custodian,
            establishment=request.establishment,
            at=ENTERED_AT,
            **read,
        )
        return applications.use_paper(
            by=by, paper=paper, about_kind="request", about=request.id, at=ENTERED_AT
        )
    return applications.add_to_request(by=by, request=request, at=ENTERED_AT, **read)


def make_claim(by: User, custodian: Organisation, **more: object) -> Claim:
    """Return the claim of somebody who waits for this body to confirm him."""
    fields: dict[str, object] = {
        "form": EstablishmentForm.COOPERATIVE,
        "name": "HTX Mây tre Mẫu",
        "commune": make_commune(),
    } | more
    said = applications.ClaimTold(**fields)  # type: ignore[arg-type]
    # A commune of the tests lies in no province: the agency would decide.
    if not Organisation.objects.filter(kind=OrganisationKind.AGENCY).exists():
        make_organisation("Cục mẫu", OrganisationKind.AGENCY)
    made = applications.claim_establishment(by=by, told=said, at=ENTERED_AT)
    if made.found is None:
        Claim.objects.filter(id=made.id).update(custodian=custodian)
    return Claim.objects.get(id=made.id)


def make_registry_records(cast: "Cast") -> Establishment:
    """Keep for the owner's department one of each record that a body answers for."""
    commune = make_commune()
    one = make_establishment(cast.owner, cast.department, told(commune))
    support = SupportTold(
        establishment=one, programme=SupportProgramme.OCOP, item="Tem truy xuất", year=2024
    )
    record_support(by=cast.owner, told=support, at=ENTERED_AT)
    kept = {"custodian": cast.department, "commune": commune, "recorded_at": ENTERED_AT}
    IndustrialCluster.objects.create(name="Cụm công nghiệp Thí Dụ", **kept)
    village = CraftVillage.objects.create(name="Làng nghề Ví Dụ", craft="gốm", **kept)
    Artisan.objects.create(name="Nguyễn Thị Mẫu", craft="gốm", village=village, **kept)
    return one


def make_regime(**more: object) -> Regime:
    """Return the terms of the Sở's yearly report, cut off on 14 December; no day by when."""
    told: dict[str, object] = {
        "form": "year",
        "from_kind": OrganisationKind.DEPARTMENT,
        "to_kind": OrganisationKind.AGENCY,
        "data": "cut_off",
        "cut_off_day": 14,
        "reminders": [-7, -1, 1],
        "basis": "Quy định mẫu",
        "recorded_at": ENTERED_AT,
    } | more
    slot = slot_of(*(str(told[name]) for name in ("form", "from_kind", "to_kind")), None)
    found = Regime.objects.filter(slot=slot, superseded_at=None, valid_from=None).first()
    return found or Regime.objects.create(slot=slot, **told)


def make_duty(custodian: Organisation, receiver: Organisation, **more: object) -> Duty:
    """Return the yearly report of 2026 that a body owes, to come by 20 December."""
    days = year_of(2026)
    fields = {
        "form": "year",
        "period_start": days.start,
        "period_end": days.end,
        "data_start": date(2025, 12, 15),
        "data_end": date(2026, 12, 15),
        "due_on": date(2026, 12, 20),
        "due_basis": "Công văn mẫu",
        "recorded_at": ENTERED_AT,
        "changed_at": ENTERED_AT,
    } | more
    if "regime" not in fields:
        fields["regime"] = make_regime()
    duty = Duty.objects.create(custodian=custodian, receiver=receiver, **fields)
    DutyAct.objects.create(
        duty=duty,
        step="ask" if duty.asked_by else "open",
        by=duty.asked_by,
        at=duty.recorded_at,
        reason=duty.due_basis,
        due_on=duty.due_on,
        data_start=duty.data_start,
        data_end=duty.data_end,
    )
    return duty


def make_sending(duty: Duty, **more: object) -> Submission:
    """Return a sending of a report by who owes it, as another instance told it."""
    told = {"sender": duty.custodian, "sent_at": ENTERED_AT, "by": new_id(), "paper": "1/BC"}
    return Submission.objects.create(duty=duty, **told | more)


def make_tag(code: str = "khac-mau", kind: str = "limit") -> Tag:
    """Return a tag of the vocabulary, made where it is not there."""
    told = {"kind": kind, "name": f"Nhãn {code}", "position": 90}
    return Tag.objects.get_or_create(code=code, defaults=told)[0]


def make_proposal(by: User, custodian: Organisation, **more: object) -> Proposal:
    """Return a proposal raised at a conference, before the body that keeps it."""
    told = {
        "custodian": custodian,
        "kind": "proposal",
        "raised_by": "conference",
        "occasion": "Hội nghị mẫu",
        "what": "Nâng mức hỗ trợ máy móc",
        "raised_on": date(2026, 11, 10),
    } | more
    return applications.raise_proposal(
        by=by,
        told=applications.ProposalTold(**told),
        at=ENTERED_AT,  # type: ignore[arg-type]
    )


def make_publication(
    by: User, custodian: Organisation, shown_by: User | None = None, **more: object
) -> Publication:
    """Return a publication with one version; in public where somebody else puts it there."""
    kind = more.pop("kind", "news")
    told = {"title": f"Tin {next(_number)}", "lead": "Tóm tắt.", "text": "Nội dung."} | more
    one = Publication.objects.create(
        custodian=custodian, kind=kind, by=by.id, recorded_at=ENTERED_AT
    )
    version = PublicationVersion(publication=one, number=1, by=by.id, recorded_at=ENTERED_AT)
    for name, value in told.items():
        setattr(version, name, value)
    version.folded = fold(f"{version.title} {version.lead} {version.text}")
    if shown_by:
        version.published_by, version.published_at = shown_by.id, ENTERED_AT
    version.save()
    if shown_by:
        one.shown, one.first_published_at = version, ENTERED_AT
        one.save()
    return one


def make_question(custodian: Organisation, **more: object) -> PublicQuestion:
    """Return a question that waits for its answer."""
    told = {"topic": "support", "text": "Hộ làm bánh có được hỗ trợ không?"} | more
    return PublicQuestion.objects.create(
        custodian=custodian, code=new_code(), received_at=ENTERED_AT, **told
    )


def make_remark(by: User, custodian: Organisation, **more: object) -> Remark:
    """Return a limit that was noted by itself."""
    told = {
        "custodian": custodian,
        "tag": make_tag(),
        "day": date(2026, 11, 10),
        "told": "Khảo sát mới ở hai xã",
    } | more
    return applications.record_remark(
        by=by,
        told=applications.RemarkTold(**told),
        at=ENTERED_AT,  # type: ignore[arg-type]
    )


def make_people(by: User, body: Organisation) -> dict[str, Model]:
    """Return a fact, a person and a collaborator of a body, by the words of routes."""
    kept = {"by": by, "at": ENTERED_AT}
    days = {"valid_from": LONG_AGO, "source": "Báo cáo mẫu"}
    fact = bodies.FactTold(body=body, kind="mission", told="Mẫu", **days)  # type: ignore[arg-type]
    staff = bodies.StaffTold(
        degree="university", contract="payroll", field="promotion", at_base=True, **days
    )  # type: ignore[arg-type]
    helper = bodies.CollaboratorTold(name="Người Mẫu", commune=make_commune(), **days)  # type: ignore[arg-type]
    return {
        "fact": bodies.tell_fact(told=fact, **kept),  # type: ignore[arg-type]
        "member": bodies.enter_staff(body=body, name="Người Mẫu", told=staff, **kept),  # type: ignore[arg-type]
        "helper": bodies.enter_collaborator(body=body, told=helper, **kept),  # type: ignore[arg-type]
    }


def make_token(user: User, body: Organisation | None = None, **more: object) -> AccessToken:
    """Return a key that holds for a year and carries every right; its text is known to nobody."""
    fresh = fresh_key()
    fields: dict[str, object] = {
        "user": user,
        "body": body,
        "label": "Phần mềm mẫu",
        "rights": [str(right) for right in OFFERED],
        "prefix": fresh.prefix,
        "sha256": fresh.sha256,
        "made_at": ENTERED_AT,
        "valid_until": today() + timedelta(days=300),
    }
    return AccessToken.objects.create(**fields | more)


def make_hook(user: User, custodian: Organisation, **more: object) -> Hook:
    """Return an address that follows sent requests and results."""
    fields: dict[str, object] = {
        "user": user,
        "custodian": custodian,
        "label": "Hệ thống mẫu",
        "url": "https://mau.example.vn/nhan",
        "events": ["request.send", "result.recorded"],
        "made_at": ENTERED_AT,
    }
    return Hook.objects.create(**fields | more)


def make_connections(user: User, custodian: Organisation) -> dict[str, Model]:
    """Return the key of a system that waits, an address, and what it was told."""
    hook = make_hook(user, custodian)
    delivery = Delivery.objects.create(
        hook=hook,
        entry=new_id(),
        act="request.send",
        about=f"request:{new_id()}",
        happened_at=ENTERED_AT,
        custodian_told=custodian.id,
        state="given_up",
        recorded_at=ENTERED_AT,
    )
    return {"system_token": make_token(user, custodian), "hook": hook, "delivery": delivery}


def make_notice(user: User, body: Organisation, **more: object) -> Notice:
    """Return a notice that a person was told because he decides for a body."""
    told: dict[str, Any] = {
        "event": new_id(),
        "act": "plan.submit",
        "about": f"plan:{new_id()}",
        "kind": "plan",
        "weight": "todo",
        "because": "right",
        "right": "plan.approve",
        "at": ENTERED_AT,
        "recorded_at": ENTERED_AT,
    }
    return Notice.objects.create(user=user, body=body, **told | more)
