from django.apps import AppConfig


class ConnectionsConfig(AppConfig):
    name = "khuyencong.connections"
    label = "connections"
    verbose_name = "Kết nối với hệ thống khác"

    def ready(self) -> None:
        from khuyencong.connections import tasks  # noqa: F401  (registers jobs and handler)
