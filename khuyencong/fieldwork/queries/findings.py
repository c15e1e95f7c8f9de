"""What the server finds about a sheet that came back: more than the kit, by the law of a day."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from khuyencong.applications.models import Request
from khuyencong.applications.queries.judging import judge
from khuyencong.applications.rules import Judgement
from khuyencong.fieldwork.queries.communes import commune_by_code
from khuyencong.fieldwork.sheets import SHEETS, read
from khuyencong.fieldwork.states import EntryKind
from khuyencong.registry.models import Establishment


@dataclass(frozen=True)
class Findings:
    """What is wrong with a sheet, what it lacks, and what the law says where it says something."""

    errors: Mapping[str, str]
    missing: list[str] = field(default_factory=list)
    judgement: Judgement | None = None


def findings(
    kind: str, typed: dict[str, str], establishment: Establishment | None, on: date
) -> Findings:
    """Return what the desk's own fields and rules say of a sheet on a day."""
    form = read(kind, typed, on)
    errors = {name: " ".join(str(one) for one in told) for name, told in form.errors.items()}
    given = form.cleaned_data
    missing = [name for name in SHEETS[kind].asked if given.get(name) in (None, "")]
    if kind != EntryKind.REQUEST or establishment is None:
        return Findings(errors, missing)
    return Findings(errors, missing, judge(_as_request(given, establishment, on), on))


def _as_request(given: Mapping[str, object], establishment: Establishment, on: date) -> Request:
    """Return an unsaved request that says this."""
    code = str(given.get("commune") or "")
    commune = commune_by_code(code, on) if code else None
    return Request(
        establishment=establishment,
        commune=commune or establishment.commune,
        trade=given.get("trade", ""),
        difficult_area={"co": True, "khong": False}.get(str(given.get("difficult_area"))),
        item=given.get("item", ""),
        what=given.get("what", ""),
        source=given.get("source", ""),
        cost=given.get("cost"),
        asked=given.get("asked"),
        over_reason=given.get("over_reason", ""),
    )
