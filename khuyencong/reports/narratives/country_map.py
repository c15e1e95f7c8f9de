"""The map of the country in a report: provinces of the last day, darker where there was more money.

The land is the whole land of the State; Hoàng Sa and Trường Sa always stand on it.
"""

from collections.abc import Mapping
from html import escape

from khuyencong.documents import Picture
from khuyencong.registry.models import Place
from khuyencong.registry.outlines import Islands, dots, path, rings, sheet
from khuyencong.registry.queries.lineage import holders_on
from khuyencong.reports.narratives.desk import Desk

DONE = "accepted"
#: From little to much: told apart also in black and white.
FILLS = ("#f3dcdc", "#dfa6a8", "#b9474b", "#7d1418")
NOTHING = "#ffffff"
LETTER, SMALL = 54, 40
#: Where the legend begins, and how far apart its lines are.
CORNER, LINE = (1420, 180), 70


def country_map(desk: Desk) -> Picture | None:
    """Return the money of the provinces as a map; None where none has any."""
    holders = holders_on(desk.asking.period.last_day)
    amounts = _amounts(desk, holders)
    if not amounts:
        return None
    told = f"Kinh phí khuyến công của các địa phương, {desk.period}"
    steps = _steps(amounts)
    svg = _drawn(desk, amounts, steps, holders)
    alt = f"{told}: bản đồ, có quần đảo Hoàng Sa và quần đảo Trường Sa"
    return Picture(svg, alt=alt, caption=told, width=70)


def _amounts(desk: Desk, holders: Mapping[str, str]) -> dict[str, int]:
    """Return the đồng of each province of the last day, by its key."""
    ask = desk.asking
    units = Place.objects.in_bulk([u for u in ask.own.values_of("money", "unit") if u])
    found: dict[str, int] = {}
    for unit, place in units.items():
        amount = ask.money(DONE, unit=unit).value
        key = holders.get(place.key, place.key)
        found[key] = found.get(key, 0) + int(amount or 0)
    return {key: amount for key, amount in found.items() if amount}


def _steps(amounts: Mapping[str, int]) -> list[int]:
    """Return the least amount of each step; each takes a like number of provinces."""
    ranked = sorted(amounts.values())
    count = min(len(FILLS), len(set(ranked)))
    return sorted({ranked[len(ranked) * at // count] for at in range(count)})


def _fill(amount: int | None, steps: list[int]) -> str:
    if not amount:
        return NOTHING
    reached = sum(amount >= least for least in steps)
    return FILLS[len(FILLS) - len(steps) + reached - 1]


def _drawn(
    desk: Desk, amounts: Mapping[str, int], steps: list[int], holders: Mapping[str, str]
) -> str:
    drawn = sheet()
    holder_of = {key: holders.get(key, key) for key in drawn.provinces}
    lands = rings(drawn.arcs, holder_of)
    shapes = "".join(
        f'<path d="{path(lands[key])}" fill="{_fill(amounts.get(key), steps)}"'
        ' stroke="#333333" stroke-width="3" stroke-linejoin="round"/>'
        for key in sorted(lands)
    )
    islands = "".join(map(_islands, drawn.islands))
    sea = _text(1230, 1240, "Biển Đông", LETTER, "middle", style="italic")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {drawn.width} {drawn.height}">'
        f'<rect width="{drawn.width}" height="{drawn.height}" fill="#ffffff"/>'
        f"{shapes}{islands}{sea}{_legend(desk, steps)}</svg>"
    )


def _islands(group: Islands) -> str:
    marks = (
        f'<path d="{dots(group.marks)}" fill="none" stroke="#333333" stroke-width="12"'
        ' stroke-linecap="round"/>'
        if group.marks
        else ""
    )
    size = LETTER if group.anchor == "middle" else SMALL
    return marks + _text(group.x, group.y, group.label, size, group.anchor)


def _legend(desk: Desk, steps: list[int]) -> str:
    """Return the legend, on the sea at the upper right."""
    unit = desk.asking.money_unit
    told = [(_fill(least, steps), f"từ {unit.bare(least)}") for least in steps]
    told.append((NOTHING, "chưa có hồ sơ"))
    x, y = CORNER
    parts = [_text(x, y, f"Đơn vị: {unit.unit}", SMALL, "start")]
    for at, (fill, words) in enumerate(told, 1):
        line = y + LINE * at
        parts.append(
            f'<rect x="{x}" y="{line - 38}" width="80" height="46" fill="{fill}"'
            ' stroke="#333333" stroke-width="3"/>'
        )
        parts.append(_text(x + 100, line, words, SMALL, "start"))
    return "".join(parts)


def _text(x: int, y: int, words: str, size: int, anchor: str, style: str = "normal") -> str:
    return (
        f'<text x="{x}" y="{y}" font-size="{size}" text-anchor="{anchor}"'
        f' font-style="{style}" fill="#222222">{escape(words)}</text>'
    )
