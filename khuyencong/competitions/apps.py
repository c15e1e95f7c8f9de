from django.apps import AppConfig


class CompetitionsConfig(AppConfig):
    name = "khuyencong.competitions"
    label = "competitions"
    verbose_name = "Bình chọn"
