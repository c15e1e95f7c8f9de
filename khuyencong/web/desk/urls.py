"""Addresses behind the sign-in."""

from django.urls import path

from khuyencong.web.desk import (
    clusters,
    decisions,
    establishments,
    gallery,
    home,
    law,
    law_editing,
    law_register,
    profiles,
    receiving,
    reports,
    supports,
    trades,
    twins,
)
from khuyencong.web.desk.clusters import ARTISANS, CLUSTERS, VILLAGES

app_name = "desk"
REPORT = "bao-cao/<uuid:document_id>/"
CHECK = REPORT + "muc/<str:check_id>/"
PARAMETER = "luat/tham-so/<uuid:parameter_id>/"
ESTABLISHMENT = "co-so/<uuid:establishment_id>/"
PAIR = ESTABLISHMENT + "voi/<uuid:other_id>/"
CLUSTER = "cum-cong-nghiep/<uuid:record_id>/"
VILLAGE = "lang-nghe/<uuid:record_id>/"
ARTISAN = "nghe-nhan/<uuid:record_id>/"

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
    path("co-so/", establishments.establishments, name="establishments"),
    path("co-so/moi/", profiles.new, name="establishment-new"),
    path("co-so/trung/", twins.pairs, name="twins"),
    path(ESTABLISHMENT, establishments.establishment, name="establishment"),
    path(ESTABLISHMENT + "sua/", profiles.amend, name="establishment-amend"),
    path(ESTABLISHMENT + "xa/", profiles.commune, name="establishment-commune"),
    path(ESTABLISHMENT + "so-lieu/", profiles.figure, name="establishment-figure"),
    path(ESTABLISHMENT + "so-dinh-danh/", profiles.number, name="establishment-number"),
    path(ESTABLISHMENT + "tach/", twins.undo, name="merge-undo"),
    path(ESTABLISHMENT + "ho-tro/", supports.record, name="support-new"),
    path(ESTABLISHMENT + "cho-qua/", supports.override, name="double-override"),
    path(PAIR, twins.compare, name="compare"),
    path(PAIR + "gop/", twins.merge, name="merge"),
    path(PAIR + "khac/", twins.apart, name="apart"),
    path("ho-tro-khac/", supports.supports, name="supports"),
    path("ho-tro-khac/danh-sach/", supports.preview, name="support-list"),
    path("ho-tro-khac/danh-sach/ghi/", supports.record_list, name="support-list-record"),
    path("ho-tro-khac/<uuid:support_id>/rut/", supports.withdraw, name="support-withdraw"),
    path("cum-cong-nghiep/", clusters.listing, {"of": CLUSTERS}, name="clusters"),
    path("cum-cong-nghiep/moi/", clusters.new, {"of": CLUSTERS}, name="cluster-new"),
    path(CLUSTER, clusters.one, {"of": CLUSTERS}, name="cluster"),
    path(CLUSTER + "so-lieu/", clusters.figure, {"of": CLUSTERS}, name="cluster-figure"),
    path("lang-nghe/", clusters.listing, {"of": VILLAGES}, name="villages"),
    path("lang-nghe/moi/", clusters.new, {"of": VILLAGES}, name="village-new"),
    path(VILLAGE, clusters.one, {"of": VILLAGES}, name="village"),
    path(VILLAGE + "cong-nhan/", clusters.recognise, {"of": VILLAGES}, name="village-recognise"),
    path(VILLAGE + "so-lieu/", clusters.figure, {"of": VILLAGES}, name="village-figure"),
    path("nghe-nhan/", clusters.listing, {"of": ARTISANS}, name="artisans"),
    path("nghe-nhan/moi/", clusters.new, {"of": ARTISANS}, name="artisan-new"),
    path(ARTISAN, clusters.one, {"of": ARTISANS}, name="artisan"),
    path(ARTISAN + "cong-nhan/", clusters.recognise, {"of": ARTISANS}, name="artisan-recognise"),
    path("nganh/", trades.trades, name="trades"),
    path("nganh/nhap/", trades.bring_in, name="trades-import"),
    path("thu-vien/", gallery.gallery, name="gallery"),
]
