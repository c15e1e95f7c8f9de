"""An invented report for the gallery of components; it is never stored."""

from copy import copy
from datetime import UTC, datetime

from khuyencong.accounts.models import User
from khuyencong.ingestion.models import CheckDecision, Document, Intake, Observation
from khuyencong.ingestion.queries import ReportPage
from khuyencong.ingestion.states import IntakeState, Outcome
from khuyencong.reading.model import Block, Check, Figure, LegalReference, Reading
from khuyencong.registry.models import Organisation
from khuyencong.values.vocabulary import CheckKind, LegalKind, Severity

TEXT = (
    "1. Kết quả của tỉnh Thí Dụ\n"
    "Theo Nghị định số 45/2012/NĐ-CP, tỉnh Thí Dụ đã hỗ trợ 12 đề án với 900 triệu đồng.\n"
    "Trong đó 7 đề án máy móc và 4 đề án dạy nghề, chiếm 36,4% số đề án.\n"
    "| Năm | Đề án |\n"
    "|---|---|\n"
    "| Năm đầu | 5 |\n"
)
_LOOKS = (
    ("heading", "1."),
    ("paragraph", ""),
    ("item", ""),
    ("row", ""),
    ("row", ""),
    ("row", ""),
)


def sample_page() -> ReportPage:
    """Return a small report with one check of every severity, one of them decided."""
    moment = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
    document = Document(
        title="Báo cáo thí dụ",
        custodian=Organisation(name="Sở Công Thương tỉnh Thí Dụ"),
        recorded_at=moment,
        place="Thí Dụ",
        figures=4,
        errors=1,
        warnings=1,
    )
    document.reading = sample_reading()
    decision = CheckDecision(
        check_id="c2",
        outcome=Outcome.DISMISSED,
        reason="Đề án thứ mười hai nằm ở chương trình khác.",
        by=User(full_name="Lê Thị Thí Dụ"),
        recorded_at=moment,
    )
    return ReportPage(document, decisions={"c2": decision}, questions={})


def sample_figures() -> list[Observation]:
    """Return two figures of the sample as they are kept, the second set right by a person."""
    start = TEXT.index("Theo Nghị định")
    sentence = TEXT[start : TEXT.index("\n", start)]
    read = Observation(
        recorded_at=datetime(2026, 11, 20, 9, 0, tzinfo=UTC),
        number="900",
        number_start=TEXT.index("900"),
        number_end=TEXT.index("900") + 3,
        sentence_start=start,
        sentence=sentence,
        digits=900_000_000,
        unit="VND",
        kind="result",
        activity="total",
        measure="money.state",
        stage="accepted",
        confidence=62,
    )
    corrected = copy(read)
    corrected.recorded_at = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
    corrected.funding_source, corrected.corrected = "provincial", True
    corrected.review, corrected.reason = "accepted", "Mục 1 nói về khuyến công tỉnh."
    corrected.by = User(full_name="Lê Thị Thí Dụ")
    return [read, corrected]


def sample_intake() -> Intake:
    """Return a file that could not be read."""
    moment = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
    return Intake(
        file_name="bao-cao-thi-du.pdf",
        size=2_400_000,
        state=IntakeState.REFUSED,
        handed_in_at=moment,
        refusal="Tệp đặt mật khẩu: bỏ mật khẩu rồi nộp lại.",
    )


def sample_reading() -> Reading:
    figures = [
        _figure("f1", "12", 12, "project"),
        _figure("f2", "900", 900_000_000, "VND"),
        _figure("f3", "7", 7, "project", after="Trong đó"),
        _figure("f4", "4", 4, "project", after="và"),
    ]
    said = [(b.start, b.end) for b in _blocks()]
    sum_of = ("f1", "f3", "f4")
    told = (
        (Severity.ERROR, CheckKind.SUM, "7 + 4 = 11, báo cáo ghi 12"),
        (Severity.WARNING, CheckKind.COUNT_OF_LIST, "“12 đề án” nhưng kể ra 11"),
        (Severity.NOTE, CheckKind.SHARE, "4/11 = 36,36% · 4/12 = 33,33%"),
        (Severity.OK, CheckKind.SUM, "900 = 900"),
    )
    checks = [
        Check(
            f"c{n}",
            kind,
            severity,
            statement,
            sum_of,
            12,
            11,
            -1,
            "sót một đề án",
            (said[1], said[2]),
        )
        for n, (severity, kind, statement) in enumerate(told, 1)
    ]
    law = TEXT.index("Nghị định")
    reference = LegalReference(
        LegalKind.DECREE, "45/2012/NĐ-CP", None, None, "Chính phủ", law, TEXT.index(", tỉnh")
    )
    return Reading(
        TEXT, blocks=_blocks(), figures=figures, checks=checks, legal_references=[reference]
    )


def _blocks() -> list[Block]:
    blocks, at = [], 0
    for index, (line, (kind, marker)) in enumerate(zip(TEXT.splitlines(), _LOOKS, strict=True)):
        parent = None if index == 0 else 0
        blocks.append(Block(index, kind, at, at + len(line), marker, 1, parent, ()))
        at += len(line) + 1
    return blocks


def _figure(key: str, number: str, value: int, unit: str, after: str = "hỗ trợ") -> Figure:
    start = TEXT.index(number, TEXT.index(after))
    return Figure(key, start, start + len(number), number, start, start + len(number), value, unit)
