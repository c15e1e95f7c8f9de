"""A table of steps says what may follow what, and refuses the rest in words."""

import pytest

from khuyencong.core.refusal import Refused
from khuyencong.core.workflow import Step, Steps, states

TABLE = Steps(
    start="draft",
    labels={"draft": "Bản thảo", "sent": "Đã gửi", "done": "Xong"},
    rows=(
        Step(
            name="send", label="Gửi", sources=states("draft"), target="sent", permission="case.send"
        ),
        Step(
            name="back",
            label="Trả lại",
            sources=states("sent"),
            target="draft",
            permission="case.screen",
            needs_reason=True,
        ),
    ),
)


def test_only_the_steps_of_the_state_are_open() -> None:
    assert [step.name for step in TABLE.open_in("draft")] == ["send"]
    assert TABLE.open_in("done") == ()


def test_a_step_outside_the_table_is_refused_in_words() -> None:
    with pytest.raises(Refused, match="Không thể “Trả lại” khi hồ sơ đang ở bước “Bản thảo”"):
        TABLE.require("back", "draft")
    assert TABLE.require("back", "sent").target == "draft"


def test_what_no_way_leads_to_is_not_reachable() -> None:
    assert TABLE.reachable() == {"draft", "sent"}


def test_the_diagram_has_a_line_for_each_way() -> None:
    drawn = TABLE.diagram()
    assert "    [*] --> draft" in drawn
    assert "    sent --> draft: Trả lại" in drawn
