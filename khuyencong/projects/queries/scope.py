"""Whose đề án a person sees."""

from django.db.models import Q, QuerySet

from khuyencong.core.users import Actor
from khuyencong.projects.models import Project

READ = "project.read"


def visible_to(user: Actor) -> QuerySet[Project]:
    """Return the đề án whose keeper, owner or implementer the user answers for."""
    custodians = user.custodians(READ)
    if custodians is None:
        return Project.objects.all()
    return Project.objects.filter(
        Q(custodian__in=custodians) | Q(owner__in=custodians) | Q(implementer__in=custodians)
    )
