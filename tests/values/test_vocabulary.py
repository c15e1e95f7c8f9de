"""The codes of the field: those of the contract, no others, each with a name of its own."""

import os
import re
from pathlib import Path

import pytest

from khuyencong.values import vocabulary
from khuyencong.values.text import nfc
from khuyencong.values.vocabulary import (
    LEGAL_CONTENTS,
    UNIT_RATES,
    UNITS,
    Activity,
    Bound,
    CheckKind,
    FigureKind,
    FundingSource,
    LegalKind,
    Severity,
    TokenReason,
    unit_label,
)

CONTRACTS = Path(__file__).resolve().parents[3] / "shared" / "contracts.md"

#: Each list of codes, and the words of the contract before and after it.
LISTS = {
    Activity: ("- `activity` (", "\n"),
    FundingSource: ("- `funding_source`:", " or null"),
    FigureKind: ("- `kind`:", "\n"),
    Bound: ("- `bound`:", " or null"),
    CheckKind: ("`checks[].kind`:", ";"),
    Severity: ("; `severity`:", ";"),
    TokenReason: ("with its reason, one of", ":"),
    LegalKind: ("`as_written` is not. `kind`:", "\n"),
}
TERMS = tuple(LISTS)


@pytest.fixture(scope="module")
def contract() -> str:
    if not CONTRACTS.exists() and not os.environ.get("CI"):
        pytest.skip(f"the contract is not beside the checkout: {CONTRACTS}")
    return CONTRACTS.read_text(encoding="utf-8")


def _codes(contract: str, before: str, after: str) -> list[str]:
    """Return the codes in backquotes that stand between the words `before` and `after`."""
    listed = contract.split(before, 1)[1].split(after, 1)[0]
    return " ".join(re.findall(r"`([A-Za-z_ ]+)`", listed)).split()


@pytest.mark.parametrize("terms", TERMS, ids=lambda terms: terms.__name__)
def test_every_code_of_the_contract_is_here_and_no_other(terms: type, contract: str) -> None:
    codes = [str(term) for term in terms]  # type: ignore[attr-defined]
    assert sorted(codes) == sorted(_codes(contract, *LISTS[terms]))


def test_every_unit_of_the_contract_is_here_and_no_other(contract: str) -> None:
    units = _codes(contract, "- `unit`, singular English, one of:", ";")
    rates = _codes(contract, "a quantity per time or per unit adds", ". ")
    assert sorted(units) == sorted(UNITS)
    assert sorted(rates) == sorted(UNIT_RATES)


@pytest.mark.parametrize("terms", TERMS, ids=lambda terms: terms.__name__)
def test_every_code_has_a_vietnamese_name_of_its_own(terms: type) -> None:
    labels = [term.label for term in terms]  # type: ignore[attr-defined]
    assert all(label and label == nfc(label).strip() for label in labels)
    assert len({label.lower() for label in labels}) == len(labels)


def test_every_unit_has_a_name_of_its_own() -> None:
    assert len({label.lower() for label in UNITS.values()}) == len(UNITS)


def test_no_list_of_codes_is_forgotten_here() -> None:
    found = {
        value
        for value in vars(vocabulary).values()
        if isinstance(value, type) and issubclass(value, vocabulary.Term)
    }
    assert found - {vocabulary.Term} == set(TERMS)


def test_the_nine_legal_contents() -> None:
    assert LEGAL_CONTENTS[0] is Activity.TRAINING
    assert LEGAL_CONTENTS[-1] is Activity.PROGRAM_MANAGEMENT_CAPACITY
    assert len(LEGAL_CONTENTS) == 9


def test_a_unit_may_be_counted_per_time_or_per_unit() -> None:
    assert unit_label("VND_per_month") == "đồng/tháng"
    assert unit_label("percent_per_year") == "%/năm"
    assert unit_label("machine") == "máy"
    for nobody in ("", "_per_month", "euro", "VND_per_day"):
        with pytest.raises(KeyError):
            unit_label(nobody)


def test_a_term_is_its_code() -> None:
    assert Activity("training") is Activity.TRAINING
    assert f"{Activity.TRAINING}" == "training"
    assert Activity.TRAINING.label == "Đào tạo nghề, truyền nghề"
