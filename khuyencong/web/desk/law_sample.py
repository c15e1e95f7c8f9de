"""Invented law for the gallery: two documents, a ceiling in force and one in draft, a case."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any
from uuid import UUID

from khuyencong.law import rules
from khuyencong.law.forms import RegisterSearch
from khuyencong.law.models import DocumentLink, LegalDocument
from khuyencong.law.queries import DocumentPage, Registered
from khuyencong.law.rules import Citation, DatedParameter, Law, SupportFacts
from khuyencong.law.rules.snapshot import surest_first
from khuyencong.law.states import Item, LinkKind, ParameterKind

DAY = date(2026, 11, 23)


def law_samples() -> dict[str, Any]:
    """Return what the components of the law take."""
    new, old = _document("moi", "9/2026/TT-MAU"), _document("cu", "1/2020/TT-MAU")
    link = DocumentLink(source=new, target=old, kind=LinkKind.REPLACES, valid_from=new.valid_from)
    machinery, line = _ceilings()
    in_force = Law(DAY, parameters=tuple(sorted([machinery, line], key=surest_first)))
    found = [Registered(d, rules.state_on(d, [link], DAY)) for d in (new, old)]
    facts = SupportFacts(Item.PRODUCTION_LINE, cost=600_000_000, asked=450_000_001)
    draft = replace(machinery, amount=400_000_000)
    finding = rules.highest_support(in_force, facts)
    return {
        "law_day": DAY,
        "law_form": RegisterSearch(),
        "law_found": found,
        "law_page": DocumentPage(old, found[1].state, [], [link], [], [machinery], []),
        "law_rows": [machinery, line],
        "law_finding": finding,
        "law_step": finding.steps[2],
        "law_replay": rules.replay(in_force, [draft], rules.trial_cases([draft])),
    }


def _document(key: str, number: str) -> LegalDocument:
    since = date(2026, 1, 1) if key == "moi" else date(2020, 1, 1)
    return LegalDocument(
        key=key,
        kind="circular",
        number=number,
        issuer="Bộ Mẫu",
        year=since.year,
        issued_on=since,
        valid_from=since,
        title="Kinh phí thí dụ",
        verified=key == "cu",
    )


def _ceilings() -> tuple[DatedParameter, DatedParameter]:
    """Return a ceiling for machinery, and one for lines with a doubt and a caution."""
    machinery = DatedParameter(
        code="mau-may",
        kind=ParameterKind.CEILING,
        subject=Item.MACHINERY,
        citation=Citation("Thông tư 9/2026/TT-MAU", "moi", "khoản 4 Điều 8"),
        source="national",
        percent=Fraction(50),
        amount=300_000_000,
        unit="establishment",
        valid_from=date(2026, 1, 1),
        slot="may",
        row_id=UUID(int=1),
    )
    line = replace(
        machinery,
        code="mau-day-chuyen",
        subject=Item.PRODUCTION_LINE,
        percent=None,
        amount=None,
        factor=Fraction(3, 2),
        base=Item.MACHINERY,
        doubts=("con số chưa kiểm chứng",),
        cautions=("sửa đổi theo thông tư thí dụ: chưa kiểm chứng",),
        slot="day-chuyen",
    )
    return machinery, line
