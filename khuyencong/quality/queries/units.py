"""How clean the records of each unit are: every check, by who answers for the rows today."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from uuid import UUID

from django.db.models import QuerySet

from khuyencong.core.users import Actor
from khuyencong.quality.queries.checks import CHECKS, Check
from khuyencong.quality.rules import READ, Finding, Result, as_percent, score
from khuyencong.quality.states import Severity
from khuyencong.registry.models import Organisation
from khuyencong.registry.queries.organisations import units_today
from khuyencong.values.text import sort_key


def units_visible_to(user: Actor | None) -> QuerySet[Organisation]:
    """Return the bodies whose quality somebody may see."""
    if user is None:
        return Organisation.objects.none()
    custodians = user.custodians(READ)
    every = Organisation.objects.all()
    return every if custodians is None else every.filter(id__in=custodians)


@dataclass(frozen=True)
class UnitQuality:
    """One unit: its score, and what each check says of it."""

    unit: Organisation
    results: list[Result]

    @property
    def score(self) -> Fraction | None:
        """Return the score from 0 to 1; None where nothing was looked at."""
        return score(self.results)

    @property
    def percent(self) -> str:
        """Return the score as a page shows it."""
        return as_percent(self.score)

    @property
    def findings(self) -> int:
        """Return how many findings there are."""
        return sum(len(one.findings) for one in self.results)

    @property
    def errors(self) -> int:
        """Return how many findings cannot be right."""
        errors = (one for one in self.results if one.check.severity is Severity.ERROR)
        return sum(len(one.findings) for one in errors)


def quality_of(user: Actor, on: date) -> list[UnitQuality]:
    """Return the units of the user that have any rows, in Vietnamese order.

    The rows of a centre count for its Sở, those of a body taken over for its heir. The number of
    queries does not grow with the rows.
    """
    heirs = units_today(on)
    visible = {unit.id: unit for unit in units_visible_to(user)}
    told: dict[UUID, list[Result]] = defaultdict(list)
    for check in CHECKS:
        for unit, result in _by_unit(check, on, heirs).items():
            if unit in visible:
                told[unit].append(result)
    units = [UnitQuality(visible[unit], results) for unit, results in told.items()]
    return sorted(units, key=lambda one: (sort_key(one.unit.name), one.unit.key))


def _by_unit(check: Check, on: date, heirs: dict[UUID, UUID]) -> dict[UUID, Result]:
    seen = check.look(on)
    rows: dict[UUID, int] = defaultdict(int)
    found: dict[UUID, list[Finding]] = defaultdict(list)
    for custodian, count in seen.rows.items():
        rows[heirs.get(custodian, custodian)] += count
    for finding in seen.findings:
        found[heirs.get(finding.custodian, finding.custodian)].append(finding)
    return {unit: Result(check.told, rows[unit], found[unit]) for unit in {*rows, *found}}


def quality_faults(on: date) -> Iterator[str]:
    """Yield a sentence for each finding that cannot be right; what only asks for a look is none."""
    for check in CHECKS:
        if check.told.severity is Severity.ERROR:
            for finding in check.look(on).findings:
                yield f"{check.told.title}: {finding.told}."
