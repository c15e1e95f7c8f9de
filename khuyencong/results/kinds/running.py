"""Content 9, what provinces do beyond the nine, and what supports came to afterwards."""

from khuyencong.results.kinds.declaring import (
    Feed,
    Kind,
    column,
    money,
    percent,
    text,
    whole,
)
from khuyencong.values.vocabulary import LEGAL_CONTENTS
from khuyencong.values.vocabulary import Activity as A

RUNNING = (A.PROGRAM_MANAGEMENT_CAPACITY,)

KINDS = (
    Kind(
        code="staff_training",
        name="Bồi dưỡng cán bộ khuyến công",
        contents=RUNNING,
        unit="class",
        fields=(
            column("quantity", "Số lớp", required=True, unit="class"),
            column("persons", "Số cán bộ học"),
            column("women"),
            text("framework", "Theo chương trình khung nào"),
        ),
        feeds=(
            Feed("program.classes", "quantity"),
            Feed("program.trained", "persons"),
        ),
        roster=True,
        evidence=("danh-sach",),
    ),
    Kind(
        code="inspection",
        name="Kiểm tra, giám sát, khảo sát",
        contents=RUNNING,
        unit="event",
        fields=(
            column("quantity", "Số cuộc", unit="event"),
            column("establishments", "Số cơ sở được kiểm tra, khảo sát"),
            whole("projects", "Số đề án được kiểm tra", "project"),
        ),
        feeds=(Feed("program.inspections", "quantity"),),
        evidence=("bien-ban",),
    ),
    Kind(
        code="policy",
        name="Văn bản được ban hành",
        contents=RUNNING,
        unit="document",
        fields=(
            column("quantity", "Số văn bản", required=True, unit="document"),
            text("number", "Số hiệu"),
        ),
        feeds=(Feed("program.documents", "quantity"),),
        evidence=("khac",),
    ),
    Kind(
        code="reward",
        name="Thi đua, khen thưởng",
        contents=RUNNING,
        unit="prize",
        fields=(
            column("quantity", "Số khen thưởng", required=True, unit="prize"),
            whole("collectives", "Trong đó tập thể", ""),
            text("who_gives", "Ai khen thưởng"),
        ),
        feeds=(Feed("program.rewards", "quantity"),),
        evidence=("khac",),
    ),
    Kind(
        code="equipment",
        name="Trang bị phương tiện làm việc",
        contents=RUNNING,
        fields=(text("equipment", "Trang bị gì"), whole("items", "Số lượng", "")),
        evidence=("chung-tu",),
    ),
    Kind(
        code="beyond",
        name="Hoạt động khác của địa phương",
        contents=(A.OTHER, *LEGAL_CONTENTS, A.CLEANER_PRODUCTION),
        fields=(
            column("establishments", "Số cơ sở"),
            column("persons", "Số người"),
            money("loan", "Vốn vay, vốn có thu hồi (đồng)"),
            money("interest", "Lãi suất được hỗ trợ (đồng)"),
        ),
        variant_label="Loại",
        variants=(
            ("interest", "hỗ trợ lãi suất"),
            ("repayable", "vốn có thu hồi"),
            ("digital", "chuyển đổi số"),
            ("artisan", "hỗ trợ nghệ nhân"),
            ("unsaid", "giấy tờ không nêu rõ việc"),
            ("other", "việc khác"),
        ),
        lists_establishments=True,
        evidence=("bien-ban",),
        without_content=True,
    ),
    Kind(
        code="outcome",
        name="Tác động sau hỗ trợ",
        contents=(A.OUTCOME, *LEGAL_CONTENTS, A.CLEANER_PRODUCTION),
        fields=(
            percent("low", "Tỷ lệ, từ (%)"),
            percent("high", "Tỷ lệ, đến (%)"),
            money("money_low", "Số tiền một tháng, từ (đồng)"),
            money("money_high", "Số tiền một tháng, đến (đồng)"),
            column("persons", "Số người được tính"),
            column("establishments", "Số cơ sở được tính"),
        ),
        variant_label="Về việc gì",
        variants=(
            ("income", "thu nhập"),
            ("employment", "việc làm sau đào tạo"),
            ("productivity", "năng suất"),
            ("business", "ra kinh doanh"),
            ("jobs", "việc làm"),
            ("other", "việc khác"),
        ),
        evidence=("bien-ban",),
    ),
)
