"""Thông báo trả lại, không chọn: to the establishments, in words that everybody understands."""

from khuyencong.documents import Block, Document, Paragraph, Signature
from khuyencong.office.states import DocumentType
from khuyencong.projects.queries.documents.facts import (
    AppraisalTold,
    Body,
    Dossier,
    day_told,
    told,
)
from khuyencong.projects.queries.documents.wording import (
    end,
    kept_by,
    numbered_as,
    place_and_day,
)

RETURNED = "Hồ sơ cần bổ sung trước khi được xét tiếp. Đây chưa phải là từ chối."
NOT_CHOSEN = "Lần này hồ sơ không được chọn để hỗ trợ."


def notice(dossier: Dossier, appraisal: AppraisalTold, body: Body) -> Document:
    """Return what the establishments of a returned or rejected đề án are told."""
    returned = appraisal.verdict == "return"
    return Document(
        issuer=body.issuer,
        number=numbered_as(DocumentType.NOTICE, body),
        place_and_day=place_and_day(body, dossier),
        kind="Thông báo",
        subject=(
            f"{'Bổ sung hồ sơ' if returned else 'Kết quả xét chọn'} "
            f"đề án khuyến công “{dossier.name}”"
        ),
        to=f"Kính gửi: {_to(dossier)}",
        blocks=end(_blocks(dossier, appraisal, body, returned=returned)),
        signature=Signature(body.head),
        recipients=kept_by("Như trên", dossier.carrier.full_name),
    )


def _to(dossier: Dossier) -> str:
    names = [line.beneficiary.name for line in dossier.living if line.beneficiary]
    return "; ".join(dict.fromkeys(names)) or dossier.carrier.full_name


def _blocks(
    dossier: Dossier, appraisal: AppraisalTold, body: Body, *, returned: bool
) -> list[Block]:
    asked = f", nhận {day_told(dossier.registered_on)}" if dossier.registered_on else ""
    return [
        Paragraph(
            f"{body.full_name} đã xem xét hồ sơ đề án {dossier.code} “{dossier.name}”{asked}. "
            f"{RETURNED if returned else NOT_CHOSEN}"
        ),
        Paragraph(told(appraisal.words), lead="Lý do:"),
        Paragraph(_next(dossier, returned=returned), lead="Việc tiếp theo:"),
        Paragraph(
            f"Nếu có điều chưa rõ hoặc không đồng ý, xin liên hệ {body.full_name}; đơn vị có quyền "
            "gửi ý kiến bằng văn bản.",
            lead="Hỏi ở đâu:",
        ),
    ]


def _next(dossier: Dossier, *, returned: bool) -> str:
    if returned:
        return (
            f"Bổ sung các điểm nêu trên rồi gửi lại cho {dossier.carrier.full_name}. Hồ sơ đã nộp "
            "vẫn được giữ, không phải làm lại từ đầu."
        )
    return f"Đơn vị có thể đề nghị lại vào kỳ sau; {dossier.carrier.full_name} giúp lập lại hồ sơ."
