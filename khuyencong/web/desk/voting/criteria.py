"""Criteria of the vote: what is there, what one says in full, a body's own."""

from collections.abc import Iterator
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from khuyencong.accounts.permissions import Permission
from khuyencong.competitions import actions
from khuyencong.competitions.actions import CriteriaTold
from khuyencong.competitions.forms.criteria import CriteriaForm
from khuyencong.competitions.models import CriteriaSet, SubCriterion
from khuyencong.competitions.queries.rounds import criteria_listed
from khuyencong.competitions.rules.criteria import points_words
from khuyencong.competitions.states import ProductGroup
from khuyencong.core.clock import now, today
from khuyencong.core.once import issue
from khuyencong.law.queries import law_on
from khuyencong.law.states import Criterion, ParameterKind
from khuyencong.web.access import requires
from khuyencong.web.acts import done_or_told
from khuyencong.web.desk.custodians import bodies_of

SECTION = {"section": "voting"}


@require_safe
@requires(Permission.VOTING_READ)
def criteria(request: HttpRequest) -> HttpResponse:
    """The criteria for all and a body's own, each with what uses it."""
    told = {
        "sets": list(criteria_listed(request.user)[:200]),
        "may_organise": request.user.may(Permission.VOTING_ORGANISE),
        **SECTION,
    }
    return render(request, "desk/voting_criteria.html", told)


@require_safe
@requires(Permission.VOTING_READ)
def one_set(request: HttpRequest, set_id: UUID) -> HttpResponse:
    """One set: what each criterion may give by law, its parts, the order of ties."""
    one = criteria_listed(request.user).filter(id=set_id).first()
    if one is None:
        raise Http404
    mark = points_words(one.second_mark) if one.second_mark is not None else ""
    told = {"set": one, "rows": _rows(one), "ties": _ties(one), "mark": mark, **SECTION}
    return render(request, "desk/voting_criteria_set.html", told)


def _rows(one: CriteriaSet) -> list[dict[str, object]]:
    """Return a row for each criterion: the law's points, the parts by group."""
    law = law_on(one.valid_from or today())
    parts = list(one.parts.order_by("group", "position"))
    return [
        {
            "criterion": criterion,
            "rule": law.one(ParameterKind.CRITERION, criterion),
            "groups": list(_by_group([part for part in parts if part.criterion == criterion])),
        }
        for criterion in Criterion
    ]


def _by_group(parts: list[SubCriterion]) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Yield each group that has parts of its own, and these with their points."""
    names = {"": "Mọi nhóm"} | {group.value: str(group.label) for group in ProductGroup}
    for group, label in names.items():
        own = [(part.label, points_words(part.most)) for part in parts if part.group == group]
        if own:
            yield label, own


def _ties(one: CriteriaSet) -> list[str]:
    return [str(Criterion(code).label) for code in one.tie_order if code in Criterion.values]


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.VOTING_ORGANISE)
def new(request: HttpRequest) -> HttpResponse:
    """Adopt a body's own criteria; those that a round uses stay as they are."""
    bodies = bodies_of(request.user, Permission.VOTING_ORGANISE)
    form = CriteriaForm(request.POST or None, bodies=bodies, initial={"custodian": bodies.first()})
    if request.method != "POST" or not form.is_valid():
        return _form(request, form)

    def do() -> str:
        made = actions.adopt_criteria(by=request.user, told=CriteriaTold(**form.told()), at=now())
        return reverse("desk:voting-criteria-set", args=[made.id])

    return done_or_told(
        request,
        "voting.criteria",
        do,
        form=form,
        again=lambda form: _form(request, form),
        said="Đã ghi bộ tiêu chí.",
    )


def _form(request: HttpRequest, form: CriteriaForm) -> HttpResponse:
    law = law_on(today())
    key = request.POST.get("key") or issue(request.user.id)
    rules = [(one, law.one(ParameterKind.CRITERION, one)) for one in Criterion]
    told = {"form": form, "key": key, "rules": rules, **SECTION}
    status = 422 if form.errors else 200
    return render(request, "desk/voting_criteria_form.html", told, status=status)
