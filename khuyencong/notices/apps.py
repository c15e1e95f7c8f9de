from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "khuyencong.notices"
    label = "notices"
    verbose_name = "Thông báo"

    def ready(self) -> None:
        from khuyencong.notices import tasks  # noqa: F401  (registers jobs and handler)
