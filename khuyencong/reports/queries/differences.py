"""What does not fit together: two reports, one report with itself, parts and their whole."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from khuyencong.ingestion.meaning import Question
from khuyencong.reports.queries.answers import TOLD, Answer
from khuyencong.reports.states import Standing
from khuyencong.values.vocabulary import Activity, FundingSource


class Kind(StrEnum):
    """What does not fit."""

    REPORTS = "reports"  # two reports answer one question differently
    WITHIN = "within"  # one report gives several numbers
    AGAINST = "against"  # a number was chosen or taken; another says otherwise
    SOURCES = "sources"  # the sources do not add up to the whole
    CONTENTS = "contents"  # the contents do not add up to the whole


#: Sources that together are the local ones, where a report tells them apart.
LOCAL_PARTS = (FundingSource.PROVINCIAL, FundingSource.DISTRICT, FundingSource.COMMUNE)
#: A rounded whole and rounded parts may miss each other by half a last digit each.
HALF = 2


@dataclass(frozen=True)
class Difference:
    """A whole and its parts, or answers to one question, that do not fit together.

    `stated` and `computed` are None where there is no one number to hold against another.
    """

    kind: Kind
    question: Question
    answers: tuple[Answer, ...]
    stated: int | None = None
    computed: int | None = None

    @property
    def difference(self) -> int | None:
        """Return stated − computed."""
        if self.stated is None or self.computed is None:
            return None
        return self.stated - self.computed


def differences(answers: Sequence[Answer]) -> list[Difference]:
    """Return all that does not fit together among the answers about one territory."""
    return [*_unsettled(answers), *_parts(answers)]


def _unsettled(answers: Iterable[Answer]) -> Iterator[Difference]:
    for answer in answers:
        if answer.standing is Standing.DISPUTED:
            yield Difference(Kind.REPORTS, answer.question, (answer,))
        elif answer.standing is Standing.SEVERAL:
            yield Difference(Kind.WITHIN, answer.question, (answer,))
        elif answer.against:
            yield Difference(Kind.AGAINST, answer.question, (answer,))


def _parts(answers: Sequence[Answer]) -> Iterator[Difference]:
    """Hold each whole of money and of đề án against its sources, and against its contents."""
    groups: dict[tuple[str, str], list[Answer]] = defaultdict(list)
    for answer in answers:
        if answer.measure.by_content and answer.value is not None and answer.standing in TOLD:
            groups[answer.question.measure, answer.question.stage].append(answer)
    for found in groups.values():
        yield from _by_source(found)
        yield from _by_content(found)


def _by_source(found: Sequence[Answer]) -> Iterator[Difference]:
    for whole in found:
        asked = whole.question
        if asked.funding_source or asked.detail:
            continue
        of_it = [a for a in found if a.question.activity == asked.activity]
        parts = _sources({a.question.funding_source: a for a in of_it if not a.question.detail})
        if len(parts) > 1:
            yield from _held(Kind.SOURCES, whole, parts)


def _sources(by_source: dict[str, Answer]) -> list[Answer]:
    """Return the answers of the sources, each đồng once: "địa phương" or its levels."""
    local = [by_source[s] for s in LOCAL_PARTS if s in by_source]
    if not local and FundingSource.LOCAL in by_source:
        local = [by_source[FundingSource.LOCAL]]
    national = [by_source[s] for s in (FundingSource.NATIONAL,) if s in by_source]
    return [*national, *local]


def _by_content(found: Sequence[Answer]) -> Iterator[Difference]:
    for whole in found:
        asked = whole.question
        if asked.activity != Activity.TOTAL or asked.detail:
            continue
        contents: dict[str, list[Answer]] = defaultdict(list)
        for answer in found:
            if answer.question.activity != Activity.TOTAL:
                contents[answer.question.activity].append(answer)
        parts = [part for same in contents.values() for part in _of(asked.funding_source, same)]
        if len({part.question.activity for part in parts}) > 1:
            yield from _held(Kind.CONTENTS, whole, parts)


def _of(source: str, same: Sequence[Answer]) -> list[Answer]:
    """Return what is told of one content and a source, each đồng once.

    The content's own number, else the numbers of its sources, each of these its own or its details.
    """
    by_source: dict[str, list[Answer]] = defaultdict(list)
    for answer in same:
        by_source[answer.question.funding_source].append(answer)
    whole = [a for a in by_source.get(source, ()) if not a.question.detail]
    if whole or source:
        return whole or list(by_source.get(source, ()))
    told = {s: _own_or_details(found) for s, found in by_source.items()}
    if any(s in told for s in LOCAL_PARTS):
        told.pop(FundingSource.LOCAL, None)
    return [answer for found in told.values() for answer in found]


def _own_or_details(found: Sequence[Answer]) -> list[Answer]:
    return [a for a in found if not a.question.detail] or list(found)


def _held(kind: Kind, whole: Answer, parts: Sequence[Answer]) -> Iterator[Difference]:
    """Yield the difference between a whole and its parts, beyond what rounding explains."""
    stated = int(whole.value or 0)
    computed = sum(int(part.value or 0) for part in parts)
    steps = [answer.lead.step for answer in (whole, *parts) if answer.lead]
    rounded = sum(step for step in steps if step > 1)
    if abs(stated - computed) * HALF > rounded:
        yield Difference(kind, whole.question, (whole, *parts), stated, computed)
