"""Every address of the house."""

from django.urls import include, path

from khuyencong.web.fieldwork.posting import take

urlpatterns = [
    path("", include("khuyencong.web.portal.urls")),
    path("", include("khuyencong.web.label.urls")),
    path("", include("khuyencong.web.asking.urls")),
    path("dich-vu/", include("khuyencong.web.service.urls")),
    path("api/", include("khuyencong.web.api.urls")),
    path("bo-cong-cu/nop", take, name="kit-return"),
    path("desk/", include("khuyencong.web.desk.urls")),
    path("trao-doi/", include("khuyencong.web.bundles.urls")),
    path("tai-khoan/", include("khuyencong.web.signin_urls")),
]
