"""Whatever is wrong with a backup or with the place: a sentence, and not one row written."""

import json
import random
import zipfile
from pathlib import Path
from typing import Any

import pytest

from khuyencong.backups.archive import Backup, BadBackup
from khuyencong.backups.restoring import NotRestored
from khuyencong.cli import main
from tests.backups.conftest import House
from tests.backups.rewriting import Change, lines_of, put_lines, rewritten
from tests.conditions import SIZE

#: They ask a house of their own, of one kind.
pytestmark = pytest.mark.pure
USER, MEMBER = "accounts.User", "accounts.Membership"


def drop_a_row(manifest: dict[str, Any], parts: dict[str, bytes]) -> None:
    put_lines(parts, MEMBER, lines_of(parts, MEMBER)[1:])


def change_a_row(manifest: dict[str, Any], parts: dict[str, bytes]) -> None:
    rows = lines_of(parts, USER)
    at = manifest["tables"][USER]["columns"].index("full_name")
    rows[0][at] = "Người Khác"
    put_lines(parts, USER, rows)


def repeat_a_row(manifest: dict[str, Any], parts: dict[str, bytes]) -> None:
    put_lines(parts, USER, lines_of(parts, USER) + lines_of(parts, USER)[:1])


def shorten_a_row(manifest: dict[str, Any], parts: dict[str, bytes]) -> None:
    put_lines(parts, USER, [row[:-1] for row in lines_of(parts, USER)])


def point_nowhere(manifest: dict[str, Any], parts: dict[str, bytes]) -> None:
    put_lines(parts, USER, [])
    manifest["tables"][USER] |= {"rows": 0, "digest": "0" * 64}


def name_another_column(manifest: dict[str, Any], parts: dict[str, bytes]) -> None:
    manifest["tables"][USER]["columns"][0] = "la"


def leave_a_table_out(manifest: dict[str, Any], parts: dict[str, bytes]) -> None:
    del manifest["tables"][MEMBER]


def lose_a_part(manifest: dict[str, Any], parts: dict[str, bytes]) -> None:
    del parts[f"bang/{MEMBER}.jsonl"]


def come_from_tomorrow(manifest: dict[str, Any], parts: dict[str, bytes]) -> None:
    manifest["migrations"].append(["reports", "0999_ngay_mai"])


def exchange_a_file(manifest: dict[str, Any], parts: dict[str, bytes]) -> None:
    name = next(name for name in parts if name.startswith("tep/"))
    parts[name] = b"khac"


def climb_out(manifest: dict[str, Any], parts: dict[str, bytes]) -> None:
    manifest["files"]["../../etc/passwd"] = 1


def be_of_another_kind(manifest: dict[str, Any], parts: dict[str, bytes]) -> None:
    manifest["version"] = 2


def be_no_manifest(manifest: dict[str, Any], parts: dict[str, bytes]) -> None:
    del manifest["tables"]


CHANGES: dict[Change, type[Exception]] = {
    drop_a_row: BadBackup,
    change_a_row: BadBackup,
    repeat_a_row: NotRestored,
    shorten_a_row: BadBackup,
    point_nowhere: NotRestored,
    name_another_column: BadBackup,
    leave_a_table_out: BadBackup,
    lose_a_part: BadBackup,
    come_from_tomorrow: NotRestored,
    exchange_a_file: BadBackup,
    climb_out: BadBackup,
    be_of_another_kind: BadBackup,
    be_no_manifest: BadBackup,
}


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_a_changed_backup_writes_no_row(
    sample: Path, empty: House, tmp_path: Path, change: Change
) -> None:
    with pytest.raises(CHANGES[change]) as refusal:
        empty.restore(rewritten(sample, tmp_path / "doi.kcb", change))
    # Words for who restores, and nobody's name or number in them.
    assert "Người Khác" not in str(refusal.value) and str(refusal.value).endswith(".")
    assert empty.count("accounts_user") == 0
    assert empty.restore(sample).rows > 0


def test_nothing_is_written_over_records(sample: Path, empty: House) -> None:
    empty.restore(sample)
    with pytest.raises(NotRestored, match="đã có dữ liệu"):
        empty.restore(sample)
    assert empty.count("accounts_user") > 0


def test_cut_or_altered_anywhere_it_is_found_or_says_the_same(sample: Path, tmp_path: Path) -> None:
    def read(path: Path) -> str:
        with Backup(path) as opened:
            told = opened.manifest
            lines = {label: list(opened.lines(label)) for label in told.tables}
            files = [b"".join(opened.blocks(sha256)) for sha256 in told.files]
        return repr((told, lines, files))

    whole, data = read(sample), sample.read_bytes()
    dice, found = random.Random("sao lưu"), 0
    path = tmp_path / "hong.kcb"
    for _ in range(SIZE):
        at = dice.randrange(len(data))
        cut = data[:at] if dice.random() < 0.3 else None
        path.write_bytes(cut if cut is not None else data[:at] + dice.randbytes(1) + data[at + 1 :])
        try:
            assert read(path) == whole
        except BadBackup:
            found += 1
    assert found > SIZE / 2


@pytest.mark.parametrize(
    ("name", "data"), [("rong.kcb", b""), ("la.kcb", b"PK\x05\x06" + b"\0" * 18), ("chu.kcb", b"x")]
)
def test_what_is_no_backup_is_one_line(
    db: None, tmp_path: Path, name: str, data: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / name
    file.write_bytes(data)
    for words in ([], ["--drill"]):
        assert main(["restore", str(file), *words]) == 2
        told = capsys.readouterr()
        assert told.out == "" and told.err.count("\n") == 1 and "sao lưu" in told.err


def test_a_place_that_cannot_be_written_is_one_line(
    db: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["backup", str(tmp_path / "khong-co" / "mau.kcb")]) == 2
    assert "không ghi được" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_the_manifest_is_read_by_anybody(sample: Path) -> None:
    with zipfile.ZipFile(sample) as packed:
        told = json.loads(packed.read("noi-dung.json"))
    assert told["tables"][USER]["rows"] > 5 and told["taken_at"].startswith("2026-11-29")
