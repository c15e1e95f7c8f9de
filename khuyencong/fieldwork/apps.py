from django.apps import AppConfig


class FieldworkConfig(AppConfig):
    """Kits that go out, and what comes back."""

    name = "khuyencong.fieldwork"
    verbose_name = "bộ công cụ xã"
    default_auto_field = "django.db.models.BigAutoField"
