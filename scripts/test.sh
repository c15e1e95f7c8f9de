#!/usr/bin/env bash
# Every test: lint, then the suite on SQLite, then its database part on PostgreSQL and Redis.
# What did not run is said on the last lines; where CI is set, a missing component is an error.
set -euo pipefail
cd "$(dirname "$0")/.."

# One more than there are cores: some tests wait for a slow line, a browser or a child.
SIDE_BY_SIDE="-n $(($(nproc) + 1)) --dist worksteal"

missing=()
failed=0
step() { printf '\n== %s\n' "$1"; shift; "$@" || failed=1; }

step "Quy tắc mã nguồn" ruff check .
step "Định dạng" ruff format --check --quiet .
step "Thứ tự các phòng" lint-imports
step "Kiểu dữ liệu" mypy

step "Toàn bộ kiểm thử trên SQLite" pytest -q $SIDE_BY_SIDE --durations=20 --durations-min=5

# With PostgreSQL the same tests use Redis further below.
if [ -n "${KHUYENCONG_TEST_REDIS:-}" ] && [ -z "${KHUYENCONG_TEST_POSTGRES:-}" ]; then
  step "Bộ nhớ đệm Redis" env CACHE_URL="$KHUYENCONG_TEST_REDIS" pytest -q $SIDE_BY_SIDE tests/accounts
fi

# Of the pages only those that add up, search or race by themselves; the rest ask the rooms below.
PAGES="tests/web/test_doors.py tests/web/test_lists.py tests/web/test_law_at_once.py tests/web/test_national.py
  tests/web/test_quality.py tests/web/test_programmes.py tests/web/test_establishments.py tests/web/test_writing.py"

# Rules over plain facts tell nothing new of a database, nor do all rooms of the demonstration after its year.
ALIKE="--ignore=tests/law/test_flips.py --ignore=tests/law/test_golden.py --ignore=tests/law/test_support_page.py
  --ignore=tests/law/test_eligibility.py"

if [ -n "${KHUYENCONG_TEST_POSTGRES:-}" ]; then
  # The random cases have run once; here fewer of them meet the other database.
  step "Cơ sở dữ liệu PostgreSQL" env DATABASE_URL="$KHUYENCONG_TEST_POSTGRES" \
    KHUYENCONG_TEST_SIZE="${KHUYENCONG_TEST_SIZE:-40}" \
    CACHE_URL="${KHUYENCONG_TEST_REDIS:-}" \
    pytest -q $SIDE_BY_SIDE -m "not browser and not pure" tests/core tests/backups tests/accounts tests/architecture/test_permissions.py tests/cli/test_verify.py tests/cli/test_import.py tests/registry tests/law tests/office tests/funds tests/applications tests/projects tests/plans tests/results tests/competitions tests/publishing tests/connections tests/exchange tests/fieldwork tests/notices tests/programmes tests/quality tests/ingestion tests/reports tests/demo/test_year.py $ALIKE $PAGES
else
  missing+=("PostgreSQL (đặt KHUYENCONG_TEST_POSTGRES)")
fi
[ -n "${KHUYENCONG_TEST_REDIS:-}" ] || missing+=("Redis (đặt KHUYENCONG_TEST_REDIS)")
command -v chromium-headless-shell >/dev/null || command -v chromium >/dev/null || missing+=("trình duyệt (apt-get install chromium-headless-shell)")
[ -d ../shared/reports ] || missing+=("các báo cáo gốc (../shared)")

echo
for name in "${missing[@]:-}"; do
  [ -n "$name" ] && echo "CHƯA CHẠY: $name"
done
if [ "${#missing[@]}" -gt 0 ] && [ -n "${CI:-}" ]; then
  echo "Ở CI, thiếu một thành phần là lỗi."
  exit 1
fi
[ "$failed" = 0 ] && echo "Tất cả các bước đều đạt." || { echo "Có bước không đạt."; exit 1; }
