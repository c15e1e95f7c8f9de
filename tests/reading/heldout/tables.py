"""Tables with a total row, in the shapes in which they reach a report as text."""

from decimal import Decimal

from tests.reading.heldout.drawing import Draw, grouped, mark

HEADS = {
    "pipes": ("| TT | Nghề | Số cơ sở | Kinh phí (triệu đồng) |", "|---|---|---|---|"),
    "pipes_two_headers": (
        "| STT | Nghề | Kết quả năm {year} | |",
        "|---|---|---|---|",
        "| | | Số cơ sở | Kinh phí (tr.đ) |",
    ),
    "tabs": ("STT\tNghề\tSố cơ sở\tKinh phí (triệu đồng)",),
    "pipes_total_first": ("| TT | Nghề | Cơ sở | Tiền (triệu đồng) |", "|:-:|:--|--:|--:|"),
    "pipes_unit_in_head": (
        "ĐVT: triệu đồng",
        "| Số TT | Ngành nghề | Số cơ sở hỗ trợ | Vốn hỗ trợ |",
        "| --- | --- | --- | --- |",
    ),
    "spaced": ("TT   Nghề                    Số cơ sở     Kinh phí (triệu đồng)",),
}
NAMES = (
    *("cơ khí nhỏ", "dệt may", "da giày", "hóa chất, cao su", "vật liệu xây dựng", "đồ uống"),
    *("chế biến gỗ", "chế biến thủy sản", "chế biến rau quả", "dược liệu", "bao bì, in"),
)
TOTALS = ("Cộng", "Tổng cộng", "TỔNG SỐ", "**Tổng**")


def table(draw: Draw, shape: str, year: int) -> tuple[str, str]:
    """Return a table whose columns add up, and one in which the marked column does not."""
    rows = [
        (name, draw.rng.randrange(2, 40), draw.rng.randrange(150, 3000, 5))
        for name in draw.rng.sample(NAMES, draw.rng.randrange(3, 7))
    ]
    column = draw.rng.choice((0, 1))
    sums = [sum(row[1 + at] for row in rows) for at in (0, 1)]
    wrong = list(sums)
    wrong[column] += draw.rng.choice((-1, 1)) * max(2, sums[column] // 9)
    total = draw.rng.choice(TOTALS)
    return tuple(_written(shape, rows, totals, total, column, year) for totals in (sums, wrong))  # type: ignore[return-value]


def _written(
    shape: str,
    rows: list[tuple[str, int, int]],
    totals: list[int],
    total: str,
    column: int,
    year: int,
) -> str:
    body = [
        _row(shape, str(i), name, (shops, money), column)
        for i, (name, shops, money) in enumerate(rows, 1)
    ]
    last = _row(shape, "", total, (totals[0], totals[1]), column)
    lines = [last, *body] if shape == "pipes_total_first" else [*body, last]
    head = [line.format(year=year) for line in HEADS[shape]]
    return "\n".join(["Bảng tổng hợp theo nghề:", "", *head, *lines])


def _row(shape: str, index: str, name: str, values: tuple[int, int], column: int) -> str:
    cells = [grouped(Decimal(v)) for v in values]
    cells[column] = mark(cells[column])
    if shape == "tabs":
        return "\t".join((index, name, *cells))
    if shape == "spaced":
        return f"{index:4} {name[0].upper() + name[1:]:24}{cells[0]:>8}{cells[1]:>20}"
    return f"| {index} | {name[0].upper() + name[1:]} | {cells[0]} | {cells[1]} |"
