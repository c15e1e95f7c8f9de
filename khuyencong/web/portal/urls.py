"""Public addresses."""

from django.urls import path

from khuyencong.web.portal import health, home, map, places

app_name = "portal"
urlpatterns = [
    path("", home.home, name="home"),
    path("noi/", places.places, name="places"),
    path("noi/<str:key>/", places.place, name="place"),
    path("ban-do/", map.province_page, name="map"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
]
