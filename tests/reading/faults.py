"""Made-up khuyến công reports: consistent ones, and the same with one number made false.

    report = make_report(7)
    fault = plant_fault(report, 7)

`report.text` holds no false figure; `fault.text` is the same report with exactly one claim turned
into its false twin, `fault.numbers` and `fault.spans` being the figures of that claim. Equal seeds
give equal texts, byte for byte.
"""

import re
from dataclasses import dataclass
from random import Random

from tests.reading.fault_claims import Claim, unmarked
from tests.reading.fault_kinds import makers
from tests.reading.fault_layout import Layout, table
from tests.reading.fault_sums import opening, total_line, total_money, total_projects
from tests.reading.fault_world import World, make_world


@dataclass(frozen=True)
class Report:
    """A consistent report and the claims it makes, in the order of its sections."""

    text: str
    world: World
    layout: Layout
    claims: tuple[Claim, ...]


@dataclass(frozen=True)
class Fault:
    """A report with one false claim; `spans` are half-open `str` offsets of `numbers` in `text`."""

    text: str
    kind: str
    description: str
    numbers: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]


def make_report(seed: int) -> Report:
    """Return the consistent report of this seed."""
    world = make_world(Random(f"world {seed}"))
    layout = Layout(world)
    claims = tuple(_claims(world, layout))
    return Report(unmarked(layout.write(claims, None)), world, layout, claims)


def plant_fault(report: Report, seed: int) -> Fault:
    """Return the report with one of its claims made false, kinds drawn evenly."""
    rng = Random(f"fault {seed}")
    faulty = [claim for claim in report.claims if _can_be_false(claim)]
    kind = rng.choice(sorted({claim.kind for claim in faulty}))
    claim = rng.choice([claim for claim in faulty if claim.kind == kind])
    return _located(report.layout.write(report.claims, claim), claim)


def _can_be_false(claim: Claim) -> bool:
    return any(fragment.true != fragment.false for fragment in claim.fragments)


def _located(marked: str, claim: Claim) -> Fault:
    """Strip the marks and keep their places."""
    pieces, spans, at = [], [], 0
    for piece in re.split("(⟦[^⟧]*⟧)", marked):
        bare = unmarked(piece)
        if piece.startswith("⟦"):
            spans.append((at, at + len(bare)))
        pieces.append(bare)
        at += len(bare)
    text = "".join(pieces)
    numbers = tuple(text[start:end] for start, end in spans)
    return Fault(text, claim.kind, claim.description, numbers, tuple(spans))


def _claims(world: World, layout: Layout) -> list[Claim]:
    """Return the claims of a report: its totals, its sections, and a handful of others."""
    claims = [total_line(world)]
    if len(world.sources) > 1:
        claims = [total_money(world), total_projects(world)]
    claims.append(table(world)) if layout.as_table else claims.extend(
        opening(world, activity) for activity in world.lines if layout.has_sections
    )
    return claims + _others(world, layout.wished)


def _others(world: World, wished: int) -> list[Claim]:
    """Return so many claims of differing kinds, no two about one topic."""
    by_kind = makers(world)
    chosen: list[Claim] = []
    topics: set[str] = set()
    kinds = world.rng.sample(sorted(by_kind), len(by_kind)) * 2
    for kind in kinds:
        if len(chosen) >= wished or not by_kind[kind]:
            continue
        make = world.rng.choice(by_kind[kind])
        claim = make(world)
        topic = claim.topic or getattr(make, "__name__", kind)
        if topic not in topics and make not in (total_money, total_projects):
            topics.add(topic)
            chosen.append(claim)
    return chosen
