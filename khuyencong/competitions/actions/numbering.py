"""Numbers of minutes and of certificates: counted by body and year, without a gap."""

from uuid import UUID

from khuyencong.competitions.models import CertificateCounter, MinutesCounter

Counter = type[MinutesCounter] | type[CertificateCounter]


def next_numbers(counter: Counter, *, body: UUID, year: int, count: int = 1) -> int:
    """Return the first of `count` numbers after the last one given; the row is locked until then.

    Until the caller's transaction ends, nobody else is given a number of that body and year.
    """
    counter.objects.get_or_create(body_id=body, year=year)
    row = counter.objects.select_for_update().get(body_id=body, year=year)
    row.last += count
    row.save(update_fields=["last"])
    return row.last - count + 1


def reached(counter: Counter, *, body: UUID, year: int, number: int) -> None:
    """Let the next number of a body and year come after one that was given in another system."""
    counter.objects.get_or_create(body_id=body, year=year)
    counter.objects.filter(body_id=body, year=year, last__lt=number).update(last=number)
