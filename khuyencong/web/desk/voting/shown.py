"""An entry before the council, as pages show it."""

from dataclasses import dataclass

from django.forms import Form

from khuyencong.competitions.models import Ballot
from khuyencong.competitions.queries.session import Considered, Sitting
from khuyencong.competitions.rules.verdicts import points_shown


@dataclass
class EntryShown:
    """An entry with its rank, votes and verdict in words; forms where somebody may write."""

    one: Considered
    points: str
    rank: str
    needs_reason: bool
    ballots: list[tuple[str, Ballot]]
    form: Form | None = None
    hands: Form | None = None
    is_faulty: bool = False

    @property
    def kept_out(self) -> str:
        """Return the names of those who keep out, "" where nobody does."""
        return ", ".join(seat.user.full_name for seat in self.one.recused)


def entry_shown(one: Considered, sitting: Sitting) -> EntryShown:
    """Return an entry for a page; nothing is asked of the database."""
    rank = "chưa xếp hạng" if one.ranked.rank is None else f"hạng {one.ranked.rank}"
    names = {seat.id: seat.user.full_name for seat in sitting.seats}
    return EntryShown(
        one,
        points_shown(one.ranked.mean),
        f"đồng {rank}" if one.ranked.shared else rank,
        one.entry.id in sitting.to_explain,
        [(names[seat], ballot) for seat, ballot in one.ballots.items() if seat in names],
    )
