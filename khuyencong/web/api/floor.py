"""The floor of `khuyencong bench`: the same page of the API from a plain view over the same query.

No address of the house leads here; the bench sets it in the place of all of them.
"""

from django.http import HttpRequest, JsonResponse
from django.urls import path

from khuyencong.registry.models import Place


def plain(request: HttpRequest) -> JsonResponse:
    """Return the first places by id, with the names of their fields as they are."""
    rows = Place.objects.order_by("id")[: int(request.GET["limit"])]
    told = rows.values("id", "key", "name", "level", "valid_from", "valid_until")
    return JsonResponse({"items": list(told)})


urlpatterns = [path("api/v1/places/", plain)]
