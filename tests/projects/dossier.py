"""A đề án with everything that its documents can tell; names are nobody's."""

from dataclasses import replace
from datetime import date

from khuyencong.core.identity import new_id
from khuyencong.projects.queries.documents.facts import (
    Accepted,
    AdjustmentTold,
    AnnexTold,
    AppraisalTold,
    Basis,
    Beneficiary,
    Body,
    ContractTold,
    Criterion,
    Dossier,
    FindingTold,
    InspectionTold,
    LineTold,
    Member,
    Money,
    Sheet,
)

DAY = date(2026, 11, 20)
DEPARTMENT = Body(
    id=new_id(),
    name="Sở Công Thương",
    superior="UBND tỉnh Mẫu",
    place="tỉnh Mẫu",
    town="Mẫu",
    tail="SCT",
)
CENTRE = Body(
    id=new_id(),
    name="Trung tâm Khuyến công và Tư vấn phát triển công nghiệp tỉnh Mẫu",
    superior="Sở Công Thương",
    place="tỉnh Mẫu",
    town="Mẫu",
    tail="TTKC",
)
AGENCY = Body(
    id=new_id(),
    name="Cục Công Thương địa phương",
    superior="Bộ Công Thương",
    place="Hà Nội",
    town="Hà Nội",
    head="Cục trưởng",
)
PROVINCIAL, NATIONAL = "Khuyến công cấp tỉnh", "Khuyến công quốc gia"
TEA = Beneficiary(
    id=new_id(),
    name="Hợp tác xã chè Thí Dụ",
    form="Hợp tác xã",
    address="thôn Mẫu, xã Ví Dụ",
    tax_code="9900000014",
)
WOOD = Beneficiary(
    id=new_id(),
    name="Công ty trách nhiệm hữu hạn một thành viên sản xuất, thương mại và dịch vụ đồ gỗ mỹ "
    "nghệ xuất khẩu Ví Dụ Mẫu",
    form="Doanh nghiệp",
    address="cụm công nghiệp Mẫu, xã Thí Dụ",
    tax_code="9900000021",
)
COUNCIL = (
    Member(name="Nguyễn Văn Mẫu", title="Phó Giám đốc", body="Sở Công Thương", chairs=True),
    Member(name="Trần Thị Ví", title="Phó Chủ tịch", body="Ủy ban nhân dân xã Ví Dụ"),
    Member(name="Lê Văn Dụ", title="Giám đốc", body="Hợp tác xã chè Thí Dụ"),
)
ACCEPTED = Accepted(
    id=new_id(),
    day=date(2026, 10, 2),
    quantity=2,
    cost=1_010_000_000,
    support={PROVINCIAL: 300_000_000, "Ngân sách xã": 5_000_000},
    words="Máy lắp đặt đúng chủng loại, vận hành ổn định; hội đồng nghiệm thu.",
    jobs=12,
    council=COUNCIL,
)
FIRST_LINE = LineTold(
    id=new_id(),
    number=1,
    what="Máy sao, máy sấy chè tự động",
    year=2026,
    place="xã Ví Dụ",
    quantity=2,
    unit="máy",
    cost=1_005_000_000,
    counterpart=700_000_000,
    support={PROVINCIAL: 300_000_000, "Ngân sách xã": 5_000_000},
    counts=True,
    beneficiary=TEA,
    accepted=ACCEPTED,
)
SECOND_LINE = LineTold(
    id=new_id(),
    number=2,
    what="Máy chạm khắc gỗ CNC",
    year=2026,
    place="xã Thí Dụ",
    quantity=1,
    unit="máy",
    cost=800_000_000,
    counterpart=500_000_000,
    support={PROVINCIAL: 300_000_000},
    counts=True,
    beneficiary=WOOD,
)
CRITERIA = (
    Criterion(code="need", label="Sự cần thiết, phù hợp chương trình khuyến công", most=30),
    Criterion(code="able", label="Năng lực của đơn vị thực hiện và đơn vị thụ hưởng", most=30),
    Criterion(code="worth", label="Hiệu quả kinh tế, xã hội, môi trường", most=40),
)
SHEETS = (
    Sheet(
        id=new_id(),
        name="Phạm Thị Chấm",
        points={"need": 28, "able": 25, "worth": 35},
        total=88,
        remark="Nên ghi rõ công suất của máy.",
        conflict="",
        day=date(2026, 3, 9),
    ),
    Sheet(
        id=new_id(),
        name="Hoàng Văn Điểm",
        points={"need": 27, "able": 26, "worth": 36},
        total=89,
        remark="",
        conflict="",
        day=date(2026, 3, 9),
    ),
    Sheet(
        id=new_id(),
        name="Đỗ Thị Quen",
        points={},
        total=None,
        remark="",
        conflict="chị em ruột với giám đốc hợp tác xã",
        day=date(2026, 3, 9),
    ),
)
PASSED = AppraisalTold(
    id=new_id(),
    level="base",
    level_label="Cấp cơ sở",
    round=1,
    opened=date(2026, 3, 5),
    closed=date(2026, 3, 10),
    verdict="pass",
    verdict_label="Đạt",
    words="Đề án phù hợp, đề nghị đưa vào kế hoạch.",
    sheets=SHEETS,
    criteria=CRITERIA,
)
RETURNED = replace(
    PASSED,
    id=new_id(),
    verdict="return",
    verdict_label="Trả lại bổ sung",
    words="Thiếu báo giá của máy sấy; chưa rõ nơi đặt máy.",
)
ANNEX = AnnexTold(
    id=new_id(),
    number="01/HĐ-SCT",
    signed_on=date(2026, 8, 3),
    told="Giảm hỗ trợ dòng 2 theo điều chỉnh đã duyệt.",
    changed=(("2. Máy chạm khắc gỗ CNC", PROVINCIAL, 320_000_000, 300_000_000),),
)
FIRST = ContractTold(
    id=new_id(),
    is_first=True,
    number="05/HĐ-SCT",
    signed_on=date(2026, 5, 4),
    ends_on=date(2026, 12, 15),
    advance_percent=50,
    advance_reason="khoản 3 Điều 3 của hợp đồng",
    liquidated_on=None,
    promised={FIRST_LINE.id: 305_000_000, SECOND_LINE.id: 300_000_000},
    annexes=(ANNEX,),
)
SECOND = ContractTold(
    id=new_id(),
    is_first=False,
    number="12/HĐ-TTKC",
    signed_on=date(2026, 5, 20),
    ends_on=None,
    advance_percent=None,
    advance_reason="",
    liquidated_on=None,
    promised={FIRST_LINE.id: 305_000_000},
)
INSPECTION = InspectionTold(
    id=new_id(),
    day=date(2026, 7, 1),
    body=DEPARTMENT,
    minutes="Máy sấy đã về xưởng, chưa lắp. Hồ sơ mua sắm đủ.",
    findings=(
        FindingTold(told="Lắp đặt máy trước mùa thu hái.", due_on=date(2026, 7, 31), how=""),
        FindingTold(told="Bổ sung hóa đơn.", due_on=None, how="Đã bổ sung."),
    ),
)
ADJUSTMENT = AdjustmentTold(
    id=new_id(),
    kinds=("Đổi đơn vị thụ hưởng", "Đổi mà tổng mức không tăng"),
    changes=(
        ("Dòng 2, Máy chạm khắc gỗ CNC: đơn vị thụ hưởng", WOOD.name, "Hộ kinh doanh Mẫu"),
        ("Dòng 2, Máy chạm khắc gỗ CNC: Nhà nước hỗ trợ", "320.000.000 đồng", "300.000.000 đồng"),
    ),
    reason="Cơ sở đã được chọn không còn vốn đối ứng.",
    day=date(2026, 7, 20),
    authority="approve",
)
MONEY = (
    Money(
        source=PROVINCIAL,
        year=2026,
        committed=600_000_000,
        contracted=600_000_000,
        advanced=100_000_000,
        paid=300_000_000,
    ),
    Money(
        source="Ngân sách xã",
        year=2026,
        committed=5_000_000,
        contracted=5_000_000,
        advanced=0,
        paid=5_000_000,
    ),
)
BASIS = Basis(
    named=(
        "Nghị định số 45/2012/NĐ-CP ngày 21 tháng 5 năm 2012 của Chính phủ",
        "Nghị định số 235/2025/NĐ-CP ngày 27 tháng 8 năm 2025 của Chính phủ",
    ),
    blanks=("Thông tư 64/2024/TT-BTC: chưa rõ hiệu lực vào ngày này",),
)
DOSSIER = Dossier(
    id=new_id(),
    code="2026-0007",
    name="Hỗ trợ máy móc tiên tiến trong chế biến chè và đồ gỗ",
    is_national=False,
    kind="Đề án nhóm",
    state="accepted",
    state_label="Đã nghiệm thu",
    content="Mô hình trình diễn kỹ thuật, máy móc tiên tiến",
    method="Giao nhiệm vụ",
    partner="",
    purpose="",
    first_year=2026,
    last_year=2026,
    starts_on=date(2026, 4, 1),
    ends_on=date(2026, 12, 15),
    places=("xã Ví Dụ", "xã Thí Dụ"),
    custodian=DEPARTMENT,
    owner=DEPARTMENT,
    implementer=CENTRE,
    day=DAY,
    registered_on=date(2026, 3, 2),
    lines=(FIRST_LINE, SECOND_LINE),
    appraisals=(PASSED,),
    contracts=(FIRST, SECOND),
    inspections=(INSPECTION,),
    adjustments=(ADJUSTMENT,),
    money=MONEY,
    basis=BASIS,
)
#: Both lines accepted; and a đề án of national money.
SECOND_ACCEPTED = replace(
    ACCEPTED, id=new_id(), quantity=1, cost=800_000_000, support={PROVINCIAL: 295_000_000}
)
ALL_ACCEPTED = replace(DOSSIER, lines=(FIRST_LINE, replace(SECOND_LINE, accepted=SECOND_ACCEPTED)))
OF_THE_NATION = replace(ALL_ACCEPTED, is_national=True, owner=AGENCY)
RETURNED_ONE = replace(DOSSIER, state="returned", appraisals=(RETURNED,), contracts=())
