"""The vote of typical products: rounds, titles, and the ledgers that anybody may count again."""

from khuyencong.competitions.states import (
    CertificateState,
    ProductGroup,
    RoundLevel,
    RoundState,
    Stage,
)
from khuyencong.opendata.rules.declaring import Field, Table
from khuyencong.opendata.rules.tables.words import (
    code,
    day,
    demonstration,
    key,
    labels,
    number,
    text,
    typed,
)
from khuyencong.opendata.states import Kind
from khuyencong.registry.states import EstablishmentForm

_C = "competitions.Certificate"
_R = "competitions.Round"
#: Whose name may be told: what is no person's trade. The forms of a household or of a group of
#: persons are not among them.
NAMED_FORMS = frozenset(
    {
        EstablishmentForm.ENTERPRISE,
        EstablishmentForm.COOPERATIVE,
        EstablishmentForm.COOPERATIVE_UNION,
    }
)

ROUNDS = Table(
    name="voting_rounds",
    label="Cuộc bình chọn",
    meaning="Các cuộc bình chọn đã phát động; cuộc đang nhận hồ sơ có bước “called”.",
    key=("id",),
    fields=(
        key("id", "Khóa", f"{_R}.id", required=True),
        typed("name", "Tên", f"{_R}.name", required=True),
        key("organiser", "Đơn vị tổ chức", "registry.Organisation.key",
            refers="organisations.key", required=True),
        code("level", "Cấp", labels(RoundLevel), f"{_R}.level", required=True),
        number("year", "Năm", f"{_R}.year", required=True),
        key("place", "Địa bàn", "registry.Place.key", refers="places.key", required=True),
        key("region", "Vùng", f"{_R}.region", refers="regions.id"),
        day("opens_on", "Nhận hồ sơ từ", f"{_R}.opens_on", required=True),
        day("closes_on", "Nhận hồ sơ đến trước", f"{_R}.closes_on", required=True),
        code("state", "Bước", labels(RoundState), f"{_R}.state", required=True),
        demonstration(_R),
    ),
)  # fmt: skip
CERTIFICATES = Table(
    name="certificates",
    label="Sản phẩm được công nhận",
    meaning="Mỗi giấy chứng nhận sản phẩm công nghiệp nông thôn tiêu biểu.",
    key=("id",),
    as_of=True,
    fields=(
        key("id", "Khóa", f"{_C}.id", required=True),
        text("code", "Mã tra cứu", f"{_C}.code", required=True, meaning="địa chỉ /q/MÃ"),
        number("number", "Số giấy", f"{_C}.number", required=True),
        number("year", "Năm cấp", f"{_C}.year", required=True),
        code("level", "Cấp", labels(RoundLevel), f"{_C}.level", required=True),
        key("organiser", "Cơ quan cấp", "registry.Organisation.key",
            refers="organisations.key", required=True),
        key("product", "Sản phẩm", "competitions.Product.id", required=True),
        typed("product_name", "Tên sản phẩm", f"{_C}.product_name", required=True),
        code("group", "Nhóm", labels(ProductGroup), "competitions.Product.group", required=True),
        typed("maker", "Cơ sở", f"{_C}.maker_name",
              meaning="chỉ của doanh nghiệp, hợp tác xã, liên hiệp; của hộ kinh doanh, tổ hợp tác "
              "để trống vì thường là tên người"),
        code("maker_form", "Loại hình cơ sở", labels(EstablishmentForm),
             "registry.Establishment.form", required=True),
        key("maker_place", "Xã, phường của cơ sở", "registry.Establishment.commune",
            refers="places.key"),
        typed("decision", "Quyết định", f"{_C}.decision", required=True),
        day("decided_on", "Ngày quyết định", f"{_C}.decided_on", required=True),
        day("issued_on", "Cấp ngày", f"{_C}.issued_on", required=True),
        day("last_day", "Hiệu lực đến hết", f"{_C}.last_day", meaning="trống: chưa rõ hạn"),
        day("revoked_on", "Thu hồi ngày", f"{_C}.revoked_on"),
        code("state", "Trong ngày của gói", labels(CertificateState), f"{_C}.last_day",
             f"{_C}.revoked_on", required=True),
        demonstration(_C),
    ),
)  # fmt: skip
LEDGERS = Table(
    name="voting_ledgers",
    label="Sổ điểm bình chọn đã công bố",
    meaning="Mục lục các sổ điểm: giám khảo và sản phẩm mang mã số; tải sổ ở địa chỉ kèm theo.",
    key=("id",),
    as_of=True,
    fields=(
        key("id", "Khóa", "competitions.Ledger.id", required=True),
        key("round", "Cuộc bình chọn", f"{_R}.id", refers="voting_rounds.id", required=True),
        number("stage", "Vòng", "competitions.Ledger.stage", required=True,
               meaning=", ".join(f"{one.value}: {one.label}" for one in Stage)),
        Field(name="locked_at", label="Khóa lúc", kind=Kind.MOMENT,
              sources=("competitions.Ledger.at",), required=True),
        text("sha256", "SHA-256 của sổ", "competitions.Ledger.sha256", required=True),
        number("entries", "Số sản phẩm", "competitions.Ledger.text", required=True),
        number("jurors", "Số giám khảo", "competitions.Ledger.text", required=True),
        number("sheets", "Số phiếu", "competitions.Ledger.text", required=True),
        text("path", "Tải ở", f"{_R}.id", required=True),
    ),
)  # fmt: skip
TABLES = (ROUNDS, CERTIFICATES, LEDGERS)
