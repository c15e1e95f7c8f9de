"""What a rule answers: a verdict, an amount where there is one, and the proof, step by step."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from khuyencong.law.rules.snapshot import Citation, DatedParameter
from khuyencong.values.vocabulary import Term


class Verdict(Term):
    """The answer of a step, from the lightest to the weightiest."""

    YES = "yes", "Đạt"
    UNCERTAIN = "uncertain", "Chưa kiểm chứng"
    ASK = "ask", "Thiếu thông tin"
    NEEDS_REASON = "needs_reason", "Cần lý do bằng văn bản"
    NO = "no", "Không đạt"


_WEIGHT = {verdict: weight for weight, verdict in enumerate(Verdict)}


def weightiest(verdicts: Iterable[Verdict]) -> Verdict:
    """Return the verdict that decides a whole: one NO is enough, one doubt leaves a doubt."""
    return max(verdicts, key=_WEIGHT.__getitem__, default=Verdict.YES)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a proof: what was asked, of which fact, under which parameter, and the answer."""

    asked: str
    fact: str
    told: str
    verdict: Verdict
    parameter: DatedParameter | None = None
    below: tuple["Step", ...] = ()

    def walk(self) -> Iterator["Step"]:
        """Yield this step and all below it, in reading order."""
        yield self
        for step in self.below:
            yield from step.walk()


@dataclass(frozen=True, slots=True)
class Finding:
    """The answer of a rule. `amount` is whole đồng, None where the answer is no sum or unknown."""

    rule: str
    verdict: Verdict
    told: str
    steps: tuple[Step, ...]
    amount: int | None = None

    def walk(self) -> Iterator[Step]:
        """Yield every step of the proof, in reading order."""
        for step in self.steps:
            yield from step.walk()

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Return the clauses that the proof rests on, each once, in reading order."""
        cited = (step.parameter.citation for step in self.walk() if step.parameter)
        return tuple({str(citation): citation for citation in cited}.values())

    @property
    def doubts(self) -> tuple[str, ...]:
        """Return what the proof rests on and nobody has verified, each once."""
        found = [d for step in self.walk() if step.parameter for d in step.parameter.doubts]
        found += [step.told for step in self.walk() if step.verdict is Verdict.UNCERTAIN]
        return tuple(dict.fromkeys(found))

    @property
    def cautions(self) -> tuple[str, ...]:
        """Return what a reader should know beside the proof, each once."""
        found = (c for step in self.walk() if step.parameter for c in step.parameter.cautions)
        return tuple(dict.fromkeys(found))

    @property
    def is_certain(self) -> bool:
        """Return whether every parameter of the proof is verified."""
        return not self.doubts


def finding(rule: str, told: str, steps: Iterable[Step], amount: int | None = None) -> Finding:
    """Return the finding whose verdict is the weightiest of its steps."""
    steps = tuple(steps)
    return Finding(rule, weightiest(step.verdict for step in steps), told, steps, amount)


def sure(parameter: DatedParameter, verdict: Verdict) -> Verdict:
    """Return `verdict`, or UNCERTAIN where the parameter it rests on is not verified."""
    return verdict if parameter.certain else Verdict.UNCERTAIN
