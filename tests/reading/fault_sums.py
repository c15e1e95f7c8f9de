"""Wholes and their parts: money and counts by source, by group, by section."""

from tests.reading.fault_claims import Claim, off, say
from tests.reading.fault_world import DISTRICT, LOCAL, NATIONAL, PHRASES, World

SOURCE_NAMES = {
    NATIONAL: (
        "khuyến công quốc gia",
        "kinh phí khuyến công quốc gia",
        "nguồn khuyến công quốc gia",
    ),
    LOCAL: (
        "khuyến công địa phương",
        "kinh phí khuyến công địa phương",
        "nguồn khuyến công địa phương",
    ),
    DISTRICT: ("ngân sách cấp huyện", "nguồn ngân sách cấp huyện", "kinh phí các huyện bố trí"),
}


def joined(world: World, parts: list[str], last: str = " và ") -> str:
    """Return parts as a list in prose."""
    if world.rng.random() < 0.5:
        return "; ".join(parts)
    return ", ".join(parts[:-1]) + last + parts[-1]


def bulleted(world: World, parts: list[str]) -> str:
    """Return parts as list items, one a line."""
    bullet = world.rng.choice(("- ", "+ ", "• "))
    return ";\n".join(bullet + part[0].upper() + part[1:] for part in parts) + "."


def total_line(world: World) -> Claim:
    """The sentence of totals where there is one source only."""
    values = {
        "n": world.count(world.total.projects),
        "m": world.money(world.total.money),
        "period": world.period,
    }
    return say(world, "opening", "total", PHRASES["total_lines"], values, {}, (), "")


def total_money(world: World) -> Claim:
    """Total money and its sources; the false twin has another total or another part."""
    amounts = {s: world.of_source(s).money for s in world.sources}
    return _money_sum(world, "total", PHRASES["total_money"], amounts)


def _money_sum(world: World, where: str, phrases, amounts: dict[str, int], values=None) -> Claim:
    total = world.money(sum(amounts.values()))
    part = world.rng.choice(PHRASES["money_parts"])
    names = {s: world.rng.choice(SOURCE_NAMES[s]) for s in amounts}
    step = 5_000_000
    false_amounts, false_total = dict(amounts), total
    if world.rng.random() < 0.5:
        false_total = world.money(off(world, sum(amounts.values()), step))
    else:
        largest = max(amounts, key=lambda s: amounts[s])
        false_amounts[largest] = off(world, amounts[largest], step, 0.15)

    shown = {s: world.money(m) for s, m in amounts.items()}
    false_shown = {
        s: shown[s] if m == amounts[s] else world.money(m) for s, m in false_amounts.items()
    }
    state = world.rng.getstate()
    lists = _lists(world, [part.format(source=names[s], m=shown[s]) for s in amounts])
    world.rng.setstate(state)
    false_lists = _lists(world, [part.format(source=names[s], m=false_shown[s]) for s in amounts])
    base = {"period": world.period, "place": world.province, "total": total} | (values or {})
    wrong = {"total": false_total} | false_lists
    involved = ("total", "parts", "bullets")
    return say(world, "sum", where, phrases, base | lists, wrong, involved, "money does not add up")


def _lists(world: World, parts: list[str]) -> dict[str, str]:
    return {"parts": joined(world, parts), "bullets": bulleted(world, parts)}


def total_projects(world: World) -> Claim:
    """Count of projects and its sources; the false twin has another total."""
    return _project_sum(
        world,
        "total",
        PHRASES["total_projects"],
        {s: world.of_source(s).projects for s in world.sources},
    )


def _project_sum(world: World, where: str, phrases, counts: dict[str, int]) -> Claim:
    total = sum(counts.values())
    part = world.rng.choice(PHRASES["project_parts"])
    parts = joined(world, [part.format(source=s, n=world.count(n)) for s, n in counts.items()])
    place = world.province
    values = {
        "total": world.count(total),
        "parts": parts,
        "period": world.period,
        "place_cap": place[0].upper() + place[1:],
    }
    wrong = {"total": world.count(off(world, total))}
    return say(
        world, "sum", where, phrases, values, wrong, ("total", "parts"), "counts do not add up"
    )


def group_sum(world: World, activity: str) -> Claim:
    """A count split into three groups; the false twin has another total."""
    phrases = PHRASES["group_sums"][activity]
    a, b, c = (world.rng.randint(2, 19) for _ in range(3))
    values = {
        "total": world.count(a + b + c),
        "a": world.count(a),
        "b": world.count(b),
        "c": world.count(c),
    }
    wrong = {"total": world.count(off(world, a + b + c, 1, 0.15, 0.5))}
    return say(
        world,
        "sum",
        activity,
        phrases,
        values,
        wrong,
        ("total", "a", "b", "c"),
        "groups do not add up",
        activity + " groups",
    )


def opening(world: World, activity: str) -> Claim:
    """The first sentence of a section: how many projects, how much money."""
    parts = world.lines[activity]
    line = world.of_activity(activity)
    if len(parts) == 1:
        values = {
            "n": world.count(line.projects),
            "m": world.money(line.money),
            "source": next(iter(parts)),
            "period": world.period,
        }
        wrong = {"m": world.money(off(world, line.money, 5_000_000, 0.3, 0.6))}
        wrong = wrong if activity == _largest(world) else {}
        description = "the sections do not reach the total"
        return say(world, "sum", activity, PHRASES["opening"], values, wrong, ("m",), description)
    amounts = {s: part.money for s, part in parts.items()}
    return _money_sum(
        world, activity, PHRASES["opening_sum"], amounts, {"n": world.count(line.projects)}
    )


def _largest(world: World) -> str:
    """The activity whose money a fault would shift furthest, among those with one source."""
    single = [a for a, parts in world.lines.items() if len(parts) == 1]
    return max(single, key=lambda a: world.of_activity(a).money)
