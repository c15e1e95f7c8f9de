"""One claim a sentence, in as many ways of saying it as possible.

Every sentence of WRONG holds one false figure, every sentence of RIGHT none that a reader could
prove. The arithmetic has to find the first, the words have to save the second.
"""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khuyencong.reading import read

HEAD = "BÁO CÁO\nKết quả khuyến công tỉnh Hà Tĩnh\n\n"

WRONG = [
    (
        "Trung tâm đã giải ngân 4.200 triệu đồng trên tổng số 5.000 triệu đồng được giao, tương "
        "đương 74%."
    ),
    (
        "Kinh phí khuyến công: trung ương 1.200 triệu đồng, tỉnh 2.300 triệu đồng, huyện 500 "
        "triệu đồng; tổng 4.300 triệu đồng."
    ),
    "Năm 2022 hỗ trợ 24 cơ sở gồm 9 doanh nghiệp, 6 HTX, 11 hộ kinh doanh.",
    "Số lớp đào tạo là 15 lớp (may công nghiệp 6 lớp, đan lát 5 lớp, chế biến gỗ 3 lớp).",
    "Doanh thu của cơ sở tăng từ 2,4 tỷ đồng lên 3,6 tỷ đồng (tăng 60%).",
    "Từ 120 lao động ban đầu, đến nay cơ sở đã có 180 lao động, tăng 1,8 lần.",
    "Mỗi lớp có 30 học viên, 12 lớp có tổng cộng 420 học viên.",
    (
        "Tổ chức 4 hội nghị tại các huyện A Lưới, Phong Điền, Phú Lộc với 200 người tham dự, "
        "trung bình 60 người/hội nghị."
    ),
    "Kế hoạch 20 mô hình, đã làm được 14 mô hình (80%).",
    (
        "Đã bình chọn được 56 sản phẩm; cấp tỉnh 40 sản phẩm, cấp khu vực 12 sản phẩm, cấp quốc "
        "gia 5 sản phẩm."
    ),
    "Trong đó ngân sách cấp 60%, doanh nghiệp đối ứng 30%, nguồn khác 20%.",
    "Giai đoạn 2021-2025 (4 năm), tỉnh bố trí 22 tỷ đồng.",
    "Năm 2023 đạt 1.250 tỷ đồng, so với 1.000 tỷ đồng năm 2022 tăng 15%.",
    "Hỗ trợ 5 huyện nghèo là Mường Lát, Quan Sơn, Quan Hóa, Lang Chánh.",
    "Tổng số 35 đề án: 12 đề án quốc gia và 24 đề án địa phương.",
    "Toàn tỉnh có 300 cơ sở, riêng hai huyện Yên Sơn và Sơn Dương có 320 cơ sở.",
    (
        "Kinh phí còn lại 1.500 triệu đồng sau khi đã chi 3.200 triệu đồng trong tổng số 5.000 "
        "triệu đồng."
    ),
    "Vốn khuyến công 900 triệu đồng, chỉ chiếm 15% trong tổng vốn đầu tư 4.500 triệu đồng.",
    "Bình quân mỗi năm tăng 8%, từ 500 tỷ đồng năm 2018 lên 800 tỷ đồng năm 2021.",
    (
        "Xã có nhiều cơ sở nhất là Tân Thành (25 cơ sở), tiếp đến là Hòa Bình (31 cơ sở), Phú Mỹ "
        "(12 cơ sở)."
    ),
    "Có 9 dân tộc với 12/15 huyện, thị xã, thành phố tham gia, đạt tỷ lệ 75%.",
    "Thực hiện 3 nhiệm vụ: (i) khảo sát nhu cầu; (ii) thẩm định hồ sơ.",
    (
        "Ngân sách trung ương cấp 2,5 tỷ đồng cùng với 3,1 tỷ đồng của tỉnh đưa tổng nguồn lực "
        "lên 6,2 tỷ đồng."
    ),
    "Trong 48 học viên tốt nghiệp thì 30 người làm việc tại cơ sở, 22 người tự mở xưởng.",
    "Cơ cấu nguồn vốn: ngân sách 35%, doanh nghiệp 55%, tín dụng 15%.",
    "Số đề án các năm lần lượt là 8, 10, 12 và 9, cộng 42 đề án.",
    "Doanh số hội chợ đạt 18 tỷ đồng với 150 gian hàng, tính ra mỗi gian thu 150 triệu đồng.",
    "Sản lượng nâng từ 200 tấn lên 260 tấn mỗi năm, nghĩa là tăng thêm 80 tấn.",
    "Đến nay 45 trên 60 xã có điện thoại đường dây nóng, tức 65%.",
    "Kết quả năm 2023 cao hơn năm 2022 là 20% (1.150 triệu đồng so với 1.000 triệu đồng).",
    "Kế hoạch đặt ra 300 lao động, thực tế 270, đạt 95%.",
    "Hà Tĩnh có 13 huyện, thị xã, thành phố: 10 huyện, 2 thị xã và 2 thành phố.",
    "Chương trình kéo dài 4 năm, từ 2017 đến 2022.",
    (
        "Danh sách được hỗ trợ có 4 hợp tác xã: Hợp tác xã Đại Nghĩa, Hợp tác xã Tân Phú, Hợp tác"
        " xã Hưng Thịnh."
    ),
    (
        "Hỗ trợ nhiều nhất là huyện Can Lộc (450 triệu đồng), sau đó là Thạch Hà (520 triệu đồng)"
        " và Lộc Hà (300 triệu đồng)."
    ),
    "Giảm 15% chi phí, từ 200 triệu đồng xuống 150 triệu đồng.",
    "Có 250 cơ sở, chia theo ngành: chế biến 120, cơ khí 60, dệt may 40, khác 50.",
    "Suất đầu tư bình quân 1,2 tỷ đồng một cơ sở, 15 cơ sở đầu tư 21 tỷ đồng.",
]
RIGHT = [
    (
        "Năm 2023, Trung tâm hỗ trợ 12 cơ sở, trong đó có 5 hợp tác xã và 3 doanh nghiệp; ngoài "
        "ra còn tư vấn cho 20 hộ."
    ),
    (
        "Tổng kinh phí 5.200 triệu đồng, trong đó chủ yếu là khuyến công địa phương 3.900 triệu "
        "đồng."
    ),
    (
        "Đào tạo nghề cho 320 lao động, trong đó có 210 lao động nữ, 150 lao động là người dân "
        "tộc thiểu số."
    ),
    (
        "Kinh phí thực hiện 2.500 triệu đồng (ngân sách tỉnh 1.500 triệu đồng, vốn đối ứng 4.000 "
        "triệu đồng)."
    ),
    (
        "Hỗ trợ 10 cơ sở tại các huyện: Yên Thế, Lục Nam, Tân Yên với tổng kinh phí 1.800 triệu "
        "đồng."
    ),
    (
        "Giai đoạn 2016 - 2020, tốc độ tăng trưởng bình quân 12,5%/năm, năm 2020 đạt 15.400 tỷ "
        "đồng, tăng 10,2% so với năm 2019."
    ),
    "Trong 5 năm qua (từ 2015 đến 2020), tỉnh đã hỗ trợ 95 đề án.",
    (
        "Mức hỗ trợ tối đa 50% chi phí nhưng không quá 300 triệu đồng/cơ sở; cao nhất 1.500 triệu"
        " đồng/cụm công nghiệp."
    ),
    (
        "Có 45 sản phẩm được công nhận, trong đó 12 sản phẩm đạt cấp khu vực, 3 sản phẩm đạt cấp "
        "quốc gia."
    ),
    (
        "Năm 2021 thực hiện 15 đề án, năm 2022 thực hiện 18 đề án, năm 2023 thực hiện 21 đề án; "
        "tăng bình quân 18,3%/năm."
    ),
    (
        "Năm 2022, doanh thu đạt 12,5 tỷ đồng, tăng 25% so với năm 2021; lợi nhuận 1,2 tỷ đồng, "
        "tăng 30%."
    ),
    "Giải ngân 3.450 triệu đồng, đạt 92% kế hoạch; nghiệm thu 18/20 đề án, đạt 90%.",
    (
        "Kế hoạch năm 2024: 25 đề án với kinh phí 7.200 triệu đồng; ước thực hiện cả năm 24 đề "
        "án, đạt 96% kế hoạch, kinh phí 6.950 triệu đồng, đạt 96,5% kế hoạch."
    ),
    (
        "Thu nhập bình quân của người lao động từ 5 - 7 triệu đồng/tháng, tăng 10 - 15% so với "
        "trước."
    ),
    (
        "Toàn tỉnh có 4.512 cơ sở công nghiệp nông thôn, gồm 312 doanh nghiệp, 145 hợp tác xã và "
        "4.055 hộ kinh doanh; trong đó ngành chế biến nông sản 2.100 cơ sở, chiếm 46,5%, ngành cơ"
        " khí 680 cơ sở, chiếm 15,1%."
    ),
    (
        "Tổ chức 03 hội nghị tập huấn cho 150 lượt người tại các huyện Quỳnh Lưu, Diễn Châu, Yên "
        "Thành và thị xã Hoàng Mai."
    ),
    (
        "Tất cả 21 huyện, thành phố đều có cán bộ theo dõi công tác khuyến công; tuy nhiên cán bộ"
        " chủ yếu là kiêm nhiệm, chưa có cán bộ chuyên trách."
    ),
    ("100% đề án được nghiệm thu đúng tiến độ. Một số đề án chưa phát huy hiệu quả như mong muốn."),
    (
        "Các địa phương đều quan tâm, bố trí kinh phí. Tuy nhiên một số địa phương bố trí kinh "
        "phí còn thấp, chưa đáp ứng yêu cầu."
    ),
    (
        "Hỗ trợ 02 mô hình trình diễn kỹ thuật (sản xuất gạch không nung tại Hương Sơn, chế biến "
        "chè tại Kỳ Anh) với kinh phí 900 triệu đồng."
    ),
    (
        "Bình chọn 32 sản phẩm thuộc 4 nhóm: thủ công mỹ nghệ; chế biến nông, lâm, thủy sản và đồ"
        " uống; thiết bị, máy móc; sản phẩm khác."
    ),
    (
        "Hỗ trợ 06 cơ sở tham gia 03 kỳ hội chợ (Hà Nội, Cần Thơ, Đà Nẵng), trong đó 4 cơ sở lần "
        "đầu tham gia."
    ),
    (
        "Tổng kinh phí khuyến công 9 tháng đầu năm là 4.100 triệu đồng; ước cả năm tổng kinh phí "
        "là 5.600 triệu đồng."
    ),
    (
        "Năm 2020, tổng kinh phí được giao là 6.000 triệu đồng. Kết quả, tổng kinh phí thực hiện "
        "là 5.850 triệu đồng, đạt 97,5% kế hoạch, giảm 150 triệu đồng do một cơ sở xin rút."
    ),
    (
        "Nguồn kinh phí bình quân mỗi năm trên 3,5 tỷ đồng, cao nhất là năm 2019 (4,2 tỷ đồng), "
        "thấp nhất là năm 2016 (2,9 tỷ đồng)."
    ),
    (
        "Hỗ trợ xây dựng ít nhất 05 mô hình; phấn đấu tăng 10% số cơ sở so với giai đoạn trước "
        "(350 cơ sở)."
    ),
    (
        "Tỷ lệ hộ nghèo giảm từ 12,5% năm 2016 xuống còn 4,3% năm 2020, bình quân mỗi năm giảm "
        "2,05%."
    ),
    (
        "Giá trị sản xuất tăng từ 1.200 tỷ đồng lên 1.500 tỷ đồng, tăng 25%; số lao động tăng từ "
        "12.000 lên 13.500 người, tăng 12,5%."
    ),
    (
        "Tổng số cán bộ là 24 người; trình độ thạc sỹ 4 người, đại học 17 người, còn lại 3 người "
        "có trình độ cao đẳng."
    ),
    (
        "Trong 45 đề án có 30 đề án hỗ trợ máy móc, còn lại là các đề án đào tạo nghề và tuyên "
        "truyền."
    ),
    "Số tiền hỗ trợ 1.250 triệu đồng, chiếm 25% tổng mức đầu tư 5 tỷ đồng của các cơ sở.",
    (
        "Kinh phí khuyến công quốc gia 2.000 triệu đồng, chiếm 40%; kinh phí khuyến công địa "
        "phương 3.000 triệu đồng, chiếm 60%."
    ),
    (
        "Hỗ trợ thành lập 5 doanh nghiệp, đạt 50% kế hoạch; đào tạo 450 học viên, vượt 12,5% kế "
        "hoạch (400 học viên)."
    ),
    "Sau 3 năm thực hiện Chương trình giai đoạn 2021 - 2025, toàn tỉnh đã hỗ trợ 60 đề án.",
    (
        "Trong năm đã mở 4 lớp (2 lớp may, 1 lớp mộc và 1 lớp đan) cho 120 học viên, bình quân 30"
        " học viên/lớp; kinh phí 240 triệu đồng, trung bình 2 triệu đồng/học viên."
    ),
    (
        "Hỗ trợ 20 cơ sở với tổng vốn đầu tư 45 tỷ đồng, trong đó kinh phí khuyến công hỗ trợ 4,5"
        " tỷ đồng, vốn đối ứng của doanh nghiệp 40,5 tỷ đồng."
    ),
    (
        "Năm 2019 kinh phí là 3.200 triệu đồng; năm 2020 là 3.000 triệu đồng, giảm 6,25% so với "
        "năm 2019; năm 2021 là 3.600 triệu đồng, tăng 20% so với năm 2020."
    ),
    "Mỗi năm tổ chức 2 - 3 lớp tập huấn, mỗi lớp 40 - 50 học viên.",
    (
        "Tỉnh có 9 huyện, 01 thành phố với 150 xã, phường; có 7/10 huyện, thành phố và 96/150 xã,"
        " phường, chiếm 64%, có làng nghề."
    ),
    (
        "Chi phí điện giảm 15%, năng suất tăng 1,5 lần, sản lượng từ 2 tấn/ngày lên 3 tấn/ngày, "
        "tăng 50%."
    ),
    (
        "Quyết định số 12/2021/QĐ-UBND quy định 7 nội dung chi gồm: đào tạo, tập huấn; xây dựng "
        "mô hình; ứng dụng máy móc; bình chọn sản phẩm; tham gia hội chợ; tuyên truyền; quản lý."
    ),
    "Trong 5 năm 2016-2020, kinh phí bình quân 4 tỷ đồng/năm, tổng cộng 20 tỷ đồng.",
    (
        "Có 12/15 chỉ tiêu đạt và vượt kế hoạch, 3/15 chỉ tiêu không đạt, trong đó có chỉ tiêu "
        "đào tạo nghề (đạt 65%)."
    ),
    (
        "Hội chợ có 250 gian hàng của 180 doanh nghiệp đến từ 25 tỉnh, thành phố; doanh thu đạt "
        "khoảng 15 tỷ đồng, bình quân 60 triệu đồng/gian hàng."
    ),
    (
        "Giai đoạn 2021-2023, ngân sách tỉnh bố trí 9.000 triệu đồng: năm 2021 là 2.500 triệu "
        "đồng, năm 2022 là 3.000 triệu đồng, năm 2023 là 3.500 triệu đồng."
    ),
    (
        "Hỗ trợ 3 đề án cho HTX Hòa Bình, Công ty TNHH Minh Phát, cơ sở Thu Hà. Trong đó, đề án "
        "lớn nhất 500 triệu đồng."
    ),
    (
        "Kinh phí hỗ trợ: quốc gia 1.200 triệu đồng; tỉnh 2.300 triệu đồng; doanh nghiệp đối ứng "
        "6.500 triệu đồng."
    ),
    (
        "Trong quý I hỗ trợ 12 cơ sở, quý II hỗ trợ 15 cơ sở, quý III hỗ trợ 9 cơ sở; dự kiến quý"
        " IV hỗ trợ 14 cơ sở."
    ),
    (
        "Có 120 gian hàng, trong đó khu tiêu chuẩn 80 gian, khu ngoài trời 25 gian và một số gian"
        " miễn phí."
    ),
    (
        "Đợt 1 cấp 500 triệu đồng, đợt 2 cấp 450 triệu đồng, đợt 3 cấp 480 triệu đồng cho 3 dự án"
        " khác nhau."
    ),
    (
        "Huyện A có 12 làng nghề, huyện B có 11 làng nghề, huyện C có 13 làng nghề, huyện D có 12"
        " làng nghề."
    ),
    "Tổng mức đầu tư 12 tỷ đồng, vốn vay 5 tỷ đồng, khuyến công hỗ trợ 500 triệu đồng.",
    "Tổng diện tích quy hoạch 75 ha, đã giải phóng mặt bằng 50 ha, tỷ lệ lấp đầy 64%.",
    "Nữ chiếm 45%, dân tộc thiểu số chiếm 30%, hộ nghèo chiếm 12% số học viên.",
    (
        "Đào tạo 5 lớp cho 150 người (3 lớp may cho 95 người, 2 lớp mộc cho 55 người), kinh phí "
        "450 triệu đồng, bình quân 3 triệu đồng/người."
    ),
    (
        "Năm 2021 có 60 cơ sở, đến năm 2023 có 85 cơ sở tham gia; tỷ lệ sản phẩm đạt chuẩn tăng "
        "từ 40% lên 65%."
    ),
    (
        "Hội đồng chấm 45 sản phẩm, chọn 30 sản phẩm cấp tỉnh, đề cử 12 sản phẩm cấp khu vực, 3 "
        "sản phẩm cấp quốc gia."
    ),
    "Hỗ trợ 2 huyện miền núi là Quỳ Châu và Quế Phong, mỗi huyện 300 triệu đồng.",
    "Trong 6 tháng, đã hỗ trợ 15 cơ sở, đạt 50% kế hoạch năm; giải ngân 2,1 tỷ đồng (42%).",
    "Mỗi đề án được hỗ trợ từ 100 đến 300 triệu đồng; tổng số 12 đề án với 2.400 triệu đồng.",
    ("Lương bình quân 8 triệu đồng/người/tháng, cao nhất 15 triệu đồng, thấp nhất 5 triệu đồng."),
    (
        "Tổng kinh phí năm 2023 là 4.500 triệu đồng, năm 2022 là 4.200 triệu đồng, năm 2021 là "
        "3.900 triệu đồng."
    ),
    (
        "Tổng số lao động 350 người, lao động thường xuyên 200 người, lao động thời vụ 150 người,"
        " lao động nữ 180 người."
    ),
    (
        "Có 3 doanh nghiệp, 5 hợp tác xã và 12 hộ; tổng vốn 25 tỷ đồng, vốn nhà nước 5 tỷ đồng "
        "(20%), còn lại là vốn tự có."
    ),
    (
        "Theo báo cáo của 15 huyện, có 9 huyện đã lập kế hoạch, 4 huyện đang lập và 2 huyện chưa "
        "có nhu cầu."
    ),
    (
        "Công suất tăng gấp đôi từ 5 tấn lên 10 tấn mỗi ngày, doanh thu tăng 1,5 lần, từ 2 tỷ "
        "đồng lên 3 tỷ đồng."
    ),
    ("Từ năm 2016 đến năm 2020 có 45 đề án; từ năm 2021 đến nay có 30 đề án, tổng cộng 75 đề án."),
    "Giai đoạn 2021-2025 (đến hết năm 2023) đã thực hiện 3 năm với 45 đề án.",
    "Thực hiện kế hoạch 5 năm 2021-2025, sau 2 năm đã đạt 40% mục tiêu.",
    "Tỷ trọng công nghiệp 35%, dịch vụ 40%, nông nghiệp 20%, thuế sản phẩm 5%.",
]


@pytest.mark.parametrize("text", WRONG, ids=[t[:50] for t in WRONG])
def test_a_false_figure_is_found(text):
    assert [c.statement for c in read(f"{HEAD}{text}\n").checks if not c.holds]


@pytest.mark.parametrize("text", RIGHT, ids=[t[:50] for t in RIGHT])
def test_nothing_that_may_be_right_is_accused(text):
    assert [c.statement for c in read(f"{HEAD}{text}\n").checks if not c.holds] == []


@settings(max_examples=150, deadline=None)
@given(st.randoms(use_true_random=False))
def test_no_heap_of_words_and_numbers_breaks_the_checks(rng: random.Random):
    words = [w for t in (*WRONG, *RIGHT) for w in t.split()] + [
        "\n",
        "\n\n- ",
        "(",
        ")",
        ":",
        "0",
        "|",
    ]
    text = " ".join(rng.choice(words) for _ in range(rng.randint(1, 160)))
    reading = read(text)

    ids = {f.id for f in reading.figures}
    assert all(set(c.figures) <= ids and c.passages for c in reading.checks)
    assert all(0 <= a < b <= len(text) for c in reading.checks for a, b in c.passages)
