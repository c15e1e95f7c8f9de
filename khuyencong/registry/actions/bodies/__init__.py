"""Everything that can happen to what is told of a body and of its people."""

from khuyencong.registry.actions.bodies.founding import enter_service_organisation
from khuyencong.registry.actions.bodies.people import (
    CollaboratorTold,
    StaffTold,
    change_staff,
    enter_collaborator,
    enter_staff,
    erase_name,
    leave,
)
from khuyencong.registry.actions.bodies.telling import (
    AgreementTold,
    FactTold,
    HeadsTold,
    end_row,
    take_back,
    tell_agreement,
    tell_fact,
    tell_heads,
    tell_revenue,
)

__all__ = [
    "AgreementTold",
    "CollaboratorTold",
    "FactTold",
    "HeadsTold",
    "StaffTold",
    "change_staff",
    "end_row",
    "enter_collaborator",
    "enter_service_organisation",
    "enter_staff",
    "erase_name",
    "leave",
    "take_back",
    "tell_agreement",
    "tell_fact",
    "tell_heads",
    "tell_revenue",
]
