"""What is no bundle for us is refused in one line, each in its own, and changes nothing."""

import io
import json
from collections.abc import Callable

import pytest

from khuyencong.applications.models import SurveyRound
from khuyencong.core.identity import new_id
from khuyencong.exchange.actions.importing import take
from khuyencong.exchange.actions.keys import own_instance
from khuyencong.exchange.actions.partners import end_partner
from khuyencong.exchange.models import Bundle, Change, Instance, Known
from khuyencong.exchange.sealed import KIND, BadBundle, Header, opened, written
from khuyencong.values.canonical import canonical
from khuyencong.values.seals import SigningKey, new_signing_key
from tests.exchange.machines import AT, Machine

Pair = tuple[Machine, Machine]
KEY = new_signing_key()


def add_round(machine: Machine, body: str, name: str = "Đợt mẫu") -> SurveyRound:
    with machine.here():
        return SurveyRound.objects.create(
            custodian=machine.bodies[body],
            name=name,
            year=2027,
            goes_by="commune",
            opened_on=AT.date(),
            recorded_at=AT,
        )


@pytest.fixture
def data(pair: Pair) -> bytes:
    """Return a bundle of the province, for the centre."""
    _, province = pair
    add_round(province, "so")
    return province.export().data


def signed_anew(data: bytes, key: SigningKey, change: Callable[[dict], None]) -> bytes:
    """Return a bundle with another header, signed by a key."""
    head, _, rest = data.split(b"\n", 2)
    told = json.loads(head)
    change(told)
    said = canonical(told)
    return b"\n".join([said, key.sign(KIND + said).hex().encode(), rest])


def refusal(machine: Machine, data: bytes) -> str:
    with machine.here():
        before = (Bundle.objects.count(), Known.objects.count(), SurveyRound.objects.count())
        with pytest.raises(BadBundle) as error:
            take(data=data, at=machine.now())
        after = (Bundle.objects.count(), Known.objects.count(), SurveyRound.objects.count())
        assert before == after
    return str(error.value)


def flipped(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


def test_one_bit_anywhere_is_seen(pair: Pair, data: bytes) -> None:
    for at in range(0, len(data), 7):
        assert refusal(pair[0], flipped(data, at))


@pytest.mark.parametrize("length", [0, 1, 80, 400, -1])
def test_a_bundle_cut_short_is_refused(pair: Pair, data: bytes, length: int) -> None:
    assert refusal(pair[0], data[:length]).startswith(("Tệp này không phải", "Gói dữ liệu bị hỏng"))


@pytest.mark.parametrize(
    "other", [b"PK\x03\x04 zip", b"[]\n[]\n", b"{}\n{}\n", b"[" * 5000 + b"\n\n"]
)
def test_another_file_is_refused(pair: Pair, other: bytes) -> None:
    assert refusal(pair[0], other).startswith("Tệp này không phải gói trao đổi")


def test_a_bundle_of_nobody_known_is_refused(pair: Pair, data: bytes) -> None:
    unknown = signed_anew(data, KEY, lambda told: told.update({"from": str(new_id())}))
    assert refusal(pair[0], unknown).startswith("Không biết hệ thống gửi")


def test_a_bundle_signed_by_another_key_is_refused(pair: Pair, data: bytes) -> None:
    forged = signed_anew(data, KEY, lambda told: None)
    assert refusal(pair[0], forged).startswith("Chữ ký của gói không đúng")


def test_a_bundle_for_somebody_else_is_refused(pair: Pair, data: bytes) -> None:
    assert refusal(pair[1], data).startswith("Gói này gửi cho một hệ thống khác")


def test_a_newer_form_is_told_as_newer(pair: Pair, data: bytes) -> None:
    newer = signed_anew(data, KEY, lambda told: told.update(version=2))
    assert refusal(pair[0], newer).startswith("Gói được lập bằng phiên bản mới hơn")


def test_a_bundle_that_swells_is_refused_before_it_is_opened(pair: Pair, data: bytes) -> None:
    def swell(told: dict) -> None:
        told["parts"] = [told["parts"][0] | {"plain": 10**9}]

    assert refusal(pair[0], signed_anew(data, KEY, swell)).startswith("Gói quá lớn")


def test_a_part_that_swells_beyond_its_word_is_broken() -> None:
    header = Header("x", new_id(), new_id(), ((0, 1),), 1, 0, (), ())
    data = written(header, [("changes", b"0" * 10**6 + b"\n", 1)], KEY)
    lying = signed_anew(data, KEY, lambda told: told["parts"][0].update(plain=10))
    bundle = opened(io.BytesIO(lying), lambda header: ("ai đó", [KEY.public]))
    with pytest.raises(BadBundle, match="bị hỏng"):
        list(bundle.changes())


def test_a_partner_that_was_ended_brings_nothing_more(pair: Pair, data: bytes) -> None:
    centre, _ = pair
    with centre.here():
        end_partner(by=centre.head, partner=centre.partner, reason="Hết thỏa thuận", at=AT)
    assert "đã ngừng trao đổi" in refusal(centre, data)


def test_a_change_told_under_a_false_hash_is_broken(pair: Pair, data: bytes) -> None:
    centre, province = pair
    with province.here():
        Change.objects.update(hash="0" * 64)
    assert "bị hỏng" in refusal(centre, province.export(again=True).data)


def test_rows_of_a_later_version_are_told_as_such(pair: Pair, data: bytes) -> None:
    centre, province = pair
    with province.here():
        Change.objects.update(kind="applications.Invented")
    assert "phiên bản ở đây chưa biết" in refusal(centre, province.export(again=True).data)


def test_the_same_key_stays_and_its_file_is_for_its_owner_alone(pair: Pair) -> None:
    centre, _ = pair
    path = centre.folder / "exchange_key.pem"
    assert path.stat().st_mode & 0o777 == 0o600
    with centre.here():
        before = Instance.objects.get(is_own=True).public
        assert own_instance(at=AT).public == before
