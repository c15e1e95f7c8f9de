"""Two levels of bodies, who works there, and short words that lead a đề án through its life."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import count

from django.db import transaction

from khuyencong.accounts.models import User
from khuyencong.funds import actions as funds
from khuyencong.funds.models import Budget
from khuyencong.funds.rules import Portion
from khuyencong.projects import actions
from khuyencong.projects.actions import LineTold, MemberTold, ProjectTold
from khuyencong.projects.models import Contract, Line, Project
from khuyencong.projects.queries.norms import criteria_of
from khuyencong.projects.states import (
    GONE,
    AppraisalLevel,
    ImplementerMethod,
    Level,
    ProjectKind,
    Seat,
    Verdict,
)
from khuyencong.registry.models import Establishment, Organisation
from khuyencong.registry.states import OrganisationKind
from khuyencong.values.vocabulary import FundingSource
from tests.factories import (
    make_commune,
    make_establishment,
    make_organisation,
    make_user,
    told,
)

M = 1_000_000
AT = datetime(2026, 3, 2, 2, tzinfo=UTC)
TODAY = date(2026, 3, 2)
PAPER = "UNC 12"
PROVINCIAL, COMMUNE = FundingSource.PROVINCIAL, FundingSource.COMMUNE
NATIONAL = FundingSource.NATIONAL
MACHINERY = "technical_demonstration_and_machinery"
COUNCIL = (
    MemberTold(full_name="Trần Thị Ví Dụ", body_name="Sở", seat=Seat.DEPARTMENT, chairs=True),
    MemberTold(full_name="Lê Văn Mẫu", body_name="UBND xã Mẫu", seat=Seat.COMMUNE),
)
_moments = count()


def at() -> datetime:
    """Return a moment after all before, on one day."""
    return AT + timedelta(milliseconds=next(_moments))


@dataclass(frozen=True)
class Crew:
    """The bodies of both levels and the people of a đề án's life."""

    department: Organisation
    centre: Organisation
    other: Organisation
    agency: Organisation
    drafter: User
    registrar: User
    officer: User
    second_officer: User
    head: User
    chair: User
    accountant: User
    agency_officer: User
    second_agency_officer: User
    agency_head: User
    minister: User
    stranger: User

    def above(self, project: Project) -> "tuple[User, User, User, User]":
        """Return who scores (two), who concludes and assigns, who approves, at the upper level."""
        if project.level == Level.NATIONAL:
            officers = self.agency_officer, self.second_agency_officer
            return *officers, self.agency_head, self.minister
        return self.officer, self.second_officer, self.head, self.chair

    def establishment(self, name: str = "Công ty TNHH Gỗ Thí Dụ") -> Establishment:
        return make_establishment(self.officer, self.department, told(make_commune(name), name))

    def drafted(self, level: Level = Level.LOCAL, **more: object) -> Project:
        """Return a đề án without lines."""
        national = level == Level.NATIONAL
        fields = {
            "name": "Hỗ trợ máy móc chế biến gỗ",
            "level": level,
            "source": NATIONAL if national else PROVINCIAL,
            "kind": ProjectKind.SINGLE,
            "content": MACHINERY,
            "first_year": 2026,
            "last_year": 2026,
            "purpose": "Thay máy cũ, giảm hao gỗ",
        } | more
        return actions.draft_project(
            by=self.drafter,
            custodian=self.department,
            owner=self.agency if national else self.department,
            told=ProjectTold(**fields),  # type: ignore[arg-type]
            at=at(),
        )

    def line(self, project: Project, **more: object) -> Line:
        """Return a new line of a machine: cost 200 million, 80 million from the main source."""
        fields = {
            "what": "Máy cưa vòng CNC",
            "year": project.first_year,
            "cost": 200 * M,
            "support": {FundingSource(project.source): 80 * M},
            "item": "machinery",
            "content": MACHINERY,
        } | more
        if "establishment" not in fields:
            fields["establishment"] = self.establishment()
        return actions.put_line(
            by=self.drafter,
            project=project,
            told=LineTold(**fields),  # type: ignore[arg-type]
            at=at(),
        )

    def one(self, level: Level = Level.LOCAL) -> Project:
        """Return a draft with one line."""
        project = self.drafted(level)
        self.line(project)
        return fresh(project)

    # --- steps ----------------------------------------------------------------------------------

    def register(self, project: Project) -> Project:
        return actions.register(by=self.registrar, project=project, at=at())

    def score(self, project: Project, level: AppraisalLevel, *people: User) -> None:
        points = {c.code: c.most for c in criteria_of(project.level, level, TODAY)}
        for person in people:
            actions.score(by=person, project=project, level=level, points=points, at=at())

    def conclude(self, project: Project, level: AppraisalLevel, by: User) -> Project:
        return actions.conclude(
            by=by, project=project, level=level, verdict=Verdict.PASS, words="Đạt.", at=at()
        )

    def appraise_base(self, project: Project) -> Project:
        self.score(project, AppraisalLevel.BASE, self.officer, self.second_officer)
        return self.conclude(project, AppraisalLevel.BASE, self.head)

    def submit(self, project: Project) -> Project:
        return actions.submit(by=self.head, project=project, at=at(), reason="Bổ sung trong năm")

    def appraise_upper(self, project: Project) -> Project:
        first, second, head, _ = self.above(project)
        self.score(project, AppraisalLevel.UPPER, first, second)
        return self.conclude(project, AppraisalLevel.UPPER, head)

    def allot(self, project: Project, amount: int = 10_000 * M) -> None:
        """Give the owner's budgets enough for every source and year of the lines."""
        first = self.above(project)[0]
        for source, year in {(p.source, p.year) for p in self.portions(project)}:
            if not Budget.objects.filter(owner=project.owner_id, source=source, year=year).exists():
                funds.allot(
                    by=first,
                    at=at(),
                    owner=project.owner_id,
                    source=source,
                    year=year,
                    amount=amount,
                    paper="QĐ 01/QĐ-MẪU",
                )

    def portions(self, project: Project) -> list[Portion]:
        return [
            Portion(line.id, FundingSource(share.source), line.year, share.amount)
            for line in project.lines.exclude(state__in=GONE)
            for share in line.shares.all()
        ]

    def approve(self, project: Project, by: User | None = None, *, allot: bool = True) -> Project:
        """Do what a plan does: commit the money, approve."""
        if allot:
            self.allot(project)
        minister = by or self.above(project)[3]
        with transaction.atomic():
            years = range(project.first_year, project.last_year + 1)
            funds.hold(owner=project.owner_id, years=years)
            step = actions.approve(by=minister, project=project, at=at())
            funds.commit(
                by=minister,
                at=at(),
                owner=project.owner_id,
                spender=project.id,
                portions=self.portions(project),
                act=step.id,
            )
        return fresh(project)

    def assign(self, project: Project, by: User | None = None) -> Project:
        return actions.assign_implementer(
            by=by or self.above(project)[2],
            project=project,
            organisation=self.centre,
            method=ImplementerMethod.ASSIGNMENT,
            reason="Trung tâm có kinh nghiệm",
            at=at(),
        )

    def sign_first(self, project: Project, by: User | None = None, **more: object) -> Contract:
        fields: dict[str, object] = {"number": "01/HĐ-KC", "signed_on": TODAY} | more
        fields.setdefault("advance_percent", 50)
        fields.setdefault("advance_reason", "Theo thỏa thuận hai bên")
        return actions.sign_first(
            by=by or self.above(project)[2],
            project=project,
            at=at(),
            **fields,  # type: ignore[arg-type]
        )

    def sign_second(self, *lines: Line, by: User | None = None, number: str = "") -> Contract:
        return actions.sign_second(
            by=by or self.registrar,
            project=fresh(lines[0].project),
            lines=lines,
            number=number or f"{lines[0].number}/HĐ-TH",
            signed_on=TODAY,
            at=at(),
        )

    def advance(
        self,
        line: Line,
        amount: int,
        source: FundingSource = PROVINCIAL,
        by: User | None = None,
    ) -> Line:
        by = by or self.accountant
        return actions.advance(by=by, line=line, source=source, amount=amount, paper=PAPER, at=at())

    def progress(self, line: Line, percent: int = 100, by: User | None = None) -> None:
        by = by or self.drafter
        actions.report_progress(
            by=by, line=line, day=TODAY, percent=percent, told="Lắp xong máy", at=at()
        )

    def accept(
        self,
        line: Line,
        amount: int = 80 * M,
        source: FundingSource = PROVINCIAL,
        by: User | None = None,
        **more: object,
    ) -> None:
        fields = {
            "accepted": {source: amount},
            "cost": 200 * M,
            "quantity": 1,
            "council": COUNCIL,
            "words": "Đạt yêu cầu.",
            "day": TODAY,
        } | more
        actions.accept_line(
            by=by or self.above(fresh(line.project))[2],
            line=line,
            at=at(),
            **fields,  # type: ignore[arg-type]
        )

    def pay(
        self,
        line: Line,
        amount: int,
        source: FundingSource = PROVINCIAL,
        by: User | None = None,
    ) -> Line:
        by = by or self.accountant
        return actions.pay(by=by, line=line, source=source, amount=amount, paper=PAPER, at=at())

    def liquidate(self, project: Project) -> Project:
        by = self.above(project)[2]
        return actions.liquidate(by=by, project=project, day=TODAY, at=at())

    def settle(self, project: Project) -> Project:
        by = self.above(project)[2]
        return actions.settle(by=by, project=project, day=TODAY, at=at())

    def follow_up(self, line: Line) -> None:
        actions.follow_up(by=self.officer, line=line, day=TODAY, still_used=True, jobs=3, at=at())

    # --- how far -----------------------------------------------------------------------------

    def appraised(self, project: Project) -> Project:
        """Lead a draft to where a plan may approve it."""
        self.register(project)
        self.appraise_base(project)
        self.submit(project)
        return self.appraise_upper(project)

    def approved(self, project: Project) -> Project:
        return self.approve(self.appraised(project))

    def contracted(self, project: Project) -> Project:
        self.approved(project)
        self.assign(project)
        self.sign_first(project)
        return fresh(project)

    def under_way(self, project: Project) -> Project:
        """Lead a draft to where every line is contracted and the work has begun."""
        self.contracted(project)
        for line in project.lines.exclude(state__in=GONE).order_by("number"):
            self.sign_second(line)
        actions.begin(by=self.drafter, project=fresh(project), at=at())
        return fresh(project)


def fresh(project: Project) -> Project:
    """Return the đề án as it stands in the database."""
    return Project.objects.get(id=project.id)


def only_line(project: Project) -> Line:
    """Return the one line of a đề án as it stands."""
    return Line.objects.get(project=project)


def make_crew() -> Crew:
    """Return the crew, made anew in the database."""
    ministry = make_organisation("Bộ mẫu", OrganisationKind.MINISTRY)
    agency = make_organisation("Cục mẫu", OrganisationKind.AGENCY, ministry)
    department = make_organisation("Sở Công Thương tỉnh Mẫu")
    centre = make_organisation("Trung tâm tỉnh Mẫu", OrganisationKind.CENTRE, department)
    other = make_organisation("Sở Công Thương tỉnh Khác")
    return Crew(
        department=department,
        centre=centre,
        other=other,
        agency=agency,
        drafter=make_user("CENTRE_OFFICER", centre),
        registrar=make_user("CENTRE_HEAD", centre),
        officer=make_user("DEPT_OFFICER", department),
        second_officer=make_user("DEPT_OFFICER", department),
        head=make_user("DEPT_HEAD", department),
        chair=make_user("PROVINCE_CHAIR", department),
        accountant=make_user("CENTRE_ACCOUNTANT", centre),
        agency_officer=make_user("AGENCY_OFFICER", agency),
        second_agency_officer=make_user("AGENCY_OFFICER", agency),
        agency_head=make_user("AGENCY_HEAD", agency),
        minister=make_user("MINISTER", ministry),
        stranger=make_user("DEPT_OFFICER", other),
    )
