"""The worker of a province calls a centre at a real port, over lines of every kind."""

import hashlib
import random
from collections.abc import Callable, Iterator
from datetime import timedelta
from email.utils import format_datetime
from uuid import UUID

import pytest
from django.conf import settings

from khuyencong.applications.models import SurveyRound
from khuyencong.core import clock
from khuyencong.exchange import arriving
from khuyencong.exchange.actions import calling, exporting, line
from khuyencong.exchange.actions.calling import call
from khuyencong.exchange.actions.line import NoAnswer
from khuyencong.exchange.actions.partners import set_address
from khuyencong.exchange.models import Bundle, Instance
from khuyencong.exchange.sealed import BadBundle
from khuyencong.exchange.states import Direction
from khuyencong.exchange.tasks import call_partners
from khuyencong.values.seals import new_signing_key
from tests.exchange.machines import AT, Machine
from tests.exchange.papers import PDF, ask, papers, put
from tests.exchange.server import Answer, Served, served
from tests.exchange.test_bundles import add_round

Pair = tuple[Machine, Machine]
#: Bytes of a piece here, so that a small bundle goes in many.
SMALL = 1000


@pytest.fixture
def centre(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    """Return the centre behind a port, which the province knows."""
    monkeypatch.setattr(calling, "PIECE", SMALL)
    monkeypatch.setattr(calling, "LEAST_PIECE", SMALL // 4)
    with served(pair[0]) as one:
        with pair[1].here():
            how = {"by": pair[1].officer, "partner": pair[1].partner, "at": AT}
            set_address(address=one.address, **how)
        yield one


def calls(province: Machine) -> calling.Called:
    with province.here():
        return call(partner=Instance.objects.get(is_own=False), at=clock.now())


def fails(province: Machine) -> str:
    with province.here(), pytest.raises((NoAnswer, BadBundle)) as error:
        call(partner=Instance.objects.get(is_own=False), at=clock.now())
    return str(error.value)


def many(machine: Machine, body: str, count: int = 60) -> None:
    """Make so many records that their bundle goes in many pieces."""
    for number in range(count):
        add_round(machine, body, f"Đợt {number} {new_signing_key().public.name}")


def held(machine: Machine) -> set[str]:
    with machine.here():
        return set(SurveyRound.objects.values_list("name", flat=True))


def require_one(pair: Pair, count: int) -> None:
    assert held(pair[0]) == held(pair[1])
    assert len(held(pair[0])) == count


def cut_once(part: str, at: int) -> Callable[[str, str], int | None]:
    """Cut the first answer to a part of the addresses after some bytes."""
    left = [at]
    return lambda method, path: left.pop() if left and part in path else None


def test_both_ways_in_one_call_and_nothing_in_the_next(pair: Pair, centre: Served) -> None:
    many(pair[0], "cuc")
    many(pair[1], "so")
    done = calls(pair[1])
    assert (done.sent, done.came) == (60, 60)
    require_one(pair, 120)
    assert centre.count("POST", "/den/") > 3
    assert centre.count("GET", "/goi/") > 3
    centre.well()
    assert calls(pair[1]) == calling.Called(0, 0)
    assert centre.count("POST", "/den/") == 1  # it says what it took, and no more
    centre.well()
    assert calls(pair[1]) == calling.Called(0, 0)
    assert centre.count("POST", "/den/") == 0


def test_a_bundle_that_comes_is_fetched_from_where_the_line_broke(
    pair: Pair, centre: Served
) -> None:
    many(pair[0], "cuc")
    cuts = iter([None, None, 700])
    centre.cut_at = lambda method, path: next(cuts, 0) if "/goi/" in path else None
    assert fails(pair[1]) == "đường truyền đứt giữa chừng"
    with pair[1].here():
        partner = Instance.objects.get(is_own=False)
        sha256, size = partner.fetching, partner.fetching_size
        assert arriving.arrived(partner.pk, sha256) == 2 * SMALL + 700 < size
    # Meanwhile there is more to be told: what was under way is finished all the same.
    many(pair[0], "cuc", 3)
    centre.well()
    assert calls(pair[1]).came == 63
    spans = [path for method, path, _ in centre.asked if sha256 in path]
    assert len(spans) == -(-(size - 2 * SMALL - 700) // SMALL)
    require_one(pair, 63)
    with pair[1].here():
        assert Instance.objects.get(is_own=False).fetching == ""


@pytest.mark.parametrize("breaks", [0.0, 0.2])
def test_files_come_in_many_bundles_each_resumed(
    pair: Pair, centre: Served, monkeypatch: pytest.MonkeyPatch, breaks: float
) -> None:
    """Once each; again only what a question asks for that was under way when the line broke: at
    most the three of one bundle for each time it broke.
    """
    monkeypatch.setattr(exporting, "FILES", 3 * SMALL)
    for machine, body in ((pair[0], "cuc"), (pair[1], "so")):
        request = ask(machine, body)
        for number in range(8):
            put(
                machine,
                request,
                PDF + hashlib.sha256(body.encode() + bytes([number])).digest() * 40,
            )
    chance = random.Random("files")
    centre.cut_at = lambda method, path: 40 if chance.random() < breaks else None
    broken = 0
    for _ in range(40):
        try:
            with pair[1].here():
                call(partner=Instance.objects.get(is_own=False), at=clock.now())
        except (NoAnswer, BadBundle):
            broken += 1
        if len(papers(pair[0])) == len(papers(pair[1])) == 16:
            break
    assert papers(pair[0]) == papers(pair[1])
    came = 0
    for machine in pair:
        with machine.here():
            taken = Bundle.objects.filter(direction=Direction.IN, files__gt=0)
            assert taken.count() >= 4
            came += sum(taken.values_list("files", flat=True))
    assert 16 <= came <= 16 + 3 * broken
    assert (broken > 0) == (breaks > 0)


def test_a_bundle_that_goes_is_brought_from_where_the_line_broke(
    pair: Pair, centre: Served
) -> None:
    many(pair[1], "so")
    heard: list[str] = []

    def after(method: str, path: str, answer: Answer) -> Answer | None:
        heard.append(path)
        return None if len(heard) > 3 and "/den/" in path else answer

    centre.after = after
    assert fails(pair[1]) == "đường truyền đứt giữa chừng"
    with pair[1].here():
        sha256 = Instance.objects.get(is_own=False).bringing
    with pair[0].here():
        here = arriving.arrived(Instance.objects.get(is_own=False).pk, sha256)
    assert here >= 2 * SMALL
    many(pair[1], "so", 3)
    centre.well()
    assert calls(pair[1]).sent == 3
    first = next(path for method, path, _ in centre.asked if method == "POST")
    assert f"{sha256}/?tu={here}&" in first
    require_one(pair, 63)


def test_an_answer_that_is_lost_after_the_bundle_was_taken_costs_nothing(
    pair: Pair, centre: Served
) -> None:
    add_round(pair[1], "so", "một đợt")
    centre.after = lambda method, path, answer: None if method == "POST" else answer
    assert fails(pair[1])
    assert held(pair[0]) == {"một đợt"}
    centre.well()
    calls(pair[1])
    require_one(pair, 1)
    with pair[0].here():
        assert Bundle.objects.filter(direction="in", count__gt=0).count() == 1


def test_a_piece_cut_on_its_way_goes_again_in_smaller_ones(pair: Pair, centre: Served) -> None:
    many(pair[1], "so")
    centre.takes = SMALL // 2
    assert calls(pair[1]).sent == 60
    require_one(pair, 60)
    assert all(length <= SMALL // 2 for _, _, length in centre.asked)


def test_a_door_that_takes_small_pieces_alone_gets_small_ones(pair: Pair, centre: Served) -> None:
    """As a web server before the app does, whose limit we do not know."""
    many(pair[1], "so")
    page = Answer(413, [("Content-Type", "text/html")], b"<h1>413</h1>")
    centre.before = lambda method, path, body: page if len(body) > SMALL // 2 else None
    assert calls(pair[1]).sent == 60
    require_one(pair, 60)
    centre.before = lambda method, path, body: page if body else None
    add_round(pair[1], "so", "thêm")
    assert fails(pair[1]) == "bên kia trả lời mã 413"


HTML = [("Content-Type", "text/html")]
ODD: dict[str, tuple[Answer, str]] = {
    "fault": (Answer(500, HTML, b"<h1>Server Error</h1>"), "bên kia trả lời mã 500"),
    "empty": (Answer(200, [], b""), "không đúng dạng"),
    "page": (Answer(200, HTML, b"<html>Wi-Fi login</html>"), "không đúng dạng"),
    "list": (Answer(200, [], b"[1]"), "không đúng dạng"),
    "other": (Answer(200, [], b'{"a": 1}'), "không đúng dạng"),
    "negative": (Answer(200, [], b'{"here": -5}'), "không đúng dạng"),
    "words": (Answer(200, [], b'{"here": "12"}'), "không đúng dạng"),
    "deep": (Answer(200, [], b"[" * 60_000), "không đúng dạng"),
    "huge": (Answer(200, [], b'{"here": ' + b"1" * 3_000_000), "không đúng dạng"),
    "moved": (Answer(302, [("Location", "http://127.0.0.1:1/")], b""), "chuyển hướng"),
    "busy": (Answer(503, [], '{"error": "Đang bảo trì."}'.encode()), "Đang bảo trì."),
}


@pytest.mark.parametrize("kind", ODD)
def test_an_answer_that_is_none_is_told_in_words_and_changes_nothing(
    pair: Pair, centre: Served, kind: str
) -> None:
    add_round(pair[1], "so", "một đợt")
    answer, why = ODD[kind]
    centre.before = lambda method, path, body: answer
    assert why in fails(pair[1])
    assert held(pair[0]) == set()
    centre.well()
    calls(pair[1])
    require_one(pair, 1)


@pytest.mark.parametrize(
    "told",
    [
        '{"sha256": "../../x", "size": 10, "count": 1, "is_new": true, "left": 0}',
        '{"sha256": "%s", "size": 99999999999, "count": 1, "is_new": true, "left": 0}' % ("0" * 64),
        '{"sha256": "%s", "size": "10", "count": 1, "is_new": true, "left": 0}' % ("0" * 64),
        '{"sha256": 5, "size": 10, "count": 1, "is_new": true, "left": 0}',
    ],
)
def test_a_bundle_that_cannot_be_is_not_fetched(pair: Pair, centre: Served, told: str) -> None:
    centre.before = lambda method, path, body: (
        Answer(200, [], told.encode()) if "tiep" in path else None
    )
    assert "không đúng dạng" in fails(pair[1])
    assert centre.count("GET", "/goi/") == 0


def test_a_bundle_with_other_bytes_is_dropped_and_fetched_anew(pair: Pair, centre: Served) -> None:
    many(pair[0], "cuc")

    def after(method: str, path: str, answer: Answer) -> Answer:
        if "/goi/" in path:
            answer.body = b"x" * len(answer.body)
        return answer

    centre.after = after
    assert "không đúng mã băm" in fails(pair[1])
    assert held(pair[1]) == set()
    centre.well()
    assert calls(pair[1]).came == 60


def test_a_bundle_that_is_kept_no_longer_is_written_anew(pair: Pair, centre: Served) -> None:
    many(pair[0], "cuc")
    centre.cut_at = cut_once("/goi/", 300)
    assert fails(pair[1])
    with pair[0].here():
        Bundle.objects.update(file="")
    centre.well()
    assert calls(pair[1]).came == 60
    require_one(pair, 60)


def test_what_is_refused_there_does_not_keep_us_from_what_is_for_us(
    pair: Pair, centre: Served
) -> None:
    add_round(pair[0], "cuc", "của Cục")
    add_round(pair[1], "so", "của Sở")
    said = '{"error": "Gói mang loại hồ sơ chưa biết."}'.encode()
    centre.before = lambda method, path, body: (
        Answer(422, [], said) if "/den/" in path and method == "POST" else None
    )
    assert fails(pair[1]) == "Gói mang loại hồ sơ chưa biết."
    assert held(pair[1]) == {"của Cục", "của Sở"}
    centre.well()
    calls(pair[1])
    require_one(pair, 2)


def test_a_partner_that_says_nothing_is_left_in_time(
    pair: Pair, centre: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(line, "SILENCE", 0.2)
    centre.late = 1
    assert fails(pair[1]) == "bên kia không trả lời trong thời gian chờ"


def test_a_partner_that_drips_is_left_in_time_and_what_came_is_kept(
    pair: Pair, centre: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    many(pair[0], "cuc", 10)
    centre.cut_at = cut_once("/goi/", 0)
    assert fails(pair[1])
    centre.well()
    monkeypatch.setattr(line, "WHOLE", 0.3)
    centre.drip = 0.02
    assert fails(pair[1]) in ("bên kia gửi quá chậm", "đường truyền đứt giữa chừng")
    centre.well()
    assert calls(pair[1]).came == 10


def test_a_call_ends_in_its_time_and_goes_on_in_the_next(
    pair: Pair, centre: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    many(pair[1], "so")
    monkeypatch.setattr(calling, "BUDGET", -1)
    assert "lần sau làm tiếp" in fails(pair[1])
    monkeypatch.undo()
    calls(pair[1])
    require_one(pair, 60)


def test_a_clock_that_is_wrong_is_told_as_such(
    pair: Pair, centre: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = clock.now() + timedelta(hours=1)

    def after(method: str, path: str, answer: Answer) -> Answer:
        answer.headers.append(("Date", format_datetime(told)))
        return answer

    centre.after = after
    real = line.signed_headers
    monkeypatch.setattr(
        line, "signed_headers", lambda key, **how: real(key, **(how | {"at": told}))
    )
    why = fails(pair[1])
    assert "không có chữ ký hợp lệ" in why
    assert "lệch nhau 60 phút" in why
    assert held(pair[0]) == set()


def test_another_key_opens_nothing(pair: Pair, centre: Served) -> None:
    add_round(pair[1], "so", "của Sở")
    with pair[1].here():
        settings.EXCHANGE_KEY.unlink()
    assert "không có chữ ký hợp lệ" in fails(pair[1])
    assert held(pair[0]) == set()


def test_one_that_is_not_there_keeps_nobody_else_from_being_called(
    pair: Pair, centre: Served
) -> None:
    add_round(pair[1], "so", "của Sở")
    with pair[1].here():
        mine = Instance.objects.get(is_own=False)
        away = Instance.objects.create(
            id=UUID("00000000-0000-7000-8000-000000000000"),
            name="Ở xa",
            address="http://127.0.0.1:9",
            public=new_signing_key().public.pem,
            state="active",
            proposed_at=AT,
            confirmed_at=AT,
        )
        call_partners(clock.now())
        told = {one.pk: one.trouble for one in Instance.objects.filter(is_own=False)}
    assert told == {mine.pk: "", away.pk: "không nối được tới địa chỉ của bên kia"}
    require_one(pair, 1)
