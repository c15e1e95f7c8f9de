"""Addresses that stand on labels, and what belongs to them."""

from django.urls import path, re_path

from khuyencong.web.label import carried, fakes, pages

app_name = "label"
urlpatterns = [
    path("q/", pages.typing, name="typing"),
    path("q/khong-mang/", carried.without_network, name="without-network"),
    path("q/kiem-tra.html", carried.offline_file, name="offline-file"),
    path("q/khoa.json", carried.keys, name="keys"),
    path("q/thu-hoi.json", carried.revocations, name="revocations"),
    path("q/bao-gia/", fakes.report_unknown, name="fake-unknown"),
    path("q/<str:code>/bao-gia/", fakes.report, name="fake"),
    path("q/<str:code>/anh/<slug:kind>/", pages.picture, name="picture"),
    # With and without the last stroke: what stands on paper is not sent elsewhere first.
    re_path(r"^q/(?P<code>[^/]{1,60})/?$", pages.page, name="page"),
    path("01/<str:gtin>", pages.by_gtin, name="gtin"),
]
