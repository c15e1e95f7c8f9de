"""What must never be false is held by the database: each constraint, with the try to break it."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction

from khuyencong.law.models import (
    Article,
    ArticleText,
    ConflictReason,
    Coverage,
    DocumentLink,
    LegalDocument,
    Parameter,
    ParameterEnd,
    ProvincialInstrument,
)
from khuyencong.registry.models import Place
from tests.breaking import names_constraint
from tests.law.conftest import AT

ONE, TWO = UUID(int=1), UUID(int=2)
BACKWARDS = {"valid_from": date(2020, 1, 2), "valid_until": date(2020, 1, 1)}
BEFORE = {"superseded_at": AT.replace(year=2020)}


def document(key: str) -> LegalDocument:
    return LegalDocument.objects.get(key=key)


def new_document(**changes: Any) -> LegalDocument:
    told = {"key": "x", "kind": "circular", "issuer": "X", "year": 2026, "title": "X"}
    return LegalDocument(**(told | {"folded": "x"} | changes))


def link(**changes: Any) -> DocumentLink:
    told = {
        "source": document("nd-235-2025-cp"),
        "target": document("tt-26-2014-bct"),
        "kind": "amends",
    }
    return DocumentLink(**(told | changes))


def article(**changes: Any) -> Article:
    told = {"document": document("nd-45-2012-cp"), "article": "99", "position": 0, "sense": "x"}
    return Article(**(told | changes))


def text(**changes: Any) -> ArticleText:
    first = Article.objects.order_by("position")[0]
    told = {"article": first, "text": "x", "attached_by": ONE, "recorded_at": AT}
    return ArticleText(**(told | changes))


def second_text() -> ArticleText:
    text().save()
    return text()


def instrument(**changes: Any) -> ProvincialInstrument:
    told = {
        "place": Place.objects.get(key="ha-noi"),
        "kind": "norms",
        "state": "drafting",
        "valid_from": date(2020, 1, 1),
        "recorded_at": AT,
    }
    return ProvincialInstrument(**(told | changes))


def second_instrument(**changes: Any) -> ProvincialInstrument:
    instrument(**changes).save()
    return instrument(**changes)


def parameter(**changes: Any) -> Parameter:
    told = {
        "code": "x",
        "kind": "ceiling",
        "subject": "machinery",
        "slot": "x",
        "source": "national",
        "amount": 1,
        "basis": "x",
        "valid_from": date(2020, 1, 1),
        "recorded_at": AT,
    }
    return Parameter(**(told | changes))


def second_parameter(**changes: Any) -> Parameter:
    parameter(code="y", **changes).save()
    return parameter(**changes)


def known(code: str = "N18-04a") -> Parameter:
    return Parameter.objects.get(code=code)


def end(**changes: Any) -> ParameterEnd:
    told = {
        "parameter": known(),
        "day": date(2027, 1, 1),
        "reason": "x",
        "proposed_by": ONE,
        "recorded_at": AT,
    }
    return ParameterEnd(**(told | changes))


def second_end() -> ParameterEnd:
    end().save()
    return end()


def reason(**changes: Any) -> ConflictReason:
    told = {
        "parameter": known("P-DT-04"),
        "national": known(),
        "reason": "x",
        "written_by": ONE,
        "recorded_at": AT,
    }
    return ConflictReason(**(told | changes))


def second_reason() -> ConflictReason:
    reason().save()
    return reason()


PLACE = "provincial"
BREACHES: dict[str, Callable[[], models.Model]] = {
    "legaldocument_days_in_order": lambda: new_document(**BACKWARDS),
    "legaldocument_number_of_issuer_once": lambda: new_document(
        number="28/2018/TT-BTC", issuer="Bộ Tài chính"
    ),
    "legaldocument_kind_known": lambda: new_document(kind="rumour"),
    "legaldocument_told": lambda: new_document(title=""),
    "legaldocument_draft_has_no_days": lambda: new_document(
        is_draft=True, valid_from=date(2020, 1, 1)
    ),
    "legaldocument_url_is_a_page": lambda: new_document(url="javascript:x()"),
    "parameter_url_is_a_page": lambda: parameter(url="javascript:x()"),
    "legaldocument_verified_by_another": lambda: new_document(registered_by=ONE, verified_by=ONE),
    "legaldocument_of_officers_verified_by_two": lambda: new_document(
        registered_by=ONE, verified=True
    ),
    "documentlink_days_in_order": lambda: link(**BACKWARDS),
    "documentlink_kind_known": lambda: link(kind="likes"),
    "documentlink_not_itself": lambda: link(target=document("nd-235-2025-cp")),
    "documentlink_told_once": lambda: link(target=document("nd-45-2012-cp")),
    "coverage_kind_known": lambda: Coverage(
        document=document("nd-45-2012-cp"), place=Place.objects.get(key="ha-noi"), kind="x"
    ),
    "coverage_told_once": lambda: Coverage(
        document=document("nq-2025-dak-lak"),
        place=Place.objects.get(key="phu-yen"),
        kind="replaces_rules_of",
    ),
    "article_days_in_order": lambda: article(**BACKWARDS),
    "article_told": lambda: article(sense=""),
    "article_point_within_clause": lambda: article(point="a"),
    "article_told_once": lambda: _copy(Article.objects.order_by("position")[0]),
    "law_articletext_superseded_after_recorded": lambda: text(**BEFORE),
    "articletext_has_words": lambda: text(text=""),
    "articletext_one_stands": second_text,
    "law_provincialinstrument_superseded_after_recorded": lambda: instrument(**BEFORE),
    "provincialinstrument_days_in_order": lambda: instrument(**BACKWARDS),
    "instrument_kind_known": lambda: instrument(kind="x"),
    "instrument_state_known": lambda: instrument(state="x"),
    "instrument_begins_on_a_day": lambda: instrument(valid_from=None),
    "instrument_issued_has_its_document": lambda: instrument(state="issued", verified=True),
    "instrument_one_state_open": second_instrument,
    "instrument_one_state_a_day": lambda: second_instrument(valid_until=date(2021, 1, 1)),
    "law_parameter_superseded_after_recorded": lambda: parameter(**BEFORE),
    "parameter_days_in_order": lambda: parameter(**BACKWARDS),
    "parameter_code_once": lambda: parameter(code="N18-04a"),
    "parameter_one_verified_from_a_day": lambda: second_parameter(verified=True),
    "parameter_kind_known": lambda: parameter(kind="x", source="", amount=None),
    "parameter_told": lambda: parameter(subject=""),
    "parameter_money_has_its_source": lambda: parameter(source=""),
    "parameter_money_has_its_source (2)": lambda: parameter(kind="form", amount=None),
    "parameter_local_money_has_its_place": lambda: parameter(source=PLACE),
    "parameter_national_money_has_no_place": lambda: parameter(
        place=Place.objects.get(key="ha-noi")
    ),
    "parameter_only_money_has_amounts": lambda: parameter(kind="form", source=""),
    "parameter_percent_is_a_share": lambda: parameter(percent=101),
    "parameter_percent_is_a_share (2)": lambda: parameter(percent=-1),
    "parameter_percents_in_order": lambda: parameter(percent=50, percent_low=50),
    "parameter_percents_in_order (2)": lambda: parameter(percent_low=50),
    "parameter_amount_positive": lambda: parameter(amount=0),
    "parameter_amounts_in_order": lambda: parameter(amount=5, amount_low=5),
    "parameter_factor_multiplies": lambda: parameter(factor=0),
    "parameter_base_has_its_factor": lambda: parameter(base="machinery"),
    "parameter_numbers_in_order": lambda: parameter(number=3, number_high=3),
    "parameter_numbers_in_order (2)": lambda: parameter(number_high=3),
    "parameter_day_is_in_a_year": lambda: parameter(month=6),
    "parameter_day_is_in_a_year (2)": lambda: parameter(month=13, day_of_month=1),
    "parameter_tier_has_its_attribute": lambda: parameter(tier_from=1),
    "parameter_tier_has_its_attribute (2)": lambda: parameter(attribute="charter_capital"),
    "parameter_tier_in_order": lambda: parameter(
        attribute="charter_capital", tier_from=2, tier_until=2
    ),
    "parameter_verified_money_has_a_figure": lambda: parameter(verified=True, amount=None),
    "parameter_verified_names_its_basis": lambda: parameter(verified=True, basis=""),
    "parameter_confirmed_whole": lambda: parameter(proposed_by=ONE, confirmed_by=TWO),
    "parameter_confirmed_whole (2)": lambda: parameter(confirmed_by=TWO, confirmed_at=AT),
    "parameter_confirmed_by_another": lambda: parameter(
        proposed_by=ONE, confirmed_by=ONE, confirmed_at=AT
    ),
    "parameter_of_officers_verified_by_two": lambda: parameter(proposed_by=ONE, verified=True),
    "parameter_of_officers_begins_on_a_day": lambda: parameter(proposed_by=ONE, valid_from=None),
    "law_parameterend_superseded_after_recorded": lambda: end(**BEFORE),
    "parameterend_has_a_reason": lambda: end(reason=""),
    "parameterend_confirmed_whole": lambda: end(confirmed_by=TWO),
    "parameterend_confirmed_by_another": lambda: end(confirmed_by=ONE, confirmed_at=AT),
    "parameterend_one_stands": second_end,
    "law_conflictreason_superseded_after_recorded": lambda: reason(**BEFORE),
    "conflictreason_told": lambda: reason(reason=""),
    "conflictreason_of_two": lambda: reason(parameter=known()),
    "conflictreason_one_stands": second_reason,
}


def _copy(row: Article) -> Article:
    row.pk = UUID(int=7)
    return row


@pytest.mark.parametrize("name", BREACHES)
def test_the_database_refuses(name: str) -> None:
    row = BREACHES[name]()
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        row.save(force_insert=True)
    assert names_constraint(str(refusal.value), row, name.split()[0])


def test_every_constraint_has_its_breach() -> None:
    tried = {name.split()[0] for name in BREACHES}
    models_of_law = apps.get_app_config("law").get_models()
    declared = {c.name for model in models_of_law for c in model._meta.constraints}
    assert declared - tried == set()


def test_a_document_that_something_rests_on_cannot_vanish() -> None:
    with pytest.raises(models.ProtectedError):
        document("tt-28-2018-btc").delete()
