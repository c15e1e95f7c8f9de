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
    SERVICE = "service", "Tổ chức dịch vụ khuyến công"
    OTHER = "other", "Tổ chức khác"


class Degree(TextChoices):
    """How far somebody who works at a body studied, as the national report tells it."""

    POSTGRADUATE = "postgraduate", "Trên đại học"
    UNIVERSITY = "university", "Đại học, cao đẳng"
    VOCATIONAL = "vocational", "Trung cấp, sơ cấp, công nhân kỹ thuật"


class StaffContract(TextChoices):
    """How somebody is employed."""

    PAYROLL = "payroll", "Biên chế"
    CONTRACT = "contract", "Hợp đồng"


class StaffField(TextChoices):
    """What somebody works at."""

    PROMOTION = "promotion", "Khuyến công"
    CONSULTANCY = "consultancy", "Tư vấn, dịch vụ"
    OFFICE = "office", "Hành chính, kế toán"
    OTHER = "other", "Việc khác"


class Group(TextChoices):
    """Whom a table of heads counts; the staff sent to the grass roots are among the staff."""

    STAFF = "staff", "Người làm việc"
    AT_BASE = "at_base", "Được giao việc đến cơ sở"
    OF_DISTRICTS = "of_districts", "Cộng tác viên cấp huyện"
    OF_COMMUNES = "of_communes", "Cộng tác viên cấp xã"


class BodyFactOf(TextChoices):
    """What is told of a body beside its people and its money."""

    MISSION = "mission", "Nhiệm vụ"
    BRANCH = "branch", "Chi nhánh"
    PREMISES = "premises", "Trụ sở, nhà xưởng"
    EQUIPMENT = "equipment", "Trang thiết bị"
    PHONE = "phone", "Điện thoại"
    EMAIL = "email", "Thư điện tử"


#: By which everybody reaches an office, the first as most people do.
REACHED_BY = (BodyFactOf.PHONE, BodyFactOf.EMAIL)


class EstablishmentForm(TextChoices):
    """The forms a rural industrial establishment may have (NĐ 45/2012, NĐ 235/2025, Điều 1)."""

    ENTERPRISE = "enterprise", "Doanh nghiệp"
    COOPERATIVE = "cooperative", "Hợp tác xã"
    COOPERATIVE_UNION = "cooperative_union", "Liên hiệp hợp tác xã"
    COOPERATIVE_GROUP = "cooperative_group", "Tổ hợp tác"
    HOUSEHOLD_BUSINESS = "household_business", "Hộ kinh doanh"


class FigureOf(TextChoices):
    """What is told of an establishment, a cluster or a craft village for a day."""

    CHARTER_CAPITAL = "charter_capital", "Vốn điều lệ (đồng)"
    LABOUR = "labour", "Lao động (người)"
    AREA = "area", "Diện tích (m²)"
    LEASED_AREA = "leased_area", "Diện tích đã cho thuê (m²)"
    HOUSEHOLDS = "households", "Số hộ làm nghề"


class TwinReason(TextChoices):
    """Why two establishments look like one."""

    TAX_CODE = "tax_code", "cùng mã số thuế"
    OWNER_NUMBER = "owner_number", "cùng số định danh của chủ hộ"
    NAME_AND_COMMUNE = "name_and_commune", "tên như nhau, cùng xã"
    NAME_AND_LINEAGE = "name_and_lineage", "tên như nhau, xã cũ và xã mới là một nơi"
    PHONE = "phone", "cùng số điện thoại và tên gần nhau"


class TwinState(TextChoices):
    """What became of a pair that looks like one."""

    OPEN = "open", "Chờ xem"
    APART = "apart", "Không trùng"
    MERGED = "merged", "Đã gộp"


class RecognitionOf(TextChoices):
    """What an authority recognises."""

    CRAFT_VILLAGE = "craft_village", "Làng nghề"
    TRADITIONAL_CRAFT_VILLAGE = "traditional_craft_village", "Làng nghề truyền thống"
    TRADITIONAL_CRAFT = "traditional_craft", "Nghề truyền thống"
    ARTISAN = "artisan", "Nghệ nhân"
    MERITORIOUS_ARTISAN = "meritorious_artisan", "Nghệ nhân ưu tú"
    PEOPLES_ARTISAN = "peoples_artisan", "Nghệ nhân nhân dân"


class SupportProgramme(TextChoices):
    """Where State support that is not khuyến công came from."""

    RURAL_TRAINING = "rural_training", "Đào tạo nghề cho lao động nông thôn"
    OCOP = "ocop", "Chương trình OCOP"
    COOPERATIVES = "cooperatives", "Hỗ trợ kinh tế tập thể, hợp tác xã"
    INDUSTRIAL_PROMOTION = "industrial_promotion", "Khuyến công, ghi ở nơi khác"
    OTHER = "other", "Chương trình khác"
