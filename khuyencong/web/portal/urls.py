"""Public addresses."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from khuyencong.web.access import public

app_name = "portal"


@public
def home(request: HttpRequest) -> HttpResponse:
    return HttpResponse("Khuyến Công")


urlpatterns = [path("", home, name="home")]
