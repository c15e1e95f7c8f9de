"""Openings out of a log: the sums of its lines, once only, whole or not at all, no address."""

import random
from collections import Counter
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from django.apps import apps
from django.db import transaction

from khuyencong.competitions.actions import scans
from khuyencong.competitions.actions.scans import ScansCounted, count_scans
from khuyencong.competitions.models import Certificate, ScanCount, ScanFile
from khuyencong.competitions.queries.scans import scans_of
from khuyencong.values.shortcode import new_code, shown_code
from tests.cast import Cast
from tests.conditions import KILLS, SIZE
from tests.factories import (
    make_certificate,
    make_entry,
    make_establishment,
    make_round,
    make_titled,
)

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 23, 5, tzinfo=UTC)
ZONES = [timezone(timedelta(hours=hours)) for hours in (7, 0, -5)]
ADDRESS = "203.0.113."
Told = Counter[tuple[str, date]]


@pytest.fixture
def titles(cast: Cast) -> list[Certificate]:
    first = make_titled(cast.owner, make_establishment(cast.head, cast.department))
    second = make_certificate(make_entry(make_round(cast.agency, "nation"), first.product))
    return [first, second]


def line(path: str, at: datetime, status: int = 200, method: str = "GET", agent: str = "") -> str:
    when = at.strftime("%d/%b/%Y:%H:%M:%S %z")
    host = f"{ADDRESS}{at.second}"
    return f'{host} - - [{when}] "{method} {path} HTTP/1.1" {status} 9000 "-" "{agent}"\n'


def written(titles: list[Certificate], count: int, seed: int) -> tuple[str, Told]:
    """Return log lines and how many of them open which page on which Vietnamese day."""
    chance, lines, told = random.Random(seed), [], Counter()
    for _ in range(count):
        code = chance.choice([*(one.code for one in titles), new_code()])
        at = datetime(2026, 11, 20, tzinfo=UTC) + timedelta(minutes=chance.randint(0, 5_000))
        path = chance.choice([f"/q/{code}", f"/q/{code}/", f"/q/{shown_code(code).lower()}?utm=1"])
        status = chance.choice([200, 200, 304, 404, 429, 500])
        method = chance.choice(["GET", "GET", "HEAD", "POST"])
        agent = chance.choice(["Zalo", f'x] \\"GET /q/{code} HTTP/1.1\\" 200 '])
        if chance.random() < 0.2:
            path = chance.choice(
                ["/", f"/q/{code}/bao-gia/", "/q/", f"/q/{code}/anh/nho/", "/healthz"]
            )
        elif method == "GET" and status in (200, 304):
            told[code, (at + timedelta(hours=7)).date()] += 1
        lines.append(line(path, at.astimezone(chance.choice(ZONES)), status, method, agent))
    known = {one.code for one in titles}
    return "".join(lines), Counter({key: n for key, n in told.items() if key[0] in known})


def kept() -> Told:
    rows = ScanCount.objects.values_list("certificate__code", "day", "count")
    return Counter({(code, day): count for code, day, count in rows})


def count(path: Path) -> ScansCounted:
    return count_scans(path=path, at=AT)


def test_sums_are_those_of_the_lines(titles: list[Certificate], tmp_path: Path) -> None:
    log, wanted = tmp_path / "access.log", Counter()
    log.write_text("")
    for seed in range(3):
        text, told = written(titles, SIZE, seed)
        with log.open("a") as file:
            file.write(text)
        done = count(log)
        wanted += told
        assert done.opened == told.total() and kept() == wanted
    assert wanted.total() > SIZE // 5


def test_the_same_lines_count_once(titles: list[Certificate], tmp_path: Path) -> None:
    log = tmp_path / "access.log"
    text, told = written(titles, SIZE, 1)
    log.write_text(text)
    assert not count(log).went_on
    again = count(log)
    assert (again.opened, again.read, again.went_on) == (0, 0, True)
    assert kept() == told and ScanFile.objects.count() == 1


def test_a_line_that_is_not_whole_waits(titles: list[Certificate], tmp_path: Path) -> None:
    log, whole = tmp_path / "access.log", line(f"/q/{titles[0].code}", AT)
    log.write_text(whole[:-9])
    assert count(log).opened == 0
    log.write_text(whole + whole[:40])
    assert count(log).opened == 1
    log.write_text(whole + whole)
    assert count(log).opened == 1


def test_a_rotated_log_goes_on_and_a_new_one_begins(
    titles: list[Certificate], tmp_path: Path
) -> None:
    log, old = tmp_path / "access.log", tmp_path / "access.log.1"
    first, told = written(titles, SIZE, 1)
    late, later = written(titles, 20, 2)
    new, newer = written(titles, SIZE, 3)
    log.write_text(first)
    count(log)
    with log.open("a") as file:
        file.write(late)
    log.rename(old)
    log.write_text(new)
    count(log)
    count(old)
    count(log)
    assert kept() == told + later + newer


def test_a_log_cut_off_in_place_begins_anew(titles: list[Certificate], tmp_path: Path) -> None:
    log = tmp_path / "access.log"
    first, told = written(titles, SIZE, 1)
    new, newer = written(titles, 30, 2)
    for text in (first, new):
        log.write_text(text)
        count(log)
    assert kept() == told + newer


def test_two_servers_that_begin_alike_are_two_logs(
    titles: list[Certificate], tmp_path: Path
) -> None:
    begin = line("/healthz", AT)
    wanted: Told = Counter()
    for server in ("a", "b"):
        text, told = written(titles, 30, ord(server))
        (tmp_path / server).write_text(begin + text)
        count(tmp_path / server)
        wanted += told
    assert kept() == wanted


class Killed(BaseException):
    """Stands for a process that is gone."""


@pytest.mark.parametrize("at_row", range(KILLS))
def test_killed_in_the_middle_it_is_as_before(
    at_row: int, titles: list[Certificate], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = tmp_path / "access.log"
    text, told = written(titles, SIZE, at_row)
    log.write_text(text)
    add, save = scans._add, ScanFile.save

    def broken(*given: object, **more: object) -> None:
        if at_row % 2:
            add(*given)  # type: ignore[arg-type]
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(scans, "_add", broken)
        with pytest.raises(Killed), transaction.atomic():
            count(log)
    assert not kept() and not ScanFile.objects.exists()
    with monkeypatch.context() as patched:
        patched.setattr(ScanFile, "save", broken if at_row % 2 == 0 else save)
        if at_row % 2 == 0:
            with pytest.raises(Killed), transaction.atomic():
                count(log)
            assert not kept()
    count(log)
    assert kept() == told


def test_no_address_is_anywhere(titles: list[Certificate], tmp_path: Path) -> None:
    log = tmp_path / "access.log"
    log.write_text(written(titles, SIZE, 1)[0])
    count(log)
    for model in (*apps.get_app_config("competitions").get_models(),):
        assert ADDRESS not in str(list(model._default_manager.values()))


def test_a_log_that_another_counts_is_left(titles: list[Certificate], tmp_path: Path) -> None:
    import fcntl

    log = tmp_path / "access.log"
    log.write_text(line(f"/q/{titles[0].code}", AT))
    with log.open("rb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(scans.Refused):
            count(log)
    assert count(log).opened == 1


def test_a_line_longer_than_a_block(
    titles: list[Certificate], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scans, "BLOCK", 64)
    log = tmp_path / "access.log"
    text, told = written(titles, 40, 5)
    log.write_text(text)
    count(log)
    assert kept() == told


def test_by_day_and_month(titles: list[Certificate]) -> None:
    days = {date(2026, 11, 23): 3, date(2026, 11, 1): 5, date(2026, 10, 31): 7}
    for title in titles:
        for day, times in days.items():
            ScanCount.objects.create(certificate=title, day=day, count=times)
    seen = scans_of(titles[0].product, date(2026, 11, 23))
    assert seen.total == 30
    assert seen.days == [(date(2026, 11, 23), 6)]
    assert seen.months == [(date(2026, 11, 1), 16), (date(2026, 10, 1), 14)]
