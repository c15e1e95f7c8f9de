"""One question, one answer: from the figures that speak of it and the choice between them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from khuyencong.ingestion.meaning import Question
from khuyencong.ingestion.models import Choice, Observation
from khuyencong.ingestion.queries import agree, all_agree
from khuyencong.ingestion.states import Review
from khuyencong.reading.model import Number
from khuyencong.reports.states import Standing
from khuyencong.values.measures import MEASURES, Measure

#: Standings in which there is a number to show.
TOLD = frozenset({Standing.AGREED, Standing.CHOSEN, Standing.SUMMED, Standing.WAITING})


@dataclass(frozen=True)
class Answer:
    """What is known of one question; `value` is None where no number may be shown.

    `rows`: every figure that speaks of it; `lead`: the one whose words stand for the value;
    `parts`: what a sum is added from; `missing`: territories a sum has no part for, by name.
    """

    question: Question
    rows: tuple[Observation, ...]
    standing: Standing
    value: Number | None
    lead: Observation | None = None
    choice: Choice | None = None
    parts: tuple["Answer", ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def measure(self) -> Measure:
        """Return what is asked."""
        return MEASURES[self.question.measure]

    @property
    def bound(self) -> str:
        """Return "gt", "lt" or "about" where the value only bounds the true one."""
        return self.lead.bound if self.lead else ""

    @property
    def implied(self) -> bool:
        """Return whether the value is only implied by a percentage of it."""
        return bool(self.lead and self.lead.implied)

    @cached_property
    def evidence(self) -> tuple[Observation, ...]:
        """Return every figure it rests on: its own, or those of its parts."""
        if self.parts:
            return tuple(row for part in self.parts for row in part.evidence)
        return tuple(row for row in self.rows if self.lead is None or agree(row, self.lead))

    @property
    def against(self) -> tuple[Observation, ...]:
        """Return the figures that say something else."""
        if self.lead is None:
            return ()
        return tuple(row for row in self.rows if not agree(row, self.lead))


def resolve(question: Question, rows: Sequence[Observation], choice: Choice | None) -> Answer:
    """Return the answer to a question from the figures that speak of it, at least one.

    What a person took stands above what waits; what a person chose stands above all.
    """
    told = tuple(rows)
    chosen = next((row for row in told if choice and row.series == choice.chosen), None)
    if chosen:
        return Answer(question, told, Standing.CHOSEN, chosen.value, chosen, choice)
    taken = tuple(row for row in told if row.review == Review.ACCEPTED)
    speaking = taken or told
    if not all_agree(speaking):
        several = len({row.document_id for row in speaking}) == 1
        return Answer(question, told, Standing.SEVERAL if several else Standing.DISPUTED, None)
    lead = min(speaking, key=_vagueness)
    standing = Standing.AGREED if taken else Standing.WAITING
    return Answer(question, told, standing, lead.value, lead)


def _vagueness(row: Observation) -> tuple[bool, bool, int, str]:
    """Return how vague a figure is: the most exact of those that agree stands for them."""
    return bool(row.bound), row.approximate, row.step, str(row.series)


def summed(question: Question, parts: Sequence[Answer], missing: Sequence[str] = ()) -> Answer:
    """Return the sum of answers as an answer; each of them must have a value."""
    values = [part.value for part in parts]
    total = sum(value for value in values if value is not None)
    rows = tuple(row for part in parts for row in part.rows)
    return Answer(
        question, rows, Standing.SUMMED, total, parts=tuple(parts), missing=tuple(missing)
    )
