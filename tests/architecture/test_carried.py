"""Every table of the house travels between instances, or says why it does not."""

from django.apps import apps
from django.db.models import UUIDField

from khuyencong.core.blobs import BlobHash
from khuyencong.exchange.actions.keeping import FAULT
from khuyencong.exchange.carried import (
    BY_LABEL,
    CARRIED,
    ORDER,
    PUT_TO,
    REFERENCES,
    blob_fields,
    exempt,
)
from khuyencong.exchange.rows import PUT, Codecs


def ours() -> set[str]:
    return {
        model._meta.label
        for config in apps.get_app_configs()
        if config.name.startswith("khuyencong.")
        for model in config.get_models()
    }


def test_a_table_travels_or_says_why_not() -> None:
    silent = {label for label in ours() if label not in BY_LABEL and not exempt(label)}
    assert silent == set(), "add to CARRIED, or with a reason to EXEMPT, in exchange/carried.py"
    assert {label for label in BY_LABEL if exempt(label)} == set()
    assert BY_LABEL.keys() <= ours()


def test_parents_travel_before_their_children() -> None:
    """What a row points to travels earlier, is a shared list, or is its own table."""
    wrong = [
        f"{one.label}.{pointer.name}"
        for one in CARRIED
        for pointer in one.pointers
        for target in [pointer.related_model._meta.label]
        if target not in REFERENCES and target != one.label
        if ORDER.get(target, len(ORDER)) > ORDER[one.label]
    ]
    assert wrong == []


def test_every_field_that_travels_can_be_told() -> None:
    codecs = Codecs()
    for one in CARRIED:
        assert isinstance(one.model._meta.pk, UUIDField), one.label
        assert codecs[one.label].fields
        assert one.custodian_path.endswith("_id")
        many = one.model._meta.many_to_many
        assert {f.remote_field.through._meta.label for f in many} <= BY_LABEL.keys(), one.label


def test_the_way_to_the_custodian_leads_to_a_body() -> None:
    for one in CARRIED:
        model = one.model
        for name in one.custodian.split("__"):
            model = model._meta.get_field(name).related_model
        assert model._meta.label == "registry.Organisation", one.label


def test_a_shared_list_is_named_by_a_key_that_is_one() -> None:
    for label, names in REFERENCES.items():
        model = apps.get_model(label)
        unique = [{f} for f in names if len(names) == 1 and model._meta.get_field(f).unique]
        unique += [set(c.fields) for c in model._meta.total_unique_constraints]
        unique += [set(pair) for pair in model._meta.unique_together]
        assert {name.partition("__")[0] for name in names} in unique, label


def test_a_row_that_waits_for_its_file_names_one_that_is_looked_at() -> None:
    waiting = {one.label for one in CARRIED if one.files}
    assert waiting == FAULT.keys() != set()
    for one in CARRIED:
        assert set(one.files) <= {f.attname for f in blob_fields(one)}
        named = {f.attname for f in one.model._meta.concrete_fields if isinstance(f, BlobHash)}
        assert named - {f.attname for f in blob_fields(one)} == {one.file_stays} - {""}


def test_what_is_put_to_a_record_knows_who_answers_for_it() -> None:
    for label, column, way in PUT_TO.values():
        model = apps.get_model(label)
        assert column == "pk" or model._meta.get_field(column)
        for name in way.split("__"):
            model = model._meta.get_field(name).related_model
        assert model._meta.label == "registry.Organisation", label
    for one in CARRIED:
        names = {f.name for f in one.model._meta.concrete_fields}
        assert one.is_put == (set(PUT) <= names and one.label != "office.IssuedDocument"), one.label
