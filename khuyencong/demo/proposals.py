"""Proposals for trying the program out, raised by bodies and establishments that are nobody's."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from khuyencong.accounts.models import User
from khuyencong.applications import actions
from khuyencong.applications.actions import ProposalTold, RemarkTold
from khuyencong.applications.models import Proposal, Tag
from khuyencong.demo.establishments import NEXT, PROVINCE
from khuyencong.registry.models import Establishment, Organisation, Place
from khuyencong.registry.queries import department_of
from khuyencong.registry.states import OrganisationKind
from khuyencong.values.dates import day_in_vietnam

RAISES, PASSES, ANSWERS = "vien-chuc-trung-tam", "chuyen-vien-so", "lanh-dao-so"


@dataclass(frozen=True)
class Sample:
    """One invented proposal."""

    what: str
    raised_by: str
    days_ago: int
    tags: tuple[str, ...]
    occasion: str = ""
    establishment: str = ""
    commune: str = ""
    due_in: int | None = None


SAMPLES = (
    Sample("Nâng mức hỗ trợ mua máy cho cơ sở ở xã miền núi", "conference", 40,
           ("muc-ho-tro-thap", "co-so-thieu-von-doi-ung"), occasion="Hội nghị mẫu về khuyến công"),
    Sample("Rút ngắn thời gian từ đăng ký đến thực hiện đề án", "establishment", 25,
           ("tu-dang-ky-den-thuc-hien-lau",), establishment="HTX Mỳ gạo Thí Dụ", due_in=-3),
    Sample("Hướng dẫn xã tìm hiểu và đăng ký chương trình", "commune", 12,
           ("cap-xa-kho-tiep-can",), commune=NEXT, due_in=20),
)  # fmt: skip
NOTES = (
    ("khao-sat-nhu-cau-con-it", "Đợt khảo sát mẫu mới đi được một xã."),
    ("thieu-can-bo-co-so", "Xã mẫu chưa có người theo dõi khuyến công."),
)


def fill(at: datetime) -> int:
    """Keep three proposals on their way and two notes; return how many are new, 0 a second time."""
    if Proposal.objects.filter(is_demonstration=True).exists():
        return 0
    day = day_in_vietnam(at)
    department = department_of(PROVINCE, day)
    told = [_raised(sample, department, day, at) for sample in SAMPLES]
    _passed(told[0], at + timedelta(minutes=1))
    _answered(told[2], at + timedelta(minutes=1))
    by = User.objects.get(username=RAISES)
    for code, words in NOTES:
        note = RemarkTold(custodian=department, tag=Tag.objects.get(code=code), day=day, told=words)
        actions.record_remark(by=by, told=note, at=at, is_demonstration=True)
    return len(told) + len(NOTES)


def _raised(sample: Sample, department: Organisation, day: date, at: datetime) -> Proposal:
    by = User.objects.get(username=RAISES)
    named = Establishment.objects.filter(name=sample.establishment, is_demonstration=True)
    told = ProposalTold(
        custodian=department,
        kind="proposal",
        raised_by=sample.raised_by,
        what=sample.what,
        raised_on=day - timedelta(days=sample.days_ago),
        establishment=named.first(),
        place=Place.objects.get(key=sample.commune) if sample.commune else None,
        occasion=sample.occasion,
        due_on=day + timedelta(days=sample.due_in) if sample.due_in else None,
    )
    proposal = actions.raise_proposal(by=by, told=told, at=at, is_demonstration=True)
    for code in sample.tags:
        tag = Tag.objects.get(code=code)
        actions.tag_proposal(by=by, proposal=proposal, tag=tag, at=at, is_demonstration=True)
    return proposal


def _passed(proposal: Proposal, at: datetime) -> None:
    actions.pass_up(
        by=User.objects.get(username=PASSES),
        proposal=proposal,
        seen=proposal.stamp,
        to=Organisation.objects.get(kind=OrganisationKind.AGENCY),
        reason="Mức hỗ trợ do trung ương quy định, tỉnh không sửa được.",
        at=at,
    )


def _answered(proposal: Proposal, at: datetime) -> None:
    actions.answer(
        by=User.objects.get(username=ANSWERS),
        proposal=proposal,
        seen=proposal.stamp,
        words="Trung tâm đến xã hướng dẫn trong quý tới (trả lời mẫu).",
        at=at,
    )
