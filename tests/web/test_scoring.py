"""The jury's pages: own sheets alone, blind to whose they are; the secretariat's; the ledger."""

import json
import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice, product
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse

from khuyencong.accounts.actions import let_represent
from khuyencong.competitions.actions import conflicts
from khuyencong.competitions.models import Ledger, Photo, Round, Seat, Sheet, SheetWrite
from khuyencong.competitions.states import RoundState, SheetState
from khuyencong.core import blobs
from khuyencong.core.clock import now
from khuyencong.core.models import JournalEntry
from khuyencong.formats.opening import open_report
from khuyencong.values.text import fold
from tests.architecture.test_routes import patterns
from tests.cast import Cast
from tests.competitions.jury import Jury, make_jury
from tests.competitions.recount import recount
from tests.factories import make_user

pytestmark = pytest.mark.django_db
POINTS = {"market": "38,5", "benefit": "35", "culture": "9", "other": "7.5"}


@pytest.fixture
def jury(cast: Cast) -> Jury:
    return make_jury(cast)


@pytest.fixture
def juror(jury: Jury) -> Client:
    return client_of(jury.seats[0].user)


@pytest.fixture
def secretary(jury: Jury) -> Client:
    return client_of(jury.secretary)


def client_of(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def address(name: str, *args: object) -> str:
    return reverse(f"desk:{name}", args=args)


def key_on(client: Client, path: str) -> str:
    found = re.search(r'name="key" value="([^"]+)"', client.get(path).content.decode())
    assert found
    return found[1]


def save(client: Client, sheet: Sheet, **typed: str) -> HttpResponse:
    path = address("score-sheet", sheet.id)
    return client.post(path, {"key": key_on(client, path), "luu": "1", **POINTS, **typed})


def send(client: Client, sheet: Sheet, **more: Any) -> HttpResponse:
    said = {"key": str(uuid4()), "written_at": now().isoformat(), "typed": POINTS} | more
    return client.post(
        address("score-send", sheet.id), json.dumps(said), content_type="application/json"
    )


# --- a juror -------------------------------------------------------------------------------------


def test_a_juror_saves_locks_and_goes_on(jury: Jury, juror: Client) -> None:
    sheet = jury.sheet(0, 0)
    assert save(juror, sheet).status_code == 302
    assert jury.sheet(0, 0).total == 900
    path = address("score-sheet", sheet.id)
    answer = juror.post(path, {"key": key_on(juror, path), "khoa": "1", **POINTS})
    assert answer["Location"] == address("score-sheet", jury.sheet(0, 1).id)
    assert jury.sheet(0, 0).state == SheetState.LOCKED
    assert "đã khóa" in juror.get(path).content.decode()
    assert "38,5" in juror.get(path).content.decode()


def test_the_same_form_sent_twice_is_one_writing_and_no_attempt(jury: Jury, juror: Client) -> None:
    path = address("score-sheet", jury.sheet(0, 0).id)
    form = {"key": key_on(juror, path), "khoa": "1", **POINTS}
    assert [juror.post(path, form).status_code for _ in range(2)] == [302, 302]
    assert SheetWrite.objects.count() == 1
    assert not JournalEntry.objects.filter(act="sheet.attempt").exists()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"market": "40,1"}, "Từ 0 đến 40,0 điểm"),
        ({"market": "ba mươi"}, "Ghi điểm bằng số"),
        ({"market": "38,55"}, "Ghi điểm bằng số"),
        ({"market": "-1"}, "Ghi điểm bằng số"),
        ({"remark": "a" * 1001}, "1000 ký tự"),
    ],
)
def test_what_was_typed_stays_when_it_is_refused(
    jury: Jury, juror: Client, typed: dict[str, str], said: str
) -> None:
    answer = save(juror, jury.sheet(0, 0), **typed)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert next(iter(typed.values())) in answer.content.decode()
    assert not SheetWrite.objects.exists()


def test_a_try_on_a_locked_sheet_is_told_in_the_journal(jury: Jury, juror: Client) -> None:
    sheet = jury.lock(0, 0, 1, 1, 1, 1)
    path = address("score-sheet", sheet.id)
    answer = juror.post(path, {"key": str(uuid4()), "luu": "1", **POINTS})
    assert answer.status_code == 422
    assert "ghi nhật ký" in answer.content.decode()
    assert send(juror, sheet).status_code == 409
    assert JournalEntry.objects.filter(act="sheet.attempt").count() == 2
    assert jury.sheet(0, 0).total == 4


def test_a_juror_opens_no_sheet_of_another_and_none_he_keeps_out_of(
    jury: Jury, juror: Client
) -> None:
    conflicts.recuse(
        by=jury.seats[0].user,
        seat=jury.seats[0],
        establishment=jury.makers[2],
        reason="",
        at=now(),
    )
    for sheet in (jury.sheet(1, 0), jury.sheet(0, 2)):
        for name in ("score-sheet", "score-keep-out", "score-send"):
            path = address(name, sheet.id)
            answers = {juror.post(path).status_code}
            assert answers == {404}, name
        assert juror.get(address("score-sheet", sheet.id)).status_code == 404
        assert juror.get(address("score-paper", sheet.id, "pdf")).status_code == 404
        assert send(juror, sheet).status_code == 404
    assert juror.get(address("score-sheets", jury.seats[1].id)).status_code == 404
    assert not SheetWrite.objects.exists()


def test_a_juror_reaches_no_page_of_the_secretariat(jury: Jury, juror: Client) -> None:
    jury.lock(1, 0, 1, 2, 3, 4)
    jury.tally(reason="Thử")
    for name in ("vote-members", "vote-scoring", "vote-visits", "paper-sheets"):
        assert juror.get(address(name, jury.round.id)).status_code == 404
    assert juror.post(address("vote-step", jury.round.id, "tally")).status_code == 404


def test_who_knows_the_maker_keeps_out_by_one_button(jury: Jury, juror: Client) -> None:
    sheet = jury.write(0, 0, 1, 1, 1, 1)
    path = address("score-sheet", sheet.id)
    keys = re.findall(r'name="key" value="([^"]+)"', juror.get(path).content.decode())
    answer = juror.post(address("score-keep-out", sheet.id), {"key": keys[-1]})
    assert answer["Location"] == address("score-sheets", jury.seats[0].id)
    assert juror.get(path).status_code == 404
    page = juror.get(answer["Location"]).content.decode()
    assert "CB-002" in page
    assert address("score-sheet", sheet.id) not in page


def test_declaring_comes_first_and_tells_nothing(jury: Jury, juror: Client) -> None:
    Seat.objects.filter(id=jury.seats[0].id).update(declared_at=None)
    sheet = jury.sheet(0, 0)
    assert 'class="score-form"' not in juror.get(address("score-sheet", sheet.id)).content.decode()
    assert send(juror, sheet).status_code == 422
    path = address("score-declare", jury.seats[0].id)
    key = key_on(juror, path)
    assert juror.post(path, {"key": key}).status_code == 422
    assert juror.post(path, {"key": key, "none": "on", "name-1": "Gỗ"}).status_code == 422
    typed = {"key": key, "name-1": "cty tnhh sen vang so 0", "name-2": "Không ai biết"}
    answer = juror.post(path, typed)
    assert answer.status_code == 302
    assert [c.establishment_id for c in jury.seats[0].conflicts.all()] == [jury.makers[0].id]
    assert juror.get(address("score-sheet", sheet.id)).status_code == 404


# --- from a device that was offline --------------------------------------------------------------


def test_a_writing_comes_in_once_whenever_it_is_sent(jury: Jury, juror: Client) -> None:
    sheet, key = jury.sheet(0, 0), str(uuid4())
    early = (now() - timedelta(hours=2)).isoformat()
    assert send(juror, sheet).json() == {"state": "kept", "total": 900}
    for _ in range(2):
        old = send(juror, sheet, key=key, written_at=early, typed=POINTS | {"market": "1"})
        assert old.json() == {"state": "kept", "total": 900}
    assert SheetWrite.objects.filter(sheet=sheet).count() == 2
    assert jury.sheet(0, 0).channel == "offline"


@pytest.mark.parametrize(
    "more",
    [
        {"key": "x"},
        {"written_at": "hôm qua"},
        {"written_at": "2026-03-01T10:00:00"},
        {"typed": []},
        {"typed": {"market": "99"}},
        {"typed": {"remark": "a" * 30_000}},
    ],
)
def test_what_cannot_be_kept_is_answered_in_words(
    jury: Jury, juror: Client, more: dict[str, Any]
) -> None:
    answer = send(juror, jury.sheet(0, 0), **more)
    assert answer.status_code == 422
    assert answer.json()["said"]
    assert not SheetWrite.objects.exists()


def test_a_forged_writing_is_not_taken(jury: Jury) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(jury.seats[0].user)
    assert send(client, jury.sheet(0, 0)).status_code == 403


# --- the secretariat -----------------------------------------------------------------------------


def test_points_show_only_after_locking(jury: Jury, secretary: Client) -> None:
    for juror in range(3):
        for entry in range(3):
            jury.lock(juror, entry, 123, 234, 5, 6)
    path = address("vote-scoring", jury.round.id)
    before = secretary.get(path).content.decode()
    assert "36,80" not in before
    assert "12,3" not in before
    step = address("vote-step", jury.round.id, "tally")
    assert secretary.post(step, {"key": key_on(secretary, path)})["Location"] == path
    after = secretary.get(path).content.decode()
    assert "36,80" in after
    assert Ledger.objects.get().sha256 in after


def test_a_juror_who_moved_since_the_last_round_is_shown_under_his_code(cast: Cast) -> None:
    year_before = {"year": 2025, "opens_on": date(2025, 3, 1), "closes_on": date(2025, 7, 1)}
    before = make_jury(cast, jurors=2, entries=2, **year_before)
    jury = make_jury(cast, jurors=2, entries=2)
    for old, new in zip(before.seats, jury.seats, strict=True):
        Seat.objects.filter(id=old.id).update(user=new.user)
        old.user = new.user
    given = {0: (300, 300, 50, 50), 1: (350, 350, 50, 50)}
    for one, swapped in ((before, False), (jury, True)):
        for juror in range(2):
            for entry in range(2):
                one.lock(juror, entry, *given[1 - juror if swapped else juror])
        one.tally()
    page = client_of(jury.secretary).get(address("vote-scoring", jury.round.id)).content.decode()
    first, second = (seat.code for seat in jury.seats)
    assert f"{first}: 2025: −10,00; lần này đổi +20,00 " in page
    assert f"{second}: 2025: +10,00; lần này đổi −20,00 " in page
    assert page.count("đổi nhiều") == 2
    none = client_of(before.secretary).get(address("vote-scoring", before.round.id))
    assert "các cuộc trước" not in none.content.decode()


def test_an_open_sheet_stops_the_step_in_words(jury: Jury, secretary: Client) -> None:
    path = address("vote-scoring", jury.round.id)
    step = address("vote-step", jury.round.id, "tally")
    answer = secretary.post(step, {"key": key_on(secretary, path)}, follow=True)
    assert "Còn 9 phiếu chưa khóa" in answer.content.decode()
    again = {"key": key_on(secretary, path), "reason": "Hết hạn"}
    assert "Đã khóa điểm" in secretary.post(step, again, follow=True).content.decode()


def test_the_head_appoints_and_sees_conflicts(cast: Cast, jury: Jury) -> None:
    head = client_of(cast.head)
    path = address("vote-members", jury.round.id)
    form = {
        "key": key_on(head, path),
        "full_name": "Trần Văn Ví Dụ",
        "username": "gk-moi",
        "body": "jury",
        "role": "member",
        "owned": "Công ty TNHH Sen Vàng Số 1",
        "decision": "3/QĐ",
        "decided_on": "05/3/2026",
    }
    assert head.post(path, form | {"decision": ""}).status_code == 422
    assert head.post(path, form).status_code == 302
    page = head.get(path).content.decode()
    assert "trùng tên cơ sở mình sở hữu" in page
    # He came while scoring: his sheets lie open, but for the one he keeps out of.
    assert Sheet.objects.filter(seat__user__username="gk-moi").count() == 2
    conflict = Seat.objects.get(user__username="gk-moi").conflicts.get()
    lift = address("vote-lift", jury.round.id, conflict.id)
    assert head.post(lift).status_code == 404
    secretary = client_of(jury.secretary)
    keys = re.findall(r'name="key" value="([^"]+)"', secretary.get(path).content.decode())
    secretary.post(lift, {"key": keys[0], "reason": "Tên giống, chủ khác"})
    conflict.refresh_from_db()
    assert conflict.lift_reason == "Tên giống, chủ khác"


def test_paper_is_keyed_twice_and_differences_stand_side_by_side(
    jury: Jury, secretary: Client
) -> None:
    second, sheet = client_of(jury.second), jury.sheet(0, 0)
    path = address("paper-sheet", jury.round.id, sheet.id)
    secretary.post(path, {"key": key_on(secretary, path), **POINTS})
    assert "38,5" not in second.get(path).content.decode()
    typed = POINTS | {"market": "35,8"}
    answer = second.post(path, {"key": key_on(second, path), **typed}, follow=True)
    page = answer.content.decode()
    assert "38,5" in page
    assert "35,8" in page
    assert page.count('class="differs"') == 1
    second.post(path, {"key": key_on(second, path), **POINTS})
    assert jury.sheet(0, 0).state == SheetState.LOCKED


def test_a_visit_is_written_down(jury: Jury, secretary: Client) -> None:
    path = address("vote-visits", jury.round.id)
    form = {
        "key": key_on(secretary, path),
        "entry": "CB-001",
        "day": now().strftime("%d/%m/%Y"),
        "seats": [str(jury.seats[0].id)],
        "found": "Xưởng gọn",
    }
    assert secretary.post(path, form).status_code == 302
    assert "Xưởng gọn" in secretary.get(path).content.decode()


def test_a_juror_sees_his_own_alone_after_locking_too(jury: Jury, juror: Client) -> None:
    jury.lock(0, 0, 111, 111, 11, 11)
    jury.lock(1, 0, 399, 222, 33, 44)
    jury.tally(reason="Thử")
    page = juror.get(address("score-sheets", jury.seats[0].id)).content.decode()
    assert "24,4" in page
    assert "69,8" not in page


@pytest.mark.parametrize("name", ["score-sheets", "score-together", "vote-scoring", "paper-sheets"])
def test_lists_ask_no_more_for_more(cast: Cast, name: str) -> None:
    counts = []
    for size in (2, 6):
        jury = make_jury(cast, jurors=size, entries=size)
        about = jury.seats[0] if name.startswith("score") else jury.round
        client = client_of(jury.seats[0].user if name.startswith("score") else jury.secretary)
        client.get(address(name, about.id))
        with CaptureQueriesContext(connection) as found:
            assert client.get(address(name, about.id)).status_code == 200
        counts.append(len(found))
    assert counts[0] == counts[1]


# --- the ledger in public ------------------------------------------------------------------------


def test_the_ledger_is_public_once_the_council_has_decided(jury: Jury) -> None:
    jury.lock(0, 0, 300, 300, 50, 50)
    jury.lock(1, 1, 200, 300, 50, 50)
    jury.tally(reason="Thử")
    addresses = [
        reverse("portal:ledger", args=[jury.round.id, 1]),
        reverse("portal:ledger-file", args=[jury.round.id, 1, "json"]),
        reverse("portal:ledger-file", args=[jury.round.id, 1, "csv"]),
    ]
    assert {Client().get(path).status_code for path in addresses} == {404}
    Round.objects.update(state=RoundState.DECIDED)
    page, text, table = (Client().get(path).content.decode() for path in addresses)
    assert "70,00" in page
    assert "chưa kiểm chứng" in page
    assert recount(text)["CB-001"] == (1, 70)
    assert table.startswith("entry,juror,market")
    for person in (jury.seats[0].user.full_name, jury.makers[0].name):
        assert person not in page + text + table


# --- blind ---------------------------------------------------------------------------------------

SECRETS = ("sen vang so", "0912345", "thon doai mau", "trang doi", "chu co so mau")


def blind_round(cast: Cast) -> Jury:
    """Return a round whose dossiers tell everywhere whose they are."""
    jury = make_jury(cast)
    owner = make_user(full_name="Chủ Cơ Sở Mẫu")
    for maker in jury.makers:
        let_represent(user=owner, establishment=maker, at=now())
    for number, entry in enumerate(jury.entries):
        maker = jury.makers[number]
        thing = entry.product
        thing.trademark, thing.is_set = "Trăng Đôi", True
        thing.name = f"Bánh Sen Vàng Số {number} loại {number}"
        thing.parts = f"hộp của {maker.name}; gọi {maker.phone}"
        thing.save()
        entry.answers = {
            "materials": f"Sen trồng tại Thôn Đoài Mẫu, MST {maker.tax_code}",
            "markets": "Bán tại www.trangdoi.vn, nhãn TRĂNG ĐÔI",
            "of_the_place": f"{maker.name.upper()} do Chủ Cơ Sở Mẫu lập",
            "applicant": maker.name,
        }
        entry.save()
        data = {size: blobs.put(f"{size}{number}".encode()) for size in ("public", "thumbnail")}
        Photo.objects.create(
            product=thing, position=1, original=blobs.put(b"o"), recorded_at=now(), **data
        )
    return jury


def readable(answer: HttpResponse) -> str:
    """Return what an answer says, whatever file it is, as it is compared."""
    data = b"".join(answer.streaming_content) if answer.streaming else answer.content
    kind = answer.headers.get("Content-Type", "")
    if kind == "application/pdf":
        data = open_report("a.pdf", data).text.encode()
    elif "wordprocessingml" in kind:
        data = open_report("a.docx", data).text.encode()
    head = " ".join(f"{name}: {value}" for name, value in answer.headers.items())
    return fold(f"{head} {data.decode('utf-8', 'replace')}")


def candidates(jury: Jury) -> dict[str, list[object]]:
    """Return what may fill an address, by the name of what it asks for."""
    mine = list(Sheet.objects.values_list("id", flat=True))
    first = jury.entries[0]
    about = [jury.round.id, first.id, first.product_id, jury.makers[0].id, mine[0]]
    return {
        "round_id": [jury.round.id],
        "seat_id": [seat.id for seat in jury.seats],
        "sheet_id": mine,
        "entry_id": [entry.id for entry in jury.entries],
        "product_id": [entry.product_id for entry in jury.entries],
        "establishment_id": [maker.id for maker in jury.makers],
        "photo_id": list(Photo.objects.values_list("id", flat=True)),
        "form": ["pdf", "docx", "json", "csv"],
        "size": ["nho", "lon"],
        "stage": [1],
        "": [*about, "pdf", "1"],
    }


def every_address(jury: Jury) -> Iterator[str]:
    """Yield every address of the desk and the portal, filled with all that the round has."""
    known = candidates(jury)
    for name, pattern in patterns(get_resolver()):
        if not name.startswith(("desk:", "portal:")):
            continue
        asked = list(pattern.pattern.converters)
        for given in islice(product(*(known.get(a, known[""]) for a in asked)), 60):
            filled = dict(zip(asked, given, strict=True))
            try:
                yield reverse(name, kwargs=filled)
            except Exception:
                continue


@pytest.mark.slow
def test_nothing_a_blind_juror_can_reach_tells_whose_it_is(cast: Cast) -> None:
    jury = blind_round(cast)
    secrets = [*SECRETS, *(maker.tax_code for maker in jury.makers)]
    client = client_of(jury.seats[0].user)
    client.raise_request_exception = False
    waiting, seen, opened = ["/desk/", *every_address(jury)], set(), 0
    told = {}
    while waiting:
        path = waiting.pop()
        if path in seen or len(seen) > 4000:
            continue
        seen.add(path)
        answer = client.get(path)
        if answer.status_code != 200:
            continue
        opened += 1
        text = readable(answer)
        if found := [secret for secret in secrets if secret in text]:
            told[path] = found
        if "text/html" in answer.headers["Content-Type"] and not answer.streaming:
            links = re.findall(r'(?:href|src|action)="([^"#?]+)', answer.content.decode())
            waiting += [urlsplit(link).path for link in links if link.startswith("/desk/")]
    assert told == {}
    assert opened > 20
    sheet = address("score-sheet", jury.sheet(0, 0).id)
    assert sheet in seen
    page = client.get(sheet).content.decode()
    assert "[cơ sở]" in page
    assert "loại 0" in page


def test_an_open_round_says_whose_it_is(cast: Cast) -> None:
    jury = make_jury(cast, blind=False)
    client = client_of(jury.seats[0].user)
    page = client.get(address("score-sheet", jury.sheet(0, 0).id)).content.decode()
    assert jury.makers[0].name in page


def test_a_photograph_is_of_the_sheet_and_has_no_name_of_a_file(cast: Cast) -> None:
    jury = blind_round(cast)
    client = client_of(jury.seats[0].user)
    sheet = jury.sheet(0, 0)
    own = jury.entries[0].product.photos.get()
    other = jury.entries[1].product.photos.get()
    answer = client.get(address("score-photo", sheet.id, own.id, "nho"))
    assert answer.content == b"thumbnail0"
    assert answer["Content-Disposition"] == 'inline; filename="CB-001.jpg"'
    assert client.get(address("score-photo", sheet.id, other.id, "nho")).status_code == 404
    assert client.get(address("score-photo", sheet.id, own.id, "original")).status_code == 404


def test_a_printed_sheet_has_what_the_circular_asks(jury: Jury, juror: Client) -> None:
    jury.lock(0, 0, 385, 350, 90, 75)
    answer = juror.get(address("score-paper", jury.sheet(0, 0).id, "pdf"))
    text = readable(answer)
    for said in ("hoi dong binh chon", "cb-001", "giam khao mau 0", "nhan xet", "38,5", "90,0"):
        assert said in text, said
    locked = jury.sheet(0, 0).sha256
    assert locked[:12] in re.sub(r"\s", "", text)


def test_the_sheets_of_a_juror_are_printed_at_one_go(jury: Jury, secretary: Client) -> None:
    code = jury.seats[1].code
    page = secretary.get(address("paper-sheets", jury.round.id), {"giam-khao": code})
    assert "In 3 phiếu của trang này" in page.content.decode()
    answer = secretary.get(
        address("paper-sheets-print", jury.round.id), {"giam-khao": code, "trang": "1"}
    )
    text = readable(answer)
    assert text.count("phieu cham diem") == text.count(f"ma {code.lower()}") == 3
    assert all(entry.code.lower() in text for entry in jury.entries)
    nobody = secretary.get(address("paper-sheets-print", jury.round.id), {"giam-khao": "GK-99"})
    assert nobody.status_code == 404


def test_there_is_no_door_of_the_framework() -> None:
    from django.apps import apps

    assert not apps.is_installed("django.contrib.admin")
    assert not Path("khuyencong/competitions/admin.py").exists()
