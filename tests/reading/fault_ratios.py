"""Shares, averages, growth, increases and percentages of a target."""

from decimal import Decimal

from tests.reading.fault_claims import Claim, Fragment, off, off_percent, say
from tests.reading.fault_world import NATIONAL, PHRASES, World, decimal, grouped, mark, rounded


def _share(world, where, phrases, whole: int, part: int, write, topic="") -> Claim:
    p = rounded(part, whole, world.rng.choice((1, 1, 2)))
    values = {
        "whole": write(whole),
        "part": write(part),
        "p": world.percent(p),
        "period": world.period,
    }
    wrong = {"p": world.percent(off_percent(world, p))}
    involved = ("whole", "part", "p")
    return say(world, "share", where, phrases, values, wrong, involved, "share is wrong", topic)


def share_of_staff(world: World) -> Claim:
    whole = world.rng.randint(14, 48)
    return _share(
        world,
        "state",
        PHRASES["share_of_staff"],
        whole,
        world.rng.randint(4, whole - 4),
        world.count,
    )


def share_of_women(world: World) -> Claim:
    whole = world.rng.randint(90, 1400)
    part = round(whole * world.rng.uniform(0.3, 0.85))
    return _share(
        world, "training", PHRASES["share_of_women"], whole, part, world.count, "training"
    )


def share_of_money(world: World) -> Claim:
    whole, part = world.total.money, world.of_source(NATIONAL).money
    return _share(world, "resources", PHRASES["share_of_money"], whole, part, world.money)


def out_of(world: World) -> Claim:
    """A fraction of areas and its percentage."""
    national = world.area_word == "huyện" and world.rng.random() < 0.4
    whole = (
        63
        if national
        else world.rng.randint(9, 24)
        if world.area_word == "huyện"
        else world.rng.randint(60, 130)
    )
    n = world.rng.randint(whole // 3, whole - 2)
    p = rounded(n, whole, world.rng.choice((1, 2)))
    area = "huyện, thành phố" if world.area_word == "huyện" else "xã, phường"
    values = {
        "n": mark(f"{n:02d}") if world.leading_zero else mark(str(n)),
        "of": mark(str(whole)),
        "p": world.percent(p),
        "area": area,
    }
    wrong = {"p": world.percent(off_percent(world, p))}
    phrases = PHRASES["out_of_nation"] if national else PHRASES["out_of"]
    return say(
        world,
        "out_of",
        "state",
        phrases,
        values,
        wrong,
        ("n", "of", "p"),
        "n/N is another percentage",
        "areas",
    )


def average_trainees(world: World) -> Claim:
    n, avg = world.rng.randint(3, 14), world.rng.randint(24, 45)
    values = {"n": world.count(n), "total": world.count(n * avg), "avg": world.count(avg)}
    wrong = {"avg": world.count(off(world, avg, 1, 0.2, 0.5))}
    return say(
        world,
        "average",
        "management",
        PHRASES["average_trainees"],
        values,
        wrong,
        ("n", "total", "avg"),
        "average is wrong",
    )


def average_money(world: World) -> Claim:
    line = world.total
    return _average(
        world,
        PHRASES["average_money"],
        line.money,
        line.projects,
        {"n": world.count(line.projects)},
    )


def average_year(world: World) -> Claim:
    n = len(world.years)
    return _average(world, PHRASES["average_year"], world.total.money, n, {"years": world.count(n)})


def _average(world: World, phrases, total: int, n: int, extra: dict) -> Claim:
    avg = rounded(total // 1_000_000, n, 1, 1)
    false = avg * Decimal(world.rng.choice((70, 80, 125, 140))) / 100
    values = {"total": world.money(total), "avg": mark(decimal(avg))} | extra
    wrong = {"avg": mark(decimal(false.quantize(Decimal("0.1"))))}
    involved = ("total", "avg", *extra)
    return say(world, "average", "resources", phrases, values, wrong, involved, "average is wrong")


def growth_money(world: World) -> Claim:
    y1 = world.years[-1]
    new = world.total.money // len(world.years) // 5_000_000 * 5_000_000
    up = world.rng.random() < 0.75
    factor = world.rng.uniform(1.05, 1.45) if up else world.rng.uniform(0.7, 0.95)
    old = round(new / factor / 5_000_000) * 5_000_000
    phrases = PHRASES["growth_money" if up else "growth_money_down"]
    return _growth(world, "resources", phrases, old, new, y1 - 1, y1, world.money)


def growth_output(world: World) -> Claim:
    y1 = world.years[-1]
    old = world.rng.randint(2000, 19000)
    new = round(old * world.rng.uniform(1.04, 1.3))
    return _growth(
        world, "outcome", PHRASES["growth_output"], old, new, y1 - 1, y1, lambda n: mark(grouped(n))
    )


def _growth(world, where, phrases, old, new, y0, y1, write) -> Claim:
    p = rounded(abs(new - old), old, 1)
    values = {
        "old": write(old),
        "new": write(new),
        "y0": str(y0),
        "y1": str(y1),
        "p": world.percent(p),
    }
    wrong = {"p": world.percent(off_percent(world, p))}
    involved = ("old", "new", "p")
    return say(world, "growth", where, phrases, values, wrong, involved, "growth is wrong", where)


def growth_yearly(world: World) -> Claim:
    """Mean yearly growth, compound."""
    y0, y1 = world.years[0] - 1, world.years[-1]
    old, rate, steps = world.rng.randint(2000, 9000), world.rng.uniform(0.06, 0.2), y1 - y0
    new = round(old * (1 + rate) ** steps)
    p = Decimal(((new / old) ** (1 / steps) - 1) * 100).quantize(Decimal("0.1"))
    values = {
        "old": mark(grouped(old)),
        "new": mark(grouped(new)),
        "y0": str(y0),
        "y1": str(y1),
        "p": world.percent(p),
    }
    wrong = {"p": world.percent(off_percent(world, p))}
    return say(
        world,
        "growth",
        "outcome",
        PHRASES["growth_yearly"],
        values,
        wrong,
        ("old", "new", "p"),
        "mean growth is wrong",
        "outcome",
    )


def difference(world: World) -> Claim:
    y0, y1 = world.years[0] - 1, world.years[-1]
    old, gain = world.rng.randint(3000, 19000), world.rng.randint(150, 2600)
    values = {
        "old": mark(grouped(old)), "new": mark(grouped(old + gain)), "d": mark(grouped(gain)),
        "y0": str(y0), "y1": str(y1),
    }  # fmt: skip
    wrong = {"d": mark(grouped(off(world, gain, 1, 0.15, 0.6)))}
    return say(
        world,
        "difference",
        "outcome",
        PHRASES["difference"],
        values,
        wrong,
        ("old", "new", "d"),
        "increase is another",
    )


def percent_of_target(world: World, activity: str) -> Claim:
    """Done against a target of the same sentence."""
    values, wrong = _target_values(world)
    involved = ("done", "target", "p")
    return say(
        world,
        "percent_of_target",
        activity,
        PHRASES["targets"][activity],
        values,
        wrong,
        involved,
        "percent of target is wrong",
        activity,
    )


def _target_values(world: World) -> tuple[dict, dict]:
    target = world.rng.randint(12, 90) * 10
    done = round(target * world.rng.uniform(0.6, 1.5))
    p = rounded(done, target, 1)
    values = {
        "target": world.count(target),
        "done": world.count(done),
        "p": world.percent(p),
        "period": world.period,
    }
    gap = Decimal(world.rng.randint(80, 250)) / 10
    return values, {"p": world.percent(p + gap if world.rng.random() < 0.5 or p < 70 else p - gap)}


def target_elsewhere(world: World) -> Claim:
    """Done against a target that another section states."""
    values, wrong = _target_values(world)
    target = PHRASES["target_there"].format(**values)
    done = world.rng.choice(PHRASES["done_here"])
    return Claim(
        "percent_of_target",
        "percent contradicts a target stated elsewhere",
        (
            Fragment("goals", target, target),
            Fragment("training", done.format(**values), done.format(**(values | wrong))),
        ),
        "training",
    )
