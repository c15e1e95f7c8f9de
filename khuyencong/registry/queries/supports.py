"""State support had elsewhere, and whether a new one would be the second of the same object."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
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
    Organisation,
    OtherSupport,
    OwnerNumber,
)
from khuyencong.registry.queries.establishments import members, members_of, stands_for
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
    [found] = double_support_of_many([(establishment, item)], day, declared)
    return found


def double_support_of_many(
    asked: Sequence[tuple[Establishment, str]],
    day: date,
    declared: Iterable[Declared] | None = None,
) -> list[list[Finding]]:
    """Return the findings of `double_support_findings` for each pair, in their order.

    The queries do not grow with the pairs, but where records were merged.
    """
    told = None if declared is None else list(declared)
    pairs = [(stands_for(establishment), item) for establishment, item in asked]
    known = _Known.of([establishment for establishment, _ in pairs], day)
    found = [
        [*_recorded(known, one, item, told), *_declared(item, told or ())] for one, item in pairs
    ]
    return _with_overrides(known, pairs, found)


def support_mark(programme: str, item: str, year: int, day: date | None, amount: int | None) -> str:
    """Return what makes a support the same when it is told again: a hash, for a unique column."""
    told = (programme, item_core(item), year, day.isoformat() if day else "", amount)
    return hashlib.sha256(repr(told).encode()).hexdigest()


@dataclass(frozen=True)
class _Known:
    """What is recorded of some establishments and of those that may be the same."""

    own: dict[UUID, frozenset[UUID]]
    same_number: dict[UUID, frozenset[UUID]]
    look_alikes: dict[UUID, frozenset[UUID]]
    custody: dict[UUID, frozenset[UUID]]
    supports: list[OtherSupport]

    @classmethod
    def of(cls, establishments: Iterable[Establishment], day: date) -> "_Known":
        by_id = {one.id: one for one in establishments}
        own = {one: frozenset(records) for one, records in members_of(by_id).items()}
        same_number, look_alikes = _same_number(own), _look_alikes(own)
        near = frozenset().union(*own.values(), *same_number.values(), *look_alikes.values())
        rows = OtherSupport.objects.filter(establishment__in=near, superseded_at=None)
        keepers = Organisation.objects.in_bulk({one.custodian_id for one in by_id.values()})
        custody = {
            key: in_custody_of([custodian_today(body, day).id], day)
            for key, body in keepers.items()
        }
        kept = {one.id: custody[one.custodian_id] for one in by_id.values()}
        return cls(own, same_number, look_alikes, kept, list(listed_supports(rows)))

    def whose(self, one: Establishment, support: OtherSupport) -> str | None:
        """Return in which record of `one` a support stands, "" for its own, None for none."""
        record = support.establishment_id
        if record in self.own[one.id]:
            return ""
        if record in self.same_number[one.id]:
            return "hồ sơ khác có cùng mã số thuế hoặc số định danh của chủ"
        return "hồ sơ khác nghi là cùng cơ sở" if record in self.look_alikes[one.id] else None


def _recorded(
    known: _Known, one: Establishment, item: str, told: list[Declared] | None
) -> Iterator[Finding]:
    for support in known.supports:
        whose = known.whose(one, support)
        if whose is None or not items_alike(support.item, item):
            continue
        is_ours = support.custodian_id in known.custody[one.id]
        reason = _own_reason(support, whose, told) if is_ours else _foreign_reason(support, whose)
        yield Finding(reason, str(support.id), support if is_ours else None)


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


def _same_number(own: dict[UUID, frozenset[UUID]]) -> dict[UUID, frozenset[UUID]]:
    """Return for each the records with a tax code or an owner's number of its own; four queries."""
    records = frozenset().union(*own.values())
    codes = Establishment.objects.filter(id__in=records).exclude(tax_code="")
    numbers = OwnerNumber.objects.filter(establishment__in=records)
    same_code = Establishment.objects.filter(tax_code__in=codes.values("tax_code"))
    same_owner = OwnerNumber.objects.filter(number__in=numbers.values("number"))
    groups = [
        *_groups(same_code.values_list("tax_code", "id")),
        *_groups(same_owner.values_list("number", "establishment_id")),
    ]
    return {
        one: frozenset().union(*(group for group in groups if group & mine)) - mine
        for one, mine in own.items()
    }


def _groups(pairs: Iterable[tuple[str, UUID]]) -> Iterable[frozenset[UUID]]:
    found: dict[str, set[UUID]] = defaultdict(set)
    for mark, record in pairs:
        found[mark].add(record)
    return map(frozenset, found.values())


def _look_alikes(own: dict[UUID, frozenset[UUID]]) -> dict[UUID, frozenset[UUID]]:
    records = frozenset().union(*own.values())
    rows = LikelyTwin.objects.filter(Q(first__in=records) | Q(second__in=records))
    rows = rows.exclude(state=TwinState.APART)
    pairs = [frozenset(pair) for pair in rows.values_list("first_id", "second_id")]
    return {
        one: frozenset().union(*(pair for pair in pairs if pair & mine)) - mine
        for one, mine in own.items()
    }


def _with_overrides(
    known: _Known, pairs: Sequence[tuple[Establishment, str]], found: list[list[Finding]]
) -> list[list[Finding]]:
    """Put beside each finding the word by which a right-holder let it pass, if there is one."""
    if not any(found):
        return found
    cores = [item_core(item) for _, item in pairs]
    rows = DoubleSupportOverride.objects.filter(
        establishment__in=frozenset().union(*known.own.values()),
        item_core__in=set(cores),
        superseded_at=None,
    )
    words = list(rows.order_by("recorded_at"))
    return [
        _overridden(
            findings,
            [
                word
                for word in words
                if word.establishment_id in known.own[one.id] and word.item_core == core
            ],
        )
        for (one, _), core, findings in zip(pairs, cores, found, strict=True)
    ]


def _overridden(found: list[Finding], words: Iterable[DoubleSupportOverride]) -> list[Finding]:
    by_mark = {mark: word for word in words for mark in word.seen}
    return [Finding(f.reason, f.mark, f.support, by_mark.get(f.mark)) for f in found]
