"""The parts of the portal, in groups: what a visitor finds where, in tabs, footer and site map."""

from dataclasses import dataclass

from django.urls import reverse


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the portal, or of another face of the house that it leads to."""

    name: str
    label: str
    route: str

    @property
    def address(self) -> str:
        """Return where it begins."""
        return reverse(self.route)


@dataclass(frozen=True, slots=True)
class PublicGroup:
    """Parts that belong together, under one tab."""

    label: str
    parts: tuple[Part, ...]

    @property
    def address(self) -> str:
        """Return where its first part begins."""
        return self.parts[0].address

    def holds(self, section: str) -> bool:
        """Return whether a page of this name stands under it."""
        return any(part.name == section for part in self.parts)


def _part(name: str, label: str, route: str = "") -> Part:
    return Part(name, label, f"portal:{route or name}")


#: The online service is a face of its own (`web/service`).
SERVICE = Part("service", "Nộp đề nghị", "service:home")
TRACK = Part("track", "Tra cứu hồ sơ", "service:track")
OPEN_DATA = Part("open-data", "Dữ liệu mở", "portal:open-data")

PUBLIC_GROUPS = (
    PublicGroup("Trang đầu", (_part("home", "Trang đầu"),)),
    PublicGroup(
        "Hỗ trợ",
        (
            _part("support", "Tôi được hỗ trợ gì?"),
            _part("about", "Khuyến công là gì"),
            SERVICE,
            TRACK,
            _part("calls", "Kêu gọi đang mở"),
            _part("questions", "Hỏi đáp"),
        ),
    ),
    PublicGroup("Tin tức", (_part("news", "Tin, bản tin"),)),
    PublicGroup(
        "Đề án",
        (
            _part("projects", "Đề án, đơn vị thụ hưởng"),
            _part("plans", "Kế hoạch đã duyệt"),
            _part("results", "Kết quả từng năm"),
            _part("proposals", "Kiến nghị đã trả lời"),
        ),
    ),
    PublicGroup(
        "Số liệu",
        (
            _part("national", "Cả nước"),
            _part("places", "Địa phương"),
            _part("compare", "So sánh"),
            _part("map", "Bản đồ"),
        ),
    ),
    PublicGroup(
        "Sản phẩm",
        (
            _part("products", "Sản phẩm tiêu biểu"),
            _part("votes", "Bình chọn"),
            _part("clusters", "Cụm công nghiệp"),
        ),
    ),
    PublicGroup(
        "Văn bản",
        (_part("law", "Sổ văn bản"), _part("law-inside", "Tìm trong văn bản")),
    ),
    PublicGroup("Liên hệ", (_part("contacts", "Cơ quan, trung tâm"),)),
)
