"""Passages that contradict: "100 % đều bố trí" against "vẫn có địa phương chưa bố trí".

Two tables of cues and one of concepts; a pair is reported only where both speak of one act or one
thing without a word that limits either.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from khuyencong.reading.checks.context import Context
from khuyencong.reading.checks.finding import finding
from khuyencong.reading.checks.wording import shorten
from khuyencong.reading.model import Check, Figure
from khuyencong.values.text import fold
from khuyencong.values.vocabulary import CheckKind, FigureKind, Severity

#: A claim that nobody is left out.
ALL = re.compile(
    r"\b100\s?%|\btất cả\b|\btoàn bộ\b|\b(\d+)\s?/\s?\1\b|\b(?:các|mọi)\b[^,;.]{0,60}\bđều\b"
)
#: A claim that somebody is; what he has not done follows.
SOME_NOT = re.compile(
    r"(?:vẫn còn|vẫn có|còn có|hiện còn|còn|có|một số|một vài|nhiều"
    r"|\d+)\s[^;.:]{0,60}?\b(?:chưa|không)\b\s*([^,;.:]{4,140})"
)
#: Where the denied act ends and its consequence begins.
BECAUSE = re.compile(r"\b(?:nên|vì|do đó|do|để|dẫn đến|ảnh hưởng|gây)\b")
#: A plan or a wish, where nothing is claimed to be so.
WISHED = re.compile(
    r"phấn đấu|mục tiêu|dự kiến|đến năm 20[3-9]\d|kiến nghị|đề nghị|cần |phải |nhằm "
)
#: What denies that a thing exists at all, before or after its name.
NONE_YET = re.compile(
    r"chưa (?:có|thành lập|hình thành|xây dựng|bố trí|ban hành|tổ chức|thực hiện|triển "
    r"khai)(?: được)?"
)
#: Words that limit a denial to some places, or to a quality.
LIMITED = re.compile(
    r"nhiều địa phương|một số|có nơi|một vài|có địa phương|nhiều nơi|chuyên trách"
    r"|riêng|đầy đủ|nhiều\b"
    r"|thường xuyên|đồng bộ|rộng|sâu|kịp thời|trước (?:đây|năm)|ở các huyện (?:còn lại"
    r"|khác)|còn lại|điều kiện"
)
#: Things of the field that a report may say exist here and deny there.
CONCEPTS = {
    "mạng lưới cộng tác viên": re.compile(
        r"cộng tác viên|khuyến công viên|(?:hệ thống |mạng lưới |đội ngũ )?cán bộ "
        r"(?:làm công tác )?khuyến công"
    ),
    "chi nhánh": re.compile(r"chi nhánh|trạm khuyến công|tổ khuyến công"),
    "chương trình khuyến công": re.compile(
        r"(?:ban hành|phê duyệt|xây dựng) (?:được )?chương trình (?:khuyến công|kcđp)"
    ),
    "quy chế": re.compile(r"quy chế (?:quản lý|về)"),
    "trang thông tin": re.compile(r"trang (?:thông tin|tin) điện tử|website"),
    "cơ sở dữ liệu": re.compile(r"cơ sở dữ liệu"),
    "phòng trưng bày": re.compile(r"(?:phòng|nhà|điểm) trưng bày"),
    "hợp tác quốc tế": re.compile(
        r"hợp tác quốc tế|đoàn ra|khảo sát (?:tại )?nước ngoài|đi nước ngoài"
    ),
    "sản xuất sạch hơn": re.compile(r"sản xuất sạch hơn"),
    "mô hình trình diễn": re.compile(r"mô hình trình diễn"),
    "bình chọn": re.compile(r"bình chọn"),
    "hội chợ": re.compile(r"hội chợ"),
    "cụm công nghiệp": re.compile(r"quy hoạch chi tiết|hạ tầng (?:kỹ thuật )?cụm công nghiệp"),
    "tư vấn": re.compile(r"tư vấn, trợ giúp|thiết kế mẫu mã"),
    "đào tạo nghề": re.compile(r"đào tạo nghề|truyền nghề|dạy nghề"),
}
LEVELS = {
    "huyện": re.compile(r"huyện"),
    "xã": re.compile(r"\bxã\b"),
    "tỉnh": re.compile(r"cấp tỉnh|tỉnh"),
}
#: Syllables that tell nothing of an act.
IDLE = frozenset(
    (
        "duoc",
        "cho",
        "cac",
        "va",
        "cua",
        "co",
        "la",
        "tai",
        "o",
        "tu",
        "de",
        "nay",
        "mot",
        "so",
        "nao",
    )
)
_HAS = re.compile(r"(?:đã|có|được|hiện|xây dựng|thành lập|tổ chức|hỗ trợ|thực hiện)\b[^.;]{0,80}$")
_PAIRS = 60


@dataclass(frozen=True)
class Passage:
    """A claim in words: its span and the syllables of what it says."""

    start: int
    end: int
    text: str  # lower case


def find(page: Context) -> Iterator[Check]:
    """Yield pairs of passages that cannot both be so."""
    yield from _all_against_some(page)
    yield from _some_against_none(page)


def _all_against_some(page: Context) -> Iterator[Check]:
    asserted = [p for p in _sentences(page, ALL) if not WISHED.search(p.text)][:_PAIRS]
    universal = [(p, _syllables(p.text)) for p in asserted]
    if not universal:
        return
    told: set[int] = set()
    for match in SOME_NOT.finditer(page.low):
        act = _syllables(BECAUSE.split(match.group(1))[0])
        if len(act) < 3 or WISHED.search(page.low[max(0, match.start() - 60) : match.start()]):
            continue
        for claim, said in universal:
            apart = match.start() >= claim.end or match.end() <= claim.start
            if apart and claim.start not in told and _same_act(act, said):
                told.add(claim.start)
                yield _all_finding(page, claim, match)


def _sentences(page: Context, cue: re.Pattern[str]) -> Iterator[Passage]:
    """Yield the clauses (between semicolons) in which a cue stands."""
    seen = -1
    for match in cue.finditer(page.low):
        start, end = page.sentence_at(match.start())
        start = max(start, page.low.rfind(";", start, match.start()) + 1)
        stop = page.low.find(";", match.end(), end)
        end = stop if stop >= 0 else end
        if start != seen:
            seen = start
            yield Passage(start, end, page.low[start:end])


def _syllables(text: str) -> list[str]:
    return [w for w in re.findall(r"\w+", fold(text)) if w not in IDLE and not w.isdigit()]


def _same_act(act: list[str], said: list[str]) -> bool:
    """Return whether the denied act, its verb first, is what the universal claim asserts."""
    if (act[0], act[1]) not in set(pairwise(said)):
        return False
    body = set(act[:9])
    return 4 * len(body & set(said)) >= 3 * len(body)


def _all_finding(page: Context, claim: Passage, match: re.Match[str]) -> Check:
    start, end = page.sentence_at(match.start())
    figures = page.inside(claim.start, claim.end)
    named = [f for f in figures if f.unit == "percent" or f.out_of is not None][:2]
    named += page.inside(*match.span(0))[:1]
    return finding(
        CheckKind.CONTRADICTION,
        Severity.WARNING,
        f"“{shorten(page.text[claim.start : claim.end], 110)}” ↔ "
        f"“{shorten(page.text[match.start() : end], 110)}”",
        named or figures[:1],
        why="câu trước nói chung cho mọi nơi theo quy định, câu sau nói theo thực tế; nên "
        "ghi đúng số nơi "
        "đã làm.",
        passages=[(claim.start, claim.end), (start, end)],
    )


def _some_against_none(page: Context) -> Iterator[Check]:
    """Yield counts of a thing that exists against a sentence that says there is none yet."""
    denials = list(_denials(page))
    if not denials:
        return
    claims = list(_claims(page))
    for concept, level, denial in denials:
        figures = [f for f, concepts, levels in claims if concept in concepts and level & levels]
        apart = [f for f in figures if not denial.start <= f.number_start < denial.end]
        if apart:
            yield _none_finding(page, concept, apart[:3], denial)


def _denials(page: Context) -> Iterator[tuple[str, frozenset[str], Passage]]:
    for match in NONE_YET.finditer(page.low):
        start, end = page.sentence_at(match.start())
        before = re.split(r"[,;:.](?:\s)|\bsong\b|\bnhưng\b", page.low[start : match.start()])
        after = re.split(
            r"[;.]|\bnên\b|\bđể\b", page.low[match.end() : min(end, match.end() + 120)]
        )[0]
        clause = _subject(before) + " " + match.group() + after
        if LIMITED.search(clause) or WISHED.search(clause):
            continue
        for concept, pattern in CONCEPTS.items():
            if pattern.search(clause):
                yield concept, _levels(clause), Passage(start, end, clause)
                break


def _subject(pieces: list[str]) -> str:
    """Return the words before a denial that can be its subject."""
    last = pieces[-1]
    if len(pieces) > 1 and len(last.split()) < 4:
        return pieces[-2] + ", " + last
    return last


def _levels(text: str) -> frozenset[str]:
    return frozenset(name for name, pattern in LEVELS.items() if pattern.search(text))


def _claims(page: Context) -> Iterator[tuple[Figure, frozenset[str], frozenset[str]]]:
    """Yield each counted thing said to exist, with the concepts and levels of its clause."""
    for figure in page.figures:
        if figure.unit not in (
            "province",
            "district",
            "commune",
            "centre",
            "person",
            "organisation",
        ):
            continue
        if (
            figure.kind not in (FigureKind.RESULT, FigureKind.OUTCOME, FigureKind.CONTEXT)
            or not figure.value
        ):
            continue
        after = re.split(r"[;.]|\bvà \d", page.after(figure, 130))[0]
        if (
            "chưa" in after
            or "không" in after
            or not _HAS.search(page.before(figure, 60) + after[:14])
        ):
            continue
        concepts = frozenset(name for name, pattern in CONCEPTS.items() if pattern.search(after))
        if concepts:
            yield (
                figure,
                concepts,
                _levels(after)
                | _levels(figure.unit.replace("district", "huyện").replace("commune", "xã")),
            )


def _none_finding(page: Context, concept: str, figures: list[Figure], denial: Passage) -> Check:
    start, end = page.sentence(figures[0])
    return finding(
        CheckKind.CONTRADICTION,
        Severity.WARNING,
        f"“{shorten(page.text[start:end], 110)}” ↔ "
        f"“{shorten(page.text[denial.start : denial.end], 110)}” ({concept})",
        figures,
        why="câu sau nói về nơi chưa có mà không ghi rõ là nơi nào; nên ghi “ở các huyện, "
        "xã còn lại”.",
        passages=[(start, end), (denial.start, denial.end)],
    )
