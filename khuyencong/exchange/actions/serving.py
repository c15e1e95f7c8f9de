"""What a partner may ask of us by HTTP: the next bundle, kept to be fetched in pieces."""

from datetime import datetime

from khuyencong.core import blobs
from khuyencong.exchange.actions.exporting import Exported, export
from khuyencong.exchange.models import Bundle, Instance
from khuyencong.exchange.states import Direction


def next_bundle(*, partner: Instance, at: datetime) -> Exported:
    """Write the next bundle for a partner and keep its bytes until it was acknowledged."""
    done = export(partner=partner, at=at)
    sha256 = blobs.put(done.data)
    # Who asks for the next has what was before it, or gave it up and asks for its files again.
    Bundle.objects.filter(partner=partner, direction=Direction.OUT, covers=[]).update(file="")
    Bundle.objects.filter(pk=done.bundle.pk).update(file=sha256)
    return done
