"""The way of a đề án as one list, by its state, the states of its lines and what was taken."""

from datetime import UTC, datetime

import pytest

from khuyencong.projects.rules.chain import STAGES, Standing, chain
from khuyencong.projects.states import LineState as L
from khuyencong.projects.states import ProjectState as S

AT = datetime(2026, 3, 2, tzinfo=UTC)
MARK = {
    Standing.DONE: "x",
    Standing.NOW: "o",
    Standing.PART: "-",
    Standing.LATER: ".",
    Standing.NEVER: "/",
}
WHOLE = [stage.ends for stage in STAGES if not stage.lines]


def drawn(state: str, lines: list[str], ever: tuple[str, ...] = (), taken: int = 0) -> str:
    """Return one mark a stage; the first `taken` steps of the whole đề án were taken."""
    last = dict.fromkeys((*WHOLE[:taken], *ever), AT)
    return "".join(MARK[one.standing] for one in chain(state, lines, last, ever))


@pytest.mark.parametrize(
    ("state", "lines", "ever", "taken", "way"),
    [
        (S.DRAFT, [], (), 0, "o............"),
        (S.DRAFT, [L.PROPOSED], (), 0, "o............"),
        (S.RETURNED, [L.PROPOSED], (), 1, "o............"),
        (S.REGISTERED, [L.PROPOSED], (), 1, "xo..........."),
        (S.BASE_APPRAISED, [L.PROPOSED], (), 2, "xxo.........."),
        (S.SUBMITTED, [L.PROPOSED], (), 3, "xxxo........."),
        (S.APPRAISED, [L.PROPOSED], (), 4, "xxxxo........"),
        (S.WAITLISTED, [L.PROPOSED], (), 4, "xxxxo........"),
        (S.APPROVED, [L.CONFIRMED], (), 5, "xxxxxo......."),
        # Lines of one đề án go on apart from each other; the advance is never waited for.
        (S.CONTRACTED, [L.CONFIRMED], (), 6, "xxxxxxo......"),
        (S.CONTRACTED, [L.CONFIRMED, L.CONTRACTED], (), 6, "xxxxxxo.o...."),
        (S.IN_PROGRESS, [L.CONTRACTED, L.ADVANCED], ("advance",), 6, "xxxxxxxxo...."),
        (S.IN_PROGRESS, [L.ADVANCED, L.ACCEPTED], ("advance",), 6, "xxxxxxxxoo..."),
        (S.IN_PROGRESS, [L.CONFIRMED, L.PAID], (), 6, "xxxxxxo.--..."),
        (S.ACCEPTED, [L.ACCEPTED], (), 6, "xxxxxxx/xoo.."),
        (S.ACCEPTED, [L.PAID], (), 6, "xxxxxxx/xxo.."),
        (S.LIQUIDATED, [L.PAID], (), 7, "xxxxxxx/xxxo."),
        (S.SETTLED, [L.PAID], ("advance",), 8, "xxxxxxxxxxxxo"),
        (S.CLOSED, [L.FOLLOWED_UP], ("advance",), 9, "xxxxxxxxxxxxx"),
        # What ended early shows how far it came, and no more.
        (S.REJECTED, [L.PROPOSED], (), 3, "xxx//////////"),
        (S.WITHDRAWN, [], (), 1, "x////////////"),
        (S.TERMINATED, [L.CONTRACTED], (), 6, "xxxxxxx//////"),
    ],
)
def test_the_way_by_state_and_lines(
    state: str, lines: list[str], ever: tuple[str, ...], taken: int, way: str
) -> None:
    assert drawn(state, lines, ever, taken) == way


def test_what_waits_says_for_what() -> None:
    told = {one.stage.name: one.why for one in chain(S.REGISTERED, [L.PROPOSED], {}, ())}
    assert told["submit"] == "chờ mục 2: thẩm định cơ sở"
    assert told["advance"] == "không bắt buộc"
    assert told["settle"] == "chờ mục 11: thanh lý"
    paused = chain(S.SUSPENDED, [L.CONFIRMED], {}, ())
    assert paused[-1].why == "đang tạm dừng"


def test_lines_are_counted_where_they_count() -> None:
    found = {one.stage.name: one for one in chain(S.CONTRACTED, [L.CONFIRMED, L.PAID], {}, ())}
    assert (found["contract_lines"].done, found["contract_lines"].of) == (1, 2)
    assert found["contract_lines"].counts_lines and not found["settle"].counts_lines
