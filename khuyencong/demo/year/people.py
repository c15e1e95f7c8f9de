"""Who acts in the demonstration's year, and each act in one short word."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import count

from khuyencong.accounts.actions import Person, open_account
from khuyencong.accounts.demonstration import PEOPLE
from khuyencong.accounts.models import User
from khuyencong.funds import actions as funds
from khuyencong.plans import actions as plans
from khuyencong.plans.models import PlanVersion
from khuyencong.plans.states import VersionKind
from khuyencong.projects import actions
from khuyencong.projects.actions import FindingTold, LineTold, MemberTold, ProjectTold
from khuyencong.projects.models import Adjustment, Line, Project
from khuyencong.projects.queries.norms import criteria_of
from khuyencong.projects.rules.changes import Ask
from khuyencong.projects.states import (
    GONE,
    SOURCE_OF,
    AppraisalLevel,
    ImplementerMethod,
    Level,
    ProjectKind,
    Seat,
    Verdict,
)
from khuyencong.registry.models import Establishment, Organisation
from khuyencong.values.vocabulary import FundingSource

YEAR = 2026
MILLION = 1_000_000
PROVINCIAL, NATIONAL = FundingSource.PROVINCIAL, FundingSource.NATIONAL
LATE = "Bổ sung kế hoạch trong năm (mẫu)"
COUNCIL = (
    MemberTold(
        full_name="Hoàng Văn Thử Nghiệm (mẫu)",
        body_name="Sở Công Thương",
        seat=Seat.DEPARTMENT,
        chairs=True,
    ),
    MemberTold(full_name="Dương Thị Tưởng Tượng (mẫu)", body_name="UBND xã", seat=Seat.COMMUNE),
    MemberTold(
        full_name="Mai Thị Cơ Sở Mẫu (mẫu)", body_name="Đơn vị thụ hưởng", seat=Seat.BENEFICIARY
    ),
)
#: Two sheets make an appraisal: the second officer of each body has no password.
SECOND = (
    ("DEPT_OFFICER", "chuyen-vien-so-hai", "Lương Văn Phiếu Hai (mẫu)"),
    ("AGENCY_OFFICER", "chuyen-vien-cuc-hai", "Tống Thị Phiếu Hai (mẫu)"),
)


@dataclass
class Crew:
    """The bodies and the people of a year, and the day on which they act."""

    department: Organisation
    centre: Organisation
    agency: Organisation
    people: dict[str, User]
    day: date = date(YEAR, 1, 5)

    def __post_init__(self) -> None:
        self._seconds = count()

    def at(self) -> datetime:
        """Return a moment of the day, after all before."""
        morning = datetime(self.day.year, self.day.month, self.day.day, 1, tzinfo=UTC)
        return morning + timedelta(seconds=20 * next(self._seconds) % 25_000)

    def by(self, role: str) -> User:
        """Return who acts in a role."""
        return self.people[role]

    def above(self, project: Project) -> tuple[User, User, User]:
        """Return who scores (two) and who concludes where the đề án's plan is approved."""
        if project.level == Level.NATIONAL:
            return self.by("AGENCY_OFFICER"), self.by("AGENCY_OFFICER 2"), self.by("AGENCY_HEAD")
        return self.by("DEPT_OFFICER"), self.by("FINANCE_REVIEWER"), self.by("DEPT_HEAD")

    # --- before the plan ------------------------------------------------------------------------

    def draft(self, name: str, *lines: LineTold, **more: object) -> Project:
        """Draft a đề án with its lines."""
        source = next(iter(lines[0].support))
        fields = {
            "name": name,
            "level": Level.NATIONAL if source is NATIONAL else Level.LOCAL,
            "kind": ProjectKind.GROUP if len(lines) > 1 else ProjectKind.SINGLE,
            "content": lines[0].content,
            "source": source,
            "first_year": YEAR,
            "last_year": YEAR,
            "starts_on": date(YEAR, 3, 1),
            "ends_on": date(YEAR, 11, 30),
            "purpose": "Giúp cơ sở đổi mới thiết bị, tăng năng suất và việc làm tại chỗ (mẫu).",
            "places": tuple(dict.fromkeys(line.place for line in lines if line.place)),
        } | more
        project = actions.draft_project(
            by=self.by("CENTRE_OFFICER"),
            custodian=self.department,
            owner=self.agency if source is NATIONAL else self.department,
            told=ProjectTold(**fields),  # type: ignore[arg-type]
            at=self.at(),
            is_demonstration=True,
        )
        for line in lines:
            by = self.by("CENTRE_OFFICER")
            actions.put_line(by=by, project=project, told=line, at=self.at())
        return project

    def register(self, project: Project) -> None:
        """Register it."""
        actions.register(by=self.by("CENTRE_HEAD"), project=project, at=self.at())

    def appraise(self, project: Project, level: AppraisalLevel, less: int = 1) -> None:
        """Let two people score and a third conclude that it passes."""
        if level == AppraisalLevel.BASE:
            people = [self.by("DEPT_OFFICER"), self.by("DEPT_OFFICER 2"), self.by("DEPT_HEAD")]
        else:
            people = list(self.above(project))
        for number, person in enumerate(people[:2]):
            criteria = criteria_of(project.level, level, self.day)
            points = {one.code: max(0, one.most - less - number) for one in criteria}
            actions.score(by=person, project=project, level=level, points=points, at=self.at())
        actions.conclude(
            by=people[2],
            project=project,
            level=level,
            verdict=Verdict.PASS,
            words="Hồ sơ đầy đủ, mục tiêu rõ; đề nghị đưa vào kế hoạch.",
            at=self.at(),
        )

    def return_(self, project: Project, reason: str) -> None:
        """Give it back for more after the appraisal near its place."""
        actions.conclude(
            by=self.by("DEPT_HEAD"),
            project=project,
            level=AppraisalLevel.BASE,
            verdict=Verdict.RETURN,
            words="Hồ sơ chưa đủ.",
            reason=reason,
            at=self.at(),
        )

    def submit(self, project: Project) -> None:
        """Send it to who approves its plan."""
        actions.submit(by=self.by("DEPT_HEAD"), project=project, reason=LATE, at=self.at())

    def to_base(self, project: Project) -> Project:
        """Lead a draft through the appraisal near its place."""
        self.register(project)
        self.appraise(project, AppraisalLevel.BASE)
        return project

    def to_plan(self, project: Project, less: int = 1) -> Project:
        """Lead a draft to where a plan may approve it."""
        self.to_base(project)
        self.submit(project)
        self.appraise(project, AppraisalLevel.UPPER, less)
        return project

    # --- the plan -------------------------------------------------------------------------------

    def allot(self, source: FundingSource, millions: int, paper: str) -> None:
        """Write down what the plan's owner got for the year."""
        national = source is NATIONAL
        funds.allot(
            by=self.by("AGENCY_OFFICER" if national else "DEPT_OFFICER"),
            at=self.at(),
            owner=(self.agency if national else self.department).id,
            source=source,
            year=YEAR,
            amount=millions * MILLION,
            paper=paper,
        )

    def plan(self, owner: Organisation, decision: str) -> PlanVersion:
        """Put the year's plan in order, submit it and approve it."""
        officer, head, approver = ("DEPT_OFFICER 2", "DEPT_HEAD", "PROVINCE_CHAIR")
        if owner == self.agency:
            officer, head, approver = ("AGENCY_OFFICER 2", "AGENCY_HEAD", "MINISTER")
        plan = plans.open_plan(by=self.by(officer), owner=owner, year=YEAR, at=self.at())
        version = plans.begin_version(
            by=self.by(officer), plan=plan, kind=VersionKind.ASSIGNED, at=self.at()
        )
        version = plans.submit(by=self.by(head), version=version, at=self.at())
        return plans.approve(
            by=self.by(approver),
            version=version,
            seen=version.content_hash,
            decision=decision,
            decided_on=self.day,
            at=self.at(),
        )

    # --- carrying out ---------------------------------------------------------------------------

    def contract(self, project: Project, number: str, ends_on: date) -> list[Line]:
        """Choose the centre and sign contracts of both tiers; return the lines."""
        head = self.above(project)[2]
        actions.assign_implementer(
            by=head,
            project=project,
            organisation=self.centre,
            method=ImplementerMethod.ASSIGNMENT,
            reason="Trung tâm là đơn vị sự nghiệp khuyến công của tỉnh.",
            at=self.at(),
        )
        actions.sign_first(
            by=head,
            project=project,
            number=f"{number}/HĐ-KC",
            signed_on=self.day,
            ends_on=ends_on,
            advance_percent=50,
            advance_reason="Theo thỏa thuận trong hợp đồng, khi chưa có mức của tỉnh.",
            at=self.at(),
        )
        lines = list(project.lines.exclude(state__in=GONE).order_by("number"))
        for line in lines:
            actions.sign_second(
                by=self.by("CENTRE_HEAD"),
                project=project,
                lines=[line],
                number=f"{number}.{line.number}/HĐ-TH",
                signed_on=self.day,
                ends_on=ends_on,
                at=self.at(),
            )
        return lines

    def advance(self, line: Line, millions: int, paper: str) -> None:
        """Pay an advance of the line's main source."""
        actions.advance(
            by=self.by("CENTRE_ACCOUNTANT"),
            line=line,
            source=NATIONAL if line.project.level == Level.NATIONAL else PROVINCIAL,
            amount=millions * MILLION,
            paper=paper,
            reason="Theo hợp đồng.",
            at=self.at(),
        )

    def progress(self, line: Line, percent: int, told: str) -> None:
        """Tell how far it has come."""
        by = self.by("CENTRE_OFFICER")
        actions.report_progress(
            by=by, line=line, day=self.day, percent=percent, told=told, at=self.at()
        )

    def inspect(self, project: Project, minutes: str, finding: FindingTold) -> None:
        """Look at it, and find something."""
        actions.inspect(
            by=self.by("DEPT_OFFICER"),
            project=project,
            day=self.day,
            body=self.department,
            minutes=minutes,
            findings=[finding],
            at=self.at(),
        )

    def accept(self, line: Line, jobs: int | None = None) -> None:
        """Let a council accept the line as planned."""
        actions.accept_line(
            by=self.above(line.project)[2],
            line=line,
            day=self.day,
            quantity=line.quantity,
            cost=line.cost,
            accepted=self.support(line),
            words="Đạt khối lượng và chất lượng theo hợp đồng.",
            council=COUNCIL,
            jobs=jobs,
            at=self.at(),
        )

    def pay(self, line: Line, advanced: int = 0) -> None:
        """Pay what was accepted, less what was advanced."""
        for source, amount in self.support(line).items():
            rest = amount - advanced * MILLION
            by = self.by("CENTRE_ACCOUNTANT")
            actions.pay(
                by=by, line=line, source=source, amount=rest, paper="UNC (mẫu)", at=self.at()
            )

    def finish(self, project: Project) -> None:
        """Liquidate and settle."""
        head = self.above(project)[2]
        actions.liquidate(by=head, project=project, day=self.day, at=self.at())
        actions.settle(by=head, project=project, day=self.day, at=self.at())

    def ask(self, project: Project, *asks: Ask, reason: str) -> Adjustment:
        """Ask for a change of what was approved."""
        by = self.by("CENTRE_OFFICER")
        return actions.ask_adjustment(
            by=by, project=project, asks=asks, reason=reason, at=self.at()
        )

    @staticmethod
    def support(line: Line) -> dict[FundingSource, int]:
        """Return what the line is to get, by source."""
        return {SOURCE_OF[share.source]: share.amount for share in line.shares.all()}


def crew_of(department: Organisation, centre: Organisation, agency: Organisation) -> Crew:
    """Return the demonstration's people, the second officers opened where missing."""
    people = {role: User.objects.get(username=name) for role, name, _ in PEOPLE}
    for role, username, full_name in SECOND:
        body = agency if role.startswith("AGENCY") else department
        user = User.objects.filter(username=username).first()
        opened = datetime(YEAR, 1, 2, 1, tzinfo=UTC)
        people[f"{role} 2"] = user or open_account(
            person=Person(username, full_name), organisation=body, role=role, at=opened
        )
    return Crew(department, centre, agency, people)


def machine(
    firm: Establishment, what: str, cost: int, support: dict[FundingSource, int]
) -> LineTold:
    """Return a line for machinery of one establishment; millions of đồng."""
    return LineTold(
        what=what,
        year=YEAR,
        cost=cost * MILLION,
        support={source: amount * MILLION for source, amount in support.items()},
        establishment=firm,
        content="technical_demonstration_and_machinery",
        item="machinery",
        place=firm.commune,
        unit="bộ máy",
    )
