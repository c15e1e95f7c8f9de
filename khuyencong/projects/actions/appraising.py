"""Appraisal at both levels: sheets by several people apart, and the conclusion by another."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from khuyencong.core.users import Actor
from khuyencong.projects.actions.taking import act, locked, take
from khuyencong.projects.models import Appraisal, AppraisalSheet, Project
from khuyencong.projects.queries.law import findings_of
from khuyencong.projects.queries.norms import criteria_of, quorum_of
from khuyencong.projects.rules.appraising import (
    checked_points,
    refuse_conflicted,
    refuse_too_few,
    refuse_whose_own,
)
from khuyencong.projects.rules.law import refuse_findings
from khuyencong.projects.rules.texts import kept, kept_lines
from khuyencong.projects.states import AppraisalLevel, Verdict
from khuyencong.values.dates import day_in_vietnam


@transaction.atomic
def score(
    *,
    by: Actor,
    project: Project,
    level: AppraisalLevel,
    points: dict[str, int],
    at: datetime,
    remark: str = "",
    seen: int | None = None,
) -> AppraisalSheet:
    """Give one's own sheet; until the conclusion the same person may give it anew.

    The first sheet opens the round. Who carries the đề án out, or declared a conflict, gives none.
    """
    project = locked(project, seen=seen)
    act(project, f"score_{level}", by=by, at=at)
    refuse_whose_own(by, project)
    opened = _open_round(project, level, at)
    sheet = _own_sheet(opened, by, at)
    refuse_conflicted(sheet)
    criteria = criteria_of(project.level, level, day_in_vietnam(opened.opened_at))
    sheet.points = checked_points(criteria, points)
    sheet.total, sheet.at = sum(sheet.points.values()), at
    sheet.remark = kept(remark, "Nhận xét", needed=False)
    sheet.save()
    return sheet


@transaction.atomic
def declare_conflict(
    *,
    by: Actor,
    project: Project,
    level: AppraisalLevel,
    words: str,
    at: datetime,
    seen: int | None = None,
) -> AppraisalSheet:
    """Declare a conflict of interest: a sheet without points; one's points of the round go."""
    project = locked(project, seen=seen)
    act(project, f"declare_{level}", by=by, at=at)
    sheet = _own_sheet(_open_round(project, level, at), by, at)
    sheet.conflict = kept(words, "Xung đột lợi ích", 300)
    sheet.points, sheet.total, sheet.remark, sheet.at = {}, None, "", at
    sheet.save()
    return sheet


@transaction.atomic
def conclude(
    *,
    by: Actor,
    project: Project,
    level: AppraisalLevel,
    verdict: Verdict,
    words: str,
    at: datetime,
    reason: str = "",
    seen: int | None = None,
) -> Project:
    """Close the round: passed, returned for more, or not chosen; the latter two with a reason.

    To pass or to reject needs so many sheets as the norms say; to pass, that the law says no “no”.
    """
    project = locked(project, seen=seen)
    take(project, f"{Verdict(verdict)}_{level}", by=by, at=at, reason=reason)
    refuse_whose_own(by, project)
    opened = _open_round(project, level, at)
    if verdict != Verdict.RETURN:
        counted = opened.sheets.filter(conflict="").count()
        refuse_too_few(counted, quorum_of(project.level, level, day_in_vietnam(at)))
    if verdict == Verdict.PASS:
        refuse_findings(findings_of(project, day_in_vietnam(at)))
    opened.verdict, opened.words = verdict, kept_lines(words, "Kết luận thẩm định")
    opened.closed_at, opened.concluded_by = at, by.id
    opened.save()
    return project


def _open_round(project: Project, level: AppraisalLevel, at: datetime) -> Appraisal:
    """Return the round that is open at a level of a locked đề án, a new one where none is."""
    rounds = project.appraisals.filter(at=level)
    opened = rounds.filter(closed_at=None).first()
    if opened:
        return opened
    last = rounds.aggregate(last=Max("round"))["last"] or 0
    return Appraisal.objects.create(project=project, at=level, round=last + 1, opened_at=at)


def _own_sheet(opened: Appraisal, by: Actor, at: datetime) -> AppraisalSheet:
    sheet = opened.sheets.filter(by=by.id).first()
    return sheet or AppraisalSheet(appraisal=opened, by=by.id, at=at)
