"""The documents of a đề án: their words, amounts, pages and layout, and which can be made when."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pypdfium2
import pytest

from khuyencong.documents import Document, write_docx, write_pdf
from khuyencong.documents.lint import lint
from khuyencong.projects.queries.documents import Paper, papers_of
from khuyencong.projects.queries.documents.facts import DOTS, Basis, Dossier
from khuyencong.projects.queries.documents.wording import blanks_in, line_table, money
from tests.documents.paper import words_of_docx, words_of_pdf
from tests.projects.dossier import (
    ADJUSTMENT,
    ALL_ACCEPTED,
    DOSSIER,
    FIRST_LINE,
    OF_THE_NATION,
    PASSED,
    RETURNED,
    RETURNED_ONE,
    TEA,
)

DOSSIERS = {"local": ALL_ACCEPTED, "national": OF_THE_NATION, "returned": RETURNED_ONE}


def cases() -> Iterator[tuple[str, Paper]]:
    """Yield one document of each kind of each dossier under its name."""
    for name, dossier in DOSSIERS.items():
        for paper in {paper.code: paper for paper in papers_of(dossier)}.values():
            yield f"{name}-{paper.code}", paper


CASES = dict(cases())


@cache
def words(name: str) -> str:
    """Return what a case says, from its Word file."""
    return " ".join(words_of_docx(write_docx(CASES[name].make())))


def made(dossier: Dossier, code: str) -> Document:
    return next(paper for paper in papers_of(dossier) if paper.code == code).make()


def assert_same_words(docx: list[str], pdf: list[str]) -> None:
    """Hold both files to the same words in order; the PDF repeats heads of tables on new pages."""
    following = iter(pdf)
    assert all(word in following for word in docx)
    assert set(docx) == set(pdf)


@pytest.mark.slow
@pytest.mark.pure
@pytest.mark.parametrize("name", CASES)
def test_each_is_lawful_in_layout_short_and_the_same_in_both_files(name: str) -> None:
    document = CASES[name].make()
    docx, pdf = write_docx(document), write_pdf(document)
    assert lint(docx) == []
    assert_same_words(words_of_docx(docx), words_of_pdf(pdf))
    assert docx == write_docx(CASES[name].make())
    assert pdf == write_pdf(CASES[name].make())
    pages = list(pypdfium2.PdfDocument(pdf))
    assert 1 <= len(pages) <= 3
    assert all(round(min(page.get_size())) == 595 for page in pages)


@pytest.mark.pure
@pytest.mark.parametrize("name", CASES)
def test_each_ends_with_its_mark_and_says_nothing_unverified(name: str) -> None:
    assert "./." in words(name)
    for word in ("chưa kiểm chứng", "None", "chưa rõ hiệu lực", "{", "&"):
        assert word not in words(name)


def test_every_document_of_the_life_can_be_made() -> None:
    assert {paper.code for paper in CASES.values()} == {
        "giay-bien-nhan",
        "phieu-tham-dinh",
        "bien-ban-tham-dinh-co-so",
        "thong-bao-ket-qua",
        "quyet-dinh-phe-duyet",
        "hop-dong-thuc-hien",
        "hop-dong-ho-tro",
        "giay-de-nghi-tam-ung",
        "phu-luc-hop-dong",
        "bien-ban-kiem-tra",
        "cong-van-dieu-chinh",
        "bien-ban-nghiem-thu",
        "bien-ban-thanh-ly",
        "bao-cao-quyet-toan",
    }
    upper = replace(DOSSIER, appraisals=(replace(PASSED, level="upper"),))
    assert "bien-ban-tham-dinh" in {paper.code for paper in papers_of(upper)}


SAYS = {
    "local-bien-ban-tham-dinh-co-so": [
        "Số: /BB-SCT",
        "Điểm tối đa Phiếu 1 Phiếu 2",
        "Tổng điểm 100 88 89",
        "Điểm bình quân của 02 phiếu: 88,5 điểm.",
        "Đỗ Thị Quen không chấm điểm vì có xung đột lợi ích.",
        "Kết luận: Đạt.",
    ],
    "local-phieu-tham-dinh": ["không chấm điểm: chị em ruột với giám đốc hợp tác xã"],
    "local-quyet-dinh-phe-duyet": [
        "ỦY BAN NHÂN DÂN TỈNH MẪU",
        "Số: /QĐ-UBND Mẫu, ngày tháng năm 2026",
        "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH MẪU",
        "Căn cứ Nghị định số 45/2012/NĐ-CP ngày 21 tháng 5 năm 2012 của Chính phủ;",
        f"Căn cứ {DOTS}{DOTS};",
        "Xét đề nghị của Giám đốc Sở Công Thương tỉnh Mẫu.",
        "Tổng kinh phí: 1.805.000.000 đồng (Bằng chữ: Một tỷ tám trăm linh năm triệu đồng)",
        "Điều 3. Quyết định này có hiệu lực từ ngày ký.",
    ],
    "national-quyet-dinh-phe-duyet": [
        "BỘ CÔNG THƯƠNG",
        "Số: /QĐ-BCT Hà Nội, ngày",
        "BỘ TRƯỞNG BỘ CÔNG THƯƠNG",
        "Xét đề nghị của Cục trưởng Cục Công Thương địa phương.",
    ],
    "local-hop-dong-thuc-hien": [
        "Số: 05/HĐ-SCT Mẫu, ngày 04 tháng 5 năm 2026",
        "không quá 50% giá trị hợp đồng, tức 302.500.000 đồng (Bằng chữ: Ba trăm linh hai triệu "
        "năm trăm nghìn đồng), theo khoản 3 Điều 3 của hợp đồng.",
        "Từ ngày ký đến ngày 15 tháng 12 năm 2026.",
        "ĐẠI DIỆN BÊN B GIÁM ĐỐC ĐẠI DIỆN BÊN A GIÁM ĐỐC",
    ],
    "local-hop-dong-ho-tro": ["Bên B: Công ty trách nhiệm hữu hạn một thành viên", "9900000021"],
    "local-phu-luc-hop-dong": [
        "Số: 01/HĐ-SCT",
        "Sửa đổi, bổ sung hợp đồng số 05/HĐ-SCT ngày 04 tháng 5 năm 2026",
        "2. Máy chạm khắc gỗ CNC Khuyến công cấp tỉnh 320.000.000 300.000.000",
    ],
    "local-giay-de-nghi-tam-ung": [f"Mức tạm ứng: {DOTS}% giá trị hợp đồng."],
    "local-bien-ban-kiem-tra": [
        "Hôm nay, ngày 01 tháng 7 năm 2026, tại xã Ví Dụ; xã Thí Dụ",
        "1 Lắp đặt máy trước mùa thu hái. 31/07/2026",
    ],
    "local-cong-van-dieu-chinh": [
        "Số: /TTKC V/v đề nghị điều chỉnh đề án khuyến công",
        "Kính gửi: Sở Công Thương tỉnh Mẫu",
        "Lý do: Cơ sở đã được chọn không còn vốn đối ứng.",
    ],
    "local-bien-ban-nghiem-thu": [
        "1 Nguyễn Văn Mẫu Phó Giám đốc (chủ trì) Sở Công Thương",
        "Tổng chi phí (đồng) 800.000.000 800.000.000",
        "Tổng cộng: 295.000.000 đồng (Bằng chữ: Hai trăm chín mươi lăm triệu đồng).",
    ],
    "local-bien-ban-thanh-ly": ["Không thực hiện: 0 đồng (Bằng chữ: Không đồng)."],
    "local-bao-cao-quyet-toan": [
        "Cộng 605.000.000 605.000.000 100.000.000 305.000.000 200.000.000",
        "đề nghị quyết toán: 305.000.000 đồng (Bằng chữ: Ba trăm linh năm triệu đồng).",
    ],
    "returned-thong-bao-ket-qua": [
        "Kính gửi: Hợp tác xã chè Thí Dụ; Công ty trách nhiệm hữu hạn",
        "Đây chưa phải là từ chối.",
        "Lý do: Thiếu báo giá của máy sấy; chưa rõ nơi đặt máy.",
        "Việc tiếp theo: Bổ sung các điểm nêu trên",
    ],
    "local-giay-bien-nhan": ["đã nhận ngày 02 tháng 3 năm 2026 hồ sơ đề án 2026-0007"],
}


@pytest.mark.parametrize(("name", "said"), [(n, s) for n, all_ in SAYS.items() for s in all_])
def test_it_says(name: str, said: str) -> None:
    assert said in words(name)


@pytest.mark.parametrize(
    ("amount", "says"),
    [
        (0, "0 đồng (Bằng chữ: Không đồng)"),
        (1_005_000, "1.005.000 đồng (Bằng chữ: Một triệu không trăm linh năm nghìn đồng)"),
        (10**9, "1.000.000.000 đồng (Bằng chữ: Một tỷ đồng)"),
        (10**9 - 1, "999.999.999 đồng (Bằng chữ: Chín trăm chín mươi chín triệu chín trăm chín "
         "mươi chín nghìn chín trăm chín mươi chín đồng)"),
    ],
)  # fmt: skip
def test_an_amount_is_said_in_figures_and_words(amount: int, says: str) -> None:
    assert money(amount).replace("\u00a0", " ") == says


def test_the_lines_come_to_their_sum() -> None:
    assert line_table(DOSSIER.living).rows[-1][1:] == (
        "Cộng",
        "1.805.000.000",
        "605.000.000",
        "1.200.000.000",
    )


def test_a_rejected_one_is_told_in_other_words() -> None:
    rejected = replace(RETURNED, verdict="reject", words="Ngoài phạm vi hỗ trợ.")
    document = made(replace(RETURNED_ONE, appraisals=(rejected,)), "thong-bao-ket-qua")
    told = " ".join(words_of_docx(write_docx(document)))
    assert "Lần này hồ sơ không được chọn" in told
    assert "Kết quả xét chọn đề án khuyến công" in told
    assert "Đơn vị có thể đề nghị lại vào kỳ sau" in told


def test_a_great_change_of_a_local_plan_goes_to_who_approves_it() -> None:
    great = replace(ADJUSTMENT, authority="approve_great")
    letter = made(replace(DOSSIER, adjustments=(great,)), "cong-van-dieu-chinh")
    assert letter.to.replace("\u00a0", " ") == "Kính gửi: Ủy ban nhân dân tỉnh Mẫu"


def test_grounds_that_nobody_verified_are_left_for_the_pen() -> None:
    unread = replace(ALL_ACCEPTED, basis=Basis(blanks=("A: chưa kiểm chứng",) * 2))
    document = made(unread, "bao-cao-quyet-toan")
    assert [block.text for block in document.blocks[:2]] == [  # type: ignore[union-attr]
        f"Căn cứ {DOTS}{DOTS};",
        f"Căn cứ {DOTS}{DOTS}.",
    ]
    assert blanks_in(document) == 2


def test_what_a_name_holds_is_text_in_both_files() -> None:
    name = "<script>alert(1)</script> #panic() {{ x }} Nguyễn Thị Ân"
    hostile = replace(TEA, name=name)
    line = replace(FIRST_LINE, beneficiary=hostile)
    document = made(replace(ALL_ACCEPTED, lines=(line,)), "hop-dong-ho-tro")
    docx, pdf = words_of_docx(write_docx(document)), words_of_pdf(write_pdf(document))
    assert docx == pdf
    assert name in " ".join(pdf)


def test_very_long_names_stay_on_the_page() -> None:
    long = replace(ALL_ACCEPTED, name="Hỗ trợ ứng dụng máy móc tiên tiến " * 8)
    for code in ("quyet-dinh-phe-duyet", "bien-ban-nghiem-thu", "cong-van-dieu-chinh"):
        document = made(long, code)
        assert lint(write_docx(document)) == []
        assert len(pypdfium2.PdfDocument(write_pdf(document))) <= 3


def test_a_draft_offers_nothing() -> None:
    bare = replace(
        DOSSIER,
        state="draft",
        registered_on=None,
        appraisals=(),
        contracts=(),
        inspections=(),
        adjustments=(),
        lines=tuple(replace(line, accepted=None) for line in DOSSIER.lines),
    )
    assert papers_of(bare) == []


def test_before_it_is_signed_a_contract_has_neither_number_nor_rate() -> None:
    approved = replace(DOSSIER, state="approved", contracts=())
    document = made(approved, "hop-dong-thuc-hien")
    assert document.number.number is None
    assert document.number.symbol == "HĐ-SCT"
    told = " ".join(words_of_docx(write_docx(document)))
    assert f"tạm ứng cho bên B {DOTS}% giá trị hợp đồng" in told
