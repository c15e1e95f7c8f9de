"""The law of one day in one province as plain, unchangeable facts: what every rule is given."""

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from uuid import UUID

from khuyencong.law.states import ParameterKind, subject_label
from khuyencong.values.vocabulary import FundingSource


@dataclass(frozen=True, slots=True)
class Citation:
    """Where in the law a parameter stands. `key` finds the document in the register."""

    document: str
    key: str = ""
    clause: str = ""
    url: str = ""
    verified: bool = True

    def __str__(self) -> str:
        return f"{self.clause} {self.document}".strip()


@dataclass(frozen=True, slots=True)
class DatedParameter:
    """One parameter as it stands on the day of the snapshot. Money in đồng, shares in percent.

    `doubts` holds a Vietnamese sentence for all that nobody has verified; without doubts the
    parameter is `certain`. `cautions` holds what a reader should know beside. A figure that was
    not read is None.
    """

    code: str
    kind: str
    subject: str
    citation: Citation
    source: str = ""
    place_key: str = ""
    place_name: str = ""
    percent: Fraction | None = None
    percent_low: Fraction | None = None
    share_of: str = ""
    amount: int | None = None
    amount_low: int | None = None
    factor: Fraction | None = None
    base: str = ""
    unit: str = ""
    number: int | None = None
    number_high: int | None = None
    month: int | None = None
    day_of_month: int | None = None
    answer: str = ""
    condition: str = ""
    attribute: str = ""
    tier_from: int | None = None
    tier_until: int | None = None
    per_occasion: bool | None = None
    unread: str = ""
    note: str = ""
    valid_from: date | None = None
    valid_until: date | None = None
    doubts: tuple[str, ...] = ()
    cautions: tuple[str, ...] = ()
    slot: str = ""
    #: The row it was made of, by which a page leads to it; None for what stands in no table.
    row_id: UUID | None = None

    @property
    def certain(self) -> bool:
        """Return whether nothing about it is unverified on this day."""
        return not self.doubts

    @property
    def has_figure(self) -> bool:
        """Return whether it tells a sum, a share or a factor."""
        return not (self.amount is None and self.percent is None and self.factor is None)

    @property
    def subject_label(self) -> str:
        """Return what it speaks of, in Vietnamese."""
        return subject_label(self.kind, self.subject)

    @property
    def kind_label(self) -> str:
        """Return the family it belongs to, in Vietnamese."""
        return str(ParameterKind(self.kind).label)


@dataclass(frozen=True, slots=True)
class Law:
    """All parameters that stand on `day` for a province; without a province, the national ones.

    `reasons` names the pairs (local code, national code) for which a second person wrote down why
    the local ceiling may lie above the national one.
    """

    day: date
    place_key: str = ""
    place_name: str = ""
    parameters: tuple[DatedParameter, ...] = ()
    reasons: frozenset[tuple[str, str]] = field(default_factory=frozenset)

    def of(self, kind: str, subject: str | None = None) -> tuple[DatedParameter, ...]:
        """Return the parameters of a kind, about one subject where given, the surest first."""
        return tuple(
            parameter
            for parameter in self.parameters
            if parameter.kind == kind and subject in (None, parameter.subject)
        )

    def one(self, kind: str, subject: str) -> DatedParameter | None:
        """Return the surest parameter of a kind about a subject; None where there is none."""
        found = self.of(kind, subject)
        return found[0] if found else None

    def ceilings(self, item: str, source: str) -> tuple[DatedParameter, ...]:
        """Return the ceilings of an item paid from `source`, the surest first, tiers together."""
        return tuple(
            parameter
            for parameter in self.of(ParameterKind.CEILING, item)
            if parameter.source == source
        )

    def national(self, item: str) -> tuple[DatedParameter, ...]:
        """Return the national ceilings of an item."""
        return self.ceilings(item, FundingSource.NATIONAL)


def surest_first(parameter: DatedParameter) -> tuple[bool, bool, int, str]:
    """Return the key that puts certain before doubtful, read before unread, newer before older."""
    since = parameter.valid_from.toordinal() if parameter.valid_from else 0
    return (not parameter.certain, not parameter.has_figure, -since, parameter.code)


def with_parameters(law: Law, drafted: tuple[DatedParameter, ...]) -> Law:
    """Return the law as it would stand with `drafted` in the place of what they replace.

    A drafted parameter takes the slot of the one in force (kind, subject, source, place, tier).
    """
    slots = {parameter.slot for parameter in drafted}
    kept = [parameter for parameter in law.parameters if parameter.slot not in slots]
    together = tuple(sorted([*drafted, *kept], key=surest_first))
    return Law(law.day, law.place_key, law.place_name, together, law.reasons)
