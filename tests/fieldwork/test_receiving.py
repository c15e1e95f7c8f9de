"""A file comes in: each way of being wrong has its answer, and nothing comes in twice."""

import json
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from khuyencong.core.models import JournalEntry
from khuyencong.core.refusal import Refused
from khuyencong.fieldwork.actions import receive, revoke_kit
from khuyencong.fieldwork.models import Entry, Returned, Revision
from khuyencong.fieldwork.rules.returns import (
    LARGEST,
    MOST_SHEETS,
    Altered,
    NotAReturn,
    RevokedKit,
    UnknownKit,
)
from khuyencong.fieldwork.states import EntryState
from tests.fieldwork.conftest import AT, Field
from tests.fieldwork.device import Device, need_sheet

pytestmark = pytest.mark.django_db


@pytest.fixture
def device(field: Field) -> Device:
    return Device(field.issue())


def test_a_file_by_line_waits_for_an_officer(field: Field, device: Device) -> None:
    sheet = need_sheet(device, field.establishments[0])
    received = receive(data=device.file(sheet), at=AT)
    assert [(str(key), number) for key, number in received.kept] == [(sheet["key"], 1)]
    entry = Entry.objects.get()
    assert (entry.state, entry.newest, entry.applied) == (EntryState.WAITING, 1, 0)
    assert entry.revisions.get().typed == sheet["typed"]
    journal = JournalEntry.objects.get(act="kit.returned")
    assert journal.facts == {
        "returned": str(received.returned.id),
        "told": 1,
        "new": 1,
    }


def test_the_same_file_again_is_answered_the_same_and_kept_once(
    field: Field, device: Device
) -> None:
    data = device.file(need_sheet(device, field.establishments[0]))
    first, second = receive(data=data, at=AT), receive(data=data, at=AT)
    assert (first.kept, first.repeated, second.repeated) == (second.kept, False, True)
    assert (Returned.objects.count(), Revision.objects.count()) == (1, 1)


def test_a_sheet_in_two_files_is_one_sheet(field: Field, device: Device) -> None:
    one, two = (need_sheet(device, e) for e in field.establishments[:2])
    receive(data=device.file(one), at=AT)
    again = receive(data=device.file(one, two), at=AT)
    assert (again.returned.told, again.returned.new) == (2, 1)
    assert Entry.objects.count() == 2


def test_an_older_draft_that_comes_late_is_kept_and_put_over_nothing(
    field: Field, device: Device
) -> None:
    old = need_sheet(device, field.establishments[0])
    key = next(iter(device.last))
    new = device.sheet(key, typed=old["typed"] | {"jobs": "9"})
    for sheet in (new, old):
        receive(data=device.file(sheet), at=AT)
    entry = Entry.objects.get()
    assert (entry.newest, entry.revisions.count()) == (2, 2)


def test_a_revoked_kit_a_strange_one_and_an_altered_file(field: Field, device: Device) -> None:
    data = device.file(need_sheet(device, field.establishments[0]))
    said = json.loads(data)
    altered = json.dumps(said | {"payload": said["payload"].replace("Máy cũ", "Máy mới")})
    with pytest.raises(Altered):
        receive(data=altered.encode(), at=AT)
    with pytest.raises(UnknownKit):
        receive(data=json.dumps(said | {"kit": str(uuid4())}).encode(), at=AT)
    other = Device(field.issue(held_by="Hội phụ nữ xã"))
    stolen = json.dumps(said | {"kit": str(other.kit.id)})
    with pytest.raises(Altered):
        receive(data=stolen.encode(), at=AT)
    revoke_kit(by=field.officer, kit=device.kit, reason="Mất máy", at=AT)
    with pytest.raises(RevokedKit, match="24/11/2026"):
        receive(data=data, at=AT)
    assert not Returned.objects.exists()


def broken_sheets(sheet: dict[str, Any]) -> dict[str, Any]:
    """Return payloads that a kit never writes, by what is wrong with them."""
    return {
        "no sheets": [],
        "too many": [sheet] * (MOST_SHEETS + 1),
        "no list": {"0": sheet},
        "another kind": [sheet | {"kind": "tax"}],
        "a number for text": [sheet | {"typed": {"what": 5}}],
        "too long": [sheet | {"typed": {"what": "x" * 6_001}}],
        "a NUL": [sheet | {"seen": "\0"}],
        "half a letter": [sheet | {"seen": "\ud800"}],
        "revision nought": [sheet | {"revision": 0}],
        "a true revision": [sheet | {"revision": True}],
        "no zone": [sheet | {"device_at": "2026-11-24T01:00:00"}],
        "no id": [sheet | {"key": "1"}],
        "a strange record": [sheet | {"establishment": str(uuid4())}],
        "a strange line": [sheet | {"line": str(uuid4())}],
    }


@pytest.mark.parametrize("name", broken_sheets({}))
def test_what_no_kit_writes_is_refused_whole(field: Field, device: Device, name: str) -> None:
    sheets = broken_sheets(need_sheet(device, field.establishments[0]))[name]
    payload = {"kit": str(device.kit.id), "made_at": "2026-11-24T09:00:00+07:00", "sheets": sheets}
    with pytest.raises(NotAReturn):
        receive(data=device.signed(json.dumps(payload)), at=AT)
    assert not Entry.objects.exists()


def test_one_id_for_two_sheets_is_refused(field: Field, device: Device) -> None:
    sheet = need_sheet(device, field.establishments[0])
    receive(data=device.file(sheet), at=AT)
    other = sheet | {"establishment": str(field.establishments[1].id), "seen": "khác"}
    with pytest.raises(NotAReturn, match="mã của phiếu khác"):
        receive(data=device.file(other), at=AT)


@pytest.mark.parametrize(
    "data",
    [
        *(b"", b"{}", b"[]", b"null", b"\xff\xfe", b'{"format":1}', b"[" * 100_000, b"9" * 5_000),
        b"x" * (LARGEST + 1),
        b'{"format":"khuyencong-bo-cong-cu/1","payload":1}',
    ],
    ids=range(10),
)
def test_any_other_file_gets_a_sentence(db: None, data: bytes) -> None:
    with pytest.raises(NotAReturn, match="không phải tệp trả về"):
        receive(data=data, at=AT)


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_file_with_any_byte_changed_is_no_file_of_the_kit(
    field: Field, device: Device, data: st.DataObject
) -> None:
    whole = device.file(need_sheet(device, field.establishments[0]))
    place = data.draw(st.integers(0, len(whole) - 1))
    byte = data.draw(st.integers(0, 255).filter(lambda value: value != whole[place]))
    changed = whole[:place] + bytes([byte]) + whole[place + 1 :]
    try:
        received = receive(data=changed, at=AT)
    except Refused:
        return
    # White space, or an escape that says the same: what was signed is what came in.
    assert received.kept == ((next(reversed(device.last)), 1),)


def test_only_who_may_takes_a_file_in_by_hand(field: Field, device: Device) -> None:
    data = device.file(need_sheet(device, field.establishments[0]))
    with pytest.raises(Refused, match="không có quyền"):
        receive(data=data, at=AT, by=field.cast.stranger)
    assert receive(data=data, at=AT, by=field.officer).returned.received_by == field.officer.id
