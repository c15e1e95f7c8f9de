"""Points within their criteria, who may give them, and how many sheets a conclusion needs."""

from collections.abc import Iterable, Mapping

from khuyencong.core.refusal import Refused
from khuyencong.core.users import Actor
from khuyencong.projects.models import AppraisalCriterion, AppraisalSheet
from khuyencong.projects.rules.steps import Bodies

#: Asked of everybody who appraises: who carries a đề án out does not appraise it.
CARRY_OUT = "project.carry_out"


def checked_points(
    criteria: Iterable[AppraisalCriterion], points: Mapping[str, int]
) -> dict[str, int]:
    """Return the points by criterion in the order of the form; Refused names what is wrong."""
    told = list(criteria)
    if not told:
        raise Refused("Chưa có tiêu chí thẩm định cho cấp này: cần nạp dữ liệu định mức.")
    unknown = sorted(set(points) - {one.code for one in told})
    if unknown:
        raise Refused(f"Không có tiêu chí “{unknown[0]}” trong phiếu này.")
    for one in told:
        given = points.get(one.code)
        if given is None:
            raise Refused(f"Chưa chấm tiêu chí “{one.label}”.")
        if not 0 <= given <= one.most:
            raise Refused(f"“{one.label}”: từ 0 đến {one.most} điểm.")
    return {one.code: points[one.code] for one in told}


def refuse_conflicted(sheet: AppraisalSheet) -> None:
    """Refuse points from who declared a conflict of interest in this round."""
    if sheet.conflict:
        raise Refused("Anh/chị đã khai xung đột lợi ích nên không chấm phiếu lần này.")


def refuse_whose_own(user: Actor, project: Bodies) -> None:
    """Refuse who works in the body that carries the đề án out."""
    if user.may(CARRY_OUT, of=project.custodian_id):
        raise Refused("Người của đơn vị thực hiện không thẩm định đề án của mình.")


def refuse_too_few(counted: int, needed: int) -> None:
    """Refuse a conclusion before so many people gave their sheets."""
    if counted < needed:
        raise Refused(
            f"Cần ít nhất {needed} phiếu thẩm định không xung đột lợi ích; mới có {counted}."
        )
