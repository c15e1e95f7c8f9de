"""Our Word files in LibreOffice: opened, printed and kept anew, no word and no figure lost."""

import subprocess
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from docx.oxml.ns import qn

from khuyencong.documents import Document, cited_in, write_docx, write_pdf
from khuyencong.documents.lint import lint
from khuyencong.documents.model import MOTTO, NATION
from khuyencong.documents.model.pictures import words_of
from tests.conditions import SOFFICE
from tests.documents.paper import (
    CHART,
    CITED,
    FIGURES,
    LETTER,
    MINUTES,
    REPORT,
    RICH,
    of,
    opened,
    pages_of,
    table,
    words_in,
    words_of_pdf,
)

pytestmark = [pytest.mark.pure, pytest.mark.slow, pytest.mark.office]
DOCUMENTS: dict[str, Document] = {
    "report": REPORT,
    "letter": LETTER,
    "minutes": MINUTES,
    "figures": CITED,
    "rich": RICH,
    "turned": replace(REPORT, blocks=(table(4, wide=True), *REPORT.blocks[-1:])),
    "long": of(*["Một đoạn văn dài vừa phải để đủ vài trang giấy khổ A4. " * 4] * 30, "Hết./."),
}
#: Seconds for all files together.
LONGEST = 120
POINT = 72 / 25.4


def converted(folder: Path, kind: str) -> Path:
    """Let one LibreOffice turn all files into another kind; return where they are."""
    assert SOFFICE
    profile, out = folder / "profile", folder / kind.partition(":")[0]
    files = sorted(str(file) for file in folder.glob("*.docx"))
    command = [SOFFICE, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
    subprocess.run(
        [*command, "--convert-to", kind, "--outdir", str(out), *files],
        check=True,
        capture_output=True,
        timeout=LONGEST,
    )
    return out


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("office")
    for name, document in DOCUMENTS.items():
        (made / f"{name}.docx").write_bytes(write_docx(document))
    return made


@pytest.fixture(scope="module")
def printed(folder: Path) -> Path:
    return converted(folder, "pdf:writer_pdf_Export")


@pytest.fixture(scope="module")
def kept(folder: Path) -> Path:
    return converted(folder, "docx:MS Word 2007 XML")


def pdf_of(folder: Path, name: str) -> bytes:
    return (folder / f"{name}.pdf").read_bytes()


@pytest.mark.parametrize("name", DOCUMENTS)
def test_it_prints_the_words_of_our_own_pdf_on_the_same_paper(printed: Path, name: str) -> None:
    theirs, ours = pdf_of(printed, name), write_pdf(DOCUMENTS[name])
    drawn = " ".join(words_of(CHART)).split() if name == "rich" else []
    assert Counter(words_of_pdf(theirs)) + Counter(drawn) == Counter(words_of_pdf(ours))
    assert set(sizes(theirs)) == set(sizes(ours))
    # The last line of a page may fit by a hair in one and not in the other.
    assert abs(len(sizes(theirs)) - len(sizes(ours))) <= (name == "long")


def sizes(pdf: bytes) -> list[tuple[int, int]]:
    pages = pypdfium2.PdfDocument(pdf)
    return [tuple(round(side / POINT) for side in page.get_size()) for page in pages]  # type: ignore[misc]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_nation_and_motto_stand_on_one_line_each(printed: Path, name: str) -> None:
    first = pages_of(pdf_of(printed, name))[0].splitlines()
    assert any(NATION in line for line in first)
    assert any(MOTTO in line for line in first)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_pages_are_numbered_from_the_second_each_part_on_its_own(printed: Path, name: str) -> None:
    pages = pages_of(pdf_of(printed, name))
    told = list(map(number_of, pages))
    begins = [at for at, page in enumerate(pages) if "Phụ lục" in page.splitlines()[0] or at == 0]
    expected = [str(at - max(b for b in begins if b <= at) + 1) for at in range(len(pages))]
    assert told == ["" if number == "1" else number for number in expected]


def number_of(page: str) -> str:
    first = page.splitlines()[0]
    return first if first.isdigit() else ""


@pytest.mark.parametrize("name", DOCUMENTS)
def test_kept_anew_no_word_is_lost(kept: Path, name: str) -> None:
    again = (kept / f"{name}.docx").read_bytes()
    assert words_in(again) == words_in(write_docx(DOCUMENTS[name]))


def test_kept_anew_each_figure_stands_in_its_control(kept: Path) -> None:
    """LibreOffice 7.4 keeps the controls without their keys, later ones with them."""
    again = (kept / "figures.docx").read_bytes()
    controls = opened(again).element.body.iter(qn("w:sdt"))
    told = ["".join(t.text or "" for t in control.iter(qn("w:t"))) for control in controls]
    assert told == [text for _, text in FIGURES]
    assert tuple(cited_in(again)) in ((), FIGURES)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_kept_anew_it_has_nothing_to_find(kept: Path, name: str) -> None:
    assert lint((kept / f"{name}.docx").read_bytes()) == []
