"""Words inside the law and everywhere: without marks, a few of each sort, nothing hidden."""

from datetime import date

import pytest

from khuyencong.law.actions import load_law
from khuyencong.law.models import Article, ArticleText
from khuyencong.publishing.queries.clauses import Clause, cited
from khuyencong.publishing.queries.inside import around, inside_the_law
from khuyencong.publishing.queries.search import found_everywhere
from khuyencong.web.portal.about import PASSAGES
from tests.cast import Cast
from tests.publishing.conftest import AT, Draft
from tests.reference import load_places

DAY = date(2026, 11, 29)


@pytest.fixture(scope="module")
def law(django_db_setup: None, django_db_blocker):  # type: ignore[no-untyped-def]
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        load_places()
        load_law(at=AT)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def db(law: None):  # type: ignore[no-untyped-def]
    from django.db import transaction

    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.mark.parametrize(
    ("words", "documents", "clauses", "parameters"),
    [
        ("28/2018/TT-BTC", True, True, True),
        ("may moc chuyen giao cong nghe", False, True, True),
        ("300 trieu", False, True, True),
        ("khong co chu nao nhu the", False, False, False),
    ],
)
def test_found_in_names_clauses_and_parameters(
    words: str, documents: bool, clauses: bool, parameters: bool, db: None
) -> None:
    found = inside_the_law(words, DAY)
    assert found is not None
    seen = (bool(found.documents), bool(found.clauses), bool(found.parameters))
    assert seen == (documents, clauses, parameters)


def test_nothing_asked_is_nothing_looked_for(db: None, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    with django_assert_num_queries(0):
        assert inside_the_law("  ", DAY) is None and found_everywhere(" ", DAY) is None


def test_an_attached_text_is_searched_and_shown_around(db: None, cast: Cast) -> None:
    article = Article.objects.order_by("id").first()
    assert article is not None
    words = "Lời đầu. " * 20 + "Cơ sở nấu rượu cần được xem. " + "Lời cuối. " * 20
    ArticleText.objects.create(
        article=article, text=words, attached_by=cast.owner.id, recorded_at=AT
    )
    found = inside_the_law("nau ruou", DAY)
    assert found is not None
    (clause,) = found.clauses
    assert clause.article_id == article.id and "nấu rượu" in clause.passage
    assert clause.passage.startswith("… ") and clause.passage.endswith(" …")
    assert len(clause.passage) < 200


@pytest.mark.parametrize(
    ("text", "asked", "shown"), [("một hai ba", ["hai"], "một hai ba"), ("a", ["z"], "a")]
)
def test_a_short_text_is_shown_whole(text: str, asked: list[str], shown: str) -> None:
    assert around(text, asked) == shown


def test_every_clause_of_our_page_stands_in_the_register(db: None) -> None:
    clauses = [clause for passage in PASSAGES for clause in passage.clauses]
    assert all(one.article_id and one.document for one in cited(clauses, DAY).values())


def test_a_clause_that_nobody_registered_is_told_as_not_verified(db: None) -> None:
    unknown = Clause("nd-45-2012-cp", "999")
    (one,) = cited([unknown], DAY).values()
    assert (one.label, one.verified, one.article_id) == ("Điều 999", False, None)


def test_everywhere_finds_what_is_public_and_no_draft(
    db: None, cast: Cast, draft: Draft, shown: Draft
) -> None:
    shown(title="Lớp mây tre đã đăng")
    draft(title="Lớp mây tre còn nháp")
    shown(kind="call", title="Kêu gọi nghề mây tre")
    found = found_everywhere("may tre", DAY)
    assert found is not None and not found.is_empty
    assert [one.shown.title for one in found.news.rows] == ["Lớp mây tre đã đăng"]
    assert [one.shown.title for one in found.calls.rows] == ["Kêu gọi nghề mây tre"]
    places = found_everywhere("bac giang", DAY)
    assert places is not None and places.places
    nothing = found_everywhere("zzzz qqqq", DAY)
    assert nothing is not None and nothing.is_empty


def test_six_of_a_sort_are_shown_and_that_there_are_more(db: None, shown: Draft) -> None:
    for number in range(7):
        shown(title=f"Tin mây {number}")
    found = found_everywhere("tin may", DAY)
    assert found is not None
    assert (len(found.news.rows), found.news.more, found.calls.more) == (6, True, False)
