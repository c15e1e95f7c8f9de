"""A number that no column holds is refused by the form, in words, never by the database."""

from collections.abc import Callable, Iterator

import pytest
from django import forms
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import BigIntegerField, IntegerField, SmallIntegerField

import khuyencong.web.urls  # noqa: F401  each room's forms are loaded with the routes
from khuyencong.competitions.forms import entries
from khuyencong.competitions.forms.criteria import tenths
from khuyencong.competitions.rules.dossier import ANSWERS, Ask
from khuyencong.registry.forms.fields import LARGEST, LARGEST_SMALL, Amount, Whole
from khuyencong.results.forms.fields import field_of
from khuyencong.results.kinds import KINDS
from khuyencong.values.errors import Unreadable
from khuyencong.values.money import MAX_AMOUNT, read_amount
from khuyencong.values.numbers import read_count

#: Django's own field, which holds to no largest number unless it is told one.
DJANGOS = forms.IntegerField
#: More digits than any column has, and the first numbers that one of 64 and of 32 bits has not.
HUGE = ("9" * 20, str(2**64), str(2**63))


def form_classes() -> Iterator[type[forms.BaseForm]]:
    """Yield every form class of the house."""
    todo: list[type[forms.BaseForm]] = [forms.BaseForm]
    while todo:
        one = todo.pop()
        todo += one.__subclasses__()
        if one.__module__.startswith("khuyencong."):
            yield one


def fields() -> dict[str, tuple[str, str, forms.Field]]:
    """Return every field into which one types, by the name of its form: room, name, field."""
    return {
        f"{form.__module__}.{form.__name__}.{name}": (form.__module__.split(".")[1], name, field)
        for form in form_classes()
        for name, field in form.base_fields.items()  # type: ignore[attr-defined]
        if isinstance(field, forms.CharField | forms.IntegerField)
    }


def refuses(field: forms.Field, typed: str) -> bool:
    try:
        field.clean(typed)
    except ValidationError as refusal:
        return all(len(message) > 10 for message in refusal.messages)
    return False


def reads_whole(field: forms.Field) -> bool:
    """Tell whether a field makes a whole number of a count or of a year."""
    for typed in ("12", "2026", "400000"):
        try:
            read = field.clean(typed)
        except ValidationError:
            continue
        if isinstance(read, int) and not isinstance(read, bool):
            return True
    return False


def holds(column: IntegerField) -> int:  # type: ignore[type-arg]
    """Return the largest number of a column, on the narrower of both databases."""
    if isinstance(column, BigIntegerField):
        return MAX_AMOUNT
    small = isinstance(column, SmallIntegerField) or "Small" in type(column).__name__
    return LARGEST_SMALL if small else LARGEST


def columns() -> dict[tuple[str, str], int]:
    """Return what each whole-number column of a room holds, by name; of two, the narrower."""
    found: dict[tuple[str, str], int] = {}
    for model in apps.get_models():
        room = model.__module__.split(".")[1] if model.__module__.startswith("khuyencong.") else ""
        for column in model._meta.concrete_fields:
            if room and isinstance(column, IntegerField):
                at = (room, column.name)
                found[at] = min(holds(column), found.get(at, MAX_AMOUNT))
    return found


@pytest.fixture
def whole(db: None) -> dict[str, tuple[str, str, forms.Field]]:
    return {name: told for name, told in fields().items() if reads_whole(told[2])}


def test_a_huge_number_is_refused_in_words(
    whole: dict[str, tuple[str, str, forms.Field]],
) -> None:
    taken = [
        name for name, (_, _, field) in whole.items() if not all(refuses(field, n) for n in HUGE)
    ]
    assert len(whole) > 60
    assert taken == []


def test_what_its_column_does_not_hold_is_refused(
    whole: dict[str, tuple[str, str, forms.Field]],
) -> None:
    """A field is kept in the column of its room that bears its name."""
    held = columns()
    kept = {name: told for name, told in whole.items() if told[:2] in held}
    assert len(kept) > 30
    assert [
        name
        for name, (room, at, field) in kept.items()
        if not refuses(field, str(held[room, at] + 1))
    ] == []


def test_answers_that_are_declared_as_data_are_bound_too() -> None:
    """The fields that no form class has: those of the kinds of result, and of a vote's dossier."""
    declared = [field_of(one) for kind in KINDS.values() for one in kind.fields]
    declared += [
        entries._field(answer, 2026)
        for answer in ANSWERS.values()
        if answer.ask in (Ask.COUNT, Ask.YEAR, Ask.MONEY)
    ]
    numbers = [field for field in declared if isinstance(field, Whole | Amount)]
    assert len(numbers) > 20
    assert all(refuses(field, typed) for field in numbers for typed in HUGE)


@pytest.mark.parametrize("reader", [read_count, read_amount, tenths])
@pytest.mark.parametrize("typed", HUGE)
def test_a_reader_that_a_form_calls_by_itself_is_bound(
    reader: Callable[[str], int], typed: str
) -> None:
    with pytest.raises(Unreadable, match="lớn quá mức"):
        reader(typed)


def test_no_field_of_djangos_own_reads_a_whole_number_without_a_bound() -> None:
    own = {name: field for name, (_, _, field) in fields().items() if isinstance(field, DJANGOS)}
    assert [name for name, field in own.items() if field.max_value is None] == []
