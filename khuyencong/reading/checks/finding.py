"""One way to write down what was found, with the passages it rests on."""

from collections.abc import Sequence
from fractions import Fraction

from khuyencong.reading.checks.wording import as_number
from khuyencong.reading.model import Check, Figure, Number
from khuyencong.values.vocabulary import CheckKind, Severity

Span = tuple[int, int]


def finding(
    kind: CheckKind,
    severity: Severity,
    statement: str,
    figures: Sequence[Figure],
    *,
    stated: Number | Fraction | None = None,
    computed: Number | Fraction | None = None,
    why: str = "",
    passages: Sequence[Span] = (),
) -> Check:
    """Return a check over `figures`; its difference is computed − stated."""
    unique = {f.id: f for f in figures}
    spans = sorted({(f.start, f.end) for f in unique.values()} | set(passages))
    difference = None
    if stated is not None and computed is not None:
        difference = as_number(Fraction(computed) - Fraction(stated))
    return Check(
        id="",
        kind=kind,
        severity=severity,
        statement=statement,
        figures=tuple(unique),
        stated=None if stated is None else as_number(stated),
        computed=None if computed is None else as_number(computed),
        difference=difference,
        explanation=f"Dễ xảy ra vì: {why}" if why and severity not in (Severity.OK,) else why,
        passages=tuple(spans),
    )
