"""Signing in and out: only these doors of the sign-in library are open."""

from allauth.account import views
from django.urls import path

from khuyencong.web import forgotten, identity, own_address

urlpatterns = [
    path("dang-nhap/", views.login, name="account_login"),
    path("dang-xuat/", views.logout, name="account_logout"),
    path("doi-mat-khau/", views.password_change, name="account_change_password"),
    path("quen-mat-khau/", forgotten.forgot, name="account_forgot"),
    path("quen-mat-khau/da-gui/", forgotten.sent, name="account_forgot_sent"),
    path("mat-khau-moi/", forgotten.reset, name="account_new_password"),
    path("mat-khau-moi/<str:link>/", forgotten.open_, name="account_password_link"),
    path("thu-dien-tu/", own_address.change, name="account_own_address"),
    path("xac-nhan-thu/", own_address.confirm, name="account_address"),
    path("xac-nhan-thu/gui/", own_address.send, name="account_address_send"),
    path("xac-nhan-thu/<str:link>/", own_address.open_, name="account_address_link"),
    # By an identity from elsewhere, where the environment names a provider.
    path("dinh-danh/", identity.identity, name="identity"),
    path("dinh-danh/go/", identity.untie, name="identity-untie"),
    path("dinh-danh/<slug:provider_id>/", identity.leave, name="openid_connect_login"),
    path("dinh-danh/<slug:provider_id>/ve/", identity.arrive, name="openid_connect_callback"),
]
