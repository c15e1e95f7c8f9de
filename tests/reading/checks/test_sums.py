"""Sums told in many ways: parts and wholes, remainders, classes, lists and tables.

Every text of the WRONG tables holds one claim that its own numbers refute, every text of RIGHT
none: series of years, properties that overlap, examples, columns that are not added up.
"""

import pytest

from khuyencong.reading.model import Check
from khuyencong.values.vocabulary import CheckKind
from tests.reading.whole import read

HEAD = "BÁO CÁO\nKết quả khuyến công tỉnh Lào Cai năm 2022\n\n"

WRONG_SUMS = [
    (
        "Ngân sách Trung ương cấp 1.250 triệu đồng, ngân sách tỉnh cấp 2.400 triệu đồng và "
        "các doanh nghiệp bỏ ra 3.100 triệu đồng; nâng tổng nguồn vốn thực hiện lên 7.150 "
        "triệu đồng."
    ),
    (
        "Để thực hiện, tỉnh đã huy động 12,5 tỷ đồng (ngân sách tỉnh: 4,2 tỷ đồng; khuyến "
        "công quốc gia: 3,1 tỷ đồng; doanh nghiệp: 6,3 tỷ đồng)."
    ),
    (
        "Kinh phí được bố trí từ hai nguồn: nguồn khuyến công quốc gia 2.150 triệu đồng và "
        "nguồn khuyến công địa phương 1.980 triệu đồng, tổng cộng là 4.530 triệu đồng."
    ),
    (
        "Năm 2022, tỉnh chi cho khuyến công 5.400 triệu đồng: KCQG 1.900 triệu đồng + KCĐP "
        "3.100 triệu đồng."
    ),
    (
        "Chi đào tạo nghề 820 triệu đồng; chi mô hình trình diễn 1.450 triệu đồng; chi ứng "
        "dụng máy móc 2.300 triệu đồng. Cộng các khoản: 4.870 triệu đồng."
    ),
    (
        "Với 1.350 triệu đồng của trung ương, 2.275 triệu đồng của tỉnh và 640 triệu đồng "
        "của huyện, toàn bộ kinh phí năm nay là 4.565 triệu đồng."
    ),
    (
        "Tổng dự toán: 3.200 triệu đồng, chia ra: chi hỗ trợ cơ sở 2.100 triệu đồng; chi "
        "quản lý 350 triệu đồng; chi tuyên truyền 450 triệu đồng."
    ),
    (
        "Tổng mức đầu tư của các đề án đạt 21,4 tỷ đồng; phần hỗ trợ từ ngân sách 5,2 tỷ "
        "đồng, phần của đơn vị thụ hưởng 14,9 tỷ đồng."
    ),
    (
        "Khoản hỗ trợ 960 triệu đồng của trung ương cộng với 1.140 triệu đồng của tỉnh thành "
        "2.400 triệu đồng."
    ),
    (
        "Kinh phí khuyến công năm qua là 6.750 triệu đồng.\n"
        "- Khuyến công quốc gia: 2.500 triệu đồng;\n"
        "- Khuyến công địa phương: 3.750 triệu đồng."
    ),
    (
        "Nguồn vốn thực hiện:\n"
        "- Ngân sách trung ương: 2.100 triệu đồng\n"
        "- Ngân sách tỉnh: 3.300 triệu đồng\n"
        "- Vốn của cơ sở: 4.000 triệu đồng\n"
        "Tổng cộng: 9.900 triệu đồng"
    ),
    (
        "Nguồn vốn thực hiện:\n"
        "- Ngân sách trung ương: 2.100 triệu đồng\n"
        "- Ngân sách tỉnh: 3.300 triệu đồng\n"
        "- Vốn của cơ sở: 4.000 triệu đồng\n"
        "- Tổng cộng: 9.900 triệu đồng"
    ),
    ("Ngân sách nhà nước hỗ trợ 3.750 triệu đồng (quốc gia 1.500 triệu, địa phương 2.050 triệu)."),
    (
        "Tổng số tiền hỗ trợ lên tới 11.200 triệu đồng, bao gồm cả vốn quốc gia (4.350 triệu "
        "đồng) lẫn vốn địa phương (6.150 triệu đồng)."
    ),
    (
        "Từ đầu năm, Trung tâm nhận 2.250 triệu đồng từ Cục, 1.800 triệu đồng từ ngân sách "
        "tỉnh, tất cả là 4.350 triệu đồng."
    ),
    (
        "Hợp phần đào tạo dùng 1,2 tỷ đồng, hợp phần thiết bị dùng 2,75 tỷ đồng, hợp phần "
        "thông tin dùng 0,4 tỷ đồng, như thế chương trình dùng hết 4,65 tỷ đồng."
    ),
    (
        "Trong 5.300 triệu đồng được giao năm nay, 2.100 triệu đồng dành cho đào tạo, 1.600 "
        "triệu đồng dành cho máy móc và 1.250 triệu đồng dành cho tuyên truyền."
    ),
    (
        "Quỹ hỗ trợ 7,4 tỷ đồng hình thành từ 2,9 tỷ đồng ngân sách trung ương, 3,1 tỷ đồng "
        "ngân sách tỉnh, 1,9 tỷ đồng tài trợ."
    ),
    (
        "Kinh phí thực hiện 4.200 triệu đồng, gồm có:\n"
        "a) Kinh phí khuyến công quốc gia: 1.500 triệu đồng;\n"
        "b) Kinh phí khuyến công địa phương: 2.300 triệu đồng."
    ),
    "Toàn huyện có 148 cơ sở: 62 cơ sở chế biến nông sản, 41 cơ sở mộc, 38 cơ sở cơ khí.",
    "Trung tâm mở 7 lớp may, 5 lớp đan lát, 4 lớp mộc; cả năm được 18 lớp.",
    "Hội chợ thu hút 215 gian hàng: trong tỉnh 140 gian hàng, ngoài tỉnh 65 gian hàng.",
    (
        "Các đề án đã hoàn thành gồm 12 đề án quốc gia, 25 đề án địa phương, như vậy có 39 "
        "đề án hoàn thành."
    ),
    ("Có 86 học viên lớp may, 54 học viên lớp thêu, 47 học viên lớp mộc. Tất cả có 197 học viên."),
    ("Đến cuối năm, tỉnh có 64 sản phẩm tiêu biểu (cấp tỉnh 40, cấp khu vực 15, cấp quốc gia 7)."),
    (
        "Số cán bộ khuyến công là 58 người, chia theo cấp: tỉnh 12 người, huyện 22 người, xã "
        "20 người."
    ),
    (
        "Năm qua có 9 hợp tác xã, 14 doanh nghiệp và 21 hộ kinh doanh được hỗ trợ, tổng số "
        "là 47 cơ sở."
    ),
    (
        "Lực lượng lao động của nghề gồm 320 thợ giỏi, 540 thợ lành nghề, 210 người học "
        "việc, cộng chung 1.120 người."
    ),
    (
        "Đã khảo sát 96 cơ sở, chia thành ba nhóm: nhóm một 35 cơ sở, nhóm hai 29 cơ sở, "
        "nhóm ba 27 cơ sở."
    ),
    (
        "Huyện Bắc Hà 15 cơ sở, huyện Sa Pa 22 cơ sở, huyện Bát Xát 17 cơ sở - tổng 57 cơ sở "
        "được hỗ trợ."
    ),
    (
        "Có 52 đề án được duyệt, cụ thể:\n"
        "+ Đào tạo nghề: 14 đề án\n"
        "+ Máy móc thiết bị: 27 đề án\n"
        "+ Tuyên truyền: 8 đề án"
    ),
    "Danh sách 45 cơ sở phân bổ như sau: Bắc Hà: 12; Sa Pa: 18; Bát Xát: 11.",
    (
        "Trong tổng số 73 đề án thì 31 đề án thuộc lĩnh vực chế biến, 24 đề án thuộc lĩnh "
        "vực cơ khí và 13 đề án thuộc lĩnh vực thủ công."
    ),
    (
        "Hỗ trợ được 28 cơ sở trong năm. Số này gồm 11 cơ sở ở Sa Pa, 9 cơ sở ở Bát Xát, 5 "
        "cơ sở ở Bắc Hà."
    ),
    (
        "Gộp 18 cơ sở của quý I, 22 cơ sở của quý II và 27 cơ sở của quý III, chín tháng có "
        "71 cơ sở được hỗ trợ."
    ),
    (
        "Tỉnh có 412 cơ sở công nghiệp nông thôn. Trong đó có 120 doanh nghiệp, 42 hợp tác "
        "xã, còn lại 230 hộ kinh doanh."
    ),
    ("Tổng cộng 36 lớp được mở, trong đó nghề may 15 lớp, nghề mộc 12 lớp, nghề thêu 13 lớp."),
    "Số làng nghề được công nhận: 34 (làng nghề truyền thống 15, làng nghề mới 23).",
    (
        "Đoàn công tác có 24 thành viên, gồm 6 cán bộ sở, 8 cán bộ huyện cùng 7 đại diện "
        "doanh nghiệp."
    ),
    (
        "Theo quy mô lao động, 120 cơ sở được chia thành: 45 cơ sở dưới 5 lao động; 50 cơ sở "
        "có 5 - 20 lao động; 33 cơ sở trên 20 lao động."
    ),
    (
        "Về vốn, trong 90 cơ sở có 30 cơ sở vốn dưới 500 triệu đồng, 25 cơ sở vốn từ 500 "
        "triệu đến 1 tỷ đồng, 28 cơ sở vốn trên 1 tỷ đồng."
    ),
    (
        "Cơ sở dưới 10 lao động là 48 cơ sở, từ 10 đến 30 lao động là 35 cơ sở, trên 30 lao "
        "động là 12 cơ sở, tổng số 103 cơ sở."
    ),
    (
        "Xét theo doanh thu, 66 doanh nghiệp được xếp: 21 doanh nghiệp dưới 3 tỷ đồng; 30 "
        "doanh nghiệp từ 3 đến 10 tỷ đồng; 9 doanh nghiệp trên 10 tỷ đồng."
    ),
    (
        "Có 84 cơ sở, phân theo quy mô lao động:\n"
        "- Dưới 10 người: 40 cơ sở\n"
        "- Từ 10 đến 50 người: 30 cơ sở\n"
        "- Trên 50 người: 8 cơ sở"
    ),
    "Quy mô: siêu nhỏ 62 cơ sở, nhỏ 31 cơ sở, vừa 7 cơ sở; cộng 108 cơ sở.",
    "77 cơ sở (30 cơ sở siêu nhỏ, 28 cơ sở nhỏ, 12 cơ sở vừa) đã tham gia.",
    (
        "Trong 58 hợp tác xã: dưới 20 thành viên có 25 hợp tác xã; từ 20 đến 50 thành viên "
        "có 21 hợp tác xã; trên 50 thành viên có 18 hợp tác xã."
    ),
    (
        "Số cơ sở có dưới 10 lao động chiếm đa số với 54 cơ sở; 22 cơ sở có từ 10 đến 50 lao "
        "động, 9 cơ sở có trên 50 lao động, trong tổng số 93 cơ sở."
    ),
    "Có 150 hồ sơ, đã thẩm định 118 hồ sơ, còn 39 hồ sơ chưa thẩm định.",
    "Trong 64 đề án, 50 đề án đã xong, số còn lại là 11 đề án.",
    "Tổng số 95 cơ sở đăng ký; 17 cơ sở rút, còn lại 71 cơ sở.",
    (
        "Đã giải ngân 3.200 triệu đồng trong tổng số 4.500 triệu đồng, số còn lại chưa giải "
        "ngân là 1.600 triệu đồng."
    ),
    "Tỉnh giao 80 cơ sở, hiện đã hỗ trợ 61 cơ sở, còn thiếu 24 cơ sở.",
    ("Sau khi trừ 12 cơ sở không đủ điều kiện, từ 70 cơ sở đăng ký còn 53 cơ sở được hỗ trợ."),
    "Năm nay có 48 lớp được duyệt: 35 lớp đã bế giảng, 18 lớp đang học.",
    "Kinh phí giao 6.000 triệu đồng, đã chi 5.150 triệu đồng, còn dư 650 triệu đồng.",
    "Trong 220 lao động được đào tạo, 180 lao động đã có việc, 52 lao động chưa có việc.",
    "Còn 14 đề án dở dang trong 55 đề án; 45 đề án đã hoàn thành.",
    "Chỉ có 37 cơ sở trong 60 cơ sở được vay vốn, 28 cơ sở còn lại phải chờ.",
    "Qua kiểm tra 130 máy có 112 máy chạy tốt, 13 máy còn lại phải sửa.",
    (
        "Để mở lớp, Cục cấp 420 triệu đồng, Sở bố trí 350 triệu đồng và học viên đóng 95 "
        "triệu đồng, tổng chi phí 905 triệu đồng."
    ),
    (
        "Kinh phí năm 2022 là 7.800 triệu đồng (quý I: 1.200; quý II: 2.300; quý III: 2.100; "
        "quý IV: 2.500)."
    ),
    (
        "Có 3 nguồn: trung ương 1.100 triệu đồng, tỉnh 900 triệu đồng, huyện 400 triệu đồng; "
        "cộng 2.600 triệu đồng."
    ),
    (
        "Kinh phí 3.450 triệu đồng do ngân sách trung ương bảo đảm 1.500 triệu đồng, ngân "
        "sách địa phương bảo đảm 2.150 triệu đồng."
    ),
    (
        "Tổng nguồn vốn huy động là 9.150 triệu đồng; vốn khuyến công 2.450 triệu đồng; vốn "
        "tự có của cơ sở 5.900 triệu đồng."
    ),
    (
        "Sản phẩm được bình chọn gồm 12 sản phẩm thủ công, 9 sản phẩm chế biến, 6 sản phẩm "
        "cơ khí; tổng cộng có 30 sản phẩm."
    ),
    ("14 cơ sở ở Bát Xát, 11 cơ sở ở Sa Pa và 9 cơ sở ở Bắc Hà đã hợp thành mạng lưới 38 cơ sở."),
    (
        "Lao động được giải quyết việc làm: 640 người, cụ thể nghề may: 310 người; nghề mộc: "
        "150 người; nghề thêu: 130 người."
    ),
    (
        "Số học viên năm 2020 là 120 người, năm 2021 là 140 người, năm 2022 là 165 người, cả "
        "ba năm là 445 người."
    ),
    (
        "Cả giai đoạn hỗ trợ 210 cơ sở, trong đó năm 2020: 60 cơ sở, năm 2021: 72 cơ sở, năm "
        "2022: 88 cơ sở."
    ),
    "Trong 44 cơ sở được hỗ trợ: hợp tác xã 12, doanh nghiệp 19, hộ kinh doanh 16.",
    (
        "Hội nghị có 180 đại biểu tham dự, gồm đại biểu trung ương 25, đại biểu tỉnh 60, đại "
        "biểu huyện 85."
    ),
    (
        "Số tiền 1.260 triệu đồng được chia cho 3 huyện: Sa Pa 520 triệu đồng, Bát Xát 410 "
        "triệu đồng, Bắc Hà 380 triệu đồng."
    ),
    "Kết quả bình chọn: 9 giải nhất, 15 giải nhì, 22 giải ba, tổng 49 giải.",
    "Có 33 đề án (KCQG 12 và KCĐP 24) được nghiệm thu.",
    ("Tổng số 320 học viên; đã cấp chứng chỉ cho 275 học viên, 55 học viên còn lại sẽ cấp sau."),
    "Trong 18 cụm công nghiệp đã có 11 cụm hoạt động, còn lại 5 cụm chưa hoạt động.",
    "Trong số 47 cơ sở, 30 cơ sở đạt yêu cầu, 12 cơ sở không đạt yêu cầu.",
    (
        "Được giao 2.500 triệu đồng, đã giải ngân 1.900 triệu đồng, số còn phải giải ngân là "
        "700 triệu đồng."
    ),
    "Có 75 máy được bàn giao, 8 máy trả lại, còn 62 máy đang dùng.",
]
WRONG_PARTS = [
    "Khóa tập huấn có 85 học viên, trong đó nữ 92 học viên.",
    "Đã hỗ trợ 24 cơ sở, bao gồm 31 cơ sở ở xã đặc biệt khó khăn.",
    "Có 40 đề án được duyệt; trong số đó 46 đề án đã nghiệm thu.",
    "Trong 60 lao động được đào tạo có 75 lao động đã có việc làm.",
    "Kinh phí 2.400 triệu đồng, riêng phần mua máy 2.650 triệu đồng.",
    "Số lao động nữ là 130 người trên tổng số 118 người.",
    "Tổng số 52 sản phẩm dự thi, trong đó 58 sản phẩm được công nhận.",
    "Mở lớp cho 110 người (trong đó có 124 người là lao động nữ).",
    "145 học viên có việc làm trong tổng số 132 học viên tốt nghiệp.",
    "Lớp học thu hút 64 người tham gia, có tới 71 người là đồng bào dân tộc.",
    "Toàn tỉnh có 38 làng nghề, trong đó làng nghề truyền thống là 43 làng nghề.",
    "Trong số 75 hồ sơ nhận được, 81 hồ sơ hợp lệ.",
    "Tỉnh có 27 cụm công nghiệp, trong đó đã có 35 cụm công nghiệp đi vào hoạt động.",
    "Giải ngân 5.200 triệu đồng trong tổng số 4.800 triệu đồng được bố trí.",
    "Trên tổng số 90 cơ sở, đã có 97 cơ sở lắp đặt máy.",
    "Năm 2022 nghiệm thu 41 đề án, trong đó 47 đề án đúng hạn.",
    "Trong 30 cơ sở tham gia hội chợ thì có đến 36 cơ sở ký được hợp đồng.",
    "Đào tạo 250 lao động (nữ 275 lao động).",
    "Tổng vốn đầu tư 3,2 tỷ đồng, trong đó vốn vay ngân hàng 3,9 tỷ đồng.",
    "Có 66 lao động nữ trong số 58 lao động của xưởng.",
    "Trên địa bàn có 85 cơ sở, trong đó cơ sở có đăng ký kinh doanh là 94.",
    "Kinh phí được duyệt 1.500 triệu đồng, bao gồm 1.720 triệu đồng mua thiết bị.",
    "Xã có 120 hộ làm nghề, riêng thôn Đông đã có 134 hộ.",
]
WRONG_TABLES = [
    (
        "| Huyện | 2020 | 2021 | 2022 | Cộng |\n"
        "|---|---|---|---|---|\n"
        "| Bát Xát | 12 | 14 | 15 | 41 |\n"
        "| Sa Pa | 10 | 11 | 16 | 39 |\n"
        "| Bắc Hà | 8 | 9 | 7 | 24 |\n"
    ),
    (
        "Bảng 1. Kinh phí (triệu đồng)\n"
        "| Nội dung | Tổng số | Trong đó | |\n"
        "| | | KCQG | KCĐP |\n"
        "|---|---|---|---|\n"
        "| Đào tạo nghề | 900 | 400 | 500 |\n"
        "| Mô hình | 1.600 | 700 | 800 |\n"
        "| Máy móc | 2.100 | 1.100 | 1.000 |\n"
        "| Cộng | 4.600 | 2.200 | 2.300 |\n"
    ),
    (
        "| TT | Nội dung | Kinh phí (triệu đồng) |\n"
        "|---|---|---|\n"
        "| I | Hỗ trợ sản xuất | 3.400 |\n"
        "| 1 | Máy móc | 2.100 |\n"
        "| 2 | Mô hình | 1.200 |\n"
        "| II | Thông tin | 800 |\n"
        "| 1 | Bản tin | 300 |\n"
        "| 2 | Truyền hình | 500 |\n"
        "| | Tổng cộng | 4.200 |\n"
    ),
    (
        "STT\tĐơn vị\tSố lớp\tHọc viên\n"
        "1\tBát Xát\t4\t120\n"
        "2\tSa Pa\t5\t150\n"
        "3\tBắc Hà\t3\t90\n"
        "\tTổng\t12\t380\n"
    ),
    (
        "Nguồn vốn                 Kế hoạch      Thực hiện    Tỷ lệ (%)\n"
        "Khuyến công quốc gia         2.000          1.900         95\n"
        "Khuyến công tỉnh             3.500          3.150         80\n"
        "Ngân sách huyện                800            760         95\n"
    ),
    (
        "| Chỉ tiêu | Số cơ sở | Tỷ trọng (%) |\n"
        "|---|---|---|\n"
        "| Chế biến nông sản | 60 | 50 |\n"
        "| Cơ khí | 36 | 35 |\n"
        "| Dệt may | 24 | 20 |\n"
        "| Tổng | 120 | 100 |\n"
    ),
    (
        "| STT | Địa bàn | Cơ sở | Vốn (tr.đ) |\n"
        "|---|---|---|---|\n"
        "| A | Vùng thấp | | |\n"
        "| 1 | Bảo Thắng | 12 | 800 |\n"
        "| 2 | Bảo Yên | 9 | 650 |\n"
        "| | Cộng A | 21 | 1.450 |\n"
        "| B | Vùng cao | | |\n"
        "| 1 | Sa Pa | 7 | 500 |\n"
        "| 2 | Bắc Hà | 6 | 420 |\n"
        "| | Cộng B | 14 | 920 |\n"
        "| | Tổng cộng (A+B) | 35 | 2.370 |\n"
    ),
    (
        "| Năm | 2019 | 2020 | 2021 | Tổng |\n"
        "|---|---|---|---|---|\n"
        "| Kinh phí (triệu đồng) | 1.200 | 1.500 | 1.800 | 4.800 |\n"
    ),
    (
        "| Nội dung | Đơn vị tính | Số lượng |\n"
        "|---|---|---|\n"
        "| Lớp may | lớp | 6 |\n"
        "| Lớp mộc | lớp | 4 |\n"
        "| Lớp thêu | lớp | 3 |\n"
        "| Tổng số lớp | lớp | 15 |\n"
    ),
    (
        "| Huyện | Doanh nghiệp | HTX | Hộ | Tổng số cơ sở |\n"
        "|---|---|---|---|---|\n"
        "| Bát Xát | 5 | 3 | 22 | 30 |\n"
        "| Sa Pa | 9 | 4 | 31 | 44 |\n"
        "| Bắc Hà | 2 | 6 | 17 | 28 |\n"
        "| Toàn tỉnh | 16 | 13 | 70 | 99 |\n"
    ),
]
RIGHT = [
    "Năm 2022 có 45 cơ sở được hỗ trợ, năm 2021 có 40 cơ sở, năm 2020 có 38 cơ sở.",
    ("Số cơ sở giảm từ 120 cơ sở năm 2020 xuống còn 95 cơ sở năm 2021 và 80 cơ sở năm 2022."),
    "Huyện A hỗ trợ 12 cơ sở, huyện B hỗ trợ 15 cơ sở; riêng huyện C hỗ trợ 30 cơ sở.",
    (
        "Trong 5 năm, thành lập mới 12 hợp tác xã ở Bát Xát, 8 hợp tác xã ở Sa Pa, nâng tổng "
        "số hợp tác xã toàn tỉnh lên 145 hợp tác xã."
    ),
    "Hỗ trợ 40 cơ sở, trong đó có 25 cơ sở do nữ làm chủ, 22 cơ sở ở vùng cao.",
    (
        "Tổng kinh phí 6.500 triệu đồng, trong đó khuyến công quốc gia 2.500 triệu đồng; vốn "
        "đối ứng của cơ sở 9.800 triệu đồng."
    ),
    (
        "Đề án sấy chè hỗ trợ 300 triệu đồng, tổng vốn đầu tư 1.250 triệu đồng; đề án mộc hỗ "
        "trợ 200 triệu đồng, tổng vốn đầu tư 800 triệu đồng."
    ),
    (
        "Huyện Sa Pa giải ngân 450 triệu đồng, huyện Bát Xát 520 triệu đồng. Tổng kinh phí "
        "toàn tỉnh năm 2022 là 3.900 triệu đồng."
    ),
    "Kế hoạch 50 lớp, thực hiện 46 lớp, còn 4 lớp chuyển sang năm sau.",
    (
        "Đã hoàn thành 120 cơ sở so với 100 cơ sở của kế hoạch, trong đó 45 cơ sở thuộc vùng "
        "khó khăn."
    ),
    "Trung bình mỗi lớp 30 học viên, lớp đông nhất 42 học viên, lớp ít nhất 25 học viên.",
    (
        "Doanh thu của Công ty An Phú đạt 12 tỷ đồng, Công ty Bình Minh 15 tỷ đồng, Công ty "
        "Hòa Phát 14 tỷ đồng."
    ),
    "Đến năm 2025 có 60 cơ sở, đến năm 2027 có 75 cơ sở, đến năm 2030 có 90 cơ sở.",
    "Toàn tỉnh có 45 cụm công nghiệp, 30 cụm đã hoạt động, 12 cụm đang xây dựng hạ tầng.",
    (
        "Trong 200 cơ sở được khảo sát, 120 cơ sở thiếu vốn, 95 cơ sở thiếu mặt bằng, 60 cơ "
        "sở thiếu lao động."
    ),
    (
        "Mức hỗ trợ tối đa 300 triệu đồng cho một cơ sở, 500 triệu đồng cho một mô hình, "
        "1.500 triệu đồng cho một cụm."
    ),
    (
        "Kinh phí thực hiện 1.200 triệu đồng.\n"
        "- Hỗ trợ cơ sở An Bình 250 triệu đồng mua máy sấy.\n"
        "- Hỗ trợ cơ sở Hòa Lạc 300 triệu đồng mua máy xẻ.\n"
        "- Các nội dung khác được thực hiện trong quý IV."
    ),
    (
        "Lớp may có 35 học viên, lớp mộc có 30 học viên. Tổng số học viên từ đầu năm là 210 "
        "học viên."
    ),
    (
        "Có 25 cơ sở tham gia hội chợ tại Hà Nội, 18 cơ sở tham gia hội chợ tại Hải Phòng, 9 "
        "cơ sở tham gia cả hai."
    ),
    (
        "Tổng số lao động 450 người; thu nhập 6 triệu đồng/người/tháng. Trong đó nữ 230 "
        "người, dân tộc thiểu số 300 người."
    ),
    (
        "Ngân sách tỉnh 2.000 triệu đồng, ngân sách huyện 1.500 triệu đồng, tổng cộng 3.500 "
        "triệu đồng."
    ),
    (
        "Nguồn vốn:\n"
        "- Trung ương: 1.000 triệu đồng\n"
        "- Tỉnh: 1.500 triệu đồng\n"
        "- Doanh nghiệp: 2.000 triệu đồng\n"
        "Tổng cộng: 4.500 triệu đồng"
    ),
    (
        "Tỉnh Lào Cai hỗ trợ 3.500 triệu đồng, Yên Bái 2.800 triệu đồng, Hà Giang 2.100 "
        "triệu đồng, Lai Châu 1.900 triệu đồng."
    ),
    (
        "Năm 2022: 12 đề án, 3.000 triệu đồng; trong đó KCQG 1.200 triệu đồng, KCĐP 1.800 "
        "triệu đồng, đối ứng 5.400 triệu đồng."
    ),
    (
        "Tổng kinh phí khuyến công 5.000 triệu đồng. Trong đó hỗ trợ Công ty An Phú 300 "
        "triệu đồng, HTX Bình Minh 250 triệu đồng."
    ),
    (
        "Năm 2022 kinh phí 5.000 triệu đồng, năm 2021 kinh phí 4.500 triệu đồng, chênh lệch "
        "500 triệu đồng."
    ),
    "Hỗ trợ máy cho 12 cơ sở; tư vấn cho 9 cơ sở; đưa 15 cơ sở đi hội chợ.",
    (
        "Toàn tỉnh hỗ trợ 95 cơ sở. Huyện Sa Pa có 12 cơ sở, huyện Bát Xát có 15 cơ sở, "
        "huyện Bắc Hà có 9 cơ sở."
    ),
    "Tổng số 120 học viên. Lớp may 35 học viên, lớp mộc 30 học viên.",
    ("Mỗi cơ sở được 100 triệu đồng; cơ sở A nhận 90 triệu đồng, cơ sở B nhận 110 triệu đồng."),
    (
        "Sau khi đầu tư, doanh thu từ 2 tỷ đồng lên 3 tỷ đồng, lợi nhuận 0,4 tỷ đồng, nộp "
        "ngân sách 0,2 tỷ đồng."
    ),
    "Đến nay còn 12 cơ sở gây ô nhiễm, 8 cơ sở chưa di dời, 5 cơ sở thiếu hồ sơ.",
    "Hội chợ có 200 gian hàng; doanh thu 12 tỷ đồng, riêng ngày khai mạc 4 tỷ đồng.",
    ("Tổng vốn 10 tỷ đồng; trong đó thiết bị 6 tỷ đồng, nhà xưởng 3 tỷ đồng và các chi phí khác."),
    (
        "Dự án A 3,2 tỷ đồng, dự án B 2,8 tỷ đồng, dự án C 1,5 tỷ đồng đều do tỉnh quản lý; "
        "tổng mức đầu tư các dự án toàn vùng là 40 tỷ đồng."
    ),
    (
        "Năm 2020 có 30 lớp với 900 học viên; năm 2021 có 25 lớp với 750 học viên; năm 2022 "
        "có 28 lớp với 840 học viên, tổng cộng 83 lớp và 2.490 học viên."
    ),
    ("Có 40 cơ sở áp dụng ISO 9001, 25 cơ sở áp dụng HACCP, trong đó 10 cơ sở áp dụng cả hai."),
    (
        "Trong tổng số 150 cơ sở được khảo sát, có 90 cơ sở quan tâm tới thiết bị, 80 cơ sở "
        "quan tâm tới thị trường."
    ),
    (
        "Số lao động bình quân 12 người/cơ sở, cơ sở lớn nhất 150 người, cơ sở nhỏ nhất 3 "
        "người, tổng số 1.200 người."
    ),
    (
        "Kế hoạch năm 2023 hỗ trợ 50 cơ sở: 20 cơ sở chế biến, 15 cơ sở cơ khí, còn lại là "
        "các ngành khác."
    ),
    "Doanh nghiệp có vốn 12 tỷ đồng; năm 2022 đầu tư thêm 3 tỷ đồng, vay 2 tỷ đồng.",
    (
        "Trong 12 đề án có 2 đề án do Cục quản lý, 10 đề án do Sở quản lý; 9 đề án đã nghiệm "
        "thu, 3 đề án đang thực hiện."
    ),
    (
        "Hỗ trợ 3 máy cắt, 2 máy ép, 4 máy sấy cho 5 cơ sở, trị giá 900 triệu đồng, trong đó "
        "nhà nước 400 triệu đồng."
    ),
    (
        "Tổng số lao động 1.250 người, tăng 150 người so với năm 2021; trong đó lao động nữ "
        "700 người, tăng 90 người."
    ),
    (
        "| Huyện | Số cơ sở | Thu nhập bình quân (triệu đồng) |\n"
        "|---|---|---|\n"
        "| Bát Xát | 12 | 6,5 |\n"
        "| Sa Pa | 10 | 7,2 |\n"
        "| Cộng | 22 | 6,8 |\n"
    ),
    (
        "| TT | Nội dung | Số huyện tham gia | Kinh phí (triệu đồng) |\n"
        "|---|---|---|---|\n"
        "| 1 | Đào tạo | 6 | 500 |\n"
        "| 2 | Máy móc | 8 | 900 |\n"
        "| 3 | Hội chợ | 9 | 300 |\n"
        "| | Cộng | 9 | 1.700 |\n"
    ),
    (
        "| Năm | Số đề án | Kinh phí | Tổng vốn đầu tư |\n"
        "|---|---|---|---|\n"
        "| 2020 | 12 | 2.400 | 8.800 |\n"
        "| 2021 | 14 | 2.900 | 9.400 |\n"
        "| 2022 | 15 | 3.300 | 12.100 |\n"
        "| Cộng | 41 | 8.600 | 30.300 |\n"
    ),
    (
        "| Chỉ tiêu | Kế hoạch | Thực hiện | So với cùng kỳ (%) |\n"
        "|---|---|---|---|\n"
        "| Lớp đào tạo | 12 | 13 | 130 |\n"
        "| Cơ sở hỗ trợ | 20 | 19 | 95 |\n"
        "| Hội chợ | 3 | 3 | 150 |\n"
    ),
    (
        "| Ngành | Cơ sở | Lao động |\n"
        "|---|---|---|\n"
        "| Chế biến | 120 | 900 |\n"
        "| Trong đó: chè | 50 | 400 |\n"
        "| Cơ khí | 60 | 300 |\n"
        "| Tổng cộng | 180 | 1.200 |\n"
    ),
]


def failing(text: str) -> list[Check]:
    return [check for check in read(HEAD + text).checks if not check.holds]


@pytest.mark.parametrize("text", WRONG_SUMS)
def test_a_sum_that_does_not_come_out_is_named(text):
    kinds = {check.kind for check in failing(text)}

    assert kinds & {CheckKind.SUM, CheckKind.PART_WHOLE}, text


@pytest.mark.parametrize("text", WRONG_PARTS)
def test_a_part_above_its_whole_is_named(text):
    assert CheckKind.PART_WHOLE in {check.kind for check in failing(text)}, text


@pytest.mark.parametrize("text", WRONG_TABLES)
def test_a_table_that_does_not_add_up_is_named(text):
    assert failing(text), text


@pytest.mark.parametrize("text", RIGHT)
def test_what_need_not_add_up_is_left_in_peace(text):
    wrong = [c.statement for c in failing(text) if c.kind in (CheckKind.SUM, CheckKind.PART_WHOLE)]

    assert not wrong


def test_a_missing_part_that_was_not_read_is_no_fault_of_the_report():
    text = "Ba khoản 3,335 tỷ (KCQG), 3,395 tỷ (tỉnh) và 3,165 tỷ (đối ứng) làm nên 9,895 tỷ."

    assert not failing(text)
