"""Files that rows from a partner name and that are not here."""

from khuyencong.core import blobs
from khuyencong.exchange.carried import CARRIED, blob_fields
from khuyencong.exchange.models import Instance, Known

MOST = 200


def missing_files(partner: Instance) -> list[str]:
    """Return the hashes of at most 200 files that a partner's records name and that we lack."""
    found: list[str] = []
    for carried in CARRIED:
        names = [f.attname for f in blob_fields(carried)]
        if not names:
            continue
        theirs = Known.objects.filter(kind=carried.label, source=partner).values("record")
        rows = carried.model._base_manager.filter(pk__in=theirs).order_by("pk")
        for row in rows.values_list(*names).iterator(chunk_size=500):
            found += [sha for sha in row if sha and not blobs.is_kept(sha)]
            if len(found) >= MOST:
                return sorted(set(found))[:MOST]
    return sorted(set(found))
