"""What must never be false of programmes is held by the database: each constraint, broken."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction

from khuyencong.programmes.models import (
    ContextFigure,
    DifficultPlace,
    Estimate,
    Programme,
    Target,
    YearPlan,
)
from khuyencong.registry.models import Organisation
from khuyencong.registry.queries import place_on
from tests.breaking import names_constraint
from tests.reference import AT

WHO = "01900000-0000-7000-8000-000000000001"
EARLY = AT.replace(year=2020)
START, END = date(2021, 1, 1), date(2026, 1, 1)


def programme(**more: Any) -> Programme:
    fields = {
        "key": "mau",
        "name": "Mẫu",
        "level": "provincial",
        "place": place_on("bac-giang"),
        "custodian": Organisation.objects.first(),
        "citation": "Mẫu",
        "period_start": START,
        "period_end": END,
    } | more
    return Programme(**fields)


def asked(model: type[models.Model], twice: bool = False, **more: Any) -> models.Model:
    kept = Programme.objects.filter(key="mau").first() or programme()
    if kept._state.adding:
        kept.save()
    fields: dict[str, Any] = {
        "programme": kept,
        "measure": "models.count",
        "value": 1,
        "citation": "Mẫu",
        "recorded_at": AT,
    }
    if model is YearPlan:
        fields["year"] = 2022
    else:
        fields |= {"period_start": START, "period_end": END}
    if model is Estimate:
        fields |= {"by": WHO, "reason": "Mẫu"}
    if twice:
        model(**fields).save()
    return model(**fields | more)


def context(twice: bool = False, **more: Any) -> ContextFigure:
    fields: dict[str, Any] = {
        "place": place_on("bac-giang"),
        "custodian": Organisation.objects.first(),
        "series": "establishments",
        "year": 2020,
        "value": 1,
        "citation": "Mẫu",
        "by": WHO,
        "recorded_at": AT,
    }
    if twice:
        ContextFigure(**fields).save()
    return ContextFigure(**fields | more)


def difficult(twice: bool = False, **more: Any) -> DifficultPlace:
    fields: dict[str, Any] = {
        "place": place_on("bac-giang"),
        "custodian": Organisation.objects.first(),
        "degree": "difficult",
        "valid_from": START,
        "citation": "Mẫu",
        "by": WHO,
    }
    if twice:
        DifficultPlace(**fields).save()
    return DifficultPlace(**fields | more)


def of_all(model: type[models.Model]) -> dict[str, Callable[[], models.Model]]:
    name = model._meta.model_name
    return {
        f"programmes_{name}_superseded_after_recorded": lambda: asked(model, superseded_at=EARLY),
        f"{name}_measure_named": lambda: asked(model, measure=""),
        f"{name}_content_known": lambda: asked(model, content="khac"),
        f"{name}_source_known": lambda: asked(model, source="khac"),
        f"{name}_not_below_zero": lambda: asked(model, value=-1),
        f"{name}_stands_once": lambda: asked(model, twice=True),
    }


BREACHES: dict[str, Callable[[], models.Model]] = {
    **of_all(Target),
    **of_all(YearPlan),
    **of_all(Estimate),
    "programme_days_in_order": lambda: programme(period_end=START),
    "programme_level_known": lambda: programme(level="khac"),
    "programme_named": lambda: programme(name=""),
    "programme_rests_on_something": lambda: programme(citation=""),
    "target_days_in_order": lambda: asked(Target, period_end=START),
    "target_above_zero": lambda: asked(Target, value=0),
    "target_range_in_order": lambda: asked(Target, value_high=1),
    "target_bound_known": lambda: asked(Target, bound="khac"),
    "target_sure_known": lambda: asked(Target, sure="khac"),
    "target_cited": lambda: asked(Target, citation=""),
    "target_implied_says_from_what_and_is_not_verified": lambda: asked(Target, sure="implied"),
    "target_implied_says_from_what_and_is_not_verified (2)": lambda: asked(
        Target, sure="implied", basis="1 là 1 %", verified=True
    ),
    "yearplan_year_plausible": lambda: asked(YearPlan, year=1),
    "yearplan_cited": lambda: asked(YearPlan, citation=""),
    "estimate_days_in_order": lambda: asked(Estimate, period_end=START),
    "estimate_by_somebody_for_a_reason": lambda: asked(Estimate, reason=""),
    "estimate_by_somebody_for_a_reason (2)": lambda: asked(Estimate, by=None),
    "programmes_contextfigure_superseded_after_recorded": lambda: context(superseded_at=EARLY),
    "contextfigure_series_known": lambda: context(series="khac"),
    "contextfigure_not_below_zero": lambda: context(value=-1),
    "contextfigure_year_plausible": lambda: context(year=1),
    "contextfigure_cited": lambda: context(citation=""),
    "contextfigure_money_names_its_prices": lambda: context(series="output"),
    "contextfigure_money_names_its_prices (2)": lambda: context(prices="giá hiện hành"),
    "contextfigure_stands_once": lambda: context(twice=True),
    "difficultplace_days_in_order": lambda: difficult(valid_until=START),
    "difficultplace_degree_known": lambda: difficult(degree="khac"),
    "difficultplace_cited": lambda: difficult(citation=""),
    "difficultplace_has_a_first_day": lambda: difficult(valid_from=None),
    "difficultplace_from_a_day_once": lambda: difficult(twice=True),
}


@pytest.mark.parametrize("name", BREACHES)
def test_the_database_refuses(name: str) -> None:
    row = BREACHES[name]()
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        models.Model.save(row, force_insert=True)
    assert _names(str(refusal.value), row, name.split()[0])


def _names(message: str, row: models.Model, name: str) -> bool:
    # Where two constraints are broken at once, either may be named.
    if name in ("target_not_below_zero", "target_above_zero"):
        return "target_" in message
    return names_constraint(message, row, name)


def test_every_constraint_has_its_breach() -> None:
    known = {name.split()[0] for name in BREACHES}
    declared = {
        c.name for m in apps.get_app_config("programmes").get_models() for c in m._meta.constraints
    }
    assert declared - known == set()
