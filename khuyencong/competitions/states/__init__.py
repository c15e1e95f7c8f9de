"""The words of the vote: levels, groups, the tables of steps of rounds and entries."""

from khuyencong.competitions.states.entries import (
    ENTRY_STEPS,
    LIVING,
    ConflictKind,
    EntryState,
    ProductGroup,
    SeatBody,
    SeatRole,
)
from khuyencong.competitions.states.fairs import FAIR_STEPS, FairKind, FairState, GivenBy
from khuyencong.competitions.states.rounds import (
    ROUND_STEPS,
    SCORABLE,
    RoundLevel,
    RoundState,
    Stage,
)
from khuyencong.competitions.states.sheets import Channel, SheetState, Vote
from khuyencong.competitions.states.titles import CertificateState, FakeState

__all__ = [
    "ENTRY_STEPS",
    "FAIR_STEPS",
    "LIVING",
    "ROUND_STEPS",
    "SCORABLE",
    "CertificateState",
    "Channel",
    "ConflictKind",
    "EntryState",
    "FairKind",
    "FairState",
    "FakeState",
    "GivenBy",
    "ProductGroup",
    "RoundLevel",
    "RoundState",
    "SeatBody",
    "SeatRole",
    "SheetState",
    "Stage",
    "Vote",
]
