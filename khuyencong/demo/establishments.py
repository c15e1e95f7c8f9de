"""Establishments for trying the program out: they belong to nobody, and their names say so.

Tax codes begin with 99, personal numbers with zeros, telephones with an area code that is none:
valid in form, borne by nobody.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from khuyencong.accounts.models import User
from khuyencong.registry.actions import establishments as actions
from khuyencong.registry.actions.establishments import Entry, Particulars, SupportTold
from khuyencong.registry.models import (
    CraftVillage,
    Establishment,
    Organisation,
    Place,
    Trade,
)
from khuyencong.registry.queries import department_of
from khuyencong.registry.states import EstablishmentForm as F
from khuyencong.registry.states import FigureOf, RecognitionOf, SupportProgramme
from khuyencong.values.dates import day_in_vietnam
from khuyencong.values.identifiers import check_digit

PROVINCE, WHO = "Bắc Ninh", "chuyen-vien-so"
OLD = "bac-giang.huyen-son-dong.xa-an-lac"
OLD_TOO = "bac-giang.huyen-luc-nam.xa-tam-di"
NEW, NEXT, WARD = (
    f"bac-ninh-tu-2025.{commune}" for commune in ("xa-an-lac", "xa-bao-dai", "phuong-bac-giang")
)


@dataclass(frozen=True)
class Sample:
    """One invented establishment; `number` makes its tax code or, of a household, its owner's."""

    form: F
    name: str
    commune: str
    trade: str
    number: int = 0
    women: bool = False
    minority: bool = False
    village: bool = False
    capital: int = 0
    labour: int = 0


SAMPLES = (
    Sample(F.ENTERPRISE, "Công ty TNHH Gỗ Thí Dụ", NEW, "16", 1, capital=5_000_000_000, labour=42),
    Sample(F.ENTERPRISE, "Công ty cổ phần Cơ khí Ví Dụ", WARD, "25", 2, capital=12_000_000_000),
    Sample(F.ENTERPRISE, "Công ty TNHH MTV May Mẫu", NEXT, "14", 3, women=True, labour=120),
    Sample(F.ENTERPRISE, "DNTN Gốm Thí Dụ", NEW, "23", 4, village=True, labour=18),
    Sample(F.ENTERPRISE, "Công ty TNHH Nông sản Minh Họa", OLD, "10", 5, labour=35),
    Sample(F.ENTERPRISE, "Công ty CP Bao bì Ví Dụ", WARD, "17", 6, capital=20_000_000_000),
    Sample(F.ENTERPRISE, "Công ty TNHH Dược liệu Thí Dụ", OLD_TOO, "21", 7, women=True),
    Sample(F.ENTERPRISE, "Công ty TNHH Nhựa Mẫu Một", NEXT, "22", 8, labour=60),
    Sample(F.ENTERPRISE, "Công ty TNHH Điện tử Ví Dụ", WARD, "26", 9, labour=150),
    Sample(F.COOPERATIVE, "HTX Chè Thí Dụ", OLD, "10", 10, minority=True, labour=24),
    Sample(F.COOPERATIVE, "Hợp tác xã Mây tre đan Ví Dụ", NEW, "16", 11, village=True),
    Sample(F.COOPERATIVE, "HTX Dệt thổ cẩm Mẫu", NEW, "13", 12, women=True, minority=True),
    Sample(F.COOPERATIVE, "HTX Mỳ gạo Thí Dụ", NEXT, "10", 13, labour=30),
    Sample(F.COOPERATIVE_UNION, "Liên hiệp HTX Nông sản Ví Dụ", WARD, "10", 14),
    Sample(F.COOPERATIVE_GROUP, "Tổ hợp tác Nuôi ong Mẫu", OLD, "10", 15),
    Sample(F.COOPERATIVE_GROUP, "Tổ hợp tác Nón lá Thí Dụ", NEXT, "32", 16, women=True),
    Sample(F.HOUSEHOLD_BUSINESS, "Hộ kinh doanh Nguyễn Văn Thí Dụ", NEW, "31", 17, labour=6),
    Sample(F.HOUSEHOLD_BUSINESS, "Hộ KD Trần Thị Mẫu", NEW, "23", 18, women=True, village=True),
    Sample(F.HOUSEHOLD_BUSINESS, "Hộ kinh doanh Đúc đồng Ví Dụ", NEXT, "24", 19, labour=9),
    Sample(F.HOUSEHOLD_BUSINESS, "Cơ sở Bánh kẹo Thí Dụ", WARD, "10", 20, women=True),
    Sample(F.HOUSEHOLD_BUSINESS, "Hộ kinh doanh Rượu Ví Dụ", OLD, "11", 21, minority=True),
    Sample(F.HOUSEHOLD_BUSINESS, "Xưởng Mộc Mẫu", OLD_TOO, "31", 22, labour=5),
    # A second record of the first of all, as another office wrote it before the reform.
    Sample(F.ENTERPRISE, "CTY TNHH gỗ Thí Dụ", OLD, "16"),
    Sample(F.HOUSEHOLD_BUSINESS, "HKD Đúc đồng ví dụ", NEXT, "24"),
)
#: Of which sample, out of what, for what, when, how much.
SUPPORTS = (
    (0, SupportProgramme.OCOP, "Tem truy xuất nguồn gốc", 2024, 30_000_000),
    (9, SupportProgramme.OCOP, "Máy sấy chè", 2023, 120_000_000),
    (9, SupportProgramme.COOPERATIVES, "Nhà xưởng sơ chế chè", 2025, 500_000_000),
    (11, SupportProgramme.RURAL_TRAINING, "Đào tạo nghề dệt thổ cẩm", 2024, 60_000_000),
    (17, SupportProgramme.RURAL_TRAINING, "Đào tạo nghề gốm", 2022, None),
    (22, SupportProgramme.OTHER, "Máy cưa gỗ", 2021, 80_000_000),
)


@transaction.atomic
def fill(at: datetime) -> int:
    """Keep the invented establishments and what stands beside them; return how many are new.

    Needs the reference data and the demonstration accounts. A second run adds nothing, and leaves
    alone what somebody changed meanwhile.
    """
    if Establishment.objects.filter(is_demonstration=True).exists():
        return 0
    by = User.objects.get(username=WHO)
    custodian = department_of(PROVINCE, day_in_vietnam(at))
    village = _around(by, custodian, at)
    entered = [_enter(sample, village, by, custodian, at) for sample in SAMPLES]
    for number, programme, item, year, amount in SUPPORTS:
        told = SupportTold(
            establishment=entered[number],
            programme=programme,
            item=item,
            year=year,
            amount=amount,
            papers="Giấy tờ mẫu",
        )
        actions.record_support(by=by, told=told, at=at + timedelta(minutes=1))
    return len(entered)


def _enter(
    sample: Sample, village: CraftVillage, by: User, custodian: Organisation, at: datetime
) -> Establishment:
    personal = sample.form in (F.HOUSEHOLD_BUSINESS, F.COOPERATIVE_GROUP)
    told = Particulars(
        form=sample.form,
        name=sample.name,
        commune=Place.objects.get(key=sample.commune),
        tax_code=tax_code(sample.number) if sample.number and not personal else "",
        owner_number=f"{sample.number:012d}" if sample.number and personal else None,
        street="Thôn Mẫu",
        phone=f"0200{sample.number:07d}" if sample.number else "",
        trade=Trade.objects.get(edition="VSIC 2018", code=sample.trade),
        women_owned=sample.women,
        minority_owned=sample.minority,
        craft_village=village if sample.village else None,
    )
    one = actions.register(by=by, custodian=custodian, told=told, at=at, is_demonstration=True)
    figures = {FigureOf.CHARTER_CAPITAL: sample.capital, FigureOf.LABOUR: sample.labour}
    for kind, value in figures.items():
        if value:
            day = date(2025, 12, 31)
            actions.tell_figure(by=by, establishment=one, kind=kind, value=value, day=day, at=at)
    return one


def _around(by: User, custodian: Organisation, at: datetime) -> CraftVillage:
    """Keep a cluster, two craft villages of which one is recognised, and an artisan."""

    def entry(name: str, commune: str) -> Entry:
        place = Place.objects.get(key=commune)
        return Entry(custodian=custodian, name=name, commune=place, is_demonstration=True)

    cluster = actions.enter_cluster(
        by=by, told=entry("Cụm công nghiệp Thí Dụ", NEXT), decision="Quyết định mẫu", at=at
    )
    day = date(2025, 12, 31)
    for kind, value in ((FigureOf.AREA, 500_000), (FigureOf.LEASED_AREA, 320_000)):
        actions.tell_cluster_figure(by=by, cluster=cluster, kind=kind, value=value, day=day, at=at)
    village = actions.enter_village(
        by=by, told=entry("Làng nghề Gốm Thí Dụ", OLD), craft="gốm", at=at
    )
    decision = {"decision": "Quyết định mẫu", "issuer": "Ủy ban nhân dân tỉnh (mẫu)"}
    actions.recognise_village(
        by=by,
        village=village,
        kind=RecognitionOf.CRAFT_VILLAGE,
        day=date(2020, 1, 1),
        at=at,
        **decision,
    )
    actions.tell_village_figure(
        by=by, village=village, kind=FigureOf.HOUSEHOLDS, value=85, day=day, at=at
    )
    actions.enter_village(by=by, told=entry("Làng Mây tre Ví Dụ", NEW), craft="mây tre đan", at=at)
    artisan = actions.enter_artisan(
        by=by, told=entry("Trần Thị Làm Mẫu", NEW), craft="gốm", village=village, at=at
    )
    actions.recognise_artisan(
        by=by,
        artisan=artisan,
        kind=RecognitionOf.ARTISAN,
        day=date(2022, 6, 1),
        at=at,
        **decision,
    )
    return village


def tax_code(number: int) -> str:
    """Return a code beginning with 99 whose check digit is right."""
    for first_nine in (f"99{number:06d}{last}" for last in range(10)):
        digit = check_digit(first_nine)
        if digit is not None:
            return f"{first_nine}{digit}"
    raise ValueError(number)
