"""Public addresses."""

from django.urls import path

from khuyencong.web.portal import (
    compare,
    documents,
    evidence,
    health,
    home,
    law,
    ledgers,
    map,
    national,
    national_file,
    open_data,
    places,
    products,
    verifying,
    votes,
)
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
    path("ca-nuoc/", national.national_page, name="national"),
    path("ca-nuoc/bang.csv", national_file.national_file, name="national-file"),
    path("so-sanh/", compare.compare, name="compare"),
    path("so-lieu/", evidence.number_page, name="number"),
    path("tai-lieu/<uuid:document_id>/", documents.document, name="document"),
    path("san-pham/", products.products, name="products"),
    path("san-pham/bang.csv", products.products_file, name="products-file"),
    path("san-pham/danh-muc/", products.printed, name="catalogue"),
    path("san-pham/anh/<uuid:photo_id>/", products.photo, name="product-photo"),
    path("binh-chon/<uuid:round_id>/ket-qua/", products.round_, name="voting-round"),
    path("xac-minh/", verifying.verify, name="verify"),
    path("xac-minh/<str:code>/", verifying.verified, name="verified"),
    path("xac-minh/<str:code>/qr.svg", verifying.qr, name="verified-qr"),
    path("xac-minh/<str:code>/so-tep/", verifying.compare, name="verified-file"),
    path("binh-chon/<uuid:round_id>/so-diem/<int:stage>/", ledgers.ledger, name="ledger"),
    path(
        "binh-chon/<uuid:round_id>/so-diem/<int:stage>.<slug:form>",
        ledgers.file,
        name="ledger-file",
    ),
    path("binh-chon/", votes.votes, name="votes"),
    path("binh-chon/<uuid:round_id>/", votes.vote, name="vote"),
    path("du-lieu-mo/", open_data.bundles, name="open-data"),
    path("du-lieu-mo/dcat.jsonld", open_data.dcat, name="open-data-dcat"),
    path("du-lieu-mo/goi/<str:day>.zip", open_data.archive, name="open-data-archive"),
    path("du-lieu-mo/<slug:name>/", open_data.table, name="open-data-table"),
    path("du-lieu-mo/<str:name>", open_data.file, name="open-data-file"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
]
