"""What is missing before a council's session can be closed, in words."""

from khuyencong.competitions.queries.session import Considered, Sitting

NO_ENTRY = "Không có hồ sơ hợp lệ nào để hội đồng kết luận."
NO_QUORUM = "Chưa đủ thành viên có mặt: {there} trên {all}, cần từ {percent}%."
ENTRY_QUORUM = "{code}: chỉ {there} trên {all} thành viên không có xung đột có mặt, cần {percent}%."
NO_VERDICT = "Chưa kết luận: {codes}."
NOT_CARRIED = "{code}: chưa quá nửa số người biểu quyết đồng ý nên không công nhận được."
UNEXPLAINED = "Kết luận khác với xếp hạng hoặc dưới điểm tối thiểu, cần ghi lý do: {codes}."


def faults_of(sitting: Sitting) -> list[str]:
    """Return in words what is missing before the session can be closed; nothing where all is."""
    session = sitting.session
    percent = session.quorum_percent if session else 100
    if not sitting.entries:
        return [NO_ENTRY]
    found = []
    if not sitting.quorum:
        there, seats = len(sitting.present), len(sitting.seats)
        found.append(NO_QUORUM.format(there=there, all=seats, percent=percent))
    missing = [one.entry.code for one in sitting.entries if one.verdict is None]
    if missing:
        found.append(NO_VERDICT.format(codes=", ".join(missing)))
    for one in sitting.entries:
        found += _faults_of(one, percent, sitting.quorum)
    unsaid = [one.entry.code for one in sitting.entries if _is_unsaid(one, sitting)]
    if unsaid:
        found.append(UNEXPLAINED.format(codes=", ".join(unsaid)))
    return found


def _faults_of(one: Considered, percent: int, whole: bool) -> list[str]:
    found = []
    if whole and not one.quorum:
        told = {"there": one.present, "all": one.members, "percent": percent}
        found.append(ENTRY_QUORUM.format(code=one.entry.code, **told))
    if one.verdict and one.verdict.recognised and not one.votes.carried:
        found.append(NOT_CARRIED.format(code=one.entry.code))
    return found


def _is_unsaid(one: Considered, sitting: Sitting) -> bool:
    told = one.verdict
    return told is not None and not told.reason and one.entry.id in sitting.to_explain
