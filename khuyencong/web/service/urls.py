"""Addresses of the online public service."""

from django.urls import path

from khuyencong.web.applying.urls import addresses
from khuyencong.web.service import (
    claims,
    early,
    home,
    notices,
    requests,
    tracking,
    uploads,
)

app_name = "service"
CLAIM, REQUEST = "co-so/<uuid:claim_id>/", "ho-so/<uuid:request_id>/"
urlpatterns = [
    path("", home.home, name="home"),
    path("dang-ky/", claims.register, name="register"),
    path("co-so/moi/", claims.new, name="claim-new"),
    path(CLAIM, claims.claim, name="claim"),
    path(CLAIM + "rut/", claims.withdraw, name="claim-withdraw"),
    path(CLAIM + "phan/<slug:part>/", early.part, name="early-part"),
    path("ho-so/moi/<uuid:establishment_id>/", requests.start, name="start"),
    path(REQUEST, requests.page, name="request"),
    *addresses(requests.FACE, request=REQUEST, paper="giay/<uuid:paper_id>/"),
    path(REQUEST + "tai-len/", uploads.begin, name="upload-begin"),
    path("tai-len/<uuid:upload_id>/", uploads.piece, name="upload"),
    path(REQUEST + "gui/", requests.send, name="request-send"),
    path(REQUEST + "rut/", requests.withdraw, name="withdraw"),
    path(REQUEST + "giup/", requests.ask_help, name="help"),
    path(REQUEST + "giup/dung/", requests.end_help, name="help-end"),
    path("thong-bao/", notices.notices, name="notices"),
    path("thong-bao/<uuid:notice_id>/", notices.notice, name="notice"),
    path("thong-bao/<uuid:notice_id>/mo/", notices.open_, name="notice-open"),
    path("tra-cuu/", tracking.typing, name="track"),
    path("tra-cuu/<str:code>/", tracking.status, name="status"),
]
