"""The hand-made answers of the founding reports, held as thresholds."""

import pytest

from . import score as golden

pytestmark = pytest.mark.originals


@pytest.fixture(scope="module")
def scores(shared):
    return {doc: golden.score_document(doc, shared) for doc in golden.DOCUMENTS}


@pytest.fixture(scope="module")
def total(scores):
    return sum(scores.values(), golden.Score())


@pytest.mark.parametrize("doc", golden.DOCUMENTS)
def test_nearly_every_fact_is_found_and_little_else(scores, doc):
    score = scores[doc]
    assert score.recall >= 0.97, "\n".join(score.notes)
    assert score.precision >= 0.97, "\n".join(score.notes)


def test_content_source_and_period_are_told_rightly(total):
    assert golden.ratio(total.activity, total.found) >= 0.93, "\n".join(total.notes)
    assert golden.ratio(total.source, total.found) >= 0.93, "\n".join(total.notes)
    assert golden.ratio(total.period, total.found) >= 0.95, "\n".join(total.notes)
    assert golden.ratio(total.kind, total.found) >= 0.93, "\n".join(total.notes)


def test_facts_and_furniture_are_not_confused(total):
    assert golden.ratio(total.facts_as_other, total.facts) <= 0.01
    assert golden.ratio(total.nonfacts_as_figures, total.nonfacts) <= 0.03
    assert golden.ratio(total.reasons_right, total.nonfacts) >= 0.97, "\n".join(total.notes)


def test_every_citation_is_found_with_its_date(total):
    assert total.legal_found == total.legal, "\n".join(total.notes)
    assert total.legal_dates == total.legal, "\n".join(total.notes)


@pytest.mark.parametrize(("doc", "groups"), [("000", 112), ("002", 105), ("003", 205)])
def test_every_group_of_digits_is_accounted_for(shared, doc, groups):
    text = golden.load_text(golden.report_path(doc, shared))
    reading = golden.read(text)
    assert (reading.total_tokens, reading.unexplained) == (groups, 0)
