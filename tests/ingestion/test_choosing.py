"""Two figures answer one question: when they do, who chooses, and what a choice is worth."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from khuyencong.core import journal
from khuyencong.core.identity import new_id
from khuyencong.core.models import JournalEntry
from khuyencong.ingestion import actions, queries
from khuyencong.ingestion.models import Choice, Document, Observation
from khuyencong.ingestion.rules import Refused
from khuyencong.registry.models import Place
from tests.cast import Cast
from tests.ingestion.conftest import AT, confirm, figure, take
from tests.threads import raised, together

LATER = AT + timedelta(hours=1)
SLOT = "projects.count|accepted|mau|20160101-20210101|total||"
WHY = "phụ lục ghi rõ"
Two = tuple[Observation, Observation]


@pytest.fixture
def two(cast: Cast, confirmed: Document) -> Two:
    """Return two taken figures of one report that answer one question differently: 7 and 4."""
    return take(cast.owner, figure(confirmed, "7")), take(cast.owner, figure(confirmed, "4"))


def choose(by: Any, row: Observation, **changes: Any) -> Choice:
    told = {"slot": SLOT, "series": row.series, "reason": WHY, "at": LATER} | changes
    return actions.choose(by=by, **told)


def test_a_choice_is_one_and_the_next_takes_its_place(cast: Cast, two: Two) -> None:
    first = choose(cast.owner, two[0])
    second = choose(cast.head, two[1], reason="  đã đối chiếu ", at=LATER + timedelta(hours=1))
    first.refresh_from_db()
    assert first.superseded_at == second.recorded_at
    assert (second.chosen, second.reason, second.by, second.custodian) == (
        two[1].series,
        "đã đối chiếu",
        cast.head,
        cast.department,
    )
    assert queries.chosen_in([SLOT]) == {SLOT: second}
    assert queries.chosen_in([SLOT], at=LATER) == {SLOT: first}
    assert queries.chosen_in([SLOT], at=AT) == {}


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"reason": " \u00a0"}, "Cần ghi lý do"),
        ({"series": new_id()}, "không trả lời câu hỏi này"),
        ({"slot": "money.state|accepted|mau|20160101-20210101|total||"}, "không trả lời câu hỏi"),
        ({"slot": ""}, "không trả lời câu hỏi này"),
        ({"slot": "<script>"}, "không trả lời câu hỏi này"),
    ],
)
def test_what_is_refused(changes: dict[str, Any], told: str, cast: Cast, two: Two) -> None:
    with pytest.raises(Refused, match=told):
        choose(cast.owner, two[0], **changes)
    assert not Choice.objects.exists()


def test_what_nobody_has_taken_is_not_chosen(cast: Cast, two: Two, confirmed: Document) -> None:
    with pytest.raises(Refused, match="chưa được soát"):
        choose(cast.owner, figure(confirmed, "12"))


@pytest.mark.parametrize(
    "who", ["stranger", "chair", "commune", "establishment", "admin", "auditor", "former"]
)
def test_who_may_not_choose_or_withdraw(who: str, cast: Cast, two: Two) -> None:
    choice, user = choose(cast.owner, two[0]), getattr(cast, who)
    with pytest.raises(Refused, match="không có quyền chọn"):
        choose(user, two[1])
    with pytest.raises(Refused, match="không có quyền chọn"):
        actions.withdraw_choice(by=user, choice=choice, at=LATER)
    assert queries.chosen_in([SLOT]) == {SLOT: choice}


@pytest.mark.parametrize("who", ["owner", "colleague", "head", "agency_officer"])
def test_who_may_choose(who: str, cast: Cast, two: Two) -> None:
    assert choose(getattr(cast, who), two[0]).by == getattr(cast, who)


def test_the_country_is_chosen_for_by_the_agency_alone(cast: Cast, document: Document) -> None:
    nation = Place.objects.create(key="viet-nam", level="country", name="Việt Nam")
    confirm(cast, document, nation)
    row = take(cast.owner, figure(document, "7"))
    with pytest.raises(Refused, match="không có quyền chọn"):
        choose(cast.owner, row, slot=row.slot)
    assert choose(cast.agency_officer, row, slot=row.slot).custodian == cast.agency


def test_withdrawing_opens_the_question_again_once(cast: Cast, two: Two) -> None:
    choice = choose(cast.owner, two[0])
    for _ in range(2):
        actions.withdraw_choice(by=cast.colleague, choice=choice, at=LATER)
    assert queries.chosen_in([SLOT]) == {}
    acts = JournalEntry.objects.filter(about=f"choice:{choice.id}").order_by("seq")
    assert [(e.act, e.by) for e in acts] == [
        ("figure.chosen", cast.owner.id),
        ("figure.choice_withdrawn", cast.colleague.id),
    ]


@pytest.mark.django_db(transaction=True)
def test_two_choosers_leave_one_choice(cast: Cast, two: Two) -> None:
    people = [cast.owner, cast.head, cast.colleague, cast.agency_officer]
    outcomes = together(4, lambda n: choose(people[n], two[n % 2]))
    assert raised(outcomes) == []
    assert Choice.objects.filter(superseded_at=None).count() == 1
    assert Choice.objects.count() == 4


@pytest.mark.django_db(transaction=True)
def test_choosing_while_another_looks_at_the_figures(cast: Cast, two: Two) -> None:
    """The two hold the same lock: neither waits for the other in a circle."""

    def act(number: int) -> object:
        if number % 2:
            return choose(cast.owner, two[0])
        return actions.accept_sound(by=cast.head, document=two[0].document, at=LATER)

    assert raised(together(6, act)) == []


def test_what_fails_last_leaves_nothing_behind(
    cast: Cast, two: Two, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = choose(cast.owner, two[0])

    def broken(*args: object, **kwargs: object) -> None:
        raise OSError

    monkeypatch.setattr(journal, "record", broken)
    with pytest.raises(OSError):
        choose(cast.owner, two[1])
    with pytest.raises(OSError):
        actions.withdraw_choice(by=cast.owner, choice=first, at=LATER)
    assert queries.chosen_in([SLOT]) == {SLOT: first}


@pytest.mark.parametrize("change", [{"reason": ""}, {"slot": ""}])
def test_the_database_insists(change: dict[str, str], cast: Cast, two: Two) -> None:
    choice = choose(cast.owner, two[0])
    with pytest.raises(IntegrityError), transaction.atomic():
        Choice.objects.filter(id=choice.id).update(**change)


# --- what is a dispute ----------------------------------------------------------------------


def test_only_taken_figures_dispute(cast: Cast, confirmed: Document) -> None:
    assert queries.disputes(cast.owner) == []
    take(cast.owner, figure(confirmed, "7"))
    assert queries.disputes(cast.owner) == []
    take(cast.owner, figure(confirmed, "4"))
    [found] = queries.disputes(cast.owner)
    assert (found.slot, [row.number for row in found.rows]) == (SLOT, ["7", "4"])
    assert found.is_open and found.documents == 1


def test_a_dispute_is_settled_by_a_choice_until_what_was_chosen_is_gone(
    cast: Cast, two: Two
) -> None:
    choose(cast.owner, two[0])
    [found] = queries.disputes(cast.owner)
    assert not found.is_open and found.chosen == two[0]
    take(cast.owner, figure(two[0].document, "12"), LATER)
    actions.leave_out(
        by=cast.owner,
        document=two[0].document,
        series=two[0].series,
        seen=two[0].id,
        reason="nhầm",
        at=LATER,
    )
    [found] = queries.disputes(cast.owner)
    assert found.is_open and found.choice is not None and found.chosen is None


SEES = {
    "owner": True,
    "chair": True,
    "agency_officer": True,
    "auditor": True,
    "stranger": False,
    "admin": False,
    "former": False,
}


@pytest.mark.parametrize(("who", "sees"), SEES.items())
def test_who_sees_a_dispute(who: str, sees: bool, cast: Cast, two: Two) -> None:
    user = getattr(cast, who)
    assert bool(queries.disputes(user)) is sees
    assert bool(queries.dispute_about(user, SLOT)) is sees
    assert queries.dispute_about(user, "money.state") is None


def test_who_takes_part_sees_the_figures_of_others(cast: Cast, two: Two, province: Place) -> None:
    from khuyencong.ingestion.actions import ReadFile
    from khuyencong.ingestion.stored import stored
    from khuyencong.web.desk import sample

    read = ReadFile("khac.md", f"{sample.TEXT}x\n", stored(sample.sample_reading()))
    foreign = actions.keep(by=cast.stranger, custodian=cast.other_department, read=read, at=AT)
    confirm(cast, foreign, province, by=cast.stranger)
    take(cast.stranger, figure(foreign, "12"))
    [found] = queries.disputes(cast.stranger)
    assert [row.number for row in found.rows] == ["7", "4", "12"] and found.documents == 2


def set_number(row: Observation, digits: int, **more: Any) -> None:
    Observation.objects.filter(id=row.id).update(digits=digits, **more)


AGREEMENTS: list[tuple[str, dict[str, Any], dict[str, Any], bool]] = [
    ("the same number", {"digits": 7}, {"digits": 7}, True),
    ("another number", {"digits": 7}, {"digits": 8}, False),
    ("5,5 and 55 tenths", {"digits": 55, "decimals": 1}, {"digits": 550, "decimals": 2}, True),
    ("55 and 5,5", {"digits": 55}, {"digits": 55, "decimals": 1}, False),
    ("more than 5, and 7", {"digits": 5, "bound": "gt"}, {"digits": 7}, True),
    ("more than 9, and 7", {"digits": 9, "bound": "gt"}, {"digits": 7}, False),
    ("less than 9, and 7", {"digits": 9, "bound": "lt"}, {"digits": 7}, True),
    ("less than 5, and 7", {"digits": 5, "bound": "lt"}, {"digits": 7}, False),
    ("about 100, and 104", {"digits": 100, "bound": "about"}, {"digits": 104}, True),
    ("about 100, and 106", {"digits": 100, "bound": "about"}, {"digits": 106}, False),
]
MONEY = {"unit": "VND", "measure": "money.state"}
ROUNDED: list[tuple[str, dict[str, Any], dict[str, Any], bool]] = [
    ("16,9 tỷ and 16.931 triệu", {"digits": 16_900, "step": 100}, {"digits": 16_931}, True),
    ("16,9 tỷ and 16.951 triệu", {"digits": 16_900, "step": 100}, {"digits": 16_951}, False),
    ("to the đồng", {"digits": 16_900}, {"digits": 16_901}, False),
]
TABLE = [*AGREEMENTS, *((name, MONEY | a, MONEY | b, same) for name, a, b, same in ROUNDED)]


@pytest.mark.parametrize(("name", "one", "other", "agree"), TABLE, ids=[row[0] for row in TABLE])
def test_whether_two_numbers_can_both_be_true(
    name: str, one: dict[str, Any], other: dict[str, Any], agree: bool, cast: Cast, two: Two
) -> None:
    Observation.objects.filter(id=two[0].id).update(**one)
    Observation.objects.filter(id=two[1].id).update(**other)
    fresh = [Observation.objects.get(id=row.id) for row in two]
    assert queries.agree(*fresh) is queries.agree(*fresh[::-1]) is agree
    assert (queries.disputes(cast.owner) == []) is agree
    assert (queries.dispute_about(cast.owner, SLOT) is None) is agree


def test_disputes_cost_the_same_at_one_and_at_many(
    cast: Cast,
    two: Two,
    another: Callable[[int], Document],
    django_assert_num_queries,  # type: ignore[no-untyped-def]
) -> None:
    cast.owner.custodians("report.read")
    for places in (1, 6):
        with django_assert_num_queries(2):
            found = queries.disputes(cast.owner)
            told = [
                (r.by.full_name, r.place.name, r.document.custodian.name)
                for d in found
                for r in d.rows
            ]
            assert len(told) == 2 * places
        if places == 1:
            for number in range(5):
                _one_more(cast, another(number), number)


def _one_more(cast: Cast, document: Document, number: int) -> None:
    place = Place.objects.create(key=f"m{number}", level="province", kind="tỉnh", name="Mẫu")
    confirm(cast, document, place)
    for written in ("7", "4"):
        take(cast.owner, figure(document, written))


def test_a_list_of_disputes_brings_no_texts(cast: Cast, two: Two) -> None:
    row = queries.disputes(cast.owner)[0].rows[0]
    assert row.document.get_deferred_fields() == {"text", "source", "stored_reading"}
