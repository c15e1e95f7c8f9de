"""From words of the environment to settings: databases, caches, flags, the secret key.

What cannot be understood raises ImproperlyConfigured with one line that names the variable.
"""

import logging
import os
import secrets
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

SQLITE_OPTIONS: dict[str, Any] = {
    # Writers queue for the lock at BEGIN; without this two writers get "database is locked".
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"
        "PRAGMA busy_timeout=20000;"
    ),
}
#: So many rows the table of the cache may hold: each at most the bytes of a page.
CACHE_ROWS = 20_000
YES = {"1", "true", "yes", "on"}
NO = {"", "0", "false", "no", "off"}


def flag(name: str) -> bool:
    """Return whether the variable `name` says yes (1, true, yes, on); unset is no."""
    word = os.environ.get(name, "").strip().lower()
    if word in YES | NO:
        return word in YES
    raise ImproperlyConfigured(f"{name}: chỉ nhận 1 hoặc 0, không nhận “{word}”.")


def words(name: str, default: str) -> list[str]:
    """Return the comma-separated words of the variable `name`, without blanks."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def whole(name: str, default: int) -> int:
    """Return the whole number from 1 that the variable `name` tells; unset it is `default`."""
    word = os.environ.get(name, "").strip()
    if not word:
        return default
    if word.isascii() and word.isdigit() and int(word[:9]) > 0 and len(word) < 10:
        return int(word)
    raise ImproperlyConfigured(f"{name}: cần một số nguyên từ 1, không nhận “{word}”.")


def folder(name: str, default: Path) -> Path:
    """Return the folder that the variable `name` tells, whole; unset or empty it is `default`."""
    return Path(os.environ.get(name, "").strip() or default).absolute()


def level(name: str, default: str) -> str:
    """Return the level of logging that the variable `name` tells: DEBUG, INFO, WARNING, ERROR …"""
    word = os.environ.get(name, "").strip().upper() or default
    if word in logging.getLevelNamesMapping():
        return word
    raise ImproperlyConfigured(f"{name}: cần DEBUG, INFO, WARNING hoặc ERROR, không nhận “{word}”.")


def database(default: Path) -> dict[str, Any]:
    """Return Django's settings for `DATABASE_URL`; without it, an SQLite file at `default`."""
    url = os.environ.get("DATABASE_URL", "").strip()
    return database_from_url(url) if url else _sqlite(str(default))


def database_from_url(url: str) -> dict[str, Any]:
    """Return Django's settings for `sqlite:///path` or `postgres://user:pw@host:port/name`."""
    parts = _split("DATABASE_URL", url)
    name = unquote(parts.path)[1:]
    if parts.scheme == "sqlite" and not parts.netloc and name:
        return _sqlite(name)
    if parts.scheme in {"postgres", "postgresql"} and name:
        return _postgres(name, parts)
    raise ImproperlyConfigured(
        "DATABASE_URL: cần sqlite:///đường-dẫn hoặc postgres://tên:mật-khẩu@máy:cổng/cơ-sở-dữ-liệu."
    )


def _sqlite(name: str) -> dict[str, Any]:
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": name, "OPTIONS": {**SQLITE_OPTIONS}}


def _postgres(name: str, parts: SplitResult) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": dict(parse_qsl(parts.query)),
    }


def cache_from_url(url: str) -> dict[str, Any]:
    """Return Django's settings for `redis://…`; without a URL the database's own cache table."""
    if not url:
        return {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "cache",
            # Django's own limit of 300 would drop kept pages and counted tries at every turn.
            "OPTIONS": {"MAX_ENTRIES": CACHE_ROWS},
        }
    parts = _split("CACHE_URL", url)
    if parts.scheme in {"redis", "rediss"} and parts.hostname:
        return {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": url}
    raise ImproperlyConfigured("CACHE_URL: cần redis://máy:cổng/số, hoặc để trống.")


def _split(variable: str, url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018  (reading it is what refuses a port that is no number)
    except ValueError as error:
        raise ImproperlyConfigured(f"{variable}: địa chỉ không đúng dạng.") from error
    return parts


def identity_provider(*, https: bool) -> dict[str, Any]:
    """Return the provider of identities that the environment names (OpenID Connect); {} for none.

    ImproperlyConfigured for one told by half, or, on a real service, without TLS.
    """
    names = ("KHUYENCONG_OIDC_ISSUER", "KHUYENCONG_OIDC_CLIENT", "KHUYENCONG_OIDC_SECRET")
    issuer, client, secret = (os.environ.get(name, "").strip() for name in names)
    if not issuer and not client:
        return {}
    if not issuer or not client or not secret:
        raise ImproperlyConfigured(f"{', '.join(names)}: cần cả ba, hoặc để trống cả ba.")
    parts = _split(names[0], issuer)
    if (
        parts.scheme not in ("http", "https")
        or not parts.hostname
        or (https and parts.scheme != "https")
    ):
        raise ImproperlyConfigured(f"{names[0]}: cần một địa chỉ https://….")
    return provider_of(
        issuer=issuer,
        client=client,
        secret=secret,
        name=os.environ.get("KHUYENCONG_OIDC_NAME", "").strip() or "VNeID",
    )


def provider_of(*, issuer: str, client: str, secret: str, name: str) -> dict[str, Any]:
    """Return a provider as the settings hold it: its name, its origin, what the library asks."""
    parts = urlsplit(issuer)
    return {
        "name": name,
        "provider_id": "dinh-danh",
        "origin": f"{parts.scheme}://{parts.netloc}",
        "app": {
            "provider_id": "dinh-danh",
            "name": name,
            "client_id": client,
            "secret": secret,
            "settings": {"server_url": issuer.rstrip("/"), "issuer": issuer},
        },
    }


def secret_key(var: Path) -> str:
    """Return the key from the environment, else the one this installation made for itself.

    ImproperlyConfigured where no key can be kept in the folder `var`.
    """
    given = os.environ.get("KHUYENCONG_SECRET_KEY")
    if given:
        return given
    path = var / "secret_key"
    try:
        if not path.exists():
            _make_key(path)
        return path.read_text(encoding="ascii")
    except OSError as error:
        raise ImproperlyConfigured(f"KHUYENCONG_VAR: {path}: {error.strerror}.") from error


def _make_key(path: Path) -> None:
    """Write a fresh key in one step: two servers starting together read the same whole key."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    draft.touch(mode=0o600, exist_ok=False)
    draft.write_text(secrets.token_urlsafe(50), encoding="ascii")
    with suppress(FileExistsError):
        os.link(draft, path)
    draft.unlink()
