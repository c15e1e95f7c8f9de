"""Sums over years, remainders, multiples, targets exceeded, lists in lines, counts told twice."""

from decimal import Decimal

from tests.reading.fault_claims import Claim, Fragment, off, off_percent, say
from tests.reading.fault_world import PHRASES, World, decimal, mark, rounded

STEP = 5_000_000
ESTABLISHMENTS = (
    ("Hợp tác xã Thành Công", "Cơ sở mộc Hữu Nghị", "Công ty TNHH Minh Phát", "Cơ sở bún Tâm An"),
    (
        "Hộ kinh doanh Út Hiền",
        "Hợp tác xã dệt Phú Lộc",
        "Cơ sở rèn Đại Thắng",
        "Công ty chè Vân Sơn",
    ),
)


def by_year(world: World) -> Claim:
    """The years' money and its total; years share the total unevenly."""
    n, units = len(world.years), world.total.money // STEP
    shares = [world.rng.randint(2, 6) for _ in range(n)]
    amounts = [units * share // sum(shares) * STEP for share in shares]
    amounts[-1] += units * STEP - sum(amounts)
    style = world.rng.choice(("năm {y}: {m}", "năm {y} {m}", "năm {y} là {m}"))
    parts = [
        style.format(y=year, m=world.money(amount))
        for year, amount in zip(world.years, amounts, strict=True)
    ]
    separator = world.rng.choice(("; ", ", "))
    values = {"parts": separator.join(parts), "total": world.money(units * STEP)}
    wrong = {"total": world.money(off(world, units * STEP, STEP))}
    involved = ("parts", "total")
    return say(
        world, "sum", "total", PHRASES["by_year"], values, wrong, involved, "years", "resources"
    )


def remainder(world: World) -> Claim:
    """A whole, two parts and what is left."""
    a, b, c = (world.rng.randint(4, 40) for _ in range(3))
    numbers = {"total": a + b + c, "a": a, "b": b, "c": c}
    values = {name: world.count(n) for name, n in numbers.items()}
    wrong = {"c": world.count(off(world, c, 1, 0.5, 0.9))}
    phrases = PHRASES["remainder"]
    return say(world, "sum", "machinery", phrases, values, wrong, numbers, "left", "machinery")


def times(world: World) -> Claim:
    """This year's money as a multiple of last year's."""
    old, new = _two_years(world, 1.5, 3)
    return _relative(world, "times", old, new, rounded(new, old, 1, 1), lambda p: mark(decimal(p)))


def percent_of_last(world: World) -> Claim:
    """This year's money as a percentage of last year's."""
    old, new = _two_years(world, 1.1, 1.8)
    return _relative(world, "percent_of_last", old, new, rounded(new, old, 1), world.percent)


def _two_years(world: World, least: float, most: float) -> tuple[int, int]:
    new = world.total.money // len(world.years) // STEP * STEP
    return round(new / world.rng.uniform(least, most) / STEP) * STEP, new


def _relative(world: World, name: str, old: int, new: int, p: Decimal, write) -> Claim:
    values = {"old": world.money(old), "new": world.money(new), "p": write(p)}
    values |= {"y1": str(world.years[-1]), "y0": str(world.years[-1] - 1)}
    far = p * Decimal(world.rng.choice(("0.7", "1.3", "1.5")))
    wrong = {"p": write(far.quantize(Decimal("0.1")))}
    involved = ("old", "new", "p")
    return say(
        world, "growth", "resources", PHRASES[name], values, wrong, involved, name, "resources"
    )


def exceeded(world: World) -> Claim:
    """By how many percent a target was exceeded."""
    target = world.rng.randint(12, 90) * 10
    done = round(target * world.rng.uniform(1.06, 1.6))
    p = rounded(done - target, target, 1)
    numbers = {"target": world.count(target), "done": world.count(done)}
    values = numbers | {"p": world.percent(p)}
    wrong = {"p": world.percent(off_percent(world, p))}
    phrases = PHRASES["exceeded"]
    involved = ("target", "done", "p")
    return say(
        world, "percent_of_target", "training", phrases, values, wrong, involved, "over", "training"
    )


def list_in_lines(world: World) -> Claim:
    """A count and the establishments below it, one a line."""
    names = list(world.rng.choice(ESTABLISHMENTS))[: world.rng.randint(3, 4)]
    bullet = world.rng.choice(("- ", "+ ", "• "))
    values = {"n": world.count(len(names)), "names": ";\n".join(bullet + n for n in names) + "."}
    wrong = {"n": world.count(len(names) + world.rng.choice((2, 3)))}
    phrases = PHRASES["lists_in_lines"]
    return say(
        world, "count_of_list", "machinery", phrases, values, wrong, ("n",), "lines", "machinery"
    )


def workers_told_twice(world: World) -> Claim:
    """The workers trained, in the section and again in the assessment."""
    n = world.rng.randint(90, 1900)
    false = off(world, n, 1, 0.12)
    here = world.rng.choice(PHRASES["workers"])
    there = world.rng.choice(PHRASES["echo_workers"])
    first = here.format(n=world.count(n), period=world.period)
    again = there.format(n=world.count(n), period=world.period)
    otherwise = there.format(n=world.count(false), period=world.period)
    return Claim(
        "contradiction",
        "the workers are counted otherwise",
        (Fragment("training", first, first), Fragment("assessment", again, otherwise)),
        "training",
    )
