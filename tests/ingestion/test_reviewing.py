"""Looking at figures one by one: taken, left out, corrected, opened again, and by two at once."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from khuyencong.core import journal
from khuyencong.core.identity import new_id
from khuyencong.core.models import JournalEntry
from khuyencong.ingestion import actions, queries
from khuyencong.ingestion.actions.reviewing import root_of
from khuyencong.ingestion.models import Document, Observation
from khuyencong.ingestion.rules import Refused
from khuyencong.ingestion.states import Review, Stage
from khuyencong.registry.models import Place
from khuyencong.values.periods import read_period
from khuyencong.values.vocabulary import Activity, FundingSource
from tests.cast import Cast
from tests.ingestion.conftest import AT, confirm, figure, take
from tests.threads import raised, together

LATER = AT + timedelta(hours=1)


def correct(by: Any, row: Observation, **changes: Any) -> Observation:
    told = {"reason": "mục 1 nói vậy", "at": LATER} | changes
    return actions.correct(by=by, document=row.document, series=row.series, seen=row.id, **told)


def leave(by: Any, row: Observation, reason: str = "chỉ là một phần") -> Observation:
    return actions.leave_out(
        by=by, document=row.document, series=row.series, seen=row.id, reason=reason, at=LATER
    )


def reopen(by: Any, row: Observation) -> Observation:
    return actions.reopen(by=by, document=row.document, series=row.series, seen=row.id, at=LATER)


def test_every_act_is_a_version_and_the_reader_s_word_stays_the_first(
    cast: Cast, confirmed: Document
) -> None:
    row = take(cast.owner, figure(confirmed, "900"), LATER)
    row = correct(cast.head, row, funding_source=FundingSource.PROVINCIAL)
    row = leave(cast.colleague, row)
    row = reopen(cast.owner, row)
    told = [
        (v.review, v.by, v.corrected, v.funding_source, v.reason)
        for v in queries.versions(row.series)
    ]
    assert (
        told
        == [
            ("waiting", None, False, "", ""),
            ("waiting", None, False, "", ""),  # the report was confirmed
            ("accepted", cast.owner, False, "", ""),
            ("accepted", cast.head, True, "provincial", "mục 1 nói vậy"),
            ("left_out", cast.colleague, True, "provincial", "chỉ là một phần"),
            ("waiting", cast.owner, True, "provincial", ""),
        ]
        or told[-1][4] != ""
    ), told


ACTS = ["figure.accepted", "figure.corrected", "figure.left_out", "figure.reopened"]


def test_the_journal_names_the_figure_and_keeps_no_words(cast: Cast, confirmed: Document) -> None:
    row = take(cast.owner, figure(confirmed, "900"))
    reopen(cast.owner, leave(cast.owner, correct(cast.owner, row)))
    entries = JournalEntry.objects.filter(act__startswith="figure.").order_by("seq")
    assert [entry.act for entry in entries] == ACTS
    assert {entry.about for entry in entries} == {f"document:{confirmed.id}"}
    assert all(e.facts == {"figure": str(row.series), "number": "900"} for e in entries)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"reason": " \u200b"}, "Cần ghi lý do sửa"),
        ({"measure": "projects.count"}, "không đếm bằng “đồng”"),
        ({"measure": "money.everything"}, "không đếm bằng"),
        ({"stage": ""}, "Cần chọn số này là mục tiêu"),
    ],
)
def test_a_correction_must_make_sense(
    changes: dict[str, Any], told: str, cast: Cast, confirmed: Document
) -> None:
    with pytest.raises(Refused, match=told):
        correct(cast.owner, figure(confirmed, "900"), **changes)
    assert figure(confirmed, "900").review == Review.WAITING
    assert not JournalEntry.objects.filter(act="figure.corrected").exists()


def test_a_content_of_another_measure_is_refused(cast: Cast, confirmed: Document) -> None:
    Observation.objects.filter(number="900").update(unit="person", measure="training.workers")
    with pytest.raises(Refused, match="Chỉ tiêu này thuộc nội dung “Đào tạo nghề"):
        correct(cast.owner, figure(confirmed, "900"), activity=Activity.CONSULTANCY)


def test_a_correction_moves_the_figure_to_another_question(
    cast: Cast, confirmed: Document, province: Place
) -> None:
    before = figure(confirmed, "900")
    after = correct(
        cast.owner,
        before,
        stage=Stage.APPROVED,
        activity=Activity.TRAINING,
        funding_source=FundingSource.NATIONAL,
        period=read_period("2017"),
        detail="  đợt 1 ",
    )
    assert before.slot == "money.state|accepted|mau|20160101-20210101|total||"
    assert after.slot == "money.state|approved|mau|20170101-20180101|training|national|đợt 1"
    assert (after.digits, after.number, after.sentence) == (
        before.digits,
        before.number,
        before.sentence,
    )
    gone = correct(cast.owner, after, place=None, period=None)
    assert (gone.slot, gone.place, gone.period_start, gone.measure) == (
        "",
        None,
        None,
        "money.state",
    )


OUTSIDERS = ["stranger", "chair", "commune", "establishment", "admin", "auditor", "former"]


@pytest.mark.parametrize("who", OUTSIDERS)
def test_who_may_not_look_at_figures(who: str, cast: Cast, confirmed: Document) -> None:
    user, row = getattr(cast, who), figure(confirmed, "900")
    for act in (take, correct, leave, reopen):
        with pytest.raises(Refused, match="không có quyền"):
            act(user, row)
    with pytest.raises(Refused, match="không có quyền"):
        actions.accept_sound(by=user, document=confirmed, at=AT)
    assert figure(confirmed, "900") == row


@pytest.mark.parametrize("who", ["owner", "colleague", "head", "agency_officer"])
def test_who_may(who: str, cast: Cast, confirmed: Document) -> None:
    assert take(getattr(cast, who), figure(confirmed, "900")).by == getattr(cast, who)


def test_what_was_changed_meanwhile_is_not_decided_blindly(
    cast: Cast, confirmed: Document, another: Any
) -> None:
    seen = figure(confirmed, "900")
    correct(cast.colleague, seen, stage=Stage.APPROVED)
    for act in (take, leave, reopen, correct):
        with pytest.raises(Refused, match="vừa được người khác soát"):
            act(cast.owner, seen)
    foreign = figure(another(1), "900")
    with pytest.raises(Refused, match="không có số liệu đó"):
        actions.accept(
            by=cast.owner, document=confirmed, series=foreign.series, seen=foreign.id, at=AT
        )


@pytest.mark.django_db(transaction=True)
def test_two_reviewers_of_one_figure_one_decides(cast: Cast, confirmed: Document) -> None:
    row, people = figure(confirmed, "900"), [cast.owner, cast.colleague, cast.head]
    acts = [take, leave, correct]
    outcomes = together(3, lambda n: acts[n](people[n], Observation.objects.get(id=row.id)))
    refused = raised(outcomes)
    assert len(refused) == 2 and all(isinstance(error, Refused) for error in refused), outcomes
    assert confirmed.observations.filter(series=row.series, superseded_at=None).count() == 1
    assert confirmed.observations.filter(series=row.series).count() == 3


@pytest.mark.django_db(transaction=True)
def test_taking_all_and_taking_one_at_once_take_each_once(cast: Cast, confirmed: Document) -> None:
    row = figure(confirmed, "900")

    def act(number: int) -> object:
        if number:
            return actions.accept_sound(by=cast.owner, document=confirmed, at=LATER)
        return take(cast.colleague, row, LATER)

    outcomes = together(2, act)
    assert all(isinstance(error, Refused) for error in raised(outcomes)), outcomes
    assert figure(confirmed, "900").review == Review.ACCEPTED
    assert confirmed.observations.filter(series=row.series).count() == 3


def test_what_fails_last_leaves_nothing_behind(
    cast: Cast, confirmed: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: object, **kwargs: object) -> None:
        raise OSError

    row = figure(confirmed, "900")
    monkeypatch.setattr(journal, "record", broken)
    for act in (take, leave, correct):
        with pytest.raises(OSError):
            act(cast.owner, row)
    with pytest.raises(OSError):
        actions.accept_sound(by=cast.owner, document=confirmed, at=LATER)
    assert figure(confirmed, "900") == row


def test_only_what_is_without_a_doubt_is_taken_together(cast: Cast, confirmed: Document) -> None:
    assert actions.accept_sound(by=cast.owner, document=confirmed, at=LATER) == 1
    taken = figure(confirmed, "900")
    assert (taken.review, taken.by) == (Review.ACCEPTED, cast.owner)
    assert {figure(confirmed, n).review for n in ("12", "7", "4")} == {Review.WAITING}
    entry = JournalEntry.objects.get(act="figures.accepted")
    assert entry.facts == {"count": 1, "root": root_of([str(taken.series)])}
    assert actions.accept_sound(by=cast.owner, document=confirmed, at=LATER) == 0
    assert JournalEntry.objects.filter(act="figures.accepted").count() == 1


def test_nothing_is_taken_that_answers_no_question_yet(cast: Cast, document: Document) -> None:
    assert actions.accept_sound(by=cast.owner, document=document, at=LATER) == 0


@pytest.mark.parametrize(
    ("change", "doubts"),
    [
        ({"confidence": 70}, False),
        ({"confidence": 69}, True),
        ({"review": Review.LEFT_OUT, "reason": "x", "confidence": 10}, False),
    ],
)
def test_an_unsure_reader_is_a_doubt(
    change: dict[str, Any], doubts: bool, confirmed: Document
) -> None:
    row = figure(confirmed, "900")
    Observation.objects.filter(id=row.id).update(**change)
    assert (row.series in queries.disputed(confirmed)) is doubts


def test_why_a_figure_is_doubtful(confirmed: Document) -> None:
    reviewing = queries.reviewing(confirmed)
    twelve, seven, four = (figure(confirmed, n) for n in ("12", "7", "4"))
    doubt = reviewing.doubts[twelve.series]
    assert [check.id for check in doubt.checks] == ["c1", "c2"]
    assert list(doubt.others) == [seven, four] and not doubt.is_unsure
    assert reviewing.doubts.keys() == queries.disputed(confirmed)
    assert [row.number for row in reviewing.sound] == ["900"]
    assert [row.number for row in reviewing.doubtful] == ["12", "7", "4"]


def test_the_figures_of_a_report_cost_two_queries(
    confirmed: Document,
    django_assert_num_queries,  # type: ignore[no-untyped-def]
) -> None:
    fresh = Document.objects.get(id=confirmed.id)
    with django_assert_num_queries(2):
        rows = queries.reviewing(fresh).rows
        assert [(str(r.place), r.region, r.by) for r in rows] == [("tỉnh Mẫu", None, None)] * 4


def test_what_another_report_says_otherwise_is_told_but_holds_up_nothing(
    cast: Cast, confirmed: Document, another: Any, province: Place
) -> None:
    other = another(1)
    confirm(cast, other, province)
    money, seven = figure(other, "900"), figure(other, "7")
    Observation.objects.filter(id=money.id).update(digits=800_000_000)
    assert queries.reviewing(confirmed).elsewhere == {}
    for row in (money, seven):
        take(cast.owner, row)
    found = queries.reviewing(confirmed)
    told = {row.number: found.elsewhere.get(row.series) for row in found.rows}
    assert {n: rows and [r.digits for r in rows] for n, rows in told.items()} == {
        "12": [7],
        "900": [800_000_000],
        "7": None,
        "4": [7],
    }
    assert [row.number for row in found.sound] == ["900"]
    assert [row.document for row in found.elsewhere[figure(confirmed, "900").series]] == [other]


def test_the_root_tells_words_and_their_order() -> None:
    words = ["a", "b", "c"]
    assert root_of(words) == root_of(list(words))
    assert len({root_of(w) for w in (words, words[::-1], words[:2], ["a"], [])}) == 5


BAD: list[dict[str, Any]] = [
    {"review": "maybe"},
    {"review": Review.LEFT_OUT, "reason": ""},
    {"corrected": True, "reason": ""},
    {"number_end": 1},
    {"period_end": None},
    {"measure": "", "slot": "x"},
    {"stage": "", "slot": "x"},
    {"decimals": 1},
    {"superseded_at": AT - timedelta(days=1)},
]


@pytest.mark.parametrize("change", BAD, ids=str)
def test_the_database_insists(change: dict[str, Any], confirmed: Document) -> None:
    row = figure(confirmed, "900")
    with pytest.raises(IntegrityError), transaction.atomic():
        Observation.objects.filter(id=row.id).update(**change)


def test_the_database_keeps_one_current_version_and_one_figure_a_number(
    confirmed: Document,
) -> None:
    row = figure(confirmed, "900")
    for changes in ({}, {"series": new_id()}):
        twin = Observation.objects.get(id=row.id)
        twin.pk, twin._state.adding = None, True
        for name, value in changes.items():
            setattr(twin, name, value)
        with pytest.raises(IntegrityError), transaction.atomic():
            twin.save()


def test_what_was_set_right_keeps_saying_why_and_what_was_not_says_nothing(
    cast: Cast, confirmed: Document
) -> None:
    fixed = correct(cast.owner, figure(confirmed, "900"))
    assert reopen(cast.owner, fixed).reason == "mục 1 nói vậy"
    plain = reopen(cast.owner, leave(cast.owner, figure(confirmed, "7")))
    assert (plain.reason, plain.review) == ("", Review.WAITING)
    assert take(cast.owner, leave(cast.owner, plain), LATER).reason == ""


def test_a_figure_that_a_person_set_right_does_not_follow_the_report(
    cast: Cast, confirmed: Document
) -> None:
    """A person's word about one figure stands above what is said of the whole report."""
    correct(cast.owner, figure(confirmed, "900"), period=read_period("2017"))
    other = Place.objects.create(key="khac", level="province", kind="tỉnh", name="Khác")
    confirm(cast, confirmed, other, at=LATER)
    assert figure(confirmed, "900").place.key == "mau"  # type: ignore[union-attr]
    assert figure(confirmed, "12").place == other
