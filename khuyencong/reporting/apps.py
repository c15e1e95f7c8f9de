from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "khuyencong.reporting"
    label = "reporting"
    verbose_name = "Lịch báo cáo"

    def ready(self) -> None:
        from khuyencong.reporting import tasks  # noqa: F401  (registers the jobs and the handler)
