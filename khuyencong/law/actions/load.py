"""Bringing the register and the parameters into a database, once for each edition of the files."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Model

from khuyencong.law.actions import document_rows
from khuyencong.law.actions.parameter_rows import CONTENT, parameters
from khuyencong.law.actions.tables import fingerprint
from khuyencong.law.models import LegalDocument, Parameter, ProvincialInstrument
from khuyencong.registry.models import Place, ReferenceEdition

EDITION = "law"


@transaction.atomic
def load_law(*, at: datetime) -> int:
    """Bring documents and parameters to the edition of the files; return rows written.

    The same edition again writes nothing and returns 0. In a newer one a document keeps its id; a
    parameter that says something else supersedes the row before, which stays. Nothing that
    officers proposed, confirmed, ended or attached is touched. Needs the places of the registry.
    """
    edition = fingerprint()
    held, _ = ReferenceEdition.objects.select_for_update().get_or_create(name=EDITION)
    if held.sha256 == edition:
        return 0
    places = {place.key: place for place in Place.objects.filter(level="province")}
    known = document_rows.documents(places)
    _keep_registered(known.values())
    written = _renew(known.values())
    written += _renew(document_rows.links(known))
    written += _renew(document_rows.coverage(known, places))
    written += _renew(document_rows.articles(known))
    written += _add_instruments(document_rows.instruments(known, places, at))
    written += _supersede(parameters(known, places, at), at)
    held.sha256 = edition
    held.save()
    return written


def _keep_registered(known: Iterable[LegalDocument]) -> None:
    """Let a document of the files be the row under which an officer registered it before."""
    held = {(d.number, d.issuer): d for d in LegalDocument.objects.exclude(registered_by=None)}
    for document in known:
        before = held.get((document.number, document.issuer)) if document.number else None
        if before:
            document.id, document.key = before.id, before.key


def _renew(rows: Iterable[Model]) -> int:
    """Write rows known by their id, new or changed; a row that left the files stays."""
    rows = list(rows)
    model = type(rows[0])
    fields = [f.name for f in model._meta.concrete_fields if not f.primary_key]
    model._default_manager.bulk_create(
        rows, update_conflicts=True, unique_fields=["id"], update_fields=fields
    )
    return len(rows)


def _add_instruments(rows: Iterable[ProvincialInstrument]) -> int:
    """Add the states not yet told; what officers recorded for a province goes before the file."""
    stand = ProvincialInstrument.objects.filter(superseded_at=None)
    told = set(stand.values_list("place_id", "kind"))
    new = [row for row in rows if (row.place_id, row.kind) not in told]
    ProvincialInstrument.objects.bulk_create(new)
    return len(new)


def _supersede(rows: Iterable[Parameter], at: datetime) -> int:
    """Add the parameters that are new or say something else; the row before is superseded."""
    standing = Parameter.objects.filter(superseded_at=None, proposed_by=None)
    held = {parameter.code: parameter for parameter in standing}
    new, old = [], []
    for row in rows:
        before = held.get(row.code)
        if before and _content(before) == _content(row):
            continue
        if before:
            old.append(before.pk)
        new.append(row)
    Parameter.objects.filter(pk__in=old).update(superseded_at=at)
    Parameter.objects.bulk_create(new)
    return len(new)


def _content(parameter: Parameter) -> tuple[object, ...]:
    return tuple(getattr(parameter, name) for name in CONTENT)
