"""What a person was told: the list, how much of it is unread, what has not left the house yet."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Prefetch, QuerySet

from khuyencong.accounts.models import User
from khuyencong.notices.models import Delivery, Notice
from khuyencong.notices.queries.naming import Named, named_for
from khuyencong.notices.queries.wording import sentences
from khuyencong.notices.rules.telling import RULES
from khuyencong.notices.rules.wording import filled
from khuyencong.notices.states import Because, Weight
from khuyencong.registry.models import Organisation
from khuyencong.values.dates import day_in_vietnam, format_date


@dataclass(frozen=True)
class Told:
    """A notice with its words, and what became of its messages."""

    notice: Notice
    words: str
    named: Named | None = None
    deliveries: tuple[Delivery, ...] = ()

    @property
    def unsent(self) -> list[Delivery]:
        """Return what is to leave and has not: shown as such, never hidden."""
        if self.notice.settled_at:
            return []
        return [one for one in self.deliveries if one.letter is None or _waits(one)]

    @property
    def is_open(self) -> bool:
        """Return whether it is neither read nor settled."""
        return self.notice.read_at is None and self.notice.settled_at is None

    @property
    def asks(self) -> bool:
        """Return whether the person has still to do something about it."""
        return self.is_open and self.notice.weight == Weight.TODO


def _waits(one: Delivery) -> bool:
    return one.letter is not None and one.letter.sent_at is None and not one.letter.dropped


def notices_visible_to(user: User) -> QuerySet[Notice]:
    """Return what a person was told; nobody sees what others were told."""
    return Notice.objects.filter(user=user.id)


def unread_count(user: User) -> int:
    """Return how many notices a person has not read; one query."""
    return notices_visible_to(user).filter(read_at=None, settled_at=None).count()


def inbox(user: User, *, unread: bool = False, weight: str = "") -> QuerySet[Notice]:
    """Return a person's notices: unread first, what is to be done before what is to be known."""
    rows = notices_visible_to(user)
    rows = rows.filter(read_at=None, settled_at=None) if unread else rows
    rows = rows.filter(weight=weight) if weight in Weight.values else rows
    sent = Prefetch("deliveries", Delivery.objects.select_related("letter").order_by("way"))
    closed = [F(name).desc(nulls_first=True) for name in ("read_at", "settled_at")]
    return rows.prefetch_related(sent).order_by(*closed, "-weight", "-recorded_at", "-id")


def told(user: User, rows: Iterable[Notice]) -> list[Told]:
    """Return notices of a person with their words of today and what their records are called.

    A query for each sort of record, however many notices.
    """
    notices = list(rows)
    said, names, named = sentences(), body_names(notices), named_for(user, notices)
    return [
        Told(one, worded(one, said, names), named.get(one.about), tuple(one.deliveries.all()))
        for one in notices
    ]


def body_names(notices: Iterable[Notice]) -> dict[Any, str]:
    """Return the last names of the bodies that notices speak of; one query."""
    ids = {one.body_id for one in notices}
    return dict(Organisation.objects.filter(id__in=ids).values_list("id", "name"))


def worded(notice: Notice, said: dict[str, str], names: dict[Any, str]) -> str:
    """Return what a notice says: of a body and a day, of nobody and nothing else."""
    day = format_date(day_in_vietnam(notice.at))
    places = {"don_vi": names.get(notice.body_id, ""), "ngay": day, "han": due_words(notice)}
    key = RULES[notice.act].sentence(Because(notice.because))
    return filled(key, said[key], places)


def due_words(notice: Notice) -> str:
    """Return the day by which it is to be done, saying so where nobody read its term."""
    if notice.due_on is None:
        return ""
    day = format_date(notice.due_on)
    return day if notice.due_verified else f"{day} (thời hạn chưa kiểm chứng)"
