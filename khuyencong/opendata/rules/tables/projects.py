"""Đề án since they were approved: whose plan, where, by which content and source, how much.

Neither the name of a đề án nor those of the establishments are here: both may name a person.
"""

from khuyencong.opendata.rules.declaring import Field, Table
from khuyencong.opendata.rules.tables.words import (
    CONTENTS,
    SOURCES,
    code,
    day,
    demonstration,
    flag,
    key,
    labels,
    money,
    number,
    typed,
)
from khuyencong.opendata.states import Openness
from khuyencong.projects.states import Level, ProjectKind

_LEDGER = ("funds.Posting.amount", "funds.Posting.account")
_STEP = ("projects.StepTaken.after", "projects.Project.state")
_OWNERS = ("projects.Project.owner", "projects.Project.custodian")
#: The furthest step a đề án has reached; what is only registered is not here.
REACHED = {
    "approved": "đã phê duyệt",
    "contracted": "đã ký hợp đồng",
    "accepted": "đã nghiệm thu",
    "settled": "đã quyết toán",
}
#: The steps that money passes, with the names of the contract.
STAGES = {
    "planned": "dự kiến",
    "approved": "đã phê duyệt",
    "contracted": "đã ký hợp đồng",
    "advanced": "đã tạm ứng",
    "accepted": "đã thực hiện",
    "paid": "đã thanh toán",
    "settled": "đã quyết toán",
    "recovered": "đã thu hồi",
}
#: The province whose Sở keeps or owns a record, in every table that adds up by place.
UNIT = key(
    "place", "Tỉnh của chủ kế hoạch", *_OWNERS, refers="places.key",
    meaning="tỉnh, thành phố có Sở đăng ký hoặc làm chủ; trống: đơn vị trung ương, dịch vụ",
)  # fmt: skip


def _money(stage: str) -> Field:
    source = ("projects.LineShare.amount",) if stage == "planned" else _LEDGER
    return money(stage, f"Kinh phí {STAGES[stage]}", *source)


PROJECTS = Table(
    name="projects",
    label="Đề án khuyến công",
    meaning="Mỗi đề án đã được phê duyệt; trong một năm, đề án tính vào năm đầu; trong nhiều năm, "
    "tính một lần nếu có năm nằm trong đó.",
    key=("id",),
    as_of=True,
    fields=(
        key("id", "Khóa", "projects.Project.id", required=True),
        typed("code", "Mã đề án", "projects.Project.code", required=True),
        code("level", "Cấp", labels(Level), "projects.Project.level", required=True),
        code("kind", "Loại đề án", labels(ProjectKind), "projects.Project.kind", required=True),
        key("owner", "Chủ kế hoạch", *_OWNERS[:1], refers="organisations.key", required=True),
        key("custodian", "Cơ quan đăng ký, giữ hồ sơ", *_OWNERS[1:], refers="organisations.key",
            required=True),
        key("implementer", "Đơn vị thực hiện", "projects.Project.implementer",
            refers="organisations.key"),
        UNIT,
        code("content", "Nội dung chính", CONTENTS, "projects.Project.content",
             meaning="trống: không rõ"),
        code("source", "Nguồn chính", SOURCES, "projects.Project.source", required=True),
        number("first_year", "Năm đầu", "projects.Project.first_year", required=True),
        number("last_year", "Năm cuối", "projects.Project.last_year", required=True),
        day("starts_on", "Bắt đầu", "projects.Project.starts_on"),
        day("ends_on", "Hoàn thành", "projects.Project.ends_on"),
        code("stage", "Bước đã đến", REACHED, *_STEP, required=True),
        number("establishments", "Số cơ sở thụ hưởng", "projects.Line.establishment",
               required=True, openness=Openness.SUM, meaning="mỗi cơ sở một lần, không nêu tên"),
        _money("approved"),
        _money("accepted"),
        _money("settled"),
        demonstration("projects.Project"),
    ),
)  # fmt: skip
PROJECT_MONEY = Table(
    name="project_money",
    label="Kinh phí của đề án",
    meaning="Tiền của Nhà nước cho một đề án theo năm ngân sách, nguồn và nội dung, qua các bước.",
    key=("project", "year", "source"),
    as_of=True,
    fields=(
        key("project", "Đề án", "projects.Project.id", refers="projects.id", required=True),
        number("year", "Năm ngân sách", "funds.Share.year", "projects.Line.year", required=True),
        code("source", "Nguồn", SOURCES, "funds.Share.source", "projects.LineShare.source",
             required=True),
        code("content", "Nội dung", CONTENTS, "projects.Line.content", meaning="trống: không rõ"),
        *(_money(stage) for stage in STAGES),
    ),
)  # fmt: skip
PROJECT_PLACES = Table(
    name="project_places",
    label="Địa điểm của đề án",
    meaning="Nơi thực hiện, như tên gọi lúc ghi; và nơi ấy nay thuộc về đâu.",
    key=("project", "place_then"),
    fields=(
        key("project", "Đề án", "projects.ProjectPlace.project", refers="projects.id",
            required=True),
        key("place_then", "Nơi lúc ghi", "registry.Place.key", refers="places.key", required=True),
        key("place_today", "Nơi ấy nay là", "registry.Lineage.successor", refers="places.key",
            meaning="trống: cấp ấy không còn"),
        flag("is_certain", "Chắc chắn", "registry.Lineage.whole",
             meaning="sai: nơi cũ bị chia, nơi nay chỉ là khả năng nhất"),
    ),
)  # fmt: skip
TABLES = (PROJECTS, PROJECT_MONEY, PROJECT_PLACES)
