"""Contents 7 and 8: clusters, relocation, linkages; work with partners abroad."""

from khuyencong.results.kinds.declaring import Feed, Kind, column, money, text, whole
from khuyencong.values.vocabulary import Activity as A

CLUSTERS, ABROAD = (A.CLUSTERS_AND_JOINT_VENTURES,), (A.INTERNATIONAL_COOPERATION,)

KINDS = (
    Kind(
        code="cluster",
        name="Việc ở cụm công nghiệp",
        contents=CLUSTERS,
        unit="cluster",
        fields=(
            column("quantity", "Số cụm công nghiệp", required=True, unit="cluster"),
            column("establishments", "Số doanh nghiệp trong cụm"),
            column("jobs", "Số lao động trong cụm"),
            money("budget_paid", "Nộp ngân sách (đồng)"),
            text("hectares", "Diện tích (ha)"),
        ),
        feeds=(
            Feed("clusters.count", "quantity"),
            Feed("clusters.planned", "quantity", ("plan",)),
            Feed("clusters.built", "quantity", ("infrastructure",)),
            Feed("clusters.treated", "quantity", ("pollution",)),
        ),
        variant_label="Việc gì",
        variants=(
            ("survey", "khảo sát, đo đạc, cắm mốc"),
            ("plan", "quy hoạch chi tiết"),
            ("infrastructure", "kết cấu hạ tầng"),
            ("pollution", "xử lý ô nhiễm"),
        ),
        evidence=("bien-ban", "anh"),
    ),
    Kind(
        code="relocation",
        name="Di dời, xử lý ô nhiễm tại cơ sở",
        contents=CLUSTERS,
        fields=(
            column("establishments", "Số cơ sở", required=True),
            text("into", "Di dời đến đâu"),
            money("interest", "Lãi vay được hỗ trợ (đồng)"),
        ),
        feeds=(
            Feed("clusters.relocated", "establishments", ("relocation",)),
            Feed("clusters.cleaned", "establishments", ("pollution",)),
        ),
        variant_label="Việc gì",
        variants=(("relocation", "di dời vào cụm"), ("pollution", "xử lý ô nhiễm tại cơ sở")),
        lists_establishments=True,
        evidence=("bien-ban", "chung-tu-lai"),
    ),
    Kind(
        code="linkage",
        name="Liên doanh, liên kết, chuỗi giá trị, hiệp hội",
        contents=CLUSTERS,
        unit="item",
        fields=(
            column("quantity", "Số liên kết, hiệp hội", required=True, unit="item"),
            column("establishments", "Số cơ sở tham gia"),
            column("contract_money"),
        ),
        feeds=(Feed("linkages.count", "quantity"),),
        variant_label="Loại",
        variants=(
            ("venture", "liên doanh, liên kết"),
            ("chain", "chuỗi giá trị"),
            ("cluster", "cụm liên kết doanh nghiệp"),
            ("association", "hiệp hội, hội ngành nghề"),
        ),
        lists_establishments=True,
        evidence=("hop-dong", "bien-ban"),
    ),
    Kind(
        code="delegation",
        name="Đoàn hợp tác quốc tế",
        contents=ABROAD,
        unit="delegation",
        fields=(
            column("quantity", "Số đoàn", required=True, unit="delegation"),
            column("persons", "Số người"),
            column("women"),
            text("country", "Nước nào"),
            text("partner", "Đối tác"),
        ),
        feeds=(
            Feed("cooperation.delegations", "quantity"),
            Feed("cooperation.travellers", "persons"),
        ),
        variant_label="Chiều",
        variants=(("out", "đoàn ra"), ("in", "đoàn vào")),
        roster=True,
        lists_establishments=True,
        evidence=("danh-sach", "bien-ban"),
    ),
    Kind(
        code="partnership",
        name="Chương trình, thỏa thuận với đối tác nước ngoài",
        contents=ABROAD,
        unit="programme",
        fields=(
            column("quantity", "Số thỏa thuận, chương trình", required=True, unit="programme"),
            text("country", "Nước nào"),
            text("partner", "Đối tác"),
            whole("usd", "Giá trị (USD)", "USD"),
        ),
        feeds=(Feed("cooperation.programmes", "quantity"),),
        evidence=("hop-dong",),
    ),
)
