"""Parts that the same passage hangs on a whole: do they reach it, do they exceed it?"""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from khuyencong.reading.checks.context import Context
from khuyencong.reading.checks.finding import finding
from khuyencong.reading.checks.tolerance import agreement, exact, exact_sum, interval, total
from khuyencong.reading.checks.wording import ROUGH, Voice, written
from khuyencong.reading.model import Check, Figure
from khuyencong.reading.numerals import TOKEN
from khuyencong.reading.parts import BESIDE, Relation, misses_by
from khuyencong.reading.reckoned import BY_PLACE, LEFT
from khuyencong.values.vocabulary import CheckKind, Severity

#: A "trong đó" that reaches less than this of its whole names examples, not a breakdown.
BREAKDOWN = Fraction(1, 2)
_REACH = 1500


def find(page: Context) -> Iterator[Check]:
    """Yield a check for every whole whose parts stand beside it."""
    for relation in page.relations:
        check = _single(relation) if len(relation.parts) == 1 else _several(relation)
        if check and (check.holds or not _is_doubtful(page, relation)):
            yield check


def _is_doubtful(page: Context, relation: Relation) -> bool:
    return _may_hang_higher(page, relation) or _is_unread(page, relation)


def _is_unread(page: Context, relation: Relation) -> bool:
    """Return whether a number that was not read as a figure is just what the parts lack."""
    span = page.sentence(relation.whole)
    start, end = min(relation.start, span[0]), max(relation.end, span[1])
    gap = abs(exact(relation.whole) - exact_sum(list(relation.parts)))
    lacking = Voice(relation.whole).bare(gap)
    read = {place for f in page.inside(start, end) for place in range(f.number_start, f.number_end)}
    tokens = TOKEN.finditer(page.text, start, min(end, start + _REACH))
    return any(m.group().lstrip("0") == lacking for m in tokens if m.start() not in read)


def _may_hang_higher(page: Context, relation: Relation) -> bool:
    """Return whether "…; trong đó …" after a list of parts may mean their whole instead."""
    if (
        relation.whole.id not in page.part_ids
        or page.low[relation.start - 2 : relation.start].strip() == "("
    ):
        return False
    reached = exact_sum(list(relation.parts))
    return any(exact(w) >= reached for w in relation.rivals)


def _single(relation: Relation) -> Check | None:
    """Return a warning where one part is greater than its whole."""
    part, whole = relation.parts[0], relation.whole
    fits = any(interval(part)[0] <= interval(w)[1] for w in (whole, *relation.rivals))
    if fits or relation.cue == "(":
        return None
    voice = Voice(whole)
    return finding(
        CheckKind.PART_WHOLE,
        Severity.WARNING,
        f"{voice.bare(part.value)} “{relation.cue}” {voice.full(whole.value)}",
        [whole, part],
        stated=part.value,
        computed=whole.value,
        why="khoản sau không nằm trong khoản trước (nên viết “ngoài ra” hoặc “thu hút "
        "được” thay cho "
        f"“{relation.cue}”), hoặc một trong hai số ghi nhầm đơn vị.",
        passages=[
            (
                min(whole.number_start, part.number_start),
                max(whole.number_end, part.number_end),
            )
        ],
    )


def _several(relation: Relation) -> Check | None:
    for parts in _ways(relation.parts):
        for whole in (relation.whole, *relation.rivals):
            verdict = agreement(whole, total(parts))
            if verdict:
                return sum_check(whole, parts, verdict)
    return _unequal(relation)


def _ways(parts: Sequence[Figure]) -> list[list[Figure]]:
    """Return all parts, and those of the state alone where others' money stands among them."""
    states = [p for p in parts if p.funding_source not in BESIDE]
    return [list(parts), states] if 1 < len(states) < len(parts) else [list(parts)]


def _unequal(relation: Relation) -> Check | None:
    whole, parts = relation.whole, relation.parts
    reached = exact_sum(list(parts))
    over = [p for p in parts if interval(p)[0] > interval(whole)[1]]
    if over and all(p.funding_source in BESIDE for p in over):
        return None
    if over and relation.slack is not None and relation.cue != LEFT:
        return None
    if over and relation.slack is None and relation.cue != "(":
        return _single(Relation(whole, tuple(over[:1]), relation.cue, 0, 0, False))
    if relation.partial and (reached < exact(whole) or "trong" in relation.cue):
        return None
    if reached < exact(whole) * BREAKDOWN or reached * BREAKDOWN > exact(whole):
        return None
    if relation.slack is not None and not _is_near(relation, relation.slack):
        return None
    severity = Severity.WARNING if reached < exact(whole) else Severity.ERROR
    return sum_check(whole, parts, severity)


def _is_near(relation: Relation, slack: Fraction) -> bool:
    """Return whether parts that no phrase opens come near enough to be meant as parts."""
    if relation.cue == BY_PLACE and (len(relation.parts) < 3 or relation.partial):
        return False
    return misses_by(relation.whole, relation.parts) <= slack


def sum_check(whole: Figure, parts: Sequence[Figure], severity: Severity, why: str = "") -> Check:
    """Return the check that `parts` make `whole`, with the difference in words."""
    reached = exact_sum(list(parts))
    return finding(
        CheckKind.SUM,
        severity,
        sum_statement(whole, parts),
        [whole, *parts],
        stated=whole.value,
        computed=reached,
        why=why or _cause(whole, parts, reached, severity),
    )


def sum_statement(whole: Figure, parts: Sequence[Figure]) -> str:
    """Return "132 + 17 + 148 = 297 đề án", or with ≠ and the difference where it is not so."""
    voice, reached = Voice(whole), exact_sum(list(parts))
    left = " + ".join(voice.bare(p.value) for p in parts)
    left = f"Phần đã nêu {left}" if len(parts) == 1 else left
    if reached == exact(whole):
        return f"{left} = {voice.full(whole.value)}"
    gap = voice.full(abs(reached - exact(whole)))
    side = "thiếu" if reached < exact(whole) else "thừa"
    made = "" if len(parts) == 1 else f" = {voice.bare(reached)}"
    return f"{left}{made}; báo cáo ghi {voice.full(whole.value)} ({side} {gap})"


def _cause(whole: Figure, parts: Sequence[Figure], reached: Fraction, severity: Severity) -> str:
    if severity is Severity.OK:
        return "" if reached == exact(whole) else "Lệch trong phạm vi làm tròn của các số đã ghi."
    if severity is Severity.NOTE:
        return ROUGH
    return likely_cause(whole, parts, reached)


def likely_cause(whole: Figure, parts: Sequence[Figure], reached: Fraction) -> str:
    """Return the likeliest reason why `parts` do not give `whole`."""
    gap = Fraction(whole.value) - reached
    twin = next((p for p in parts if abs(gap) == exact(p)), None)
    if twin is not None:
        return f"khoản {written(twin)} bị tính hai lần hoặc bị bỏ sót khi cộng."
    swapped = _swapped(parts, gap)
    if swapped:
        return f"{written(swapped)} có thể bị đảo hoặc gõ nhầm chữ số."
    if gap > 0:
        return "còn khoản chưa được nêu trong phần liệt kê, hoặc số tổng lấy ở thời điểm khác."
    return "một khoản bị ghi thừa hoặc tính trùng, hoặc số tổng chưa được cập nhật."


def _swapped(parts: Sequence[Figure], gap: Fraction) -> Figure | None:
    """Return the part that would close the gap with two neighbouring digits exchanged."""
    voices = [(p, Voice(p).scale) for p in parts]
    for part, scale in voices:
        digits = str(int(Fraction(part.value) / scale))
        for i in range(len(digits) - 1):
            other = digits[:i] + digits[i + 1] + digits[i] + digits[i + 2 :]
            if (int(other) - int(digits)) * scale == gap and gap:
                return part
    return None
