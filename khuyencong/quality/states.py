"""How badly a finding weighs, and of what kind a check is."""

from enum import StrEnum


class Severity(StrEnum):
    """An error cannot be right; a warning asks for an act; a note asks for a look."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def label(self) -> str:
        """Return the word a page shows."""
        return {"error": "Sai", "warning": "Cần làm", "note": "Nên xem"}[self.value]


class CheckKind(StrEnum):
    """What a check looks for."""

    MISSING = "missing"
    OUTLIER = "outlier"
    DISAGREEMENT = "disagreement"
    EVIDENCE = "evidence"
    OVERDUE = "overdue"

    @property
    def label(self) -> str:
        """Return the words a page shows."""
        return {
            "missing": "Thiếu thông tin",
            "outlier": "Số khác thường",
            "disagreement": "Tổng không khớp",
            "evidence": "Thiếu bằng chứng",
            "overdue": "Quá hạn",
        }[self.value]
