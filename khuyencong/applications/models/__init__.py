"""The tables of needs, requests, papers and proposals."""

from khuyencong.applications.models.needs import Need, RoundTarget, SurveyRound
from khuyencong.applications.models.own import Claim, Help, Upload, UploadPart
from khuyencong.applications.models.papers import MEDIA, Paper, PaperKind, PaperNeeded, PaperUse
from khuyencong.applications.models.proposals import Proposal, ProposalMove, Remark, Tag
from khuyencong.applications.models.requests import (
    ReceiptCounter,
    Request,
    RequestStep,
    RequestVersion,
)

__all__ = [
    "MEDIA",
    "Claim",
    "Help",
    "Need",
    "Paper",
    "PaperKind",
    "PaperNeeded",
    "PaperUse",
    "Proposal",
    "ProposalMove",
    "ReceiptCounter",
    "Remark",
    "Request",
    "RequestStep",
    "RequestVersion",
    "RoundTarget",
    "SurveyRound",
    "Tag",
    "Upload",
    "UploadPart",
]
