"""The mark of a synthetic nation: what its database holds, told as text and hashed."""

import hashlib
from collections.abc import Iterator
from typing import Any

from khuyencong.funds.models import Posting
from khuyencong.projects.models import Acceptance, Line, LineShare, Project, ProjectPlace
from khuyencong.registry.models import Establishment

CHUNK = 2000
#: Each table that is hashed: its columns, in an order that no id decides.
TABLES: tuple[tuple[type[Any], tuple[str, ...]], ...] = (
    (Establishment, ("tax_code", "name", "form", "commune__key", "custodian__key", "trade__code")),
    (
        Project,
        (
            "code", "owner__key", "custodian__key", "implementer__key", "name", "level", "kind",
            "content", "source", "first_year", "last_year", "state",
        ),
    ),
    (ProjectPlace, ("project__code", "place__key")),
    (
        Line,
        (
            "project__code", "number", "establishment__tax_code", "content", "item", "what",
            "year", "place__key", "quantity", "unit", "cost", "counterpart", "state",
        ),
    ),
    (LineShare, ("line__project__code", "line__number", "source", "amount")),
    (Acceptance, ("line__project__code", "line__number", "day", "quantity", "cost", "jobs")),
)  # fmt: skip


LEDGER = (
    "entry__kind", "entry__day", "account", "amount", "budget__owner__key", "budget__source",
    "budget__year",
)  # fmt: skip


def digest() -> str:
    """Return the mark of the nation's records, without ids and moments of entering.

    Each row is hashed by itself and the hashes are added: no order of a database counts, and
    nothing is sorted in memory.
    """
    total = 0
    for line in _lines():
        total += int.from_bytes(hashlib.sha256(line.encode()).digest())
    return hashlib.sha256(total.to_bytes(64)).hexdigest()


def _lines() -> Iterator[str]:
    for model, columns in TABLES:
        rows = model._default_manager.order_by().values_list(*columns)
        for row in rows.iterator(CHUNK):
            yield "\t".join([model._meta.label, *map(str, row)])
    yield from _ledger()


def _ledger() -> Iterator[str]:
    """Yield every posting with its line, which the ledger knows by its id alone."""
    lines = Line.objects.values_list("id", "project__code", "number")
    names = {key: f"{code}/{number}" for key, code, number in lines.iterator(CHUNK)}
    rows = Posting.objects.order_by().values_list("share__part", *LEDGER)
    for part, *row in rows.iterator(CHUNK):
        yield "\t".join(["posting", names.get(part, ""), *map(str, row)])
