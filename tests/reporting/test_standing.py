"""Where a report stands follows from what was said of it, in whatever order it is read."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import permutations
from uuid import UUID

import pytest

from khuyencong.core.identity import new_id
from khuyencong.reporting.models import DutyAct, Submission
from khuyencong.reporting.rules.standing import standing
from khuyencong.reporting.states import DutyState
from tests.reporting.conftest import AT

S = DutyState
RECEIVER, SENDER = new_id(), new_id()
DAY, LATER = date(2026, 12, 20), date(2027, 1, 20)


@dataclass
class Told:
    """What is said of a duty, hour by hour."""

    acts: list[DutyAct]
    sendings: list[Submission]
    hour: int = 0

    def send(self) -> Submission:
        self.hour += 1
        one = Submission(sent_at=AT + timedelta(hours=self.hour), by=SENDER, paper="1/BC")
        self.sendings.append(one)
        return one

    def say(self, step: str, by: UUID | None = RECEIVER, **more: object) -> None:
        self.hour += 1
        at = AT + timedelta(hours=self.hour)
        self.acts.append(DutyAct(step=step, by=by, at=at, reason=f"lý do {self.hour}", **more))

    def answer(self, step: str, sending: Submission, by: UUID = RECEIVER) -> None:
        self.say(step, by, submission=sending.id)


@pytest.fixture
def told() -> Told:
    told = Told([], [])
    told.say("open", None, due_on=DAY)
    return told


def state(told: Told) -> str:
    """Return where the duty stands, the same in each order in which its rows could be read."""
    found = [
        standing(acts, sent)
        for acts in permutations(told.acts)
        for sent in permutations(told.sendings)
    ]
    assert all(one == found[0] for one in found)
    return str(found[0].duty["state"])


def test_one_sending_after_the_other(told: Told) -> None:
    assert state(told) == S.OWED
    first = told.send()
    assert state(told) == S.SENT
    told.answer("return", first)
    assert state(told) == S.RETURNED
    second = told.send()
    assert state(told) == S.SENT
    told.answer("accept", second)
    assert state(told) == S.ACCEPTED
    answers = standing(told.acts, told.sendings).sendings
    assert [answers[one.id]["ordinal"] for one in (first, second)] == [1, 2]
    assert [answers[one.id]["reason"] for one in (first, second)] == ["lý do 3", ""]


def test_an_answer_names_its_sending_whatever_the_clocks_say(told: Told) -> None:
    first, second = told.send(), told.send()
    told.answer("return", first)
    assert state(told) == S.SENT
    assert standing(told.acts, told.sendings).sendings[second.id]["answer"] == ""


def test_what_was_sent_counts_though_it_was_excused_meanwhile(told: Told) -> None:
    told.say("excuse")
    assert state(told) == S.EXCUSED
    one = told.send()
    assert state(told) == S.SENT
    told.answer("return", one)
    assert state(told) == S.RETURNED
    told.say("excuse")
    assert state(told) == S.EXCUSED
    told.say("ask_again")
    assert state(told) == S.OWED


def test_an_answer_to_what_is_not_here_yet_waits_for_it(told: Told) -> None:
    coming = Submission(sent_at=AT, by=SENDER, paper="1/BC")
    told.answer("accept", coming)
    assert state(told) == S.OWED
    told.sendings.append(coming)
    assert state(told) == S.ACCEPTED


def test_nobody_answers_what_he_sent_himself(told: Told) -> None:
    told.answer("accept", told.send(), by=SENDER)
    assert state(told) == S.SENT


def test_newer_terms_leave_the_day_that_an_officer_entered(told: Told) -> None:
    told.say("renew", None, due_on=LATER, data_start=date(2026, 1, 1), data_end=DAY)
    assert standing(told.acts, []).duty["due_on"] == LATER
    told.say("set_due", due_on=DAY)
    told.say("renew", None, due_on=LATER)
    found = standing(told.acts, []).duty
    assert (found["due_on"], found["due_basis"], found["due_set_by"]) == (DAY, "lý do 3", RECEIVER)
    assert found["data_end"] is None


def test_who_asked_set_the_day(told: Told) -> None:
    told.acts.clear()
    told.say("ask", due_on=DAY)
    found = standing(told.acts, []).duty
    assert (found["asked_by"], found["due_set_by"], found["due_on"]) == (RECEIVER, RECEIVER, DAY)
    assert found["recorded_at"] == told.acts[0].at


def test_of_what_nothing_was_said_only_that_it_is_owed(told: Told) -> None:
    found = standing([], []).duty
    assert (found["state"], found["due_on"]) == (S.OWED, None)
    assert "recorded_at" not in found
