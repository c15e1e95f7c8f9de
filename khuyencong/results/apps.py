from django.apps import AppConfig


class ResultsConfig(AppConfig):
    name = "khuyencong.results"
    label = "results"
    verbose_name = "Kết quả"
