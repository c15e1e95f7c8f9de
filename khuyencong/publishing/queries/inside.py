"""Words looked for inside the register of the law: names, clauses in our words, parameters.

The full texts are not held: what an officer attached is searched, and nothing beyond it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from khuyencong.law.models import Article, ArticleText, LegalDocument
from khuyencong.law.queries.documents import Registered, register
from khuyencong.law.queries.snapshot import plain_parameter, standing, unread_amendments
from khuyencong.law.rules.snapshot import DatedParameter
from khuyencong.values.text import fold

#: Characters shown before and after a word that was found in an attached text.
AROUND = 90


@dataclass(frozen=True)
class ClauseFound:
    """A clause that holds the words: in its sense, or in the text an officer attached."""

    document: LegalDocument
    label: str
    sense: str
    verified: bool
    #: The words around, of an attached text; "" where the sense holds them.
    passage: str
    article_id: UUID


@dataclass(frozen=True)
class Inside:
    """What was found for some words, by where it stands."""

    documents: list[Registered]
    clauses: list[ClauseFound]
    parameters: list[DatedParameter]

    @property
    def count(self) -> int:
        """Return how many places hold the words."""
        return len(self.documents) + len(self.clauses) + len(self.parameters)


def inside_the_law(words: str, day: date, most: int = 60) -> Inside | None:
    """Return what holds every word, marks or not; None where nothing was asked.

    Six queries, however large the register; at most `most` of each sort.
    """
    asked = fold(words).split()[:12]
    if not asked:
        return None
    return Inside(
        register(day, words)[:most],
        list(_clauses(asked))[:most],
        [one for one in _parameters(day) if _holds(asked, _said(one))][:most],
    )


def _holds(asked: Iterable[str], text: str) -> bool:
    folded = fold(text)
    return all(word in folded for word in asked)


def _clauses(asked: list[str]) -> Iterator[ClauseFound]:
    texts = ArticleText.objects.filter(superseded_at=None)
    attached = dict(texts.values_list("article", "text"))
    rows = Article.objects.select_related("document").order_by("document__key", "position")
    for row in rows:
        heading = f"{row.label} {row.document.name} {row.sense}"
        text = attached.get(row.id, "")
        in_sense = _holds(asked, heading)
        if in_sense or (text and _holds(asked, f"{heading} {text}")):
            passage = "" if in_sense else around(text, asked)
            told = (row.document, row.label, row.sense, row.verified)
            yield ClauseFound(*told, passage, row.id)


def around(text: str, asked: Iterable[str]) -> str:
    """Return the passage of a text around the first of the words that it holds."""
    flat = " ".join(text.split())
    folded = fold(flat)
    found = [at for word in asked if (at := folded.find(word)) >= 0]
    if not found or len(folded) != len(flat):
        return flat[: 2 * AROUND]
    start, end = max(0, min(found) - AROUND), min(found) + AROUND
    before, after = "… " * (start > 0), " …" * (end < len(flat))
    return f"{before}{flat[start:end].strip()}{after}"


def _parameters(day: date) -> Iterator[DatedParameter]:
    unread = unread_amendments(day)
    for row in standing(day):
        yield plain_parameter(row, day, unread=unread)


def _said(one: DatedParameter) -> str:
    parts = [one.subject_label, one.kind_label, one.citation.document, one.citation.clause]
    parts += [one.note, one.place_name, one.unit]
    if one.amount is not None and one.amount % 1_000_000 == 0:
        millions = one.amount // 1_000_000
        parts.append(f"{millions} triệu {millions:,} triệu".replace(",", "."))
    if one.percent is not None and one.percent.denominator == 1:
        parts.append(f"{one.percent.numerator}% {one.percent.numerator} %")
    return " ".join(parts)
