"""Lists and their counts, the highest and lowest, periods, and passages that contradict."""

from tests.reading.fault_claims import Claim, Fragment, off, say, unmarked
from tests.reading.fault_world import PHRASES, World, mark

TRADES = (
    "chế biến nông sản", "cơ khí nhỏ", "dệt may", "mây tre đan", "đồ gỗ mỹ nghệ",
    "vật liệu xây dựng", "gốm sứ", "chế biến thủy sản", "chế biến chè",
)  # fmt: skip


def count_of_list(world: World) -> Claim:
    what = world.rng.choice(("areas", "trades"))
    phrases = PHRASES[f"lists_of_{what}"]
    names = list(world.areas if what == "areas" else TRADES)
    n = world.rng.randint(3, min(6, len(names)))
    chosen = world.rng.sample(names, n)
    last = world.rng.choice((" và ", ", ", ", "))
    values = {
        "n": world.count(n),
        "area": world.area_word,
        "names": ", ".join(chosen[:-1]) + last + chosen[-1],
    }
    wrong = {"n": world.count(n + world.rng.choice((2, 3)) if n < 5 else n - 2)}
    where, topic = ("state", "areas") if what == "areas" else ("machinery", "trades")
    description = "the list is longer or shorter"
    return say(world, "count_of_list", where, phrases, values, wrong, ("n",), description, topic)


def superlative(world: World) -> Claim:
    names = world.rng.sample(world.areas, world.rng.randint(3, 5))
    units = world.total.money // 5_000_000
    amounts = sorted(world.rng.sample(range(units // 40 + 1, units // 6), len(names)), reverse=True)
    money = {
        name: world.money(amount * 5_000_000) for name, amount in zip(names, amounts, strict=True)
    }
    if world.rng.random() < 0.35:
        return _superlative_with_value(world, names, money)
    false = ("top", names[1]) if world.rng.random() < 0.5 else ("low", names[-2])
    judged = (names[0], names[1]) if false[0] == "top" else (names[-1], names[-2])
    shuffled = world.rng.sample(names, len(names))
    values = {
        "list": ", ".join(_one(world, name, money[name], name in judged) for name in shuffled),
        "top": names[0],
        "low": names[-1],
        "area": world.area_word,
    }
    description = "not the highest or lowest"
    phrases = PHRASES["superlatives"]
    return say(
        world, "superlative", "resources", phrases, values, dict([false]), ("list",), description
    )


def _one(world: World, name: str, money: str, judged: bool) -> str:
    return f"{world.area_word} {name} {money if judged else unmarked(money)}"


def _superlative_with_value(world: World, names: list[str], money: dict[str, str]) -> Claim:
    top, mid, low = names[0], names[1], names[-1]
    values = {"area": world.area_word, "top": top, "mid": mid, "low": low}
    values |= {"top_m": money[top], "mid_m": money[mid], "low_m": money[low]}
    wrong = {"top": mid, "mid": top, "top_m": money[mid], "mid_m": money[top]}
    involved = ("top_m", "mid_m", "low_m")
    return say(
        world,
        "superlative",
        "resources",
        PHRASES["superlatives_with_value"],
        values,
        wrong,
        involved,
        "not the highest",
    )


def part_whole(world: World) -> Claim:
    where = world.rng.choice([a for a in PHRASES["part_whole"] if a in world.lines])
    whole = world.rng.randint(15, 180)
    part = world.rng.randint(3, whole - 4)
    values = {"whole": world.count(whole), "part": world.count(part)}
    wrong = {"part": world.count(whole + world.rng.randint(5, 60))}
    return say(
        world,
        "part_whole",
        where,
        PHRASES["part_whole"][where],
        values,
        wrong,
        ("whole", "part"),
        "the part is greater",
        where,
    )


def period_length(world: World) -> Claim:
    n = len(world.years)
    values = {
        "n": world.count(n), "period": world.period, "dash": world.dash,
        "first": str(world.years[0]), "last": str(world.years[-1]),
    }  # fmt: skip
    wrong = {"n": world.count(n + world.rng.choice((2, 3)))}
    return say(
        world,
        "period_length",
        "assessment",
        PHRASES["period_length"],
        values,
        wrong,
        ("n",),
        "not so many years",
    )


def contradiction_of_money(world: World) -> Claim:
    """The assessment repeats the total money of the results, or another sum."""
    total = world.total.money
    values = {"m": world.money(total), "period": world.period}
    wrong = {"m": world.money(off(world, total, 5_000_000))}
    return say(
        world,
        "contradiction",
        "assessment",
        PHRASES["echo_money"],
        values,
        wrong,
        ("m",),
        "the total is repeated otherwise",
    )


def contradiction_of_projects(world: World) -> Claim:
    n = world.total.projects
    values = {"n": world.count(n), "period": world.period}
    wrong = {"n": world.count(off(world, n, 1, 0.15))}
    return say(
        world,
        "contradiction",
        "assessment",
        PHRASES["echo_projects"],
        values,
        wrong,
        ("n",),
        "the count is repeated otherwise",
    )


def contradiction_of_all(world: World) -> Claim:
    """A hundred percent at one place, "not yet" at another."""
    said = world.rng.choice(PHRASES["all_and_some"])
    area = "huyện, thành phố" if world.area_word == "huyện" else "xã, phường"
    stated = said["first"].format(p=mark("100") + world.percent_sign, area=area)
    return Claim(
        "contradiction",
        "all of them here, not all there",
        (
            Fragment("state", stated, stated),
            Fragment("limits", said["mild"].format(area=area), said["harsh"].format(area=area)),
        ),
        "areas",
    )
