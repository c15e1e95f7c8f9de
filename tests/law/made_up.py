"""Parameters and laws with values of nobody's, for what no source was read of."""

from datetime import date
from fractions import Fraction
from typing import Any

from khuyencong.law.rules import Citation, DatedParameter, Law
from khuyencong.law.rules.snapshot import surest_first

DAY = date(2026, 3, 1)


def parameter(kind: str, subject: str, **fields: Any) -> DatedParameter:
    """Return a certain parameter of a made-up document."""
    told: dict[str, Any] = {"code": f"mau-{kind}-{subject}", "source": "national"} | fields
    told.setdefault("slot", "|".join([kind, subject, told["source"], told.get("place_key", "")]))
    for name in ("percent", "percent_low", "factor"):
        if told.get(name) is not None:
            told[name] = Fraction(str(told[name]))
    citation = Citation("Thông tư mẫu", "tt-mau", "khoản 1 Điều 1")
    return DatedParameter(kind=kind, subject=subject, citation=citation, **told)


def law(*parameters: DatedParameter, day: date = DAY, reasons: Any = frozenset()) -> Law:
    """Return a law that holds just these parameters."""
    told = tuple(sorted(parameters, key=surest_first))
    return Law(day, "tinh-mau", "tỉnh Mẫu", told, frozenset(reasons))
