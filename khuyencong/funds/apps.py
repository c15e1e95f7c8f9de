from django.apps import AppConfig


class FundsConfig(AppConfig):
    name = "khuyencong.funds"
    label = "funds"
    verbose_name = "Kinh phí"
