from django.apps import AppConfig


class IngestionConfig(AppConfig):
    name = "khuyencong.ingestion"
    label = "ingestion"
    verbose_name = "Tiếp nhận báo cáo"

    def ready(self) -> None:
        from khuyencong.ingestion import tasks  # noqa: F401  (registers the letters' handler)
