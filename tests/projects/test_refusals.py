"""What each act refuses, in its very words."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from khuyencong.core.refusal import Refused
from khuyencong.projects import actions
from khuyencong.projects.actions import FindingTold, MemberTold
from khuyencong.projects.models import CouncilSeat, InspectionFinding, Line, Project
from khuyencong.projects.states import (
    AppraisalLevel,
    ImplementerMethod,
    LineState,
    ProjectKind,
    ProjectState,
    Verdict,
)
from tests.projects.crew import (
    COMMUNE,
    COUNCIL,
    PAPER,
    PROVINCIAL,
    TODAY,
    Crew,
    M,
    at,
    fresh,
    only_line,
)

BASE, UPPER = AppraisalLevel.BASE, AppraisalLevel.UPPER
TOMORROW = TODAY + timedelta(days=1)


def refuses(sentence: str, act: Callable[..., Any], **told: Any) -> None:
    """Check that the act says exactly this, and changes nothing."""
    before = list(Project.objects.order_by("id").values_list("state", "version"))
    with pytest.raises(Refused, match=f"^{re.escape(sentence)}$"):
        act(at=at(), **told)
    assert list(Project.objects.order_by("id").values_list("state", "version")) == before


def test_what_is_not_whole_is_not_registered(crew: Crew) -> None:
    empty = crew.drafted()
    refuses("Đề án chưa có dòng hỗ trợ nào.", actions.register, by=crew.registrar, project=empty)
    without = crew.drafted(purpose="")
    crew.line(without)
    refuses(
        "Ghi sự cần thiết và mục tiêu của đề án trước khi đăng ký.",
        actions.register,
        by=crew.registrar,
        project=without,
    )
    unnamed = crew.drafted(kind=ProjectKind.GROUP)
    crew.line(unnamed, establishment=None)
    refuses(
        "Dòng 1: ghi đơn vị thụ hưởng; hỗ trợ máy móc, mô hình phải nêu tên cơ sở khi đăng ký.",
        actions.register,
        by=crew.registrar,
        project=unnamed,
    )


def test_a_page_made_from_an_older_version_is_refused(crew: Crew) -> None:
    project = crew.one()
    refuses(
        "Đề án vừa được người khác thay đổi. Xin tải lại trang, xem lại rồi làm tiếp.",
        actions.register,
        by=crew.registrar,
        project=project,
        seen=project.version - 1,
    )
    assert actions.register(
        by=crew.registrar, project=project, at=at(), seen=project.version
    ).state == (ProjectState.REGISTERED)


def test_registering_and_withdrawing_are_refused_in_words(crew: Crew) -> None:
    project = crew.one()
    refuses(
        "Anh/chị không có quyền “Đăng ký” ở hồ sơ này.",
        actions.register,
        by=crew.drafter,
        project=project,
    )
    refuses(
        "Ghi lý do khi “Rút đề án”.",
        actions.withdraw,
        by=crew.registrar,
        project=project,
        reason=" ",
    )
    refuses(
        "Lý do dài 1001 ký tự; tối đa 1000. Xin viết gọn lại.",
        actions.withdraw,
        by=crew.registrar,
        project=project,
        reason="a" * 1001,
    )
    refuses(
        "Lý do có ký tự NUL, không phải chữ. Xin gõ lại.",
        actions.withdraw,
        by=crew.registrar,
        project=project,
        reason="a\0b",
    )
    crew.register(project)
    refuses(
        "Không thể “Đăng ký” khi hồ sơ đang ở bước “Đã đăng ký”.",
        actions.register,
        by=crew.registrar,
        project=project,
    )
    actions.withdraw(by=crew.registrar, project=project, reason="Cơ sở thôi", at=at())
    assert fresh(project).state == ProjectState.WITHDRAWN


def test_appraisal_is_scored_whole_within_its_criteria(crew: Crew) -> None:
    project = crew.register(crew.one())
    told = {"by": crew.officer, "project": project, "level": BASE}
    refuses(
        "Chưa chấm tiêu chí “Phù hợp chủ trương, chính sách, quy hoạch phát triển công nghiệp”.",
        actions.score,
        points={},
        **told,
    )
    refuses("Không có tiêu chí “x” trong phiếu này.", actions.score, points={"x": 1}, **told)
    points = dict.fromkeys(
        ("policy", "content", "money", "effect", "beneficiary", "implementer"), 9
    )
    refuses(
        "“Hiệu quả kinh tế, xã hội, môi trường; khả năng nhân rộng”: từ 0 đến 10 điểm.",
        actions.score,
        points=points | {"effect": 11},
        **told,
    )
    sheet = actions.score(points=points, at=at(), **told)
    assert sheet.total == 54
    again = actions.score(points=points | {"effect": 10}, at=at(), **told)
    assert (again.id, again.total) == (sheet.id, 55)


def test_the_own_drafter_does_not_appraise(crew: Crew) -> None:
    project = crew.register(crew.one())
    crew.head.memberships.create(
        organisation=crew.centre, role="CENTRE_OFFICER", valid_from=date(2020, 1, 1)
    )
    of_both = type(crew.head).objects.get(id=crew.head.id)
    refuses(
        "Người của đơn vị thực hiện không thẩm định đề án của mình.",
        actions.conclude,
        by=of_both,
        project=project,
        level=BASE,
        verdict=Verdict.PASS,
        words="Đạt",
    )
    project.steps.create(
        step="draft",
        after="draft",
        by=crew.second_officer.id,
        holder=crew.department,
        at=at(),
    )
    refuses(
        "Anh/chị đã soạn đề án này nên không được “Chấm thẩm định cơ sở”: người làm không tự xét.",
        actions.score,
        by=crew.second_officer,
        project=project,
        level=BASE,
        points={},
    )


def test_a_conclusion_needs_sheets_of_others_without_conflict(crew: Crew) -> None:
    project = crew.register(crew.one())
    told = {
        "by": crew.head,
        "project": project,
        "level": BASE,
        "verdict": Verdict.PASS,
        "words": "Đạt",
    }
    crew.score(project, BASE, crew.officer)
    few = "Cần ít nhất 2 phiếu thẩm định không xung đột lợi ích; mới có 1."
    refuses(few, actions.conclude, **told)
    actions.declare_conflict(
        by=crew.second_officer, project=project, level=BASE, words="Em ruột", at=at()
    )
    refuses(few, actions.conclude, **told)
    refuses(
        "Anh/chị đã khai xung đột lợi ích nên không chấm phiếu lần này.",
        actions.score,
        by=crew.second_officer,
        project=project,
        level=BASE,
        points={},
    )
    refuses(
        "Ghi lý do khi “Trả lại sau thẩm định cơ sở”.",
        actions.conclude,
        **told | {"verdict": Verdict.RETURN},
    )
    actions.conclude(**told | {"verdict": Verdict.RETURN, "reason": "Thiếu dự toán"}, at=at())
    assert fresh(project).state == ProjectState.RETURNED
    crew.register(fresh(project))
    refuses(few.replace("mới có 1", "mới có 0"), actions.conclude, **told)
    crew.appraise_base(project)
    assert list(project.appraisals.order_by("round").values_list("round", "verdict")) == [
        (1, "return"),
        (2, "pass"),
    ]


def test_who_appraised_does_not_approve_and_no_step_is_skipped(crew: Crew) -> None:
    project = crew.register(crew.one())
    refuses(
        "Không thể “Phê duyệt trong kế hoạch” khi hồ sơ đang ở bước “Đã đăng ký”.",
        actions.approve,
        by=crew.chair,
        project=project,
    )
    crew.appraise_base(project)
    crew.submit(project)
    crew.appraise_upper(project)
    project.steps.create(
        step="score_upper", after="submitted", by=crew.chair.id, holder=crew.department, at=at()
    )
    refuses(
        "Anh/chị đã chấm thẩm định đề án này nên không được “Phê duyệt trong kế hoạch”:"
        " người làm không tự xét.",
        actions.approve,
        by=crew.chair,
        project=project,
    )


def test_contracts_of_the_first_tier_are_refused_in_words(crew: Crew) -> None:
    project = crew.approved(crew.one())
    told = {"by": crew.head, "project": project, "number": "01/HĐ", "signed_on": TODAY}
    refuses("Chọn đơn vị thực hiện trước khi ký hợp đồng.", actions.sign_first, **told)
    refuses(
        "Ghi lý do khi “Chọn đơn vị thực hiện”.",
        actions.assign_implementer,
        by=crew.head,
        project=project,
        organisation=crew.centre,
        method=ImplementerMethod.ASSIGNMENT,
        reason="",
    )
    refuses(
        "Chọn cách chọn đơn vị thực hiện.",
        actions.assign_implementer,
        by=crew.head,
        project=project,
        organisation=crew.centre,
        method="hú họa",
        reason="mẫu",
    )
    crew.assign(project)
    refuses("Ngày ký 03/03/2026 chưa tới.", actions.sign_first, **told | {"signed_on": TOMORROW})
    refuses(
        "Ngày hoàn thành trong hợp đồng không được trước ngày ký.",
        actions.sign_first,
        **told | {"ends_on": date(2026, 3, 1)},
    )
    refuses("Số văn bản: chưa ghi.", actions.sign_first, **told | {"number": ""})
    refuses(
        "Mức tạm ứng trong hợp đồng phải từ 1 % đến 100 %.",
        actions.sign_first,
        **told | {"advance_percent": 101, "advance_reason": "mẫu"},
    )
    refuses("Căn cứ mức tạm ứng: chưa ghi.", actions.sign_first, **told | {"advance_percent": 50})
    contract = actions.sign_first(at=at(), **told)
    assert list(contract.shares.values_list("source", "amount")) == [("provincial", 80 * M)]


def test_a_contract_binds_what_was_committed_and_no_other_sum(crew: Crew) -> None:
    project = crew.appraised(crew.one())
    actions.approve(by=crew.chair, project=project, at=at())
    crew.assign(project)
    refuses(
        "Dòng 1: kinh phí giao trong sổ chưa khớp số hỗ trợ được duyệt.",
        actions.sign_first,
        by=crew.head,
        project=project,
        number="01/HĐ",
        signed_on=TODAY,
    )


def test_contracts_of_the_second_tier_are_refused_in_words(crew: Crew) -> None:
    project = crew.drafted(kind=ProjectKind.GROUP)
    crew.line(project)
    crew.line(project, establishment=crew.establishment("Hộ Thí Dụ"), what="Máy sấy")
    crew.contracted(fresh(project))
    first, second = project.lines.order_by("number")
    told = {"by": crew.registrar, "project": fresh(project), "number": "1", "signed_on": TODAY}
    refuses("Chọn dòng hỗ trợ để ký hợp đồng.", actions.sign_second, lines=[], **told)
    refuses(
        "Mỗi hợp đồng chỉ với một đơn vị thụ hưởng.",
        actions.sign_second,
        lines=[first, second],
        **told,
    )
    foreign = crew.one().lines.get()
    refuses("Dòng này thuộc một đề án khác.", actions.sign_second, lines=[foreign], **told)
    actions.sign_second(lines=[first], at=at(), **told)
    refuses("Đã có văn bản số 1. Xin kiểm tra lại số.", actions.sign_second, lines=[second], **told)
    refuses(
        "Không thể “Ký hợp đồng với đơn vị thụ hưởng” khi hồ sơ đang ở bước “Đã ký hợp đồng”.",
        actions.sign_second,
        lines=[first],
        **told | {"number": "2"},
    )


def test_an_annex_moves_days_and_no_money(crew: Crew) -> None:
    project = crew.contracted(crew.one())
    contract = project.contracts.get()
    told = {"by": crew.head, "contract": contract, "number": "PL1", "told": "Lùi ngày"}
    refuses(
        "Phụ lục không được ký trước hợp đồng.",
        actions.annex,
        signed_on=date(2026, 3, 1),
        **told,
    )
    actions.annex(signed_on=TODAY, ends_on=date(2026, 12, 1), at=at(), **told)
    contract.refresh_from_db()
    assert contract.ends_on == date(2026, 12, 1)
    refuses("Đã có văn bản số PL1. Xin kiểm tra lại số.", actions.annex, signed_on=TODAY, **told)


def test_a_beneficiary_is_named_only_for_an_unnamed_line_of_a_group(crew: Crew) -> None:
    single = crew.approved(crew.one())
    refuses(
        "Dòng này đã có đơn vị thụ hưởng: muốn đổi phải đề nghị điều chỉnh.",
        actions.name_beneficiary,
        by=crew.drafter,
        line=only_line(single),
        establishment=crew.establishment("Hộ Khác"),
    )
    project = crew.drafted(kind=ProjectKind.GROUP, content="consultancy")
    crew.line(project, establishment=None, content="consultancy", item="consultancy", what="Tư vấn")
    crew.approved(fresh(project))
    line = actions.name_beneficiary(
        by=crew.drafter,
        line=only_line(project),
        establishment=crew.establishment("Hộ Mới"),
        at=at(),
    )
    assert line.establishment is not None


def test_advances_keep_to_the_rate_of_the_contract(crew: Crew) -> None:
    project = crew.contracted(crew.one())
    line = only_line(project)
    told = {"by": crew.accountant, "line": line, "source": PROVINCIAL, "paper": PAPER}
    refuses(
        "Không thể “Tạm ứng” khi hồ sơ đang ở bước “Được duyệt”.",
        actions.advance,
        amount=1,
        **told,
    )
    crew.sign_second(line)
    refuses("Số tạm ứng phải lớn hơn 0.", actions.advance, amount=0, **told)
    refuses("Ngày tạm ứng 03/03/2026 chưa tới.", actions.advance, amount=1, day=TOMORROW, **told)
    refuses(
        "Mức tạm ứng 50 % của hợp đồng 80.000.000 đồng là 40.000.000 đồng;"
        " đã tạm ứng 0 đồng, cần thêm 40.000.001 đồng.",
        actions.advance,
        amount=40 * M + 1,
        **told,
    )
    refuses(
        "Chưa ghi số tiền của dòng nào.", actions.advance, amount=1, **told | {"source": COMMUNE}
    )
    crew.advance(line, 40 * M)
    assert only_line(project).state == LineState.ADVANCED


def test_without_a_rate_there_is_no_advance(crew: Crew) -> None:
    project = crew.approved(crew.one())
    crew.assign(project)
    crew.sign_first(project, advance_percent=None, advance_reason="")
    line = only_line(project)
    crew.sign_second(line)
    refuses(
        "Mức tạm ứng của nội dung này chưa đọc được trong văn bản: phải ghi mức và căn cứ trong"
        " hợp đồng với đơn vị thực hiện trước khi tạm ứng.",
        actions.advance,
        by=crew.accountant,
        line=line,
        source=PROVINCIAL,
        amount=1,
        paper=PAPER,
    )


def test_progress_and_inspections_are_refused_in_words(crew: Crew) -> None:
    project = crew.contracted(crew.one())
    line = only_line(project)
    told = {"by": crew.drafter, "line": line, "day": TODAY, "told": "Đang lắp"}
    refuses("Khối lượng phải từ 0 % đến 100 %.", actions.report_progress, percent=101, **told)
    refuses("Đã làm được: chưa ghi.", actions.report_progress, percent=1, **told | {"told": ""})
    refuses(
        "Ngày báo cáo 03/03/2026 chưa tới.",
        actions.report_progress,
        percent=1,
        **told | {"day": TOMORROW},
    )
    crew.progress(line, 40)
    looked = {"by": crew.officer, "project": fresh(project), "day": TODAY, "body": crew.department}
    refuses("Biên bản kiểm tra: chưa ghi.", actions.inspect, minutes=" \n ", **looked)
    early = FindingTold(told="Lắp biển tên", due_on=date(2026, 3, 1))
    refuses(
        "Hạn khắc phục không được trước ngày kiểm tra.",
        actions.inspect,
        minutes="Đã xem",
        findings=[early],
        **looked,
    )
    refuses(
        "Anh/chị không có quyền “Kiểm tra” ở hồ sơ này.",
        actions.inspect,
        minutes="Đã xem",
        **looked | {"by": crew.stranger},
    )
    foreign = FindingTold(told="Lắp biển tên", line=crew.one().lines.get())
    refuses(
        "Dòng này thuộc một đề án khác.",
        actions.inspect,
        minutes="Đã xem",
        findings=[foreign],
        **looked,
    )


def test_a_line_with_an_open_finding_is_not_accepted(crew: Crew) -> None:
    project = crew.under_way(crew.one())
    line = only_line(project)
    actions.inspect(
        by=crew.officer,
        project=project,
        day=TODAY,
        body=crew.department,
        minutes="Đã xem máy.\nChưa có biển.",
        findings=[FindingTold(told="Lắp biển tên máy", line=line)],
        at=at(),
    )
    sentence = "Còn kiến nghị kiểm tra chưa khắc phục: Lắp biển tên máy"
    refuses(sentence, _accept(crew), line=line)
    finding = InspectionFinding.objects.get()
    refuses(
        "Đã khắc phục thế nào: chưa ghi.",
        actions.close_finding,
        by=crew.officer,
        finding=finding,
        how="",
    )
    actions.close_finding(by=crew.officer, finding=finding, how="Đã lắp", at=at())
    refuses(
        "Kiến nghị này đã đóng.", actions.close_finding, by=crew.officer, finding=finding, how="x"
    )
    crew.accept(line)
    assert fresh(project).state == ProjectState.ACCEPTED


def _accept(crew: Crew, **more: Any) -> Callable[..., Any]:
    def do(*, at: Any, line: Line, **told: Any) -> None:
        crew.accept(line, **told)

    return do


def test_acceptance_is_refused_in_words(crew: Crew) -> None:
    project = crew.under_way(crew.one())
    line, accept = only_line(project), _accept(crew)
    alone = [MemberTold(full_name="A", body_name="Sở", chairs=True)]
    nobody = [MemberTold(full_name="A", body_name="Sở"), MemberTold(full_name="B", body_name="Xã")]
    chair = "Hội đồng nghiệm thu cần đúng một người chủ trì."
    refuses(chair, accept, line=line, council=nobody)
    refuses(chair, accept, line=line, council=[*COUNCIL, *alone])
    refuses("Hội đồng nghiệm thu cần từ hai người trở lên.", accept, line=line, council=alone)
    CouncilSeat.objects.filter(level="local", seat="beneficiary").update(
        clause="Quy chế mẫu, Điều 9", verified=True
    )
    refuses("Hội đồng thiếu đại diện Đơn vị thụ hưởng (Quy chế mẫu, Điều 9).", accept, line=line)
    CouncilSeat.objects.update(verified=False)
    refuses("Kết luận nghiệm thu: chưa ghi.", accept, line=line, words="")
    refuses("Chi phí thực tế phải lớn hơn 0 và không quá lớn.", accept, line=line, cost=0)
    refuses("Ngày nghiệm thu 03/03/2026 chưa tới.", accept, line=line, day=TOMORROW)
    refuses(
        "Ghi số tiền được nghiệm thu; không nghiệm thu được gì thì ngừng dòng này.",
        accept,
        line=line,
        accepted={PROVINCIAL: 0},
    )
    refuses(
        "Số nghiệm thu 80.000.000 đồng lớn hơn chi phí thực tế 79.999.999 đồng.",
        accept,
        line=line,
        cost=80 * M - 1,
    )
    refuses(
        "Dòng 1 không có ngân sách xã trong hợp đồng.", accept, line=line, accepted={COMMUNE: 1}
    )
    refuses(
        "Khuyến công cấp tỉnh năm 2026: chỉ còn 80.000.000 đồng trong hợp đồng mà chưa nghiệm"
        " thu; cần 80.000.001 đồng.",
        accept,
        line=line,
        accepted={PROVINCIAL: 80 * M + 1},
    )
    refuses(
        "Anh/chị không có quyền “Nghiệm thu” ở hồ sơ này.",
        actions.accept_line,
        by=crew.drafter,
        line=line,
        day=TODAY,
        quantity=1,
        cost=1,
        accepted={},
        words="",
        council=(),
    )


def test_payment_liquidation_and_settlement_are_refused_in_words(crew: Crew) -> None:
    project = crew.under_way(crew.one())
    line = only_line(project)
    crew.advance(line, 40 * M)
    crew.accept(line, 30 * M)
    told = {"by": crew.accountant, "line": line, "source": PROVINCIAL, "paper": PAPER}
    refuses(
        "Dòng 1: đã nghiệm thu 30.000.000 đồng, đã thanh toán 30.000.000 đồng; chỉ còn 0 đồng"
        " được thanh toán, không phải 1 đồng.",
        actions.pay,
        amount=1,
        **told,
    )
    refuses("Số thanh toán không được âm.", actions.pay, amount=-1, **told)
    actions.pay(amount=0, at=at(), **told)
    refuses("Dòng 1 đã thanh toán đủ.", actions.pay, amount=0, **told)
    refuses(
        "Không thể “Duyệt quyết toán” khi hồ sơ đang ở bước “Đã nghiệm thu”.",
        actions.settle,
        by=crew.head,
        project=project,
        day=TODAY,
    )
    refuses(
        "Ngày thanh lý không được trước ngày ký hợp đồng 01/HĐ-KC (02/03/2026).",
        actions.liquidate,
        by=crew.head,
        project=project,
        day=date(2026, 3, 1),
    )
    crew.liquidate(project)
    refuses(
        "Dòng 1 còn tạm ứng chưa thanh toán 10.000.000 đồng: thu hồi hoặc nghiệm thu trước khi"
        " quyết toán.",
        actions.settle,
        by=crew.head,
        project=project,
        day=TODAY,
    )
    actions.refund(amount=10 * M, at=at(), **told)
    crew.settle(project)
    refuses(
        "Dòng 1 chưa được theo dõi lần nào sau hỗ trợ.",
        actions.close,
        by=crew.drafter,
        project=project,
    )
    seen = {"by": crew.officer, "line": line, "day": TODAY, "still_used": True}
    refuses(
        "Số lao động, thu nhập, doanh thu, sản lượng không được âm.",
        actions.follow_up,
        jobs=-1,
        **seen,
    )
    actions.follow_up(at=at(), **seen)
    refuses("Ngày này đã có một lần theo dõi của dòng này.", actions.follow_up, **seen)


def test_an_unpaid_line_is_not_settled(crew: Crew) -> None:
    project = crew.under_way(crew.one())
    line = only_line(project)
    crew.accept(line)
    refuses(
        "Dòng 1 còn 80.000.000 đồng phải thanh toán.",
        actions.pay,
        by=crew.accountant,
        line=line,
        source=PROVINCIAL,
        amount=0,
        paper=PAPER,
    )
    crew.liquidate(project)
    refuses(
        "Dòng 1 còn 80.000.000 đồng đã nghiệm thu mà chưa thanh toán.",
        actions.settle,
        by=crew.head,
        project=project,
        day=TODAY,
    )


def test_nothing_moves_while_it_rests(crew: Crew) -> None:
    project = crew.under_way(crew.one())
    line = only_line(project)
    actions.suspend(by=crew.head, project=project, reason="Chờ mặt bằng", at=at())
    refuses(
        "Không thể “Tạm ứng” khi đề án đang ở bước “Tạm dừng”.",
        actions.advance,
        by=crew.accountant,
        line=line,
        source=PROVINCIAL,
        amount=1,
        paper=PAPER,
    )
    actions.resume(by=crew.head, project=project, at=at())
    assert fresh(project).state == ProjectState.IN_PROGRESS
