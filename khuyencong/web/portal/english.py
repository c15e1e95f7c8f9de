"""The programme in English, for partners: what it is, how it works, figures, whom to ask."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from khuyencong.core.clock import today
from khuyencong.publishing.queries.bodies import contacts as bodies_today
from khuyencong.publishing.queries.clauses import Clause, cited
from khuyencong.publishing.queries.projects import Wanted, by_year, published_projects, sums_of
from khuyencong.web.access import public
from khuyencong.web.portal.about import CHANGE, DECREE, MONEY, PROCESS, VOTE
from khuyencong.web.portal.kept import kept_page

#: The nine contents of the decree, in our own English.
CONTENTS = (
    "Vocational and craft training tied to jobs in rural industry",
    "Management skills and business start-up",
    "Demonstration models, technology transfer and modern machinery",
    "Voting for typical rural industrial products, fairs, trade promotion",
    "Advice on investment, management, design, packaging and brands",
    "Information and communication",
    "Linkages, industrial clusters, relocation out of polluted places",
    "International cooperation",
    "Capacity for running the programme",
)
CLAUSES = (
    Clause(DECREE, "1", "2"), Clause(DECREE, "4"), Clause(CHANGE, "1", "1"),
    Clause(MONEY, "7"), Clause(PROCESS, "5"), Clause(VOTE, "6"),
)  # fmt: skip


@require_safe
@public
def english(request: HttpRequest) -> HttpResponse:
    """What the programme is, and where to read on."""
    told = {"contents": CONTENTS, "page": "what"}
    return kept_page(request, "portal/english/what.html", lambda: told)


@require_safe
@public
def how(request: HttpRequest) -> HttpResponse:
    """How a request becomes support, and which documents it rests on."""

    def told() -> dict[str, Any]:
        return {"clauses": list(cited(CLAUSES, today()).values()), "page": "how"}

    return kept_page(request, "portal/english/how.html", told)


@require_safe
@public
def figures(request: HttpRequest) -> HttpResponse:
    """What the records of this system come to; each number opens its rows."""

    def told() -> dict[str, Any]:
        rows = published_projects(Wanted(), today())
        return {"sums": sums_of(rows), "years": by_year(rows), "page": "figures"}

    return kept_page(request, "portal/english/figures.html", told)


@require_safe
@public
def contacts(request: HttpRequest) -> HttpResponse:
    """The national bodies, and the offices of each province under their Vietnamese names."""

    def told() -> dict[str, Any]:
        national, by_province = bodies_today(today())
        return {"national": national, "by_province": by_province, "page": "contacts"}

    return kept_page(request, "portal/english/contacts.html", told)
