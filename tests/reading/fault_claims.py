"""Claims a report may make about a world, each with the same words and one number made false.

A claim is one or two fragments of prose. Every relation has several phrasings, because officers
vary; every false number is beyond any rounding.
"""

from dataclasses import dataclass
from decimal import Decimal

from tests.reading.fault_world import World


@dataclass(frozen=True)
class Fragment:
    """A sentence or two that stand at one place; numbers of the relation are marked."""

    where: str
    true: str
    false: str


@dataclass(frozen=True)
class Claim:
    """A relation between figures, true as written, and its false twin."""

    kind: str
    description: str
    fragments: tuple[Fragment, ...]
    topic: str = ""  # two claims of one topic would contradict one another


def say(world, kind, where, phrases, values, wrong, involved, description, topic="") -> Claim:
    """Return one phrasing of a relation, `wrong` giving the fields that the false twin changes."""
    phrase = world.rng.choice(phrases)
    values = {"period": world.period} | values
    true = phrase.format(**_keep(values, involved))
    false = phrase.format(**_keep(values | wrong, involved))
    return Claim(kind, description, (Fragment(where, true, false),), topic)


def _keep(values: dict, involved) -> dict:
    return {k: v if k in involved else unmarked(v) for k, v in values.items()}


def unmarked(text: str) -> str:
    """Return the text without the marks around numbers."""
    return text.replace("⟦", "").replace("⟧", "")


def off(world: World, n: int, step: int = 1, least: float = 0.08, most: float = 0.35) -> int:
    """Return `n` moved by a tenth to a third, up or down, by whole steps, never to zero."""
    moved = n * (1 + world.rng.choice((-1, 1)) * world.rng.uniform(least, most))
    result = round(moved / step) * step
    return result if result > 0 and abs(result - n) >= 2 * step else n + 3 * step


def off_percent(world: World, value: Decimal) -> Decimal:
    """Return a percentage plainly different: by at least four points and a tenth."""
    gap = max(Decimal(4), round(value / 8)) + Decimal(world.rng.randint(1, 80)) / 10
    lower = value - gap
    return value + gap if lower <= 1 or (value + gap < 99 and world.rng.random() < 0.5) else lower
