"""The checks: each a declaration and the function that looks; a constant number of queries each."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet, Sum

from khuyencong.applications import queries as applications
from khuyencong.applications.models import PaperUse, Proposal
from khuyencong.competitions.models import Certificate
from khuyencong.competitions.queries.certificates import SOON, ending, in_state
from khuyencong.competitions.states import CertificateState
from khuyencong.funds.models import Fund
from khuyencong.ingestion.models import Batch
from khuyencong.ingestion.queries.totals import unsettled
from khuyencong.ingestion.states import BatchState
from khuyencong.projects.models import Acceptance, Line, LineShare, Project, StepTaken
from khuyencong.projects.queries.follow_ups import missed_by_custodian
from khuyencong.projects.queries.papers import ABOUT_LINE, ABOUT_PROJECT
from khuyencong.projects.states import GONE, ProjectState
from khuyencong.quality.queries import waiting
from khuyencong.quality.rules import Declaration, Finding, Seen, outliers
from khuyencong.quality.states import CheckKind, Severity
from khuyencong.registry.models import Establishment, LikelyTwin, Organisation
from khuyencong.registry.queries.establishments import standing
from khuyencong.registry.queries.reach import reached_by
from khuyencong.registry.queries.staffing import staffings
from khuyencong.registry.states import EstablishmentForm, OrganisationKind, TwinState
from khuyencong.reporting.models import Duty
from khuyencong.reporting.queries import expected_by, missing_reports
from khuyencong.reporting.states import DutyState
from khuyencong.results.models import Result
from khuyencong.results.queries.evidence import with_evidence
from khuyencong.results.queries.scope import known_on
from khuyencong.values.money import format_dong
from khuyencong.values.rounding import round_half_up

S = ProjectState
Look = Callable[[date], Seen]


@dataclass(frozen=True)
class Check:
    """A declaration with the function that looks at every unit's rows on a day."""

    told: Declaration
    look: Look


def _by_custodian(pairs: Iterable[tuple[UUID, int]]) -> dict[UUID, int]:
    return dict(Counter(dict(pairs)))


def no_tax_code(on: date) -> Seen:
    """Find establishments without a tax code; a cooperative group may have none."""
    rows = standing(Establishment.objects.exclude(form=EstablishmentForm.COOPERATIVE_GROUP))
    counted = rows.order_by().values_list("custodian").annotate(n=Count("id"))
    lacking = rows.filter(tax_code="").values_list("custodian", "id", "name")
    return Seen(
        _by_custodian(counted),
        [
            Finding(c, "establishment", key, f"{name}: chưa có mã số thuế")
            for c, key, name in lacking
        ],
    )


def likely_twins(on: date) -> Seen:
    """Find pairs of establishments that look like one and that nobody has looked at."""
    rows = standing(Establishment.objects.all())
    counted = rows.order_by().values_list("custodian").annotate(n=Count("id"))
    pairs = LikelyTwin.objects.filter(state=TwinState.OPEN).select_related("first", "second")
    return Seen(
        _by_custodian(counted),
        [
            Finding(
                pair.first.custodian_id,
                "establishment",
                pair.first_id,
                f"{pair.first.name} và {pair.second.name}: {pair.get_reason_display()}",
            )
            for pair in pairs
        ],
    )


def titles_ending(on: date) -> Seen:
    """Find titles that end soon and that no later title of the product has taken over."""
    valid = Certificate.objects.filter(in_state(CertificateState.VALID, on))
    counted = valid.order_by().values_list("product__custodian").annotate(n=Count("id"))
    rows = ending(Certificate.objects.all(), on, SOON).order_by("last_day", "id")
    told = rows.values_list("product__custodian", "id", "product_name", "maker_name", "last_day")
    return Seen(
        _by_custodian(counted),
        [
            Finding(c, "certificate", key, f"{product} ({maker}): hết hạn sau ngày {day:%d/%m/%Y}")
            for c, key, product, maker, day in told
        ],
    )


def costs_out_of_line(on: date) -> Seen:
    """Find lines whose support for one piece is far from others of their content, item, year."""
    groups: dict[tuple[str, str, int], list[tuple[UUID, UUID, str, Fraction]]] = defaultdict(list)
    rows = Line.objects.exclude(state__in=GONE).annotate(support=Sum("shares__amount"))
    told = rows.order_by().values_list(
        "content", "item", "year", "project__custodian", "project", "what", "support", "quantity"
    )
    for content, item, year, custodian, project, what, support, quantity in told.iterator(2000):
        if support:
            one = Fraction(support, quantity)
            groups[content, item, year].append((custodian, project, what, one))
    seen = Counter(row[0] for group in groups.values() for row in group)
    found = [
        Finding(
            custodian,
            "project",
            project,
            f"{what}: {format_dong(int(round_half_up(one)))} cho một đơn vị",
        )
        for group in groups.values()
        for custodian, project, what, one in (
            group[at] for at in outliers([row[3] for row in group])
        )
    ]
    return Seen(dict(seen), found)


def sums_disagree(on: date) -> Seen:
    """Find đề án whose lines do not add up to what the ledger gave them."""
    states = [
        S.APPROVED, S.CONTRACTED, S.IN_PROGRESS, S.SUSPENDED, S.ACCEPTED, S.LIQUIDATED,
    ]  # fmt: skip
    projects = Project.objects.filter(state__in=states)
    lines = LineShare.objects.filter(line__project__in=projects.values("id"))
    planned = dict(
        lines.exclude(line__state__in=GONE)
        .order_by()
        .values_list("line__project")
        .annotate(total=Sum("amount"))
    )
    given = dict(
        Fund.objects.filter(spender__in=projects.values("id"))
        .order_by()
        .values_list("spender")
        .annotate(total=Sum("committed"))
    )
    seen: Counter[UUID] = Counter()
    found = []
    for key, custodian, code in projects.order_by().values_list("id", "custodian", "code"):
        seen[custodian] += 1
        told, kept = planned.get(key, 0), given.get(key, 0)
        if told != kept:
            words = f"Đề án {code}: các dòng {format_dong(told)}, sổ kinh phí {format_dong(kept)}"
            found.append(Finding(custodian, "project", key, words))
    return Seen(dict(seen), found)


def counterpart_disagrees(on: date) -> Seen:
    """Find lines whose own money is not their cost without the State's support."""
    rows = Line.objects.exclude(state__in=GONE).annotate(support=Sum("shares__amount"))
    counted = (
        Line.objects.exclude(state__in=GONE)
        .order_by()
        .values_list("project__custodian")
        .annotate(n=Count("id"))
    )
    wrong = rows.exclude(cost=F("counterpart") + F("support")).exclude(support=None)
    told = wrong.order_by().values_list("project__custodian", "project", "what")
    return Seen(
        _by_custodian(counted),
        [
            Finding(custodian, "project", project, f"{what}: vốn đối ứng không khớp tổng chi phí")
            for custodian, project, what in told
        ],
    )


def accepted_without_paper(on: date) -> Seen:
    """Find accepted lines that no paper speaks of: put to them, to their đề án, or its past."""
    papers = PaperUse.objects.filter(ended_at=None)
    of_projects = papers.filter(about_kind=ABOUT_PROJECT).values("about")
    of_lines = papers.filter(about_kind=ABOUT_LINE).values("about")
    past = StepTaken.objects.filter(step="record_past").exclude(reason="").values("project")
    accepted = Acceptance.objects.all()
    counted = accepted.order_by().values_list("line__project__custodian").annotate(n=Count("id"))
    bare = accepted.exclude(
        Q(line__project__in=past) | Q(line__project__in=of_projects) | Q(line__in=of_lines)
    )
    told = bare.order_by().values_list("line__project__custodian", "line__project", "line__what")
    return Seen(
        _by_custodian(counted),
        [
            Finding(custodian, "project", project, f"{what}: nghiệm thu chưa kèm giấy tờ nào")
            for custodian, project, what in told
        ],
    )


def results_without_evidence(on: date) -> Seen:
    """Find results that no paper proves and no old paper is named for."""
    rows = known_on(Result.objects.all())
    counted = rows.order_by().values_list("custodian").annotate(n=Count("id"))
    bare: QuerySet[Any] = with_evidence(rows.filter(basis=""))
    told = bare.filter(has_evidence=False).order_by().values_list("custodian", "id", "what")
    return Seen(
        _by_custodian(counted),
        [Finding(c, "result", key, f"{what}: chưa kèm giấy tờ nào") for c, key, what in told],
    )


def accepted_without_result(on: date) -> Seen:
    """Find accepted lines of which no result is recorded: they are in no count."""
    accepted = Acceptance.objects.all()
    counted = accepted.order_by().values_list("line__project__custodian").annotate(n=Count("id"))
    told = known_on(Result.objects.exclude(line=None)).values("line")
    bare = accepted.exclude(line__in=told)
    rows = bare.order_by().values_list("line__project__custodian", "line__project", "line__what")
    return Seen(
        _by_custodian(counted),
        [
            Finding(custodian, "project", project, f"{what}: chưa ghi kết quả")
            for custodian, project, what in rows
        ],
    )


def no_follow_up(on: date) -> Seen:
    """Find lines that nobody went to see in a year after their support, when that year is over."""
    seen: Counter[UUID] = Counter()
    found = []
    for custodian, project, _, what, visits in missed_by_custodian(on):
        seen[custodian] += 1
        if visits:
            years = ", ".join(str(visit.year) for visit in visits)
            words = f"{what}: năm thứ {years} không ai đến xem"
            found.append(Finding(custodian, "project", project, words))
    return Seen(dict(seen), found)


def proposals_overdue(on: date) -> Seen:
    """Find proposals whose day for an answer has passed; they are the holder's."""
    rows = Proposal.objects.exclude(due_on=None)
    counted = rows.order_by().values_list("holder").annotate(n=Count("id"))
    late = rows.filter(applications.overdue(on)).values_list("holder", "id", "what", "due_on")
    return Seen(
        _by_custodian(counted),
        [
            Finding(holder, "proposal", key, f"{what}: hạn {due:%d/%m/%Y}")
            for holder, key, what, due in late
        ],
    )


def totals_unsettled(on: date) -> Seen:
    """Find entered sheets whose totals are not the sums of their rows, nobody having said why."""
    entered = Batch.objects.filter(state=BatchState.DONE)
    counted = entered.order_by().values_list("custodian").annotate(n=Count("id"))
    return Seen(
        _by_custodian(counted),
        [
            Finding(
                one.custodian_id, "sheet", one.id, f"{one.file_name}: {one.wrong_totals} dòng cộng"
            )
            for one in unsettled(entered).defer("summary", "answers").order_by("ended_at", "id")
        ],
    )


def no_staffing(on: date) -> Seen:
    """Find centres of which nobody told how many people work there."""
    centres = list(Organisation.objects.on(on).filter(kind=OrganisationKind.CENTRE))
    told = staffings(centres, on)
    lacking = [one for one in centres if told[one.id].total is None]
    return Seen(
        {one.id: 1 for one in centres},
        [Finding(one.id, "body", one.id, f"{one.name}: chưa ghi số người") for one in lacking],
    )


def unreached(on: date) -> Seen:
    """Find centres that told nobody their telephone: makers are sent to them first."""
    centres = list(Organisation.objects.on(on).filter(kind=OrganisationKind.CENTRE))
    reach = reached_by([one.id for one in centres], on)
    silent = [one for one in centres if not any(fact.is_phone for fact in reach[one.id])]
    return Seen(
        {one.id: 1 for one in centres},
        [Finding(one.id, "body", one.id, f"{one.name}: chưa ghi điện thoại") for one in silent],
    )


def reports_missing(on: date) -> Seen:
    """Find reports whose time is over and that do not lie with their receiver; the calendar tells.

    Past their due day; without one, past the end of their period.
    """
    counted = expected_by(on).order_by().values_list("custodian").annotate(n=Count("id"))
    return Seen(
        _by_custodian(counted),
        [
            Finding(duty.custodian_id, "duty", duty.id, f"{duty.name}: {_since(duty, on)}")
            for duty in missing_reports(on)
        ],
    )


def _since(duty: Duty, on: date) -> str:
    state = "bị trả lại, chưa gửi lại" if duty.state == DutyState.RETURNED else "chưa gửi"
    if duty.due_on is None:
        return f"{state}, kỳ đã hết"
    return f"{state}, quá hạn {(on - duty.due_on).days} ngày"


def _late(
    id: str,
    title: str,
    days: int,
    weight: int,
    what_to_do: str,
    counts: str,
    look: Callable[[date, int], Seen],
) -> Check:
    """Return a check of what lies longer than so many days."""
    severity = Severity.WARNING if weight > 1 else Severity.NOTE
    told = Declaration(
        id, f"{title} quá {days} ngày", CheckKind.OVERDUE, severity, weight, what_to_do, counts,
        days,
    )  # fmt: skip
    return Check(told, lambda on: look(on, days))


K, W = CheckKind, Severity
#: Every check there is.
CHECKS: tuple[Check, ...] = (
    Check(
        Declaration(
            "money.sums_disagree", "Các dòng không cộng thành số trong sổ kinh phí",
            K.DISAGREEMENT, W.ERROR, 5,
            "Mở đề án, đối chiếu từng dòng với sổ; sai ở sổ thì ghi bút toán bù.", "đề án",
        ),
        sums_disagree,
    ),
    Check(
        Declaration(
            "money.counterpart_disagrees", "Vốn đối ứng không khớp tổng chi phí",
            K.DISAGREEMENT, W.ERROR, 5,
            "Mở đề án, xem lại tổng chi phí và phần Nhà nước hỗ trợ của dòng.", "dòng hỗ trợ",
        ),
        counterpart_disagrees,
    ),
    Check(
        Declaration(
            "line.accepted_without_paper", "Nghiệm thu chưa kèm giấy tờ",
            K.EVIDENCE, W.WARNING, 3,
            "Đính kèm biên bản nghiệm thu hoặc hóa đơn vào đề án.", "nghiệm thu",
        ),
        accepted_without_paper,
    ),
    Check(
        Declaration(
            "result.without_evidence", "Kết quả chưa có giấy tờ chứng minh",
            K.EVIDENCE, W.WARNING, 3,
            "Mở kết quả, đính kèm biên bản, danh sách hoặc ảnh.", "kết quả",
        ),
        results_without_evidence,
    ),
    Check(
        Declaration(
            "line.accepted_without_result", "Đã nghiệm thu mà chưa ghi kết quả",
            K.MISSING, W.WARNING, 3,
            "Mở đề án, bấm “Ghi kết quả” ở dòng ấy: chưa ghi thì không vào số liệu nào.",
            "nghiệm thu",
        ),
        accepted_without_result,
    ),
    Check(
        Declaration(
            "line.no_follow_up", "Không ai đến xem sau hỗ trợ",
            K.MISSING, W.WARNING, 2,
            "Lần theo dõi đã qua không làm lại được: xếp lịch cho năm sau ở trang Theo dõi.",
            "dòng hỗ trợ",
        ),
        no_follow_up,
    ),
    Check(
        Declaration(
            "line.cost_out_of_line", "Mức hỗ trợ khác hẳn việc cùng loại, cùng năm",
            K.OUTLIER, W.NOTE, 1,
            "Xem có gõ thừa số 0 hoặc nhầm đơn vị tính không; đúng thì để nguyên.", "dòng hỗ trợ",
        ),
        costs_out_of_line,
    ),
    Check(
        Declaration(
            "establishment.no_tax_code", "Cơ sở chưa có mã số thuế",
            K.MISSING, W.WARNING, 2,
            "Hỏi cơ sở, ghi mã số thuế vào hồ sơ: thiếu mã thì không dò được hỗ trợ trùng.",
            "cơ sở",
        ),
        no_tax_code,
    ),
    Check(
        Declaration(
            "establishment.likely_twins", "Hai hồ sơ có vẻ là một cơ sở",
            K.DISAGREEMENT, W.WARNING, 2,
            "Mở hồ sơ, so hai bên: gộp, hoặc ghi là không trùng.", "cơ sở",
        ),
        likely_twins,
    ),
    Check(
        Declaration(
            "proposal.overdue", "Kiến nghị quá hạn trả lời",
            K.OVERDUE, W.WARNING, 2,
            "Trả lời, chuyển lên cấp trên hoặc trả lại để nói rõ.", "kiến nghị có hạn",
        ),
        proposals_overdue,
    ),
    Check(
        Declaration(
            "sheet.totals_unsettled", "Dòng cộng của bảng đã nhập không khớp",
            K.DISAGREEMENT, W.WARNING, 3,
            "Mở bảng đã nhập, ghi vì sao số cộng khác, hoặc hoàn tác rồi nộp tệp đúng:"
            " chưa giải trình thì báo cáo của các năm ấy không gửi đi được.",
            "bảng đã nhập",
        ),
        totals_unsettled,
    ),
    Check(
        Declaration(
            "report.year_missing", "Báo cáo đến hạn mà chưa gửi",
            K.OVERDUE, W.WARNING, 2,
            "Mở báo cáo trong lịch, ghi đã gửi; không phải gửi thì nơi nhận ghi rõ lý do.",
            "báo cáo đến hạn",
        ),
        reports_missing,
    ),
    Check(
        Declaration(
            "title.ends_soon", "Chứng nhận sắp hết hạn",
            K.OVERDUE, W.NOTE, 1,
            "Báo cơ sở nộp hồ sơ kỳ bình chọn tới: hết hạn thì trang sau mã QR nói là hết hạn.",
            "chứng nhận còn hạn",
        ),
        titles_ending,
    ),
    Check(
        Declaration(
            "body.no_staffing", "Trung tâm chưa ghi số người",
            K.MISSING, W.NOTE, 1,
            "Mở trang đơn vị, ghi bảng số người đến ngày.", "trung tâm",
        ),
        no_staffing,
    ),
    Check(
        Declaration(
            "body.unreached", "Trung tâm chưa ghi điện thoại",
            K.MISSING, W.NOTE, 1,
            "Mở trang đơn vị, ghi số điện thoại của cơ quan: người dân được chỉ đến đó trước.",
            "trung tâm",
        ),
        unreached,
    ),
    # The days below are the house's patience, no deadline of a law: change them here.
    _late(
        "claim.waiting", "Người đăng ký đại diện cơ sở chờ xác nhận", 7, 2,
        "Mở đăng ký, gọi cơ sở, xác nhận hoặc không xác nhận kèm lý do.", "đăng ký đang chờ",
        waiting.claims_waiting,
    ),
    _late(
        "question.waiting", "Câu hỏi của người dân chưa trả lời", 10, 2,
        "Trả lời và đăng, hoặc ghi vì sao không trả lời.", "câu hỏi đang chờ",
        waiting.questions_waiting,
    ),
    _late(
        "kit.not_returned", "Bộ công cụ xã chưa có tệp nào về", 30, 1,
        "Gọi người cầm bộ: xin gửi tệp, hoặc thu hồi nếu đã mất.", "bộ công cụ đang dùng",
        waiting.kits_out,
    ),
    _late(
        "partner.silent", "Hệ thống trao đổi không gửi gói nào", 14, 2,
        "Mở hệ thống ấy xem trở ngại; hỏi người phụ trách bên kia, hoặc nhận gói bằng tệp.",
        "hệ thống đang trao đổi",
        waiting.partners_silent,
    ),
    _late(
        "hook.failing", "Nơi nhận thông báo không nhận", 2, 1,
        "Mở nơi nhận, hỏi người giữ hệ thống kia; sửa xong thì gửi lại, không dùng nữa thì dừng.",
        "nơi nhận",
        waiting.hooks_failing,
    ),
)  # fmt: skip
