"""The parts of the desk, in groups: where each begins, and whose right opens it."""

from collections.abc import Iterator
from dataclasses import dataclass

from khuyencong.accounts.permissions import Permission as P
from khuyencong.connections.states import READING
from khuyencong.core.users import Actor


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the desk; any of `rights` opens it, none where everybody may look."""

    name: str
    label: str
    route: str
    rights: tuple[P, ...] = ()

    def is_open_to(self, user: Actor) -> bool:
        """Return whether the person may open it for some body."""
        return not self.rights or any(user.may(right) for right in self.rights)


@dataclass(frozen=True, slots=True)
class Group:
    """Parts that belong together; on the page they stand under its label."""

    label: str
    sections: tuple[Section, ...]


def _section(name: str, label: str, *rights: P, route: str = "") -> Section:
    return Section(name, label, f"desk:{route or name}", rights)


GROUPS = (
    Group("Việc của tôi", (_section("home", "Việc của tôi"),)),
    Group(
        "Cơ sở",
        (
            _section("establishments", "Cơ sở", P.ESTABLISHMENT_READ),
            _section("claims", "Đăng ký", P.ESTABLISHMENT_EDIT),
            _section("needs", "Nhu cầu", P.NEED_READ),
            _section("requests", "Đề nghị", P.REQUEST_READ),
            _section("proposals", "Kiến nghị", P.PROPOSAL_READ),
            _section("kits", "Bộ công cụ xã", P.KIT_READ),
        ),
    ),
    Group(
        "Đề án",
        (
            _section("projects", "Đề án", P.PROJECT_READ),
            _section("results", "Kết quả", P.RESULT_READ),
            _section("follow-ups", "Theo dõi", P.PROJECT_FOLLOW_UP),
            _section("plans", "Kế hoạch", P.PLAN_READ),
            _section("funds", "Kinh phí", P.FUNDS_READ, route="budgets"),
            _section("office", "Văn thư", P.PROJECT_READ, P.DOCUMENT_NUMBER),
        ),
    ),
    Group(
        "Bình chọn",
        (
            _section("voting", "Cuộc bình chọn", P.VOTING_READ),
            _section("products", "Sản phẩm, hồ sơ", P.VOTING_ENTER, P.VOTING_READ),
            _section("scoring", "Chấm điểm", P.VOTING_SCORE, P.VOTING_MINUTES, P.VOTING_ORGANISE),
            _section("sessions", "Phiên họp", P.VOTING_MINUTES, route="voting-sessions"),
            _section("ballots", "Biểu quyết", P.VOTING_DECIDE, route="voting-ballots"),
            _section("certificates", "Chứng nhận", P.VOTING_READ, P.VOTING_ENTER),
            _section("labels", "Tem, trang sản phẩm", P.VOTING_READ, P.PRODUCT_TELL),
            _section("fakes", "Báo giả", P.VOTING_READ),
            _section("fairs", "Hội chợ", P.FAIR_READ),
        ),
    ),
    Group(
        "Số liệu",
        (
            _section("programmes", "Chỉ tiêu", P.PROJECT_READ),
            _section("writing", "Lập báo cáo", P.REPORT_READ),
            _section("reports", "Báo cáo", P.REPORT_READ),
            _section("editions", "Báo cáo định kỳ", P.EDITION_READ),
            _section("reporting", "Lịch báo cáo", P.REPORT_READ),
            _section("disputes", "Mâu thuẫn", P.REPORT_READ),
            _section("quality", "Chất lượng", P.QUALITY_READ),
            _section("sheets", "Nhập dữ liệu", P.SHEET_IMPORT),
            _section("exchange", "Trao đổi", P.EXCHANGE_READ),
        ),
    ),
    Group(
        "Đơn vị",
        (
            _section("bodies", "Đơn vị", P.ORGANISATION_READ),
            _section("connections", "Kết nối", *READING),
        ),
    ),
    Group("Tài khoản", (_section("accounts", "Tài khoản", P.ACCOUNT_MANAGE),)),
    Group("Luật", (_section("law", "Luật"),)),
    Group(
        "Cổng thông tin",
        (
            _section("news", "Tin, kêu gọi", P.NEWS_READ),
            _section("questions", "Câu hỏi", P.QUESTION_READ),
        ),
    ),
    Group("Địa phương", (Section("places", "Địa phương", "portal:places"),)),
)


def groups_for(user: Actor) -> Iterator[Group]:
    """Yield the groups of which a person may open something, with what he may open."""
    for group in GROUPS:
        sections = tuple(section for section in group.sections if section.is_open_to(user))
        if sections:
            yield Group(group.label, sections)
