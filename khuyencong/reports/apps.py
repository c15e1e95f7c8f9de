"""The room of measures and reports."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Reports."""

    name = "khuyencong.reports"
    verbose_name = "Báo cáo"
