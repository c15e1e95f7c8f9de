"""Sealed acts become notices: each entry of the journal once, each person once for it."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from functools import partial
from uuid import UUID

from khuyencong.core.following import follow
from khuyencong.core.models import JournalEntry
from khuyencong.notices.models import Delivery, Notice
from khuyencong.notices.queries.recipients import Recipients
from khuyencong.notices.queries.settings import choices_of, chosen, quiet_of
from khuyencong.notices.queries.subjects import Subject, subjects_of
from khuyencong.notices.rules.hours import leaves_at
from khuyencong.notices.rules.telling import FALLING_DUE, MOVES, OF_ROLES, RULES, Rule
from khuyencong.notices.states import Way, Weight, When
from khuyencong.values.dates import day_in_vietnam

FOLLOWER = "notices"


def tell_new(at: datetime) -> int:
    """Tell of what was sealed since the last look; return how many entries were read."""
    return follow(FOLLOWER, partial(_tell, at=at))


def _tell(entries: Sequence[JournalEntry], *, at: datetime) -> None:
    """Write the notices of some entries, in the transaction that notes them as read."""
    told = [(entry, _about(entry)) for entry in entries if entry.act in RULES]
    subjects = subjects_of({about for _, about in told})
    asked = Recipients(day_in_vietnam(at))
    moved = _settle(entries)
    keep(
        [
            _settled(notice, moved)
            for entry, about in told
            if about in subjects
            for notice in notices_of(
                RULES[entry.act], subjects[about], entry.uid, about, entry.at, at, asked, entry.by
            )
        ],
        at,
    )


def _about(entry: JournalEntry) -> str:
    """Return the record that a notice of an entry speaks of; of a role given or ended, the act."""
    return f"role:{entry.uid}" if entry.act in OF_ROLES else entry.about


def _settle(entries: Sequence[JournalEntry]) -> dict[str, datetime]:
    """Close what was to be done before a record moved on; return the last move of each record."""
    moved = {entry.about: entry.at for entry in entries if entry.act in MOVES}
    for about, when in moved.items():
        rows = Notice.objects.filter(about=about, weight=Weight.TODO, settled_at=None, at__lt=when)
        # A day stays due whatever step the record takes: `falling_due` closes it.
        rows.exclude(act__in=FALLING_DUE).update(settled_at=when)
    return moved


def _settled(notice: Notice, moved: dict[str, datetime]) -> Notice:
    """Return a notice, closed where its record moved on before anybody could be told."""
    last = moved.get(notice.about)
    if notice.weight == Weight.TODO and last is not None and last > notice.at:
        notice.settled_at = last
    return notice


def notices_of(
    rule: Rule,
    subject: Subject,
    event: UUID,
    about: str,
    happened: datetime,
    at: datetime,
    asked: Recipients,
    doer: UUID | None = None,
) -> Iterator[Notice]:
    """Yield a notice for each person whom an event concerns."""
    body = getattr(subject, rule.of)
    for one in asked.of(rule, subject, doer):
        yield Notice(
            event=event,
            act=rule.act,
            about=about,
            user_id=one.user,
            kind=rule.kind,
            weight=rule.weight,
            body_id=body,
            because=one.because,
            right=one.right,
            establishment_id=one.establishment,
            at=happened,
            recorded_at=at,
        )


def keep(notices: Iterable[Notice], at: datetime) -> None:
    """Keep notices with the messages that each person chose for their kind."""
    rows = Notice.objects.bulk_create(notices)
    users = {one.user_id for one in rows}
    choices, quiet = choices_of(users), quiet_of(users)
    Delivery.objects.bulk_create(
        Delivery(
            notice=one,
            way=way,
            due_at=leaves_at(at, when, quiet[one.user_id]),
            recorded_at=at,
        )
        for one in rows
        if one.settled_at is None
        for way in Way
        if (when := chosen(choices.get(one.user_id, {}), one.kind, way)) is not When.NEVER
    )
