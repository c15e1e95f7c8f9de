"""What a number counts: the nouns that follow it, each with its unit of the contract.

A newcomer adds a noun by writing it into one of these lines; the longest phrase wins, so
"lượt người" beats "lượt". Nouns joined by a comma ("cơ sở, doanh nghiệp") are handled by
`MIXED`; what has no unit of its own in the contract stands in `MEASURES`.
"""

from khuyencong.reading.lexicon import spread

UNIT_NOUNS: dict[str, str | None] = spread(
    {
        "person": (
            "người | nhân công | lao động | lao động nông thôn | học viên | hội viên | cán bộ | "
            "viên chức | công chức | biên chế | đại biểu | công nhân | nghệ nhân | thợ giỏi | "
            "thợ | giảng viên | báo cáo viên | cộng tác viên | khuyến công viên | chủ cơ sở | "
            "chủ doanh nghiệp | đoàn viên | nhân viên | chuyên gia | chuyên viên | đồng chí | "
            "thành viên | hợp đồng lao động | lao động hợp đồng | lao động trực tiếp | "
            "việc làm | kỹ sư | cá nhân | nông dân | thanh niên | phụ nữ | lãnh đạo | "
            "giáo viên | nhà báo | tác giả | thí sinh | xã viên | vị trí việc làm | "
            "chỗ việc làm | người lao động | cán bộ quản lý | cán bộ, viên chức | "
            "cán bộ, công chức | công chức, viên chức | khách | khách hàng | khách tham quan | "
            "lao động nữ | lao động địa phương | chỉ tiêu biên chế | học sinh | sinh viên | "
            "doanh nhân | người học | người lao động nông thôn | thương nhân"
        ),
        "person_turn": (
            "lượt người | lượt học viên | lượt lao động | lượt cán bộ | lượt đại biểu | "
            "lượt khách | lượt khách tham quan | lượt chủ cơ sở | lượt hội viên | "
            "lượt cá nhân | lượt công nhân | lượt viên chức | lượt khách hàng"
        ),
        "class": (
            "lớp | lớp học | lớp đào tạo | lớp tập huấn | lớp truyền nghề | lớp bồi dưỡng | "
            "lớp dạy nghề | lớp đào tạo nghề | lớp nghề"
        ),
        "course": "khóa | khóa đào tạo | khóa tập huấn | khóa học | khóa bồi dưỡng",
        "establishment": (
            "cơ sở | cơ sở cnnt | cnnt | cơ sở công nghiệp nông thôn | cơ sở sản xuất | "
            "đơn vị thụ hưởng | đối tượng thụ hưởng | đối tượng | cơ sở sản xuất công nghiệp | "
            "công nghiệp nông thôn | cơ sở sản xuất công nghiệp nông thôn | "
            "doanh nghiệp và cơ sở | đơn vị sản xuất | cơ sở sản xuất kinh doanh | "
            "đơn vị cnnt | lò gạch | xưởng | xưởng sản xuất | nhà máy | tổ hợp tác | chủ thể | "
            "chủ thể ocop | gia đình | hộ gia đình | hộ sản xuất | hộ nghề | hộ dân | "
            "hộ làm nghề | hộ | lò chè | lò rèn | lò gốm | lò bún | lò đường | lò bánh | lò than | "
            "lò gạch gốm | cơ sở ttcn | cơ sở tiểu thủ công nghiệp | cơ sở làng nghề"
        ),
        "establishment_turn": (
            "lượt cơ sở | lượt doanh nghiệp | lượt hợp tác xã | lượt đơn vị | lượt hộ | "
            "lượt htx | lượt cơ sở cnnt | lượt cơ sở công nghiệp nông thôn | "
            "lượt hộ kinh doanh | lượt dn | lượt công ty | lượt tổ chức"
        ),
        "enterprise": (
            "doanh nghiệp | dn | công ty | doanh nghiệp nhỏ và vừa | doanh nghiệp tư nhân | "
            "dntn | công ty tnhh | công ty cổ phần | doanh nghiệp cnnt | "
            "công ty trách nhiệm hữu hạn | doanh nghiệp công nghiệp nông thôn | nhà đầu tư | "
            "nhà phân phối | nhà mua hàng"
        ),
        "cooperative": "hợp tác xã | htx | liên hiệp hợp tác xã",
        "household_business": (
            "hộ kinh doanh | hkd | hộ kinh doanh cá thể | hộ cá thể | hộ kinh doanh gia đình"
        ),
        "organisation": (
            "tổ chức | đơn vị | cơ quan | hiệp hội | hội | viện | trường | "
            "tổ chức dịch vụ khuyến công | tập thể | tổ chức, cá nhân | tập thể, cá nhân | "
            "đơn vị sự nghiệp | cơ quan, đơn vị | phòng, ban | chi nhánh | hội đồng | "
            "tổ công tác | đầu mối"
        ),
        "product": (
            "sản phẩm | sản phẩm cnnt | sản phẩm cnnt tiêu biểu | "
            "sản phẩm công nghiệp nông thôn tiêu biểu | sản phẩm công nghiệp nông thôn | sp | "
            "bộ sản phẩm | sản phẩm, bộ sản phẩm | sản phẩm/bộ sản phẩm | mặt hàng | "
            "sản phẩm ocop | nhóm sản phẩm | hồ sơ sản phẩm"
        ),
        "product_turn": "lượt sản phẩm",
        "prize": (
            "giải | giải thưởng | giấy khen | bằng khen | huy chương | giải nhất | giải nhì | "
            "giải ba | giải khuyến khích | giải đặc biệt | giải a | giải b | giải c | danh hiệu"
        ),
        "model": (
            "mô hình | mô hình trình diễn | mô hình trình diễn kỹ thuật | mô hình thí điểm | mhtd"
        ),
        "machine": (
            "máy | máy móc | thiết bị | máy móc thiết bị | máy móc, thiết bị | máy, thiết bị | "
            "chiếc | cái | máy thiết bị | chiếc máy | cái máy | hệ thống máy | máy may | "
            "máy móc thiết bị tiên tiến | bộ máy móc | hệ thống thiết bị"
        ),
        "production_line": (
            "dây chuyền | dây chuyền công nghệ | dây chuyền sản xuất | hệ thống dây chuyền"
        ),
        "project": (
            "đề án | đề án khuyến công | đề án điểm | đề án nhóm | đề án kcqg | đề án kcđp | "
            "đa | đề án, nhiệm vụ | dự án | dự án đầu tư"
        ),
        "task": (
            "nhiệm vụ | nhiệm vụ khuyến công | công việc | nhóm nhiệm vụ | nhóm giải pháp | "
            "giải pháp"
        ),
        "programme": (
            "chương trình | chương trình khuyến công | chương trình hợp tác | chương trình mục tiêu"
        ),
        "document": (
            "văn bản | văn bản quy định | quyết định | nghị quyết | thông tư | nghị định | "
            "kế hoạch | quy chế | công văn | vbqppl | văn bản quy phạm pháp luật | hồ sơ | "
            "báo cáo | tài liệu | thông báo | hợp đồng | biên bản | quy định | phiếu | "
            "hướng dẫn | giấy chứng nhận | biên bản ghi nhớ | hợp đồng nguyên tắc | "
            "văn bản hướng dẫn | chỉ thị | quy hoạch | quy trình | thỏa thuận | bản ghi nhớ | "
            "biên bản hợp tác | bản cam kết"
        ),
        "activity_content": (
            "nội dung | nội dung hoạt động | nội dung hoạt động khuyến công | nhóm nội dung | "
            "hoạt động | lĩnh vực"
        ),
        "feature": (
            "chuyên mục | chuyên trang | phóng sự | chuyên đề truyền hình | phim tài liệu | "
            "phim phóng sự | phim | video | clip | video clip | chuyên đề phát thanh | "
            "tiểu phẩm | đoạn phim | chuyên mục truyền hình | chuyên mục phát thanh | "
            "bài phát thanh | kỳ phát sóng | phim quảng bá"
        ),
        "event": (
            "hội nghị | hội thảo | hội nghị, hội thảo | sự kiện | buổi tọa đàm | tọa đàm | "
            "cuộc hội nghị | cuộc hội thảo | cuộc họp | lễ | buổi | cuộc | hội thi | cuộc thi | "
            "diễn đàn | lớp hội thảo | cuộc tọa đàm | buổi hội thảo | hội nghị tập huấn | "
            "hội nghị kết nối | cuộc hội nghị, hội thảo | cuộc kiểm tra | đợt kiểm tra | "
            "phiên họp | lễ trao giấy chứng nhận | lễ tôn vinh | phiên | hội nghị khuyến công | "
            "đợt khảo sát | cuộc khảo sát | cuộc giám sát | hội nghị giao thương | "
            "đợt tuyên truyền | buổi tập huấn | hội nghị, tập huấn | cuộc làm việc"
        ),
        "trip": (
            "chuyến | chuyến khảo sát | chuyến công tác | chuyến tham quan | "
            "chuyến học tập kinh nghiệm | chuyến đi"
        ),
        "delegation": (
            "đoàn | đoàn khảo sát | đoàn công tác | đoàn tham quan | đoàn học tập | "
            "đoàn kiểm tra | đoàn ra | đoàn vào | đoàn giao thương"
        ),
        "fair": (
            "hội chợ | hội chợ triển lãm | hội chợ, triển lãm | kỳ hội chợ | cuộc hội chợ | "
            "hội chợ, triễn lãm | phiên chợ | triển lãm | cuộc triển lãm | lượt hội chợ | "
            "đợt hội chợ | lần hội chợ | hội chợ/triển lãm | kỳ hội chợ, triển lãm | "
            "kỳ hội chợ triển lãm | phiên chợ hàng việt | cuộc hội chợ triển lãm"
        ),
        "booth": (
            "gian hàng | gian | gian hàng tiêu chuẩn | gian trưng bày | gian hàng trưng bày | "
            "gian hàng chung"
        ),
        "round": (
            "cuộc bình chọn | kỳ bình chọn | lần bình chọn | đợt bình chọn | "
            "hội thi bình chọn | vòng bình chọn | vòng | lần tổ chức bình chọn | "
            "đợt tổ chức bình chọn | bình chọn | cuộc bình chọn, tôn vinh"
        ),
        "cluster": (
            "cụm công nghiệp | ccn | khu, cụm công nghiệp | cụm | khu công nghiệp | kcn | "
            "cụm liên kết | cụm, điểm công nghiệp | cụm tiểu thủ công nghiệp | khu, ccn | "
            "cụm liên kết ngành"
        ),
        "craft_village": (
            "làng nghề | làng nghề truyền thống | làng có nghề | nghề truyền thống | "
            "làng nghề tiểu thủ công nghiệp | làng"
        ),
        "website_or_software": (
            "website | trang web | phần mềm | trang thông tin | trang thông tin điện tử | "
            "trang tin | sàn thương mại điện tử | ứng dụng | website/ phần mềm | "
            "website/phần mềm | sàn tmđt | cổng thông tin | fanpage | gian hàng trực tuyến | "
            "cơ sở dữ liệu | hệ thống phần mềm"
        ),
        "copy": (
            "bản tin | cuốn | quyển | ấn phẩm | catalogue | catalog | bản | tập san | đĩa | "
            "cuốn bản tin | cuốn catalogue | bản tin khuyến công | cuốn tài liệu | sổ tay | "
            "cuốn sổ tay | ấn bản | số bản tin | kỳ bản tin | đặc san | cuốn đặc san | "
            "bản tin công thương | tập tài liệu | cuốn ấn phẩm | bộ tài liệu | cuốn kỷ yếu | "
            "kỷ yếu | lịch | cuốn lịch"
        ),
        "leaflet": (
            "tờ rơi | tờ gấp | tờ bướm | tờ | brochure | áp phích | pano | băng rôn | poster | "
            "tờ rơi, tờ gấp"
        ),
        "design": (
            "mẫu | mẫu mã | mẫu bao bì | mẫu thiết kế | mẫu sản phẩm | bao bì | mẫu mã bao bì | "
            "mẫu mã, bao bì | bộ nhận diện thương hiệu | bộ nhận diện | nhãn mác | "
            "mẫu mã sản phẩm | logo | bao bì sản phẩm | mẫu nhãn"
        ),
        "trademark": (
            "nhãn hiệu | thương hiệu | nhãn hiệu tập thể | nhãn hiệu chứng nhận | "
            "chỉ dẫn địa lý | nhãn hiệu hàng hóa | thương hiệu sản phẩm"
        ),
        "item": (
            "tin bài | tin, bài | bài viết | bài | tin | chương trình truyền hình | tác phẩm | "
            "hạng mục | chỉ tiêu | mục | tiêu chí | ý kiến | kiến nghị | bài báo | ảnh | lượt | "
            "lượt tin bài | tin bài, ảnh | vụ | khoản | bảng | lượt truy cập | lượt xem | tem | "
            "mã | tin, bài, ảnh | bộ | con | lô | đơn | bài đăng | câu hỏi | biển quảng cáo | "
            "ngành nghề | nghề | ngành | nhóm ngành | nhóm | điểm | thủ tục hành chính | "
            "thủ tục | trường hợp | mẫu xét nghiệm | mã qr | chứng nhận | chứng chỉ | "
            "sáng kiến | hệ thống | lò | đợt | lần | kỳ | số | phần | loại"
        ),
        "showroom": (
            "phòng trưng bày | nhà trưng bày | điểm trưng bày | gian trưng bày cố định | "
            "điểm bán hàng | cửa hàng | showroom | điểm giới thiệu sản phẩm | "
            "phòng trưng bày sản phẩm | điểm bán | trung tâm trưng bày"
        ),
        "work": (
            "công trình | trạm | hệ thống xử lý | hệ thống xử lý nước thải | trạm biến áp | "
            "tuyến đường | hạng mục công trình"
        ),
        "region": "vùng | khu vực | miền | quốc gia | nước | thị trường | vùng kinh tế",
        "province": (
            "tỉnh | tỉnh, thành phố | tỉnh thành | tỉnh, thành | địa phương | tỉnh/thành phố | "
            "tỉnh, tp | tỉnh/thành"
        ),
        "district": (
            "huyện | huyện, thành phố | huyện, thị xã | huyện, thị xã, thành phố | quận | "
            "thị xã | thành phố | quận, huyện | huyện, thị | huyện, thị, thành phố | "
            "đơn vị cấp huyện | đơn vị hành chính cấp huyện | huyện/thành phố | huyện nghèo | "
            "huyện, quận"
        ),
        "commune": (
            "đơn vị hành chính cấp xã | xã | phường | thị trấn | xã, phường | "
            "xã, phường, thị trấn | đơn vị cấp xã | "
            "xã, thị trấn | xã nông thôn mới | xã, phường, đặc khu | đặc khu | thôn | ấp | "
            "bản làng | khu phố | thôn, bản"
        ),
        "centre": "trung tâm | trung tâm khuyến công",
        "department": (
            "sở | phòng | sở công thương | sở, ngành | sở, ban, ngành | phòng chuyên môn | "
            "bộ, ngành | ban, ngành"
        ),
        "level": "cấp | cấp độ | mức | bậc",
        "year": "năm",
        "ratio": "lần so với",
        #: Words that hold a noun but count nothing: "19 trong nước, 4 ngoài nước".
        None: (
            "trong nước | ngoài nước | cả nước | nhà nước | nước ngoài | đất nước | toàn quốc | "
            "toàn tỉnh | cả tỉnh | trong tỉnh | ngoài tỉnh | địa bàn tỉnh | toàn huyện | "
            "trong huyện | ngoài huyện | địa bàn huyện | toàn xã | địa bàn xã | toàn vùng | "
            "trong vùng | trong năm | cả năm | hàng năm | hằng năm | năm nay | năm trước | "
            "cấp tỉnh | cấp huyện | cấp xã | cấp quốc gia | cấp khu vực | cấp vùng | "
            "cấp trung ương | "
            "giải ngân | giải quyết | giải trình | giải thể | "
            "năm ngoái | số còn lại | lần lượt | đơn vị tính"
        ),
    }
)

#: What writers shorten; counted only where it stands in capitals ("35 LĐ", never "lđ").
ABBREVIATIONS: dict[str, str] = spread(
    {
        "person": (
            "lđ | nlđ | hv | lđ nữ | lđnt | hvn | cbcc | cbccvc | ccvc | cbvc | cbqldn | ctv | ktv"
        ),
        "establishment": (
            "cs | cs cnnt | cscnnt | cssx | cssxkd | cs sx | tht | cs ttcn | ttcn | cs sxcn"
        ),
        "enterprise": "dnnvv | dnnv | cty | cty tnhh | ctcp | dn cnnt",
        "household_business": "hkdct | hkdc",
        "product": "sp cnnt | sp cnnttb | sp cnnt tiêu biểu | spcnnt | sp ocop | spcnnttb",
        "model": "mhtdkt | mhtd kt | mh",
        "project": "đakc | đa kc | đa kcqg | đa kcđp | đa điểm",
        "booth": "gh",
        "class": "lđtn",
        "document": "vb | vbpl | qđ | hđ",
        "event": "hnht",
        "craft_village": "lntt",
        "cluster": "kccn | cụm cn",
        "organisation": "đv",
        "machine": "mmtb",
    }
)

#: Nouns that take the unit of the noun after them ("04 kỳ Hội chợ", "23 đơn vị hợp tác xã").
CLASSIFIERS = {
    "cuộc",
    "kỳ",
    "lần",
    "đợt",
    "chiếc",
    "cái",
    "bộ",
    "số",
    "loại",
    "buổi",
    "vòng",
    "hệ thống",
    "lượt",
    "hồ sơ",
}

#: Nouns of producers: several of them in a row count establishments.
MIXED = {"establishment", "enterprise", "cooperative", "household_business"}

#: Nouns that name the parts of a whole as often as they are counted.
LABELS = ("province", "district", "commune", "level", "region", "department", "organisation")

#: A count of participations: unit of the counted → unit of the turn.
TURNS = {
    "person": "person_turn",
    "establishment": "establishment_turn",
    "enterprise": "establishment_turn",
    "cooperative": "establishment_turn",
    "household_business": "establishment_turn",
    "organisation": "establishment_turn",
    "product": "product_turn",
    "province": "establishment_turn",
}

#: Physical measures have no unit in the contract; they are context, counted as items.
MEASURES = spread(
    {
        "area": "ha | m2 | m² | km2 | km² | hecta | héc ta | mét vuông | sào | mẫu đất",
        "length": "km | m | cm | mm | mét | m3 | m³ | lít | mét khối | mét dài | inch",
        "mass": (
            "tấn | kg | tạ | gam | gram | g | tấn sản phẩm | nghìn tấn | tấn/năm | tấn nguyên liệu"
        ),
        "power": "kw | kwh | mw | kva | kv | mwp | kwp | hp | toe | triệu kwh | °c | w | v",
        "time": "lít/giờ | vòng/phút | giây | phút",
        "share": "cổ phần | cổ phiếu",
    }
)

#: Lengths of time shorter than a year are dates, not quantities of the programme.
DURATIONS = {"tháng", "ngày", "tuần", "giờ", "quý", "tiết", "h", "đêm"}

#: Unit → a stable word for what is counted; refined by `subject_of`.
SUBJECTS = {
    "person": "people",
    "person_turn": "participations",
    "class": "classes",
    "course": "courses",
    "establishment": "establishments",
    "establishment_turn": "establishment_participations",
    "enterprise": "enterprises",
    "cooperative": "cooperatives",
    "household_business": "household_businesses",
    "activity_content": "activity_contents",
    "percent": "percentage",
    "percent_per_year": "growth",
    "year": "years",
}
