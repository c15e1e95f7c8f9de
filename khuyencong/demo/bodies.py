"""What two reports tell of centres, and the invented people of one centre, for trying it out."""

from datetime import date, datetime
from typing import Any

from khuyencong.accounts.models import User
from khuyencong.demo.establishments import NEXT, PROVINCE
from khuyencong.registry.actions import bodies as actions
from khuyencong.registry.actions.bodies import (
    AgreementTold,
    CollaboratorTold,
    FactTold,
    HeadsTold,
    StaffTold,
)
from khuyencong.registry.models import HeadCount, Organisation, Place
from khuyencong.registry.queries import department_of, place_on
from khuyencong.registry.states import Group, Level, OrganisationKind
from khuyencong.values.dates import day_in_vietnam

OFFICER, AGENCY, HEAD = "chuyen-vien-so", "chuyen-vien-cuc", "giam-doc-trung-tam"
#: The report is of November 2020 and names no day.
TOLD_ON = date(2020, 11, 30)
REPORT_003 = "Báo cáo khuyến công 2016–2020 của Bắc Giang (tháng 11/2020)"
REPORT_001 = "Báo cáo khuyến công cả nước 2014–2020"
INVENTED = "Dữ liệu mẫu"
#: As those of the establishments: an area code that is none.
PHONES = ("0200 0000 001", "0200 0000 002")
STAFF = (
    ("Người Mẫu Một", "postgraduate", "payroll", "promotion", True),
    ("Người Mẫu Hai", "university", "payroll", "promotion", True),
    ("Người Mẫu Ba", "university", "payroll", "office", False),
    ("Người Mẫu Bốn", "university", "contract", "consultancy", False),
    ("Người Mẫu Năm", "vocational", "contract", "other", True),
)


def fill(at: datetime) -> int:
    """Keep what is told of three centres; return how many rows are new, 0 a second time."""
    if HeadCount.objects.filter(is_demonstration=True).exists():
        return 0
    old = Organisation.objects.get(
        kind=OrganisationKind.CENTRE, place=place_on("Bắc Giang", TOLD_ON, Level.PROVINCE)
    )
    north = Organisation.objects.get(kind=OrganisationKind.NATIONAL_CENTRE)
    told = [
        _heads(OFFICER, old, TOLD_ON, REPORT_003, at, staff=19, at_base=6, of_communes=0),
        _heads(AGENCY, north, date(2020, 12, 31), REPORT_001, at, staff=40),
        _mission(OFFICER, old, "Thực hiện khuyến công, xúc tiến thương mại", REPORT_003, at),
        _mission(AGENCY, north, "Đề án khuyến công quốc gia ở phía Bắc", REPORT_001, at),
    ]
    return len(told) + _invented(at)


def _heads(
    who: str, body: Organisation, day: date, source: str, at: datetime, **counts: int
) -> object:
    table = {(str(Group(group)), "", "", ""): count for group, count in counts.items()}
    told = HeadsTold(body=body, day=day, source=source, counts=table)
    by = User.objects.get(username=who)
    return actions.tell_heads(by=by, told=told, at=at, is_demonstration=True)


def _mission(who: str, body: Organisation, words: str, source: str, at: datetime) -> object:
    told = FactTold(
        body=body, kind="mission", told=words, source=source, valid_from=date(2020, 1, 1)
    )
    by = User.objects.get(username=who)
    return actions.tell_fact(by=by, told=told, at=at, is_demonstration=True)


def _invented(at: datetime) -> int:
    """Keep the people, premises, money and partner of a centre of today, all of them nobody's."""
    department = department_of(PROVINCE, day_in_vietnam(at))
    centre = Organisation.objects.get(kind=OrganisationKind.CENTRE, place=department.place)
    by, since = User.objects.get(username=HEAD), date(2025, 7, 1)
    kept: dict[str, Any] = {"by": by, "at": at, "is_demonstration": True}
    for name, degree, contract, field, at_base in STAFF:
        staff = StaffTold(
            degree=degree,
            contract=contract,
            field=field,
            at_base=at_base,
            valid_from=since,
            source=INVENTED,
        )
        actions.enter_staff(body=centre, name=name, told=staff, **kept)
    helper = CollaboratorTold(
        name="Người Giúp Mẫu",
        commune=Place.objects.get(key=NEXT),
        valid_from=since,
        source=INVENTED,
        allowance=500_000,
    )
    actions.enter_collaborator(body=centre, told=helper, **kept)
    for kind, words, quantity in (
        ("premises", "Trụ sở mẫu", 420),
        ("equipment", "Máy tính mẫu", 12),
        ("mission", "Khuyến công và tư vấn công nghiệp (mẫu)", None),
        ("phone", PHONES[0], None),
        ("email", "trungtam@example.vn", None),
    ):
        fact = FactTold(
            body=centre,
            kind=kind,
            told=words,
            quantity=quantity,
            source=INVENTED,
            valid_from=since,
        )
        actions.tell_fact(told=fact, **kept)
    phone = FactTold(
        body=department, kind="phone", told=PHONES[1], source=INVENTED, valid_from=since
    )
    actions.tell_fact(told=phone, **kept | {"by": User.objects.get(username=OFFICER)})
    for fund, amount in (("provincial", 2_400_000_000), ("own_revenue", 350_000_000)):
        money: dict[str, Any] = {"year": 2025, "fund": fund, "amount": amount, "source": INVENTED}
        actions.tell_revenue(body=centre, **money, **kept)
    partner = AgreementTold(
        body=centre,
        partner="Hội Nghề Mẫu",
        subject="Khảo sát nhu cầu ở làng nghề",
        source=INVENTED,
        valid_from=since,
    )
    actions.tell_agreement(told=partner, **kept)
    return len(STAFF) + 10
