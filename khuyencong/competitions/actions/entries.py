"""A dossier is begun, typed, sent, returned, mended, and found in order or not."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from khuyencong.applications.actions import ChangedMeanwhile
from khuyencong.competitions.actions.conflicts import look_for_conflicts
from khuyencong.competitions.actions.stepping import (
    MAY_NOT_ENTRY,
    locked_entry,
    locked_round,
    note_entry,
    note_round,
    take_entry_step,
)
from khuyencong.competitions.models import Entry, EntryStep, EntryVersion, Product, Round
from khuyencong.competitions.queries.bulk import acceptable
from khuyencong.competitions.queries.judging import Dossier, dossier, stops
from khuyencong.competitions.rules.dossier import (
    ANSWERS,
    BESIDE,
    TRUTH_WORDS,
    UNREAD,
    Ask,
    unread,
)
from khuyencong.competitions.rules.permissions import may_enter, may_organise, may_record
from khuyencong.competitions.states import LIVING, EntryState, ProductGroup, RoundLevel, RoundState
from khuyencong.core.identity import new_id
from khuyencong.core.lines import line
from khuyencong.core.refusal import Refused
from khuyencong.core.users import Actor
from khuyencong.registry.queries import custodian_today
from khuyencong.values.dates import day_in_vietnam, format_date
from khuyencong.values.money import MAX_AMOUNT

#: Of what could not be read, so much is kept.
TYPED = 300
EDITABLE = (EntryState.DRAFT, EntryState.RETURNED)
#: While dossiers are still looked through.
GATHERING = (RoundState.CALLED, RoundState.GATHERED)
NOT_OPEN = "Cuộc bình chọn này {state}: không nhận hồ sơ."


@transaction.atomic
def begin_entry(
    *, by: Actor, product: Product, round: Round, at: datetime, is_demonstration: bool = False
) -> Entry:
    """Return a new draft of a product in a round, or the one that lives there already."""
    round = locked_round(round)
    if not (may_record(by, product) or may_organise(by, round.custodian_id)):
        raise Refused(MAY_NOT_ENTRY)
    living = Entry.objects.filter(round=round, product=product, state__in=LIVING).first()
    if living:
        return living
    require_open(round, at)
    _require_home(round, product, at)
    entry = Entry.objects.create(
        round=round,
        custodian=round.custodian,
        product=product,
        changed_by=by.id,
        changed_at=at,
        by=by.id,
        recorded_at=at,
        is_demonstration=is_demonstration or product.is_demonstration,
    )
    note_entry("entry.begun", entry, by, at, {"product": str(product.id)})
    return entry


@transaction.atomic
def save_entry(
    *,
    by: Actor,
    entry: Entry,
    seen: UUID,
    answers: Mapping[str, Any],
    at: datetime,
    typed: Mapping[str, str] | None = None,
) -> Entry:
    """Save answers as they are typed, open ones as None or ""; `typed` holds what was not read.

    ChangedMeanwhile where the draft is not the one that was `seen`; Refused for what cannot be so.
    """
    entry = _editable(by, entry)
    if entry.stamp != seen:
        raise ChangedMeanwhile
    kept, odd = dict(entry.answers), unread(entry.answers)
    for name, value in answers.items():
        kept[name] = _checked(name, value)
        odd.pop(name, None)
    for name, text in (typed or {}).items():
        if name in ANSWERS:
            odd[name] = text.replace("\0", "").strip()[:TYPED]
    kept.pop(UNREAD, None)
    if odd:
        kept[UNREAD] = odd
    if kept != entry.answers:
        entry.answers = kept
        touch(entry, by, at)
        note_entry("entry.saved", entry, by, at, {"answers": sorted(answers)})
    return entry


@transaction.atomic
def submit_entry(*, by: Actor, entry: Entry, seen: UUID, at: datetime) -> Entry:
    """Send the dossier as it stands; what it says is kept as a version that never changes.

    A first sending comes before the closing day; a returned one may come until scoring begins.
    """
    round = locked_round(entry.round)
    entry = _editable(by, entry)
    if entry.stamp != seen:
        raise ChangedMeanwhile
    number = entry.versions.count() + 1
    _require_in_time(round, at, is_first=number == 1)
    whole = dossier(entry)
    if whole.missing:
        names = ", ".join(missing_label(name, round.year) for name in whole.missing)
        raise Refused(f"Chưa nộp được, còn thiếu hoặc chưa đọc được: {names}.")
    freeze(whole, number, by, at)
    return take_entry_step(by=by, entry=entry, name="submit", at=at)


@transaction.atomic
def return_entry(
    *, by: Actor, entry: Entry, reason: str, missing: Sequence[str], at: datetime
) -> Entry:
    """Give a dossier back with the reason and what is to be mended; nothing of it is lost."""
    _require_gathering(locked_round(entry.round))
    marked = [name for name in dict.fromkeys(missing) if name in ANSWERS or name in BESIDE]
    return take_entry_step(by=by, entry=entry, name="return", at=at, reason=reason, missing=marked)


@transaction.atomic
def refuse_entry(*, by: Actor, entry: Entry, reason: str, clause: str, at: datetime) -> Entry:
    """Find a dossier not eligible, for a reason and under a clause."""
    _require_gathering(locked_round(entry.round))
    clause = line(clause, "Căn cứ", 300, required=True)
    return take_entry_step(by=by, entry=entry, name="refuse", at=at, reason=reason, clause=clause)


@transaction.atomic
def withdraw_entry(*, by: Actor, entry: Entry, reason: str, at: datetime) -> Entry:
    """Take a dossier out of the vote, while nothing was counted."""
    round = locked_round(entry.round)
    if round.state not in (*GATHERING, RoundState.PREPARED, RoundState.SCORING):
        raise Refused("Điểm đã khóa: không rút hồ sơ được nữa.")
    return take_entry_step(by=by, entry=entry, name="withdraw", at=at, reason=reason)


@transaction.atomic
def accept_entry(*, by: Actor, entry: Entry, at: datetime) -> Entry:
    """Take a dossier in under the next code of its group; Refused where a finding stops it."""
    round = locked_round(entry.round)
    _require_gathering(round)
    against = stops(locked_entry(entry))
    if against:
        raise Refused(f"Chưa nhận được. {against[0]}")
    # The code first: the database lets no accepted entry stand without one.
    entry = locked_entry(entry)
    if not entry.code:
        (entry.code,) = _next_codes(round, [entry.product.group])
        entry.save(update_fields=["code"])
    taken = take_entry_step(by=by, entry=entry, name="accept", at=at)
    maker = entry.product.establishment
    look_for_conflicts(round=round, by=by, at=at, establishment=maker)
    return taken


def freeze(whole: Dossier, number: int, by: Actor, at: datetime) -> EntryVersion:
    """Keep what a dossier says now as its version of a number."""
    return EntryVersion.objects.create(
        entry=whole.entry, number=number, said=said_of(whole), by=by.id, recorded_at=at
    )


def said_of(whole: Dossier) -> dict[str, Any]:
    """Return all that a dossier says: product, answers, photographs, papers by fingerprint."""
    product = whole.entry.product
    answers = {name: whole.entry.answers.get(name, "") for name in ANSWERS}
    return answers | {
        "name": product.name,
        "group": product.group,
        "parts": product.parts,
        "trademark": product.trademark,
        "about": product.about,
        "photos": [photo.original for photo in whole.photos],
        "papers": [f"{use.paper.kind}: {use.paper} ({use.paper.sha256})" for use in whole.uses],
    }


def touch(entry: Entry, by: Actor, at: datetime) -> None:
    """Mark an entry as changed: who checked it before is told before it is sent."""
    entry.stamp, entry.changed_by, entry.changed_at = new_id(), by.id, at
    entry.save(update_fields=["answers", "stamp", "changed_by", "changed_at"])


def missing_label(name: str, year: int) -> str:
    """Return how something that a dossier lacks is called."""
    if name in BESIDE:
        return f"{BESIDE[name][:1].lower()}{BESIDE[name][1:]}"
    label = ANSWERS[name].label(year).rstrip("?")
    return f"{label[:1].lower()}{label[1:]}"


def _editable(by: Actor, entry: Entry) -> Entry:
    """Return the entry locked; Refused without the right, or once it was sent."""
    entry = locked_entry(entry)
    if not may_enter(by, entry):
        raise Refused(MAY_NOT_ENTRY)
    if entry.state not in EDITABLE:
        said = entry.get_state_display().lower()
        raise Refused(f"Hồ sơ {said}: không sửa được nữa.")
    return entry


def require_open(round: Round, at: datetime) -> None:
    """Raise Refused unless the round was called and its last day has not passed."""
    if round.state != RoundState.CALLED:
        raise Refused(NOT_OPEN.format(state=round.get_state_display().lower()))
    day = day_in_vietnam(at)
    if day >= round.closes_on:
        closed = format_date(round.closes_on)
        raise Refused(f"Cuộc bình chọn nhận hồ sơ đến trước ngày {closed}: đã hết hạn.")


def _require_in_time(round: Round, at: datetime, *, is_first: bool) -> None:
    if not is_first and round.state in GATHERING:
        return
    require_open(round, at)
    if day_in_vietnam(at) < round.opens_on:
        opens = format_date(round.opens_on)
        raise Refused(f"Cuộc bình chọn nhận hồ sơ từ ngày {opens}: xin nộp từ ngày ấy.")


def _require_gathering(round: Round) -> None:
    if round.state not in GATHERING:
        said = round.get_state_display().lower()
        raise Refused(f"Cuộc bình chọn {said}: không xét hồ sơ nữa.")


def _require_home(round: Round, product: Product, at: datetime) -> None:
    """Raise Refused for a province's round that is not of the product's own department."""
    if round.level != RoundLevel.PROVINCE:
        return
    day = day_in_vietnam(at)
    home = custodian_today(product.custodian, day)
    if custodian_today(round.custodian, day).id != home.id:
        raise Refused(f"Sản phẩm này dự bình chọn cấp tỉnh ở nơi của mình: {home}.")


def _checked(name: str, value: Any) -> Any:
    """Return an answer as it is kept."""
    answer = ANSWERS[name]
    if value in (None, ""):
        return ""
    match answer.ask:
        case Ask.MONEY | Ask.COUNT | Ask.YEAR:
            if not isinstance(value, int) or not 0 <= value <= MAX_AMOUNT:
                raise Refused("Ghi một số nguyên từ 0 trở lên và không quá lớn.")
            return value
        case Ask.TRUTH:
            return value if value in TRUTH_WORDS else ""
        case Ask.TEXT:
            return _text(str(value), answer.longest)
    return line(str(value), answer.asks.rstrip("?"), answer.longest)


def _text(value: str, longest: int) -> str:
    if "\0" in value or len(value) > longest:
        raise Refused(f"Ghi tối đa {longest} ký tự, chỉ gồm chữ. Xin ghi ngắn lại.")
    return "\n".join(" ".join(row.split()) for row in value.strip().splitlines())


def _next_codes(round: Round, groups: Sequence[str]) -> list[str]:
    """Return a code for each group asked for, in order; the locked round keeps the last numbers."""
    codes, last = [], dict(round.last_numbers)
    for group in groups:
        last[group] = last.get(group, 0) + 1
        codes.append(f"{ProductGroup(group).letters}-{last[group]:02d}")
    round.last_numbers = last
    round.save(update_fields=["last_numbers"])
    return codes


MOST_AT_ONCE = 3000


@transaction.atomic
def accept_all(*, by: Actor, round: Round, entries: Collection[UUID], at: datetime) -> int:
    """Take many sent dossiers in at once, each under its code; return how many.

    One journal entry tells of all. Whose sending it was, whose declarations speak against it, who
    lacks a title of the level below: that entry is left, to be looked at by itself.
    """
    round = locked_round(round)
    if not may_organise(by, round.custodian_id):
        raise Refused(MAY_NOT_ENTRY)
    _require_gathering(round)
    if len(entries) > MOST_AT_ONCE:
        raise Refused(f"Mỗi lần nhận nhiều nhất {MOST_AT_ONCE} hồ sơ.")
    taken = acceptable(round, entries, by.id)
    codes = _next_codes(round, [entry.product.group for entry in taken])
    steps = []
    for entry, code in zip(taken, codes, strict=True):
        entry.code = entry.code or code
        entry.state, entry.stamp = EntryState.ACCEPTED, new_id()
        entry.changed_by, entry.changed_at = by.id, at
        steps.append(
            EntryStep(
                entry=entry,
                name="accept",
                before=EntryState.SUBMITTED,
                after=EntryState.ACCEPTED,
                by=by.id,
                at=at,
            )
        )
    fields = ["code", "state", "stamp", "changed_by", "changed_at"]
    Entry.objects.bulk_update(taken, fields, batch_size=500)
    EntryStep.objects.bulk_create(steps, batch_size=500)
    if taken:
        look_for_conflicts(round=round, by=by, at=at)
        note_round("round.accepted_all", round, by, at, {"entries": len(taken)})
    return len(taken)
