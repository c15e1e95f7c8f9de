"""Content 3: models, transfer, machines and lines; cleaner production."""

from khuyencong.results.kinds.declaring import Feed, Kind, column, money, percent, text, whole
from khuyencong.values.vocabulary import Activity as A

#: What a machine or a line did: told, never added.
EFFECT = (
    column("jobs"),
    percent("productivity_low", "Năng suất tăng, từ (%)"),
    percent("productivity_high", "Năng suất tăng, đến (%)"),
    text("before", "Năng suất, sản lượng trước hỗ trợ"),
    text("after", "Năng suất, sản lượng sau hỗ trợ"),
    money("income_high", "Thu nhập tháng của lao động sau hỗ trợ (đồng)"),
)
TECHNICAL = (A.TECHNICAL_DEMONSTRATION_AND_MACHINERY,)
EVIDENCE = ("bien-ban", "anh", "hop-dong", "chung-tu")

KINDS = (
    Kind(
        code="demonstration_model",
        name="Mô hình trình diễn kỹ thuật",
        contents=TECHNICAL,
        unit="model",
        fields=(
            column("quantity", "Số mô hình", required=True, unit="model"),
            column("machines"),
            text("technology", "Công nghệ, sản phẩm trình diễn"),
            whole("visitors", "Số người đến xem", "person"),
            *EFFECT,
        ),
        feeds=(
            Feed("models.count", "quantity"),
            Feed("cleaner.pilots", "quantity", ("cleaner",)),
            Feed("machinery.machines", "machines"),
            Feed("machinery.jobs", "jobs"),
        ),
        variant_label="Loại mô hình",
        variants=(
            ("new", "công nghệ mới, sản phẩm mới"),
            ("spreading", "cơ sở đang hiệu quả, để nhân rộng"),
            ("cleaner", "thí điểm sản xuất sạch hơn"),
        ),
        lists_establishments=True,
        evidence=EVIDENCE,
    ),
    Kind(
        code="machinery",
        name="Ứng dụng máy móc, chuyển giao công nghệ",
        contents=TECHNICAL,
        fields=(
            column("establishments", "Số cơ sở ứng dụng", required=True),
            column("machines"),
            column("production_lines"),
            text("machine", "Máy, thiết bị gì"),
            *EFFECT,
        ),
        feeds=(
            Feed("machinery.establishments", "establishments"),
            Feed("machinery.machines", "machines"),
            Feed("machinery.lines", "production_lines"),
            Feed("machinery.jobs", "jobs"),
        ),
        variant_label="Loại hỗ trợ",
        variants=(
            ("machine", "máy móc, thiết bị tiên tiến"),
            ("line", "dây chuyền công nghệ"),
            ("transfer", "chuyển giao công nghệ, tiến bộ kỹ thuật"),
        ),
        lists_establishments=True,
        evidence=EVIDENCE,
    ),
    Kind(
        code="cleaner_assessment",
        name="Đánh giá sản xuất sạch hơn",
        contents=(A.TECHNICAL_DEMONSTRATION_AND_MACHINERY, A.CLEANER_PRODUCTION),
        fields=(
            column("establishments", "Số cơ sở được đánh giá", required=True),
            text("sector", "Ngành"),
            percent("energy_saved", "Năng lượng tiết kiệm được (%)"),
            percent("material_saved", "Nguyên liệu tiết kiệm được (%)"),
        ),
        feeds=(
            Feed("machinery.assessed", "establishments"),
            Feed("cleaner.enterprises", "establishments"),
        ),
        variant_label="Loại",
        variants=(("quick", "đánh giá nhanh"), ("detailed", "đánh giá chi tiết")),
        lists_establishments=True,
        evidence=("bien-ban",),
    ),
    Kind(
        code="cleaner_application",
        name="Cơ sở áp dụng sản xuất sạch hơn",
        contents=(A.TECHNICAL_DEMONSTRATION_AND_MACHINERY, A.CLEANER_PRODUCTION),
        fields=(
            column("establishments", "Số cơ sở áp dụng", required=True),
            text("sector", "Ngành"),
            *EFFECT[1:3],
        ),
        feeds=(Feed("cleaner.establishments", "establishments"),),
        lists_establishments=True,
        evidence=("bien-ban", "anh"),
    ),
    Kind(
        code="potential_data",
        name="Bộ dữ liệu tiềm năng sản xuất sạch hơn",
        contents=(A.TECHNICAL_DEMONSTRATION_AND_MACHINERY, A.CLEANER_PRODUCTION),
        unit="item",
        fields=(
            column("quantity", "Số bộ dữ liệu", required=True, unit="item"),
            column("establishments", "Số cơ sở khảo sát"),
            text("sector", "Ngành"),
        ),
        evidence=("bien-ban",),
    ),
)
