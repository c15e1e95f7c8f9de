"""Papers that prove a result: uploaded once, used where needed, taken off and still on record."""

from datetime import datetime

from django.db import transaction

from khuyencong.applications import actions as applications
from khuyencong.applications.models import PaperKind, PaperUse
from khuyencong.core.refusal import Refused
from khuyencong.core.users import Actor
from khuyencong.results.actions.noting import MAY_NOT, note
from khuyencong.results.models import Result
from khuyencong.results.queries.evidence import ABOUT
from khuyencong.results.rules import RECORD, may_record


@transaction.atomic
def add_evidence(
    *, by: Actor, result: Result, kind: PaperKind, file_name: str, data: bytes, at: datetime
) -> PaperUse:
    """Put a file to a result, through all its versions; the same file again is the same paper."""
    if not may_record(by, result.custodian_id):
        raise Refused(MAY_NOT)
    paper = applications.keep_paper(
        by=by,
        custodian=result.custodian,
        kind=kind,
        file_name=file_name,
        data=data,
        at=at,
        right=RECORD,
    )
    use = applications.use_paper(
        by=by, paper=paper, about_kind=ABOUT, about=result.series, at=at, right=RECORD
    )
    note("result.evidence_added", result, by=by, at=at, facts={"paper": kind.code})
    return use


@transaction.atomic
def take_off_evidence(*, by: Actor, result: Result, use: PaperUse, at: datetime) -> None:
    """Take a paper off a result; it stays on record."""
    if use.about != result.series:
        raise Refused("Giấy tờ này thuộc một hồ sơ khác.")
    applications.end_use(by=by, use=use, at=at, right=RECORD)
    note("result.evidence_taken_off", result, by=by, at=at)
