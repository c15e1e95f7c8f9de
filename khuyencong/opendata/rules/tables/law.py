"""The register of legal documents and what they do to one another."""

from khuyencong.law.states import LinkKind
from khuyencong.opendata.rules.declaring import Table
from khuyencong.opendata.rules.tables.words import (
    code,
    day,
    days,
    flag,
    key,
    labels,
    number,
    text,
    typed,
    verified,
)
from khuyencong.values.vocabulary import LegalKind

_D = "law.LegalDocument"

DOCUMENTS = Table(
    name="legal_documents",
    label="Văn bản pháp luật",
    meaning="Sổ văn bản về khuyến công; “chưa kiểm chứng” nghĩa là chưa ai đối chiếu với bản gốc.",
    key=("key",),
    fields=(
        key("key", "Khóa", f"{_D}.key", required=True),
        code("kind", "Loại", labels(LegalKind), f"{_D}.kind", required=True),
        text("number", "Số, ký hiệu", f"{_D}.number"),
        text("issuer", "Cơ quan ban hành", f"{_D}.issuer", required=True),
        key("place", "Địa phương ban hành", "registry.Place.key", refers="places.key"),
        day("issued_on", "Ngày ban hành", f"{_D}.issued_on"),
        number("year", "Năm", f"{_D}.year", required=True),
        typed("title", "Nội dung", f"{_D}.title", required=True),
        *days(_D),
        flag("is_draft", "Dự thảo", f"{_D}.is_draft"),
        verified(_D),
        text("url", "Nguồn", f"{_D}.url"),
    ),
)
LINKS = Table(
    name="legal_links",
    label="Quan hệ giữa văn bản",
    meaning="Văn bản nào sửa đổi, thay thế, quy định chi tiết hay ngưng văn bản nào.",
    key=("source", "target", "kind"),
    fields=(
        key("source", "Văn bản", f"{_D}.key", refers="legal_documents.key", required=True),
        key("target", "Tác động đến", f"{_D}.key", refers="legal_documents.key", required=True),
        code("kind", "Quan hệ", labels(LinkKind), "law.DocumentLink.kind", required=True),
        *days("law.DocumentLink"),
        flag("content_read", "Đã đọc nội dung sửa", "law.DocumentLink.content_read"),
        verified("law.DocumentLink"),
    ),
)
TABLES = (DOCUMENTS, LINKS)
