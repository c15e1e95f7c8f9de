"""The room of the exchange, as Django knows it."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """Bundles between instances."""

    name = "khuyencong.exchange"
    label = "exchange"
    verbose_name = "Trao đổi giữa các hệ thống"

    def ready(self) -> None:
        """Register the job."""
        from khuyencong.exchange import tasks  # noqa: F401
