import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from khuyencong.values.text import fold


def fill(apps: Apps, schema: BaseDatabaseSchemaEditor) -> None:
    """Give every account of before its name as a search asks for it."""
    users = apps.get_model("accounts", "User").objects
    for user in users.only("full_name").iterator():
        users.filter(pk=user.pk).update(folded=fold(user.full_name))


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_representation"),
        ("registry", "0005_bodies_and_people"),
    ]

    operations = [
        migrations.AddField(
            model_name="membership",
            name="end_reason",
            field=models.CharField(blank=True, max_length=300, verbose_name="lý do thôi"),
        ),
        migrations.AddField(
            model_name="user",
            name="closed_reason",
            field=models.CharField(blank=True, max_length=300, verbose_name="lý do khóa"),
        ),
        migrations.AddField(
            model_name="user",
            name="home",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="registry.organisation",
            ),
        ),
        migrations.AddField(
            model_name="user",
            name="folded",
            field=models.CharField(default="", editable=False, max_length=120),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
