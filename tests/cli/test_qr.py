"""`khuyencong qr`: each answer its own line and exit code, from text and picture, offline."""

import io
import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import segno
from PIL import Image

from khuyencong import cli
from khuyencong.core import clock
from khuyencong.formats.barcode import MOST_BYTES
from khuyencong.values.seals import (
    Revocations,
    Sealed,
    SigningKey,
    Trust,
    address,
    new_signing_key,
    revoked_list,
    seal_words,
    trust_file,
)
from khuyencong.values.shortcode import new_code

pytestmark = pytest.mark.pure
HOST = "khuyencong.example.vn"
TITLE = Sealed(
    code="7KQ2M9XBCD4TW9",
    product="Mỳ gạo Thí Dụ",
    maker="Hợp tác xã Thí Dụ",
    level="province",
    year=2026,
    number=5,
    issued_on=date(2026, 3, 5),
    last_day=date(2029, 12, 31),
)


@pytest.fixture(scope="module")
def key() -> SigningKey:
    return new_signing_key()


@pytest.fixture
def held(key: SigningKey, tmp_path: Path) -> Path:
    path = tmp_path / "khoa.json"
    path.write_bytes(trust_file(Trust({key.public.fingerprint: key.public}, HOST)))
    return path


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: date(2026, 11, 23))


def qr(key: SigningKey, host: str = HOST) -> str:
    return address(host, TITLE, seal_words(TITLE, key))


def verify(label: str, held: Path, *more: str) -> int:
    return cli.main(["qr", "verify", label, "--key", str(held), *more])


def test_genuine(key: SigningKey, held: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert verify(qr(key), held) == 0
    out = capsys.readouterr().out
    assert out.startswith("✓ Tem thật, danh hiệu còn hiệu lực đến hết ngày 31/12/2029.\n")
    for told in ("Mỳ gạo Thí Dụ", "cấp tỉnh, số 05/2026", TITLE.code, "Chưa xét thu hồi"):
        assert told in out


def test_each_answer_has_its_line_and_code(
    key: SigningKey,
    held: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    listed = tmp_path / "thu-hoi.json"
    since = Revocations(datetime(2026, 11, 1, tzinfo=UTC), {TITLE.code: date(2026, 6, 12)})
    listed.write_bytes(revoked_list(since, key))
    good = qr(key)
    said = []
    for label, more, code in (
        (good, ["--revoked", str(listed)], 1),
        (good.replace(TITLE.code, new_code()), [], 1),
        (qr(key, "khuyencong.example.com"), [], 1),
        (qr(new_signing_key()), [], 1),
        (good.partition("#")[0], [], 1),
        ("https://example.com/", [], 2),
    ):
        assert verify(label, held, *more) == code
        told = capsys.readouterr()
        said.append((told.out or told.err).splitlines()[0])
        assert (code == 2) == (not told.out) and (told.err.count("\n") == (code == 2))
    monkeypatch.setattr(clock, "today", lambda: date(2030, 1, 1))
    assert verify(good, held) == 1
    said.append(capsys.readouterr().out.splitlines()[0])
    words = ["thu hồi từ ngày 12/06/2026", "đã bị sửa", "trang lạ", "khóa không có", "phần ký"]
    words += ["Không phải mã", "hết hạn từ ngày 01/01/2030"]
    assert len(set(said)) == 7
    for line, word in zip(said, words, strict=True):
        assert word in line


def picture(text: str, kind: str, scale: int = 4) -> bytes:
    out = io.BytesIO()
    segno.make(text, error="m").save(out, kind="png", scale=scale)
    if kind == "png":
        return out.getvalue()
    with Image.open(out) as read:
        tilted = read.convert("RGB").rotate(11, expand=True, fillcolor="white")
    out = io.BytesIO()
    tilted.save(out, kind, quality=70)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["png", "jpeg"])
def test_a_picture(
    kind: str, key: SigningKey, held: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / f"tem.{kind}"
    path.write_bytes(picture(qr(key), kind))
    assert verify(str(path), held) == 0
    path.write_bytes(picture(qr(key, "example.com"), kind))
    assert verify(str(path), held) == 1
    path.write_bytes(picture("xin chào", kind))
    assert verify(str(path), held) == 2
    assert "Không phải mã" in capsys.readouterr().err


def _bomb() -> bytes:
    out = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(out, "png")
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "Không đọc được ảnh"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 99, "Không đọc được ảnh"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "Không đọc được ảnh"),
        (b"\xff" * (MOST_BYTES + 1), "Ảnh quá lớn"),
        (_bomb(), "Ảnh quá lớn"),
        (picture("x", "png")[:120], "Không đọc được ảnh"),
    ],
)
def test_a_picture_that_is_none_is_one_line(
    data: bytes, said: str, held: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "tem.png"
    path.write_bytes(data)
    assert verify(str(path), held) == 2
    told = capsys.readouterr()
    assert not told.out and said in told.err and told.err.count("\n") == 1


def test_an_empty_picture_has_no_code(
    held: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = io.BytesIO()
    Image.new("RGBA", (200, 200)).save(out, "png")
    path = tmp_path / "trang.png"
    path.write_bytes(out.getvalue())
    assert verify(str(path), held) == 2 and "không thấy mã QR" in capsys.readouterr().err


def test_what_is_missing_is_said(
    key: SigningKey,
    held: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("KHUYENCONG_VAR", str(tmp_path))
    assert cli.main(["qr", "verify", qr(key)]) == 2
    assert "--key" in capsys.readouterr().err
    (tmp_path / "qr-keys.json").write_bytes(held.read_bytes())
    assert cli.main(["qr", "verify", qr(key)]) == 0
    assert verify("khong-co.png", held) == 2
    assert verify(qr(key), tmp_path / "khong-co.pem") == 2
    assert verify(qr(key), held, "--revoked", str(tmp_path / "khong-co.json")) == 2
    untrue = tmp_path / "gia.json"
    untrue.write_bytes(revoked_list(Revocations(datetime.now(UTC), {}), new_signing_key()))
    capsys.readouterr()
    assert verify(qr(key), held, "--revoked", str(untrue)) == 2
    assert "chữ ký" in capsys.readouterr().err


def test_a_bare_key_and_a_host(
    key: SigningKey, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pem = tmp_path / "khoa.pem"
    pem.write_text(key.public.pem)
    assert verify(qr(key, "example.com"), pem) == 0
    assert "Chưa xét địa chỉ" in capsys.readouterr().out
    assert verify(qr(key, "example.com"), pem, "--host", HOST) == 1


def test_help_has_an_example(capsys: pytest.CaptureFixture[str]) -> None:
    for part in cli.QR_PARTS:
        with pytest.raises(SystemExit):
            cli.main(["qr", part, "--help"])
        assert re.search(rf"Ví dụ: khuyencong qr {part}", capsys.readouterr().out)
