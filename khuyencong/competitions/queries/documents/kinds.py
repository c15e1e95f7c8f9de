"""The kinds of document of a vote in the office: who puts them forward, whose right signs them.

The organiser puts forward what a secretary, who answers for no body, has written.
"""

from khuyencong.office.states import DocumentType, Kind

MINUTES = Kind(
    code="bien-ban-binh-chon",
    label="Biên bản họp hội đồng bình chọn",
    type=DocumentType.MINUTES,
    drafting=frozenset({"voting.organise", "voting.appoint"}),
    signing="voting.appoint",
)
DECISION = Kind(
    code="quyet-dinh-cong-nhan",
    label="Quyết định công nhận sản phẩm tiêu biểu",
    type=DocumentType.DECISION,
    drafting=frozenset({"voting.organise", "certificate.issue"}),
    signing="plan.approve",
)
