"""What is asked of a programme in the address: from which evidence, over which years, by when."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest

from khuyencong.programmes.models import Programme
from khuyencong.reports.queries.progress import Progress, progress
from khuyencong.reports.states import Origin
from khuyencong.values.periods import Period, year

RECORDS, REPORTS = "ho-so", "bao-cao"
ORIGINS = {RECORDS: Origin.RECORDS, REPORTS: Origin.REPORTS}


@dataclass(frozen=True)
class Asked:
    """From records or reports, over the programme or one of its years, by the end of a day."""

    programme: Programme
    word: str
    number: int | None
    on: date

    @property
    def origin(self) -> Origin:
        """Return what the numbers of what was done rest on."""
        return ORIGINS[self.word]

    @property
    def period(self) -> Period:
        """Return the days asked for."""
        return year(self.number) if self.number else self.programme.period

    @property
    def query(self) -> str:
        """Return the words of the address that ask the same again."""
        kept = {"tu": self.word} if self.word != RECORDS else {}
        return urlencode(kept | ({"nam": self.number} if self.number else {}))

    def with_origin(self, word: str) -> str:
        """Return the words of the address that ask the same of other evidence."""
        return Asked(self.programme, word, self.number, self.on).query

    def answer(self) -> Progress:
        """Return how far the programme has come."""
        return progress(self.programme, on=self.on, origin=self.origin, period=self.period)


def asked_in(request: HttpRequest, programme: Programme, today: date) -> Asked:
    """Return what an address asks; what it does not know is the whole programme, from records."""
    word = request.GET.get("tu", RECORDS)
    typed = request.GET.get("nam", "")
    known = {str(number): number for number in programme.period.years}
    return Asked(programme, word if word in ORIGINS else RECORDS, known.get(typed), today)
