"""What the rules would do with a version, shown before anybody accepts it."""

from dataclasses import dataclass, replace

from khuyencong.plans.models import PlanVersion
from khuyencong.plans.queries.candidates import Taken, candidates_of
from khuyencong.plans.queries.money import free_of
from khuyencong.plans.queries.versions import in_force, loaded_rows
from khuyencong.plans.rules.suggestion import OneMore, Suggestion, one_more, suggest
from khuyencong.plans.rules.wishes import Wishes
from khuyencong.plans.states import Standing, Why


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """The suggestion for a version, where each stands today, and what more money would do."""

    suggestion: Suggestion
    more: tuple[OneMore, ...]
    #: By id of a đề án, where it stands in the version now.
    now: dict[str, str]
    contents: list[tuple[str, str]]
    places: list[tuple[str, str]]


def preview(version: PlanVersion, wishes: Wishes) -> Preview:
    """Return what accepting the suggestion would do; the law is asked again when it is accepted."""
    rows = loaded_rows([version])
    known = {
        str(row.project_id): (row.reason,)
        for row in rows
        if row.standing == Standing.OUT and row.why == Why.RULE
    }
    before = in_force(version.plan)
    kept = {
        row.project_id
        for row in loaded_rows([before] if before else [])
        if row.standing == Standing.IN
    }
    taken = [one for one in candidates_of(version.plan, wishes) if one.project.id not in kept]
    told = [replace(one.candidate, against=known.get(one.candidate.id, ())) for one in taken]
    free = free_of(version.plan)
    return Preview(
        suggestion=suggest(told, free, wishes.balance),
        more=one_more(told, free, wishes.balance),
        now={str(row.project_id): row.standing for row in rows},
        contents=_offered(taken, "content"),
        places=_offered(taken, "place"),
    )


def _offered(taken: list[Taken], what: str) -> list[tuple[str, str]]:
    """Return the contents or places that candidates are of, with their names."""
    found = {getattr(one.candidate, what): getattr(one.candidate, f"{what}_name") for one in taken}
    return sorted(((key, name) for key, name in found.items() if key), key=lambda pair: pair[1])
