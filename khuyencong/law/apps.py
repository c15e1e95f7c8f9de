from django.apps import AppConfig


class LawConfig(AppConfig):
    name = "khuyencong.law"
    label = "law"
    verbose_name = "Pháp luật khuyến công"
