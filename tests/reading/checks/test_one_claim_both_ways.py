"""One claim, right and wrong: of two wordings the false one is named, the true one is let alone.

"{a|b}" stands for the true a and the false b; numbers in brackets are those a finding must name;
"¶" begins another section.
"""

import re

import pytest

from khuyencong.reading.model import Check
from khuyencong.values.vocabulary import CheckKind as Kind
from tests.reading.whole import read

HEAD = "SỞ CÔNG THƯƠNG\n\nBÁO CÁO\nCông tác khuyến công giai đoạn 2019 - 2023\n\nI. KẾT QUẢ\n\n"
SECTION = "\n\nII. ĐÁNH GIÁ\n\nNhìn chung công tác đạt yêu cầu.\n\n"
TAIL = "\n\nCác đơn vị phối hợp chặt chẽ, hồ sơ đầy đủ.\n"

CLAIMS = {
    Kind.RATIO: [
        "Bình quân mỗi đồng vốn ngân sách đã lôi kéo được {3,2|4,1} đồng của cơ sở (ngân sách "
        "[2.500] triệu đồng, cơ sở [8.000] triệu đồng).",
        "Phần vốn của dân là [4,2] tỷ đồng. Phần vốn khuyến công là [1,2] tỷ đồng. Tính ra một "
        "đồng khuyến công kéo được {3,5|2,9} đồng vốn dân.",
        "- Vốn khuyến công: [2.400] triệu đồng\n- Vốn đối ứng: [8.400] triệu đồng\n"
        "Bình quân 01 đồng vốn khuyến công thu hút {3,5|4,2} đồng vốn đối ứng.",
        "Hỗ trợ [2.200] triệu đồng kéo theo [9.900] triệu đồng của tư nhân, tương ứng 1 đồng : "
        "{4,5|3,7} đồng.",
    ],
    Kind.SUPERLATIVE: [
        "Số gian hàng: Bình Định [36], Phú Yên [48], Khánh Hòa [29]; tỉnh có ít gian hàng nhất là "
        "{Khánh Hòa|Bình Định}.",
        "Năm 2019 hỗ trợ [14] cơ sở, năm 2020 hỗ trợ [11] cơ sở, năm 2021 hỗ trợ 18 cơ sở; ít nhất "
        "là năm {2020|2019}.",
        "HTX {Sông Vệ|Trà My} có doanh thu cao nhất: HTX Trà My [1,2] tỷ đồng, HTX Sông Vệ [1,9] "
        "tỷ đồng, HTX An Phú 0,8 tỷ đồng.",
        "Các huyện thực hiện:\n- Sơn Tịnh: [12] đề án\n- Nghĩa Hành: [19] đề án\n- Bình Sơn: 15 đề "
        "án\nTrong đó {Nghĩa Hành|Sơn Tịnh} có số đề án lớn nhất.",
        "| Huyện | Số đề án |\n|---|---|\n| Mộ Đức | [12] |\n| Đức Phổ | [17] |\n| Ba Tơ | 5 |\n\n"
        "Huyện có nhiều đề án nhất là {Đức Phổ|Mộ Đức}.",
        "Mộ Đức giải ngân [82]%, Đức Phổ giải ngân [91]%, Ba Tơ giải ngân 64%. Dẫn đầu là "
        "{Đức Phổ|Mộ Đức}.",
    ],
    Kind.COUNT_OF_LIST: [
        "Tỉnh chọn [{5|4}] mặt hàng chủ lực, bao gồm gạch ngói, đường phèn, nước mắm, quế chi, tỏi "
        "khô.",
        "[{4|6}] xã Tịnh Khê, Nghĩa An, Bình Châu và Phổ Thạnh đã có nhà xưởng chung.",
        "Đoàn khảo sát tại [{3|2}] tỉnh là Bình Định, Phú Yên và Khánh Hòa, sau đó họp tổng kết.",
        "Đề án gồm [{3|2}] lớp: lớp may công nghiệp, lớp mộc dân dụng, lớp hàn điện.",
        "Chương trình có [{3|4}] mục tiêu sau:\na) Nâng năng suất\nb) Mở rộng thị trường\nc) Giữ "
        "gìn nghề cũ",
        "Làm việc với [{4|5}] sở: Sở Công Thương, Sở Tài chính, Sở Kế hoạch và Đầu tư, Sở Nông "
        "nghiệp và Phát triển nông thôn.",
    ],
    Kind.PERIOD_LENGTH: [
        "Kế hoạch [{5|4}] năm 2019 - 2023 được phê duyệt đúng hạn.",
        "Thời kỳ 2015 - 2020, tức [{6|7}] năm, tỉnh dành vốn cho chế biến.",
        "Chương trình kéo dài [{3|4}] năm, khởi động năm 2020 và kết thúc năm 2022.",
        "Giai đoạn từ năm 2014 đến năm 2019 kéo dài [{6|5}] năm.",
    ],
    Kind.CONTRADICTION: [
        "Tỉnh đã cấp giấy chứng nhận cho [37] sản phẩm chè vằng.¶Trong số [{37|42}] sản phẩm chè "
        "vằng được cấp giấy chứng nhận có nhiều sản phẩm chế biến.",
        "Khảo sát được [86] hộ làm muối tại Sa Huỳnh.¶Qua khảo sát [{86|68}] hộ làm muối tại Sa "
        "Huỳnh cho thấy nhu cầu đổi mới thiết bị.",
        "Kinh phí mua máy cuốn chả giò là [240] triệu đồng.¶Tổng kinh phí mua máy cuốn chả giò "
        "[{240|420}] triệu đồng được cơ sở đánh giá cao.",
        "Đến nay [{12/14|14/14}] huyện đã thành lập tổ khuyến công.¶Tuy vậy còn [2] huyện chưa "
        "thành lập tổ khuyến công.",
        "Công tác thẩm định hồ sơ xong ở {nhiều|[100]%} huyện.¶Còn [2] huyện chưa xong công tác "
        "thẩm định hồ sơ.",
        "{Một số|Mọi} cụm công nghiệp đều có hệ thống xử lý nước thải.¶Cụm công nghiệp Phổ Phong "
        "chưa có hệ thống xử lý nước thải.",
    ],
}
PAIRS = [(kind, claim) for kind, claims in CLAIMS.items() for claim in claims]


def written(claim: str, which: int) -> tuple[str, list[tuple[int, int]]]:
    """Return the report with the true (1) or the false (2) wording, and the places in brackets."""
    said = re.sub(r"\{(.*?)\|(.*?)\}", lambda m: m[which], claim).replace("¶", SECTION)
    text, spans = HEAD, []
    for piece in re.split(r"(\[[^\]]*\])", said + TAIL):
        bare = piece.strip("[]") if piece.startswith("[") else piece
        if bare is not piece:
            spans.append((len(text), len(text) + len(bare)))
        text += bare
    return text, spans


def failing(text: str) -> list[Check]:
    return [check for check in read(text).checks if not check.holds]


@pytest.mark.parametrize(("kind", "claim"), PAIRS, ids=[claim[:50] for _, claim in PAIRS])
def test_the_true_wording_is_let_alone_and_the_false_one_named(kind, claim):
    assert [c.statement for c in failing(written(claim, 1)[0])] == []

    text, spans = written(claim, 2)
    planted = {
        f.id
        for f in read(text).figures
        if any(f.number_start < end and start < f.number_end for start, end in spans)
    }
    found = [c for c in failing(text) if 2 * len(planted & set(c.figures)) >= len(spans)]

    assert kind in {c.kind for c in found}, [(c.kind, c.statement) for c in failing(text)]


#: What looks alike and is another measure, another time, another place, or some of them only.
OTHERWISE = [
    "Huyện Ba Tơ có 20 cơ sở, huyện Sơn Hà có 30 cơ sở, huyện Trà Bồng có 25 cơ sở; doanh thu cao "
    "nhất là huyện Ba Tơ.",
    "Phấn đấu mỗi huyện có ít nhất 3 cơ sở; năm 2022 huyện Mộ Đức có 2 cơ sở, huyện Đức Phổ 5 cơ "
    "sở, huyện Nghĩa Hành 4 cơ sở.",
    "Các huyện Mộ Đức 12 đề án, Đức Phổ 15 đề án, Sơn Tây 4 đề án; trong đó huyện miền núi nhiều "
    "nhất là Sơn Tây.",
    "Khó khăn lớn nhất của Mộ Đức (12 đề án) là vốn, còn Đức Phổ (15 đề án) và Sơn Tây (4 đề án) "
    "là mặt bằng.",
    "Hỗ trợ 3 nhóm ngành: chế biến nông, lâm, thủy sản, cơ khí, dệt may.",
    "Hỗ trợ 4 cơ sở (Mộ Đức, Đức Phổ) với kinh phí 800 triệu đồng.",
    "Phối hợp với 3 sở: Tài chính, Kế hoạch và Đầu tư, Nông nghiệp và Phát triển nông thôn.",
    "Thực hiện 12 đề án tại các huyện: Mộ Đức, Đức Phổ, Sơn Tây.",
    "Giai đoạn 2019 - 2023, 3 năm liền Trung tâm được khen thưởng.",
    "Sau 5 năm thực hiện (2018 - 2023), nghề mộc đã phát triển.",
    "Năm 2022 hỗ trợ 14 cơ sở sấy mít.¶Năm 2023 hỗ trợ 17 cơ sở sấy mít.",
    "Huyện Mộ Đức có 45 cơ sở chằm nón lá.¶Huyện Ba Tơ có 12 cơ sở chằm nón lá.",
    "Đăng ký 25 cơ sở chằm nón lá tham gia hội chợ.¶Có 21 cơ sở chằm nón lá tham gia hội chợ.",
    "Tư vấn mẫu mã cho 12 cơ sở chằm nón lá.¶Tư vấn tài chính cho 7 cơ sở chằm nón lá.",
    "Hỗ trợ nghề chằm nón lá 350 triệu đồng từ khuyến công quốc gia.¶Hỗ trợ nghề chằm nón lá 150 "
    "triệu đồng từ ngân sách tỉnh.",
    "Đến năm 2023, 100% huyện đã có cán bộ khuyến công.¶Năm 2019 còn 5 huyện chưa có cán bộ khuyến "
    "công.",
    "100% học viên được cấp chứng chỉ.¶Một số học viên chưa được giới thiệu việc làm.",
    "Tất cả 12 huyện đã xây dựng kế hoạch khuyến công.¶Có 3 huyện chưa xây dựng kế hoạch bố trí "
    "vốn.",
]


@pytest.mark.parametrize("claim", OTHERWISE, ids=[claim[:50] for claim in OTHERWISE])
def test_what_is_told_of_something_else_is_no_fault(claim):
    assert [c.statement for c in failing(written(claim, 1)[0])] == []
