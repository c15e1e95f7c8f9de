"""The seal behind a QR: round trips, every altered bit, and each answer its own."""

import json
import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from khuyencong.values.errors import Unreadable
from khuyencong.values.seals import (
    LEVELS,
    Broken,
    Revocations,
    Sealed,
    SigningKey,
    Trust,
    UntrueList,
    Verdict,
    address,
    judge,
    new_signing_key,
    read_public_key,
    read_revocations,
    read_seal,
    read_signing_key,
    read_trust,
    revoked_list,
    seal_words,
    trust_file,
)
from khuyencong.values.seals.letters import SIGNS, spelled, unspelled
from khuyencong.values.seals.payload import ROOM
from khuyencong.values.shortcode import new_code
from tests.conditions import SIZE

pytestmark = pytest.mark.pure
HOST = "khuyencong.example.vn"
TODAY = date(2026, 11, 23)
TITLE = Sealed(
    code="7KQ2M9XBCD4TW9",
    product="Mỳ gạo Thí Dụ, gói 500 g",
    maker="Hợp tác xã Mỳ gạo Thí Dụ",
    level="province",
    year=2026,
    number=5,
    issued_on=date(2026, 3, 5),
    last_day=date(2029, 12, 31),
)


@pytest.fixture(scope="module")
def key() -> SigningKey:
    return new_signing_key()


@pytest.fixture(scope="module")
def trust(key: SigningKey) -> Trust:
    return Trust({key.public.fingerprint: key.public}, HOST)


def qr(told: Sealed, key: SigningKey, host: str = HOST) -> str:
    return address(host, told, seal_words(told, key))


def random_title(chance: random.Random) -> Sealed:
    letters = "aăâeêioôơuưy ĐđẮắỬử,.0123/#%"
    name = "".join(chance.choices(letters, k=chance.randint(1, 30))).strip() or "a"
    issued = date(2010, 1, 1) + timedelta(days=chance.randint(0, 20_000))
    last = issued + timedelta(days=chance.randint(0, 2_000))
    return Sealed(
        code=new_code(),
        product=name,
        maker=name[::-1],
        level=chance.choice(LEVELS),
        year=issued.year,
        number=chance.randint(1, 2**24 - 1),
        issued_on=issued,
        last_day=chance.choice([last, None]),
    )


def test_what_is_sealed_is_read(key: SigningKey, trust: Trust) -> None:
    chance = random.Random(1)
    for _ in range(SIZE):
        told = random_title(chance)
        assert read_seal(seal_words(told, key)).told == told
        judged = judge(qr(told, key), trust, on=told.issued_on)
        assert judged.told == told
        assert judged.verdict == (Verdict.VALID if told.last_day else Verdict.NO_TERM)


def test_letters_spell_bytes_in_one_way() -> None:
    chance = random.Random(2)
    for length in range(1, 60):
        data = chance.randbytes(length)
        assert unspelled(spelled(data)) == data
        assert set(spelled(data)) <= set(SIGNS)
    for text in ("A", "::", ":::", "a00", "0 0", "0\n0"):
        with pytest.raises(ValueError):
            unspelled(text)


def test_a_single_bit_is_seen(key: SigningKey, trust: Trust) -> None:
    """Whatever bit of the bytes is turned: the seal is altered, or names a key that is not ours."""
    data = unspelled(seal_words(TITLE, key))
    found = set()
    for bit in range(len(data) * 8):
        turned = bytearray(data)
        turned[bit // 8] ^= 1 << bit % 8
        judged = judge(f"https://{HOST}/q/{TITLE.code}#{spelled(bytes(turned))}", trust, on=TODAY)
        assert judged.told is None
        found.add(judged.verdict)
    assert found == {Verdict.ALTERED, Verdict.UNKNOWN_KEY}


def test_a_single_sign_is_seen(key: SigningKey, trust: Trust) -> None:
    words = seal_words(TITLE, key)
    chance = random.Random(3)
    for at, sign in enumerate(words):
        other = chance.choice(SIGNS.replace(sign, ""))
        changed = words[:at] + other + words[at + 1 :]
        judged = judge(f"https://{HOST}/q/{TITLE.code}#{changed}", trust, on=TODAY)
        assert judged.verdict in {Verdict.ALTERED, Verdict.UNKNOWN_KEY}
    for cut in range(1, len(words)):
        judged = judge(f"https://{HOST}/q/{TITLE.code}#{words[:cut]}", trust, on=TODAY)
        assert judged.verdict == Verdict.ALTERED


def forged(change: dict[str, object], key: SigningKey) -> str:
    """Return the QR of a title whose words were changed under the old signature."""
    true, false = seal_words(TITLE, key), seal_words(replace(TITLE, **change), key)  # type: ignore[arg-type]
    return spelled(unspelled(false)[:-64] + unspelled(true)[-64:])


@pytest.mark.parametrize(
    "change", [{"product": "Mỳ gạo Khác"}, {"last_day": date(2039, 12, 31)}, {"level": "nation"}]
)
def test_changed_words_are_seen(change: dict[str, object], key: SigningKey, trust: Trust) -> None:
    text = f"https://{HOST}/q/{TITLE.code}#{forged(change, key)}"
    assert judge(text, trust, on=TODAY).verdict == Verdict.ALTERED


def test_each_answer_is_its_own(key: SigningKey, trust: Trust) -> None:
    good, other = qr(TITLE, key), new_signing_key()
    listed = Revocations(datetime(2026, 11, 1, tzinfo=UTC), {TITLE.code: date(2026, 6, 12)})
    code = new_code()
    cases = {
        Verdict.VALID: (good, trust, TODAY),
        Verdict.NO_TERM: (qr(replace(TITLE, last_day=None), key), trust, TODAY),
        Verdict.EXPIRED: (good, trust, date(2030, 1, 1)),
        Verdict.REVOKED: (good, replace(trust, revoked=listed), TODAY),
        Verdict.ALTERED: (good.replace(TITLE.code, code), trust, TODAY),
        Verdict.FOREIGN: (qr(TITLE, key, "khuyencong.example.com"), trust, TODAY),
        Verdict.UNKNOWN_KEY: (qr(TITLE, other), trust, TODAY),
        Verdict.NO_SEAL: (f"https://{HOST}/q/{TITLE.code}", trust, TODAY),
        Verdict.NOT_OURS: ("https://example.com/menu", trust, TODAY),
    }
    lines = {}
    for verdict, (text, held, on) in cases.items():
        judged = judge(text, held, on=on)
        assert judged.verdict == verdict
        lines[verdict] = judged.line
    assert set(cases) == set(Verdict)
    assert len(set(lines.values())) == len(lines)
    assert "31/12/2029" in lines[Verdict.VALID] and "01/01/2030" in lines[Verdict.EXPIRED]
    assert "12/06/2026" in lines[Verdict.REVOKED]
    assert "khuyencong.example.com" in lines[Verdict.FOREIGN]


def test_the_last_day_itself_still_counts(key: SigningKey, trust: Trust) -> None:
    assert judge(qr(TITLE, key), trust, on=date(2029, 12, 31)).verdict == Verdict.VALID


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        (f"https://www.{HOST}/q/{TITLE.code}", Verdict.FOREIGN),
        (f"https://{HOST}.example.com/q/{TITLE.code}", Verdict.FOREIGN),
        (f"https://{HOST}@example.com/q/{TITLE.code}", Verdict.FOREIGN),
        (f"https://{HOST.upper()}:443/q/{TITLE.code.lower()}/?utm=1", Verdict.NO_SEAL),
        ("Xin chào", Verdict.NOT_OURS),
        ("", Verdict.NOT_OURS),
        (f"https://{HOST}/ca-nuoc/", Verdict.NOT_OURS),
        (f"https://{HOST}/q/khong-phai", Verdict.NOT_OURS),
        ("javascript:alert(1)", Verdict.NOT_OURS),
    ],
)
def test_where_a_text_leads(text: str, verdict: Verdict, trust: Trust) -> None:
    assert judge(text, trust, on=TODAY).verdict == verdict


def test_no_host_is_foreign_where_ours_is_not_told(key: SigningKey, trust: Trust) -> None:
    anywhere = qr(TITLE, key, "example.com")
    assert judge(anywhere, replace(trust, host=""), on=TODAY).verdict == Verdict.VALID


def test_long_names_keep_their_room(key: SigningKey) -> None:
    long = replace(TITLE, product="ử" * 200, maker="ỹ" * 200)
    told = read_seal(seal_words(long, key)).told
    for name in (told.product, told.maker):
        assert name.endswith("…") and len(name.encode()) <= ROOM


def test_noise_is_no_seal() -> None:
    chance = random.Random(4)
    for _ in range(SIZE):
        with pytest.raises(Broken):
            read_seal("".join(chance.choices(SIGNS, k=chance.randint(0, 400))))


def test_a_title_has_one_seal(key: SigningKey) -> None:
    assert seal_words(TITLE, key) == seal_words(TITLE, key)


def test_keys_as_text(key: SigningKey, trust: Trust, tmp_path: Path) -> None:
    assert read_signing_key(key.pem).public.pem == key.public.pem
    assert read_public_key(key.public.pem).name == key.public.name
    for text in ("", "-----BEGIN", key.public.pem):
        with pytest.raises(Unreadable):
            read_signing_key(text)
    pem, whole = tmp_path / "k.pem", tmp_path / "k.json"
    pem.write_text(key.public.pem)
    whole.write_bytes(trust_file(trust))
    assert read_trust(whole).host == HOST and set(read_trust(whole).keys) == set(trust.keys)
    assert read_trust(pem).host == "" and set(read_trust(pem).keys) == set(trust.keys)
    for bad in (b"", b"{}", b"\xff", b'{"keys": {"a": "x"}, "host": ""}', key.pem.encode()):
        pem.write_bytes(bad)
        with pytest.raises(Unreadable):
            read_trust(pem)
    with pytest.raises(Unreadable):
        read_trust(tmp_path / "không có")


def test_the_list_of_revocations_is_signed(key: SigningKey, trust: Trust) -> None:
    known = Revocations(datetime(2026, 11, 1, tzinfo=UTC), {TITLE.code: date(2026, 6, 12)})
    data = revoked_list(known, key)
    keys = dict(trust.keys)
    assert read_revocations(data, keys) == known
    emptied = json.dumps(json.loads(data) | {"revoked": []}).encode()
    foreign = revoked_list(known, new_signing_key())
    for untrue in (emptied, foreign):
        with pytest.raises(UntrueList):
            read_revocations(untrue, keys)
    for bad in (b"", b"[]", b"{}", data.replace(b"2026-06-12", b"ngay"), b'{"made_at": NaN}'):
        with pytest.raises(Unreadable):
            read_revocations(bad, keys)
