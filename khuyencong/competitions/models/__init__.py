"""Rounds, products, entries, seats, sheets, the council's session, certificates, product pages."""

from khuyencong.competitions.models.certificates import (
    Certificate,
    CertificateCounter,
    FakeReport,
    MakingStep,
    ProductBatch,
    QrKey,
    ScanCount,
    ScanFile,
)
from khuyencong.competitions.models.council import (
    Attendance,
    Ballot,
    Conflict,
    CouncilSession,
    MinutesCounter,
    Seat,
    Verdict,
)
from khuyencong.competitions.models.entries import (
    Entry,
    EntryStep,
    EntryVersion,
    Photo,
    Product,
)
from khuyencong.competitions.models.fairs import (
    Booth,
    Brought,
    Display,
    Exhibitor,
    Fair,
    Showroom,
)
from khuyencong.competitions.models.rounds import CriteriaSet, Round, RoundStep, SubCriterion
from khuyencong.competitions.models.sheets import FieldVisit, Keying, Ledger, Sheet, SheetWrite

__all__ = [
    "Attendance",
    "Ballot",
    "Booth",
    "Brought",
    "Certificate",
    "CertificateCounter",
    "Conflict",
    "CouncilSession",
    "CriteriaSet",
    "Display",
    "Entry",
    "EntryStep",
    "EntryVersion",
    "Exhibitor",
    "Fair",
    "FakeReport",
    "FieldVisit",
    "Keying",
    "Ledger",
    "MakingStep",
    "MinutesCounter",
    "Photo",
    "Product",
    "ProductBatch",
    "QrKey",
    "Round",
    "RoundStep",
    "ScanCount",
    "ScanFile",
    "Seat",
    "Sheet",
    "SheetWrite",
    "Showroom",
    "SubCriterion",
    "Verdict",
]
