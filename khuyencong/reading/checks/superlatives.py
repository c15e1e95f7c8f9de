"""Superlatives: is what the report calls the highest or the lowest so among its own peers?"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from khuyencong.reading.checks.context import Context
from khuyencong.reading.checks.finding import finding
from khuyencong.reading.checks.named import Named, alike, items_above, named_figures
from khuyencong.reading.checks.peers import (
    Mean,
    Peer,
    PeerGroup,
    name_before,
    plain_name,
)
from khuyencong.reading.checks.tolerance import agreement, exact, half_step, interval
from khuyencong.reading.checks.wording import Voice, number
from khuyencong.reading.model import Block, Check, Figure
from khuyencong.reading.page import family
from khuyencong.values.text import fold
from khuyencong.values.vocabulary import CheckKind, Severity

HIGHEST, LOWEST = 1, -1
#: The first word of a superlative and its direction.
WORDS = {
    "cao": HIGHEST,
    "nhiều": HIGHEST,
    "lớn": HIGHEST,
    "đông": HIGHEST,
    "dẫn": HIGHEST,
    "đứng": HIGHEST,
    "xếp": HIGHEST,
    "thấp": LOWEST,
    "ít": LOWEST,
    "nhỏ": LOWEST,
}
#: "cao nhất", "nhiều đề án nhất", "dẫn đầu".
CUE = re.compile(
    r"\b(?:(?:cao|nhiều|lớn|đông|thấp|ít|nhỏ)(?:\s(?!nhất)\w+){0,4}\snhất|dẫn đầu"
    r"|(?:đứng|xếp) (?:đầu|cuối|chót|thứ nhất))\b(?!\s+(?:trí|thiết|định))"
)
#: Before a superlative: it is one of several, or of some only, or is measured over time.
OF_SOME = re.compile(
    r"một trong|miền núi|đồng bằng|ven biển|khối |nhóm (?!nghề|ngành)|còn lại"
    r"|thứ hai|từ trước đến nay|khó khăn|hạn chế|vướng mắc|thách thức|nguyên nhân"
    r"|trở ngại|thành công"
)
#: Right after it: first among some only.
WITHIN = re.compile(r"\s*(?:của|trong|ở|tại)?\s*(?:khu vực|khối|nhóm|miền|vùng|số)\b")
#: Which measure a clause speaks of; two clauses that name different ones are not compared.
MEASURES = (
    ("VND", re.compile(r"doanh (?:thu|số)|giá trị")),
    ("VND", re.compile(r"kinh phí|\bvốn\b|ngân sách|số tiền")),
    ("VND", re.compile(r"thu nhập|tiền lương|mức lương")),
    ("VND", re.compile(r"kim ngạch|xuất khẩu")),
    ("percent", re.compile(r"tỷ lệ|tốc độ|tăng trưởng|mức tăng|tăng|giảm")),
    ("establishment", re.compile(r"cơ sở|doanh nghiệp|hợp tác xã|\bhtx\b|\bhộ\b")),
    ("project", re.compile(r"đề án|dự án")),
    ("class", re.compile(r"\blớp\b")),
    ("person", re.compile(r"lao động|học viên|\bngười\b")),
    ("product", re.compile(r"sản phẩm")),
)
_STOPS = re.compile(r"[,;:.](?=\s|$)|\n|\b(?:và|còn|trong khi)\b")
_COLON = re.compile(r"\s*:\s*")
_PUNCTUATION = re.compile(r"[^\w]+")
_MOST = 3
NAMES_NEXT = re.compile(r"[^,;.:]{0,25}?(?:\s|:)*(?:là|thuộc về|ở|tại|:)\s")
#: "ít nhất 03 mô hình", "cao nhất 300 triệu": a limit, not a superlative.
LIMIT = re.compile(r"\s*(?:là\s+|không quá\s+)?(?:được\s+)?$")
FIRST_WORDS = re.compile(r"(?:mức hỗ trợ|hỗ trợ|tối đa|không quá|phấn đấu)[^,;.]{0,40}$")


@dataclass(frozen=True)
class Claim:
    """A figure that the report calls the highest (1) or the lowest (−1), with its name."""

    figure: Figure
    name: str
    word: str
    start: int

    @property
    def span(self) -> tuple[int, int]:
        """The words of the claim, up to its figure where that follows."""
        return self.start, max(self.start + len(self.word), self.figure.number_end)

    @property
    def direction(self) -> int:
        """1 for the highest, −1 for the lowest."""
        last = self.word.split()[-1]
        return LOWEST if last in ("cuối", "chót") else WORDS[self.word.split()[0]]


def find(page: Context) -> Iterator[Check]:
    """Yield each superlative whose peers the report itself names."""
    for match in CUE.finditer(page.low):
        start, end = page.sentence_at(match.start())
        clause = _clause(page, match, start, end)
        if OF_SOME.search(page.low, clause[0], match.start()) or _limits(page, match):
            continue
        yield from _of_means(page, match, clause) or _of_amounts(page, match, clause)


def _of_means(page: Context, match: re.Match[str], clause: tuple[int, int]) -> list[Check]:
    """Return the verdict on "bình quân … ít nhất": averages are compared, not what they divide."""
    if "bình quân" not in page.low[clause[0] : match.end()]:
        return []
    claim = _claim(page, match)
    averaged = _among_means(page, claim) if claim else None
    return [averaged] if averaged else []


def _of_amounts(page: Context, match: re.Match[str], clause: tuple[int, int]) -> list[Check]:
    """Return the verdict among what is named beside, else among the report's own lists."""
    listed = _among_named(page, match, clause)
    if listed:
        return [listed]
    claim = _claim(page, match)
    return list(_checks(page, claim)) if claim else []


def _among_named(page: Context, match: re.Match[str], clause: tuple[int, int]) -> Check | None:
    """Return the verdict among the names of the sentence, its paragraph, or the list above."""
    start, end = page.sentence_at(match.start())
    block = page.block_at(match.start())
    if block is None or WITHIN.match(page.low, match.end()):
        return None
    own = named_figures(page, start, end)
    scopes = [own, [*_just_before(page, block, start), *own]]
    wanted = {u for u, _ in _measures(page.low[clause[0] : match.end()])}
    unit = wanted.pop() if len(wanted) == 1 else None
    scopes += [[*items_above(page, block, unit), *own]] if block.kind != "item" else []
    verdict = None
    for scope in scopes:
        peers = _one_each(alike(scope))
        mine = _claimed(page, match, clause, peers)
        peers = [p for p in peers if mine and p.is_time == mine.is_time]
        if len(peers) >= (2 if scope is own else 3) and mine:
            verdict = _verdict_among(page, match, clause, mine, peers)
        if verdict and (len(peers) > 2 or not verdict.holds):
            return verdict
    return verdict


def _just_before(page: Context, block: Block, start: int) -> list[Named]:
    """Return the named figures of the nearest sentence of `block` before `start` with several."""
    for first, last in reversed([s for s in block.sentences if s[1] <= start][-_MOST:]):
        named = named_figures(page, first, last)
        if len(named) > 1:
            return named
    return []


def _clause(page: Context, match: re.Match[str], start: int, end: int) -> tuple[int, int]:
    """Return the span of the clause around a superlative, inside its sentence."""
    before = [m.end() for m in _STOPS.finditer(page.low, start, match.start())]
    stop = _STOPS.search(page.low, match.end(), end)
    return max([start, *before]), stop.start() if stop else end


def _limits(page: Context, match: re.Match[str]) -> bool:
    """Return whether a number right behind makes it a limit: "ít nhất 05 cơ sở"."""
    bare = match.group() in ("ít nhất", "nhiều nhất", "cao nhất", "thấp nhất")
    return bare and bool(
        re.match(r"\s+(?:là\s+|được\s+|không quá\s+)?\d", page.low[match.end() :][:20])
    )


def _one_each(named: list[Named]) -> list[Named]:
    """Return one figure a name; a name told with two values is left out."""
    found: dict[str, Named] = {}
    for one in named:
        first = found.setdefault(one.key, one)
        if first.figure.value != one.figure.value:
            return []
    return list(found.values())


def _claimed(
    page: Context, match: re.Match[str], clause: tuple[int, int], peers: list[Named]
) -> Named | None:
    """Return the peer that the clause calls the first: the name behind the cue, else before it."""
    behind = page.text[match.end() : clause[1]]
    before = page.text[clause[0] : match.start()]
    colon = _COLON.match(page.low, match.end())
    after = page.text[colon.end() : colon.end() + 60].partition(",")[0] if colon else ""
    for words in (behind, before, after):
        named = [p for p in peers if _names(words, p.key)]
        if named:
            return named[0] if len(named) == 1 else None
        if words is behind and not colon and NAMES_NEXT.match(page.low, match.end()):
            return None
    return None


def _names(words: str, key: str) -> bool:
    return f" {key} " in f" {_PUNCTUATION.sub(' ', fold(words))} "


def _verdict_among(
    page: Context,
    match: re.Match[str],
    clause: tuple[int, int],
    mine: Named,
    peers: list[Named],
) -> Check | None:
    unit = family(mine.figure)
    start = min(p.start for p in peers)
    said = _measures(page.low[clause[0] : match.end()].replace(mine.name.lower(), ""))
    lead = page.low[max(page.sentence_at(start)[0], start - 120) : start]
    told = {m for m in _measures(lead) if m[0] == unit}
    if any(u != unit for u, _ in said) or (unit == "VND" and said and told and not said & told):
        return None
    claim = Claim(mine.figure, mine.name, match.group(), match.start())
    pairs = [(Peer(p.name, p.key, {}), p.figure) for p in peers]
    repeated = [f for f in page.inside(*clause) if f.value == mine.figure.value]
    return _verdict(claim, mine.figure, pairs, repeated)


def _measures(words: str) -> set[tuple[str, int]]:
    return {(unit, i) for i, (unit, cue) in enumerate(MEASURES) if cue.search(words)}


def _claim(page: Context, match: re.Match[str]) -> Claim | None:
    end = min(page.sentence_at(match.start())[1], match.end() + 160)
    figures = page.inside(match.end(), end)
    figure = next((f for f in figures if not f.unit.startswith("year")), None)
    if figure is None or ";" in page.low[match.end() : figure.number_start]:
        return None
    words = page.low[match.end() : figure.number_start]
    name = name_before(page, figure)
    if LIMIT.fullmatch(words) or not name:
        start = page.sentence_at(match.start())[0]
        name = _name_ahead(page, start, match.start())
        if not name or FIRST_WORDS.search(page.low[start : match.start()]):
            return None
    return Claim(figure, name, match.group(), match.start())


def _name_ahead(page: Context, start: int, cue: int) -> str:
    """Return the name before the cue: "Năm 2019 cao nhất với 25 đề án" → "Năm 2019"."""
    words = re.split(r"[,;.:()]", page.text[max(start, cue - 60) : cue])[-1]
    named = re.search(r"(?:năm|quý|tháng) \d+|(?:tỉnh|huyện|thành phố|xã|vùng) [\w ]+", words, re.I)
    return named.group() if named else ""


def _checks(page: Context, claim: Claim) -> Iterator[Check]:
    averaged = _among_means(page, claim)
    if averaged:
        yield averaged
        return
    if len(alike(named_figures(page, *page.sentence_at(claim.start)))) > 2:
        return
    for group in page.groups_of(claim.figure.unit, claim.start):
        check = _among(claim, group)
        if check:
            yield check
            return


def _among_means(page: Context, claim: Claim) -> Check | None:
    """Return the verdict among the averages that the peers' own amounts and counts give."""
    unit = claim.figure.unit.partition("_per_")[0]
    for group, averages in page.means_near(claim.start, unit):
        mine = group.find(plain_name(claim.name))
        own = next((m for m in averages if m.peer is mine), None)
        if own and agreement(claim.figure, (own.value, own.value)):
            return _mean_verdict(claim, own, averages)
    return None


def _mean_verdict(claim: Claim, own: Mean, averages: list[Mean]) -> Check:
    extreme = max(averages, key=lambda m: claim.direction * m.value)
    worse = claim.direction * (extreme.value - own.value) > half_step(claim.figure)
    voice, scale = Voice(claim.figure), Voice(own.amount)
    shown = [own, extreme] if worse else [own]
    told = "; ".join(
        f"{m.peer.name}: {scale.bare(m.amount.value)} : {number(m.count.value)} = "
        f"{number(m.value / voice.scale, 2)}"
        for m in shown
    )
    others = [m for m in averages if m is not own and m is not extreme]
    silent = ", ".join(f"{m.peer.name} ({number(m.value / voice.scale, 2)})" for m in others[:3])
    return finding(
        CheckKind.SUPERLATIVE,
        Severity.ERROR if worse else Severity.OK,
        f"“{claim.word}” {number(Fraction(claim.figure.value) / voice.scale)}{voice.unit}: {told}",
        [f for m in shown for f in (m.amount, m.count)] + [claim.figure],
        stated=claim.figure.value,
        computed=extreme.value,
        why=f"câu so sánh chưa xét {extreme.peer.name}; các nơi khác: {silent}." if worse else "",
        passages=[claim.span],
    )


def _among(claim: Claim, group: PeerGroup) -> Check | None:
    """Return the verdict among the figures of the same unit in a list the claim belongs to."""
    common = [(p, f) for p, f in group.common(claim.figure.unit)]
    if len(common) < 2:
        return None
    if group.start <= claim.start < group.end:
        return None if group.in_items else _in_own_sentence(claim, common)
    mine = next((f for p, f in common if p is group.find(plain_name(claim.name))), None)
    if mine is None:
        return None
    if not agreement(claim.figure, interval(mine)):
        return None
    return _verdict(claim, mine, common)


def _in_own_sentence(claim: Claim, common: list[tuple[Peer, Figure]]) -> Check | None:
    if not any(f is claim.figure for _, f in common) or len(common) < 3:
        return None
    return _verdict(claim, claim.figure, common)


def _verdict(
    claim: Claim,
    mine: Figure,
    common: list[tuple[Peer, Figure]],
    repeated: Sequence[Figure] = (),
) -> Check:
    """Return the verdict on `mine` among `common`; `repeated` tell its value again."""
    peer, extreme = max(common, key=lambda pair: claim.direction * pair[1].value)
    worse = claim.direction * (exact(extreme) - exact(mine)) > 0
    voice = Voice(claim.figure)
    own = f"“{claim.word}”: {claim.name} {voice.full(claim.figure.value)}"
    told = f"{own}; nhưng {peer.name} là {voice.full(extreme.value)}" if worse else own
    return finding(
        CheckKind.SUPERLATIVE,
        Severity.ERROR if worse else Severity.OK,
        told,
        [claim.figure, mine, *repeated, *([extreme] if worse else [])],
        stated=claim.figure.value,
        computed=extreme.value,
        why=f"câu so sánh chưa xét {peer.name}, hoặc số của nơi này được sửa sau." if worse else "",
        passages=[claim.span],
    )
