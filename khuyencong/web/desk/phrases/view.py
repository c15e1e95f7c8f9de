"""How a sentence looks on a page: its slots in words, and as it reads in a report of the office."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from urllib.parse import urlencode

from django.urls import reverse

from khuyencong.core.clock import now, today
from khuyencong.documents import Words
from khuyencong.documents.html import Html, told
from khuyencong.registry.models import Organisation
from khuyencong.registry.states import OrganisationKind
from khuyencong.reports.models import Phrase
from khuyencong.reports.narratives import BadPhrase, standard
from khuyencong.reports.narratives.naming import section_of
from khuyencong.reports.narratives.slots import Given, Slot, given_in, slotted
from khuyencong.reports.preparing import Order, Written, write_report
from khuyencong.reports.queries import COUNTRY
from khuyencong.reports.queries.phrases import why_unfit
from khuyencong.values.periods import Period, year


@dataclass(frozen=True)
class Sentence:
    """A sentence as an office has it."""

    key: str
    standard: str
    own: Phrase | None
    example: Html | None

    @property
    def slots(self) -> list[str | Slot]:
        """Return the standard wording with its slots in words."""
        return slotted(self.key, self.standard)

    @property
    def own_slots(self) -> list[str | Slot]:
        """Return the office's wording with its slots in words; empty where it has none."""
        return slotted(self.key, self.own.text) if self.own and self.own.text else []

    @property
    def given(self) -> list[Given]:
        """Return what it may show."""
        return given_in(self.key)

    @property
    def unfit(self) -> str:
        """Return why the office's wording is no longer used; "" where it is."""
        return why_unfit(self.key, self.own.text) if self.own and self.own.text else ""


@dataclass(frozen=True)
class Examples:
    """The report of an office over a period, from which examples are taken."""

    office: Organisation
    period: Period
    #: Whether this person may open the records behind a figure.
    opens: bool

    @cached_property
    def written(self) -> Written | None:
        """Return the report as the office words it now; None where it answers for no place."""
        national = self.office.kind == OrganisationKind.AGENCY
        place = COUNTRY if national else self.office.place.key if self.office.place else ""
        try:
            return write_report(Order(place, self.period), now=now()) if place else None
        except LookupError:
            return None

    def of(self, key: str, wording: str = "") -> Html | None:
        """Return how a sentence reads there, else how `wording` would; None where it is not said.

        BadPhrase for a wording that cannot be filled; it must be checked before.
        """
        written = self.written
        if written is None or key not in written.phrases.said:
            return None
        given = written.phrases.said[key]
        words = (
            written.phrases.filled(wording, key, given)
            if wording
            else written.phrases.say(key, **given)
        )
        return self._dotted(words)

    def _dotted(self, words: Words) -> Html:
        place = self.written.asking.place.key if self.written else ""
        query = urlencode({"noi": place, "ky": self.period.code or ""})
        known = {one.key for one in self.written.figures} if self.written and self.opens else set()

        def link(key: str) -> str:
            return f"{reverse('desk:figure-evidence', args=[key])}?{query}" if key in known else ""

        return Html(told(words, link))


def examples_for(office: Organisation, *, opens: bool) -> Examples:
    """Return the examples of an office: its report of this year."""
    return Examples(office, year(today().year), opens)


def sentence(key: str, own: Mapping[str, Phrase], examples: Examples) -> Sentence:
    """Return one sentence of an office."""
    try:
        example = examples.of(key)
    except BadPhrase:
        example = None
    return Sentence(key, standard()[key], own.get(key), example)


def sections(own: Mapping[str, Phrase], examples: Examples) -> list[tuple[str, list[Sentence]]]:
    """Return every sentence under the part of a report where it stands."""
    rows = [sentence(key, own, examples) for key in standard()]
    return [(name, list(of)) for name, of in groupby(rows, lambda row: section_of(row.key))]
