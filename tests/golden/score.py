"""Hold the reader against the hand-made answers of the founding reports.

`python tests/golden/score.py` prints the table; `test_thresholds.py` asserts it. The answers stand
beside the checkout (`../shared`), not in it.
"""

import json
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from khuyencong.reading.files import load_text
from khuyencong.reading.model import Figure, Reading, YearSpan
from khuyencong.reading.reader import read

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
DOCUMENTS = ("000", "002", "003")

#: Golden's categories of non-facts → the reasons of the contract that answer them.
REASONS: dict[str, set[str]] = {
    "date_part": {"date"},
    "year_or_period": {"year_or_period", "date"},
    "list_marker": {"list_marker", "heading_number"},
    "legal_citation": {"legal"},
    "legal_pinpoint": {"legal"},
    "web_chrome": {"page_chrome", "counter"},
    "organisation_name": {"name"},
    "named_concept": {"name"},
}


@dataclass(frozen=True)
class Fact:
    """One answer, in the words of the contract."""

    id: str
    start: int
    end: int
    value: str
    unit: str
    activity: str
    source: str | None
    period: tuple[Any, Any]
    kind: str
    quote: str


@dataclass
class Score:
    """What was found in one document; sums of scores are scores."""

    facts: int = 0
    found: int = 0
    figures: int = 0
    right_figures: int = 0
    activity: int = 0
    source: int = 0
    period: int = 0
    kind: int = 0
    facts_as_other: int = 0
    nonfacts: int = 0
    nonfacts_as_figures: int = 0
    reasons_right: int = 0
    legal: int = 0
    legal_found: int = 0
    legal_dates: int = 0
    kinds: Counter[tuple[str, str]] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)

    def __add__(self, other: "Score") -> "Score":
        names = self.__dataclass_fields__
        return Score(**{n: getattr(self, n) + getattr(other, n) for n in names})

    @property
    def recall(self) -> float:
        return ratio(self.found, self.facts)

    @property
    def precision(self) -> float:
        return ratio(self.right_figures, self.figures)


def ratio(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


def report_path(doc: str, shared: Path = SHARED) -> Path:
    return next((shared / "reports").glob(f"{doc}_*.txt"))


def rows(name: str, doc: str, shared: Path = SHARED) -> list[dict[str, Any]]:
    path = shared / "golden" / f"{name}_{doc}.jsonl"
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def fact_of(row: dict[str, Any]) -> Fact:
    """Convert a golden row to the contract's names; money per month is told by its written unit."""
    monthly = "per month" in (row.get("note") or "") and row["unit"] == "VND"
    return Fact(
        id=row["id"],
        start=row["value_char_start"],
        end=row["value_char_end"],
        value=format(row["value"], "g") if isinstance(row["value"], float) else str(row["value"]),
        unit="VND_per_month" if monthly else row["unit"],
        activity=row["activity"],
        source=row["funding_source"],
        period=(row["period_start"], row["period_end"]),
        kind=row["fact_type"],
        quote=row["quote"],
    )


def agrees(figure: Figure, fact: Fact) -> bool:
    values = {str(v) for v in (figure.value, figure.value_high) if v is not None}
    plain = {v.rstrip("0").rstrip(".") if "." in v else v for v in values}
    covers = figure.number_start <= fact.start and fact.end <= figure.number_end
    return covers and figure.unit == fact.unit and fact.value in plain


def span_of(period: YearSpan | None) -> tuple[Any, Any]:
    return (period.start, period.end) if period else (None, None)


def score_facts(reading: Reading, facts: list[Fact], score: Score) -> None:
    right: set[str] = set()
    for fact in facts:
        figure = next((f for f in reading.figures if agrees(f, fact)), None)
        score.facts += 1
        if figure is None:
            near = [
                f"{f.number}={f.value}..{f.value_high} {f.unit}"
                for f in reading.figures
                if f.number_start < fact.end and fact.start < f.number_end
            ]
            score.notes.append(f"MISSED {fact.id} {fact.quote!r} {fact.value} {fact.unit}: {near}")
            continue
        score.found += 1
        right.add(figure.id)
        compare(figure, fact, score)
    for f in reading.figures:
        if f.kind == "context":
            continue
        score.figures += 1
        if f.id in right:
            score.right_figures += 1
        else:
            context = reading.text[max(0, f.number_start - 40) : f.number_end + 40]
            score.notes.append(f"EXTRA {f.number!r} {f.value} {f.unit}: …{context!r}…")


def compare(figure: Figure, fact: Fact, score: Score) -> None:
    pairs = {
        "activity": (str(figure.activity), fact.activity),
        "source": (figure.funding_source and str(figure.funding_source), fact.source),
        "period": (span_of(figure.period), fact.period),
        "kind": (str(figure.kind), fact.kind),
    }
    for name, (ours, theirs) in pairs.items():
        if ours == theirs:
            setattr(score, name, getattr(score, name) + 1)
        else:
            score.notes.append(f"{name.upper()} {fact.id} {fact.quote!r}: {ours} ≠ {theirs}")
    if str(figure.kind) != fact.kind:
        score.kinds[(fact.kind, str(figure.kind))] += 1


def score_others(
    reading: Reading, facts: list[Fact], nonfacts: list[dict[str, Any]], score: Score
) -> None:
    for fact in facts:
        if any(o.start < fact.end and fact.start < o.end for o in reading.other):
            score.facts_as_other += 1
            score.notes.append(f"AS OTHER {fact.id} {fact.quote!r}")
    for row in nonfacts:
        score.nonfacts += 1
        start, end = row["char_start"], row["char_end"]
        if any(f.number_start < end and start < f.number_end for f in reading.figures):
            score.nonfacts_as_figures += 1
            score.notes.append(f"NON-FACT AS FIGURE {row['token']} {row['context']!r}")
            continue
        why = reason_at(reading, start, end)
        if why in REASONS[row["category"]]:
            score.reasons_right += 1
        else:
            score.notes.append(f"REASON {row['token']} {row['context']!r}: {why}")


def reason_at(reading: Reading, start: int, end: int) -> str | None:
    for other in reading.other:
        if other.start < end and start < other.end:
            return str(other.why)
    inside = any(r.start <= start and end <= r.end for r in reading.legal_references)
    pinpoint = any(a <= start and end <= b for a, b in reading.legal_spans)
    return "legal" if inside or pinpoint else None


def score_legal(reading: Reading, answers: list[dict[str, Any]], score: Score) -> None:
    for row in answers:
        score.legal += 1
        ours = [
            r
            for r in reading.legal_references
            if r.start < row["char_end"] and row["char_start"] < r.end
        ]
        same = [r for r in ours if r.number == row["number"] and str(r.kind) == row["kind"]]
        score.legal_found += bool(same)
        score.legal_dates += any(r.date == row["date"] for r in same)
        if not same or same[0].date != row["date"]:
            score.notes.append(f"LEGAL {row['quote']!r} {row['date']}: {ours}")
        elif same[0].issuer != row["issuer"]:
            score.notes.append(f"ISSUER {row['quote']!r}: {same[0].issuer} ≠ {row['issuer']}")


def score_document(doc: str, shared: Path = SHARED) -> Score:
    """Read one founding report and compare all of it."""
    reading = read(load_text(report_path(doc, shared)))
    facts = [fact_of(row) for row in rows("facts", doc, shared)]
    score = Score()
    score_facts(reading, facts, score)
    score_others(reading, facts, rows("nonfacts", doc, shared), score)
    score_legal(reading, rows("legal", doc, shared), score)
    return score


COLUMNS = (
    ("recall", lambda s: s.recall),
    ("precision", lambda s: s.precision),
    ("activity", lambda s: ratio(s.activity, s.found)),
    ("source", lambda s: ratio(s.source, s.found)),
    ("period", lambda s: ratio(s.period, s.found)),
    ("kind", lambda s: ratio(s.kind, s.found)),
    ("fact→other", lambda s: ratio(s.facts_as_other, s.facts)),
    ("non→figure", lambda s: ratio(s.nonfacts_as_figures, s.nonfacts)),
    ("reasons", lambda s: ratio(s.reasons_right, s.nonfacts)),
    ("legal", lambda s: ratio(s.legal_found, s.legal)),
    ("dates", lambda s: ratio(s.legal_dates, s.legal)),
)


def table(scores: dict[str, Score]) -> str:
    """Return the scores as lines of text, one document a line and all together last."""
    total = sum(scores.values(), Score())
    lines = ["doc  facts figs " + " ".join(f"{name:>10}" for name, _ in COLUMNS)]
    for name, score in {**scores, "all": total}.items():
        cells = " ".join(f"{value(score):>10.3f}" for _, value in COLUMNS)
        lines.append(f"{name:<4} {score.facts:>5} {score.figures:>4} {cells}")
    for (wanted, got), count in total.kinds.most_common():
        lines.append(f"kind {wanted} read as {got}: {count}")
    return "\n".join(lines)


def main(arguments: list[str]) -> int:
    scores = {doc: score_document(doc) for doc in DOCUMENTS}
    print(table(scores))
    if "-v" in arguments:
        for doc, score in scores.items():
            print("\n".join(f"{doc} {note}" for note in score.notes))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
