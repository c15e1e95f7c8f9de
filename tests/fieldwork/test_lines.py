"""Lines of a đề án in a kit: what was found before the council sits, and what came of it later."""

from datetime import UTC, datetime
from typing import Any

import pytest

from khuyencong.applications.actions import load_papers
from khuyencong.core.refusal import Refused
from khuyencong.fieldwork.actions import issue_kit, receive, take_in
from khuyencong.fieldwork.models import Entry, SiteNote
from khuyencong.fieldwork.states import EntryState
from khuyencong.projects.actions import load_norms
from khuyencong.projects.models import Acceptance, FollowUp, Line
from tests.fieldwork.device import Device
from tests.projects.crew import Crew, M, make_crew, only_line

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 24, 2, tzinfo=UTC)
FOUND = {
    "day": "20/11/2026",
    "quantity": "1",
    "cost": "620 triệu",
    "words": "Máy đã lắp, chạy thử đạt",
    "jobs": "",
}
SEEN = {
    "day": "20/11/2026",
    "still_used": "co",
    "jobs": "4",
    "monthly_income": "9 triệu",
    "output_percent": "",
    "revenue": "",
    "output_before": "100",
    "output_after": "150",
    "output_unit": "tấn",
    "productivity_percent": "",
    "told": "Máy chạy đều",
}


@pytest.fixture
def crew(db: None) -> Crew:
    load_papers()
    load_norms()
    return make_crew()


def kit_for(crew: Crew, line: Line) -> Device:
    """Return a device with a kit of the commune in which the line's establishment stands."""
    assert line.establishment is not None
    commune = line.establishment.commune
    given: dict[str, Any] = {"commune": commune, "held_by": "UBND xã Mẫu", "at": AT}
    return Device(issue_kit(by=crew.drafter, custodian=crew.department, **given))


def told_of(line: Line, kind: str, typed: dict[str, str]) -> dict[str, Any]:
    about = {"line": str(line.id), "establishment": str(line.establishment_id)}
    return {"kind": kind, "typed": typed, "seen": "", **about}


def came_in(crew: Crew, device: Device, *sheets: dict[str, Any]) -> dict[str, int]:
    receive(data=device.file(*sheets), at=AT)
    return take_in(by=crew.drafter, kit=device.kit, at=AT)


def test_what_was_found_is_a_draft_for_the_council_and_no_acceptance(crew: Crew) -> None:
    line = only_line(crew.under_way(crew.one()))
    first, second = kit_for(crew, line), kit_for(crew, line)
    assert str(line.id) in first.kit.carried["acceptance"]
    assert came_in(crew, first, first.sheet(**told_of(line, "acceptance", FOUND))) == {
        EntryState.APPLIED: 1
    }
    note = SiteNote.objects.get()
    assert (note.line, note.values["cost"], note.values.get("jobs")) == (line, 620_000_000, None)
    assert not Acceptance.objects.exists()
    other = FOUND | {"cost": "600 triệu", "jobs": "3"}
    assert came_in(crew, second, second.sheet(**told_of(line, "acceptance", other))) == {
        EntryState.CONFLICT: 1
    }
    note.refresh_from_db()
    assert note.values["cost"] == 620_000_000
    third = kit_for(crew, line)
    carried = third.kit.carried["acceptance"][str(line.id)]["values"]
    assert carried == note.values


def test_a_line_that_was_accepted_meanwhile_takes_no_draft(crew: Crew) -> None:
    line = only_line(crew.under_way(crew.one()))
    device = kit_for(crew, line)
    crew.accept(line)
    assert came_in(crew, device, device.sheet(**told_of(line, "acceptance", FOUND))) == {
        EntryState.HELD: 1
    }
    assert "nghiệm thu" in Entry.objects.get().why


def test_a_follow_up_is_recorded_once_by_the_act_of_the_desk(crew: Crew) -> None:
    line = only_line(crew.under_way(crew.one()))
    crew.accept(line)
    crew.pay(line, 80 * M)
    device = kit_for(crew, line)
    assert str(line.id) in device.kit.carried["follow_up"]
    sheet = device.sheet(**told_of(line, "follow_up", SEEN))
    for _ in range(2):
        came_in(crew, device, sheet)
    seen = FollowUp.objects.get()
    assert (seen.still_used, seen.jobs, seen.monthly_income, seen.output_unit) == (
        True,
        4,
        9_000_000,
        "tấn",
    )
    key = next(iter(device.last))
    assert came_in(crew, device, device.sheet(key, typed=SEEN, seen="Chụp ảnh thêm")) == {
        EntryState.APPLIED: 1
    }
    assert came_in(crew, device, device.sheet(key, typed=SEEN | {"jobs": "5"})) == {
        EntryState.HELD: 1
    }
    assert FollowUp.objects.get().jobs == 4


def test_a_file_cannot_name_a_line_that_its_kit_does_not_carry(crew: Crew) -> None:
    line = only_line(crew.under_way(crew.one()))
    other = only_line(crew.under_way(crew.one()))
    device = kit_for(crew, line)
    with pytest.raises(Refused, match="không mang theo"):
        receive(data=device.file(device.sheet(**told_of(other, "acceptance", FOUND))), at=AT)
