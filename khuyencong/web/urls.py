"""Every address of the house."""

from django.urls import include, path

urlpatterns = [
    path("", include("khuyencong.web.portal.urls")),
    path("", include("khuyencong.web.label.urls")),
    path("", include("khuyencong.web.asking.urls")),
    path("dich-vu/", include("khuyencong.web.service.urls")),
    path("api/", include("khuyencong.web.api.urls")),
    path("desk/", include("khuyencong.web.desk.urls")),
    path("trao-doi/", include("khuyencong.web.bundles.urls")),
    path("tai-khoan/", include("khuyencong.web.signin_urls")),
]
