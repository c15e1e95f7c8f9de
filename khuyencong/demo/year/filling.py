"""Fourteen đề án of the demonstration's province, each led to another place of its life."""

from datetime import date, datetime

from django.db import transaction

from khuyencong.demo.establishments import PROVINCE
from khuyencong.demo.year.people import (
    MILLION,
    NATIONAL,
    PROVINCIAL,
    YEAR,
    Crew,
    crew_of,
    machine,
)
from khuyencong.demo.year.requesting import grown_from_a_need
from khuyencong.projects import actions
from khuyencong.projects.actions import FindingTold, LineTold
from khuyencong.projects.models import Project
from khuyencong.projects.rules.changes import Replace, SetField
from khuyencong.registry.models import Establishment, Organisation
from khuyencong.registry.queries import department_of
from khuyencong.registry.states import OrganisationKind
from khuyencong.values.dates import day_in_vietnam
from khuyencong.values.vocabulary import FundingSource

COMMUNE = FundingSource.COMMUNE
#: From here on the year's plan may be tried: the days below have passed.
FROM = date(YEAR, 11, 20)


@transaction.atomic
def fill(at: datetime) -> int:
    """Keep the year in flight; return how many đề án are new, 0 a second time.

    Needs the demonstration's accounts and establishments. What somebody changed stays. Before its
    days have passed nothing is kept: no act is told of a day to come.
    """
    today = day_in_vietnam(at)
    if today < FROM:
        return 0
    department = department_of(PROVINCE, today)
    own = Project.objects.filter(custodian=department, first_year=YEAR, is_demonstration=True)
    if own.exists():
        return 0
    agency = Organisation.objects.get(kind=OrganisationKind.AGENCY)
    centre = Organisation.objects.get(kind=OrganisationKind.CENTRE, place=department.place)
    year = _Year(crew_of(department, centre, agency))
    year.run()
    return own.count()


class _Year:
    """The đề án by short names, and what happens to them from month to month."""

    def __init__(self, crew: Crew) -> None:
        self.crew = crew
        self.made: dict[str, Project] = {}

    def run(self) -> None:
        self._january()
        self._february()
        self._spring()
        self._summer()
        self._autumn()

    def on(self, month: int, day: int) -> Crew:
        self.crew.day = date(YEAR, month, day)
        return self.crew

    def __getitem__(self, name: str) -> Project:
        return Project.objects.get(id=self.made[name].id)

    def _january(self) -> None:
        """Draft and appraise what the two plans of the year will hold."""
        crew = self.on(1, 6)
        crew.allot(PROVINCIAL, 2_500, "QĐ 01/QĐ-UBND (mẫu)")
        crew.allot(COMMUNE, 300, "QĐ 02/QĐ-UBND (mẫu)")
        crew.allot(NATIONAL, 900, "QĐ 03/QĐ-BCT (mẫu)")
        for number, (name, project) in enumerate(self._drafts(), start=1):
            self.on(1, 8 + number)
            self.made[name] = crew.to_plan(project, less=number % 3)

    def _drafts(self) -> list[tuple[str, Project]]:
        crew = self.crew
        return [
            ("information", crew.draft("Chuyên mục khuyến công trên báo và truyền hình", _work(
                "Chuyên mục tuyên truyền khuyến công", 150, "information", "broadcast", 12,
                "chuyên mục"))),
            ("press", crew.draft("Hỗ trợ máy dập cơ khí", machine(
                _firm("Công ty cổ phần Cơ khí Ví Dụ"), "Máy dập thủy lực 200 tấn", 620,
                {PROVINCIAL: 200}))),
            ("group", crew.draft(
                "Ứng dụng máy móc tiên tiến cho hai cơ sở may và nhựa",
                machine(_firm("Công ty TNHH MTV May Mẫu"), "Máy cắt vải tự động", 520,
                        {PROVINCIAL: 160, COMMUNE: 40}),
                machine(_firm("Công ty TNHH Nhựa Mẫu Một"), "Máy ép nhựa tiết kiệm điện", 640,
                        {PROVINCIAL: 180, COMMUNE: 50}))),
            ("class", crew.draft("Dạy nghề may công nghiệp cho lao động nông thôn", _work(
                "Lớp dạy nghề may công nghiệp", 180, "training", "training", 70, "lao động"))),
            ("kiln", crew.draft("Hỗ trợ lò nung gốm tiết kiệm năng lượng", machine(
                _firm("DNTN Gốm Thí Dụ"), "Lò nung con thoi dùng khí hóa lỏng", 560,
                {PROVINCIAL: 180}))),
            ("packing", crew.draft("Hỗ trợ máy đóng gói", machine(
                _firm("Công ty CP Bao bì Ví Dụ"), "Máy đóng gói chân không", 300,
                {PROVINCIAL: 120}))),
            ("fair", crew.draft("Gian hàng tại hội chợ hàng công nghiệp nông thôn", _work(
                "Thuê, dàn dựng gian hàng", 240, "typical_products", "join_fair", 20,
                "gian hàng"))),
            ("electronics", crew.draft("Ứng dụng máy gắn linh kiện trong sản xuất điện tử", machine(
                _firm("Công ty TNHH Điện tử Ví Dụ"), "Máy gắn linh kiện bề mặt", 900,
                {NATIONAL: 300}))),
            ("loom", crew.draft("Ứng dụng khung dệt bán tự động", machine(
                _firm("HTX Dệt thổ cẩm Mẫu"), "Khung dệt bán tự động", 420, {NATIONAL: 200}))),
        ]  # fmt: skip

    def _february(self) -> None:
        """Approve the province's plan and the nation's."""
        crew = self.on(2, 10)
        crew.plan(crew.department, "12/QĐ-UBND (mẫu)")
        self.on(2, 24)
        crew.plan(crew.agency, "35/QĐ-BCT (mẫu)")

    def _spring(self) -> None:
        """Sign; one firm steps back and another takes its place."""
        crew = self.on(3, 4)
        ends = {"fair": date(YEAR, 8, 31)}
        names = ("information", "press", "group", "class", "kiln", "fair", "electronics")
        for number, name in enumerate(names, start=1):
            crew.contract(self[name], f"{number:02d}", ends.get(name, date(YEAR, 11, 30)))
        self.on(4, 7)
        line = self["packing"].lines.get()
        other = _firm("Cơ sở Bánh kẹo Thí Dụ")
        asked = crew.ask(
            self["packing"],
            Replace(str(line.id), str(other.id), "Cơ sở chuyển hướng đầu tư, không mua máy."),
            reason="Cơ sở thụ hưởng có văn bản xin rút; cơ sở thay thế có cùng nhu cầu.",
        )
        head = crew.by("DEPT_HEAD")
        actions.approve_adjustment(by=head, adjustment=asked, words="Đồng ý.", at=crew.at())

    def _summer(self) -> None:
        """Advance, work, inspect, accept the first."""
        crew = self.on(5, 12)
        crew.advance(self["press"].lines.get(), 100, "UNC 21 (mẫu)")
        crew.advance(self["electronics"].lines.get(), 90, "UNC 22 (mẫu)")
        first, second = self["group"].lines.order_by("number")
        crew.advance(first, 60, "UNC 23 (mẫu)")
        crew.progress(second, 10, "Đã chọn nhà cung cấp máy.")
        crew.progress(self["information"].lines.get(), 60, "Đã phát 7 chuyên mục.")
        crew.progress(self["press"].lines.get(), 80, "Máy đã về xưởng.")
        crew.progress(self["class"].lines.get(), 50, "Đã mở một lớp, 35 người học.")
        crew.progress(self["kiln"].lines.get(), 20, "Đang xây bệ lò.")
        crew.progress(self["fair"].lines.get(), 40, "Đã đăng ký gian hàng.")
        self.on(6, 18)
        crew.inspect(
            self["class"],
            "Kiểm tra lớp học tại xã: đủ số người, giáo án đúng hợp đồng; sổ điểm danh chưa đủ.",
            FindingTold(
                told="Bổ sung chữ ký vào sổ điểm danh của hai buổi học.",
                due_on=date(YEAR, 7, 15),
                line=self["class"].lines.get(),
            ),
        )
        self.on(7, 22)
        crew.accept(self["press"].lines.get(), jobs=6)
        crew.pay(self["press"].lines.get(), advanced=100)

    def _autumn(self) -> None:
        """Settle one; ask to put an end off; leave others where they wait."""
        crew = self.on(9, 16)
        crew.accept(self["information"].lines.get())
        crew.pay(self["information"].lines.get())
        crew.finish(self["information"])
        self.on(10, 20)
        crew.ask(
            self["kiln"],
            SetField("ends_on", date(YEAR, 12, 20).isoformat()),
            reason="Mưa kéo dài, bệ lò xây chậm; xin lùi ngày hoàn thành.",
        )
        self.on(11, 3)
        waits = crew.draft("Hỗ trợ máy sấy nón lá", machine(
            _firm("Tổ hợp tác Nón lá Thí Dụ"), "Máy sấy lá", 160, {PROVINCIAL: 70}))  # fmt: skip
        crew.register(waits)
        submitted = crew.draft("Hỗ trợ dây chuyền đóng chai", machine(
            _firm("Liên hiệp HTX Nông sản Ví Dụ"), "Dây chuyền chiết rót, đóng chai", 480,
            {NATIONAL: 180}))  # fmt: skip
        crew.to_base(submitted)
        crew.submit(submitted)
        returned = crew.draft("Hỗ trợ máy tiện gỗ mỹ nghệ", machine(
            _firm("Hộ kinh doanh Nguyễn Văn Thí Dụ"), "Máy tiện gỗ CNC", 260,
            {PROVINCIAL: 100}))  # fmt: skip
        grown = grown_from_a_need(crew, _firm("Hộ KD Trần Thị Mẫu"), "Máy nhào trộn đất sét")
        crew.to_base(grown)
        crew.register(returned)
        crew.return_(returned, "Bổ sung báo giá và cam kết vốn đối ứng của cơ sở.")
        crew.draft("Tập huấn khởi sự doanh nghiệp (bản thảo)", _work(
            "Lớp khởi sự doanh nghiệp", 60, "management_capacity", "start_up", 40,
            "học viên"))  # fmt: skip


def _firm(name: str) -> Establishment:
    return Establishment.objects.get(name=name, is_demonstration=True)


def _work(what: str, millions: int, content: str, item: str, quantity: int, unit: str) -> LineTold:
    """Return a line of the programme's own work: it benefits no one firm."""
    return LineTold(
        what=what,
        year=YEAR,
        cost=millions * MILLION,
        support={PROVINCIAL: millions * MILLION},
        content=content,
        item=item,
        quantity=quantity,
        unit=unit,
    )
