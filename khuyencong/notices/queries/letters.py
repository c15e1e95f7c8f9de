"""The words of a letter: what sort of thing waits, of which record, a link to it; not what it says.

A record leaves the house by its code alone, or by a title that only an office worded.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings

from khuyencong.accounts.models import User
from khuyencong.accounts.permissions import Permission as P
from khuyencong.notices.models import Notice
from khuyencong.notices.queries.inbox import body_names, worded
from khuyencong.notices.queries.naming import Named, named_for
from khuyencong.notices.queries.wording import sentences
from khuyencong.notices.rules.wording import filled
from khuyencong.notices.states import Way, Weight

#: Officers read at the desk, people of an establishment in the public service.
DESK, SERVICE = "/desk/thong-bao/", "/dich-vu/thong-bao/"
#: A message on a phone tells the first, and how many more there are.
SHORT = 150


@dataclass(frozen=True)
class Message:
    """What leaves: a subject for mail, the whole text."""

    subject: str
    text: str


def composed(user: User, notices: Sequence[Notice], way: str) -> Message:
    """Return the message of some notices of a person, what is to be done first."""
    said, names, named = sentences(), body_names(notices), named_for(user, notices)
    lines = [(one, _line(one, worded(one, said, names), named, way)) for one in notices]
    todo = sum(one.weight == Weight.TODO for one in notices)
    key = "letter.subject_one" if len(lines) == 1 else "letter.subject_many"
    subject = filled(key, said[key], {"so": str(len(lines)), "viec": str(todo)})
    if way == Way.MAIL:
        return Message(subject, _mail(user, lines))
    return Message(subject, _short(user, lines))


def _line(one: Notice, words: str, named: Mapping[str, Named], way: str) -> str:
    """Return what a notice says and which record it means, cut for a phone where it is long."""
    record = named.get(one.about)
    told = words if way == Way.MAIL else words[:SHORT]
    return f"{told} ({record.outside})" if record and record.outside else told


def link(user: User, notice: Notice) -> str:
    """Return where a person opens a notice: its id says nothing."""
    return f"{lists(user, [notice])}{notice.id}/"


def lists(user: User, notices: Sequence[Notice]) -> str:
    """Return where a person reads these: at the desk, but where all are told to an establishment.

    Nor does the desk open to whoever holds no role any more.
    """
    outside = all(one.establishment_id for one in notices) or not user.may(P.DESK_ENTER)
    return f"{settings.PUBLIC_ADDRESS}{SERVICE if outside else DESK}"


def _mail(user: User, lines: Sequence[tuple[Notice, str]]) -> str:
    parts = []
    for weight in Weight:
        told = [(one, words) for one, words in lines if one.weight == weight]
        if told:
            parts.append(f"{weight.label.upper()}\n")
            parts += [f"- {words}\n  {link(user, one)}\n" for one, words in told]
    parts.append(f"\nMọi thông báo, và cách nhận: {lists(user, [one for one, _ in lines])}\n")
    return "\n".join(parts)


def _short(user: User, lines: Sequence[tuple[Notice, str]]) -> str:
    first, words = lines[0]
    more = f" (và {len(lines) - 1} thông báo nữa)" if len(lines) > 1 else ""
    where = lists(user, [one for one, _ in lines]) if more else link(user, first)
    return f"{words}{more} {where}"
