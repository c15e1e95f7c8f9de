"""The states of needs, requests and proposals, and the tables of their steps."""

from khuyencong.applications.states.proposals import (
    PROPOSAL_STEPS,
    WAITING,
    ProposalKind,
    ProposalState,
    RaisedBy,
    TagKind,
)
from khuyencong.applications.states.requests import (
    EDITABLE,
    LIVING,
    STEPS,
    UNMET,
    ClaimState,
    NeedState,
    RequestState,
    RoundBy,
    S,
)

__all__ = [
    "EDITABLE",
    "LIVING",
    "PROPOSAL_STEPS",
    "STEPS",
    "UNMET",
    "WAITING",
    "ClaimState",
    "NeedState",
    "ProposalKind",
    "ProposalState",
    "RaisedBy",
    "RequestState",
    "RoundBy",
    "S",
    "TagKind",
]
