from django.apps import AppConfig


class PublishingConfig(AppConfig):
    name = "khuyencong.publishing"
    label = "publishing"
    verbose_name = "Cổng thông tin"
