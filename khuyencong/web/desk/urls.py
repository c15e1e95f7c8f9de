"""Addresses behind the sign-in."""

from django.urls import path

from khuyencong.web.desk import (
    decisions,
    gallery,
    home,
    law,
    law_editing,
    law_register,
    receiving,
    reports,
)

app_name = "desk"
REPORT = "bao-cao/<uuid:document_id>/"
CHECK = REPORT + "muc/<str:check_id>/"
PARAMETER = "luat/tham-so/<uuid:parameter_id>/"

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
    path("luat/", law.register, name="law"),
    path("luat/van-ban/<str:key>/", law.document, name="law-document"),
    path("luat/ghi/", law_register.enter, name="law-enter"),
    path("luat/van-ban/<str:key>/kiem-chung/", law_register.verify, name="law-verify"),
    path("luat/tham-so/", law.parameters, name="law-parameters"),
    path("luat/tinh/ghi/", law_register.record, name="law-record"),
    path("luat/muc/", law.ceilings, name="law-ceilings"),
    path("luat/thu/", law.try_support, name="law-try"),
    path("luat/tinh/", law.instruments, name="law-instruments"),
    path("luat/de-xuat/", law_editing.propose, name="law-propose"),
    path(PARAMETER, law_editing.parameter, name="law-parameter"),
    path(PARAMETER + "xac-nhan/", law_editing.confirm, name="law-confirm"),
    path(PARAMETER + "rut/", law_editing.withdraw, name="law-withdraw"),
    path(PARAMETER + "ket-thuc/", law_editing.end, name="law-end"),
    path(PARAMETER + "ly-do/", law_editing.accept_conflict, name="law-reason"),
    path("luat/ket-thuc/<uuid:end_id>/", law_editing.confirm_end, name="law-confirm-end"),
    path("luat/dieu/<uuid:article_id>/", law_editing.attach, name="law-attach"),
    path("thu-vien/", gallery.gallery, name="gallery"),
]
