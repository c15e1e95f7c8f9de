"""What the names in the sentences of a report mean, in the words of an office."""

from khuyencong.values.measures import MEASURES

#: The parts of the sentences, in the order of a report.
SECTIONS = {
    "mo_dau": "Mở đầu",
    "can_cu": "Số liệu dựa vào đâu",
    "quan_ly": "Công tác quản lý nhà nước",
    "tong": "Kết quả chung",
    "noi_dung": "Từng nội dung hoạt động",
    "viec": "Việc đã làm, theo chỉ tiêu",
    "viec_theo_loai": "Việc đã làm, theo cấp và loại",
    "nguon_luc": "Nguồn lực thực hiện",
    "danh_gia": "Đánh giá chung",
    "phuong_huong": "Phương hướng, kiến nghị",
    "dang_ky": "Đăng ký kế hoạch",
    "chung": "Mục tiêu, tăng giảm sau một việc",
    "ket": "Kết",
}
NAMES = {
    "cho": "số báo cáo đang chờ tiếp nhận",
    "chua": "các nội dung chưa thực hiện",
    "chuong_trinh": "tên chương trình",
    "co_quan": "tên cơ quan báo cáo",
    "co_so": "số ở cơ sở (người làm ở cơ sở, cơ sở công nghiệp nông thôn)",
    "cong_tac_vien": "số cộng tác viên",
    "con_thieu": "tên các nơi chưa có báo cáo",
    "cuoi": "số của năm cuối",
    "da_nhan": "số báo cáo đã tiếp nhận",
    "den": "ngày cuối tính kết quả",
    "dung_han": "số báo cáo gửi đúng hạn",
    "dau": "số của năm đầu",
    "de_an": "số đề án",
    "de_an_tang": "tăng, giảm số đề án so với cùng kỳ",
    "don_vi": "tên đơn vị",
    "ghi_chu": "ghi chú về ngày chốt số liệu",
    "gia": "tính theo giá nào",
    "kinh_phi": "kinh phí",
    "kinh_phi_tang": "tăng, giảm kinh phí so với cùng kỳ",
    "ky": "kỳ báo cáo",
    "lan": "số lần được ghi nhận",
    "loai": "loại, cấp",
    "luc": "thời điểm tính số liệu",
    "moi": "số làng nghề mới",
    "muc_tieu": "tỷ lệ đạt so với mục tiêu",
    "n": "số đã làm",
    "nam": "năm của số liệu",
    "nam_cuoi": "năm cuối",
    "nam_dau": "năm đầu",
    "nganh": "các ngành nghề",
    "nguoi": "số người làm việc",
    "nguon": "tên nguồn kinh phí",
    "noi": "nơi báo cáo",
    "noi_dung": "số nội dung hoạt động",
    "so_nam": "số năm của kỳ",
    "so_voi": "mục tiêu được so với",
    "tang": "tăng, giảm",
    "ten": "tên của dòng",
    "them": "số tăng thêm",
    "tinh": "số tỉnh, thành phố đã có hồ sơ",
    "tong": "tổng số làng nghề",
    "tot": "số làng nghề hoạt động khá",
    "truyen_thong": "số làng nghề truyền thống",
    "tu": "ngày đầu tính kết quả",
    "ty_le": "tỷ lệ gửi đúng hạn",
    "van_ban": "số văn bản đã ban hành",
}


def told_name(name: str, key: str = "") -> str:
    """Return what a name in a sentence means; with the key of the sentence, which number `n` is."""
    measure = MEASURES.get(key.partition(".")[2]) if name == "n" else None
    return measure.name if measure else NAMES.get(name, name)


def section_of(key: str) -> str:
    """Return the name of the part of a report in which a sentence stands."""
    return SECTIONS[key.partition(".")[0]]
