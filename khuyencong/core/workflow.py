"""Tables of steps: what may follow what, by whose right; read by the rooms, drawn in the manual.

A room writes its table in its `states.py`, as plain rows. Nothing here knows what a step means.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from khuyencong.core.refusal import Refused


class Side(StrEnum):
    """Whose right a step needs: of the body that keeps the record, or that owns its plan."""

    KEEPER = "keeper"
    OWNER = "owner"
    IMPLEMENTER = "implementer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step: from any of `sources` to `target`, by who holds `permission` on its `side`.

    `apart_from` names steps whose taker may not take this one; a step with `needs_reason` is
    refused without a written word. `clause` is the code of the article that speaks of it.
    """

    name: str
    label: str
    sources: frozenset[str]
    target: str
    permission: str
    side: Side = Side.KEEPER
    apart_from: frozenset[str] = frozenset()
    needs_reason: bool = False
    clause: str = ""


@dataclass(frozen=True)
class Steps:
    """The whole table of a record's life."""

    start: str
    rows: tuple[Step, ...]
    labels: dict[str, str] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Step:
        for row in self.rows:
            if row.name == name:
                return row
        raise KeyError(name)

    def __iter__(self) -> Iterator[Step]:
        return iter(self.rows)

    def open_in(self, state: str) -> tuple[Step, ...]:
        """Return the steps that the table allows in a state, whoever asks."""
        return tuple(row for row in self.rows if state in row.sources)

    def require(self, name: str, state: str) -> Step:
        """Return the step; Refused where the table does not allow it in this state."""
        step = self[name]
        if state not in step.sources:
            said = self.labels.get(state, state)
            raise Refused(f"Không thể “{step.label}” khi hồ sơ đang ở bước “{said}”.")
        return step

    def reachable(self) -> frozenset[str]:
        """Return every state that some way leads to from the start."""
        found, new = {self.start}, {self.start}
        while new:
            new = {row.target for state in new for row in self.open_in(state)} - found
            found |= new
        return frozenset(found)

    def diagram(self) -> str:
        """Return the table as a Mermaid state diagram."""
        lines = ["stateDiagram-v2", f"    [*] --> {self.start}"]
        lines += [f"    {state}: {label}" for state, label in self.labels.items()]
        for row in self.rows:
            lines += [
                f"    {source} --> {row.target}: {_drawn(row.label)}"
                for source in sorted(row.sources)
            ]
        return "\n".join(lines) + "\n"


def _drawn(label: str) -> str:
    """Return a label as the language of the diagram bears it: a second colon would end it."""
    return label.replace(":", " –")


def states(*names: str) -> frozenset[str]:
    """Return states as a step names them."""
    return frozenset(str(name) for name in names)
