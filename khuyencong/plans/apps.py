from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "khuyencong.plans"
    label = "plans"
    verbose_name = "Kế hoạch"
