"""Papers of a dossier: kept once for the establishment, used again at every level."""

from datetime import datetime

from django.db import transaction

from khuyencong.applications.actions import end_use, keep_paper, use_paper
from khuyencong.applications.models import Paper, PaperKind, PaperUse
from khuyencong.applications.queries.papers import uses_of
from khuyencong.competitions.actions.entries import EDITABLE, touch
from khuyencong.competitions.actions.stepping import MAY_NOT_ENTRY, locked_entry
from khuyencong.competitions.models import Entry
from khuyencong.competitions.queries.judging import ABOUT
from khuyencong.competitions.rules.permissions import may_enter
from khuyencong.core.refusal import Refused
from khuyencong.core.users import Actor
from khuyencong.registry.queries import members


@transaction.atomic
def add_entry_paper(
    *, by: Actor, entry: Entry, kind: PaperKind, file_name: str, data: bytes, at: datetime
) -> PaperUse:
    """Keep a file as a paper of the product's establishment, and put it to the entry."""
    entry = _editable(by, entry)
    product = entry.product
    paper = keep_paper(
        by=by,
        custodian=product.custodian,
        establishment=product.establishment,
        kind=kind,
        file_name=file_name,
        data=data,
        at=at,
        allowed=True,
    )
    return _put(entry, paper, by, at)


@transaction.atomic
def reuse_entry_paper(*, by: Actor, entry: Entry, paper: Paper, at: datetime) -> PaperUse:
    """Put a paper that the establishment handed in before to the entry."""
    entry = _editable(by, entry)
    if paper.establishment_id not in members(entry.product.establishment):
        raise Refused("Giấy tờ này là của cơ sở khác.")
    return _put(entry, paper, by, at)


@transaction.atomic
def take_off_entry_paper(*, by: Actor, entry: Entry, use: PaperUse, at: datetime) -> None:
    """Take a paper off a draft; the paper stays, and can be used again."""
    entry = _editable(by, entry)
    if (use.about_kind, use.about) != (ABOUT, entry.id):
        raise Refused("Giấy tờ này không ở trong hồ sơ.")
    end_use(by=by, use=use, at=at, allowed=True)
    touch(entry, by, at)


def carry_papers(below: Entry, above: Entry, by: Actor, at: datetime) -> None:
    """Put every paper of the entry below to the one above; nothing is handed in again."""
    PaperUse.objects.bulk_create(
        PaperUse(paper=use.paper, about_kind=ABOUT, about=above.id, by=by.id, at=at)
        for use in uses_of(ABOUT, below.id)
    )


def _editable(by: Actor, entry: Entry) -> Entry:
    entry = locked_entry(entry)
    if not may_enter(by, entry) or entry.state not in EDITABLE:
        raise Refused(MAY_NOT_ENTRY)
    return entry


def _put(entry: Entry, paper: Paper, by: Actor, at: datetime) -> PaperUse:
    use = use_paper(by=by, paper=paper, about_kind=ABOUT, about=entry.id, at=at, allowed=True)
    if use.at == at:
        touch(entry, by, at)
    return use
