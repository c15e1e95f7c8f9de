"""The settings a real service runs on, its migrations, and the page of its variables."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from tests.conditions import ROOT

REAL = {
    "DJANGO_SETTINGS_MODULE": "khuyencong.settings",
    "KHUYENCONG_HTTPS": "1",
    "KHUYENCONG_HOSTS": "khuyencong.example",
}
VARIABLE = re.compile(r"\b(?:KHUYENCONG_[A-Z_]+|DATABASE_URL|CACHE_URL)\b")


def run(code: str, tmp_path: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a few lines under the settings of a real service."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    environment = {**kept, **REAL, "KHUYENCONG_VAR": str(tmp_path), **variables}
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", f"import django; django.setup()\n{code}"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


CHECK = (
    "from django.core.management import call_command\n"
    "call_command('check', '--deploy', '--fail-level', 'WARNING')"
)


def test_djangos_own_list_for_a_real_service_is_clean(tmp_path: Path) -> None:
    result = run(CHECK, tmp_path)
    assert result.returncode == 0, result.stderr
    assert "no issues" in result.stdout


def test_cookies_and_transport_of_a_real_service(tmp_path: Path) -> None:
    told = run(
        "from django.conf import settings as s\n"
        "print(s.SESSION_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.SESSION_COOKIE_HTTPONLY,"
        " s.SESSION_COOKIE_SAMESITE, s.CSRF_COOKIE_SECURE, s.SECURE_HSTS_SECONDS, s.DEBUG,"
        " s.ALLOWED_HOSTS)",
        tmp_path,
    )
    assert told.stdout.strip() == (
        "__Host-phien True True Lax True 31536000 False ['khuyencong.example']"
    )


@pytest.mark.parametrize(
    ("variable", "value"),
    [("DATABASE_URL", "mysql://u:bimat@h/d"), ("CACHE_URL", "x"), ("KHUYENCONG_HTTPS", "maybe")],
)
def test_a_variable_that_is_wrong_is_named(variable: str, value: str, tmp_path: Path) -> None:
    result = run("", tmp_path, **{variable: value})
    assert result.returncode == 1
    assert (
        result.stderr.strip()
        .splitlines()[-1]
        .startswith(f"django.core.exceptions.ImproperlyConfigured: {variable}: ")
    )
    assert "bimat" not in result.stderr


def test_the_policy_of_the_page_lets_nothing_in_from_outside() -> None:
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    assert directives["default-src"] == ["'none'"]
    assert {source for sources in directives.values() for source in sources} == {
        "'none'",
        "'self'",
    }


@pytest.mark.django_db
def test_the_migrations_are_what_the_models_say() -> None:
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_every_variable_is_told_in_the_page_of_configuration() -> None:
    page = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")
    used = {
        name
        for path in (ROOT / "khuyencong").rglob("*.py")
        for name in VARIABLE.findall(path.read_text(encoding="utf-8"))
    }
    assert used
    assert used <= set(VARIABLE.findall(page))
