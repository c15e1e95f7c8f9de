"""Invented money for the gallery: a budget, where its đồng stand, an entry."""

from datetime import UTC, date, datetime
from typing import Any

from khuyencong.funds.models import AdvanceGround, Budget, Entry
from khuyencong.funds.queries import Happened
from khuyencong.registry.models import Organisation
from khuyencong.web.desk.budget_view import BudgetView


def money_samples() -> dict[str, Any]:
    """Return what the components of money are shown with."""
    budget = Budget(
        owner=Organisation(name="Sở Công Thương tỉnh Mẫu"),
        source="provincial",
        year=2026,
        allotted=900_000_000,
        committed=600_000_000,
        contracted=500_000_000,
        accepted=300_000_000,
        advanced=100_000_000,
        paid=250_000_000,
        settled=120_000_000,
    )
    at = datetime(2026, 3, 5, 2, tzinfo=UTC)
    ground = AdvanceGround(percent="40", verified=False, reason="Văn bản chưa đọc được.")
    entry = Happened(
        entry=Entry(kind="advance"),
        label="Tạm ứng",
        amount=100_000_000,
        at=at,
        day=date(2026, 3, 5),
        who="Người Mẫu",
        paper="UNC 12",
        why="",
        is_reversed=False,
        is_counter=False,
        ground=ground,
        left=["Đã ký hợp đồng, chưa chi"],
        entered=["Tạm ứng chưa thanh toán"],
    )
    return {"budget": budget, "money_parts": BudgetView(budget).parts, "entry": entry}
