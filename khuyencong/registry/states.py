"""The kinds of things the registry knows, each with its Vietnamese name."""

from django.db.models import TextChoices


class Level(TextChoices):
    """The levels of administration, highest first; districts ended on 2025-06-30."""

    COUNTRY = "country", "Cả nước"
    PROVINCE = "province", "Cấp tỉnh"
    DISTRICT = "district", "Cấp huyện"
    COMMUNE = "commune", "Cấp xã"


class NameRole(TextChoices):
    """What a name is to its place."""

    OFFICIAL = "official", "Tên chính thức"
    ALIAS = "alias", "Cách viết khác"


class LineageKind(TextChoices):
    """How one place became another, or ended."""

    MERGE = "merge", "Hợp nhất"
    SPLIT = "split", "Chia tách"
    RENAME = "rename", "Đổi tên hoặc đổi loại"
    LEVEL_REMOVED = "level_removed", "Kết thúc cấp hành chính"


class OrganisationKind(TextChoices):
    """What an organisation is in the programme."""

    MINISTRY = "ministry", "Bộ"
    AGENCY = "agency", "Cục quản lý khuyến công"
    NATIONAL_CENTRE = "national_centre", "Trung tâm khuyến công của Cục"
    DEPARTMENT = "department", "Sở Công Thương"
    CENTRE = "centre", "Trung tâm khuyến công cấp tỉnh"
    OTHER = "other", "Tổ chức khác"
