"""State support had elsewhere, and whether a new one would be the second of the same object."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from khuyencong.core.users import Actor
from khuyencong.registry import rules
from khuyencong.registry.models import (
    DoubleSupportOverride,
    Establishment,
    LikelyTwin,
    OtherSupport,
    OwnerNumber,
)
from khuyencong.registry.queries.establishments import members, stands_for
from khuyencong.registry.queries.organisations import custodian_today, in_custody_of
from khuyencong.registry.states import SupportProgramme, TwinState
from khuyencong.values.dates import format_date
from khuyencong.values.money import format_dong
from khuyencong.values.support_items import item_core, items_alike


def supports_visible_to(user: Actor | None) -> QuerySet[OtherSupport]:
    """Return the supports that stand, of bodies the user answers for; nobody's to the public."""
    if user is None:
        return OtherSupport.objects.none()
    custodians = user.custodians(rules.READ)
    every = OtherSupport.objects.filter(superseded_at=None)
    return every if custodians is None else every.filter(custodian_id__in=custodians)


def listed_supports(rows: QuerySet[OtherSupport]) -> QuerySet[OtherSupport]:
    """Return supports, the latest first, with what a list shows."""
    shown = rows.select_related("establishment__commune", "custodian")
    return shown.order_by("-year", "-day", "-recorded_at", "id")


def supports_of(establishment: Establishment) -> QuerySet[OtherSupport]:
    """Return the supports that stand of an establishment, of what was merged into it too."""
    told = OtherSupport.objects.filter(establishment__in=members(establishment), superseded_at=None)
    return listed_supports(told)


@dataclass(frozen=True, slots=True)
class Declared:
    """A support that the applicant tells of himself."""

    programme: SupportProgramme
    item: str
    year: int
    amount: int | None = None

    @property
    def mark(self) -> str:
        """Return what tells this declaration from others."""
        return support_mark(self.programme, self.item, self.year, None, self.amount)


@dataclass(frozen=True, slots=True)
class Finding:
    """A likely second support of the same object; it blocks until somebody overrode it.

    `support` is the record behind it where the establishment's own custodian keeps it; of another
    body's record the reason is all that is told.
    """

    reason: str
    mark: str
    support: OtherSupport | None = None
    override: DoubleSupportOverride | None = None

    @property
    def blocks(self) -> bool:
        """Return whether the request stops here."""
        return self.override is None


def double_support_findings(
    establishment: Establishment,
    item: str,
    day: date,
    declared: Iterable[Declared] | None = None,
) -> list[Finding]:
    """Return each likely second support of `item`, with its reason; no finding, no objection.

    Looks at what is recorded of the establishment, of records merged into it, of records with its
    tax code or owner's number wherever they are kept, and of those that look like it; and at what
    the applicant declares (None: not asked yet). A support of any day counts, for the rule knows
    no time limit; `day` is that of the request, on which custody is asked. The queries do not grow
    with the supports.
    """
    establishment = stands_for(establishment)
    told = list(declared or ())
    found = [
        *_recorded(establishment, item, day, told if declared is not None else None),
        *_declared(item, told),
    ]
    return _with_overrides(establishment, item, found)


def support_mark(programme: str, item: str, year: int, day: date | None, amount: int | None) -> str:
    """Return what makes a support the same when it is told again: a hash, for a unique column."""
    told = (programme, item_core(item), year, day.isoformat() if day else "", amount)
    return hashlib.sha256(repr(told).encode()).hexdigest()


def _recorded(
    establishment: Establishment, item: str, day: date, told: list[Declared] | None
) -> list[Finding]:
    own = frozenset(members(establishment))
    same_number, look_alikes = _same_number(own), _look_alikes(own)
    custody = in_custody_of([custodian_today(establishment.custodian, day).id], day)
    supports = OtherSupport.objects.filter(
        establishment__in=own | same_number | look_alikes, superseded_at=None
    )
    found = []
    for support in listed_supports(supports):
        if not items_alike(support.item, item):
            continue
        if support.establishment_id in own:
            whose = ""
        elif support.establishment_id in same_number:
            whose = "hồ sơ khác có cùng mã số thuế hoặc số định danh của chủ"
        else:
            whose = "hồ sơ khác nghi là cùng cơ sở"
        is_ours = support.custodian_id in custody
        reason = _own_reason(support, whose, told) if is_ours else _foreign_reason(support, whose)
        found.append(Finding(reason, str(support.id), support if is_ours else None))
    return found


def _own_reason(support: OtherSupport, whose: str, told: list[Declared] | None) -> str:
    parts = [
        f"{support.get_programme_display()} đã hỗ trợ “{support.item}”,"
        f" {format_date(support.day) if support.day else f'năm {support.year}'}"
    ]
    if support.amount is not None:
        parts.append(format_dong(support.amount))
    if support.papers:
        parts.append(support.papers)
    reason = ", ".join(parts) + "."
    if whose:
        reason += f" Ghi ở {whose}: {support.establishment}."
    if told is not None and not any(items_alike(one.item, support.item) for one in told):
        reason += " Cơ sở không khai hỗ trợ này."
    return reason


def _foreign_reason(support: OtherSupport, whose: str) -> str:
    """Say no more of another body's record than that it stands against the request."""
    where = f", ở {whose}" if whose else ""
    return (
        "Một đơn vị khác đã ghi hỗ trợ của Nhà nước cho nội dung tương tự,"
        f" năm {support.year}{where}."
        " Xin trao đổi với đơn vị quản lý khuyến công nơi đó."
    )


def _declared(item: str, told: Iterable[Declared]) -> list[Finding]:
    return [
        Finding(
            f"Cơ sở khai: {one.programme.label} đã hỗ trợ “{one.item}”, năm {one.year}.", one.mark
        )
        for one in told
        if items_alike(one.item, item)
    ]


def _same_number(own: frozenset[UUID]) -> frozenset[UUID]:
    codes = Establishment.objects.filter(id__in=own).exclude(tax_code="").values("tax_code")
    numbers = OwnerNumber.objects.filter(establishment__in=own).values("number")
    owned = OwnerNumber.objects.filter(number__in=numbers).values("establishment")
    same = Establishment.objects.filter(Q(tax_code__in=codes) | Q(id__in=owned))
    return frozenset(same.values_list("id", flat=True)) - own


def _look_alikes(own: frozenset[UUID]) -> frozenset[UUID]:
    pairs = LikelyTwin.objects.filter(Q(first__in=own) | Q(second__in=own))
    ids = pairs.exclude(state=TwinState.APART).values_list("first_id", "second_id")
    return frozenset(one for pair in ids for one in pair) - own


def _with_overrides(establishment: Establishment, item: str, found: list[Finding]) -> list[Finding]:
    """Put beside each finding the word by which a right-holder let it pass, if there is one."""
    if not found:
        return []
    words = DoubleSupportOverride.objects.filter(
        establishment__in=members(establishment), item_core=item_core(item), superseded_at=None
    )
    by_mark = {mark: word for word in words.order_by("recorded_at") for mark in word.seen}
    return [Finding(f.reason, f.mark, f.support, by_mark.get(f.mark)) for f in found]
