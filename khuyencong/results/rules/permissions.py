"""Who reads results, and who records them."""

from uuid import UUID

from khuyencong.core.users import Actor
from khuyencong.projects.models import Line
from khuyencong.projects.states import BEFORE_APPROVAL, ProjectState

#: What has not been approved came to nothing yet.
WITHOUT_RESULTS = BEFORE_APPROVAL | {ProjectState.REJECTED, ProjectState.WITHDRAWN}
READ, RECORD, RECORD_PAST = "result.read", "result.record", "project.record_past"


def may_record(by: Actor, custodian: UUID) -> bool:
    """Return whether somebody may record and set right the results that a body keeps."""
    return by.may(RECORD, of=custodian)


def can_have_results(line: Line) -> bool:
    """Return whether a line still stands, in a đề án that was approved."""
    return line.counts and line.project.state not in WITHOUT_RESULTS
