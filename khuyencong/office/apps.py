from django.apps import AppConfig


class OfficeConfig(AppConfig):
    name = "khuyencong.office"
    label = "office"
    verbose_name = "Văn thư"
