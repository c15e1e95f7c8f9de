"""The part of the law of a day that fits into a table, for who judges without this program.

The table is written by asking the rules themselves: a closed question (form, trade, kind of place)
for each of its answers, a ceiling by probing it with sums. So it cannot say anything else than
they do. What depends on more than a table holds is not in it, and is named in `LEFT`.
"""

from collections.abc import Iterable
from typing import Any

from khuyencong.law.rules.eligibility import (
    NO_LAW,
    PlaceFacts,
    SizeFacts,
    TradeFacts,
    Unit,
    eligible_form,
    eligible_place,
    eligible_size,
    eligible_trade,
)
from khuyencong.law.rules.findings import Finding, Verdict
from khuyencong.law.rules.snapshot import DatedParameter, Law
from khuyencong.law.rules.support import SupportFacts, highest_support
from khuyencong.law.states import Form, Item, Limit, ParameterKind, Trade
from khuyencong.values.money import format_dong
from khuyencong.values.vocabulary import FundingSource

#: What the table does not hold, in words for who works with it.
LEFT = (
    "Hỗ trợ trùng: cơ sở đã được hỗ trợ cùng việc này ở chương trình khác hay chưa.",
    "Việc ở tỉnh khác: mức hỗ trợ của tỉnh ấy.",
    "Giấy tờ phải nộp, hội đồng nghiệm thu, số tiền của từng nguồn.",
    "Luật thay đổi sau ngày cấp bộ công cụ này.",
)
#: Known and unknown, as a JSON key.
TRUTHS = {"": None, "co": True, "khong": False}
#: Any sum that no ceiling reaches, to see what the rules say to it.
_HUGE = 10**18
_NAME = "{name}"
#: The units of today; a township ended with the districts.
_UNITS = (Unit.COMMUNE, Unit.WARD, Unit.SPECIAL_ZONE)


def carried(law: Law, items: Iterable[Item], sources: Iterable[FundingSource]) -> dict[str, Any]:
    """Return the table of a day and a province as plain values: keys, words, sums as text."""
    sources = tuple(sources)
    return {
        "day": law.day.isoformat(),
        "province": law.place_key,
        "verdicts": {str(verdict): verdict.label for verdict in Verdict},
        "forms": {str(form): _told(eligible_form(law, form)) for form in Form},
        "trades": {str(trade): _by_truth(law, trade) for trade in Trade},
        "places": _places(law),
        "sizes": _sizes(law),
        "no_size": _told(eligible_size(law, SizeFacts())),
        "support": {
            str(item): {str(source): _support(law, item, source) for source in sources}
            for item in items
        },
        "unread_place": NO_LAW,
        "left": list(LEFT),
    }


def _told(finding: Finding) -> dict[str, Any]:
    return {
        "verdict": str(finding.verdict),
        "told": finding.told,
        "doubts": list(finding.doubts),
        "clauses": [str(citation) for citation in finding.citations],
    }


def _by_truth(law: Law, trade: Trade) -> dict[str, Any]:
    told = {
        key: _told(eligible_trade(law, TradeFacts(trade, truth))) for key, truth in TRUTHS.items()
    }
    return _folded(told)


def _folded(told: dict[str, Any]) -> dict[str, Any]:
    """Keep one answer where all are the same."""
    first = told[""]
    return {"*": first} if all(one == first for one in told.values()) else told


def _places(law: Law) -> dict[str, Any]:
    """Return what is said of each kind of unit, in a city or not, by craft village."""
    return {
        f"{unit.value}|{int(city)}": _folded(
            {
                key: _told(
                    eligible_place(law, PlaceFacts(unit, city, craft_village=village, name=_NAME))
                )
                for key, village in TRUTHS.items()
            }
        )
        for unit in _UNITS
        for city in (False, True)
    }


def _sizes(law: Law) -> list[dict[str, Any]]:
    """Return the limits of an enterprise's size, in the order in which they are told."""
    return [
        {
            "subject": limit.subject,
            "label": limit.subject_label,
            "most": _limit(limit),
            "is_money": limit.amount is not None,
            "is_sure": limit.certain,
        }
        for limit in law.of(ParameterKind.SIZE)
        if limit.subject in (Limit.CAPITAL, Limit.LABOUR)
    ]


def _limit(limit: DatedParameter) -> str | None:
    most = limit.amount if limit.amount is not None else limit.number
    return None if most is None else str(most)


def _support(law: Law, item: Item, source: FundingSource) -> dict[str, Any]:
    return _folded({key: _ceiling(law, item, source, truth) for key, truth in TRUTHS.items()})


def _ceiling(law: Law, item: Item, source: FundingSource, difficult: bool | None) -> dict[str, Any]:
    """Return a ceiling: the share, the sum, and the verdict of each way in which it is asked."""

    def ask(cost: int | None, asked: int | None = None) -> Finding:
        facts = SupportFacts(item, source, cost=cost, asked=asked, difficult_area=difficult)
        return highest_support(law, facts)

    bare, whole = ask(None), ask(_HUGE)
    row = bare.steps[0].parameter
    share = row.percent if row and whole.amount is not None else None
    amount = whole.amount
    return _told(ask(_HUGE)) | {
        "told": _with_room(whole, amount),
        "unknown": bare.told if bare.amount is None else "",
        "share": [str(share.numerator), str(share.denominator)] if share is not None else None,
        "most": None if bare.amount is None else str(bare.amount),
        "verdicts": {
            key: {
                "none": str(ask(cost).verdict),
                "within": str(ask(cost, 0).verdict),
                "over": str(ask(cost, 2 * _HUGE).verdict),
            }
            for key, cost in (("known", _HUGE), ("unknown", None))
        },
    }


def _with_room(finding: Finding, amount: int | None) -> str:
    """Return the sentence with a room for the sum in the place of this one."""
    return finding.told if amount is None else finding.told.replace(format_dong(amount), "{sum}")
