"""A vote for trying the program out: a round that went to its end, one that takes dossiers, a fair.

Products, jurors and pictures are nobody's; everything is done by the acts that people would do.
"""

import io
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from PIL import Image, ImageDraw

from khuyencong.accounts.actions import let_represent
from khuyencong.accounts.models import User
from khuyencong.applications.actions.papers import keep_paper
from khuyencong.applications.models import PaperKind
from khuyencong.competitions import actions
from khuyencong.competitions.actions import fairs, showrooms
from khuyencong.competitions.actions.closing import close_session
from khuyencong.competitions.actions.conflicts import declare
from khuyencong.competitions.actions.fairs import FairTold, Outcome
from khuyencong.competitions.actions.recognising import DecisionTold, recognise
from khuyencong.competitions.actions.revoking import revoke
from khuyencong.competitions.actions.scoring import lock_all, write_sheet
from khuyencong.competitions.actions.seats import SeatTold, appoint
from khuyencong.competitions.actions.session import (
    mark_present,
    open_session,
    write_hands,
    write_verdict,
)
from khuyencong.competitions.actions.tallying import begin_scoring, tally
from khuyencong.competitions.actions.telling import BatchTold, add_batch, tell_about, tell_steps
from khuyencong.competitions.models import Entry, Product, Round, Seat, Sheet
from khuyencong.competitions.queries.pictures import Drawn
from khuyencong.competitions.queries.rounds import criteria_sets_for
from khuyencong.competitions.rules.points import Points
from khuyencong.competitions.rules.verdicts import SessionTold, VerdictTold
from khuyencong.competitions.states import (
    FairKind,
    ProductGroup,
    RoundLevel,
    SeatBody,
    SeatRole,
    Stage,
    Vote,
)
from khuyencong.core.identity import new_id
from khuyencong.demo.establishments import PROVINCE
from khuyencong.documents import (
    Document,
    Issuer,
    Number,
    Paragraph,
    PlaceAndDay,
    Signature,
    write_pdf,
)
from khuyencong.registry.models import Establishment, Organisation, Place, Region
from khuyencong.registry.queries import department_of
from khuyencong.registry.states import Level, OrganisationKind
from khuyencong.values.dates import day_in_vietnam

OFFICER, COLLEAGUE, HEAD = "chuyen-vien-so", "vien-chuc-trung-tam", "lanh-dao-so"
AGENCY, MAKER, SECRETARY = "chuyen-vien-cuc", "co-so", "thu-ky"
#: What the invented council and jury are made of; the first of each has a demonstration account.
COUNCIL = (("hoi-dong", "Phan Văn Giả Thiết (mẫu)"), ("uy-vien-mau", "Ủy viên Mẫu Một"),
           ("uy-vien-mau-2", "Ủy viên Mẫu Hai"))  # fmt: skip
JURY = (("giam-khao", "Hồ Thị Chấm Thử (mẫu)"), ("giam-khao-mau", "Giám khảo Mẫu Một"),
        ("giam-khao-mau-2", "Giám khảo Mẫu Hai"))  # fmt: skip
DECISION = "00/QĐ-MẪU"


@dataclass(frozen=True)
class Sample:
    """One invented product: whose, what, the points that its three jurors give it in tenths."""

    maker: str
    name: str
    group: str
    about: str
    colour: str
    totals: tuple[int, int, int] = (0, 0, 0)


RECOGNISED = (
    Sample("HTX Mỳ gạo Thí Dụ", "Mỳ gạo Thí Dụ, gói 500 g", ProductGroup.FOOD,
           "Mỳ tráng từ gạo trồng trong xã, phơi bằng nhà màng. Nội dung mẫu.", "#b07a16",
           (885, 910, 870)),
    Sample("Hợp tác xã Mây tre đan Ví Dụ", "Bộ giỏ mây Ví Dụ", ProductGroup.CRAFT,
           "Ba giỏ lồng nhau, mây luộc và hun khói. Nội dung mẫu.", "#6b4f2a", (840, 860, 855)),
    Sample("HTX Chè Thí Dụ", "Chè sao tay Thí Dụ, hộp 100 g", ProductGroup.FOOD,
           "Chè một tôm hai lá, sao tay. Nội dung mẫu.", "#3f6b3a", (780, 800, 765)),
    Sample("Xưởng Mộc Mẫu", "Bàn trà gấp Mẫu", ProductGroup.OTHER,
           "Gỗ keo ghép thanh, gấp gọn. Nội dung mẫu.", "#7a5230", (560, 640, 610)),
)  # fmt: skip
OPEN = (
    Sample("HTX Mỳ gạo Thí Dụ", "Bánh đa Thí Dụ, túi 20 chiếc", ProductGroup.FOOD,
           "Bánh đa vừng, nướng than. Nội dung mẫu.", "#c89b4b"),
    Sample("HTX Dệt thổ cẩm Mẫu", "Khăn thổ cẩm Mẫu", ProductGroup.CRAFT,
           "Dệt khung gỗ, nhuộm lá. Nội dung mẫu.", "#8e1b1f"),
)  # fmt: skip
ANSWERS: dict[str, object] = {
    "since": 2012,
    "workers": 14,
    "materials": "Mua trong xã, có sổ ghi",
    "technology": "Máy bán tự động, công đoạn cuối làm tay",
    "unit": "sản phẩm",
    "output_last": 12_000,
    "revenue_last": 850_000_000,
    "markets": "Trong tỉnh và Hà Nội",
    "of_the_place": "Nghề có từ lâu ở xã; nội dung mẫu.",
    "environment": "Cam kết mẫu số 01",
    "quality": "Giấy mẫu số 02",
    "serial": "co",
    "repeated": "co",
    "own_make": "co",
    "no_breach": "co",
}
STEPS = (
    ("Chọn nguyên liệu", "Mua của hộ trong xã, cân và ghi sổ."),
    ("Chế biến", "Theo mẻ, mỗi mẻ một số lô."),
    ("Kiểm tra, đóng gói", "Bỏ sản phẩm lỗi; dán tem có mã."),
)


def fill(at: datetime) -> int:
    """Keep the invented votes and the fair; return how many products are new, 0 a second time."""
    if Round.objects.filter(is_demonstration=True).exists():
        return 0
    body = department_of(PROVINCE, day_in_vietnam(at))
    let_represent(user=_user(MAKER), establishment=_maker("HTX Mỳ gạo Thí Dụ"), at=at)
    ended = _ended(body, at)
    _climbing(ended, at)
    _under_way(body, at)
    _fair(body, at)
    return Product.objects.filter(is_demonstration=True).count()


def _ended(body: Organisation, at: datetime) -> Round:
    """Return a round of the province that was recognised; one of its titles was taken back."""
    round = _called(body, RoundLevel.PROVINCE, "Bình chọn mẫu đã công nhận", at, 210, 160)
    entries = [_entered(sample, round, at - timedelta(200)) for sample in RECOGNISED]
    for entry in entries:
        actions.accept_entry(by=_user(OFFICER), entry=entry, at=at - timedelta(170))
    actions.gather_round(by=_user(OFFICER), round=round, at=at - timedelta(159))
    jury = _seated(round, at - timedelta(158))
    _scored(round, jury, entries, at - timedelta(157))
    _decided(round, entries, at - timedelta(150))
    day = day_in_vietnam(at - timedelta(145))
    told = DecisionTold(number=DECISION, day=day)
    round.refresh_from_db()
    recognise(by=_user(HEAD), round=round, told=told, at=at - timedelta(145))
    _told_of(entries[0].product, at)
    revoke(
        by=_user(HEAD),
        certificate=Entry.objects.get(id=entries[2].id).certificate,
        day=day_in_vietnam(at - timedelta(20)),
        decision=DECISION,
        reason="Hồ sơ chất lượng không đúng (nội dung mẫu)",
        at=at - timedelta(20),
    )
    return round


def _called(
    body: Organisation, level: RoundLevel, name: str, at: datetime, since: int, until: int
) -> Round:
    """Return a called round that takes dossiers between two days before today."""
    opens, closes = (day_in_vietnam(at - timedelta(days)) for days in (since, until))
    criteria = criteria_sets_for(level, opens, body)[0]
    is_region = level == RoundLevel.REGION
    country = Place.objects.filter(level=Level.COUNTRY).order_by("key")[0]
    told = actions.RoundTold(
        custodian=body,
        level=level,
        place=body.place if level == RoundLevel.PROVINCE and body.place else country,
        region=_region() if is_region else None,
        year=opens.year,
        name=name,
        criteria=criteria,
        opens_on=opens,
        closes_on=closes,
        call="Nội dung mẫu: cơ sở nộp phiếu đăng ký, thuyết minh và ít nhất ba ảnh.",
        is_demonstration=True,
    )
    by = _user(AGENCY if is_region else OFFICER)
    round = actions.prepare_round(by=by, told=told, at=at - timedelta(since, hours=-1))
    return actions.call_round(by=by, round=round, at=at - timedelta(since, hours=-2))


def _region() -> Region:
    """Return the region of the vote in which the demonstration's province lies."""
    rows = Region.objects.filter(scheme__key="binh-chon", memberships__place__name=PROVINCE)
    return rows.order_by("position")[0]


def _entered(sample: Sample, round: Round, at: datetime) -> Entry:
    """Return a dossier that was sent, with three pictures and its paper."""
    by = _user(COLLEAGUE)
    product = _product(sample, by, at)
    entry = actions.begin_entry(by=by, product=product, round=round, at=at, is_demonstration=True)
    entry = actions.save_entry(by=by, entry=entry, seen=entry.stamp, answers=ANSWERS, at=at)
    kind = PaperKind.objects.get(code="dang-ky-kinh-doanh")
    paper = keep_paper(
        by=by,
        custodian=product.custodian,
        kind=kind,
        establishment=product.establishment,
        file_name="giay-mau.pdf",
        data=_paper(at.year),
        at=at,
    )
    actions.reuse_entry_paper(by=by, entry=entry, paper=paper, at=at)
    entry.refresh_from_db()
    return actions.submit_entry(by=by, entry=entry, seen=entry.stamp, at=at)


def _product(sample: Sample, by: User, at: datetime) -> Product:
    told = actions.ProductTold(
        establishment=_maker(sample.maker),
        name=sample.name,
        group=sample.group,
        is_demonstration=True,
    )
    product = actions.record_product(by=by, told=told, at=at)
    tell_about(by=by, product=product, about=sample.about, gtin="", at=at)
    for number, side in enumerate(("mặt trước", "mặt bên", "nhìn từ trên")):
        drawn = Drawn(*(_picture(sample.colour, number, width) for width in (1280, 960, 320)))
        actions.add_photo(by=by, product=product, drawn=drawn, side=side, at=at)
    return product


def _seated(round: Round, at: datetime) -> list[Seat]:
    """Appoint the invented council, jury and secretary; return the jurors, who declared nothing."""

    def seat(username: str, full_name: str, body: str, role: str) -> Seat:
        told = SeatTold(
            full_name=full_name,
            username=username,
            body=body,
            role=role,
            post="Thành viên mẫu",
            decision=DECISION,
            decided_on=day_in_vietnam(at),
        )
        return appoint(by=_user(HEAD), round=round, told=told, at=at)

    def role(place: int) -> str:
        return SeatRole.CHAIR if place == 0 else SeatRole.MEMBER

    for place, person in enumerate(COUNCIL):
        seat(*person, SeatBody.COUNCIL, role(place))
    seat(SECRETARY, "Tạ Văn Ghi Mẫu (mẫu)", SeatBody.SECRETARIAT, SeatRole.CHAIR)
    jury = [seat(*person, SeatBody.JURY, role(place)) for place, person in enumerate(JURY)]
    for juror in jury:
        declare(by=juror.user, seat=juror, ties=[], at=at)
    return jury


def _scored(round: Round, jury: list[Seat], entries: list[Entry], at: datetime) -> None:
    """Let the jurors give the points of the samples, lock them, and tally."""
    secretary = _user(SECRETARY)
    round.refresh_from_db()
    begin_scoring(by=secretary, round=round, at=at)
    for place, juror in enumerate(jury):
        for sample, entry in zip(RECOGNISED, entries, strict=True):
            sheet = Sheet.objects.get(seat=juror, entry=entry, stage=Stage.FIRST)
            told = Points(points=_split(sample.totals[place]), remark="Nhận xét mẫu.")
            write_sheet(by=juror.user, sheet=sheet, told=told, key=new_id(), written_at=at, at=at)
        lock_all(by=juror.user, seat=juror, at=at)
    tally(by=secretary, round=Round.objects.get(id=round.id), stage=Stage.FIRST, at=at)


def _split(total: int) -> dict[str, int]:
    """Return a total in tenths over the four criteria, 40 / 40 / 10 / 10."""
    great, small = total * 2 // 5, total // 10
    return {
        "market": great,
        "benefit": great,
        "culture": small,
        "other": total - 2 * great - small,
    }


def _decided(round: Round, entries: list[Entry], at: datetime) -> None:
    """Let the council sit: the best three are recognised, the best of all goes up."""
    by = _user(SECRETARY)
    round = Round.objects.get(id=round.id)
    told = SessionTold(
        held_on=day_in_vietnam(at),
        quorum_percent=60,
        quorum_basis="Quy chế mẫu của hội đồng",
        where="Phòng họp mẫu",
    )
    open_session(by=by, round=round, told=told, at=at)
    council = list(round.seats.filter(body=SeatBody.COUNCIL).order_by("code"))
    ids: list[UUID] = [seat.id for seat in council]
    mark_present(by=by, round=round, seats=ids, at=at)
    for place, entry in enumerate(entries):
        is_last = place == len(entries) - 1
        vote = Vote.AGAINST if is_last else Vote.FOR
        write_hands(by=by, round=round, entry=entry, votes=dict.fromkeys(ids, vote), at=at)
        verdict = VerdictTold(
            recognised=not is_last,
            nominated=place == 0,
            reason="Chưa đạt điểm tối thiểu (nội dung mẫu)." if is_last else "",
        )
        write_verdict(by=by, round=round, entry=entry, told=verdict, at=at)
    close_session(by=by, round=round, at=at, remarks="Nội dung mẫu.")


def _told_of(product: Product, at: datetime) -> None:
    """Let the maker tell of steps and batches."""
    by, day = _user(MAKER), day_in_vietnam(at)
    tell_steps(by=by, product=product, steps=STEPS, at=at)
    for number in (1, 2):
        made = day - timedelta(10 * number)
        told = BatchTold(
            code=f"L{made:%y%m%d}",
            made_on=made,
            best_before=made + timedelta(365),
            quantity="400 gói",
        )
        add_batch(by=by, product=product, told=told, at=at)


def _climbing(below: Round, at: datetime) -> None:
    """Let the nominated product go up into a round of the region that takes dossiers."""
    agency = Organisation.objects.get(kind=OrganisationKind.AGENCY)
    round = _called(agency, RoundLevel.REGION, "Bình chọn mẫu cấp khu vực", at, 30, -45)
    entry = Entry.objects.get(round=below, verdict__nominated=True)
    actions.climb(by=_user(AGENCY), entry=entry, to_round=round, at=at)


def _under_way(body: Organisation, at: datetime) -> None:
    """Keep a round that takes dossiers: one was sent, another is being written by its maker."""
    round = _called(body, RoundLevel.PROVINCE, "Bình chọn mẫu đang nhận hồ sơ", at, 12, -50)
    _entered(OPEN[1], round, at - timedelta(3))
    maker = _user(MAKER)
    product = _product(OPEN[0], maker, at - timedelta(2))
    actions.begin_entry(
        by=maker, product=product, round=round, at=at - timedelta(2), is_demonstration=True
    )


def _fair(body: Organisation, at: datetime) -> None:
    """Keep a fair that is over, with booths that were drawn, and a showroom."""
    by, first = _user(OFFICER), day_in_vietnam(at) - timedelta(60)
    place = body.place or Place.objects.filter(level=Level.COUNTRY).order_by("key")[0]
    told = FairTold(
        custodian=body,
        name="Hội chợ mẫu hàng công nghiệp nông thôn",
        kind=FairKind.ORGANISED,
        place=place,
        where="Nhà văn hóa Mẫu",
        starts_on=first,
        ends_before=first + timedelta(3),
    )
    fair = fairs.prepare_fair(by=by, told=told, at=at, is_demonstration=True)
    fairs.add_booths(by=by, fair=fair, codes=["A01", "A02", "A03", "A04"], at=at)
    for number, sample in enumerate(RECOGNISED[:3], 1):
        maker = _maker(sample.maker)
        goods = list(Product.objects.filter(establishment=maker, is_demonstration=True))
        one = fairs.register_exhibitor(by=by, fair=fair, establishment=maker, products=goods, at=at)
        outcome = Outcome(
            contracts=number, contract_money=number * 120_000_000, sales_money=number * 9_500_000
        )
        fairs.tell_outcome(by=by, exhibitor=one, told=outcome, at=at)
    fairs.draw(by=by, fair=fair, at=at)
    for name in ("allot", "hold"):
        fairs.take_fair_step(by=by, fair=fair, name=name, at=at, visitors=1_850)
    room = showrooms.open_showroom(
        by=by,
        custodian=body,
        name="Phòng trưng bày mẫu",
        place=place,
        where="Trung tâm Khuyến công (nội dung mẫu)",
        opened_on=first - timedelta(200),
        at=at,
        is_demonstration=True,
    )
    for product in Product.objects.filter(is_demonstration=True, certificates__revoked_on=None):
        if product.certificates.exists():
            showrooms.put_in(by=by, showroom=room, product=product, since=first, at=at)


def _maker(name: str) -> Establishment:
    return Establishment.objects.get(name=name, is_demonstration=True)


def _user(username: str) -> User:
    return User.objects.get(username=username)


def _paper(year: int) -> bytes:
    """Return a paper that says of itself that it is none."""
    return write_pdf(
        Document(
            issuer=Issuer("Đơn vị Mẫu", ""),
            number=Number(""),
            place_and_day=PlaceAndDay("Nơi Mẫu", year=year),
            kind="Giấy mẫu",
            subject="Thay cho bản chụp giấy đăng ký kinh doanh",
            blocks=(Paragraph("Dữ liệu mẫu để dùng thử, không phải giấy tờ của ai."),),
            signature=Signature("Không ký"),
            draft=True,
        )
    )


def _picture(colour: str, number: int, width: int) -> bytes:
    """Return a plain drawing in place of a photograph: the same thing from three sides."""
    height = width * 3 // 4
    picture = Image.new("RGB", (width, height), "#ece8df")
    draw = ImageDraw.Draw(picture)
    left, top, right, bottom = width // 4, height // 5, width * 3 // 4, height * 4 // 5
    if number == 0:
        draw.rounded_rectangle((left, top, right, bottom), width // 30, fill=colour)
        draw.rectangle(
            (left, height // 2 - height // 14, right, height // 2 + height // 14), fill="#f6f4ef"
        )
    elif number == 1:
        draw.rounded_rectangle(
            (width * 2 // 5, top, width * 3 // 5, bottom), width // 40, fill=colour
        )
    else:
        draw.ellipse((left, top, right, bottom), fill=colour, outline="#f6f4ef", width=width // 80)
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=82)
    return file.getvalue()
