"""A kept report is read again: the same is nothing, what differs waits, and nothing is lost."""

import copy
import json
from collections.abc import Callable
from datetime import timedelta
from importlib import resources
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from khuyencong.core.limited import LimitExceeded
from khuyencong.core.models import JournalEntry
from khuyencong.ingestion import actions, queries
from khuyencong.ingestion.actions import rereading as house
from khuyencong.ingestion.actions.naming import with_kept_names
from khuyencong.ingestion.child import reread_text
from khuyencong.ingestion.formats import NotTaken
from khuyencong.ingestion.models import Document, Rereading
from khuyencong.ingestion.rules import Refused
from khuyencong.ingestion.states import Outcome, RereadingState, Review, Stage
from khuyencong.registry.models import Place
from khuyencong.values.periods import read_period
from khuyencong.verification import verify
from khuyencong.web.desk import sample
from tests.cast import Cast
from tests.ingestion.conftest import AT, confirm, figure, take
from tests.threads import raised, together

LATER = AT + timedelta(hours=1)
LAST = AT + timedelta(hours=2)
REPORTS = resources.files("khuyencong.demo") / "reports"
Learn = Callable[[Callable[[dict[str, Any]], None]], None]


@pytest.fixture
def learn(monkeypatch: pytest.MonkeyPatch, document: Document) -> Learn:
    """Return the function that lets the present reader see the report otherwise."""
    kept = copy.deepcopy(document.stored_reading)

    def teach(change: Callable[[dict[str, Any]], None]) -> None:
        seen = copy.deepcopy(kept)
        change(seen)
        answer = json.dumps(seen).encode()
        monkeypatch.setattr(house, "run_limited", lambda *args, **more: answer)

    teach(lambda seen: None)
    return teach


def source_told(seen: dict[str, Any]) -> None:
    """The reader has learned whose the 900 million are."""
    seen["figures"][1]["funding_source"] = "provincial"


def one_gone(seen: dict[str, Any]) -> None:
    """The reader sees no figure in "4" any more, nor what was checked by it."""
    seen["figures"].pop(3)
    seen["checks"] = [c for c in seen["checks"] if "f4" not in c["figures"]]


def one_more(seen: dict[str, Any]) -> None:
    """The reader sees a figure in "36,4%", and names everything anew."""
    start = sample.TEXT.index("36,4")
    fresh = copy.deepcopy(seen["figures"][1])
    where = {"start": start, "end": start + 4, "number_start": start, "number_end": start + 4}
    fresh |= where | {"number": "36,4", "unit": "percent", "value": {"d": "36.4"}}
    seen["figures"] = [fresh, *seen["figures"]]
    names = {f"f{n}": f"f{n + 1}" for n in range(1, 5)}
    for number, one in enumerate(seen["figures"], 1):
        one["id"] = f"f{number}"
    for check in seen["checks"]:
        check["figures"] = [names[name] for name in check["figures"]]


def reread(cast: Cast, document: Document, at: Any = LATER) -> Rereading | None:
    return actions.reread(by=cast.owner, document=document, at=at)


def waiting(cast: Cast, document: Document) -> Rereading:
    found = reread(cast, document)
    assert found is not None
    return found


def counts(found: Rereading | None) -> tuple[int, int, int] | None:
    return found and (found.added, found.changed, found.gone)


@pytest.mark.parametrize("name", ["bac-giang-2016-2020.md", "ca-nuoc-2014-2020.md"])
def test_the_same_reader_says_the_same(name: str, cast: Cast, province: Place) -> None:
    data = (REPORTS / name).read_bytes()
    document = actions.receive(
        by=cast.owner, custodian=cast.department, file_name=name, data=data, at=AT
    )
    assert reread(cast, document) is None
    confirm(cast, document, province, money_stage=Stage.APPROVED)
    actions.accept_sound(by=cast.owner, document=document, at=AT)
    row = document.observations.filter(superseded_at=None).exclude(measure="").first()
    assert row is not None
    actions.correct(
        by=cast.owner,
        document=document,
        series=row.series,
        seen=row.id,
        reason="x",
        at=LATER,
        period=read_period("2017"),
    )
    # Only what a person set right differs from what the reader says, and that stays.
    assert reread(cast, document, LAST) is None


def test_the_child_reads_the_very_text() -> None:
    text = (REPORTS / "tra-vinh-2016-2020.md").read_text("utf-8")
    assert len(json.loads(reread_text(text.encode()))["figures"]) > 40


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda seen: None, None),
        (source_told, (0, 1, 0)),
        (one_gone, (0, 0, 1)),
        (one_more, (1, 0, 0)),
    ],
)
def test_what_differs_is_counted_and_waits(
    change: Any, expected: Any, cast: Cast, confirmed: Document, learn: Learn
) -> None:
    learn(change)
    before = list(confirmed.observations.order_by("id").values())
    assert counts(reread(cast, confirmed)) == expected
    assert list(confirmed.observations.order_by("id").values()) == before
    again = reread(cast, confirmed, LAST)
    assert counts(again) == expected
    assert Rereading.objects.count() == (0 if expected is None else 1)
    acts = JournalEntry.objects.filter(act="document.reread")
    assert acts.count() == Rereading.objects.count()


def test_a_newer_reader_takes_the_place_of_what_waits(
    cast: Cast, confirmed: Document, learn: Learn
) -> None:
    learn(source_told)
    first = waiting(cast, confirmed)
    learn(one_gone)
    second = reread(cast, confirmed, LAST)
    first.refresh_from_db()
    assert first.superseded_at == LAST and queries.waiting_rereading(confirmed) == second
    learn(lambda seen: None)
    assert reread(cast, confirmed, LAST + timedelta(hours=1)) is None
    assert queries.waiting_rereading(confirmed) is None


def test_what_is_adopted_becomes_versions_and_waits_for_a_person(
    cast: Cast, confirmed: Document, learn: Learn
) -> None:
    taken = take(cast.owner, figure(confirmed, "900"))
    old = copy.deepcopy(confirmed.stored_reading)
    learn(source_told)
    found = waiting(cast, confirmed)
    actions.adopt(by=cast.head, rereading=found, at=LAST)
    row = figure(confirmed, "900")
    assert (row.series, row.funding_source, row.review, row.by) == (
        taken.series,
        "provincial",
        Review.WAITING,
        None,
    )
    assert row.slot == "money.state|accepted|mau|20160101-20210101|total|provincial|"
    assert [r.stage for r in queries.published(LATER).filter(number="900")] == ["accepted"]
    fresh = Document.objects.get(id=confirmed.id)
    found.refresh_from_db()
    assert fresh.reading.figures[1].funding_source == "provincial"
    assert (found.state, found.by, found.decided_at) == (RereadingState.ADOPTED, cast.head, LAST)
    assert found.replaced == old and found.stored_reading == fresh.stored_reading
    assert queries.versions(row.series).count() == 4
    assert reread(cast, fresh, LAST) is None
    assert list(verify()) == []


def test_a_person_s_word_stands_above_a_newer_reader(
    cast: Cast, confirmed: Document, learn: Learn
) -> None:
    row = figure(confirmed, "900")
    actions.correct(
        by=cast.owner,
        document=confirmed,
        series=row.series,
        seen=row.id,
        reason="mục 1",
        at=LATER,
        funding_source="national",  # type: ignore[arg-type]
    )
    fixed = figure(confirmed, "900")
    learn(source_told)
    assert reread(cast, confirmed) is None  # there is nothing to take

    def both(seen: dict[str, Any]) -> None:
        source_told(seen)
        one_gone(seen)

    learn(both)
    found = waiting(cast, confirmed)
    told = queries.differences(confirmed, found.reading)
    assert [(old, new and new.funding_source) for old, new in told.kept_by_people] == [
        (fixed, "provincial")
    ]
    actions.adopt(by=cast.owner, rereading=found, at=LAST)
    assert figure(confirmed, "900") == fixed


def test_what_was_left_out_stays_out_and_what_is_gone_goes_out(
    cast: Cast, confirmed: Document, learn: Learn
) -> None:
    row = figure(confirmed, "900")
    actions.leave_out(
        by=cast.owner, document=confirmed, series=row.series, seen=row.id, reason="x", at=LATER
    )

    def both(seen: dict[str, Any]) -> None:
        source_told(seen)
        one_gone(seen)

    learn(both)
    actions.adopt(by=cast.head, rereading=waiting(cast, confirmed), at=LAST)
    out, gone = figure(confirmed, "900"), figure(confirmed, "4")
    assert (out.review, out.reason, out.funding_source) == (Review.LEFT_OUT, "x", "provincial")
    assert (gone.review, gone.by) == (Review.LEFT_OUT, cast.head)
    assert "không còn coi đây là số liệu" in gone.reason
    fresh = Document.objects.get(id=confirmed.id)
    assert (fresh.figures, fresh.errors, fresh.warnings) == (3, 0, 0)
    assert list(verify()) == []


def test_names_and_decisions_stay_with_what_they_spoke_of(
    cast: Cast, confirmed: Document, learn: Learn
) -> None:
    actions.decide(
        by=cast.owner, document=confirmed, check_id="c1", outcome=Outcome.ACCEPTED, at=AT
    )
    learn(one_more)
    actions.adopt(by=cast.owner, rereading=waiting(cast, confirmed), at=LAST)
    fresh = Document.objects.get(id=confirmed.id)
    assert [(f.id, f.number) for f in fresh.reading.figures] == [
        ("f5", "36,4"),
        ("f1", "12"),
        ("f2", "900"),
        ("f3", "7"),
        ("f4", "4"),
    ]
    assert fresh.check_named("c1").figures == ("f1", "f3", "f4")  # type: ignore[union-attr]
    assert queries.report_page(fresh).decisions.keys() == {"c1"}
    assert figure(fresh, "36,4").review == Review.WAITING


def test_a_decision_about_a_check_that_is_no_more_is_taken_off(
    cast: Cast, confirmed: Document, learn: Learn
) -> None:
    for check_id in ("c1", "c2"):
        actions.decide(
            by=cast.owner, document=confirmed, check_id=check_id, outcome=Outcome.ACCEPTED, at=AT
        )
    learn(one_gone)
    actions.adopt(by=cast.owner, rereading=waiting(cast, confirmed), at=LAST)
    fresh = Document.objects.get(id=confirmed.id)
    assert queries.report_page(fresh).decisions == {}
    assert queries.report_list(cast.owner).get().waiting == 0
    assert fresh.decisions.count() == 2


def test_what_is_dismissed_is_not_offered_again(
    cast: Cast, confirmed: Document, learn: Learn
) -> None:
    learn(source_told)
    found = waiting(cast, confirmed)
    with pytest.raises(Refused, match="Cần ghi lý do"):
        actions.dismiss_rereading(by=cast.owner, rereading=found, reason=" ", at=LAST)
    actions.dismiss_rereading(by=cast.owner, rereading=found, reason="đọc nhầm nguồn", at=LAST)
    assert figure(confirmed, "900").funding_source == ""
    assert reread(cast, confirmed, LAST) is None
    for act in (
        lambda: actions.adopt(by=cast.owner, rereading=found, at=LAST),
        lambda: actions.dismiss_rereading(by=cast.owner, rereading=found, reason="x", at=LAST),
    ):
        with pytest.raises(Refused, match="đã có người quyết định"):
            act()
    [told] = queries.rereadings_of(confirmed)
    assert (told.reason, told.by, told.replaced) == ("đọc nhầm nguồn", cast.owner, None)


OUTSIDERS = ["stranger", "chair", "commune", "establishment", "admin", "auditor", "former"]


@pytest.mark.parametrize("who", OUTSIDERS)
def test_who_may_not(who: str, cast: Cast, confirmed: Document, learn: Learn) -> None:
    learn(source_told)
    found, user = waiting(cast, confirmed), getattr(cast, who)
    for act in (
        lambda: actions.reread(by=user, document=confirmed, at=LAST),
        lambda: actions.adopt(by=user, rereading=found, at=LAST),
        lambda: actions.dismiss_rereading(by=user, rereading=found, reason="x", at=LAST),
    ):
        with pytest.raises(Refused, match="không có quyền"):
            act()
    assert figure(confirmed, "900").funding_source == ""


@pytest.mark.django_db(transaction=True)
def test_two_who_adopt_at_once_adopt_once(cast: Cast, confirmed: Document, learn: Learn) -> None:
    learn(source_told)
    found = waiting(cast, confirmed)
    people = [cast.owner, cast.head]
    outcomes = together(
        2,
        lambda n: actions.adopt(
            by=people[n], rereading=Rereading.objects.get(id=found.id), at=LAST
        ),
    )
    assert [type(error) for error in raised(outcomes)] == [Refused]
    assert queries.versions(figure(confirmed, "900").series).count() == 3


def test_what_fails_last_leaves_nothing_behind(
    cast: Cast, confirmed: Document, learn: Learn, monkeypatch: pytest.MonkeyPatch
) -> None:
    learn(source_told)
    found = waiting(cast, confirmed)

    def broken(*args: object, **kwargs: object) -> None:
        raise OSError

    monkeypatch.setattr(house, "note", broken)
    with pytest.raises(OSError):
        actions.adopt(by=cast.owner, rereading=found, at=LAST)
    assert queries.waiting_rereading(confirmed) == found
    assert Document.objects.get(id=confirmed.id).reading.figures[1].funding_source is None
    assert figure(confirmed, "900").funding_source == ""


def test_a_reading_beyond_its_limits_changes_nothing(
    cast: Cast, confirmed: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_long(*args: object, **kwargs: object) -> bytes:
        raise LimitExceeded

    monkeypatch.setattr(house, "run_limited", too_long)
    with pytest.raises(NotTaken, match="quá lớn hoặc quá phức tạp"):
        reread(cast, confirmed)
    assert not Rereading.objects.exists()


BAD: list[dict[str, Any]] = [
    {"state": "perhaps"},
    {"state": RereadingState.ADOPTED, "decided_at": LATER},
    {"state": RereadingState.DISMISSED, "decided_at": LATER},
    {"decided_at": LATER},
    {"replaced": {}},
]


@pytest.mark.parametrize("change", BAD, ids=str)
def test_the_database_insists(
    change: dict[str, Any], cast: Cast, confirmed: Document, learn: Learn
) -> None:
    learn(source_told)
    found = waiting(cast, confirmed)
    with pytest.raises(IntegrityError), transaction.atomic():
        Rereading.objects.filter(id=found.id).update(**change)


def test_names_are_kept_whatever_the_order() -> None:
    kept = sample.sample_reading()
    shuffled = sample.sample_reading()
    shuffled.figures.reverse()
    shuffled.checks.reverse()
    named = with_kept_names(shuffled, kept)
    assert [f.id for f in named.figures] == ["f4", "f3", "f2", "f1"]
    assert [c.id for c in named.checks] == ["c4", "c3", "c2", "c1"]
    assert with_kept_names(kept, kept) == kept
