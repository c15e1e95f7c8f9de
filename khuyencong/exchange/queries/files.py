"""Files that rows name: which are not here, which a partner has not, which it may have.

What waits may be much, and its bodies have to be read: for one bundle it is asked once, and handed
to whoever wants to know.
"""

from collections.abc import Collection, Iterator

from khuyencong.core import blobs
from khuyencong.exchange.carried import BY_LABEL, CARRIED, blob_fields
from khuyencong.exchange.models import (
    AwaitedFile,
    Conflict,
    FileThere,
    Instance,
    Known,
    Parked,
)
from khuyencong.exchange.queries.wishes import unanswered
from khuyencong.exchange.rows import GONE
from khuyencong.exchange.states import Verdict, Why
from khuyencong.values.canonical import told_of

MOST = 200
#: The tables whose rows name files.
KINDS = tuple(one.label for one in CARRIED if blob_fields(one))
#: What waits: its table, its body, a file that it names.
Waiting = tuple[str, str, str]


def files_in(kind: str, text: str) -> list[str]:
    """Return the files that the body of a row names."""
    if kind not in KINDS or not text:
        return []
    body = told_of(text.encode())
    return [str(body[f.attname]) for f in blob_fields(BY_LABEL[kind]) if body.get(f.attname)]


def named_by_waiting(partner: Instance) -> Iterator[Waiting]:
    """Yield the files that a partner's parked changes and open wishes name."""
    parked = Parked.objects.filter(partner=partner, kind__in=KINDS).exclude(why=Why.BAD_FILE)
    wishes = Conflict.objects.filter(partner=partner, kind__in=KINDS, verdict=Verdict.OPEN)
    for rows in (parked.values_list("kind", "body"), wishes.values_list("kind", "theirs")):
        for kind, text in rows.order_by("pk").iterator(chunk_size=500):
            yield from ((kind, text, sha256) for sha256 in files_in(kind, text))


def waiting_files(partner: Instance) -> frozenset[str]:
    """Return the files that a partner's parked changes and open wishes name; two queries."""
    return frozenset(sha256 for _, _, sha256 in named_by_waiting(partner))


def wished_files(partner: Instance) -> frozenset[str]:
    """Return the files that our own wishes name which a partner has not answered; one query."""
    rows = unanswered(partner).filter(kind__in=KINDS).order_by("seq").values_list("kind", "body")
    return frozenset(one for row in rows.iterator(chunk_size=500) for one in files_in(*row))


def missing_files(partner: Instance, wished: Collection[str]) -> list[str]:
    """Return the hashes of at most 200 files that a partner's records name and that we lack.

    Not those of our own wishes: what we lack of them it has not.
    """
    awaited = AwaitedFile.objects.filter(partner=partner, kept="", refused="").order_by("sha256")
    hashes = (one for one in awaited.values_list("sha256", flat=True) if one not in wished)
    found = {one for one in hashes if not blobs.is_kept(one)}
    for carried in CARRIED:
        names = [f.attname for f in blob_fields(carried)]
        if not names or len(found) >= MOST:
            continue
        theirs = Known.objects.filter(kind=carried.label, source=partner).values("record")
        rows = carried.rows().filter(pk__in=theirs).order_by("pk")
        for row in rows.values_list(*names).iterator(chunk_size=500):
            found |= {sha for sha in row if sha and not blobs.is_kept(sha)}
            if len(found) >= MOST:
                break
    return sorted(found)[:MOST]


def owed_files(partner: Instance) -> Iterator[str]:
    """Yield the files that records of ours name which were told to a partner, and it has not."""
    there = FileThere.objects.filter(partner=partner).values("sha256")
    for carried in CARRIED:
        for field in blob_fields(carried):
            told = Known.objects.filter(
                kind=carried.label, source=None, seq__gt=0, seq__lte=partner.sent_through
            )
            rows = carried.rows().filter(pk__in=told.exclude(hash=GONE).values("record"))
            rows = rows.exclude(**{field.attname: ""}).exclude(**{f"{field.attname}__in": there})
            hashes = rows.order_by(field.attname).values_list(field.attname, flat=True)
            yield from hashes.distinct().iterator(chunk_size=500)


def count_owed(partner: Instance) -> int:
    """Return how many files are here to be sent to a partner that has not been sent them."""
    return sum(1 for sha256 in set(owed_files(partner)) if blobs.is_kept(sha256))


def may_have(asked: Collection[str], wished: Collection[str]) -> set[str]:
    """Return which of some files a partner was told of by us: no other leaves the house.

    One query for each field that names files, however many are asked for.
    """
    told = set(asked) & set(wished)
    for carried in CARRIED if asked else ():
        ours = Known.objects.filter(kind=carried.label, source=None, seq__gt=0).exclude(hash=GONE)
        for field in blob_fields(carried):
            rows = carried.rows().filter(**{f"{field.attname}__in": asked})
            rows = rows.filter(pk__in=ours.values("record")).order_by()
            told |= set(rows.values_list(field.attname, flat=True))
    return told
