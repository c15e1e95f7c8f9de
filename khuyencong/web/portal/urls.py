"""Public addresses."""

from django.urls import path

from khuyencong.web.portal import health, home, law, map, places
from khuyencong.web.portal.support import views as support

app_name = "portal"
urlpatterns = [
    path("", home.home, name="home"),
    path("ho-tro/", support.questions, name="support"),
    path("ho-tro/ket-qua/", support.result, name="support-result"),
    path("noi/", places.places, name="places"),
    path("noi/<str:key>/", places.place, name="place"),
    path("van-ban/", law.register, name="law"),
    path("van-ban/<str:key>/", law.document, name="law-document"),
    path("ban-do/", map.province_page, name="map"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
]
