"""The words by which a report tells which content of the programme, whose money, what kind.

Tables only. A longer phrase beats a shorter one, and one that begins earlier hides what it covers:
"kinh phí khuyến công địa phương" is about money, not about a place.
"""

from khuyencong.reading.lexicon import spread
from khuyencong.values.vocabulary import Activity, FigureKind, FundingSource

ACTIVITIES: dict[str, Activity | None] = spread(
    {
        Activity.TRAINING: (
            "học nghề | đào tạo nghề | truyền nghề | nâng cao tay nghề | dạy nghề | "
            "đào tạo nghề, truyền nghề | đào tạo lao động | đào tạo nghề nghiệp | "
            "đào tạo công nhân | phát triển nghề | nhân cấy nghề"
        ),
        Activity.MANAGEMENT_CAPACITY: (
            "nâng cao năng lực quản lý | khởi sự doanh nghiệp | khởi sự | "
            "quản trị doanh nghiệp | khởi nghiệp | học tập kinh nghiệm | hội nghị, hội thảo | "
            "thành lập doanh nghiệp | nâng cao nhận thức | tham quan, khảo sát | "
            "khảo sát, học tập | năng lực quản lý | trao đổi kinh nghiệm | tham quan học tập | "
            "học tập, trao đổi kinh nghiệm | tập huấn quản lý | kỹ năng quản lý | "
            "kỹ năng quản trị | kỹ năng bán hàng | năng lực quản trị | "
            "khảo sát, học tập kinh nghiệm | tập huấn kiến thức | kỹ năng kinh doanh"
        ),
        Activity.TECHNICAL_DEMONSTRATION_AND_MACHINERY: (
            "mô hình trình diễn | trình diễn kỹ thuật | chuyển giao công nghệ | "
            "ứng dụng máy móc | máy móc thiết bị | máy móc, thiết bị | thiết bị tiên tiến | "
            "máy móc tiên tiến | dây chuyền công nghệ | đổi mới công nghệ | đổi mới thiết bị | "
            "tiến bộ khoa học kỹ thuật | ứng dụng thiết bị | đầu tư máy | mua máy | "
            "hỗ trợ máy | dây chuyền sản xuất | đầu tư thiết bị | máy thiết bị | "
            "khoa học kỹ thuật | máy, thiết bị | cải tiến công nghệ | máy móc | thiết bị | "
            "mhtdkt | mmtb | mhtd | máy | hỗ trợ thiết bị | lắp máy | dây chuyền | "
            "mô hình tdkt | mua sắm máy"
        ),
        Activity.TYPICAL_PRODUCTS: (
            "bình chọn | sản phẩm công nghiệp nông thôn tiêu biểu | sản phẩm cnnt tiêu biểu | "
            "hội chợ | triển lãm | gian hàng | phòng trưng bày | đăng ký thương hiệu | "
            "đăng ký nhãn hiệu | nhãn hiệu | thương hiệu | trưng bày | quảng bá sản phẩm | "
            "kết nối cung cầu | xúc tiến thương mại | nhãn hiệu hàng hóa | "
            "điểm giới thiệu và bán | kết nối giao thương | sản phẩm tiêu biểu | tôn vinh | "
            "nhà trưng bày | phát triển sản phẩm | quảng bá, giới thiệu sản phẩm | "
            "cnnt tiêu biểu | sp cnnt tiêu biểu | sp tiêu biểu | cnnttb | "
            "sản phẩm được công nhận | xúc tiến | giao thương"
        ),
        Activity.CONSULTANCY: (
            "tư vấn | trợ giúp | thiết kế mẫu mã | mẫu mã bao bì | bao bì | thiết kế bao bì | "
            "tem truy xuất | lập dự án đầu tư | thuê tư vấn | truy xuất nguồn gốc | mã vạch | "
            "mẫu mã, bao bì | nhãn mác | tư vấn, trợ giúp | điểm tư vấn khuyến công"
        ),
        Activity.INFORMATION: (
            "tuyên truyền | thông tin tuyên truyền | cung cấp thông tin | chuyên mục | "
            "bản tin | tờ rơi | phóng sự | trang thông tin điện tử | truyền hình | website | "
            "tin bài | ấn phẩm | chuyên trang | truyền thông | tin, bài | đài phát thanh | "
            "catalogue | trang tin điện tử | xuất bản | phát hành | truyền thanh | lượt bài | "
            "đài truyền thanh | loa truyền thanh | tờ gấp | chuyên đề phát thanh | fanpage"
        ),
        Activity.CLUSTERS_AND_JOINT_VENTURES: (
            "cụm công nghiệp | liên doanh | liên kết, hợp tác kinh tế | ccn | "
            "liên doanh, liên kết | khu, cụm công nghiệp | di dời cơ sở | "
            "liên kết hợp tác kinh tế | hạ tầng cụm | quy hoạch chi tiết cụm | "
            "hiệp hội, hội ngành nghề | cụm liên kết | cơ sở gây ô nhiễm | xử lý ô nhiễm | "
            "di dời | hệ thống xử lý nước thải"
        ),
        Activity.INTERNATIONAL_COOPERATION: "hợp tác quốc tế | đoàn ra | ngoài nước về khuyến công",
        Activity.PROGRAM_MANAGEMENT_CAPACITY: (
            "nâng cao năng lực quản lý và tổ chức thực hiện | "
            "tổ chức thực hiện hoạt động khuyến công | năng lực tổ chức thực hiện | "
            "kiểm tra, giám sát | quản lý chương trình đề án khuyến công | "
            "tập huấn công tác khuyến công | cán bộ làm công tác khuyến công | "
            "cán bộ quản lý về khuyến công | dịch vụ hành chính công | "
            "nâng cao năng lực quản lý, tổ chức thực hiện | nghiệp vụ khuyến công | "
            "quản lý chương trình, đề án | hội nghị khuyến công | cán bộ khuyến công | "
            "tập huấn nghiệp vụ khuyến công | nâng cao năng lực cho cán bộ | "
            "nâng cao năng lực và tổ chức thực hiện | hội nghị tập huấn công tác khuyến công | "
            "quản lý và tổ chức thực hiện hoạt động khuyến công | quản lý, giám sát | "
            "quản lý chương trình"
        ),
        Activity.CLEANER_PRODUCTION: (
            "sản xuất sạch hơn | sxsh | sản xuất và tiêu dùng bền vững | sản xuất bền vững | "
            "sản xuất sạch | tiêu dùng bền vững"
        ),
        Activity.ORGANISATION: (
            "cộng tác viên khuyến công | công chức kiêm nhiệm | cán bộ kiêm nhiệm | "
            "kiêm nhiệm | chuyên trách | tổ chức bộ máy | về cán bộ làm công tác khuyến công | "
            "hệ thống khuyến công | tổ chức khuyến công | số cán bộ | cán bộ, viên chức | "
            "biên chế | phân công, phân cấp | công tác phối hợp | mạng lưới cộng tác viên | "
            "hệ thống tổ chức | tổ chức hệ thống | nhân sự | cơ cấu tổ chức | đội ngũ cán bộ | "
            "phụ trách công thương | phụ trách khuyến công | viên chức và người lao động | "
            "bộ máy làm công tác | tổ chức, bộ máy | "
            "hệ thống cộng tác viên | lao động hợp đồng"
        ),
        Activity.POLICY_DOCUMENTS: (
            "ban hành chủ trương, chính sách | chủ trương, chính sách về khuyến công | "
            "văn bản quy phạm pháp luật | xây dựng, ban hành | ban hành văn bản | "
            "cơ chế, chính sách | công tác xây dựng văn bản | phê duyệt chương trình | "
            "phê duyệt quy chế | ban hành chương trình"
        ),
        Activity.OUTCOME: (
            "số cơ sở công nghiệp nông thôn năm | tổng số cơ sở công nghiệp nông thôn | "
            "số cơ sở cnnt trên địa bàn | giá trị sản xuất công nghiệp | giá trị sản xuất | "
            "chỉ số sản xuất công nghiệp | kim ngạch xuất khẩu | làng nghề đạt tiêu chí | "
            "làng nghề khu vực nông thôn | số doanh nghiệp, cơ sở sản xuất | iip | "
            "tốc độ tăng trưởng | giá trị gia tăng | tổng sản phẩm trên địa bàn | "
            "tổng mức bán lẻ | grdp | hiệu quả kinh tế | thu ngân sách | thu nhập bình quân | "
            "số doanh nghiệp, cơ sở | làng nghề được công nhận | phát triển số doanh nghiệp | "
            "cơ sở sản xuất công nghiệp trên địa bàn"
        ),
        Activity.TOTAL: "phiếu cung cấp thông tin | hội nghị khuyến công các tỉnh",
        None: (
            "nhà máy | bộ máy | máy lẻ | số máy | "
            "trung tâm khuyến công và xúc tiến thương mại | "
            "khuyến công và xúc tiến thương mại | khuyến công và tư vấn phát triển công nghiệp | "
            "trung tâm khuyến công và tư vấn | khuyến công và tư vấn công nghiệp | "
            "xúc tiến thương mại và khuyến công | trung tâm xúc tiến thương mại"
        ),
        Activity.OTHER: "hoạt động khuyến công khác | hoạt động khác | hỗ trợ lãi suất | lãi suất",
    }
)

#: What a thing counted tells of the content, where no word around it does.
UNIT_ACTIVITIES: dict[str, Activity] = {
    "class": Activity.TRAINING,
    "fair": Activity.TYPICAL_PRODUCTS,
    "booth": Activity.TYPICAL_PRODUCTS,
    "round": Activity.TYPICAL_PRODUCTS,
    "trademark": Activity.TYPICAL_PRODUCTS,
    "showroom": Activity.TYPICAL_PRODUCTS,
    "feature": Activity.INFORMATION,
    "leaflet": Activity.INFORMATION,
    "website_or_software": Activity.INFORMATION,
    "cluster": Activity.CLUSTERS_AND_JOINT_VENTURES,
    "model": Activity.TECHNICAL_DEMONSTRATION_AND_MACHINERY,
    "machine": Activity.TECHNICAL_DEMONSTRATION_AND_MACHINERY,
    "production_line": Activity.TECHNICAL_DEMONSTRATION_AND_MACHINERY,
    "design": Activity.CONSULTANCY,
}

#: Those who put their own money beside that of the programme, and what they do with it.
_CONTRIBUTORS = (
    *("cơ sở", "các cơ sở", "chủ cơ sở", "cơ sở thụ hưởng", "cơ sở cnnt", "doanh nghiệp", "dn"),
    *("các doanh nghiệp", "hợp tác xã", "htx", "các htx", "tổ hợp tác", "hộ", "các hộ", "chủ hộ"),
    *("hộ dân", "hộ gia đình", "hộ kinh doanh", "người dân", "nhân dân", "đơn vị", "các đơn vị"),
    *("đơn vị thụ hưởng", "đối tượng thụ hưởng", "chủ đầu tư", "công ty", "hộ sản xuất", "dân"),
    *("chủ doanh nghiệp", "bên thụ hưởng", "xã viên", "hội viên", "chủ xưởng"),
)
_GIVE = (
    *("góp", "góp vốn", "góp thêm", "đóng góp", "bỏ ra", "bỏ vốn", "bỏ thêm", "tự bỏ", "bỏ tiền"),
    *("tự lo", "tự có", "tự chi", "tự đầu tư", "tự huy động", "đối ứng", "đầu tư thêm", "chi thêm"),
    *("tự bỏ vốn", "tự bỏ ra", "chi trả", "bù thêm", "đối ứng thêm", "tự túc", "tự trang trải"),
    *("bỏ", "lo", "tự góp", "cùng góp", "cam kết đối ứng", "đầu tư đối ứng"),
)
_SPONSOR = ("tài trợ", "ủng hộ", "hỗ trợ thêm", "biếu tặng")

SOURCES: dict[str, FundingSource | None] = spread(
    {
        FundingSource.NATIONAL: (
            "khuyến công quốc gia | kcqg | ngân sách trung ương | nguồn quốc gia | "
            "kinh phí quốc gia | nguồn trung ương | kinh phí trung ương | "
            "kinh phí khuyến công quốc gia | đề án quốc gia | kc quốc gia | nstw | vốn kcqg | "
            "ns trung ương | vốn trung ương | trung ương hỗ trợ | trung ương cấp | tw hỗ trợ | "
            "phần trung ương | bộ công thương hỗ trợ | cục công thương địa phương hỗ trợ | "
            "vốn khuyến công quốc gia | ngân sách tw | nguồn kcqg"
        ),
        FundingSource.PROVINCIAL: (
            "khuyến công tỉnh | khuyến công cấp tỉnh | ngân sách tỉnh | ngân sách cấp tỉnh | "
            "khuyến công địa tỉnh | kinh phí khuyến công tỉnh | khuyến công thành phố | "
            "ngân sách thành phố | kc tỉnh | khuyến công địa phương cấp tỉnh | kcđp cấp tỉnh | "
            "kinh phí cấp tỉnh | khuyến công địa phương (cấp tỉnh) | ngân sách của tỉnh | "
            "nguồn vốn tỉnh | nguồn tỉnh | nsnn tỉnh | ns tỉnh | vốn tỉnh | tỉnh hỗ trợ | "
            "tỉnh cấp | tỉnh bố trí | phần tỉnh | kc cấp tỉnh | nsnn cấp tỉnh | "
            "vốn khuyến công tỉnh | nguồn khuyến công tỉnh | tiền tỉnh"
        ),
        FundingSource.DISTRICT: (
            "ngân sách huyện | ngân sách cấp huyện | khuyến công huyện | "
            "khuyến công cấp huyện | kinh phí huyện | nguồn cấp huyện | kinh phí cấp huyện | "
            "khuyến công địa phương cấp huyện | ngân sách các huyện | các huyện bố trí | "
            "huyện, thành phố bố trí | huyện, thị xã, thành phố bố trí | huyện bố trí | "
            "ngân sách huyện, thành phố | kcđp cấp huyện | ngân sách các huyện, thành phố | "
            "huyện, thị xã bố trí | cấp huyện bố trí | ngân sách của các huyện | nsnn huyện | "
            "nsnn cấp huyện | ns huyện | huyện hỗ trợ | huyện cấp | phần huyện | vốn huyện | "
            "ngân sách thị xã | ngân sách của huyện | kc huyện | khuyến công thị xã"
        ),
        FundingSource.COMMUNE: (
            "ngân sách xã | ngân sách cấp xã | khuyến công cấp xã | khuyến công xã | "
            "ngân sách các xã | kinh phí cấp xã | nsnn xã | ns xã | xã hỗ trợ | xã bố trí | "
            "ngân sách phường | ngân sách đặc khu | ngân sách của xã | ngân sách thị trấn"
        ),
        FundingSource.LOCAL: (
            "khuyến công địa phương | kcđp | ngân sách địa phương | nguồn địa phương | "
            "kinh phí địa phương | kinh phí khuyến công địa phương | kc địa phương | nsđp"
        ),
        FundingSource.COUNTERPART: (
            "vốn đối ứng | đối ứng | kinh phí đối ứng | vốn đầu tư của cơ sở | vốn của cơ sở | "
            "vốn của doanh nghiệp | đơn vị thụ hưởng đầu tư | cơ sở đóng góp | "
            "cơ sở tự đầu tư | vốn tự có | doanh nghiệp đối ứng | "
            "vốn đầu tư từ các tổ chức, cá nhân | vốn đầu tư của các tổ chức, cá nhân | "
            "đơn vị thụ hưởng đóng góp | cơ sở thụ hưởng đầu tư | vốn đầu tư của các tổ chức | "
            "doanh nghiệp đầu tư | huy động từ doanh nghiệp | vốn đầu tư của doanh nghiệp | "
            "đóng góp của doanh nghiệp | kinh phí của doanh nghiệp | vốn doanh nghiệp | "
            "vốn của các cơ sở | nguồn vốn của doanh nghiệp | vốn đầu tư từ các cơ sở | "
            "đóng góp của cơ sở | vốn đầu tư của các cơ sở | kinh phí do cơ sở | "
            "cơ sở đối ứng | vốn đóng góp của | nguồn tự có | kinh phí tự có | vốn dân | "
            "vốn tự bỏ | vốn của dân | vốn của hộ | vốn của các hộ | vốn của htx | "
            "vốn của hợp tác xã | "
            "tiền của dân | tiền của cơ sở | tiền của doanh nghiệp | vốn chủ sở hữu | vốn vay | "
            "phần của cơ sở | phần cơ sở | vốn cơ sở | vốn của người dân | vốn tư nhân | "
            "vốn huy động của dân | vốn xã hội | vốn nhân dân | phần đối ứng"
        ),
        FundingSource.INTEGRATED: "lồng ghép | nguồn lồng ghép | vốn lồng ghép",
        FundingSource.FOREIGN: (
            "vốn tài trợ nước ngoài | dự án nước ngoài | tài trợ nước ngoài | "
            "tổ chức nước ngoài | dự án tài trợ | vốn nước ngoài | vốn oda | oda | "
            "tổ chức quốc tế tài trợ"
        ),
        FundingSource.SPONSOR: (
            "nhà tài trợ | vốn tài trợ | xã hội hóa | nguồn xã hội hóa | kinh phí tài trợ"
        ),
        FundingSource.OWN_REVENUE: (
            "nguồn thu của đơn vị | nguồn thu sự nghiệp | tự chủ của đơn vị | "
            "nguồn thu từ hoạt động | thu từ cho thuê | thu phí | thu từ | "
            "thu của các gian hàng"
        ),
        FundingSource.CAPITAL_INVESTMENT: (
            "vốn đầu tư phát triển | vốn đầu tư công | vốn xây dựng cơ bản"
        ),
        FundingSource.STATE_TOTAL: (
            "ngân sách nhà nước | nsnn | "
            "kế hoạch kinh phí khuyến công quốc gia và kinh phí khuyến công địa phương | "
            "khuyến công quốc gia và địa phương | "
            "khuyến công quốc gia và khuyến công địa phương | "
            "cả kinh phí trung ương và địa phương | vốn ngân sách | khuyến công các cấp | "
            "kinh phí nhà nước | kinh phí khuyến công quốc gia và địa phương | "
            "khuyến công quốc gia và kinh phí khuyến công địa phương"
        ),
        #: Names that hold a word of money but tell nothing about this figure's.
        None: (
            "chương trình khuyến công quốc gia đến năm | vốn đầu tư nước ngoài | "
            "trung tâm khuyến công tỉnh | trung tâm khuyến công quốc gia | "
            "sử dụng ngân sách nhà nước | luật ngân sách nhà nước | "
            "chương trình khuyến công quốc gia giai đoạn | nộp ngân sách nhà nước | "
            "thu ngân sách nhà nước | nộp ngân sách | "
            "chương trình khuyến công địa phương giai đoạn | kế hoạch khuyến công quốc gia"
        ),
    }
)

SOURCES |= {f"{who} {gives}": FundingSource.COUNTERPART for who in _CONTRIBUTORS for gives in _GIVE}
SOURCES |= {f"{who} {gives}": FundingSource.SPONSOR for who in _CONTRIBUTORS for gives in _SPONSOR}

#: What the words before a number, in its own clause, tell about its kind.
KIND_CUES: dict[str, FigureKind] = spread(
    {
        FigureKind.OUTCOME: (
            "giải quyết việc làm | tạo việc làm | thu nhập | tăng năng suất | năng suất | "
            "giảm chi phí | doanh thu | giá trị sản xuất | lợi nhuận | việc làm mới | "
            "nộp ngân sách | kim ngạch | tiết kiệm | giảm tiêu hao | hợp đồng được ký | "
            "doanh số | tạo thêm việc làm | việc làm ổn định | có việc làm | sản lượng | "
            "công suất | giá trị hợp đồng | tăng trưởng | giải quyết việc | "
            "tạo công ăn việc làm | giảm thời gian | tăng doanh thu | hiệu quả kinh tế | "
            "chỉ số sản xuất | tỷ lệ lao động có việc làm | mức lương | lương bình quân | "
            "tìm được việc | tỷ lệ có việc | có việc ngay | giữ việc cho | giữ việc làm | "
            "giữ được việc | tiền điện | hao hụt | hàng hư | hàng lỗi | tỷ lệ hỏng | "
            "tỷ lệ phế phẩm | phế phẩm | mức tiết kiệm | nộp thuế | lãi thêm | tăng lãi | "
            "nộp ngân sách tăng | giá trị sxcn | công suất tăng | số lao động tăng | "
            "lao động tăng | sản lượng tăng | thêm việc làm | việc làm cho | tiêu hao | "
            "giảm phát thải | kim ngạch xuất khẩu"
        ),
        FigureKind.PLAN: (
            "dự kiến | kế hoạch năm | đề nghị | đăng ký kế hoạch | đăng ký thực hiện | "
            "đăng ký đề án | đề xuất | được giao | kế hoạch khuyến công | kế hoạch vốn | "
            "cam kết tài trợ | được phê duyệt kế hoạch | kế hoạch được giao | sẽ tổ chức | "
            "sẽ hỗ trợ | sẽ triển khai | theo kế hoạch | kế hoạch giao | được giao kế hoạch | "
            "kế hoạch kinh phí | tiếp tục triển khai thực hiện | dự toán | phê duyệt kinh phí | "
            "kinh phí được phê duyệt | đề xuất hỗ trợ | đã được phê duyệt | được phê duyệt là | "
            "kh năm | kh vốn | "
            "sẽ thực hiện | sẽ phối hợp | sẽ giải ngân | dự tính | cam kết đối ứng | sẽ mở | "
            "sẽ đào tạo | xin hỗ trợ | đề nghị hỗ trợ | kiến nghị hỗ trợ | dự trù | "
            "nhu cầu vốn | nhu cầu kinh phí"
        ),
        FigureKind.RESULT: (
            "thực hiện kế hoạch năm | theo kế hoạch năm | thực hiện kế hoạch | "
            "triển khai kế hoạch | căn cứ kế hoạch | thực hiện kế hoạch khuyến công | "
            "triển khai kế hoạch khuyến công | giải ngân | đã thực hiện | đã hỗ trợ | "
            "đã tổ chức | căn cứ kế hoạch khuyến công | đăng ký tham gia | đăng ký nhãn hiệu | "
            "đăng ký thương hiệu | đăng ký kinh doanh | đăng ký bảo hộ | theo đề nghị | "
            "được đề nghị | được giao nhiệm vụ | kế hoạch khuyến công hàng năm"
        ),
        FigureKind.TARGET: (
            "phấn đấu | mục tiêu đến | đặt mục tiêu | mục tiêu là | chỉ tiêu đến | "
            "mục tiêu đến năm | mục tiêu đề ra là | phấn đấu đến | mục tiêu hỗ trợ"
        ),
        FigureKind.NORM: (
            "mức hỗ trợ tối đa | tối đa | không quá | không vượt quá | mức hỗ trợ | định mức | "
            "mức chi | tối thiểu | ít nhất bằng | không thấp hơn | mức thưởng | hỗ trợ tối đa | "
            "không dưới | mức tối đa | ngắn hạn | phụ cấp | thù lao"
        ),
        FigureKind.RATIO: "trung bình cứ | bình quân cứ | cứ mỗi",
        FigureKind.CONTEXT: (
            "dân số | diện tích tự nhiên | diện tích | vốn đăng ký | tổng diện tích | "
            "đơn vị hành chính | quy mô dân số | diện tích đất | quy mô diện tích | "
            "vốn điều lệ | thành lập từ năm | độ tuổi | giá vật tư | giá nguyên liệu | "
            "tỷ lệ lấp đầy | giá xăng"
        ),
    }
)

#: A heading, or the words that open a list, set the kind of all that stands under them.
SECTION_KINDS: dict[str, FigureKind] = spread(
    {
        FigureKind.TARGET: (
            "mục tiêu | chỉ tiêu | phương hướng | định hướng | mục tiêu cụ thể | "
            "chỉ tiêu cụ thể | mục tiêu chung | nhiệm vụ trọng tâm | nhiệm vụ và giải pháp | "
            "giải pháp | nhiệm vụ, giải pháp | nhiệm vụ chủ yếu | mục tiêu, chỉ tiêu | "
            "phương hướng, nhiệm vụ | phấn đấu | chỉ tiêu phấn đấu | định hướng phát triển | "
            "nhiệm vụ giai đoạn | phương hướng giai đoạn"
        ),
        FigureKind.PLAN: (
            "kế hoạch năm | kế hoạch khuyến công năm | dự kiến kế hoạch | "
            "kế hoạch thực hiện năm | nhiệm vụ năm | dự kiến | nội dung kế hoạch | "
            "kế hoạch 6 tháng | nhiệm vụ 6 tháng | phương hướng nhiệm vụ năm | tháng cuối năm | "
            "phương hướng, nhiệm vụ năm | nhiệm vụ trọng tâm năm | đăng ký kế hoạch | "
            "kinh phí thực hiện kế hoạch | kế hoạch tháng | nhiệm vụ tháng | nhiệm vụ quý | "
            "nhiệm vụ trọng tâm quý | đề xuất kế hoạch | nhu cầu kinh phí | dự toán kinh phí | "
            "kế hoạch quý | nhiệm vụ trọng tâm tháng | đề án đăng ký"
        ),
        FigureKind.NORM: (
            "mức hỗ trợ | mức chi | định mức | nguyên tắc hỗ trợ | mức hỗ trợ tối đa | "
            "điều kiện hỗ trợ | chính sách hỗ trợ"
        ),
        FigureKind.RESULT: (
            "bối cảnh | kết quả | tình hình thực hiện | đánh giá | kết quả đạt được | "
            "kết quả thực hiện | thực trạng | tồn tại | hạn chế | đánh giá chung | "
            "kết quả hoạt động | tình hình | ước thực hiện | đề xuất, kiến nghị | kiến nghị | "
            "đề xuất | kết quả thực hiện các mục tiêu | kết quả thực hiện kế hoạch | "
            "kết quả thực hiện nhiệm vụ | tình hình thực hiện kế hoạch | "
            "đánh giá kết quả thực hiện mục tiêu | công tác chỉ đạo | "
            "tình hình thực hiện kế hoạch năm | kết quả thực hiện kế hoạch năm | "
            "kết quả thực hiện nhiệm vụ năm"
        ),
        FigureKind.CONTEXT: (
            "đặc điểm tình hình | vị trí địa lý | tình hình chung | khái quát | đặc điểm chung | "
            "đặc điểm | khái quát chung | điều kiện tự nhiên | tình hình kinh tế | "
            "đặc điểm kinh tế | tổng quan"
        ),
    }
)
