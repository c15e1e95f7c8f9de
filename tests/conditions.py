"""What the tests find on this machine, and how large the random cases are."""

import os
import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
#: The founding reports and their hand-made answers stand beside the checkout; we do not ship them.
SHARED = ROOT.parent / "shared"
#: How many random cases a generator makes.
SIZE = int(os.environ.get("KHUYENCONG_TEST_SIZE", "100"))
#: How often a writing process is killed at an arbitrary moment.
KILLS = 25 if SIZE >= 2000 else 4

#: The shell without a window costs a third of the processor that the whole browser takes.
CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium-headless-shell", "chromium", "chromium-browser"))),
    None,
)
#: Opens our Word files as other offices do.
SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
HAS_ORIGINALS = (SHARED / "reports").is_dir() and (SHARED / "golden").is_dir()


def missing() -> list[str]:
    """Return what could not be tested here, each with the way to have it."""
    components = (
        (os.environ.get("KHUYENCONG_TEST_POSTGRES"), "PostgreSQL: đặt KHUYENCONG_TEST_POSTGRES"),
        (os.environ.get("KHUYENCONG_TEST_REDIS"), "Redis: đặt KHUYENCONG_TEST_REDIS"),
        (CHROMIUM, "trình duyệt: cài gói chromium-headless-shell"),
        (SOFFICE, "LibreOffice: cài gói libreoffice-writer-nogui và libreoffice-calc-nogui"),
        (HAS_ORIGINALS, f"các báo cáo gốc: cần {SHARED.name}/ cạnh thư mục mã nguồn"),
    )
    return [how for found, how in components if not found]
