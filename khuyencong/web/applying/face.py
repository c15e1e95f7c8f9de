"""The face on which a request is typed: who is let in, to which rows, and what the frame is."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from khuyencong.applications import queries
from khuyencong.applications.models import Paper, Request
from khuyencong.applications.queries import RequestView
from khuyencong.web.access import View

Door = Callable[[HttpRequest, UUID], Request]


@dataclass(frozen=True)
class Face:
    """One face: its doors, and what its pages stand in."""

    #: The namespace of its routes, and the name of its frame.
    name: str
    #: What its frame is told: which of its parts is open.
    told: dict[str, str]
    #: Who may read and who may type, as `web.access` says it.
    readers: Callable[[View], View]
    writers: Callable[[View], View]
    #: The request that one reads or types, else 404.
    read: Door
    write: Door
    papers: Callable[[HttpRequest], QuerySet[Paper]]
    #: Where a legal document is shown.
    law: str
    #: Whether the establishment's own people look: no officer is named, no other's record shown.
    is_own: bool

    def url(self, route: str, *args: object) -> str:
        """Return the address of a route that both faces have."""
        return reverse(f"{self.name}:{route}", args=args)

    def view(self, request: HttpRequest, one: Request, on: date) -> RequestView:
        """Return the request as the law of a day sees it, with what this reader may see."""
        return queries.request_view(one, on, request.user if self.is_own else None)

    def page(
        self, request: HttpRequest, template: str, told: dict[str, object], status: int = 200
    ) -> HttpResponse:
        """Return a page in the frame of this face."""
        told |= {
            "face": self,
            "frame": f"{self.name}.html",
            "crumb": f"{self.name}/_request_crumb.html",
            **self.told,
        }
        return render(request, f"applying/{template}.html", told, status=status)
