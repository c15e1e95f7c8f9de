"""Every cell of the tables: state × step × role × body × who did what before.

What is expected stands here in words, written from the brief of roles and the law, not read from
the tables: in which states, on whose side, by which roles, apart from whom.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from uuid import UUID, uuid5

import pytest

from khuyencong.accounts.roles import OWN_BODY_ONLY, ROLES, Reach
from khuyencong.core.refusal import Refused
from khuyencong.core.workflow import Steps
from khuyencong.projects.models import Project
from khuyencong.projects.rules import require_line_step, require_step
from khuyencong.projects.states import (
    ACTS,
    LINE_STEPS,
    PROJECT_STEPS,
    LineState,
    ProjectState,
)

# --- what is expected --------------------------------------------------------------------------

BEFORE = "draft returned registered base_appraised submitted appraised waitlisted"
UNDER_WAY = "approved contracted in_progress suspended"
CARRIED = "contracted in_progress"
SEEN = f"{CARRIED} suspended accepted"
CENTRE = "CENTRE_OFFICER CENTRE_HEAD"
HEADS = "AGENCY_HEAD DEPT_HEAD"
OFFICERS = "AGENCY_OFFICER DEPT_OFFICER"
TOPS = "MINISTER PROVINCE_CHAIR"
DRAFTED, SCORED = "draft register", "score_base score_upper pass_base pass_upper"

#: step: (states, whose right, roles, not who did, a reason?)
OF_PROJECT = {
    "register": ("draft returned", "keeper", "CENTRE_HEAD", "", False),
    "withdraw": (BEFORE, "keeper", "CENTRE_HEAD", "", True),
    "pass_base": ("registered", "keeper", "DEPT_HEAD", f"{DRAFTED} score_base", False),
    "return_base": ("registered", "keeper", "DEPT_HEAD", f"{DRAFTED} score_base", True),
    "reject_base": ("registered", "keeper", "DEPT_HEAD", f"{DRAFTED} score_base", True),
    "submit": ("base_appraised", "keeper", HEADS, "", False),
    "pass_upper": ("submitted", "owner", HEADS, f"{DRAFTED} score_upper", False),
    "return_upper": ("submitted", "owner", HEADS, f"{DRAFTED} score_upper", True),
    "reject_upper": ("submitted", "owner", HEADS, f"{DRAFTED} score_upper", True),
    "waitlist": ("appraised", "owner", TOPS, f"{DRAFTED} {SCORED}", False),
    "approve": ("appraised waitlisted", "owner", TOPS, f"{DRAFTED} {SCORED}", False),
    "contract": ("approved", "owner", HEADS, "draft", False),
    "begin": ("contracted", "keeper", CENTRE, "", False),
    "suspend": (CARRIED, "owner", HEADS, "", True),
    "resume": ("suspended", "owner", HEADS, "", False),
    "stop": (UNDER_WAY, "owner", TOPS, "", True),
    "accept": ("in_progress", "owner", HEADS, "", False),
    "liquidate": ("accepted", "owner", HEADS, "", False),
    "settle": ("liquidated", "owner", HEADS, "draft pay advance", False),
    "close": ("settled", "keeper", f"{CENTRE} DEPT_OFFICER", "", False),
}
#: The same, and in which states of the đề án.
OF_LINE = {
    "confirm_line": ("proposed", "owner", TOPS, f"{DRAFTED} {SCORED}", False, UNDER_WAY),
    "contract_line": ("confirmed", "keeper", "CENTRE_HEAD", "", False, CARRIED),
    "advance": ("contracted advanced", "keeper", "CENTRE_ACCOUNTANT", "draft", False, CARRIED),
    "accept_line": ("contracted advanced", "owner", HEADS, "draft", False, "in_progress"),
    "pay": (
        "accepted paid followed_up",
        "keeper",
        "CENTRE_ACCOUNTANT",
        "draft accept_line",
        False,
        "in_progress accepted liquidated",
    ),
    "follow_up_line": (
        "paid followed_up",
        "keeper",
        f"{CENTRE} DEPT_OFFICER",
        "",
        False,
        "in_progress accepted liquidated settled",
    ),
    "withdraw_line": (
        "confirmed contracted advanced",
        "owner",
        HEADS,
        "",
        True,
        UNDER_WAY,
    ),
    "replace_line": ("confirmed contracted advanced", "owner", HEADS, "", True, UNDER_WAY),
    "stop_line": (
        "confirmed contracted advanced",
        "owner",
        TOPS,
        "",
        True,
        f"{UNDER_WAY} terminated",
    ),
    "drop_line": ("proposed", "keeper", CENTRE, "", False, "draft returned"),
}
OF_ACTS = {
    "score_base": ("registered", "keeper", "DEPT_OFFICER", DRAFTED, False),
    "score_upper": ("submitted", "owner", f"{OFFICERS} FINANCE_REVIEWER", DRAFTED, False),
    "declare_base": ("registered", "keeper", "DEPT_OFFICER", "", False),
    "declare_upper": ("submitted", "owner", f"{OFFICERS} FINANCE_REVIEWER", "", False),
    "let_pass": (f"{BEFORE} {UNDER_WAY}", "keeper", "AGENCY_HEAD@nation DEPT_HEAD", "", True),
    "assign": ("approved", "owner", HEADS, "", True),
    "name_beneficiary": (f"approved {CARRIED}", "keeper", CENTRE, "", False),
    "annex_first": (CARRIED, "owner", HEADS, "", False),
    "annex_second": (CARRIED, "keeper", "CENTRE_HEAD", "", False),
    "progress": (CARRIED, "keeper", CENTRE, "", False),
    "inspect": (SEEN, "keeper", OFFICERS, "", False),
    "inspect_above": (SEEN, "owner", OFFICERS, "", False),
    "close_finding": (SEEN, "keeper", OFFICERS, "", False),
    "close_finding_above": (SEEN, "owner", OFFICERS, "", False),
    "refund": (
        f"{UNDER_WAY} accepted liquidated terminated",
        "keeper",
        "CENTRE_ACCOUNTANT",
        "draft",
        False,
    ),
}

# --- the people --------------------------------------------------------------------------------

SPACE = UUID(int=7)


def body(name: str) -> UUID:
    return uuid5(SPACE, name)


#: Each body and the one above it.
ABOVE = {
    "Bộ": "",
    "Cục": "Bộ",
    "Trung tâm của Cục": "Cục",
    "Sở A": "",
    "Trung tâm A": "Sở A",
    "Sở B": "",
    "Trung tâm B": "Sở B",
}
#: Whom a role held in a body works for, as the roles' own sentences say.
WORKS_FOR = {
    "Bộ": {"Bộ", "Cục", "Trung tâm của Cục"},
    "Cục": {"Cục", "Trung tâm của Cục"},
    "Trung tâm của Cục": {"Trung tâm của Cục"},
    "Sở A": {"Sở A", "Trung tâm A"},
    "Trung tâm A": {"Trung tâm A"},
    "Sở B": {"Sở B", "Trung tâm B"},
    "Trung tâm B": {"Trung tâm B"},
}
#: Roles of a centre work for the Sở (or the Cục) above it.
OF_A_CENTRE = {"CENTRE_OFFICER", "CENTRE_HEAD", "CENTRE_ACCOUNTANT"}


def works_for(role: str, where: str) -> set[str]:
    if role in OF_A_CENTRE and ABOVE[where]:
        return WORKS_FOR[ABOVE[where]]
    return WORKS_FOR[where]


@dataclass(frozen=True)
class Person:
    """An actor who holds one role in one body, by the data of the roles."""

    role: str
    where: str
    id: UUID = field(default_factory=lambda: body("ai đó"))

    def may(self, permission: str, of: UUID | None = None) -> bool:
        carries = permission in ROLES[self.role].permissions
        reached = self.custodians(permission)
        return carries and (of is None or reached is None or of in reached)

    def custodians(self, permission: str | None = None) -> frozenset[UUID] | None:
        role = ROLES[self.role]
        if role.reach is Reach.NONE:
            return frozenset()
        if role.reach is Reach.NATION and permission not in OWN_BODY_ONLY:
            return None
        home = ABOVE[self.where] if role.reach is Reach.PROVINCE else ""
        top = home or self.where
        return frozenset(body(one) for one in ABOVE if top in _upward(one))

    def represents(self) -> frozenset[UUID]:
        return frozenset()


def _upward(name: str) -> Iterator[str]:
    while name:
        yield name
        name = ABOVE[name]


PEOPLE = [Person(role, where) for role in ROLES for where in ABOVE]
#: A local đề án of province A, a national one that its Sở registered, a task of the Cục itself.
PROJECTS = {
    "local": ("Sở A", "Sở A"),
    "national": ("Sở A", "Cục"),
    "task": ("Cục", "Cục"),
}


def project_of(keeper: str, owner: str) -> Project:
    return Project(
        custodian_id=body(keeper), owner_id=body(owner), implementer_id=body("Trung tâm A")
    )


# --- cells -------------------------------------------------------------------------------------


def is_among(person: Person, roles: str, at: str) -> bool:
    for told in roles.split():
        role, _, far = told.partition("@")
        if role == person.role:
            return bool(far) or at in works_for(role, person.where)
    return False


def expected(
    person: Person, row: tuple, state: str, at: str, did: str, project_state: str = ""
) -> str:
    """Return "" where the step may be taken, else what stands against it first."""
    states, _, roles, apart = row[:4]
    if not is_among(person, roles, at):
        return "right"
    if did and did in apart.split():
        return "apart"
    if state not in states.split():
        return "state"
    if len(row) == 6 and row[4]:
        return "reason"
    if len(row) == 6 and project_state not in row[5].split():
        return "state"
    return "reason" if row[4] else ""


def outcome(refused: Refused | None) -> str:
    if refused is None:
        return ""
    words = str(refused)
    for told, kind in (
        ("không có quyền", "right"),
        ("người làm không tự xét", "apart"),
        ("Không thể", "state"),
        ("Ghi lý do", "reason"),
    ):
        if told in words:
            return kind
    raise AssertionError(words)


def tried(table: Steps, name: str, state: str, person: Person, project: Project, did: str) -> str:
    history = [(did, person.id)] if did else []
    try:
        require_step(table, name, state, person, project, history)
    except Refused as refused:
        return outcome(refused)
    return ""


def deeds(row: tuple) -> list[str]:
    """Return what the person did before: nothing, each deed that forbids, one that never does."""
    return ["", *row[3].split(), "progress"]


def test_the_expectation_names_every_step() -> None:
    assert {step.name for step in PROJECT_STEPS} == set(OF_PROJECT)
    assert {step.name for step in LINE_STEPS} == set(OF_LINE)
    assert {step.name for step in ACTS} == set(OF_ACTS)


@pytest.mark.parametrize("name", OF_PROJECT)
def test_a_step_of_a_project_is_open_to_whom_it_should_be(name: str) -> None:
    check(PROJECT_STEPS, name, OF_PROJECT[name])


@pytest.mark.parametrize("name", OF_ACTS)
def test_an_act_is_open_to_whom_it_should_be(name: str) -> None:
    check(ACTS, name, OF_ACTS[name])


def check(table: Steps, name: str, row: tuple) -> None:
    wrong = []
    for kind, (keeper, owner) in PROJECTS.items():
        project, at = project_of(keeper, owner), {"keeper": keeper, "owner": owner}[row[1]]
        for person in PEOPLE:
            for did in deeds(row) if is_among(person, row[2], at) else [""]:
                for state in ProjectState.values:
                    wanted = expected(person, row, state, at, did)
                    found = tried(table, name, state, person, project, did)
                    if found != wanted:
                        wrong.append((kind, person.role, person.where, state, did, wanted, found))
    assert not wrong, wrong[:5]


@pytest.mark.parametrize("name", OF_LINE)
def test_a_step_of_a_line_is_open_to_whom_it_should_be(name: str) -> None:
    row, wrong = OF_LINE[name], []
    for kind, (keeper, owner) in PROJECTS.items():
        project, at = project_of(keeper, owner), {"keeper": keeper, "owner": owner}[row[1]]
        for person in PEOPLE:
            mine = is_among(person, row[2], at)
            for did in deeds(row) if mine else [""]:
                for state in LineState.values:
                    for of_project in ProjectState.values if mine else ["approved"]:
                        wanted = expected(person, row, state, at, did, of_project)
                        found = line_tried(name, state, of_project, person, project, did)
                        if found != wanted:
                            told = (kind, person.role, person.where, of_project, state, did)
                            wrong.append((*told, wanted, found))
    assert not wrong, wrong[:5]


def line_tried(
    name: str, state: str, of_project: str, person: Person, project: Project, did: str
) -> str:
    history = [(did, person.id)] if did else []
    try:
        require_line_step(name, state, of_project, person, project, history)
    except Refused as refused:
        return outcome(refused)
    return ""


def test_every_state_is_reached_and_no_ended_state_is_left() -> None:
    assert PROJECT_STEPS.reachable() == set(ProjectState.values)
    assert LINE_STEPS.reachable() == set(LineState.values)
    for ended in ("closed", "rejected", "withdrawn", "terminated"):
        assert PROJECT_STEPS.open_in(ended) == ()


def test_another_than_who_did_it_may_go_on() -> None:
    project = project_of("Sở A", "Sở A")
    head = Person("DEPT_HEAD", "Sở A", id=body("lãnh đạo"))
    history = [("draft", body("người soạn")), ("score_base", body("chuyên viên"))]
    step = require_step(PROJECT_STEPS, "pass_base", "registered", head, project, history)
    assert step.target == "base_appraised"
