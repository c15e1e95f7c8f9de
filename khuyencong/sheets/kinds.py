"""The kinds of records that may come by sheet."""

from khuyencong.sheets.model import Column, Kind, Type
from khuyencong.values.vocabulary import LEGAL_CONTENTS, Activity

FORMS = {
    "enterprise": ("doanh nghiep", "dntn", "cong ty", "cty", "tnhh", "co phan", "dn"),
    "cooperative_union": ("lien hiep hop tac xa", "lien hiep htx"),
    "cooperative": ("hop tac xa", "htx"),
    "cooperative_group": ("to hop tac", "tht"),
    "household_business": ("ho kinh doanh", "ho kd", "hkd", "ho san xuat", "ho ca the", "ho"),
}
FORM_LABELS = {
    "enterprise": "Doanh nghiệp",
    "cooperative": "Hợp tác xã",
    "cooperative_union": "Liên hiệp hợp tác xã",
    "cooperative_group": "Tổ hợp tác",
    "household_business": "Hộ kinh doanh",
}
#: How lists of đề án name the nine contents.
CONTENTS = {
    "training": ("dao tao nghe", "truyen nghe", "dao tao", "day nghe"),
    "management_capacity": (
        "nang cao nang luc quan ly", "khoi su doanh nghiep", "nang luc quan ly",
    ),
    "technical_demonstration_and_machinery": (
        "mo hinh trinh dien", "may moc", "chuyen giao cong nghe", "thiet bi", "ky thuat",
    ),
    "typical_products": (
        "san pham cong nghiep nong thon tieu bieu", "san pham", "hoi cho", "trien lam",
        "binh chon", "nhan hieu", "thuong hieu", "phong trung bay",
    ),
    "consultancy": ("tu van", "tro giup"),
    "information": ("thong tin", "tuyen truyen", "truyen thong"),
    "clusters_and_joint_ventures": ("cum cong nghiep", "lien doanh", "lien ket", "o nhiem"),
    "international_cooperation": ("hop tac quoc te",),
    "program_management_capacity": (
        "nang cao nang luc to chuc", "nang luc to chuc thuc hien", "tap huan", "hoi nghi",
        "kiem tra", "giam sat",
    ),
}  # fmt: skip

ESTABLISHMENTS = Kind(
    code="establishments",
    label="Cơ sở công nghiệp nông thôn",
    row="cơ sở",
    columns=(
        Column(
            code="name",
            label="Tên cơ sở",
            words=("ten co so", "ten doanh nghiep", "ten don vi", "ten co so san xuat",
                   "ten cong ty", "co so cnnt", "ten", "co so"),
            required=True,
            example="HTX Mây tre Thí Dụ",
        ),
        Column(
            code="form",
            label="Loại hình",
            type=Type.CHOICE,
            words=("loai hinh", "hinh thuc", "loai hinh to chuc", "loai hinh kinh doanh"),
            choices=FORMS,
            labels=FORM_LABELS,
            from_section=True,
            example="Hợp tác xã",
            hint="Bỏ trống thì hiểu theo chữ đầu của tên.",
        ),
        Column(
            code="tax_code",
            label="Mã số thuế",
            type=Type.TAX_CODE,
            words=("ma so thue", "mst", "ma so doanh nghiep", "ma dn", "ma so dkkd"),
            example="9900000016",
        ),
        Column(
            code="commune",
            label="Xã, phường",
            type=Type.PLACE,
            words=("xa phuong", "xa", "phuong xa", "dia chi xa", "dia ban", "xa thi tran", "phuong",
                   "dia chi", "noi san xuat"),
            required=True,
            hint="Tên xã; thêm tên tỉnh nếu có xã trùng tên.",
        ),
        Column(
            code="district",
            label="Huyện (trước 01/7/2025)",
            words=("huyen", "quan huyen", "huyen thi xa thanh pho", "huyen tp"),
        ),
        Column(
            code="province", label="Tỉnh", words=("tinh", "tinh thanh pho", "tinh tp", "thanh pho")
        ),
        Column(
            code="street",
            label="Số nhà, thôn, đường",
            words=("so nha", "thon", "duong", "thon xom", "ap", "khu pho", "dia chi chi tiet",
                   "so nha thon duong", "thon ap"),
        ),
        Column(
            code="trade",
            label="Mã ngành",
            words=("ma nganh", "nganh nghe", "nganh", "ma nganh vsic", "linh vuc"),
            longest=20,
            hint="Mã của hệ thống ngành kinh tế, như 16292.",
        ),
        Column(
            code="phone",
            label="Điện thoại",
            type=Type.PHONE,
            words=("dien thoai", "so dien thoai", "sdt", "dt", "di dong", "lien he"),
        ),
        Column(
            code="women_owned",
            label="Do phụ nữ làm chủ",
            type=Type.YES,
            words=("phu nu lam chu", "chu la nu", "nu lam chu", "phu nu"),
        ),
        Column(
            code="minority_owned",
            label="Do người dân tộc thiểu số làm chủ",
            type=Type.YES,
            words=("dan toc thieu so", "dtts", "nguoi dan toc thieu so lam chu"),
        ),
    ),
)  # fmt: skip

PAST_PROJECTS = Kind(
    code="past_projects",
    label="Danh mục đề án đã thực hiện",
    row="đề án",
    columns=(
        Column(
            code="code",
            label="Mã đề án",
            words=("ma de an", "ma so", "so hieu de an", "ma"),
            longest=40,
            hint="Bỏ trống thì máy đặt mã theo năm, tên và đơn vị thụ hưởng.",
        ),
        Column(
            code="name",
            label="Tên đề án",
            words=("ten de an", "noi dung de an", "de an", "ten nhiem vu", "danh muc de an",
                   "ten noi dung", "noi dung ho tro"),
            required=True,
            longest=300,
            example="Ứng dụng máy sấy chè",
        ),
        Column(
            code="content",
            label="Nội dung hoạt động",
            type=Type.CHOICE,
            words=("noi dung hoat dong", "nhom noi dung", "linh vuc khuyen cong", "noi dung"),
            choices=CONTENTS,
            labels={str(one): Activity(one).label for one in LEGAL_CONTENTS},  # type: ignore[call-arg]
            from_section=True,
            example="Mô hình trình diễn kỹ thuật, máy móc tiên tiến",
        ),
        Column(
            code="beneficiary",
            label="Đơn vị thụ hưởng",
            words=("don vi thu huong", "don vi huong thu", "co so thu huong", "thu huong",
                   "co so duoc ho tro", "ten co so", "doi tuong thu huong", "chu dau tu"),
        ),
        Column(
            code="place",
            label="Địa điểm",
            type=Type.PLACE,
            words=("dia diem", "huyen", "xa", "noi thuc hien", "dia ban", "huyen tp", "xa phuong",
                   "dia diem thuc hien", "huyen thi xa", "dia chi"),
            hint="Theo địa giới của năm thực hiện.",
            example="xã Mẫu",
        ),
        Column(
            code="year",
            label="Năm",
            type=Type.YEAR,
            words=("nam", "nam thuc hien", "nam ke hoach"),
            from_title=True,
            required=True,
            example=2024,
        ),
        Column(
            code="national",
            label="Kinh phí khuyến công quốc gia",
            type=Type.MONEY,
            words=("kcqg", "khuyen cong quoc gia", "kinh phi quoc gia", "quoc gia", "kc qg",
                   "trung uong", "nstw"),
        ),
        Column(
            code="provincial",
            label="Kinh phí khuyến công địa phương",
            type=Type.MONEY,
            words=("kcdp", "khuyen cong dia phuong", "kinh phi dia phuong", "ngan sach tinh",
                   "kc dp", "khuyen cong tinh", "dia phuong", "nsdp", "kinh phi ho tro",
                   "so tien ho tro", "muc ho tro", "kinh phi khuyen cong"),
            example=150_000_000,
        ),
        Column(
            code="counterpart",
            label="Vốn đối ứng",
            type=Type.MONEY,
            words=("doi ung", "von doi ung", "don vi thu huong dong gop", "von co so",
                   "von cua don vi", "kinh phi doi ung"),
            example=320_000_000,
        ),
        Column(
            code="total",
            label="Tổng kinh phí",
            type=Type.MONEY,
            words=("tong kinh phi", "tong so", "tong cong", "tong von", "tong muc dau tu", "tong"),
            example=470_000_000,
        ),
        Column(
            code="accepted",
            label="Ngày nghiệm thu",
            type=Type.DATE,
            words=("ngay nghiem thu", "nghiem thu", "ngay hoan thanh", "thoi gian nghiem thu"),
            example="15/08/2024",
        ),
        Column(
            code="jobs",
            label="Số lao động",
            type=Type.COUNT,
            words=("so lao dong", "lao dong", "viec lam", "so nguoi", "lao dong tang them"),
        ),
    ),
)  # fmt: skip

ITEMS = {
    "training": ("dao tao", "truyen nghe", "day nghe"),
    "start_up": ("khoi su", "nang cao nang luc quan ly"),
    "production_line": ("day chuyen",),
    "cleaner_model": ("san xuat sach",),
    "machinery": ("may moc", "thiet bi", "chuyen giao", "may"),
    "join_fair": ("hoi cho", "trien lam"),
    "trademark": ("nhan hieu", "thuong hieu", "bao bi"),
    "showroom": ("phong trung bay", "trung bay"),
    "consultancy": ("tu van",),
}
ITEM_LABELS = {
    "training": "Đào tạo nghề, truyền nghề",
    "start_up": "Khởi sự doanh nghiệp",
    "production_line": "Dây chuyền công nghệ",
    "cleaner_model": "Sản xuất sạch hơn",
    "machinery": "Máy móc, thiết bị",
    "join_fair": "Tham gia hội chợ",
    "trademark": "Nhãn hiệu",
    "showroom": "Phòng trưng bày",
    "consultancy": "Tư vấn",
}

NEEDS = Kind(
    code="needs",
    label="Nhu cầu khảo sát",
    row="nhu cầu",
    columns=(
        Column(
            code="establishment",
            label="Tên cơ sở",
            words=("ten co so", "co so", "ten don vi", "don vi", "ten doanh nghiep"),
            required=True,
            example="HTX Mây tre Thí Dụ",
        ),
        Column(
            code="tax_code",
            label="Mã số thuế",
            type=Type.TAX_CODE,
            words=("ma so thue", "mst"),
        ),
        Column(
            code="item",
            label="Loại việc",
            type=Type.CHOICE,
            words=("loai viec", "hang muc", "loai nhu cau", "nhom noi dung", "loai ho tro"),
            choices=ITEMS,
            labels=ITEM_LABELS,
            from_section=True,
            required=True,
            example="Máy móc, thiết bị",
        ),
        Column(
            code="what",
            label="Cần hỗ trợ việc gì",
            words=("can ho tro", "nhu cau", "noi dung nhu cau", "noi dung de nghi",
                   "can ho tro viec gi", "noi dung ho tro", "noi dung"),
            required=True,
            longest=300,
            example="Mua máy chẻ nan",
        ),
        Column(
            code="year",
            label="Muốn làm năm",
            type=Type.YEAR,
            words=("nam", "muon lam nam", "nam ke hoach", "nam thuc hien"),
            from_title=True,
            required=True,
            example=2027,
        ),
        Column(
            code="cost",
            label="Chi phí ước tính",
            type=Type.MONEY,
            words=("chi phi uoc tinh", "chi phi", "tong kinh phi", "kinh phi", "tong von"),
            example=500_000_000,
        ),
        Column(
            code="own_money",
            label="Vốn đã có sẵn",
            type=Type.MONEY,
            words=("von da co", "von tu co", "von san co", "doi ung"),
        ),
        Column(
            code="jobs",
            label="Việc làm thêm",
            type=Type.COUNT,
            words=("viec lam them", "lao dong", "so lao dong", "viec lam"),
        ),
        Column(
            code="visited_on",
            label="Ngày khảo sát",
            type=Type.DATE,
            words=("ngay khao sat", "ngay den", "ngay"),
            required=True,
            example="05/03/2026",
        ),
    ),
)  # fmt: skip

ENTRIES = Kind(
    code="entries",
    label="Hồ sơ bình chọn sản phẩm",
    row="hồ sơ",
    columns=(
        Column(
            code="establishment",
            label="Tên cơ sở",
            words=("ten co so", "co so", "ten don vi", "don vi", "ten doanh nghiep"),
            required=True,
            example="HTX Mây tre Thí Dụ",
        ),
        Column(
            code="tax_code",
            label="Mã số thuế",
            type=Type.TAX_CODE,
            words=("ma so thue", "mst"),
        ),
        Column(
            code="product",
            label="Tên sản phẩm",
            words=("ten san pham", "san pham", "san pham bo san pham"),
            required=True,
            example="Bộ ấm chén men lam",
        ),
        Column(
            code="group",
            label="Nhóm sản phẩm",
            type=Type.CHOICE,
            words=("nhom san pham", "nhom"),
            choices={
                "craft": ("thu cong my nghe", "thu cong", "my nghe"),
                "food": ("che bien nong lam thuy san", "che bien", "thuc pham", "do uong"),
                "machine": ("thiet bi may moc", "thiet bi", "may moc", "co khi"),
                "other": ("san pham khac", "khac"),
            },
            labels={
                "craft": "Thủ công mỹ nghệ",
                "food": "Chế biến nông, lâm, thủy sản và đồ uống",
                "machine": "Thiết bị, máy móc, dụng cụ và phụ tùng cơ khí",
                "other": "Sản phẩm khác",
            },
            from_section=True,
            required=True,
            example="Thủ công mỹ nghệ",
        ),
        Column(
            code="parts",
            label="Bộ sản phẩm gồm",
            words=("bo san pham gom", "gom", "chi tiet bo"),
            longest=500,
            hint="Chỉ khi là bộ sản phẩm.",
        ),
        Column(
            code="round",
            label="Cuộc bình chọn",
            words=("cuoc binh chon", "dot binh chon", "ky binh chon"),
            hint="Bỏ trống nếu đơn vị chỉ có một cuộc đang nhận hồ sơ.",
        ),
        Column(
            code="since",
            label="Sản xuất từ năm",
            type=Type.YEAR,
            words=("san xuat tu nam", "nam bat dau san xuat"),
        ),
        Column(
            code="workers",
            label="Số lao động",
            type=Type.COUNT,
            words=("so lao dong", "lao dong"),
        ),
        Column(
            code="unit",
            label="Đơn vị sản lượng",
            words=("don vi san luong", "don vi tinh", "dvt"),
            longest=30,
        ),
        Column(
            code="output_last",
            label="Sản lượng năm trước",
            type=Type.COUNT,
            words=("san luong nam truoc", "san luong"),
        ),
        Column(
            code="revenue_last",
            label="Doanh thu năm trước",
            type=Type.MONEY,
            words=("doanh thu nam truoc", "doanh thu"),
        ),
        Column(
            code="materials",
            label="Nguyên liệu chính",
            words=("nguyen lieu chinh", "nguyen lieu"),
            longest=300,
        ),
        Column(
            code="markets",
            label="Nơi bán",
            words=("noi ban", "thi truong", "thi truong tieu thu"),
            longest=300,
        ),
        Column(
            code="declared",
            label="Cam kết đủ bốn điều của Điều 4",
            type=Type.YES,
            words=("cam ket", "cam ket du bon dieu cua dieu 4", "cam ket dieu 4"),
            required=True,
            example="có",
        ),
    ),
)

KINDS = {kind.code: kind for kind in (ESTABLISHMENTS, PAST_PROJECTS, NEEDS, ENTRIES)}
