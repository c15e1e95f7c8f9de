"""Addresses at which a question is asked."""

from django.urls import path

from khuyencong.web.asking import views

app_name = "asking"
urlpatterns = [
    path("hoi-dap/gui/", views.ask, name="ask"),
    path("hoi-dap/ma/", views.typing, name="typing"),
    path("hoi-dap/ma/<str:code>/", views.answered, name="answered"),
]
