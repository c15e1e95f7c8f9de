"""What the environment says becomes settings, or one line that names the variable."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from khuyencong.core.environment import (
    cache_from_url,
    database,
    database_from_url,
    flag,
    folder,
    level,
    secret_key,
    whole,
    words,
)


def told(settings: dict[str, Any]) -> tuple[str, ...]:
    names = ("NAME", "USER", "PASSWORD", "HOST", "PORT")
    return tuple(settings[name] for name in names)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("postgres://kc:bi%40mat@db:5433/kc", ("kc", "kc", "bi@mat", "db", "5433")),
        ("postgresql://kc@127.0.0.1:5432/kc", ("kc", "kc", "", "127.0.0.1", "5432")),
        ("postgres:///kc", ("kc", "", "", "", "")),
        ("postgres://[::1]:5432/kc", ("kc", "", "", "::1", "5432")),
    ],
)
def test_a_postgres_address(url: str, expected: tuple[str, ...]) -> None:
    settings = database_from_url(url)
    assert settings["ENGINE"] == "django.db.backends.postgresql"
    assert told(settings) == expected


def test_what_follows_the_question_mark_goes_to_the_driver() -> None:
    settings = database_from_url("postgres://db/kc?sslmode=verify-full&application_name=kc")
    assert settings["OPTIONS"] == {"sslmode": "verify-full", "application_name": "kc"}


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("sqlite:////srv/kc/d%C3%A2y%20n%C3%A0y.sqlite3", "/srv/kc/dây này.sqlite3"),
        ("sqlite:///kc.sqlite3", "kc.sqlite3"),
    ],
)
def test_an_sqlite_address(url: str, path: str) -> None:
    settings = database_from_url(url)
    assert settings["NAME"] == path
    assert settings["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_without_an_address_the_file_may_have_any_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    odd = Path("/srv/100% ?#/kc.sqlite3")
    assert database(odd)["NAME"] == str(odd)


@pytest.mark.parametrize(
    "url",
    [
        "mysql://db/kc",
        "kc",
        "sqlite://",
        "sqlite:///",
        "sqlite://kc.sqlite3",
        "postgres://db",
        "postgres://db:cổng/kc",
        "postgres://db:99999/kc",
        "postgres://[db/kc",
    ],
)
def test_a_database_address_that_is_none(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    with pytest.raises(ImproperlyConfigured, match=r"^DATABASE_URL: [^\n]+$"):
        database(Path("unused"))


def test_no_message_repeats_a_password() -> None:
    with pytest.raises(ImproperlyConfigured) as caught:
        database_from_url("mysql://kc:bimat@db/kc")
    assert "bimat" not in str(caught.value)


def test_the_cache() -> None:
    assert cache_from_url("")["BACKEND"].endswith("DatabaseCache")
    assert cache_from_url("redis://127.0.0.1:6379/1")["LOCATION"] == "redis://127.0.0.1:6379/1"


@pytest.mark.parametrize("url", ["memcached://x", "redis://", "redis://h:p/0", "x"])
def test_a_cache_address_that_is_none(url: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=r"^CACHE_URL: "):
        cache_from_url(url)


@pytest.mark.parametrize(
    ("word", "meaning"),
    [("1", True), (" Yes ", True), ("on", True), ("", False), ("0", False), ("off", False)],
)
def test_a_flag(word: str, meaning: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KHUYENCONG_HTTPS", word)
    assert flag("KHUYENCONG_HTTPS") is meaning


def test_a_flag_that_says_neither_is_not_taken_for_no(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KHUYENCONG_HTTPS", "enabled")
    with pytest.raises(ImproperlyConfigured, match=r"^KHUYENCONG_HTTPS: "):
        flag("KHUYENCONG_HTTPS")


def test_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KHUYENCONG_HOSTS", " a.vn, b.vn,,")
    assert words("KHUYENCONG_HOSTS", "c.vn") == ["a.vn", "b.vn"]


def test_the_secret_key_is_made_once_for_its_owner_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("KHUYENCONG_SECRET_KEY", raising=False)
    var = tmp_path / "var"
    key = secret_key(var)
    assert len(key) > 50
    assert secret_key(var) == key
    assert stat.S_IMODE(var.stat().st_mode) == 0o700
    assert stat.S_IMODE((var / "secret_key").stat().st_mode) == 0o600
    assert [path.name for path in var.iterdir()] == ["secret_key"]
    assert secret_key(tmp_path / "other") != key


def test_the_secret_key_of_the_environment_leaves_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KHUYENCONG_SECRET_KEY", "từ két sắt")
    assert secret_key(tmp_path / "var") == "từ két sắt"
    assert not (tmp_path / "var").exists()


def test_two_servers_that_start_together_read_one_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("KHUYENCONG_SECRET_KEY", raising=False)
    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(lambda _: secret_key(tmp_path), range(8)))) == 1


@pytest.mark.parametrize("unset", [None, "", "  "])
def test_an_empty_variable_is_as_good_as_none(
    unset: str | None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """An empty folder would be the working directory, and the secret key would lie there."""
    monkeypatch.delenv("KHUYENCONG_X", raising=False)
    if unset is not None:
        monkeypatch.setenv("KHUYENCONG_X", unset)
    assert folder("KHUYENCONG_X", tmp_path) == tmp_path
    assert level("KHUYENCONG_X", "WARNING") == "WARNING"


def test_a_folder_is_whole_wherever_the_program_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KHUYENCONG_X", "du lieu")
    assert folder("KHUYENCONG_X", Path("/")) == Path.cwd() / "du lieu"


def test_a_level_of_logging_is_known_or_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KHUYENCONG_X", "debug")
    assert level("KHUYENCONG_X", "WARNING") == "DEBUG"
    monkeypatch.setenv("KHUYENCONG_X", "loud")
    with pytest.raises(ImproperlyConfigured, match=r"KHUYENCONG_X: .*LOUD"):
        level("KHUYENCONG_X", "WARNING")


def test_a_folder_that_keeps_no_key_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("KHUYENCONG_SECRET_KEY", raising=False)
    (tmp_path / "tep").touch()
    with pytest.raises(ImproperlyConfigured, match="KHUYENCONG_VAR"):
        secret_key(tmp_path / "tep")


@pytest.mark.parametrize(("word", "number"), [("", 7), ("1", 1), (" 600 ", 600)])
def test_a_whole_number(word: str, number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KHUYENCONG_X", word)
    assert whole("KHUYENCONG_X", 7) == number


@pytest.mark.parametrize("word", ["0", "-1", "1.5", "nhiều", "٣", "9" * 10])
def test_a_number_that_is_none_names_its_variable(
    word: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KHUYENCONG_X", word)
    with pytest.raises(ImproperlyConfigured, match=r"^KHUYENCONG_X: cần một số nguyên"):
        whole("KHUYENCONG_X", 7)
