from django.apps import AppConfig


class OpendataConfig(AppConfig):
    name = "khuyencong.opendata"
    label = "opendata"
    verbose_name = "Dữ liệu mở"

    def ready(self) -> None:
        from khuyencong.opendata import tasks  # noqa: F401  (registers the job)
