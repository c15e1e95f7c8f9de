"""How a made-up report looks: title, headings, bullets, a table, and prose without claims."""

from random import Random

from tests.reading.fault_claims import Claim, Fragment, unmarked
from tests.reading.fault_world import HEADINGS, MILLION, PHRASES, World, grouped, mark

#: Sections in the order of a report.
SECTIONS = (
    *("state", "goals", "total", "table", *HEADINGS),
    *("resources", "outcome", "assessment", "limits", "plan"),
)


def table(world: World) -> Claim:
    """A table of activities with its line of totals; the false twin totals wrongly."""
    rows = [_row(i, HEADINGS[a][0], world.of_activity(a)) for i, a in enumerate(world.lines, 1)]
    total = world.total
    head = "| STT | Nội dung | Số đề án | Kinh phí (triệu đồng) |\n|---|---|---|---|\n"
    true = _total_row(total.projects, total.money)
    false = _total_row(total.projects, total.money + 5 * MILLION * world.rng.randint(40, 200))
    body = head + "\n".join(rows) + "\n"
    return Claim("sum", "the table totals wrongly", (Fragment("table", body + true, body + false),))


def _row(i: int, name: str, line) -> str:
    return f"| {i} | {name} | {line.projects} | {mark(decimal_of(line.money))} |"


def _total_row(projects: int, money: int) -> str:
    return f"| | Tổng cộng | {grouped(projects)} | {mark(decimal_of(money))} |"


def decimal_of(dong: int) -> str:
    """Write whole đồng in millions."""
    return grouped(dong // MILLION)


class Layout:
    """The look of one report, chosen once, so that a report and its faulty twin look the same."""

    def __init__(self, world: World):
        rng = world.rng
        self.world = world
        self.seed = rng.random()
        shape = rng.random()
        self.as_table = 0.6 <= shape < 0.75
        self.has_sections = shape < 0.6
        self.headings = rng.choice((roman, numbered, dotted, lettered, hashed, bold))
        self.bullet = rng.choice(("", "", "- ", "+ ", "– "))
        self.wished = rng.randint(3, 7) if shape >= 0.75 else rng.randint(5, 11)
        self.filler_share = rng.choice((0.3, 0.7, 1.0))

    def write(self, claims: tuple[Claim, ...], faulty: Claim | None) -> str:
        """Return the whole text; of `faulty` the false fragments, their numbers marked."""
        rng = Random(self.seed)
        names = {"period": self.world.period, "place": self.world.province}
        names["place_cap"] = names["place"][0].upper() + names["place"][1:]
        blocks = [
            rng.choice(PHRASES["titles"]).format(**names),
            rng.choice(PHRASES["bases"]).format(**names),
        ]
        number = 0
        for section in SECTIONS:
            said = [
                self._fragment(claim, fragment, faulty)
                for claim in claims
                for fragment in claim.fragments
                if fragment.where == section
            ]
            fillers = [
                f for f in PHRASES["fillers"].get(section, ()) if rng.random() < self.filler_share
            ]
            if section in HEADINGS and not said:
                continue
            if section == "table" or not said + fillers:
                blocks += said
                continue
            number += 1
            blocks.append(self.headings(number, self._title(rng, section)))
            blocks.append(self._body(said, fillers))
        blocks.append(rng.choice(PHRASES["endings"]).format(**names))
        return "\n\n".join(block for block in blocks if block) + "\n"

    def _fragment(self, claim: Claim, fragment: Fragment, faulty: Claim | None) -> str:
        if claim is faulty:
            return fragment.false
        return unmarked(fragment.true)

    def _title(self, rng: Random, section: str) -> str:
        return (
            rng.choice(HEADINGS[section])
            if section in HEADINGS
            else PHRASES["section_titles"][section]
        )

    def _body(self, said: list[str], fillers: list[str]) -> str:
        if not self.bullet:
            plain = [s for s in said if "\n" not in s]
            listed = [s for s in said if "\n" in s]
            return "\n\n".join(filter(None, [" ".join(plain + fillers), *listed]))
        return "\n\n".join(self.bullet + sentence for sentence in said + fillers)


TENS, ONES = ("", "X"), ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")


def roman(number: int, title: str) -> str:
    """Head a section with a Roman numeral, in capitals."""
    return f"{TENS[number // 10]}{ONES[number % 10]}. {title.upper()}"


def numbered(number: int, title: str) -> str:
    """Head a section "3. …"."""
    return f"{number}. {title}"


def dotted(number: int, title: str) -> str:
    """Head a section "2.3. …"."""
    return f"2.{number}. {title}"


def lettered(number: int, title: str) -> str:
    """Head a section "c) …"."""
    return f"{'abcdeghiklmnopqrstu'[number - 1]}) {title}"


def hashed(number: int, title: str) -> str:
    """Head a section as Markdown does."""
    return f"### {number}. {title}"


def bold(_number: int, title: str) -> str:
    """Head a section in bold, unnumbered."""
    return f"**{title}**"
