"""A key is changed without an end of the exchange: told, entered by hand, revoked, out of order."""

import io
import random
from datetime import timedelta

import pytest
from django.conf import settings

from khuyencong import exchange_file
from khuyencong.applications.models import SurveyRound
from khuyencong.core.clock import now
from khuyencong.core.models import JournalEntry
from khuyencong.core.refusal import Refused
from khuyencong.exchange.actions.importing import take
from khuyencong.exchange.actions.keys import introduction, new_key, signing_key
from khuyencong.exchange.actions.rotating import (
    OVERLAP,
    confirm_key,
    propose_key,
    revoke_key,
)
from khuyencong.exchange.models import Bundle, FormerKey, Instance
from khuyencong.exchange.queries.custody import own
from khuyencong.exchange.queries.keys import key_id
from khuyencong.exchange.sealed import BadBundle, opened
from khuyencong.values.seals import PublicKey
from tests.exchange.machines import AT, Machine
from tests.exchange.test_bundles import add_round
from tests.exchange.test_http import Asking
from tests.exchange.test_schedules import Life, require_equal

Pair = tuple[Machine, Machine]


def change(machine: Machine, **how: bool) -> PublicKey:
    """Change a machine's key; return the public part of the new one."""
    with machine.here():
        new_key(at=machine.now(), by=machine.officer, **how)
        return signing_key().public


def key_of(machine: Machine) -> PublicKey:
    with machine.here():
        return signing_key().public


def is_by(data: bytes, key: PublicKey) -> bool:
    try:
        opened(io.BytesIO(data), lambda header: ("ai đó", [key]))
    except BadBundle:
        return False
    return True


def names(machine: Machine) -> list[str]:
    with machine.here():
        return sorted(SurveyRound.objects.values_list("name", flat=True))


def theirs(machine: Machine) -> Instance:
    return Instance.objects.get(is_own=False)


def test_a_new_key_is_told_under_the_old_one_and_used_once_it_is_known(pair: Pair) -> None:
    centre, province = pair
    before = key_of(province)
    after = change(province)
    add_round(province, "so", "kèm khóa mới")
    told = province.export().data
    assert is_by(told, before)
    assert not is_by(told, after)
    centre.take(told)
    with centre.here():
        assert theirs(centre).public == after.pem
        assert JournalEntry.objects.get(act="exchange.key.told").by is None
    # The province does not know yet that it was heard.
    assert is_by(province.export(again=True).data, before)
    province.take(centre.export().data)
    add_round(province, "so", "bằng khóa mới")
    data = province.export().data
    assert is_by(data, after)
    centre.take(data)
    assert names(centre) == ["bằng khóa mới", "kèm khóa mới"]
    with province.here():
        assert JournalEntry.objects.get(act="exchange.key.new").by == province.officer.id


def test_what_was_under_way_before_the_key_changed_is_taken_after(pair: Pair) -> None:
    centre, province = pair
    add_round(province, "so", "một")
    late = province.export().data
    change(province)
    add_round(province, "so", "hai")
    early = province.export().data
    centre.take(early)
    assert names(centre) == []
    province.take(centre.export().data)
    add_round(province, "so", "ba")
    newest = province.export().data
    centre.take(newest)
    centre.take(late)
    assert names(centre) == ["ba", "hai", "một"]


def test_a_bundle_that_comes_late_brings_no_old_key_back(pair: Pair) -> None:
    centre, province = pair
    change(province)
    first = province.export().data
    centre.take(first)
    province.take(centre.export().data)
    newest = change(province)
    second = province.export().data
    centre.take(second)
    centre.take(first)
    with centre.here():
        assert theirs(centre).public == newest.pem


def test_the_key_before_is_over_in_the_end(pair: Pair) -> None:
    centre, province = pair
    add_round(province, "so")
    late = province.export().data
    change(province)
    centre.take(province.export(again=True).data)
    with centre.here():
        until = FormerKey.objects.get().until
        with pytest.raises(BadBundle, match="Chữ ký của gói không đúng"):
            take(data=late, at=until)
        assert until - OVERLAP >= AT
        assert take(data=late, at=until - timedelta(seconds=1)).taken == 0


def test_a_second_change_waits_until_everybody_heard_of_the_first(pair: Pair) -> None:
    _, province = pair
    change(province)
    with pytest.raises(Refused, match=r"chưa báo đã nhận khóa đổi lần trước \(Hệ thống cuc\)"):
        change(province)


def test_requests_are_signed_by_the_key_that_the_partner_knows(pair: Pair) -> None:
    centre, province = pair
    for machine in pair:  # the door goes by the clock of the house, a minute later
        machine.tick[0] = int((now() - AT).total_seconds()) - 60
    old = Asking(centre, province)
    change(province)
    centre.take(province.export().data)
    new = Asking(centre, province)
    assert new.key.public.pem != old.key.public.pem
    assert [ask("POST", "/trao-doi/tiep/").status_code for ask in (old, new)] == [200, 200]
    with centre.here():
        how = {"by": centre.officer, "partner": theirs(centre), "at": centre.now()}
        revoke_key(key=key_id(old.key.public.pem), reason="lộ", **how)
    assert [ask("POST", "/trao-doi/tiep/").status_code for ask in (old, new)] == [403, 200]


def test_a_stolen_key_opens_nothing_and_the_exchange_goes_on_under_another(pair: Pair) -> None:
    centre, province = pair
    add_round(province, "so", "một")
    lost = province.export().data
    add_round(province, "so", "hai")
    waiting = province.export().data
    centre.take(waiting)
    stolen = key_of(province)
    with centre.here():
        assert Bundle.objects.filter(state="waiting").exists()
        how = {"by": centre.officer, "partner": theirs(centre), "at": centre.now()}
        revoke_key(key=key_id(stolen.pem), reason="Máy chủ bị lấy", **how)
        assert not Bundle.objects.filter(state="waiting").exists()
        assert JournalEntry.objects.get(act="exchange.key.revoke").facts["reason"]
        for data in (lost, waiting):
            with pytest.raises(BadBundle, match="Chữ ký của gói không đúng"):
                take(data=data, at=centre.now())
        with pytest.raises(Refused, match="Không có khóa nào"):
            revoke_key(key=key_id(stolen.pem), reason="lần nữa", **how)
    change(province, stolen=True)
    assert not is_by(province.export(again=True).data, stolen)
    with province.here():
        paper = introduction(own())
    with centre.here():
        partner = theirs(centre)
        propose_key(by=centre.officer, partner=partner, paper=paper, at=centre.now())
        with pytest.raises(Refused, match="không tự xác nhận"):
            confirm_key(by=centre.officer, partner=partner, at=centre.now())
        confirm_key(by=centre.head, partner=partner, at=centre.now())
        with pytest.raises(Refused, match="đang dùng, hoặc đã dùng"):
            propose_key(by=centre.officer, partner=partner, paper=paper, at=centre.now())
    centre.take(province.export(again=True).data)
    assert names(centre) == ["hai", "một"]
    province.take(centre.export().data)


def test_a_thief_who_tells_a_key_of_his_own_after_the_change_is_not_heard(pair: Pair) -> None:
    """The key before takes bundles still under way, and tells no other."""
    centre, province = pair
    before = settings_key(province)
    change(province)
    centre.take(province.export().data)
    known = key_of(province)
    with province.here():
        # As if both files of before were in other hands.
        settings.EXCHANGE_KEY.with_name(f"{settings.EXCHANGE_KEY.name}.truoc").unlink()
        settings.EXCHANGE_KEY.write_text(before, "ascii")
    change(province)
    forged = province.export(again=True).data
    centre.take(forged)
    with centre.here():
        assert theirs(centre).public == known.pem


def settings_key(machine: Machine) -> str:
    with machine.here():
        return settings.EXCHANGE_KEY.read_text("ascii")


def test_the_command_says_what_follows(pair: Pair) -> None:
    _, province = pair
    with province.here():
        lines = list(exchange_file.change_key(stolen=False))
        assert lines[0].startswith("Dấu của khóa mới: ")
        assert lines[1].startswith("Chờ Hệ thống cuc báo đã nhận")
        assert settings.EXCHANGE_KEY.stat().st_mode & 0o777 == 0o600
        with pytest.raises(exchange_file.NotExchanged, match="Chưa đổi được"):
            list(exchange_file.change_key(stolen=False))
        lines = list(exchange_file.change_key(stolen=True))
        assert "nhập tay" in lines[1]
        assert len(lines) == 2


@pytest.mark.parametrize("seed", range(3))
def test_keys_change_in_a_schedule_with_loss_repeats_and_reordering(pair: Pair, seed: int) -> None:
    life = Life(*pair, random.Random(f"keys {seed}"))
    changed = 0
    for _ in range(30):
        life.step()
        machine = life.chance.choice(pair)
        if life.chance.random() < 0.3:
            life.send(machine)
        while life.under_way and life.chance.random() < 0.6:
            life.arrive()
        if life.chance.random() < 0.3:
            try:
                change(machine)
                changed += 1
            except Refused:
                continue
    life.quiet()
    require_equal(life)
    assert changed >= 2
    for machine, other in (pair, pair[::-1]):
        with other.here():
            told = Instance.objects.get(is_own=False).public
        assert told == key_of(machine).pem
