"""The five demonstration reports: our own words, all the figures, and the faults that are known."""

import re
from pathlib import Path

import pytest

import khuyencong.demo
from khuyencong.values import gazetteer
from khuyencong.values.text import fold
from tests.conditions import SHARED
from tests.reading.answers import Document, documents
from tests.reading.corpus_score import score
from tests.reading.whole import read

REPORTS = documents(Path(khuyencong.demo.__file__).with_name("reports"))

#: Names nobody may reword: bodies, contents as the decree and the programme call them, counters.
NAMES = (
    "Khuyến công và Tư vấn phát triển công nghiệp",
    "Trung tâm Khuyến công và Xúc tiến thương mại",
    "đào tạo nghề, truyền nghề và nâng cao tay nghề",
    "nâng cao năng lực quản lý cho các cơ sở công nghiệp nông thôn",
    "xây dựng mô hình trình diễn kỹ thuật, chuyển giao công nghệ và tiến bộ khoa học kỹ thuật",
    "mô hình trình diễn kỹ thuật, chuyên giao công nghệ và tiên bộ khoa học kỹ thuật",
    "phát triển sản phẩm công nghiệp nông thôn tiêu biểu",
    "tư vấn, trợ giúp các cơ sở công nghiệp nông thôn",
    "tư vấn, trợ giúp cơ sở công nghiệp nông thôn",
    "cung cấp thông tin về các chính sách phát triển công nghiệp, khuyến công",
    "hợp tác quốc tế về khuyến công",
    "nâng cao năng lực quản lý và tổ chức thực hiện các hoạt động khuyến công",
    "nâng cao năng lực quản lý và tổ chức thực hiện hoạt động khuyến công",
    "giá trị sản xuất công nghiệp nông thôn",
    "Bắc Trung bộ và duyên hải miền Trung",
    "phường Xuất Hóa, thành phố Bắc Kạn",
)
RUN = 8
LEAST = {"recall": 0.97, "precision": 0.97, "figures kept": 0.99, "others kept": 0.97, "legal": 1}
LEAST = {"recall": 0.97, "precision": 0.97, "figures kept": 0.99, "others kept": 0.97, "legal": 1}


def test_there_are_five_of_them():
    assert len(REPORTS) == 5


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.name)
def test_the_known_faults_are_found_and_nothing_else_is_accused(report: Document):
    result = score(report, read(report.text))

    assert result.rate("faults") == 1, "\n".join(result.notes)
    assert result.counts["false alarms"] == 0, "\n".join(result.notes)


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.name)
def test_every_number_is_read_as_what_it_is(report: Document):
    result = score(report, read(report.text))

    low = {name: result.rate(name) for name, least in LEAST.items() if result.rate(name) < least}
    assert not low, "\n".join([str(low), *result.notes])


@pytest.mark.originals
@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.name)
def test_no_sentence_is_copied_from_the_founding_reports(report: Document):
    originals = [path.read_text("utf-8") for path in (SHARED / "reports").glob("*.txt")]
    copied = runs(report.text) & set().union(*map(runs, originals))

    assert sorted(" ".join(run) for run in copied) == []


def test_the_measure_of_copying_sees_a_copied_sentence():
    sentence = "Chương trình được triển khai đồng bộ với nhiều nội dung mới và sát nhu cầu"

    assert runs(sentence) & runs(f"Nhìn chung, {sentence.lower()} của cơ sở.")


def runs(text: str) -> set[tuple[str, ...]]:
    """Return every run of eight words, folded; numbers and names that none may reword end a run."""
    for place in reversed(list(gazetteer.find(text))):
        text = text[: place.start] + " 0 " + text[place.end :]
    folded = fold(text)
    words = re.findall(r"\w+", folded)
    plain = " ".join(words)
    for name in sorted(NAMES, key=len, reverse=True):
        plain = plain.replace(" ".join(re.findall(r"\w+", fold(name))), "0")
    pieces = re.split(r"\S*\d\S*", plain)
    return {run for piece in pieces for run in _windows(piece.split())}


def _windows(words: list[str]) -> list[tuple[str, ...]]:
    return [tuple(words[i : i + RUN]) for i in range(len(words) - RUN + 1)]
