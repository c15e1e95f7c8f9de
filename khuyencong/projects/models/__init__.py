from khuyencong.projects.models.adjustments import Adjustment
from khuyencong.projects.models.appraisals import Appraisal, AppraisalSheet
from khuyencong.projects.models.contracts import Annex, Contract, ContractShare
from khuyencong.projects.models.lines import Line, LineShare
from khuyencong.projects.models.norms import (
    AppraisalCriterion,
    AppraisalQuorum,
    CouncilSeat,
    StepDeadline,
    StepPaper,
)
from khuyencong.projects.models.projects import Project, ProjectPlace
from khuyencong.projects.models.results import Acceptance, CouncilMember, FollowUp
from khuyencong.projects.models.steps import StepTaken
from khuyencong.projects.models.supervision import Inspection, InspectionFinding, Progress

__all__ = [
    "Acceptance",
    "Adjustment",
    "Annex",
    "Appraisal",
    "AppraisalCriterion",
    "AppraisalQuorum",
    "AppraisalSheet",
    "Contract",
    "ContractShare",
    "CouncilMember",
    "CouncilSeat",
    "FollowUp",
    "Inspection",
    "InspectionFinding",
    "Line",
    "LineShare",
    "Progress",
    "Project",
    "ProjectPlace",
    "StepDeadline",
    "StepPaper",
    "StepTaken",
]
