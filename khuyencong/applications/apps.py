from django.apps import AppConfig


class ApplicationsConfig(AppConfig):
    name = "khuyencong.applications"
    label = "applications"
    verbose_name = "Nhu cầu và đề nghị hỗ trợ"

    def ready(self) -> None:
        from khuyencong.applications import tasks  # noqa: F401  (registers the job)
