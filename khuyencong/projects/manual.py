"""docs/huong-dan/doi-de-an.md, the page of the manual that tells the life of a đề án.

python -m khuyencong.projects.manual > docs/huong-dan/doi-de-an.md
"""

from collections.abc import Iterable

from khuyencong.core.workflow import Side, Step, Steps
from khuyencong.projects.states import ACTS, LINE_STEPS, PROJECT_STEPS
from khuyencong.values.text import sort_key

SIDES = {
    Side.KEEPER: "nơi giữ hồ sơ",
    Side.OWNER: "chủ kế hoạch",
    Side.IMPLEMENTER: "đơn vị thực hiện",
}
HEAD = """\
# Đời một đề án

Trang này do `python -m khuyencong.projects.manual` viết ra từ `khuyencong/projects/states.py`; một
kiểm thử báo khi trang không còn đúng với bảng. Chỉ những việc có trong bảng mới làm được; ai được
làm thì xem thêm [bảng quyền](../permissions.md).

“Không tự xét” nghĩa là người đã làm một trong các việc ấy ở đề án này thì không được làm việc này.
Căn cứ là điều khoản nói về việc ấy; chỗ trống là văn bản chưa đọc được.
"""


def page() -> str:
    """Return the whole page as Markdown; needs Django set up."""
    parts = [
        HEAD,
        *_chapter("Các bước của đề án", PROJECT_STEPS),
        *_chapter("Các bước của một dòng hỗ trợ", LINE_STEPS),
        "## Việc không đổi bước\n",
        *_table(ACTS),
    ]
    return "\n".join(parts)


def _chapter(title: str, table: Steps) -> list[str]:
    drawn = ["```mermaid", table.diagram().rstrip(), "```", ""]
    return [f"## {title}\n", *drawn, *_table(table)]


def _table(table: Steps) -> list[str]:
    head = "| việc | từ | đến | quyền của | không tự xét | lý do | căn cứ |"
    return [head, "|---|---|---|---|---|---|---|", *(_row(table, step) for step in table), ""]


def _row(table: Steps, step: Step) -> str:
    label = table.labels.get
    cells = [
        step.label,
        _list(label(state, state) for state in step.sources),
        label(step.target, step.target) if step.target else "–",
        f"{SIDES[step.side]} (`{step.permission}`)",
        _list(LABELS.get(name, name) for name in step.apart_from) or "–",
        "có" if step.needs_reason else "–",
        step.clause or "",
    ]
    return f"| {' | '.join(cells)} |"


def _list(words: Iterable[object]) -> str:
    return ", ".join(sorted({str(word) for word in words}, key=sort_key))


LABELS = {step.name: step.label for table in (PROJECT_STEPS, LINE_STEPS, ACTS) for step in table}
LABELS |= {"draft": "Soạn đề án"}

if __name__ == "__main__":
    import django

    django.setup()
    print(page(), end="")
