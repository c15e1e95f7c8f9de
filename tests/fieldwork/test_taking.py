"""What came back goes into the records: once, by the desk's own acts, both sides kept."""

from datetime import timedelta
from typing import Any

import pytest

from khuyencong.applications import actions as applications
from khuyencong.applications.models import Need, Request
from khuyencong.core.models import JournalEntry
from khuyencong.core.refusal import Refused
from khuyencong.fieldwork.actions import decide, dismiss, name_establishment, receive, take_in
from khuyencong.fieldwork.actions.deciding import clashing, mark_of
from khuyencong.fieldwork.models import Decision, Entry
from khuyencong.fieldwork.states import EntryState
from tests.factories import make_need, need_told
from tests.fieldwork.conftest import AT, Field
from tests.fieldwork.device import NEED, Device, need_sheet, shown

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(hours=1)


def came_in(field: Field, device: Device, *sheets: dict[str, Any]) -> dict[str, int]:
    """Receive sheets and take all that waits in; return what became of them."""
    receive(data=device.file(*sheets), at=AT)
    return take_in(by=field.officer, kit=device.kit, at=LATER)


def test_a_new_need_becomes_one_need_and_the_journal_says_who_collected(field: Field) -> None:
    device, one = Device(field.issue()), field.establishments[1]
    sheet = need_sheet(device, one)
    assert came_in(field, device, sheet) == {EntryState.APPLIED: 1}
    need = Need.objects.get()
    assert (need.establishment, need.cost, need.jobs) == (one, 500_000_000, 6)
    assert need.by == field.officer.id
    told = JournalEntry.objects.get(act="kit.need_taken")
    assert (told.by, told.facts["collected_with"]) == (field.officer.id, str(device.kit.id))
    assert told.facts["record"] == str(need.id)
    for _ in range(2):
        receive(data=device.file(sheet, made_at="2026-11-24T10:00:00+07:00"), at=AT)
        assert take_in(by=field.officer, kit=device.kit, at=LATER) == {}
    assert Need.objects.count() == 1


def test_a_later_revision_changes_the_same_need(field: Field) -> None:
    device = Device(field.issue())
    came_in(field, device, need_sheet(device, field.establishments[1]))
    key = next(iter(device.last))
    came_in(field, device, device.sheet(key, typed=NEED | {"jobs": "9"}))
    assert Need.objects.get().jobs == 9


def carried_need(field: Field) -> tuple[Need, Device, dict[str, Any]]:
    """Return a need that stood when a kit was issued, the device, and its sheet unchanged."""
    need = make_need(field.officer, field.establishments[1])
    device = Device(field.issue())
    typed = shown(device.kit.carried["needs"][str(need.id)]["values"])
    told = {"base": str(need.id), "establishment": str(need.establishment_id)}
    return need, device, {"kind": "need", "typed": typed, "seen": "", **told}


def amended(field: Field, need: Need, **changes: Any) -> None:
    """Set a need right on the desk, meanwhile."""
    told = need_told(need.establishment, **changes)
    applications.amend_need(by=field.officer, need=need, seen=need.stamp, told=told, at=AT)


def test_each_side_changed_another_field_and_both_stand(field: Field) -> None:
    need, device, told = carried_need(field)
    amended(field, need, jobs=8)
    sheet = device.sheet(**told | {"typed": told["typed"] | {"cost": "600 triệu"}})
    assert came_in(field, device, sheet) == {EntryState.APPLIED: 1}
    need.refresh_from_db()
    assert (need.jobs, need.cost) == (8, 600_000_000)


@pytest.mark.parametrize(("side", "wanted"), [("ours", 700_000_000), ("theirs", 600_000_000)])
def test_both_changed_one_field_and_a_person_decides_with_a_reason(
    field: Field, side: str, wanted: int
) -> None:
    need, device, told = carried_need(field)
    amended(field, need, cost=700_000_000)
    typed = told["typed"] | {"cost": "600 triệu", "jobs": "9"}
    assert came_in(field, device, device.sheet(**told | {"typed": typed})) == {
        EntryState.CONFLICT: 1
    }
    need.refresh_from_db()
    assert (need.cost, need.jobs) == (700_000_000, 6)
    entry = Entry.objects.get()
    _, clashes = clashing(by=field.officer, entry=entry, at=LATER)
    assert [(one.field, one.base, one.ours, one.theirs) for one in clashes] == [
        ("cost", 500_000_000, 700_000_000, 600_000_000)
    ]
    given: dict[str, Any] = {"by": field.officer, "entry": entry, "at": LATER}
    with pytest.raises(Refused, match="Chọn một bên"):
        decide(**given, seen=mark_of(clashes), chosen={}, reason="Hỏi lại")
    with pytest.raises(Refused, match="Chưa ghi lý do"):
        decide(**given, seen=mark_of(clashes), chosen={"cost": side}, reason=" ")
    with pytest.raises(Refused, match="vừa đổi"):
        decide(**given, seen="khác", chosen={"cost": side}, reason="Hỏi lại")
    decide(**given, seen=mark_of(clashes), chosen={"cost": side}, reason="Hỏi lại cơ sở")
    need.refresh_from_db()
    assert (need.cost, need.jobs) == (wanted, 9)
    kept = Decision.objects.get()
    assert (kept.base, kept.ours, kept.theirs, kept.chosen) == (
        500_000_000,
        700_000_000,
        600_000_000,
        side,
    )
    assert Entry.objects.get().state == EntryState.APPLIED


def test_two_devices_that_went_on_with_one_draft_lose_neither(field: Field) -> None:
    first = Device(field.issue())
    sheet = need_sheet(first, field.establishments[1])
    key = next(iter(first.last))
    second = Device(first.kit)
    second.last = {key: dict(sheet)}
    a = first.sheet(key, typed=NEED | {"jobs": "9"})
    b = second.sheet(key, typed=NEED | {"waste": "bụi"})
    came_in(field, first, sheet)
    assert came_in(field, first, a, b) == {EntryState.APPLIED: 1}
    need = Need.objects.get()
    assert (need.jobs, need.waste) == (9, "bụi")


def test_two_kits_that_change_one_field_of_one_record_are_told(field: Field) -> None:
    need, first, told = carried_need(field)
    second = Device(field.issue(held_by="Hội nông dân xã"))
    one = first.sheet(**told | {"typed": told["typed"] | {"jobs": "9"}})
    two = second.sheet(**told | {"typed": told["typed"] | {"jobs": "11"}})
    assert came_in(field, first, one) == {EntryState.APPLIED: 1}
    assert came_in(field, second, two) == {EntryState.CONFLICT: 1}
    need.refresh_from_db()
    assert need.jobs == 9


def test_what_an_act_refuses_waits_for_a_person_and_stops_nothing_else(field: Field) -> None:
    need, device, told = carried_need(field)
    applications.drop_need(by=field.officer, need=need, reason="Đã tự mua", at=AT)
    refused = device.sheet(**told | {"typed": told["typed"] | {"jobs": "9"}})
    other = need_sheet(device, field.establishments[2])
    wrong = need_sheet(device, field.establishments[3], cost="20.76 tỷ")
    assert came_in(field, device, refused, wrong, other) == {
        EntryState.HELD: 2,
        EntryState.APPLIED: 1,
    }
    held = Entry.objects.filter(state=EntryState.HELD).order_by("id")
    assert ["không còn để ngỏ" in held[0].why, "Không rõ “20.76" in held[1].why] == [True, True]
    entry = dismiss(by=field.officer, entry=held[0], reason="Cơ sở đã tự mua", at=LATER)
    assert entry.state == EntryState.DISMISSED
    assert take_in(by=field.officer, kit=device.kit, at=LATER) == {}


def test_an_establishment_that_the_kit_did_not_carry_is_named_by_a_person(field: Field) -> None:
    device = Device(field.issue())
    sheet = device.sheet(kind="need", unlisted="Lò gốm ông Ví Dụ, thôn Mẫu", typed=NEED, seen="")
    assert came_in(field, device, sheet) == {EntryState.HELD: 1}
    entry = Entry.objects.get()
    one = field.establishments[4]
    name_establishment(by=field.officer, entry=entry, establishment=one, at=LATER)
    assert Need.objects.get().establishment == one
    again = device.sheet(next(iter(device.last)), typed=NEED | {"jobs": "2"})
    assert came_in(field, device, again) == {EntryState.APPLIED: 1}
    assert Need.objects.get().jobs == 2


REQUEST = {
    "trade": "food_processing",
    "commune": "07246",
    "difficult_area": "khong",
    "item": "machinery",
    "what": "mua máy sấy chè",
    "result": "",
    "year": "2027",
    "begins_on": "01/02/2027",
    "ends_on": "30/09/2027",
    "source": "national",
    "cost": "500 triệu",
    "asked": "200 triệu",
    "over_reason": "",
}


def test_a_request_is_begun_and_gone_on_with_as_a_draft(field: Field) -> None:
    device, one = Device(field.issue()), field.establishments[1]
    sheet = device.sheet(kind="request", establishment=str(one.id), typed=REQUEST, seen="")
    assert came_in(field, device, sheet) == {EntryState.APPLIED: 1}
    request = Request.objects.get()
    assert (request.state, request.asked, request.difficult_area) == ("draft", 200_000_000, False)
    assert str(request.commune) == "xã Xuân Lương"
    key = next(iter(device.last))
    came_in(field, device, device.sheet(key, typed=REQUEST | {"asked": "150 triệu"}))
    request.refresh_from_db()
    assert request.asked == 150_000_000


def test_a_request_out_of_a_need_is_the_one_that_the_desk_began(field: Field) -> None:
    need = make_need(field.officer, field.establishments[1])
    device = Device(field.issue())
    begun = applications.request_from_need(by=field.officer, need=need, at=AT)
    typed = REQUEST | {"what": need.what, "cost": "500 triệu"}
    told = {"need": str(need.id), "establishment": str(need.establishment_id)}
    sheet = device.sheet(kind="request", typed=typed, seen="", **told)
    assert came_in(field, device, sheet) == {EntryState.APPLIED: 1}
    assert Request.objects.get() == begun
    begun.refresh_from_db()
    assert (begun.trade, begun.asked) == ("food_processing", 200_000_000)


def test_an_officer_without_the_right_to_the_act_writes_nothing_by_the_kit(field: Field) -> None:
    device = Device(field.issue())
    receive(data=device.file(need_sheet(device, field.establishments[1])), at=AT)
    with pytest.raises(Refused, match="không có quyền"):
        take_in(by=field.cast.owner, kit=device.kit, at=LATER)
    assert not Need.objects.exists()
