from django.apps import AppConfig


class IngestionConfig(AppConfig):
    name = "khuyencong.ingestion"
    label = "ingestion"
    verbose_name = "Tiếp nhận báo cáo"
