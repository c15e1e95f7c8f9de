"""The tries to break what the tables of bodies and their people hold."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial

from django.db import models

from khuyencong.core.identity import new_id
from khuyencong.registry.models import (
    Agreement,
    BodyFact,
    BodyRevenue,
    Collaborator,
    HeadCount,
    Organisation,
    Place,
    StaffMember,
)

AT = datetime(2026, 11, 20, 2, tzinfo=UTC)
DAY = date(2026, 1, 1)
FIELDS: dict[type[models.Model], dict[str, object]] = {
    BodyFact: {"kind": "premises", "told": "Trụ sở mẫu", "valid_from": DAY},
    BodyRevenue: {"year": 2025, "fund": "provincial", "amount": 1},
    Agreement: {"partner": "Hội Nghề Mẫu", "subject": "Khảo sát", "valid_from": DAY},
    HeadCount: {"day": DAY, "group": "staff", "count": 9},
    StaffMember: {
        "name": "Người Mẫu", "degree": "university", "contract": "payroll", "field": "promotion",
        "valid_from": DAY, "person": new_id(),
    },
    Collaborator: {"name": "Người Mẫu", "valid_from": DAY},
}  # fmt: skip
#: What must never be, by the name of the constraint that holds it.
CHANGES: dict[type[models.Model], dict[str, dict[str, object]]] = {
    BodyFact: {
        "bodyfact_kind_known": {"kind": "la"},
        "bodyfact_says_something": {"told": ""},
        "bodyfact_quantity_of_things": {"kind": "mission", "quantity": 2},
        "bodyfact_phone_shape": {"kind": "phone", "told": "0204 3854 321"},
        "bodyfact_email_shape": {"kind": "email", "told": "không có"},
    },
    BodyRevenue: {
        "bodyrevenue_not_negative": {"amount": -1},
        "bodyrevenue_year_plausible": {"year": 1},
        "bodyrevenue_source_known": {"fund": "la"},
    },
    Agreement: {"agreement_whole": {"partner": ""}},
    HeadCount: {
        "headcount_codes_known": {"group": "la"},
        "headcount_plausible": {"count": 200_000},
        "headcount_collaborators_without_contract": {
            "group": "of_communes", "contract": "payroll",
        },
    },
    StaffMember: {
        "staffmember_codes_known": {"degree": "la"},
        "staffmember_has_name": {"name": ""},
    },
    Collaborator: {"collaborator_has_name": {"name": ""}},
}  # fmt: skip
ONCE = {
    "bodyrevenue_told_once": (BodyRevenue, {}),
    "headcount_told_once": (HeadCount, {}),
    "staffmember_one_spell_open": (StaffMember, {"valid_from": date(2026, 2, 1)}),
    "staffmember_spell_begins_once": (StaffMember, {"valid_until": date(2026, 2, 1)}),
}


def row(model: type[models.Model], **change: object) -> models.Model:
    """Return a sound row of a body, but for what `change` says."""
    body = Organisation.objects.get(key="so-cong-thuong.ha-noi")
    told = {"organisation": body, "source": "Mẫu", "recorded_at": AT, **FIELDS[model]}
    if model is Collaborator:
        told["commune"] = Place.objects.get(key="bac-ninh-tu-2025.xa-an-lac")
    return model(**told | change)


def _again(model: type[models.Model], change: dict[str, object]) -> models.Model:
    row(model).save(force_insert=True)
    return row(model, **change)


def _with_itself() -> models.Model:
    one = row(Agreement)
    one.partner_body = one.organisation  # type: ignore[attr-defined]
    return one


def _of(model: type[models.Model]) -> dict[str, dict[str, object]]:
    name = model._meta.model_name
    common: dict[str, dict[str, object]] = {
        f"registry_{name}_superseded_after_recorded": {"superseded_at": AT.replace(year=2020)},
        f"{name}_has_source": {"source": ""},
    }
    if "valid_from" in FIELDS[model]:
        common[f"{name}_days_in_order"] = {"valid_until": date(2020, 1, 1)}
    return common | CHANGES[model]


BREACHES: dict[str, Callable[[], models.Model]] = {
    **{
        name: partial(row, model, **change)
        for model in FIELDS
        for name, change in _of(model).items()
    },
    **{name: partial(_again, model, change) for name, (model, change) in ONCE.items()},
    "agreement_not_with_itself": _with_itself,
}
