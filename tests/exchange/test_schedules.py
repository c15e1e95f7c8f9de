"""However bundles are lost, repeated and reordered, in the end both know the same."""

import random
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

import pytest
from django.db.models import Q

from khuyencong.applications.models import (
    Need,
    Paper,
    PaperKind,
    PaperUse,
    RoundTarget,
    SurveyRound,
)
from khuyencong.core import blobs
from khuyencong.core.identity import new_id
from khuyencong.core.refusal import Refused
from khuyencong.demo.reporting import Deputy
from khuyencong.exchange.actions.deciding import decide
from khuyencong.exchange.actions.keeping import note_awaited
from khuyencong.exchange.actions.logging import scan
from khuyencong.exchange.models import Change, Conflict, Instance, Parked
from khuyencong.exchange.queries.files import missing_files, waiting_files, wished_files
from khuyencong.exchange.states import Sort, Verdict
from khuyencong.registry.models import Establishment, Place
from khuyencong.reporting import actions as reporting
from khuyencong.reporting.actions import Sent
from khuyencong.reporting.actions.standing import restand
from khuyencong.reporting.models import Duty, DutyAct, Submission
from khuyencong.reporting.states import DUTY_STEPS
from khuyencong.values.canonical import sha256_of
from tests.conditions import SIZE
from tests.exchange import vote_acts
from tests.exchange.machines import AT, Machine
from tests.exchange.reports import standings

FULL = SIZE >= 2000
SCHEDULES, CHANGES = (500, 100) if FULL else (4, 30)
LONG_SCHEDULES, MANY = (3, 10_000) if FULL else (1, 150)

Pair = tuple[Machine, Machine]
#: When every file of today is old enough to be swept.
LATER = datetime.now(UTC) + timedelta(days=3)


@dataclass
class Life:
    """Two machines at work, with what each home last said of its own records."""

    centre: Machine
    province: Machine
    chance: random.Random
    truth: dict[UUID, str] = field(default_factory=dict)
    #: By machine and body: the ids it made, by kind.
    made: dict[str, list[UUID]] = field(default_factory=dict)
    under_way: list[tuple[Machine, bytes]] = field(default_factory=list)
    serial: int = 0
    #: The bytes of files, and which of them a body has of an establishment.
    files: list[bytes] = field(default_factory=list)
    had: set[tuple[str, UUID, str]] = field(default_factory=set)

    def other(self, machine: Machine) -> Machine:
        return self.province if machine is self.centre else self.centre

    def home(self, body: str) -> Machine:
        return self.province if body == "so" else self.centre

    def step(self) -> None:
        """Change one record on one of the machines."""
        machine = self.chance.choice((self.centre, self.province))
        is_own = self.chance.random() < 0.85
        body = (
            "so" if (machine is self.province) == is_own else self.chance.choice(["cuc", "so-khac"])
        )
        acts = (
            *(self.add_round, self.add_need, self.rename, self.swap, self.target, self.drop),
            *(self.add_paper, self.other_file, self.take_off, self.drop_paper),
            *(partial(act, self) for act in vote_acts.ACTS),
            *(self.report, self.report, self.report),
        )
        with machine.here():
            self.chance.choice(acts)(machine, body)
            if self.chance.random() < 0.1:
                # As if every file that no row names were old already.
                blobs.sweep(LATER)

    # --- acts --------------------------------------------------------------------------------

    def name(self) -> str:
        self.serial += 1
        return f"Bản ghi số {self.serial}"

    def said(self, machine: Machine, body: str, record: UUID, name: str) -> None:
        if self.home(body) is machine:
            self.truth[record] = name

    def gone(self, machine: Machine, body: str, record: UUID) -> None:
        if self.home(body) is machine:
            self.truth.pop(record, None)

    def add_round(self, machine: Machine, body: str) -> None:
        row = SurveyRound.objects.create(
            custodian=machine.bodies[body],
            name=self.name(),
            year=2027,
            goes_by="commune",
            opened_on=AT.date(),
            recorded_at=AT,
        )
        self.said(machine, body, row.id, row.name)

    def add_need(self, machine: Machine, body: str) -> None:
        own = Establishment.objects.filter(custodian=machine.bodies[body])
        is_one_more = own.count() < 4 or self.chance.random() < 0.2
        firm = (
            self.add_firm(machine, body) if is_one_more else self.any(Establishment, machine, body)
        )
        row = Need.objects.create(
            custodian=machine.bodies[body],
            establishment=firm,
            commune=firm.commune,
            item="machinery",
            content="technical_demonstration_and_machinery",
            what=self.name(),
            year=2027,
            cost=self.chance.randrange(10**9),
            visited_on=AT.date(),
            recorded_at=AT,
        )
        self.said(machine, body, row.id, row.what)

    def add_firm(self, machine: Machine, body: str) -> Establishment:
        row = Establishment.objects.create(
            custodian=machine.bodies[body],
            form="enterprise",
            name=self.name(),
            commune=self.place(),
            owner_mask="",
            recorded_at=AT,
        )
        self.said(machine, body, row.id, row.name)
        return row

    def place(self) -> Place:
        return Place.objects.get(key=f"xa-{self.chance.randrange(6)}")

    def rename(self, machine: Machine, body: str) -> None:
        model, column = self.chance.choice(
            [(SurveyRound, "name"), (Need, "what"), (Establishment, "name")]
        )
        row = self.any(model, machine, body)
        if row is None:
            return self.add_round(machine, body)
        name = self.name()
        # As sheets and bulk acts do: no `save` is called.
        model.objects.filter(pk=row.pk).update(**{column: name})
        self.said(machine, body, row.id, name)
        return None

    def swap(self, machine: Machine, body: str) -> None:
        rows = list(SurveyRound.objects.filter(custodian=machine.bodies[body]).order_by("id"))
        if len(rows) < 2:
            return self.add_round(machine, body)
        one, two = self.chance.sample(rows, 2)
        for row, name in ((one, f"{one.id}"), (two, one.name), (one, two.name)):
            SurveyRound.objects.filter(pk=row.pk).update(name=name)
        self.said(machine, body, one.id, two.name)
        self.said(machine, body, two.id, one.name)
        return None

    def target(self, machine: Machine, body: str) -> None:
        row = self.any(SurveyRound, machine, body)
        if row is None:
            return self.add_round(machine, body)
        commune = self.place()
        found = RoundTarget.objects.filter(round=row, commune=commune).first()
        if found:
            self.gone(machine, body, found.id)
            found.delete()
        else:
            made = RoundTarget.objects.create(round=row, commune=commune)
            self.said(machine, body, made.id, commune.key)
        return None

    def drop(self, machine: Machine, body: str) -> None:
        row = self.any(Need, machine, body)
        if row is None:
            return self.add_need(machine, body)
        self.gone(machine, body, row.id)
        row.delete()
        return None

    def file(self, body: str, firm: UUID) -> str:
        """Keep a new file here, or one that somebody else has too; return its hash."""
        self.files.append(b"%PDF-1.7\n" + self.chance.randbytes(self.chance.randrange(1, 400)))
        data = self.chance.choice(self.files[-4:])
        if (body, firm, sha256_of(data)) in self.had:
            data = self.files[-1]
        self.had.add((body, firm, sha256_of(data)))
        return blobs.put(data)

    def add_paper(self, machine: Machine, body: str) -> None:
        firm = self.any(Establishment, machine, body) or self.add_firm(machine, body)
        paper = self.paper(machine, body, firm)
        use = PaperUse.objects.create(paper=paper, about_kind="request", about=new_id(), at=AT)
        self.said(machine, body, use.id, "put")

    def paper(self, machine: Machine, body: str, firm: Establishment) -> Paper:
        """Keep a paper of a firm."""
        sha256 = self.file(body, firm.id)
        paper = Paper.objects.create(
            custodian=machine.bodies[body],
            establishment=firm,
            kind=PaperKind.objects.get(code="bao-gia"),
            file_name=self.name(),
            media_type="application/pdf",
            size=size_of(sha256),
            sha256=sha256,
            recorded_at=AT,
        )
        self.said(machine, body, paper.id, paper.file_name)
        return paper

    def other_file(self, machine: Machine, body: str) -> None:
        row = self.any(Paper, machine, body)
        if row is None:
            return self.add_paper(machine, body)
        sha256, name = self.file(body, row.establishment_id), self.name()
        told = {"sha256": sha256, "size": size_of(sha256), "file_name": name}
        Paper.objects.filter(pk=row.pk).update(**told)
        self.said(machine, body, row.id, name)
        return None

    def take_off(self, machine: Machine, body: str) -> None:
        row = self.any(Paper, machine, body)
        for use in row.uses.filter(ended_at=None) if row else ():
            PaperUse.objects.filter(pk=use.pk).update(ended_at=AT)
            # Who keeps the entry to which it is put answers for that.
            self.said(machine, vote_acts.keeper_of(use, machine) or body, use.id, "taken off")

    def drop_paper(self, machine: Machine, body: str) -> None:
        row = self.any(Paper, machine, body)
        if row and row.uses.filter(about_kind="entry").exists():
            # An entry of somebody else may rest on it: that would wait for a person.
            return
        for one in [*row.uses.all(), row] if row else ():
            self.gone(machine, body, one.id)
            one.delete()

    def report(self, machine: Machine, body: str) -> None:
        """Send a report that the body owes, or answer as the body that receives it."""
        own = machine.bodies[body]
        rows = Duty.objects.filter(Q(custodian=own) | Q(receiver=own)).order_by("id")
        if not rows or self.chance.random() < 0.2:
            return self.ask(machine, body)
        duty = self.chance.choice(list(rows))
        is_sender = duty.custodian_id == own.id
        open_now = [
            s.name for s in DUTY_STEPS.open_in(duty.state) if (s.name == "send") == is_sender
        ]
        if not open_now:
            return self.ask(machine, body)
        name, word = self.chance.choice(open_now), self.name()
        at = machine.now()
        told: dict[str, Any] = {"duty": duty, "seen": duty.stamp, "at": at, "by": Deputy(new_id())}
        if name == "send":
            sent = reporting.send(sent=Sent(paper=word), **told)
            return self.said(machine, body, sent.id, word)
        self.answer(name, word, told)
        act = duty.acts.latest("id")
        return self.said(machine, body, act.id, act.reason)

    def answer(self, name: str, word: str, told: dict[str, Any]) -> None:
        """Take a step of the receiver."""
        match name:
            case "accept":
                reporting.accept(**told)
            case "set_due":
                due_on = AT.date() + timedelta(days=self.chance.randrange(1, 90))
                reporting.set_due(due_on=due_on, basis=word, **told)
            case _:
                take = {
                    "return": reporting.give_back,
                    "excuse": reporting.excuse,
                    "ask_again": reporting.ask_again,
                }[name]
                take(reason=word, **told)

    def ask(self, machine: Machine, body: str) -> None:
        """Ask another body for a report; several may ask for the same one."""
        others = sorted(machine.bodies.keys() - {body})
        duty, _ = Duty.objects.get_or_create(
            custodian=machine.bodies[self.chance.choice(others)],
            receiver=machine.bodies[body],
            form="thematic",
            title=f"Chuyên đề {self.chance.randrange(4)}",
            period_start=date(2026, 1, 1),
            period_end=date(2027, 1, 1),
            defaults={"recorded_at": AT, "changed_at": AT},
        )
        word = self.name()
        act = DutyAct.objects.create(
            duty=duty, step="ask", by=new_id(), at=machine.now(), reason=word, due_on=AT.date()
        )
        restand([duty.id], machine.now())
        self.said(machine, body, act.id, word)

    def any(self, model: Any, machine: Machine, body: str) -> Any:
        rows = model.objects.filter(custodian=machine.bodies[body])
        count = rows.count()
        return rows.order_by("id")[self.chance.randrange(count)] if count else None

    # --- the way -------------------------------------------------------------------------------

    def send(self, machine: Machine, **how: Any) -> None:
        self.under_way.append((self.other(machine), machine.export(**how).data))

    def arrive(self) -> None:
        """Let a bundle on its way be lost, arrive, or arrive and stay on its way, in any order."""
        if not self.under_way:
            return
        at = self.chance.randrange(len(self.under_way))
        fate = self.chance.random()
        to, data = self.under_way[at]
        if fate < 0.75:
            to.take(data)
        if fate < 0.5 or fate > 0.75:
            del self.under_way[at]

    def decide_one(self, machine: Machine, verdict: str = "") -> bool:
        """Decide about one wish; return whether there was one."""
        with machine.here():
            waiting = list(Conflict.objects.filter(verdict=Verdict.OPEN).order_by("seq"))
            if not waiting:
                return False
            conflict = self.chance.choice(waiting)
            verdict = verdict or self.chance.choice((Verdict.OURS, Verdict.THEIRS))
            by = machine.heads.get(conflict.custodian, machine.head)
            how = {"by": by, "conflict": conflict, "reason": "mẫu", "at": machine.now()}
            try:
                decide(verdict=verdict, **how)
            except Refused:
                decide(verdict=Verdict.OURS, **how)
            self._read_back(conflict)
            return True

    def _read_back(self, conflict: Conflict) -> None:
        """What the home decided is what it says now."""
        self.truth.pop(conflict.record, None)
        for model, column in NAMED.items():
            row = model.objects.filter(pk=conflict.record).first()
            if row:
                self.truth[row.pk] = getattr(row, column)
        use = PaperUse.objects.filter(pk=conflict.record).first()
        if use:
            self.truth[use.pk] = word_of(use.ended_at)
        row = RoundTarget.objects.filter(pk=conflict.record).select_related("commune").first()
        if row:
            self.truth[row.pk] = row.commune.key

    def quiet(self) -> None:
        """Nobody changes anything more; what is on its way arrives, and all is decided."""
        for to, data in self.under_way:
            to.take(data)
        while not self.is_quiet():
            for machine in (self.centre, self.province):
                while self.decide_one(machine):
                    pass
                self.other(machine).take(machine.export(again=True).data)

    def is_quiet(self) -> bool:
        """Return whether everything was taken and acknowledged, and nothing waits for a person."""
        for machine in (self.centre, self.province):
            with machine.here():
                scan(at=machine.now())
                said = Instance.objects.get(is_own=False).said_through
                last = Instance.objects.get(is_own=True).last_seq
                if said < last or Conflict.objects.filter(verdict=Verdict.OPEN).exists():
                    return False
                wished = wished_files(machine.partner)
                note_awaited(machine.partner, wished | waiting_files(machine.partner))
                if missing_files(machine.partner, wished):
                    return False
        return True


NAMED: dict[Any, str] = {
    SurveyRound: "name", Need: "what", Establishment: "name", Paper: "file_name",
    Submission: "paper", DutyAct: "reason",
}  # fmt: skip
NAMED |= vote_acts.NAMED


def size_of(sha256: str) -> int:
    with blobs.open(sha256) as file:
        return len(file.read())


def word_of(ended_at: object) -> str:
    return "taken off" if ended_at else "put"


def kept_files(machine: Machine) -> set[str]:
    """Return the files that papers name here, each whole, after all others were swept."""
    with machine.here():
        blobs.sweep(LATER)
        named = set(Paper.objects.values_list("sha256", flat=True)) | vote_acts.pictures()
        assert all(blobs.is_whole(sha256) for sha256 in named)
        return named


def names_of(machine: Machine) -> dict[UUID, str]:
    """Return what a machine holds, by id: the words that tell one state from another."""
    with machine.here():
        found: dict[UUID, str] = {}
        for model, column in NAMED.items():
            found |= dict(model.objects.values_list("id", column))
        uses = PaperUse.objects.values_list("id", "ended_at")
        found |= {id: word_of(ended_at) for id, ended_at in uses}
        return found | dict(RoundTarget.objects.values_list("id", "commune__key"))


def require_equal(life: Life) -> None:
    """Both hold the same rows, those that their homes last said; every wish was answered once."""
    centre, province = life.centre.everything(), life.province.everything()
    assert centre == province
    assert names_of(life.centre) == life.truth
    assert kept_files(life.centre) == kept_files(life.province)
    assert standings(life.centre) == standings(life.province)
    for machine, other in ((life.centre, life.province), (life.province, life.centre)):
        with machine.here():
            assert vote_acts.altered_titles() == []
            wishes = Change.objects.filter(sort=Sort.PROPOSAL)
            asked = dict(wishes.values_list("seq", "answer"))
            assert not Parked.objects.exists()
        with other.here():
            held = list(Conflict.objects.values_list("seq", "verdict"))
        assert sorted(asked) == sorted(seq for seq, _ in held)
        for seq, verdict in held:
            assert verdict != Verdict.OPEN
            answer = asked[seq]
            assert (answer or {}).get("verdict") == (None if verdict == "replaced" else verdict)


def live(life: Life, changes: int, busy: float) -> None:
    for _ in range(changes):
        life.step()
        if life.chance.random() < busy:
            life.send(life.chance.choice((life.centre, life.province)))
        if life.chance.random() < 2 * busy:
            life.arrive()
        if life.chance.random() < busy / 2:
            life.decide_one(life.chance.choice((life.centre, life.province)))
    life.quiet()


@pytest.mark.parametrize("seed", range(SCHEDULES))
def test_a_schedule_with_loss_repeats_and_reordering_ends_equal(pair: Pair, seed: int) -> None:
    life = Life(*pair, random.Random(f"exchange {seed}"))
    live(life, CHANGES, busy=0.15)
    require_equal(life)


@pytest.mark.parametrize("seed", range(LONG_SCHEDULES))
def test_a_long_schedule_ends_equal(pair: Pair, seed: int) -> None:
    life = Life(*pair, random.Random(f"long {seed}"))
    live(life, MANY, busy=0.004 if FULL else 0.05)
    require_equal(life)
    assert len(life.truth) > MANY / 8


def test_an_imported_bundle_changes_nothing_the_second_time(pair: Pair) -> None:
    life = Life(*pair, random.Random("twice"))
    for _ in range(20):
        life.step()
    data = life.province.export().data
    life.centre.take(data)
    before = life.centre.everything()
    again = life.centre.take(data)
    assert (again.is_new, again.taken, again.wishes) == (False, 0, 0)
    assert life.centre.everything() == before


def test_an_export_of_the_same_state_has_the_same_bytes(pair: Pair) -> None:
    life = Life(*pair, random.Random("bytes"))
    for _ in range(10):
        life.step()
    while life.province.export().left:
        continue
    first = life.province.export(again=True).data
    assert life.province.export(again=True).data == first
