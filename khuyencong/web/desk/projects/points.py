"""What the law says to a đề án, told once for all the lines it is said of."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from khuyencong.law.rules import Citation, Finding, Verdict
from khuyencong.projects.rules.law import Judged
from khuyencong.values.money import format_dong

TITLES = {
    "highest_support": "Mức hỗ trợ",
    "eligible_form": "Hình thức cơ sở",
    "eligible_size": "Quy mô cơ sở",
    "eligible_place": "Địa bàn",
    "eligible_trade": "Ngành nghề",
    "no_double_support": "Không hỗ trợ hai lần",
    "kind": "Loại đề án",
    "is_key_project": "Đề án điểm",
    "may_be_group_project": "Đề án nhóm",
    "in_time": "Thời hạn",
}
UNVERIFIED = "chưa kiểm chứng"


@dataclass
class Point:
    """One answer of the law, and the numbers of the lines it is given to."""

    title: str
    told: str
    verdict: Verdict
    citations: tuple[Citation, ...]
    doubts: tuple[str, ...]
    more: str = ""
    has_word: bool = False
    numbers: list[int] = field(default_factory=list)

    @property
    def lines(self) -> str:
        """Return "dòng 1, 3"; "" for what is said of the whole đề án."""
        return f"dòng {', '.join(map(str, self.numbers))}" if self.numbers else ""

    @property
    def is_loud(self) -> bool:
        """Return whether somebody should look: it is no plain yes."""
        return self.verdict is not Verdict.YES or bool(self.more)


def points(judged: Iterable[Judged]) -> list[Point]:
    """Return the answers in their order of weight, equal ones of several lines as one."""
    found: dict[tuple[object, ...], Point] = {}
    for one in judged:
        point = _point(one)
        key = (point.title, point.told, point.verdict, point.more, point.has_word)
        found.setdefault(key, point)
        if one.line:
            found[key].numbers.append(one.line.number)
    weight = {verdict: number for number, verdict in enumerate(reversed(Verdict))}
    return sorted(found.values(), key=lambda point: weight[point.verdict])


def _point(one: Judged) -> Point:
    finding = one.finding
    return Point(
        TITLES.get(finding.rule, "Điều kiện"),
        finding.told,
        finding.verdict,
        finding.citations[:3],
        _doubts(finding),
        _more(one),
        one.has_word and one.needs_word,
    )


def _doubts(finding: Finding) -> tuple[str, ...]:
    """Return what is doubted beyond what the sentence and its citations already say."""
    said = {finding.told, UNVERIFIED}
    said |= {"con số chưa kiểm chứng"} if not all(c.verified for c in finding.citations) else set()
    return tuple(doubt for doubt in finding.doubts if doubt not in said)[:2]


def _more(one: Judged) -> str:
    if not one.is_over or one.finding.amount is None:
        return ""
    return f"Đề nghị vượt {format_dong(one.support - one.finding.amount, nbsp=True)}."


def is_double(one: Judged) -> bool:
    """Return whether it waits for a right-holder to let a likely second support pass."""
    return one.finding.rule == "no_double_support" and one.needs_word
