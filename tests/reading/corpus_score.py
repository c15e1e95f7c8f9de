"""Hold a reading against the answers of a report; sums of scores are scores."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from khuyencong.reading.model import Check, Figure, Reading, YearSpan
from tests.reading.answers import Answer, Claim, Document

#: What an answer may say beside number, unit and value → the attribute of a figure.
DETAILS = {
    "kind": "kind",
    "activity": "activity",
    "source": "funding_source",
    "period": "period",
    "bound": "bound",
    "approximate": "approximate",
}


@dataclass
class Score:
    """Counts over one report or many, and a line for each difference."""

    counts: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)

    def __add__(self, other: "Score") -> "Score":
        return Score(self.counts + other.counts, self.notes + other.notes)

    def tally(self, name: str, right: bool, note: str) -> None:
        """Count one more of `name`, right or with a note why not."""
        self.counts[name] += 1
        self.counts[f"{name} right"] += right
        if not right:
            self.notes.append(f"{name.upper()}: {note}")

    def rate(self, name: str) -> float:
        """Return the share of right ones; 1 where there were none."""
        return self.counts[f"{name} right"] / self.counts[name] if self.counts[name] else 1.0


def score(document: Document, reading: Reading) -> Score:
    """Return how the reading of a report agrees with its answers."""
    result = Score()
    _score_figures(document, reading, result)
    _score_others(document, reading, result)
    _score_legal(document, reading, result)
    _score_checks(document, reading, result)
    return result


def agrees(figure: Figure, answer: Answer) -> bool:
    """Return whether a figure covers the number with its unit and its values."""
    says = answer.says
    units = says["unit"] if isinstance(says["unit"], list) else [says["unit"] or figure.unit]
    values = (figure.value, figure.value_high, figure.out_of)
    return (
        figure.number_start <= answer.start
        and answer.end <= figure.number_end
        and figure.unit in units
        and values == (says["value"], says.get("high"), says.get("out_of"))
    )


def _score_figures(document: Document, reading: Reading, result: Score) -> None:
    matched = set()
    for answer in document.figures:
        figure = next((f for f in reading.figures if agrees(f, answer)), None)
        if figure is None:
            if not answer.says.get("optional"):
                result.tally("recall", False, _missed(document, reading, answer))
            matched.update(
                f.id for f in reading.figures if answer.says.get("optional") and _on(f, answer)
            )
            continue
        matched.add(figure.id)
        result.tally("recall", True, "")
        _score_details(document, figure, answer, result)
    for figure in reading.figures:
        if figure.kind != "context" or figure.id in matched:
            words = around(reading.text, figure.number_start, figure.number_end)
            note = f"{document.name} {figure.value} {figure.unit} …{words}…"
            result.tally("precision", figure.id in matched, note)


def _score_details(document: Document, figure: Figure, answer: Answer, result: Score) -> None:
    says = {"bound": None, "approximate": False} | answer.says
    if says["approximate"] is None:  # "ước", "ít nhất": the contract does not decide
        del says["bound"], says["approximate"]
    for name, attribute in DETAILS.items():
        if name in says:
            ours, theirs = plain(getattr(figure, attribute)), says[name]
            words = around(document.text, answer.start, answer.end)
            result.tally(name, ours == theirs, f"{document.name} {ours} ≠ {theirs} …{words}…")


def _score_others(document: Document, reading: Reading, result: Score) -> None:
    for answer in document.figures:
        if answer.says.get("optional"):
            continue
        taken = any(answer.overlaps(o.start, o.end) for o in reading.other)
        result.tally("figures kept", not taken, f"{document.name} {answer.number} read as other")
    for answer in (*document.others, *document.legal):
        taken = any(answer.overlaps(f.number_start, f.number_end) for f in reading.figures)
        result.tally(
            "others kept", not taken, f"{document.name} {answer.number!r} read as a figure"
        )


def _score_legal(document: Document, reading: Reading, result: Score) -> None:
    found = {(str(r.kind), r.number) for r in reading.legal_references}
    for answer in document.legal:
        if answer.says["number"]:
            wanted = (answer.says["legal"], answer.says["number"])
            result.tally("legal", wanted in found, f"{document.name} {wanted} not in {found}")


def _score_checks(document: Document, reading: Reading, result: Score) -> None:
    figures = {figure.id: figure for figure in reading.figures}
    failing = [check for check in reading.checks if not check.holds]
    for fault in document.faults:
        found = any(_names_half(check, fault, figures) for check in failing)
        numbers = " ".join(a.number for a in fault.figures)
        result.tally("faults", found, f"{document.name} {fault.kind} {numbers}: {fault.why}")
    for check in failing:
        known = any(
            _touches(check, claim, figures) for claim in (*document.faults, *document.allowed)
        )
        if not known:
            result.counts["false alarms"] += 1
            result.notes.append(f"FALSE ALARM: {document.name} {check.kind} {check.statement}")


def _names_half(check: Check, claim: Claim, figures: dict[str, Figure]) -> bool:
    named = [a for a in claim.figures if any(_on(figures[i], a) for i in check.figures)]
    return 2 * len(named) >= len(claim.figures)


def _touches(check: Check, claim: Claim, figures: dict[str, Figure]) -> bool:
    return any(_on(figures[i], a) for i in check.figures for a in claim.figures)


def _on(figure: Figure, answer: Answer) -> bool:
    return answer.overlaps(figure.number_start, figure.number_end)


def _missed(document: Document, reading: Reading, answer: Answer) -> str:
    near = [
        f"{f.number!r}={f.value}..{f.value_high} {f.unit}"
        for f in reading.figures
        if _on(f, answer)
    ]
    words = around(document.text, answer.start, answer.end)
    return f"{document.name} {answer.says['value']} {answer.says['unit']} …{words}… {near}"


def plain(value: Any) -> Any:
    """Return an attribute of a figure the way the answers write it."""
    if isinstance(value, YearSpan):
        return [value.start, value.end]
    return str(value) if isinstance(value, str) else value


def around(text: str, start: int, end: int) -> str:
    """Return a few words on either side, on one line."""
    return " ".join(text[max(0, start - 40) : end + 40].split())
