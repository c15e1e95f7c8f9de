"""Requests are begun, out of a need or alone, and their answers saved as they are typed."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from khuyencong.applications.actions.noting import (
    ChangedMeanwhile,
    locked_need,
    locked_request,
    note,
    one_of,
    require_money,
    require_year,
    typed_for,
)
from khuyencong.applications.models import Need, Request
from khuyencong.applications.models.requests import SOURCES
from khuyencong.applications.queries import department_for
from khuyencong.applications.rules import LABELS, content_of, may_prepare
from khuyencong.applications.rules.permissions import PREPARE
from khuyencong.applications.states import EDITABLE, LIVING, NeedState, S
from khuyencong.core.identity import new_id
from khuyencong.core.lines import line
from khuyencong.core.refusal import Refused
from khuyencong.core.users import Actor
from khuyencong.law.states import Item
from khuyencong.law.states import Trade as LawTrade
from khuyencong.registry.models import Establishment, Organisation, Place
from khuyencong.registry.queries import stands_for
from khuyencong.registry.states import Level
from khuyencong.values.dates import day_in_vietnam
from khuyencong.values.text import clean

MAY_NOT = "Anh/chị không có quyền lập đề nghị của cơ sở này."
LONGEST = {"what": 300, "result": 300, "over_reason": 500}
#: Of what could not be read, so much is kept.
TYPED = 300
#: So many drafts an establishment has at a time.
MOST_DRAFTS = 20


@transaction.atomic
def start_request(
    *, by: Actor, establishment: Establishment, at: datetime, is_demonstration: bool = False
) -> Request:
    """Begin an empty request of an establishment: by an officer, or by its own people."""
    establishment = stands_for(establishment)
    is_own = establishment.id in by.represents()
    custodian = department_for(establishment, day_in_vietnam(at))
    if not is_own and not by.may(PREPARE, of=custodian.id):
        raise Refused(MAY_NOT)
    if is_own:
        _require_room(establishment)
    request = _new(establishment, custodian, by, at)
    request.by_establishment = is_own
    request.is_demonstration = is_demonstration
    request.save(force_insert=True)
    _note("request.started", request, by, at)
    return request


@transaction.atomic
def request_from_need(*, by: Actor, need: Need, at: datetime) -> Request:
    """Return the request that grows out of a need, with nothing typed again; the living one."""
    need = locked_need(need)
    custodian = _custodian(by, need.establishment, at)
    living = Request.objects.filter(need=need, state__in=LIVING).first()
    if living:
        return living
    if need.state != NeedState.OPEN:
        raise Refused(f"Nhu cầu này {need.get_state_display().lower()}: không lập đề nghị được.")
    request = _new(stands_for(need.establishment), custodian, by, at)
    request.need, request.year, request.commune = need, need.year, need.commune
    request.item, request.content, request.what = need.item, need.content, need.what
    request.cost = need.cost or None
    request.is_demonstration = need.is_demonstration
    request.save(force_insert=True)
    need.state, need.stamp = NeedState.REQUESTED, new_id()
    need.save(update_fields=["state", "stamp"])
    _note("request.from_need", request, by, at, {"need": str(need.id)})
    return request


@transaction.atomic
def save_answers(
    *,
    by: Actor,
    request: Request,
    seen: UUID,
    answers: Mapping[str, Any],
    at: datetime,
    typed: Mapping[str, str] | None = None,
) -> Request:
    """Save what was answered, open answers as None or ""; `typed` holds what could not be read.

    ChangedMeanwhile where the draft is not the one that was `seen`; Refused for what cannot be so.
    """
    request = locked_request(request)
    if request.state not in EDITABLE:
        said = request.get_state_display().lower()
        raise Refused(f"Đề nghị {said}: câu trả lời không sửa được nữa.")
    if not may_prepare(by, request):
        raise Refused(MAY_NOT)
    if request.stamp != seen:
        raise ChangedMeanwhile
    before = _answers(request)
    put_answers(request, answers, typed or {})
    if _answers(request) != before:
        _stamp(request, by, at)
        facts = {"answers": sorted(answers)} | typed_for(request, by)
        _note("request.saved", request, by, at, facts)
    return request


def put_answers(request: Request, answers: Mapping[str, Any], typed: Mapping[str, str]) -> None:
    """Put answers over those of a request, saved or not; Refused for what cannot be so."""
    for name, value in answers.items():
        setattr(request, name, _checked(name, value))
        request.typed.pop(name, None)
    for name, text in typed.items():
        if name in LABELS:
            request.typed[name] = clean(text).replace("\0", "")[:TYPED]
    request.content = content_of(request.item) if request.item else ""
    _require_sense(request)


def _require_room(establishment: Establishment) -> None:
    """Refuse a draft more than an establishment can want: whoever begins thousands means harm."""
    # The row is the lock: two drafts at once are counted one after the other.
    Establishment.objects.select_for_update(of=("self",)).get(id=establishment.id)
    drafts = Request.objects.filter(
        establishment=establishment, state=S.DRAFT, by_establishment=True
    )
    if drafts.count() >= MOST_DRAFTS:
        raise Refused(
            f"Cơ sở đang có {MOST_DRAFTS} bản nháp: xin gửi hoặc rút bớt rồi lập bản mới."
        )


def _answers(request: Request) -> dict[str, Any]:
    return {name: getattr(request, name) for name in LABELS} | {"typed": dict(request.typed)}


def _stamp(request: Request, by: Actor, at: datetime) -> None:
    request.stamp, request.changed_by, request.changed_at = new_id(), by.id, at
    request.save()


def _checked(name: str, value: Any) -> Any:
    """Return an answer as it is kept."""
    if name not in LABELS:
        raise KeyError(name)
    if name in LONGEST:
        return line(value or "", LABELS[name], LONGEST[name])
    if value in (None, ""):
        return "" if name in ("trade", "item", "source") else None
    match name:
        case "trade":
            return one_of(value, LawTrade.values, LABELS[name])
        case "item":
            return one_of(value, [i for i in Item.values if i != Item.ALL], LABELS[name])
        case "source":
            return one_of(value, [str(source) for source in SOURCES], LABELS[name])
        case "year":
            require_year(value)
        case "cost" | "asked":
            require_money(value, LABELS[name], least=1)
        case "commune":
            _require_commune(value)
    return value


def _require_commune(place: Place) -> None:
    if place.level != Level.COMMUNE:
        raise Refused(f"{place} không phải là xã, phường hay đặc khu.")


def _require_sense(request: Request) -> None:
    """Raise Refused where two answers cannot both be so."""
    begins: date | None = request.begins_on
    if begins and request.ends_on and request.ends_on < begins:
        raise Refused("Ngày xong phải từ ngày bắt đầu trở đi.")
    if request.cost is not None and request.asked is not None and request.asked > request.cost:
        raise Refused("Số đề nghị hỗ trợ lớn hơn tổng chi phí.")


def _custodian(by: Actor, establishment: Establishment, at: datetime) -> Organisation:
    custodian = department_for(establishment, day_in_vietnam(at))
    if not by.may(PREPARE, of=custodian.id):
        raise Refused(MAY_NOT)
    return custodian


def _new(establishment: Establishment, custodian: Organisation, by: Actor, at: datetime) -> Request:
    return Request(
        custodian=custodian,
        establishment=establishment,
        commune=establishment.commune,
        drafted_by=by.id,
        changed_by=by.id,
        recorded_at=at,
        changed_at=at,
    )


def _note(
    act: str, request: Request, by: Actor, at: datetime, facts: dict[str, Any] | None = None
) -> None:
    about = f"request:{request.id}"
    note(act, custodian=request.custodian_id, about=about, by=by, at=at, facts=facts)
