"""One question to everything that everybody may read: without marks, a few of each sort."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from khuyencong.competitions.models import Product
from khuyencong.competitions.queries.catalogue import Wanted as WantedProducts
from khuyencong.competitions.queries.catalogue import catalogue
from khuyencong.law.queries.documents import Registered
from khuyencong.law.rules.snapshot import DatedParameter
from khuyencong.projects.models import Project
from khuyencong.publishing.models import Publication, PublicQuestion
from khuyencong.publishing.queries.inside import ClauseFound, inside_the_law
from khuyencong.publishing.queries.projects import Wanted, published_projects, with_places
from khuyencong.publishing.queries.publications import NEWS_KINDS, in_public, said_in_public
from khuyencong.publishing.queries.questions import answered_in_public
from khuyencong.publishing.states import PublicationKind
from khuyencong.registry.queries import Found as FoundPlace
from khuyencong.registry.queries import find_places
from khuyencong.values.text import fold

#: So many of each sort are shown, one more is asked to say that there are more.
MOST = 6


T = TypeVar("T")


@dataclass(frozen=True)
class Some(Generic[T]):
    """The first few of a sort, and whether there are more."""

    rows: list[T]
    more: bool

    def __bool__(self) -> bool:
        """Return whether any was found."""
        return bool(self.rows)


@dataclass(frozen=True)
class Everywhere:
    """What was found, by sort."""

    calls: Some[Publication]
    news: Some[Publication]
    questions: Some[PublicQuestion]
    documents: Some[Registered]
    clauses: Some[ClauseFound]
    parameters: Some[DatedParameter]
    places: Some[FoundPlace]
    products: Some[Product]
    projects: Some[Project]

    @property
    def is_empty(self) -> bool:
        """Return whether nothing at all was found."""
        return not any(vars(self).values())


def found_everywhere(words: str, day: date) -> Everywhere | None:
    """Return what holds every word; None where no word was asked. The queries do not grow."""
    asked = " ".join(fold(words).split()[:12])
    law = inside_the_law(words, day)
    if not asked or law is None:
        return None
    calls = said_in_public(in_public(PublicationKind.CALL), asked)
    news = said_in_public(in_public(*NEWS_KINDS), asked)
    projects = with_places(published_projects(Wanted(words=asked), day))
    return Everywhere(
        calls=_some(calls),
        news=_some(news),
        questions=_some(answered_in_public(asked)),
        documents=_some(law.documents),
        clauses=_some(law.clauses),
        parameters=_some(law.parameters),
        places=_some(find_places(words, limit=MOST + 1)),
        products=_some(catalogue(WantedProducts(words=words), day)),
        projects=_some(projects),
    )


def _some(rows: Any) -> Some[Any]:
    found = list(rows[: MOST + 1])
    return Some(found[:MOST], len(found) > MOST)
