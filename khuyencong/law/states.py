"""The words of the law room: states of a document, kinds of parameter, and what each speaks of."""

from django.db.models import TextChoices


class LinkKind(TextChoices):
    """What one document does to another."""

    AMENDS = "amends", "sửa đổi, bổ sung"
    REPLACES = "replaces", "thay thế"
    IMPLEMENTS = "implements", "quy định chi tiết"
    SUSPENDS = "suspends", "ngưng hiệu lực"


class DocumentStatus(TextChoices):
    """What a document is on a day."""

    DRAFT = "draft", "Dự thảo, chưa phải quy định"
    NOT_YET = "not_yet", "Chưa có hiệu lực"
    UNKNOWN = "unknown", "Chưa rõ ngày hiệu lực"
    IN_FORCE = "in_force", "Đang có hiệu lực"
    AMENDED = "amended", "Đang có hiệu lực, đã sửa đổi"
    SUSPENDED = "suspended", "Đang ngưng hiệu lực"
    REPLACED = "replaced", "Đã bị thay thế"
    ENDED = "ended", "Đã hết hiệu lực"


class CoverageKind(TextChoices):
    """What a document is to a place."""

    HOLDS = "holds", "áp dụng trên địa bàn"
    REPLACES_RULES_OF = "replaces_rules_of", "thay quy định của tỉnh cũ"


class InstrumentKind(TextChoices):
    """The three kinds of paper that every province needs."""

    PROGRAMME = "programme", "Chương trình khuyến công địa phương"
    REGULATION = "regulation", "Quy chế khuyến công địa phương"
    NORMS = "norms", "Quy định mức chi"


class InstrumentState(TextChoices):
    """How far a province has come with such a paper; "none" is the absence of a row."""

    NONE = "none", "Chưa có"
    DRAFTING = "drafting", "Đang soạn thảo"
    SUBMITTED = "submitted", "Đã trình"
    ISSUED = "issued", "Đã ban hành"
    REPLACED = "replaced", "Đã bị thay thế"
    YEARLY_PLAN = "yearly_plan", "Thực hiện bằng kế hoạch hằng năm"


class ParameterKind(TextChoices):
    """The families of dated parameters."""

    CEILING = "ceiling", "Mức hỗ trợ tối đa"
    PAID = "paid", "Mức đã chi, không phải mức tối đa"
    UPLIFT = "uplift", "Mức ưu tiên"
    ADVANCE = "advance", "Mức tạm ứng một lần"
    FORM = "form", "Hình thức cơ sở được hưởng"
    PLACE = "place", "Địa bàn được hưởng"
    TRADE = "trade", "Ngành nghề được hưởng"
    LISTING = "listing", "Danh mục đã đọc đến đâu"
    SIZE = "size", "Quy mô doanh nghiệp nhỏ và vừa"
    CONDITION = "condition", "Điều kiện hỗ trợ"
    DEADLINE = "deadline", "Thời hạn"
    KEY_PROJECT = "key_project", "Đề án điểm"
    GROUP_PROJECT = "group_project", "Đề án nhóm"
    AUTHORITY = "authority", "Thẩm quyền duyệt điều chỉnh"
    CRITERION = "criterion", "Tiêu chí bình chọn"
    PASS_MARK = "pass_mark", "Điểm đạt"
    CERTIFICATE = "certificate", "Hiệu lực giấy chứng nhận"
    SERVICE = "service", "Danh mục dịch vụ công"
    NORM = "norm", "Định mức kinh tế - kỹ thuật"


class Item(TextChoices):
    """What support can be asked for: the items of the spending rules."""

    FOUNDING = "founding", "Thành lập doanh nghiệp sản xuất công nghiệp nông thôn"
    DEMONSTRATION_MODEL = (
        "demonstration_model",
        "Mô hình trình diễn kỹ thuật: công nghệ mới, sản phẩm mới",
    )
    SPREADING_MODEL = (
        "spreading_model",
        "Mô hình của cơ sở đang hoạt động hiệu quả, để nhân rộng",
    )
    CLEANER_MODEL = "cleaner_model", "Mô hình thí điểm sản xuất sạch hơn"
    CLEANER_ASSESSMENT = "cleaner_assessment", "Đánh giá sản xuất sạch hơn"
    MACHINERY = "machinery", "Máy móc tiên tiến, chuyển giao công nghệ, tiến bộ kỹ thuật"
    PRODUCTION_LINE = "production_line", "Dây chuyền công nghệ"
    HOME_FAIR = "home_fair", "Hội chợ, triển lãm trong nước"
    FOREIGN_FAIR = "foreign_fair", "Hội chợ, triển lãm ở nước ngoài"
    STUDY_TRIP_TICKET = "study_trip_ticket", "Vé máy bay khảo sát, học tập ở nước ngoài"
    VOTING_DISTRICT = "voting_district", "Tổ chức bình chọn cấp huyện"
    VOTING_PROVINCE = "voting_province", "Tổ chức bình chọn cấp tỉnh"
    VOTING_REGION = "voting_region", "Tổ chức bình chọn cấp khu vực"
    VOTING_NATION = "voting_nation", "Tổ chức bình chọn cấp quốc gia"
    PRODUCT_PRIZE = "product_prize", "Thưởng sản phẩm được công nhận"
    TRADEMARK = "trademark", "Xây dựng, đăng ký nhãn hiệu"
    SHOWROOM = "showroom", "Phòng trưng bày, giới thiệu sản phẩm"
    CONSULTANCY = "consultancy", "Thuê tư vấn, trợ giúp cơ sở"
    ASSOCIATION = "association", "Thành lập hiệp hội, hội ngành nghề"
    LINKAGE_CLUSTER = "linkage_cluster", "Cụm liên kết doanh nghiệp công nghiệp"
    RELOCATION_INTEREST = (
        "relocation_interest",
        "Lãi vay khi di dời cơ sở gây ô nhiễm vào khu, cụm công nghiệp",
    )
    POLLUTION_ESTABLISHMENT = "pollution_establishment", "Xử lý ô nhiễm tại cơ sở"
    POLLUTION_CLUSTER = "pollution_cluster", "Xử lý ô nhiễm tại cụm công nghiệp"
    CLUSTER_PLAN = "cluster_plan", "Quy hoạch chi tiết cụm công nghiệp"
    CLUSTER_INFRASTRUCTURE = "cluster_infrastructure", "Kết cấu hạ tầng cụm công nghiệp"
    MANAGEMENT = "management", "Chi quản lý chương trình, đề án"
    TRAINING = "training", "Đào tạo nghề, truyền nghề"
    START_UP = "start_up", "Nâng cao năng lực quản lý, khởi sự doanh nghiệp"
    CONFERENCE = "conference", "Tập huấn, hội nghị, hội thảo, diễn đàn"
    STUDY_TOUR = "study_tour", "Tham quan, khảo sát"
    BROADCAST = "broadcast", "Chương trình truyền hình, truyền thanh"
    DATABASE_AND_WEB = "database_and_web", "Cơ sở dữ liệu, trang thông tin điện tử"
    LEAFLET = "leaflet", "Tờ rơi, tờ gấp"
    OTHER_MEDIA = "other_media", "Hình thức thông tin đại chúng khác"
    ORGANISE_FAIR = "organise_fair", "Tổ chức hội chợ, triển lãm"
    JOIN_FAIR = "join_fair", "Hỗ trợ cơ sở tham gia hội chợ, triển lãm"
    ALL = "all", "Mọi hạng mục"


class Form(TextChoices):
    """What an establishment is under the law."""

    SMALL_ENTERPRISE = "small_enterprise", "Doanh nghiệp nhỏ và vừa"
    LARGE_ENTERPRISE = "large_enterprise", "Doanh nghiệp lớn"
    COOPERATIVE = "cooperative", "Hợp tác xã"
    COOPERATIVE_UNION = "cooperative_union", "Liên hiệp hợp tác xã"
    COOPERATIVE_GROUP = "cooperative_group", "Tổ hợp tác"
    HOUSEHOLD_BUSINESS = "household_business", "Hộ kinh doanh"
    CLEANER_PRODUCER = "cleaner_producer", "Cơ sở công nghiệp áp dụng sản xuất sạch hơn"
    SUSTAINABLE_PRODUCER = (
        "sustainable_producer",
        "Cơ sở áp dụng sản xuất và tiêu dùng bền vững",
    )
    CLUSTER_INVESTOR = "cluster_investor", "Chủ đầu tư hạ tầng cụm công nghiệp"
    SERVICE_ORGANISATION = "service_organisation", "Tổ chức dịch vụ khuyến công"
    ARTISAN = "artisan", "Nghệ nhân nhân dân, nghệ nhân ưu tú"


class PlaceClass(TextChoices):
    """The classes of place that the decrees list, before and after 15/10/2025."""

    COMMUNE = "commune", "Xã"
    TOWNSHIP = "township", "Thị trấn"
    TOWN_WARD = "town_ward", "Phường của thị xã"
    CLASS_2_WARD = "class_2_ward", "Phường của thành phố loại 2"
    CLASS_3_WARD = "class_3_ward", "Phường của thành phố loại 3"
    RECENT_CLASS_1_WARD = (
        "recent_class_1_ward",
        "Phường của thành phố loại 1, chuyển từ xã chưa lâu",
    )
    PROVINCE_COMMUNE = "province_commune", "Xã của tỉnh"
    PROVINCE_WARD = "province_ward", "Phường của tỉnh"
    PROVINCE_SPECIAL_ZONE = "province_special_zone", "Đặc khu của tỉnh"
    CITY_COMMUNE = "city_commune", "Xã của thành phố trực thuộc Trung ương"
    CITY_SPECIAL_ZONE = "city_special_zone", "Đặc khu của thành phố trực thuộc Trung ương"
    CRAFT_VILLAGE = "craft_village", "Làng nghề được UBND cấp tỉnh công nhận"


class Trade(TextChoices):
    """The trades that the decrees list, as far as read."""

    FOOD_PROCESSING = "food_processing", "Chế biến nông, lâm, thủy sản và thực phẩm"
    CONSUMER_GOODS = "consumer_goods", "Hàng tiêu dùng, hàng xuất khẩu, hàng thay thế nhập khẩu"
    AGRO_CHEMICALS = "agro_chemicals", "Hóa chất phục vụ nông nghiệp"
    BUILDING_MATERIALS = "building_materials", "Vật liệu xây dựng"
    EQUIPMENT = "equipment", "Phụ tùng, lắp ráp, sửa chữa thiết bị cơ, điện, điện tử, tin học"
    SUPPORTING_INDUSTRY = "supporting_industry", "Linh kiện, bán thành phẩm, công nghiệp hỗ trợ"
    HANDICRAFTS = "handicrafts", "Thủ công mỹ nghệ"
    MINERALS = "minerals", "Khai thác, chế biến khoáng sản"
    CLEANER_PRODUCTION = "cleaner_production", "Áp dụng sản xuất sạch hơn"
    POLLUTION_TREATMENT = "pollution_treatment", "Xử lý ô nhiễm tại cụm và cơ sở"
    HIGH_TECH = "high_tech", "Công nghệ cao, công nghệ sạch"
    ENERGY_SAVING = "energy_saving", "Tiết kiệm năng lượng, năng lượng thân thiện môi trường"
    ENVIRONMENT_INDUSTRY = "environment_industry", "Công nghiệp môi trường"
    TEXTILES_FOOTWEAR = "textiles_footwear", "Dệt may, da giày"
    OTHER = "other", "Ngành nghề khác"


class Listing(TextChoices):
    """How far a list of the law could be read."""

    WHOLE = "whole", "đã đọc hết"
    CUT = "cut", "chưa đọc hết"


class Change(TextChoices):
    """What can be changed in an approved đề án."""

    INCREASE_TOTAL = "increase_total", "Tăng tổng mức hỗ trợ"
    CHANGE_CONTENT = "change_content", "Đổi nội dung hoạt động"
    EXTEND_NEXT_YEAR = "extend_next_year", "Kéo dài sang năm sau"
    ADD_PROJECT = "add_project", "Bổ sung đề án"
    STOP_PROJECT = "stop_project", "Ngừng triển khai đề án"
    CHANGE_PLACE = "change_place", "Đổi địa điểm"
    CHANGE_BENEFICIARY = "change_beneficiary", "Đổi đơn vị thụ hưởng"
    CHANGE_PARTNER = "change_partner", "Đổi đơn vị phối hợp"
    CHANGE_TIME = "change_time", "Đổi thời gian trong năm"
    KEEP_OR_LOWER_TOTAL = "keep_or_lower_total", "Đổi mà tổng mức không tăng"
    OTHER = "other", "Thay đổi khác"


class Authority(TextChoices):
    """Who may approve a change."""

    MINISTER = "minister", "Bộ trưởng Bộ Công Thương"
    AGENCY = "agency", "Cục quản lý khuyến công"


class Criterion(TextChoices):
    """The four criteria of the product vote."""

    MARKET = "market", "Thị trường và khả năng phát triển sản xuất"
    BENEFIT = "benefit", "Kinh tế, kỹ thuật, xã hội, môi trường"
    CULTURE = "culture", "Văn hóa, thẩm mỹ"
    OTHER = "other", "Tiêu chí khác"


class Deadline(TextChoices):
    """Things that have a last day."""

    PLAN_REGISTRATION = "plan_registration", "Sở gửi Cục đăng ký kế hoạch năm sau"
    VOTE_REGION = "vote_region", "Bình chọn cấp khu vực"
    VOTE_DISTRICT = "vote_district", "Bình chọn cấp huyện"
    SETTLEMENT = "settlement", "Thanh lý hợp đồng, quyết toán"
    REPORTS = "reports", "Báo cáo tháng, quý, 6 tháng, năm"


class KeyProject(TextChoices):
    """What makes a đề án a key one."""

    CONTENTS = "contents", "Số nội dung hoạt động"
    BENEFICIARIES = "beneficiaries", "Số đơn vị thụ hưởng"
    YEARS = "years", "Số năm thực hiện"


class Limit(TextChoices):
    """What a limit of an enterprise's size or a condition is about."""

    CAPITAL = "capital", "Tổng nguồn vốn"
    REVENUE = "revenue", "Doanh thu năm"
    LABOUR = "labour", "Số lao động bình quân"
    NO_OTHER_STATE_SUPPORT = (
        "no_other_state_support",
        "Chưa được Nhà nước hỗ trợ cùng nội dung",
    )
    DEPARTMENT_CONFIRMS = (
        "department_confirms",
        "Sở Công Thương xác nhận hoặc đề nghị thay đổi",
    )
    DIFFICULT_AREA = "difficult_area", "Địa bàn khó khăn, đặc biệt khó khăn"
    CERTIFICATE = "certificate", "Giấy chứng nhận sản phẩm tiêu biểu"
    VOTE = "vote", "Điểm bình chọn"
    PLAN_PROCEDURE = "plan_procedure", "Xây dựng kế hoạch khuyến công quốc gia"
    CHANGE_PROCEDURE = (
        "change_procedure",
        "Điều chỉnh, bổ sung, ngừng triển khai đề án",
    )
    PROJECT_PROCEDURE = (
        "project_procedure",
        "Tổ chức thực hiện đề án khuyến công quốc gia",
    )


class ShareOf(TextChoices):
    """What a percentage is taken of."""

    COST = "cost", "chi phí"
    INTEREST = "interest", "lãi vay"
    CONSULTANCY = "consultancy", "chi phí tư vấn"


#: What the parameters of a kind may speak of.
SUBJECTS: dict[str, type[TextChoices]] = {
    ParameterKind.CEILING: Item,
    ParameterKind.PAID: Item,
    ParameterKind.UPLIFT: Item,
    ParameterKind.ADVANCE: Item,
    ParameterKind.FORM: Form,
    ParameterKind.PLACE: PlaceClass,
    ParameterKind.TRADE: Trade,
    ParameterKind.LISTING: ParameterKind,
    ParameterKind.SIZE: Limit,
    ParameterKind.CONDITION: Limit,
    ParameterKind.DEADLINE: Deadline,
    ParameterKind.KEY_PROJECT: KeyProject,
    ParameterKind.GROUP_PROJECT: Item,
    ParameterKind.AUTHORITY: Change,
    ParameterKind.CRITERION: Criterion,
    ParameterKind.PASS_MARK: Limit,
    ParameterKind.CERTIFICATE: Limit,
    ParameterKind.SERVICE: Limit,
    ParameterKind.NORM: Item,
}


def subject_label(kind: str, subject: str) -> str:
    """Return the Vietnamese name of what a parameter speaks of; the code where it has none."""
    choices = SUBJECTS.get(kind)
    return str(choices(subject).label) if choices and subject in choices.values else subject
