"""By what rate a line may be advanced on a day."""

from datetime import date

from khuyencong.law.states import ParameterKind
from khuyencong.projects.models import Contract, Line, Project
from khuyencong.projects.queries.law import law_of
from khuyencong.projects.rules.advances import Rate
from khuyencong.projects.states import ContractTier


def basis_of(project: Project, line: Line, day: date) -> Rate:
    """Return the rate of the line's item in the law of a day.

    A rate of national money says nothing of a province's: there it counts as unread.
    """
    here = law_of(project, line, day)
    found = here.of(ParameterKind.ADVANCE, line.item) if line.item else ()
    own = [one for one in found if one.source == project.source]
    return Rate(here, line.item, own[0] if own else None)


def first_contract(project: Project) -> Contract | None:
    """Return the contract with who carries the đề án out."""
    rows = project.contracts.filter(tier=ContractTier.IMPLEMENTER)
    return rows.order_by("recorded_at").first()
