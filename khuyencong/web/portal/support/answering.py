"""All that the page of an answer shows, asked once of the registry and of the law."""

from dataclasses import dataclass
from datetime import date, timedelta

from khuyencong.law import queries
from khuyencong.law.rules import Citation, DatedParameter, Law, Verdict
from khuyencong.law.states import Deadline, Item, Limit, ParameterKind
from khuyencong.registry.models import BodyFact, CraftVillage, Organisation
from khuyencong.registry.queries import craft_villages_in, provincial_bodies
from khuyencong.registry.queries.reach import reached_by
from khuyencong.values.dates import format_date
from khuyencong.values.vocabulary import FundingSource
from khuyencong.web.portal.support import judging, words
from khuyencong.web.portal.support.judging import Case, Change, Way
from khuyencong.web.portal.support.papers import Paper, papers_for
from khuyencong.web.portal.support.words import Line, Told


@dataclass(frozen=True, slots=True)
class WayShown:
    """A way with its reasons in words."""

    way: Way
    reasons: list[Told]


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a case. `lines` have figures; `unread` names the items that have none."""

    case: Case
    law: Law
    ways: list[WayShown]
    changes: list[Change]
    lines: list[Line]
    unread: list[Item]
    has_local: bool
    papers: list[Paper]
    #: Whom to ask, and by what each is reached.
    bodies: list[tuple[Organisation, list[BodyFact]]]
    villages: list[CraftVillage]
    once: DatedParameter | None
    registration: DatedParameter | None
    turn: date | None
    shared: str

    @property
    def verdict(self) -> Verdict:
        """Return the verdict of the way that opens furthest."""
        return self.ways[0].way.verdict

    @property
    def is_reached(self) -> bool:
        """Return whether any of whom to ask told a telephone or mail."""
        return any(reach for _, reach in self.bodies)

    @property
    def head(self) -> str:
        """Return the verdict in words."""
        return words.HEADS[self.verdict]

    @property
    def summary(self) -> str:
        """Return the answer in one sentence, for who sees only the link."""
        told = ", ".join(one.title.partition(": ")[2] for one in self.ways[0].reasons)
        return f"{told}. Luật ngày {format_date(self.case.day)}; chỉ dẫn, không phải quyết định."

    @property
    def tone(self) -> str:
        """Return the colour of the verdict."""
        return words.tone(self.verdict)

    @property
    def eve(self) -> date | None:
        """Return the last day before the list of places that was asked; None where unknown."""
        return self.turn - timedelta(days=1) if self.turn else None

    @property
    def is_shut(self) -> bool:
        """Return whether no way is open."""
        return self.verdict is Verdict.NO

    @property
    def by_item(self) -> list[tuple[Item, list[Line]]]:
        """Return the lines of each item together, in the order of the question."""
        found: dict[Item, list[Line]] = {}
        for line in self.lines:
            found.setdefault(line.offer.item, []).append(line)
        return list(found.items())

    @property
    def cautions(self) -> tuple[str, ...]:
        """Return what is to be known beside every one of several national lines; else nothing."""
        told = [line.ceiling.cautions for line in self.lines if line.is_national]
        return told[0] if len(told) > 1 and len(set(told)) == 1 else ()

    @property
    def citations(self) -> list[Citation]:
        """Return the documents that the answer rests on, each once."""
        findings = [r.finding for shown in self.ways for r in shown.way.reasons]
        findings += [line.offer.finding for line in self.lines]
        cited = [citation for finding in findings for citation in finding.citations]
        return list({citation.document: citation for citation in cited if citation.key}.values())


def _asked(body: Organisation, reach: list[BodyFact]) -> str:
    """Return "Trung tâm … (0204 3854 321)", the way a message tells it."""
    return f"{body.name} ({', '.join(map(str, reach))})" if reach else body.name


def answer(case: Case, *, today: date, link: str) -> Answer:
    """Return the answer to a case, and whom to ask about it today."""
    province = queries.province_on(case.commune.place.key, case.day)
    law = queries.law_on(case.day, province.key)
    ways = [
        WayShown(way, [words.reason(one, case) for one in way.reasons])
        for way in judging.ways(law, case)
    ]
    is_shut = ways[0].way.verdict is Verdict.NO
    offers = [] if is_shut else judging.offers(law, case)
    lines = [line for offer in offers if (line := words.line(offer, case))]
    read = {line.offer.item for line in lines}
    found = provincial_bodies(province, today)
    reach = reached_by([body.id for body in found], today)
    bodies = [(body, reach[body.id]) for body in found]
    listing = law.one(ParameterKind.LISTING, ParameterKind.PLACE)
    return Answer(
        case=case,
        law=law,
        ways=ways,
        changes=list(judging.changes(law, case)) if is_shut else [],
        lines=lines,
        unread=[item for item in dict.fromkeys(o.item for o in offers) if item not in read],
        has_local=any(line.offer.source != FundingSource.NATIONAL for line in lines),
        papers=papers_for(case.item, case.day),
        bodies=bodies,
        villages=list(craft_villages_in(case.commune.place, case.day)),
        once=law.one(ParameterKind.CONDITION, Limit.NO_OTHER_STATE_SUPPORT),
        registration=law.one(ParameterKind.DEADLINE, Deadline.PLAN_REGISTRATION),
        turn=listing.valid_from if listing else None,
        shared=words.share_text(
            case=case,
            way=ways[0].way,
            reasons=ways[0].reasons,
            lines=lines,
            asked=", ".join(_asked(*one) for one in bodies) or "UBND xã nơi sản xuất",
            day=format_date(case.day),
            link=link,
        ),
    )
