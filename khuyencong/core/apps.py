from django.apps import AppConfig
from django.db.backends.signals import connection_created


class CoreConfig(AppConfig):
    name = "khuyencong.core"
    label = "core"
    verbose_name = "Nền chung"

    def ready(self) -> None:
        from khuyencong.core.collation import register_collation

        connection_created.connect(register_collation, dispatch_uid="vietnamese-collation")
