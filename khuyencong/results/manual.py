"""docs/huong-dan/ket-qua.md, the page of the manual that tells what can be recorded as a result.

python -m khuyencong.results.manual > docs/huong-dan/ket-qua.md
"""

from collections.abc import Iterable

from khuyencong.results.kinds import TYPE_NAMES, Field, Kind, grouped_kinds
from khuyencong.values.measures import MEASURES
from khuyencong.values.vocabulary import UNITS, Activity

HEAD = """\
# Ghi kết quả hoạt động khuyến công

Trang này do `python -m khuyencong.results.manual` viết ra từ các khai báo trong
`khuyencong/results/kinds/`; một kiểm thử báo khi trang không còn đúng với khai báo.

Mỗi việc đã làm được ghi một lần, ở nơi diễn ra, gắn với một dòng của đề án hoặc đứng riêng khi
không có đề án, không có kinh phí. Báo cáo chỉ cộng từ đây; khối lượng ghi ở dòng đề án và biên bản
nghiệm thu là căn cứ để đối chiếu, không cộng thêm.

- **Ngày**: kết quả tính vào ngày cuối của việc ấy.
- **Người và lượt** là hai số khác nhau, không cộng lẫn. Một người học hai lớp là 1 người, 2 lượt.
- **Cơ sở ghi tên** thì đếm mỗi cơ sở một lần; chỉ ghi số thì cộng các số.
- **Danh sách người tham gia**: khi đã nhập danh sách, số người, số nữ, số lượt lấy từ danh sách.
- **Tỷ lệ** (năng suất, thu nhập…) được ghi lại, không bao giờ cộng.
- **Số không chính xác** trong giấy tờ cũ (“trên 350”) ghi 350 và chọn “trên”.
- **Sửa** là ghi một phiên bản mới, có lý do; bản cũ vẫn xem được. **Rút** cũng vậy.
- **Giấy tờ chứng minh**: chưa có vẫn ghi được; danh sách lọc ra những kết quả chưa có giấy tờ.

Ô có dấu * phải ghi.
"""


def page() -> str:
    """Return the whole page as Markdown."""
    return "\n".join([HEAD, *(line for group in grouped_kinds() for line in _chapter(*group))])


def _chapter(content: Activity, kinds: Iterable[Kind]) -> list[str]:
    told = [line for kind in kinds for line in _kind(kind)]
    return [f"## {content.label}\n", *told]


def _kind(kind: Kind) -> list[str]:
    lines = [f"### {kind.name}\n"]
    if kind.variants:
        names = ", ".join(name for _, name in kind.variants)
        lines.append(f"{kind.variant_label}: {names}.\n")
    lines += ["| ghi gì | kiểu | tính vào |", "|---|---|---|"]
    lines += [_row(kind, one) for one in kind.fields]
    also = [_people(kind), _others(kind)]
    return [*lines, "", *(f"{words}\n" for words in also if words)]


def _row(kind: Kind, one: Field) -> str:
    fed = [feed for feed in kind.feeds if feed.column == one.name]
    into = "; ".join(
        MEASURES[feed.measure].name
        + (
            f" ({', '.join(kind.variant_name(code) for code in feed.variants)})"
            if feed.variants
            else ""
        )
        for feed in fed
    )
    unit = UNITS.get(one.unit, "")
    type_ = TYPE_NAMES[one.type] + (f" ({unit})" if unit and unit not in {"%", "đồng"} else "")
    return f"| {one.label}{' *' if one.required else ''} | {type_} | {into or '–'} |"


def _people(kind: Kind) -> str:
    parts = ["danh sách người tham gia"] * kind.roster + [
        "tên các cơ sở"
    ] * kind.lists_establishments
    return f"Có thể kèm {' và '.join(parts)}." if parts else ""


def _others(kind: Kind) -> str:
    more = [content.label for content in kind.contents[1:]]
    if len(more) > 5 or not more:
        return ""
    return f"Cũng có thể thuộc: {'; '.join(more)}."


if __name__ == "__main__":
    print(page(), end="")
