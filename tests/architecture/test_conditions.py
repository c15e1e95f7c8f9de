"""What does not run is said; where the environment sets CI, a missing component is an error."""

import os
import subprocess
import sys

import pytest

from tests.conditions import ROOT

PURE = "tests/values/test_rounding.py"
VARIABLES = ("CI", "KHUYENCONG_TEST_POSTGRES", "KHUYENCONG_TEST_REDIS", "DATABASE_URL", "CACHE_URL")


def run(**variables: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if name not in VARIABLES}
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--collect-only", PURE],
        cwd=ROOT,
        env={**kept, **variables},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_last_lines_say_what_did_not_run() -> None:
    result = run()
    assert result.returncode == 0, result.stdout
    told = [line for line in result.stdout.splitlines() if line.startswith("CHƯA CHẠY")]
    assert len(told) >= 2
    assert any("KHUYENCONG_TEST_POSTGRES" in line for line in told)
    assert any("KHUYENCONG_TEST_REDIS" in line for line in told)


@pytest.mark.parametrize("lacking", ["KHUYENCONG_TEST_POSTGRES", "KHUYENCONG_TEST_REDIS"])
def test_where_ci_is_set_a_missing_component_is_an_error(lacking: str) -> None:
    given = {
        "CI": "true",
        "KHUYENCONG_TEST_POSTGRES": "postgres://h/d",
        "KHUYENCONG_TEST_REDIS": "redis://h",
    }
    del given[lacking]
    result = run(**given)
    assert result.returncode != 0
    assert lacking in result.stderr
