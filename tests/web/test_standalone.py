"""A reading as one file: nothing beside it, nothing fetched, nothing configured."""

import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

from khuyencong.reading.model import Reading
from khuyencong.web.desk import sample
from khuyencong.web.standalone import standalone_page
from tests.conditions import ROOT


class Anchors(HTMLParser):
    """Collects what a page names and what it points to."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.targets: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.ids += [given["id"]] if given.get("id") else []
        self.targets += [given["href"]] if given.get("href") else []
        assert not {"src", "srcset", "style"} & given.keys()
        assert tag not in {"script", "link", "img"}


def test_every_link_of_the_file_leads_somewhere_in_it() -> None:
    anchors = Anchors()
    anchors.feed(standalone_page(sample.sample_reading()))
    assert len(anchors.ids) == len(set(anchors.ids))
    assert {target.removeprefix("#") for target in anchors.targets} <= set(anchors.ids)
    assert {"f1", "so-f1", "muc-1", "doan-1-1", "doan-1-2"} <= set(anchors.ids)


def test_findings_are_told_in_full_and_the_text_is_escaped() -> None:
    reading = sample.sample_reading()
    reading.title = "<script>alert(1)</script>"
    page = standalone_page(reading)
    assert "<script" not in page and "&lt;script&gt;" in page
    assert "2 mục cần xem · 1 ghi chú · 1 phép tính đạt · 4 số liệu đã đọc." in page
    assert "Tính lại từ báo cáo" in page and "−1\u00a0đề án" in page


def test_a_text_without_figures_is_a_page_too() -> None:
    assert "0 mục cần xem" in standalone_page(Reading("Không có số nào."))


def test_it_needs_no_settings_and_leaves_nothing_behind(tmp_path: Path) -> None:
    report = tmp_path / "bc.md"
    report.write_text("# Báo cáo\n\nNăm 2024 hỗ trợ 3 đề án, kinh phí 90 triệu đồng.\n", "utf-8")
    kept = {"PATH", "LANG", "HOME"}
    environment = {k: v for k, v in os.environ.items() if k in kept} | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "khuyencong", "check", "bc.md", "--format", "html", "-o", "-"]
    done = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert re.search(r'class="f m"[^>]*>90 triệu đồng', done.stdout)
    assert [file.name for file in tmp_path.iterdir()] == ["bc.md"]
