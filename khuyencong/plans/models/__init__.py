"""The records of the plan."""

from khuyencong.plans.models.plans import Plan, PlanAct, PlanRow, PlanRowShare, PlanVersion
from khuyencong.plans.models.registrations import Registration, RegistrationRow

__all__ = [
    "Plan",
    "PlanAct",
    "PlanRow",
    "PlanRowShare",
    "PlanVersion",
    "Registration",
    "RegistrationRow",
]
