"""What makers tell, whom it is let; the key of the service."""

import stat
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from khuyencong.accounts.actions import let_represent
from khuyencong.competitions.actions import keys, telling
from khuyencong.competitions.actions.telling import BatchTold
from khuyencong.competitions.models import Certificate, MakingStep, Product, QrKey
from khuyencong.competitions.queries.seals import held_key, public_trust, qr_text
from khuyencong.core.journal import JournalEntry
from khuyencong.core.refusal import Refused
from khuyencong.values.errors import Unreadable
from khuyencong.values.gtin import read_gtin
from khuyencong.values.seals import Verdict, judge
from tests.cast import Cast
from tests.factories import make_establishment, make_product, make_titled

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 23, 5, tzinfo=UTC)
LOT = BatchTold(code="L01", made_on=date(2026, 11, 1))


@pytest.fixture
def title(cast: Cast) -> Certificate:
    return make_titled(cast.owner, make_establishment(cast.head, cast.department))


ACTS: dict[str, Callable[..., object]] = {
    "about": lambda by, product: telling.tell_about(
        by=by, product=product, about="Ngon", gtin="", at=AT
    ),
    "steps": lambda by, product: telling.tell_steps(
        by=by, product=product, steps=[("Ngâm", "")], at=AT
    ),
    "batch": lambda by, product: telling.add_batch(by=by, product=product, told=LOT, at=AT),
}


@pytest.mark.parametrize("act", ACTS)
def test_its_officer_and_its_maker_tell_and_nobody_else(
    act: str, title: Certificate, cast: Cast
) -> None:
    do, product = ACTS[act], title.product
    for by in (cast.stranger, cast.auditor, cast.chair, cast.establishment, cast.commune):
        with pytest.raises(Refused):
            do(by, product)
    let_represent(user=cast.establishment, establishment=product.establishment, at=AT)
    maker = type(cast.establishment).objects.get(id=cast.establishment.id)
    do(maker, product)
    other = make_product(cast.stranger, make_establishment(cast.stranger, cast.other_department))
    with pytest.raises(Refused):
        do(maker, other)
    entry = JournalEntry.objects.get(about=f"product:{product.id}")
    assert entry.by == maker.id and "Ngon" not in str(entry.facts)


def test_steps_end_and_stay(title: Certificate, cast: Cast) -> None:
    def tell(*titles: str) -> list[str]:
        told = [(one, "") for one in titles]
        telling.tell_steps(by=cast.owner, product=title.product, steps=told, at=AT)
        rows = title.product.making.filter(ended_at=None).order_by("position")
        return [row.title for row in rows]

    assert tell("Ngâm", " ", "Phơi") == ["Ngâm", "Phơi"]
    assert tell("Phơi", "Ngâm") == ["Phơi", "Ngâm"]
    before = MakingStep.objects.count()
    assert tell("Phơi", "Ngâm") == ["Phơi", "Ngâm"] and MakingStep.objects.count() == before == 4
    assert tell() == []
    with pytest.raises(Refused):
        tell(*(f"Bước {n}" for n in range(13)))


@pytest.mark.parametrize(
    "told",
    [
        BatchTold(code=" ", made_on=date(2026, 11, 1)),
        BatchTold(code="L02", made_on=date(2026, 11, 24)),
        BatchTold(code="L02", made_on=date(2026, 11, 2), best_before=date(2026, 11, 1)),
        LOT,
    ],
)
def test_a_batch_that_cannot_be(told: BatchTold, title: Certificate, cast: Cast) -> None:
    telling.add_batch(by=cast.owner, product=title.product, told=LOT, at=AT)
    with pytest.raises(Refused):
        telling.add_batch(by=cast.owner, product=title.product, told=told, at=AT)


def test_a_batch_is_called_back_once(title: Certificate, cast: Cast) -> None:
    batch = telling.add_batch(by=cast.owner, product=title.product, told=LOT, at=AT)
    for by, reason in ((cast.stranger, "Mốc"), (cast.owner, "  ")):
        with pytest.raises(Refused):
            telling.recall_batch(by=by, batch=batch, reason=reason, at=AT)
    back = telling.recall_batch(by=cast.owner, batch=batch, reason="Mốc", at=AT)
    assert (back.recalled_on, back.recall_reason) == (date(2026, 11, 23), "Mốc")
    with pytest.raises(Refused):
        telling.recall_batch(by=cast.owner, batch=batch, reason="Mốc", at=AT)


def test_a_gtin_is_of_one_product(title: Certificate, cast: Cast) -> None:
    def tell(product: Product, gtin: str) -> str:
        return telling.tell_about(by=cast.owner, product=product, about="", gtin=gtin, at=AT).gtin

    other = make_product(cast.owner, title.product.establishment)
    assert tell(title.product, "8934563138165") == "08934563138165"
    assert tell(title.product, "8934563138165") == "08934563138165"
    with pytest.raises(Refused):
        tell(other, "08934563138165")
    assert tell(title.product, " ") == ""
    assert tell(other, "8934563138165")


@pytest.mark.parametrize("typed", ["123", "8934563138166", "89345631381x5", "٨٩٣٤٥٦٣١", ""])
def test_what_is_no_gtin(typed: str) -> None:
    with pytest.raises(Unreadable):
        read_gtin(typed)


def test_a_single_wrong_digit_of_a_gtin_is_seen() -> None:
    good = read_gtin("8934563138165")
    for place in range(14):
        for digit in "0123456789":
            if digit != good[place]:
                with pytest.raises(Unreadable):
                    read_gtin(good[:place] + digit + good[place + 1 :])


@pytest.fixture
def key_path(settings: object, tmp_path: Path) -> Path:
    path = tmp_path / "khoa" / "qr_key.pem"
    settings.QR_KEY = path  # type: ignore[attr-defined]
    settings.PUBLIC_ADDRESS = "https://khuyencong.example.vn"  # type: ignore[attr-defined]
    return path


def test_a_key_is_made_once_for_its_owner_alone(key_path: Path, title: Certificate) -> None:
    assert held_key() is None
    key = keys.signing_key(at=AT)
    assert stat.S_IMODE(key_path.stat().st_mode) == 0o600
    assert stat.S_IMODE(key_path.parent.stat().st_mode) == 0o700
    assert list(key_path.parent.iterdir()) == [key_path]
    assert keys.signing_key(at=AT).pem == key.pem
    row = QrKey.objects.get()
    assert row.key == key.public.name and "PRIVATE" not in row.public
    text = qr_text(title, key, "khuyencong.example.vn")
    assert judge(text, public_trust(), on=AT.date()).verdict == Verdict.VALID


def test_labels_of_the_old_key_verify_after_a_change(key_path: Path, title: Certificate) -> None:
    old = qr_text(title, keys.signing_key(at=AT), "khuyencong.example.vn")
    new = qr_text(title, keys.rotate_key(at=AT), "khuyencong.example.vn")
    assert old != new and stat.S_IMODE(key_path.stat().st_mode) == 0o600
    for text in (old, new):
        assert judge(text, public_trust(), on=AT.date()).verdict == Verdict.VALID
    assert QrKey.objects.filter(ended_on=None).count() == 1
    assert QrKey.objects.get(ended_on=AT.date()).from_day == AT.date()


def test_a_key_put_there_by_hand_takes_over(key_path: Path) -> None:
    from khuyencong.values.seals import new_signing_key

    keys.signing_key(at=AT)
    other = new_signing_key()
    key_path.write_text(other.pem)
    assert keys.signing_key(at=AT).public.name == other.public.name
    assert QrKey.objects.get(ended_on=None).key == other.public.name
    key_path.write_text("hỏng", "utf-8")
    with pytest.raises((Unreadable, UnicodeDecodeError)):
        keys.signing_key(at=AT)
