"""By HTTP: a bundle brought in pieces, one fetched in pieces, resumed, and nobody unsigned."""

import hashlib
from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client

from khuyencong.applications.models import SurveyRound
from khuyencong.core.clock import now
from khuyencong.exchange import arriving
from khuyencong.exchange.actions.importing import take
from khuyencong.exchange.actions.keys import signing_key
from khuyencong.exchange.models import Bundle, Instance
from khuyencong.exchange.queries.custody import own
from khuyencong.exchange.signing import signed_headers
from tests.exchange.machines import Machine
from tests.exchange.test_bundles import add_round

Pair = tuple[Machine, Machine]


class Asking:
    """The province asks the centre, as its worker would."""

    def __init__(self, centre: Machine, province: Machine) -> None:
        self.centre = centre
        with province.here():
            self.key, self.own = signing_key(), own().pk
        with centre.here():
            self.to: UUID = own().pk

    def __call__(self, method: str, target: str, body: bytes = b"", **more: object):
        said = {"method": method, "target": target, "body": body, "at": now()} | {
            name: more.pop(name) for name in ("at", "own", "key") if name in more
        }
        key = said.pop("key", self.key)
        headers = signed_headers(key, **({"own": self.own, "to": self.to} | said))
        names = {f"HTTP_{k.upper().replace('-', '_')}": v for k, v in headers.items()}
        extra = {f"HTTP_{k.upper()}": v for k, v in more.items()}
        with self.centre.here():
            return Client(enforce_csrf_checks=True).generic(
                method, target, body, content_type="application/octet-stream", **names, **extra
            )


@pytest.fixture
def ask(pair: Pair) -> Iterator[Asking]:
    yield Asking(*pair)


def names(machine: Machine) -> list[str]:
    with machine.here():
        return sorted(SurveyRound.objects.values_list("name", flat=True))


def test_a_bundle_is_brought_in_pieces_from_where_the_last_try_ended(
    pair: Pair, ask: Asking
) -> None:
    centre, province = pair
    add_round(province, "so", "qua mạng")
    data = province.export().data
    sha256 = hashlib.sha256(data).hexdigest()
    there = f"/trao-doi/den/{sha256}/"
    half = len(data) // 2
    size = f"&ca={len(data)}"
    assert ask("POST", f"{there}?tu=0{size}", data[:half]).json() == {"here": half}
    assert names(centre) == []
    # The line broke: the next try asks how much is here.
    assert ask("GET", there).json() == {"here": half}
    skipped = ask("POST", f"{there}?tu={half + 1}{size}", data[half + 1 :])
    assert (skipped.status_code, skipped.json()["here"]) == (409, half)
    done = ask("POST", f"{there}?tu={half}{size}", data[half:]).json()
    assert (done["taken"], done["changes"]) == (True, 1)
    assert names(centre) == ["qua mạng"]
    again = ask("POST", f"{there}?tu=0{size}", data).json()
    assert (again["taken"], again["changes"]) == (True, 0)


def test_a_bundle_is_fetched_in_spans(pair: Pair, ask: Asking) -> None:
    centre, province = pair
    add_round(centre, "cuc", "của Cục")
    told = ask("POST", "/trao-doi/tiep/").json()
    there = f"/trao-doi/goi/{told['sha256']}/"
    first = ask("GET", there, range="bytes=0-99")
    rest = ask("GET", there, range="bytes=100-")
    assert (first.status_code, first["Content-Range"]) == (206, f"bytes 0-99/{told['size']}")
    data = first.content + rest.content
    assert data == ask("GET", there).content
    assert ask("GET", there, range="bytes=999999-").status_code == 416
    with province.here():
        assert take(data=data, at=now()).taken == 1
    assert names(province) == ["của Cục"]


def test_a_bundle_that_is_none_is_refused_in_words(ask: Asking) -> None:
    data = b"khong phai goi"
    sha256 = hashlib.sha256(data).hexdigest()
    answer = ask("POST", f"/trao-doi/den/{sha256}/?tu=0&ca={len(data)}", data)
    assert answer.status_code == 422
    assert answer.json()["error"].startswith("Tệp này không phải gói")
    other = ask("POST", f"/trao-doi/den/{'0' * 64}/?tu=0&ca={len(data)}", data)
    assert (other.status_code, other.json()["here"]) == (422, 0)


@pytest.mark.parametrize(("minutes", "more"), [(-6, {}), (6, {}), (0, {"own": UUID(int=1)})])
def test_who_is_not_a_partner_now_gets_nothing(ask: Asking, minutes: int, more: dict) -> None:
    at = now() + timedelta(minutes=minutes)
    assert ask("POST", "/trao-doi/tiep/", at=at, **more).status_code == 403


def test_a_signature_of_one_request_opens_no_other(pair: Pair, ask: Asking) -> None:
    centre, _ = pair
    headers = signed_headers(
        ask.key, own=ask.own, to=ask.to, method="GET", target="/trao-doi/tiep/", body=b"", at=now()
    )
    names = {f"HTTP_{k.upper().replace('-', '_')}": v for k, v in headers.items()}
    with centre.here():
        assert Client().post("/trao-doi/tiep/", **names).status_code == 403
        assert Client().post("/trao-doi/tiep/").status_code == 403


def test_a_bundle_that_was_not_written_for_one_is_absent(pair: Pair, ask: Asking) -> None:
    centre, _ = pair
    add_round(centre, "cuc")
    there = f"/trao-doi/goi/{ask('POST', '/trao-doi/tiep/').json()['sha256']}/"
    with centre.here():
        mine = Instance.objects.get(is_own=True)
        Bundle.objects.update(partner=mine)
    assert ask("GET", there).status_code == 404


def test_halves_of_bundles_do_not_pile_up(pair: Pair) -> None:
    centre, _ = pair
    with centre.here():
        for number in range(10):
            arriving.add(UUID(int=1), f"{number:064x}", 0, b"x")
        kept = [arriving.arrived(UUID(int=1), f"{number:064x}") for number in range(10)]
    assert sum(kept) == arriving.MOST_HALVES


def test_everybody_may_read_who_we_are(pair: Pair) -> None:
    centre, _ = pair
    with centre.here():
        told = Client().get("/trao-doi/").json()
        assert (told["id"], told["name"]) == (str(own().pk), "Hệ thống cuc")
        assert "PUBLIC KEY" in told["key"]
        assert "PRIVATE" not in str(told)
