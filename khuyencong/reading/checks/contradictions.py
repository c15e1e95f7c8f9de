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
from khuyencong.reading.checks.named import CAPITALS
from khuyencong.reading.checks.wording import shorten
from khuyencong.reading.model import Check, Figure
from khuyencong.values.text import fold
from khuyencong.values.vocabulary import CheckKind, FigureKind, Severity

#: A claim that nobody is left out.
ALL = re.compile(
    r"\b100\s?%|\btất cả\b|\btoàn bộ\b|\b(\d+)\s?/\s?\1\b|\bmọi\b|\bcả \d+\b"
    r"|\b(?:các|những)\b[^,;.]{0,60}\bđều\b"
)
#: What denies an act of somebody.
NOT = re.compile(r"\b(?:chưa|không)\b")
#: Who has not done it: some of them, or one by name.
SOMEBODY = re.compile(
    r"(?i:\b(?:còn|có|một số|một vài|nhiều|vài|riêng|duy nhất|chỉ có|\d+)\b)"
    rf"|\w [{CAPITALS}]\w+ [{CAPITALS}]"
)
#: Things that are no places: who denies an act must be of the kind that did it.
DOERS = re.compile(
    r"cơ sở|doanh nghiệp|hợp tác xã|\bhộ\b|đề án|học viên|lao động|\blớp\b|mô hình|sản phẩm|hồ sơ"
    r"|làng nghề|cụm công nghiệp|cán bộ|nhiệm vụ|chỉ tiêu|huyện|\bxã\b|tỉnh"
)
#: A denial of some quality, of the past, or of what is to come.
MILD = re.compile(
    r"trước (?:đây|năm|khi|đó)|thời điểm|khi đó|trong khi chờ|không (?:chỉ|những|ngừng|còn|có gì)"
    r"|\bnếu\b|nhằm|để không"
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
    r"|\b\d+\b|thường xuyên|đồng bộ|rộng|sâu|kịp thời|trước (?:đây|năm)|ở các huyện (?:còn lại"
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
_CLAUSE = re.compile(r"[,;:](?=\s)")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_PLACES = frozenset({"huyện", "xã", "tỉnh"})
_PAIRS = 60


@dataclass(frozen=True)
class Passage:
    """A claim in words: its span and the syllables of what it says."""

    start: int
    end: int
    text: str  # lower case


@dataclass(frozen=True)
class Claim:
    """A claim that nobody is left out, with the syllables that carry its meaning."""

    passage: Passage
    said: frozenset[str]


@dataclass(frozen=True)
class Denial(Passage):
    """A clause that denies an act of somebody."""

    at: int  # of the word that denies, from the start of the clause

    @property
    def subject(self) -> str:
        """The words before "chưa"."""
        return self.text[: self.at]

    @property
    def act(self) -> str:
        """The words after "chưa"."""
        return self.text[self.at :].partition(" ")[2]


def find(page: Context) -> Iterator[Check]:
    """Yield pairs of passages that cannot both be so."""
    yield from _all_against_some(page)
    yield from _some_against_none(page)


def _all_against_some(page: Context) -> Iterator[Check]:
    """Yield what everybody is said to have done against somebody who has not done it."""
    universal: dict[tuple[str, str], list[Claim]] = {}
    for passage in [p for p in _sentences(page, ALL) if not WISHED.search(p.text)][:_PAIRS]:
        if not NOT.search(passage.text):
            said = _syllables(passage.text)
            for pair in set(pairwise(said)):
                universal.setdefault(pair, []).append(Claim(passage, frozenset(said)))
    told: set[int] = set()
    for denial in _somebody_not(page) if universal else ():
        act = _denied(denial)
        for claim in _asserting(universal, act):
            start, end = claim.passage.start, claim.passage.end
            apart = denial.start >= end or denial.end <= start
            if apart and start not in told and _denies(denial, act, claim):
                told.add(start)
                yield _all_finding(page, claim.passage, denial)


def _somebody_not(page: Context) -> Iterator[Denial]:
    """Yield the clauses that say of somebody that he has not done something."""
    for match in NOT.finditer(page.low):
        start, end = page.sentence_at(match.start())
        before = [m.end() for m in _CLAUSE.finditer(page.low, start, match.start())]
        first = max([start, *before])
        if len(page.low[first : match.start()].split()) < 2 and before[:-1]:
            first = before[-2]
        stop = _CLAUSE.search(page.low, match.end(), end)
        last = stop.start() if stop else end
        if SOMEBODY.search(page.text, first, last) and not MILD.search(page.low, start, last):
            yield Denial(first, last, page.low[first:last], match.start() - first)


def _denied(denial: Denial) -> tuple[str, ...]:
    """Return the syllables of the act that a clause denies, its verb first."""
    act = _syllables(BECAUSE.split(denial.act)[0])
    if len(act) < 2 or WISHED.search(denial.text):
        return ()
    return tuple(act if len(act) > 2 else act + _syllables(denial.subject))


def _asserting(
    universal: dict[tuple[str, str], list[Claim]], act: tuple[str, ...]
) -> Iterator[Claim]:
    """Yield the claims that say the verb of `act`, then those that say nearly all of it."""
    pairs = list(pairwise(act))
    yield from universal.get(pairs[0], ()) if pairs else ()
    for pair in pairs[1:3]:
        yield from (c for c in universal.get(pair, ()) if len(act) > 3 and c.said.issuperset(act))


def _denies(denial: Denial, act: tuple[str, ...], claim: Claim) -> bool:
    """Return whether what somebody has not done is what everybody is said to have done."""
    if set(_YEAR.findall(denial.text)) - set(_YEAR.findall(claim.passage.text)):
        return False
    subject = set(DOERS.findall(denial.subject))
    if subject - _PLACES and not any(s in claim.passage.text for s in subject):
        return False
    body = set(act[:9])
    return 4 * len(body & claim.said) >= 3 * len(body)


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


def _all_finding(page: Context, claim: Passage, denial: Denial) -> Check:
    start, end = page.sentence_at(denial.start)
    figures = page.inside(claim.start, claim.end)
    named = [f for f in figures if f.unit == "percent" or f.out_of is not None][:2]
    return finding(
        CheckKind.CONTRADICTION,
        Severity.WARNING,
        f"“{shorten(page.text[claim.start : claim.end], 110)}” ↔ "
        f"“{shorten(page.text[denial.start : end], 110)}”",
        (named or figures[:1]) + page.inside(denial.start, denial.end)[:1],
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
