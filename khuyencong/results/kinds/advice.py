"""Contents 5 and 6: consultancy; information by channel, print and the web."""

from khuyencong.results.kinds.declaring import Feed, Kind, column, text, whole
from khuyencong.values.vocabulary import Activity as A

CONSULTANCY, INFORMATION = (A.CONSULTANCY,), (A.INFORMATION, A.CLEANER_PRODUCTION)

KINDS = (
    Kind(
        code="consultancy",
        name="Tư vấn, trợ giúp cơ sở",
        contents=CONSULTANCY,
        fields=(
            column("establishments", "Số cơ sở được tư vấn"),
            column("establishment_turns", "Số lượt cơ sở được tư vấn"),
            text("adviser", "Ai tư vấn"),
        ),
        feeds=(
            Feed("consultancy.establishments", "establishments"),
            Feed("consultancy.turns", "establishment_turns"),
        ),
        variant_label="Về việc gì",
        variants=(
            ("land", "đất đai, mặt bằng"),
            ("credit", "vay vốn, tín dụng"),
            ("tax", "thuế, kế toán"),
            ("technology", "công nghệ, kỹ thuật"),
            ("registration", "đăng ký kinh doanh, thủ tục"),
            ("marketing", "tiếp thị, thị trường"),
            ("management", "quản trị, kế hoạch kinh doanh"),
            ("branding", "nhãn hiệu, bao bì, mã vạch, mã QR"),
            ("other", "việc khác"),
        ),
        lists_establishments=True,
        evidence=("bien-ban", "hop-dong"),
    ),
    Kind(
        code="design",
        name="Thiết kế bao bì, nhãn mác; mã vạch, tem truy xuất",
        contents=CONSULTANCY,
        unit="design",
        fields=(
            column("quantity", "Số mẫu", unit="design"),
            column("establishments", "Số cơ sở được giúp", required=True),
            column("products", "Số sản phẩm"),
            whole("stamps", "Số tem đã in", ""),
        ),
        feeds=(
            Feed("consultancy.designs", "quantity"),
            Feed("consultancy.establishments", "establishments"),
        ),
        variant_label="Loại",
        variants=(
            ("packaging", "mẫu mã, bao bì"),
            ("label", "nhãn mác"),
            ("barcode", "mã vạch"),
            ("traceability", "tem truy xuất nguồn gốc"),
        ),
        lists_establishments=True,
        evidence=("bien-ban", "anh"),
    ),
    Kind(
        code="founding",
        name="Doanh nghiệp mới thành lập ở địa bàn khó khăn",
        contents=CONSULTANCY,
        fields=(
            column("establishments", "Số doanh nghiệp thành lập", required=True),
            column("jobs"),
        ),
        feeds=(Feed("consultancy.founded", "establishments"),),
        lists_establishments=True,
        evidence=("dang-ky-kinh-doanh",),
    ),
    Kind(
        code="broadcast",
        name="Chuyên mục, phóng sự",
        contents=INFORMATION,
        unit="feature",
        fields=(
            column("quantity", "Số chuyên mục, phóng sự", unit="feature"),
            text("channel", "Đài, báo nào"),
            whole("minutes", "Tổng thời lượng (phút)", ""),
        ),
        feeds=(Feed("information.features", "quantity"),),
        variant_label="Kênh",
        variants=(
            ("television", "truyền hình"),
            ("radio", "phát thanh"),
            ("press", "báo in, báo điện tử"),
            ("online", "mạng xã hội, trang tin"),
            ("several", "nhiều kênh"),
        ),
        evidence=("hop-dong", "chung-tu"),
    ),
    Kind(
        code="media_item",
        name="Tin bài, chương trình, ấn phẩm tuyên truyền",
        contents=INFORMATION,
        unit="item",
        fields=(
            column("quantity", "Số tin bài, chương trình", required=True, unit="item"),
            text("channel", "Đài, báo nào"),
        ),
        feeds=(Feed("information.items", "quantity"),),
        variant_label="Kênh",
        variants=(
            ("television", "truyền hình"),
            ("radio", "phát thanh"),
            ("press", "báo in, báo điện tử"),
            ("online", "mạng xã hội, trang tin"),
            ("several", "nhiều kênh"),
        ),
        evidence=("chung-tu",),
    ),
    Kind(
        code="printed",
        name="Bản tin, ấn phẩm, catalog",
        contents=INFORMATION,
        fields=(
            column("copies", "Số bản", required=True),
            whole("issues", "Số kỳ phát hành", ""),
            whole("subscriptions", "Số nơi nhận thường kỳ", ""),
        ),
        feeds=(Feed("information.copies", "copies"),),
        variant_label="Loại",
        variants=(
            ("bulletin", "bản tin"),
            ("catalogue", "catalog"),
            ("handbook", "sổ tay, sách"),
        ),
        evidence=("chung-tu", "anh"),
    ),
    Kind(
        code="leaflet",
        name="Tờ rơi, tờ gấp",
        contents=INFORMATION,
        fields=(column("copies", "Số tờ", required=True, unit="leaflet"), text("about", "Về gì")),
        feeds=(
            Feed("information.leaflets", "copies"),
            Feed("cleaner.leaflets", "copies"),
        ),
        evidence=("chung-tu", "anh"),
    ),
    Kind(
        code="website",
        name="Trang tin, cơ sở dữ liệu, phần mềm",
        contents=INFORMATION,
        unit="website_or_software",
        fields=(
            column("quantity", "Số trang tin, phần mềm", unit="website_or_software"),
            text("address", "Địa chỉ trang"),
        ),
        feeds=(Feed("information.websites", "quantity"),),
        variant_label="Loại",
        variants=(
            ("built", "xây dựng mới"),
            ("kept", "duy trì"),
            ("establishment", "cho cơ sở"),
            ("data", "cơ sở dữ liệu"),
        ),
        evidence=("bien-ban",),
    ),
)
