"""Rows of the vote: what everybody may see of rounds, titles and ledgers."""

from collections.abc import Iterator
from typing import Any

from khuyencong.competitions.models import Certificate
from khuyencong.competitions.queries.ledger import published_ledgers, told_ledger
from khuyencong.competitions.queries.rounds import public_rounds
from khuyencong.competitions.rules.titles import state_on
from khuyencong.opendata.queries.moment import CHUNK, Moment
from khuyencong.opendata.rules.tables.vote import NAMED_FORMS


def rounds(_: Moment) -> Iterator[tuple[Any, ...]]:
    """Yield the rounds that everybody may see."""
    rows = public_rounds().order_by("year", "opens_on", "id").values_list(
        "id", "name", "custodian__key", "level", "year", "place__key", "region", "opens_on",
        "closes_on", "state", "is_demonstration",
    )  # fmt: skip
    yield from rows.iterator(CHUNK)


def certificates(moment: Moment) -> Iterator[tuple[Any, ...]]:
    """Yield the titles issued till the moment; the maker's name where it is no person's."""
    kin = ("custodian", "product__establishment__commune")
    rows = Certificate.objects.filter(recorded_at__lte=moment.at).select_related(*kin)
    for one in rows.order_by("issued_on", "id").iterator(CHUNK):
        maker = one.product.establishment
        revoked = one.revoked_on if one.revoked_on and one.revoked_on <= moment.day else None
        yield (
            one.id,
            one.code,
            one.number,
            one.year,
            one.level,
            one.custodian.key,
            one.product_id,
            one.product_name,
            one.product.group,
            one.maker_name if maker.form in NAMED_FORMS else None,
            maker.form,
            maker.commune.key if maker.commune else None,
            one.decision,
            one.decided_on,
            one.issued_on,
            one.last_day,
            revoked,
            state_on(one, moment.day),
            one.is_demonstration,
        )


def ledgers(moment: Moment) -> Iterator[tuple[Any, ...]]:
    """Yield the index of the ledgers that were published till the moment."""
    rows = published_ledgers().filter(at__lte=moment.at).order_by("round", "stage")
    for one in rows.iterator(CHUNK):
        said = told_ledger(one)
        yield (
            one.id,
            one.round_id,
            one.stage,
            one.at,
            one.sha256,
            len(said["entries"]),
            len(said["jurors"]),
            len(said["sheets"]),
            f"/binh-chon/{one.round_id}/so-diem/{one.stage}.json",
        )


ROWS = {"voting_rounds": rounds, "certificates": certificates, "voting_ledgers": ledgers}
