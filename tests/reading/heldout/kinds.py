"""One maker for each kind of claim: it returns the words of the true claim and of its false twin.

A maker takes a `Draw`, a trade that no other claim of the report speaks of and the years of the
report, and returns two dictionaries with the same keys; what differs between them is the fault.
"""

from collections.abc import Callable
from fractions import Fraction
from functools import partial

from tests.reading.heldout.drawing import DISTRICTS, TRADES, Draw, compound, mark

Words = dict[str, str]
Maker = Callable[[Draw, str, tuple[int, int]], tuple[Words, Words]]


def sum_of_money(draw: Draw, trade: str, years: tuple[int, int]) -> tuple[Words, Words]:
    parts = [draw.rng.randrange(120, 4000, 5) for _ in "abc"]
    scale = draw.scale(*parts)
    names = {n: draw.money(p, scale) for n, p in zip("abc", parts, strict=True)}
    return _twins(draw, sum(parts), lambda t: names | {"t": draw.money(t, scale)}, 5)


def sum_of_counts(draw: Draw, trade: str, years: tuple[int, int]) -> tuple[Words, Words]:
    parts = [draw.rng.randrange(4, 60) for _ in "abc"]
    places = _places(draw, "ABC") | {"u": draw.unit("cơ sở")}
    names = {n: draw.count(p, "cơ sở") for n, p in zip("abc", parts, strict=True)}
    names |= {f"{n}n": draw.count(p) for n, p in zip("abc", parts, strict=True)}
    return _twins(
        draw,
        sum(parts),
        lambda t: places | names | {"t": draw.count(t, "cơ sở"), "tn": draw.count(t)},
    )


def share(draw: Draw, trade: str, years: tuple[int, int]) -> tuple[Words, Words]:
    whole = draw.rng.randrange(30, 900)
    part = draw.rng.randrange(whole // 8 + 1, whole - 5)
    words = {"w": draw.count(whole, "cơ sở"), "p": draw.count(part, "cơ sở")}
    return _percents(draw, words, Fraction(part * 100, whole))


def share_of_money(draw: Draw, trade: str, years: tuple[int, int]) -> tuple[Words, Words]:
    whole = draw.rng.randrange(1500, 30000, 50)
    part = draw.rng.randrange(whole // 10 // 5 * 5, whole * 9 // 10, 5)
    scale = draw.scale(whole, part)
    words = {"w": draw.money(whole, scale), "p": draw.money(part, scale)}
    return _percents(draw, words, Fraction(part * 100, whole))


def average(draw: Draw, trade: str, years: tuple[int, int]) -> tuple[Words, Words]:
    classes, size = draw.rng.randrange(3, 40), draw.rng.randrange(25, 36)
    people = draw.unit(draw.rng.choice(("học viên", "lao động", "người")))
    words = {"n": draw.count(classes, "lớp"), "m": draw.count(classes * size, people)}
    return _twins(draw, size, lambda q: words | {"q": draw.count(q, people)}, least=3)


def average_money(draw: Draw, trade: str, years: tuple[int, int]) -> tuple[Words, Words]:
    shops, each = draw.rng.randrange(3, 40), draw.rng.randrange(80, 300, 10)
    words = {
        "n": draw.count(shops, "cơ sở"),
        "m": draw.money(shops * each, draw.rng.choice(("triệu đồng", "tỷ đồng"))),
    }
    return _twins(draw, each, lambda q: words | {"q": draw.money(q, "triệu đồng")}, 10)


def growth(draw: Draw, trade: str, years: tuple[int, int]) -> tuple[Words, Words]:
    first = draw.rng.randrange(1000, 20000, 50)
    last = first + draw.rng.randrange(first // 20 // 5 * 5, first * 6 // 10, 5)
    words = _series(draw, first, last, years[1] - 1, years[1])
    return _percents(draw, words, Fraction((last - first) * 100, first), "g")


def decline(draw: Draw, trade: str, years: tuple[int, int]) -> tuple[Words, Words]:
    first = draw.rng.randrange(2000, 20000, 50)
    last = first - draw.rng.randrange(first // 15 // 5 * 5, first // 2, 5)
    words = _series(draw, first, last, years[1] - 1, years[1])
    return _percents(draw, words, Fraction((first - last) * 100, first), "g")


def growth_compound(draw: Draw, trade: str, years: tuple[int, int]) -> tuple[Words, Words]:
    start, end = years[1] - draw.rng.randrange(3, 6), years[1]
    first = draw.rng.randrange(1000, 9000, 50)
    last = first * draw.rng.randrange(140, 260) // 100 // 5 * 5
    words = _series(draw, first, last, start, end)
    return _percents(draw, words, compound(first, last, end - start), "g", (3, 4, 5))


def percent_of_target(draw: Draw, trade: str, years: tuple[int, int]) -> tuple[Words, Words]:
    target = draw.rng.randrange(20, 300)
    done = draw.rng.randrange(target * 6 // 10, target * 14 // 10)
    words = {"d": draw.count(done, "cơ sở"), "k": draw.count(target, "cơ sở")}
    return _percents(draw, words, Fraction(done * 100, target))


def over_target(draw: Draw, trade: str, years: tuple[int, int]) -> tuple[Words, Words]:
    target = draw.rng.randrange(20, 300)
    done = target + draw.rng.randrange(target // 10, target * 6 // 10)
    words = {"d": draw.count(done, "cơ sở"), "k": draw.count(target, "cơ sở")}
    return _percents(draw, words, Fraction((done - target) * 100, target))


def out_of(
    draw: Draw, trade: str, years: tuple[int, int], of: int | None = None
) -> tuple[Words, Words]:
    whole = of or draw.districts
    part = draw.rng.randrange(whole // 3, whole - 1)
    words = {"f": mark(f"{part:02}/{whole:02}")}
    true, false = _percents(draw, words, Fraction(part * 100, whole))
    right, wrong = (whole - part + more for more in (0, draw.rng.choice((1, 2, 3))))
    if draw.rng.random() < 0.5:
        return true | {"r": draw.count(right)}, false | {"r": draw.count(right)}
    return true | {"r": draw.count(right)}, true | {"r": draw.count(wrong)}


def superlative(
    draw: Draw, trade: str, years: tuple[int, int], highest: bool = True
) -> tuple[Words, Words]:
    values = sorted(draw.rng.sample(range(5, 80), 4), reverse=highest)
    places = draw.rng.sample(DISTRICTS, 4)
    order = draw.rng.sample(range(4), 4)
    return tuple(_claimed(draw, values, places, order, best) for best in (0, 2))  # type: ignore[return-value]


def _claimed(
    draw: Draw, values: list[int], places: list[str], order: list[int], best: int
) -> Words:
    def shown(at: int) -> str:
        return draw.count(values[at], marked=at in (0, 2))

    words = {"u": draw.unit("cơ sở"), "X": "huyện " + places[best], "x": shown(best)}
    for name, at in zip("ABCD", order, strict=True):
        words |= {name: "huyện " + places[at], name.lower(): shown(at)}
    others = [at for at in range(4) if at != best]
    for name, at in zip("ABC", others, strict=True):
        words |= {"o" + name: "huyện " + places[at], "o" + name.lower(): shown(at)}
    return words


def count_of_list(
    draw: Draw, trade: str, years: tuple[int, int], names: tuple[str, ...] = ()
) -> tuple[Words, Words]:

    size = draw.rng.randrange(3, 9)
    listed = _listed(draw.rng.sample(names or TRADES, size))
    wrong = size + draw.rng.choice((-1, 1, 1, 2))
    return tuple(listed | {"n": draw.count(n)} for n in (size, wrong))  # type: ignore[return-value]


def _listed(names: list[str]) -> Words:
    return {
        "commas": ", ".join(names),
        "commas_and": ", ".join(names[:-1]) + " và " + names[-1],
        "semicolons": "; ".join(names),
        "bullets": "\n".join(f"- {n[0].upper()}{n[1:]}" for n in names),
        "pluses": "\n".join(f"+ {n[0].upper()}{n[1:]};" for n in names),
        "numbered": "\n".join(f"{i}. {n[0].upper()}{n[1:]}" for i, n in enumerate(names, 1)),
    }


def period_length(draw: Draw, trade: str, years: tuple[int, int]) -> tuple[Words, Words]:
    length = draw.rng.randrange(3, 8)
    words = {"y0": str(years[1] - length + 1), "y1": str(years[1])}
    wrong = length + draw.rng.choice((-1, 1, 2))
    return tuple(words | {"n": draw.count(n)} for n in (length, wrong))  # type: ignore[return-value]


def part_whole(draw: Draw, trade: str, years: tuple[int, int]) -> tuple[Words, Words]:
    whole = draw.rng.randrange(25, 400)
    unit = draw.unit(draw.rng.choice(("học viên", "lao động", "người")))
    parts = draw.rng.randrange(5, whole - 3), whole + draw.rng.randrange(3, 40)
    return tuple({"w": draw.count(whole, unit), "p": draw.count(p, unit)} for p in parts)  # type: ignore[return-value]


def told_twice(draw: Draw, trade: str, years: tuple[int, int]) -> tuple[Words, Words]:
    shops, classes = draw.rng.randrange(12, 90), draw.rng.randrange(3, 25)
    millions = draw.rng.randrange(1200, 9000, 50)
    scale = draw.scale(millions)

    def words(more: int) -> Words:
        return {
            "a": draw.count(shops, "cơ sở"),
            "b": draw.count(shops + more, "cơ sở"),
            "c": draw.count(classes, "lớp"),
            "d": draw.count(classes + more, "lớp"),
            "m": draw.money(millions, scale),
            "k": draw.money(millions + more * 150, scale),
        }

    return words(0), words(draw.rng.randrange(3, 9))


def all_or_some(draw: Draw, trade: str, years: tuple[int, int]) -> tuple[Words, Words]:
    whole = draw.districts
    rest = draw.rng.randrange(1, 4)
    return tuple(
        {"all": mark(f"{done:02}/{whole:02}"), "r": draw.count(rest)}
        for done in (whole - rest, whole)
    )  # type: ignore[return-value]


def difference(draw: Draw, trade: str, years: tuple[int, int]) -> tuple[Words, Words]:
    first, more = draw.rng.randrange(20, 300), draw.rng.randrange(8, 120)
    words = {"a": draw.count(first, "cơ sở"), "b": draw.count(first + more, "cơ sở")}
    words |= {"y0": str(years[1] - 1), "y1": str(years[1])}
    return _twins(draw, more, lambda d: words | {"d": draw.count(d, "cơ sở")}, least=3)


def remainder(draw: Draw, trade: str, years: tuple[int, int]) -> tuple[Words, Words]:
    whole = draw.rng.randrange(20, 200)
    part = draw.rng.randrange(6, whole - 8)
    words = {"w": draw.count(whole, "cơ sở"), "p": draw.count(part, "cơ sở")}
    return _twins(draw, whole - part, lambda r: words | {"r": draw.count(r, "cơ sở")})


def size_classes(draw: Draw, trade: str, years: tuple[int, int]) -> tuple[Words, Words]:
    parts = [draw.rng.randrange(4, 60) for _ in "abc"]
    names = {n: draw.count(p, "cơ sở") for n, p in zip("abc", parts, strict=True)}
    names |= {f"{n}n": draw.count(p) for n, p in zip("abc", parts, strict=True)}
    return _twins(draw, sum(parts), lambda t: names | {"t": draw.count(t, "cơ sở")})


def ratio(draw: Draw, trade: str, years: tuple[int, int]) -> tuple[Words, Words]:
    state = draw.rng.randrange(1000, 6000, 50)
    tenths = draw.rng.randrange(12, 65)
    others = state * tenths // 10
    scale = draw.scale(state, others)
    words = {"s": draw.money(state, scale), "c": draw.money(others, scale)}
    return _twins(draw, tenths, lambda x: words | {"x": _tenths(x)}, least=4)


def multiple(draw: Draw, trade: str, years: tuple[int, int]) -> tuple[Words, Words]:
    first, tenths = draw.rng.randrange(1000, 9000, 50), draw.rng.randrange(15, 48)
    words = _series(draw, first, first * tenths // 10, years[1] - 2, years[1])
    return _twins(draw, tenths, lambda x: words | {"x": _tenths(x)}, least=5)


def _tenths(number: int) -> str:
    return mark(f"{number // 10},{number % 10}" if number % 10 else str(number // 10))


def _series(draw: Draw, first: int, last: int, start: int, end: int) -> Words:
    scale = draw.scale(first, last)
    return {
        "a": draw.money(first, scale),
        "b": draw.money(last, scale),
        "y0": str(start),
        "y1": str(end),
    }


def _percents(
    draw: Draw,
    words: Words,
    exact: Fraction,
    name: str = "s",
    steps: tuple[int, ...] = (4, 6, 9, 11),
) -> tuple[Words, Words]:
    away = draw.rng.choice(steps) * draw.rng.choice((-1, 1))
    wrong = exact + away if exact + away > 1 else exact - away
    return words | {name: draw.percent(exact)}, words | {name: draw.percent(wrong)}


def _twins(
    draw: Draw, right: int, words: Callable[[int], Words], step: int = 1, least: int = 2
) -> tuple[Words, Words]:
    """Return the words with the right number, and with one that no rounding excuses."""
    off = max(least * step, right // draw.rng.randrange(6, 14) // step * step)
    wrong = right + off if right <= off * 2 or draw.rng.random() < 0.5 else right - off
    return words(right), words(wrong)


def _places(draw: Draw, names: str) -> Words:
    places = draw.rng.sample(DISTRICTS, len(names))
    return {n: "huyện " + p for n, p in zip(names, places, strict=True)}


#: Every kind: its maker. The names are those of `phrases.toml`.
MAKERS: dict[str, Maker] = {
    "sum_of_money": sum_of_money,
    "sum_of_counts": sum_of_counts,
    "share": share,
    "share_of_money": share_of_money,
    "average": average,
    "average_money": average_money,
    "growth": growth,
    "decline": decline,
    "growth_compound": growth_compound,
    "percent_of_target": percent_of_target,
    "over_target": over_target,
    "out_of": out_of,
    "out_of_provinces": partial(out_of, of=63),
    "superlative": superlative,
    "superlative_low": partial(superlative, highest=False),
    "count_of_list": count_of_list,
    "count_of_places": partial(count_of_list, names=DISTRICTS),
    "period_length": period_length,
    "part_whole": part_whole,
    "told_twice": told_twice,
    "all_or_some": all_or_some,
    "difference": difference,
    "remainder": remainder,
    "size_classes": size_classes,
    "ratio": ratio,
    "multiple": multiple,
}
