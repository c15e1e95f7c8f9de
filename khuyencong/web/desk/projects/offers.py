"""Which acts a person is offered on the page of a đề án: those that are open to him now."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from uuid import UUID

from django.urls import reverse

from khuyencong.core.users import Actor
from khuyencong.projects.queries.hub import Hub
from khuyencong.web.desk.projects.table import ACTS, Act


@dataclass(frozen=True)
class Offer:
    """One act with its address."""

    act: Act
    address: str


@dataclass
class Offers:
    """What a person may do: first what carries the đề án on, then the rest; lines apart."""

    ahead: list[Offer] = field(default_factory=list)
    other: list[Offer] = field(default_factory=list)
    lines: dict[UUID, list[Offer]] = field(default_factory=dict)
    findings: dict[UUID, list[Offer]] = field(default_factory=dict)
    changes: dict[UUID, list[Offer]] = field(default_factory=dict)

    @property
    def main(self) -> Offer | None:
        """Return the one act that carries it on; None where this person has none."""
        return self.ahead[0] if self.ahead else None

    @property
    def lines_with_other(self) -> set[UUID]:
        """Return the lines with acts that stand behind a menu."""
        return {line for line, row in self.lines.items() if any(not o.act.ahead for o in row)}

    @property
    def line_work(self) -> int:
        """Return how many lines wait for this person."""
        return sum(any(o.act.ahead for o in offered) for offered in self.lines.values())


def offers(user: Actor, hub: Hub) -> Offers:
    """Return everything that this person may do with a đề án now; no query."""
    found = Offers()
    history = [(taken.step, taken.by) for taken in hub.history]
    for act in ACTS.values():
        for record, address in _records(hub, act):
            if act.refusal(user, hub, record, history):
                continue
            _put(found, act, record, Offer(act, address))
    return found


def _put(found: Offers, act: Act, record: object, offer: Offer) -> None:
    if act.of == "project":
        (found.ahead if act.ahead else found.other).append(offer)
        return
    places = {"line": found.lines, "finding": found.findings, "change": found.changes}
    places[act.of].setdefault(record.id, []).append(offer)  # type: ignore[attr-defined]


def _records(hub: Hub, act: Act) -> Iterator[tuple[object, str]]:
    """Yield every record of the đề án that an act may be about, with the address of the act."""
    for record in act.records(hub):
        yield record, address(hub.project.id, act, record)


def address(project_id: UUID, act: Act, record: object) -> str:
    """Return where an act on a record is done."""
    if act.of == "project":
        return reverse("desk:project-act", args=[project_id, act.slug])
    return reverse(f"desk:project-{act.of}-act", args=[project_id, record.id, act.slug])  # type: ignore[attr-defined]
