"""Addresses behind the sign-in."""

from django.urls import path

from khuyencong.web.desk import decisions, gallery, home, receiving, reports

app_name = "desk"
REPORT = "bao-cao/<uuid:document_id>/"
CHECK = REPORT + "muc/<str:check_id>/"

urlpatterns = [
    path("", home.home, name="home"),
    path("bao-cao/", reports.reports, name="reports"),
    path("bao-cao/nop/", receiving.receive, name="receive"),
    path(REPORT, reports.report, name="report"),
    path(REPORT + "in/", reports.printed, name="report-print"),
    path(REPORT + "json/", reports.as_json, name="report-json"),
    path(REPORT + "goc/", reports.original, name="report-original"),
    path(REPORT + "so/<str:figure_id>/", reports.figure, name="figure"),
    path(CHECK + "nhan/", decisions.accept, name="accept"),
    path(CHECK + "bo/", decisions.dismiss, name="dismiss"),
    path(CHECK + "hoan-tac/", decisions.undo, name="undo"),
    path(CHECK + "hoi/", decisions.ask, name="ask"),
    path("thu-vien/", gallery.gallery, name="gallery"),
]
