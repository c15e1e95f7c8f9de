"""What the law of the day stops, at which step, with its clause; what only asks for a word."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from khuyencong.applications.models import PaperKind
from khuyencong.core.refusal import Refused
from khuyencong.law.rules import Verdict
from khuyencong.projects import actions
from khuyencong.projects.models import Line, Project, StepPaper
from khuyencong.projects.queries import findings_of, missing_papers
from khuyencong.projects.states import Level, ProjectKind
from khuyencong.registry.actions.establishments import (
    SupportTold,
    override_double_support,
    record_support,
)
from khuyencong.registry.models import Establishment, Place
from khuyencong.registry.states import SupportProgramme
from khuyencong.values.vocabulary import FundingSource
from tests.factories import make_establishment, told
from tests.projects.crew import (
    NATIONAL,
    PAPER,
    PROVINCIAL,
    TODAY,
    Crew,
    M,
    at,
    fresh,
    only_line,
)

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n%%EOF"
UNVERIFIED = "chưa kiểm chứng"


def refused(act: Callable[..., Any], **given: Any) -> str:
    with pytest.raises(Refused) as caught:
        act(**{"at": at()} | given)
    return str(caught.value)


def register(crew: Crew, project: Project) -> str:
    return refused(actions.register, by=crew.registrar, project=fresh(project))


def firm_in(crew: Crew, commune: Place, name: str = "Công ty TNHH Thí Dụ") -> Establishment:
    return make_establishment(crew.officer, crew.department, told(commune, name))


def commune_of(province: str, kind: str) -> Place:
    found = Place.objects.filter(
        level="commune", kind=kind, valid_until=None, parents__parent__key=province
    )
    commune = found.order_by("key").first()
    assert commune
    return commune


# --- the place -----------------------------------------------------------------------------------


def test_a_ward_of_a_centrally_run_city_is_no_place_for_it(crew: Crew) -> None:
    project = crew.drafted()
    ward = commune_of("ha-noi", "phường")
    crew.line(project, establishment=firm_in(crew, ward), place=ward)
    words = register(crew, project)
    assert words.startswith("Dòng 1 (Công ty TNHH Thí Dụ): Phường ")
    assert "thuộc thành phố trực thuộc Trung ương: không đạt." in words
    assert words.endswith("Nghị định 235/2025/NĐ-CP)"), words
    assert UNVERIFIED not in words


def test_a_commune_of_the_same_city_is(crew: Crew) -> None:
    project = crew.drafted()
    commune = commune_of("ha-noi", "xã")
    crew.line(project, establishment=firm_in(crew, commune), place=commune)
    crew.register(fresh(project))


# --- ceilings ------------------------------------------------------------------------------------


def test_one_đồng_above_a_verified_ceiling_is_too_much(crew: Crew) -> None:
    project = crew.drafted(Level.NATIONAL)
    line = crew.line(project, support={NATIONAL: 100 * M + 1})
    words = register(crew, project)
    assert "nhiều nhất 100.000.000 đồng. Đề nghị vượt 1 đồng." in words
    assert words.endswith("(khoản 4 Điều 8 Thông tư 28/2018/TT-BTC)"), words
    crew.line(project, support={NATIONAL: 100 * M + 1}, over_ceiling_reason="Máy rất tốt")
    assert "vượt 1 đồng" in register(crew, project)
    for one in project.lines.all():
        actions.drop_line(by=crew.drafter, line=one, at=at())
    assert line.project_id == project.id
    crew.line(project, support={NATIONAL: 100 * M}, what="Máy bào hai mặt")
    crew.register(fresh(project))


def test_above_an_unverified_ceiling_waits_for_a_written_reason(crew: Crew) -> None:
    """The rule of the former Đồng Tháp goes on after the merger as far as nobody replaced it."""
    commune = commune_of("dong-thap-tu-2025", "xã")
    project = crew.drafted()
    firm = firm_in(crew, commune)
    line = crew.line(project, establishment=firm, place=commune, support={PROVINCIAL: 120 * M})
    words = register(crew, project)
    assert words.startswith("Dòng 1 (Công ty TNHH Thí Dụ): ")
    assert "Ghi lý do vượt mức ở dòng này." in words
    assert words.endswith(f"; {UNVERIFIED}).") or f"{UNVERIFIED})" in words
    told_again = {
        "what": line.what,
        "year": line.year,
        "cost": line.cost,
        "support": {PROVINCIAL: 120 * M},
        "establishment": firm,
        "item": "machinery",
        "place": commune,
        "over_ceiling_reason": "Hội đồng nhân dân đã cho phép",
    }
    actions.put_line(
        by=crew.drafter,
        project=project,
        line=line,
        told=actions.LineTold(**told_again),
        at=at(),
    )
    crew.register(fresh(project))


def test_an_unread_ceiling_stops_nothing(crew: Crew) -> None:
    project = crew.drafted()
    crew.line(project, support={PROVINCIAL: 199 * M})
    crew.register(fresh(project))
    support = [j for j in findings_of(project, TODAY) if j.finding.rule == "highest_support"]
    assert [one.finding.verdict for one in support] == [Verdict.UNCERTAIN]


def test_acceptance_is_held_to_what_the_work_really_cost(crew: Crew) -> None:
    project = crew.under_way(crew.one(Level.NATIONAL))
    with pytest.raises(Refused) as caught:
        crew.accept(only_line(project), source=NATIONAL, cost=150 * M)
    words = str(caught.value)
    assert "nhiều nhất 75.000.000 đồng. Nghiệm thu vượt 5.000.000 đồng." in words
    assert "khoản 4 Điều 8 Thông tư 28/2018/TT-BTC" in words


# --- no second support ---------------------------------------------------------------------------


def test_a_support_had_elsewhere_stops_until_somebody_answers_for_it(crew: Crew) -> None:
    project = crew.one()
    firm = only_line(project).establishment
    assert firm
    had = SupportTold(
        establishment=firm, programme=SupportProgramme.OCOP, item="Máy cưa vòng CNC", year=2024
    )
    record_support(by=crew.officer, told=had, at=at())
    words = register(crew, project)
    assert "đã hỗ trợ “Máy cưa vòng CNC”, năm 2024." in words
    assert "Cần người có thẩm quyền cho qua bằng văn bản." in words
    assert UNVERIFIED in words
    override_double_support(
        by=crew.head,
        establishment=firm,
        item="Máy cưa vòng CNC",
        day=TODAY,
        reason="Máy năm 2024 đã trả lại nhà nước",
        at=at(),
    )
    crew.register(fresh(project))


def test_the_same_machine_in_two_projects_is_approved_once(crew: Crew) -> None:
    first, second = crew.drafted(), crew.drafted()
    firm = crew.establishment()
    for project in (first, second):
        crew.line(project, establishment=firm)
    crew.appraised(fresh(first))
    crew.appraised(fresh(second))
    crew.approve(fresh(first))
    words = refused(actions.approve, by=crew.chair, project=fresh(second))
    assert f"Đề án {first.code} đã có “Máy cưa vòng CNC” cho cơ sở này, năm 2026." in words
    line = only_line(second)
    assert "Ghi lý do" in refused(actions.let_pass, by=crew.head, line=line, reason="")
    actions.let_pass(by=crew.head, line=line, reason="Hai xưởng, hai máy khác nhau", at=at())
    assert "Không có đề án nào khác" in refused(
        actions.let_pass, by=crew.head, line=line, reason="mẫu"
    )
    crew.approve(fresh(second))


# --- kinds ---------------------------------------------------------------------------------------


def test_a_key_project_has_contents_beneficiaries_and_years(crew: Crew) -> None:
    project = crew.drafted(Level.NATIONAL, kind=ProjectKind.KEY)
    crew.line(project)
    words = register(crew, project)
    assert words.startswith("Chưa đủ điều kiện đề án điểm. Cần ")
    assert words.endswith("(khoản 3 Điều 2 (sửa đổi 2018) Thông tư 36/2013/TT-BCT)"), words


def test_a_group_project_is_of_the_listed_kinds(crew: Crew) -> None:
    project = crew.drafted(Level.NATIONAL, kind=ProjectKind.GROUP)
    crew.line(project, item="showroom", support={NATIONAL: 10 * M})
    words = register(crew, project)
    assert "không lập đề án nhóm" in words
    assert "khoản 1 Điều 3a" in words


def test_a_local_kind_goes_by_rules_nobody_has_read(crew: Crew) -> None:
    project = crew.drafted(kind=ProjectKind.KEY)
    crew.line(project)
    crew.register(fresh(project))
    kind = [j.finding for j in findings_of(project, TODAY) if j.line is None]
    assert [one.verdict for one in kind] == [Verdict.UNCERTAIN]


# --- days and rates ------------------------------------------------------------------------------


def test_after_the_last_day_a_reason_is_due(crew: Crew) -> None:
    project = crew.drafted(Level.NATIONAL, first_year=2027, last_year=2027)
    crew.line(project)
    crew.register(fresh(project))
    crew.appraise_base(project)
    late = datetime(2026, 6, 20, 2, tzinfo=UTC)
    words = refused(actions.submit, by=crew.head, project=fresh(project), at=late)
    assert words == (
        "Đã quá hạn đăng ký. Hạn cuối 19/06/2026. Ghi lý do trình muộn."
        " (điểm b khoản 1 Điều 10 (sửa đổi 2018) Thông tư 36/2013/TT-BCT)"
    )
    on_time = datetime(2026, 6, 19, 16, 59, tzinfo=UTC)
    actions.submit(by=crew.head, project=fresh(project), at=on_time)


def trained(crew: Crew) -> Line:
    """Return a contracted line of a national class, which is advanced by the law's own rate."""
    project = crew.drafted(Level.NATIONAL, content="training")
    crew.line(
        project,
        content="training",
        item="training",
        what="Lớp may công nghiệp",
        establishment=None,
        support={NATIONAL: 100 * M},
    )
    crew.contracted(fresh(project))
    crew.sign_second(only_line(project))
    return only_line(project)


def test_a_verified_paper_that_is_missing_stops_the_step(crew: Crew) -> None:
    line = trained(crew)
    told_of = {
        "by": crew.accountant,
        "line": line,
        "source": NATIONAL,
        "amount": 70 * M,
        "paper": PAPER,
    }
    words = refused(actions.advance, **told_of)
    assert words == (
        "Còn thiếu giấy tờ: Kế hoạch tổ chức của đơn vị thực hiện (dòng 1)"
        " (TT 36/2013/TT-BCT, Điều 13 (sửa đổi 2018, khoản chưa đọc được))."
    )
    give_plan(crew, line)
    words = refused(actions.advance, **told_of | {"amount": 70 * M + 1})
    assert words.startswith("Tạm ứng nhiều nhất 70.000.000 đồng. Vượt 1 đồng. (Điều 13 ")
    actions.advance(at=at(), **told_of)
    words = refused(actions.advance, **told_of | {"amount": 1})
    assert "chỉ tạm ứng một lần" in words


def give_plan(crew: Crew, line: Line) -> None:
    kind = PaperKind.objects.get(code="ke-hoach-to-chuc")
    actions.add_paper(
        by=crew.drafter,
        project=line.project,
        line=line,
        kind=kind,
        file_name="ke-hoach.pdf",
        data=PDF,
        at=at(),
    )


def test_an_unverified_paper_only_warns(crew: Crew) -> None:
    project = crew.one()
    missing = missing_papers(project, project.lines.all(), TODAY, "register")
    assert [(one.told, one.blocks) for one in missing] == [
        ("Văn bản đề nghị hỗ trợ của cơ sở", False)
    ]
    crew.register(project)


def test_a_paper_that_officers_verify_blocks_and_one_taken_off_is_missing(crew: Crew) -> None:
    norm = StepPaper.objects.get(level="local", step="register")
    norm.clause, norm.verified = "Quy chế mẫu, Điều 5", True
    norm.save()
    project = crew.one()
    sentence = "Còn thiếu giấy tờ: Văn bản đề nghị hỗ trợ của cơ sở (Quy chế mẫu, Điều 5)."
    assert register(crew, project) == sentence
    use = actions.add_paper(
        by=crew.drafter,
        project=project,
        kind=PaperKind.objects.get(code="van-ban-de-nghi"),
        file_name="de-nghi.pdf",
        data=PDF,
        at=at(),
    )
    assert not missing_papers(project, [], TODAY, "register")
    actions.take_off_paper(by=crew.drafter, project=project, use=use, at=at())
    assert register(crew, project) == sentence


def test_a_stranger_puts_no_paper(crew: Crew) -> None:
    words = refused(
        actions.add_paper,
        by=crew.stranger,
        project=crew.one(),
        kind=PaperKind.objects.get(code="khac"),
        file_name="x.pdf",
        data=PDF,
    )
    assert words == "Anh/chị không có quyền thêm giấy tờ vào đề án này."


def test_every_finding_of_a_line_is_about_a_line_and_cites(crew: Crew) -> None:
    project = crew.one(Level.NATIONAL)
    rules = [one.finding.rule for one in findings_of(project, TODAY)]
    assert rules == [
        "eligible_form",
        "eligible_size",
        "eligible_place",
        "highest_support",
        "no_double_support",
    ]
    assert all(one.line for one in findings_of(project, TODAY))


def test_a_local_rate_of_advance_is_not_the_national_one(crew: Crew) -> None:
    project = crew.drafted(content="training")
    crew.line(
        project,
        content="training",
        item="training",
        what="Lớp may",
        establishment=None,
        support={PROVINCIAL: 100 * M},
    )
    crew.contracted(fresh(project))
    line = only_line(project)
    crew.sign_second(line)
    words = refused(
        actions.advance,
        by=crew.accountant,
        line=line,
        source=FundingSource.PROVINCIAL,
        amount=50 * M + 1,
        paper=PAPER,
    )
    assert re.match("Mức tạm ứng 50 % của hợp đồng", words)
