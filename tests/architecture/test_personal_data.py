"""A field that tells of a person stands in the table, or beside it with the reason why not."""

import re
from collections.abc import Iterator

import pytest
from allauth.account.models import EmailAddress, EmailConfirmation
from django.apps import apps
from django.contrib.auth.models import Group
from django.db import models
from django.test import Client

from khuyencong.accounts.models import User
from khuyencong.accounts.personal_data import NOT_PERSONAL, PERSONAL, page
from tests.cast import PASSWORD, Cast
from tests.conditions import ROOT

TELLING = (
    "name username phone mobile zalo email mail address cccd cmnd citizen identity passport tax "
    "dob birth birthday age gender sex ethnic religion nationality health bank account iban salary "
    "photo portrait avatar signature fingerprint ip agent location login password secret user "
    "person actor by owner author contact"
)
WORDS = set(TELLING.split())
LONG = 200  # into a field of this length somebody can write a sentence


def every_field() -> Iterator[tuple[str, models.Field]]:
    for model in apps.get_models():
        for field in model._meta.local_fields:
            yield f"{model._meta.label}.{field.name}", field


def looks_personal(name: str, field: models.Field) -> bool:
    words = set(name.rsplit(".", 1)[1].split("_"))
    is_free = isinstance(field, models.TextField | models.JSONField | models.FileField) or (
        isinstance(field, models.CharField) and (field.max_length or LONG) >= LONG
    )
    return bool(words & WORDS) or is_free or field.related_model is User


LOOKING = {name for name, field in every_field() if looks_personal(name, field)}
LISTED = [entry.field for entry in PERSONAL]


def test_every_field_that_looks_personal_is_written_down() -> None:
    missing = LOOKING - set(LISTED) - set(NOT_PERSONAL)
    assert not missing, (
        f"{sorted(missing)}: add to PERSONAL or, with a reason, to NOT_PERSONAL in "
        "khuyencong/accounts/personal_data.py"
    )


def test_nothing_is_written_down_that_is_gone_or_twice() -> None:
    known = {name for name, _ in every_field()}
    assert set(LISTED) | set(NOT_PERSONAL) <= known
    assert len(LISTED) == len(set(LISTED))
    assert not set(LISTED) & set(NOT_PERSONAL)


@pytest.mark.parametrize(
    "name",
    ["phone", "so_cccd", "cccd", "birth_date", "contact_name", "tax_code", "note", "seen_by"],
)
def test_a_new_field_would_be_seen(name: str) -> None:
    field = models.TextField() if name == "note" else models.CharField(max_length=20)
    assert looks_personal(f"funds.Payment.{name}", field)


def test_every_question_has_an_answer() -> None:
    for entry in PERSONAL:
        assert all(vars(entry).values()), entry.field
    assert all(NOT_PERSONAL.values())


def test_the_page_is_what_the_table_says() -> None:
    kept = (ROOT / "docs" / "personal-data.md").read_text(encoding="utf-8")
    assert kept == page(), (
        "run: python -m khuyencong.accounts.personal_data > docs/personal-data.md"
    )


@pytest.mark.django_db
def test_the_tables_called_empty_are(cast: Cast, client: Client) -> None:
    client.post("/tai-khoan/dang-nhap/", {"login": "owner", "password": PASSWORD})
    assert client.get("/desk/").status_code == 200
    for model in (EmailAddress, EmailConfirmation, Group):
        assert not model.objects.exists()


#: The only modules that may touch the table of personal numbers, each with what it does with it.
TOUCHES_NUMBERS = {
    "accounts/personal_data.py": "tells of it",
    "exchange/carried.py": "says that it never travels",
    "registry/models/establishments.py": "declares it",
    "registry/models/__init__.py": "names it",
    "registry/actions/establishments/profiles.py": "writes and removes it",
    "registry/actions/establishments/numbers.py": "returns it, for a reason that is kept",
    "registry/queries/establishments.py": "finds who bears a number that is typed whole",
    "registry/queries/twins.py": "compares",
    "registry/queries/supports.py": "compares",
    "registry/queries/integrity.py": "holds the mask against it",
}


def test_personal_numbers_are_touched_where_it_is_written_down_and_nowhere_else() -> None:
    touches = re.compile(r"OwnerNumber|owner_number__|\.owner_number\.")
    package = ROOT / "khuyencong"
    found = {
        str(path.relative_to(package))
        for path in package.rglob("*.py")
        if "migrations" not in path.parts and touches.search(path.read_text(encoding="utf-8"))
    }
    assert found == set(TOUCHES_NUMBERS)
