"""The room of integrity checks, as Django knows it; it keeps no table of its own."""

from django.apps import AppConfig


class QualityConfig(AppConfig):
    """Integrity checks."""

    name = "khuyencong.quality"
