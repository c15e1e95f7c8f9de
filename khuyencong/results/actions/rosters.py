"""The list of those who took part is handed in: its counts become those of the result."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from khuyencong.core.refusal import Refused
from khuyencong.core.users import Actor
from khuyencong.results.actions.noting import locked, note
from khuyencong.results.actions.recording import keep_links, next_version, write_next
from khuyencong.results.models import Participant, Result
from khuyencong.results.rules import MOST, ParticipantTold, counts_of, key_of
from khuyencong.results.states import Job, Sex
from khuyencong.values.text import clean

NAME = 120


@transaction.atomic
def put_roster(
    *, by: Actor, result: Result, rows: Sequence[ParticipantTold], reason: str, at: datetime
) -> Result:
    """Put the list of participants in the place of the one before; return the new version.

    Persons are counted by key, turns by rows; the typed numbers of people give way. An empty list
    takes the list away and leaves its last counts as typed ones.
    """
    before = locked(by, result)
    kind = before.declared
    if not kind.roster:
        raise Refused("Loại kết quả này không có danh sách người tham gia.")
    if len(rows) > MOST:
        raise Refused(f"Danh sách dài {len(rows)} dòng; tối đa {MOST:,}.".replace(",", "."))
    people = [_participant(before, place, one, at) for place, one in enumerate(rows, start=1)]
    _require_once(people)
    after = next_version(before, by=by, reason=reason, at=at)
    if people:
        _count(after, rows)
    after.has_roster = bool(people)
    write_next(before, after, at)
    keep_links(after, dict(before.links.values_list("establishment", "turns")))
    standing = Participant.objects.filter(series=before.series, superseded_at=None)
    standing.update(superseded_at=at)
    Participant.objects.bulk_create(people, batch_size=500)
    note("result.roster_put", after, by=by, at=at, facts={"rows": len(people)})
    return after


def _count(row: Result, rows: Sequence[ParticipantTold]) -> None:
    counts = counts_of(row.series, rows)
    names = {field.name for field in row.declared.columns}
    told = {"persons": counts.persons, "women": counts.women, "person_turns": counts.turns}
    for name in names & told.keys():
        setattr(row, name, told[name])
    if row.bounded in told:
        row.bound = row.bounded = ""


def _participant(result: Result, position: int, one: ParticipantTold, at: datetime) -> Participant:
    name = clean(one.full_name)
    if not name or len(name) > NAME or "\0" in name:
        raise Refused(f"Dòng {position}: ghi họ và tên, dài không quá {NAME} ký tự.")
    if one.sex not in {"", *Sex.values} or one.job_after not in {"", *Job.values}:
        raise Refused(f"Dòng {position}: giới tính hoặc việc làm ghi không đúng.")
    if one.birth_year is not None and not 1900 <= one.birth_year <= at.year:
        raise Refused(f"Dòng {position}: năm sinh {one.birth_year} không hợp lệ.")
    return Participant(
        series=result.series,
        position=position,
        key=key_of(result.series, one),
        session=one.session,
        full_name=name,
        birth_year=one.birth_year,
        sex=one.sex,
        commune=one.commune,
        establishment=one.establishment,
        attended=one.attended,
        job_after=one.job_after,
        monthly_income=one.monthly_income,
        recorded_at=at,
    )


def _require_once(people: list[Participant]) -> None:
    seen: dict[tuple[int, str], int] = {}
    for one in people:
        first = seen.setdefault((one.session, one.key), one.position)
        if first != one.position:
            raise Refused(
                f"Dòng {one.position} là người của dòng {first} trong cùng một lớp:"
                " ghi thêm năm sinh hoặc xã nếu là hai người."
            )
