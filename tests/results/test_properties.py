"""No total depends on the order or the split of records; border moves conserve what is added."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from khuyencong.results.actions import record_past_results
from khuyencong.results.kinds import KINDS
from khuyencong.results.models import Result
from khuyencong.results.queries import counted
from khuyencong.results.rules import ResultTold
from khuyencong.values.measures import MEASURES, Adds
from tests.cast import Cast
from tests.conditions import SIZE
from tests.results.world import AT, END, MERGER, START, World

#: Each case writes to the database: fewer of them than of pure ones.
CASES = settings(
    max_examples=max(SIZE // 12, 8),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
SMALL, GREAT = ("women", "persons", "establishments", "products"), 10_000
Case = dict[str, Any]


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Return a result of any kind: numbers that can be so, a place by its turn, a day, a source."""
    kind = draw(st.sampled_from(sorted(KINDS)))
    numbers = {
        field.name: draw(st.integers(0, 50) if field.name in SMALL else st.integers(50, GREAT))
        for field in KINDS[kind].columns
        if field.required or draw(st.booleans())
    }
    if "women" in numbers:
        numbers["women"] = min(numbers["women"], numbers.get("persons", GREAT))
    variants = ["", *(code for code, _ in KINDS[kind].variants)]
    bounded = draw(st.sampled_from(["", *numbers]))
    return {
        "kind": kind,
        "counts": numbers,
        "variant": draw(st.sampled_from(variants)),
        "content": str(draw(st.sampled_from(KINDS[kind].contents))),
        "day": draw(st.dates(START, date(2026, 11, 20))),
        "where": draw(st.integers(0, 100)),
        "source": draw(st.sampled_from(["national", "provincial", ""])),
        "bounded": bounded,
        "bound": draw(st.sampled_from(["gt", "lt", "about"])) if bounded else "",
    }


def told(case: Case, world: World) -> ResultTold:
    living = world.living(case["day"])
    more = {"trade": "x"} if case["kind"] == "course" else {}
    fields = {name: case[name] for name in case.keys() - {"day", "where"}}
    return ResultTold(
        what="Mẫu",
        basis="Giấy tờ mẫu",
        place=living[case["where"] % len(living)],
        done_from=case["day"],
        done_until=date.fromordinal(case["day"].toordinal() + 1),
        more=more,
        **fields,
    )


class _Undone(Exception):
    """Raised to take back what a case wrote."""


def sums_of(cast: Cast, said: Iterable[ResultTold], ask: Any) -> Any:
    """Enter results, ask, and take them out again."""
    found = None
    try:
        with transaction.atomic():
            bodies = {"custodian": cast.department, "owner": cast.department}
            record_past_results(by=cast.owner, told=said, at=AT, **bodies)
            found = ask()
            raise _Undone
    except _Undone:
        return found


def values(found: dict[Any, Any]) -> Counter[Any]:
    return Counter({key: one.value for key, one in found.items()})


@CASES
@given(told_of=st.lists(cases(), max_size=6), data=st.data())
def test_the_order_of_records_changes_no_total(
    cast: Cast, world: World, told_of: list[Case], data: st.DataObject
) -> None:
    other = data.draw(st.permutations(told_of))

    def ask() -> Any:
        return counted(cast.department, START, END, by=("content", "source", "variant", "year"))

    one = sums_of(cast, [told(case, world) for case in told_of], ask)
    assert sums_of(cast, [told(case, world) for case in other], ask) == one


def halves(case: Case, part: int) -> list[Case]:
    """Return a case as two that say together what it says."""
    first = {name: value * part // 100 for name, value in case["counts"].items()}
    second = {name: value - first[name] for name, value in case["counts"].items()}
    return [case | {"counts": counts} for counts in (first, second)]


@CASES
@given(told_of=st.lists(cases(), max_size=4), part=st.integers(0, 100))
def test_the_split_of_records_changes_no_total(
    cast: Cast, world: World, told_of: list[Case], part: int
) -> None:
    def ask() -> Any:
        return values(counted(cast.department, START, END))

    whole = sums_of(cast, [told(case, world) for case in told_of], ask)
    parts = [half for case in told_of for half in halves(case, part)]
    assert sums_of(cast, [told(case, world) for case in parts], ask) == whole


@CASES
@given(told_of=st.lists(cases(), max_size=6))
def test_a_move_of_borders_conserves_every_sum(
    cast: Cast, world: World, told_of: list[Case]
) -> None:
    def ask() -> Any:
        then, now = Counter[Any](), Counter[Any]()
        for place in world.old.values():
            then.update(values(counted(place, START, MERGER)))
        for place in world.new.values():
            then.update(values(counted(place, MERGER, END)))
            now.update(values(counted(place, START, END)))
        return then, now, values(counted(cast.department, START, END))

    then, now, all_of_them = sums_of(cast, [told(case, world) for case in told_of], ask)
    assert then == now == all_of_them


@CASES
@given(told_of=st.lists(cases(), max_size=6), cut=st.dates(date(2016, 1, 2), date(2026, 11, 20)))
def test_the_parts_of_a_period_add_up_to_it(
    cast: Cast, world: World, told_of: list[Case], cut: date
) -> None:
    def ask() -> Any:
        before, after = (counted(cast.department, *span) for span in ((START, cut), (cut, END)))
        return values(before) + values(after), +values(counted(cast.department, START, END))

    parts, whole = sums_of(cast, [told(case, world) for case in told_of], ask)
    assert parts == whole


@CASES
@given(told_of=st.lists(cases(), max_size=6))
def test_a_content_is_counted_once_and_only_what_adds_up_is_added(
    cast: Cast, world: World, told_of: list[Case]
) -> None:
    def ask() -> Any:
        return (
            values(counted(cast.department, START, END, by=())),
            counted(cast.department, START, END),
            sum(1 for _ in Result.objects.all()),
        )

    whole, parts, rows = sums_of(cast, [told(case, world) for case in told_of], ask)
    again = Counter[Any]()
    for (measure, content, _), one in parts.items():
        again[measure,] += one.value
        assert MEASURES[measure].activity == content
        assert MEASURES[measure].adds is Adds.UP
        assert one.records <= rows
    assert again == whole


@CASES
@given(told_of=st.lists(cases(), max_size=6))
def test_persons_and_turns_are_never_one_for_another(
    cast: Cast, world: World, told_of: list[Case]
) -> None:
    """What counts persons is the sum of the persons told, what counts turns that of the turns."""

    def ask() -> Any:
        return values(counted(cast.department, START, END))

    expected = Counter[Any]()
    for case in told_of:
        for feed in KINDS[case["kind"]].feeds:
            if feed.takes(case["content"], case["variant"]) and feed.column in case["counts"]:
                key = (feed.measure, case["content"], case["source"])
                expected[key] += case["counts"][feed.column]
    assert sums_of(cast, [told(case, world) for case in told_of], ask) == expected
