"""Addresses behind the sign-in."""

from django.urls import path

from khuyencong.web.desk import (
    confirming,
    decisions,
    disputes,
    gallery,
    home,
    receiving,
    reports,
    rereading,
    reviewing,
)

app_name = "desk"
REPORT = "bao-cao/<uuid:document_id>/"
CHECK = REPORT + "muc/<str:check_id>/"
FIGURES = REPORT + "so-lieu/"
FIGURE = FIGURES + "<uuid:series>/"

urlpatterns = [
    path("", home.home, name="home"),
    path("bao-cao/", reports.reports, name="reports"),
    path("bao-cao/nop/", receiving.receive, name="receive"),
    path("bao-cao/nop/<uuid:intake_id>/", receiving.intake, name="intake"),
    path(REPORT, reports.report, name="report"),
    path(REPORT + "in/", reports.printed, name="report-print"),
    path(REPORT + "json/", reports.as_json, name="report-json"),
    path(REPORT + "goc/", reports.original, name="report-original"),
    path(REPORT + "so/<str:figure_id>/", reports.figure, name="figure"),
    path(REPORT + "xac-nhan/", confirming.confirm, name="confirm"),
    path(REPORT + "doc-lai/", rereading.rereading, name="reread"),
    path(REPORT + "doc-lai/nhan/", rereading.adopt, name="reread-adopt"),
    path(REPORT + "doc-lai/khong/", rereading.dismiss, name="reread-dismiss"),
    path(FIGURES, reviewing.review, name="review"),
    path(FIGURES + "nhan-het/", reviewing.accept_sound, name="review-accept-sound"),
    path(FIGURE + "nhan/", reviewing.accept, name="review-accept"),
    path(FIGURE + "de-ngoai/", reviewing.leave_out, name="review-leave-out"),
    path(FIGURE + "mo-lai/", reviewing.reopen, name="review-reopen"),
    path(FIGURE + "sua/", reviewing.correct, name="review-correct"),
    path(CHECK + "nhan/", decisions.accept, name="accept"),
    path(CHECK + "bo/", decisions.dismiss, name="dismiss"),
    path(CHECK + "hoan-tac/", decisions.undo, name="undo"),
    path(CHECK + "hoi/", decisions.ask, name="ask"),
    path("mau-thuan/", disputes.disputes, name="disputes"),
    path("mau-thuan/mot/", disputes.dispute, name="dispute"),
    path("mau-thuan/mot/chon/", disputes.choose, name="dispute-choose"),
    path("mau-thuan/mot/rut/", disputes.withdraw, name="dispute-withdraw"),
    path("thu-vien/", gallery.gallery, name="gallery"),
]
