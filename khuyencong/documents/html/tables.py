"""Tables as markup: a head of one or two rows, bold rows, and room to scroll on a narrow page."""

from collections.abc import Iterator
from html import escape

from khuyencong.documents.html.parts import said, tag, told
from khuyencong.documents.letters import plain
from khuyencong.documents.model import Link, Side, Table

#: A table of more columns scrolls on a telephone, one of fewer is read as it is.
_FEW = 5


def grid(table: Table, link: Link | None) -> str:
    """Return a table below its title and note, in a frame that scrolls where it is too wide."""
    title = tag("p", tag("b", said(table.title)), "center above") if table.title else ""
    note = tag("p", tag("i", said(table.note)), "right above") if table.note else ""
    rows = "".join(_row(table, index, link) for index in range(len(table.rows)))
    name = escape(plain(table.title) or "Bảng")
    return (
        f'{title}{note}<div class="{_kind(table)}" tabindex="0" role="region" aria-label="{name}">'
        f"{tag('table', tag('thead', _head(table)) + tag('tbody', rows))}</div>"
    )


def _kind(table: Table) -> str:
    turned = " turned" if table.wide else ""
    return f"wide{turned} many" if len(table.columns) > _FEW else f"wide{turned}"


def _head(table: Table) -> str:
    groups = table.groups
    if not groups:
        return tag("tr", "".join(_title(column.title) for column in table.columns))
    upper = (
        f'<th scope="colgroup" colspan="{group.count}">{said(group.title)}</th>'
        if group.title
        else f'<th scope="col" rowspan="2">{said(table.columns[group.first].title)}</th>'
        for group in groups
    )
    below = (_title(column.title) for column in table.columns if column.group)
    return tag("tr", "".join(upper)) + tag("tr", "".join(below))


def _title(title: str) -> str:
    return f'<th scope="col">{said(title)}</th>'


def _row(table: Table, index: int, link: Link | None) -> str:
    alone = table.alone(index)
    if alone is not None:
        cells = f'<td colspan="{len(table.columns)}">{told(alone, link)}</td>'
    else:
        cells = "".join(_cells(table, index, link))
    return tag("tr", cells, "bold" if table.is_bold(index) else "")


def _cells(table: Table, index: int, link: Link | None) -> Iterator[str]:
    for column, cell in zip(table.columns, table.rows[index], strict=True):
        is_plain = column.side in (Side.LEFT, Side.JUSTIFIED)
        yield tag("td", told(cell, link), "" if is_plain else column.side)
