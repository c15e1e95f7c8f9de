import django.db.models.deletion
from django.db import migrations, models

import khuyencong.core.blobs
import khuyencong.core.identity


class Migration(migrations.Migration):
    dependencies = [
        ("exchange", "0002_calls_keys_pruning"),
    ]

    operations = [
        migrations.CreateModel(
            name="AwaitedFile",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=khuyencong.core.identity.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("sha256", models.CharField(max_length=64, verbose_name="mã băm")),
                ("kept", khuyencong.core.blobs.BlobHash(blank=True)),
                (
                    "refused",
                    models.CharField(blank=True, max_length=300, verbose_name="vì sao không nhận"),
                ),
            ],
            options={
                "verbose_name": "tệp chờ",
            },
        ),
        migrations.CreateModel(
            name="FileThere",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=khuyencong.core.identity.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("sha256", models.CharField(max_length=64, verbose_name="mã băm")),
                ("seq", models.BigIntegerField(default=0)),
            ],
            options={
                "verbose_name": "tệp bên kia đã có",
            },
        ),
        migrations.RemoveConstraint(
            model_name="parked",
            name="parked_why_known",
        ),
        migrations.AddField(
            model_name="bundle",
            name="files",
            field=models.PositiveIntegerField(default=0, verbose_name="số tệp"),
        ),
        migrations.AlterField(
            model_name="parked",
            name="why",
            field=models.CharField(
                choices=[
                    ("missing", "Hồ sơ mà nó dựa vào chưa tới"),
                    ("nameless", "Danh mục dùng chung ở đây chưa có mục này"),
                    ("in_use", "Hồ sơ bị xóa còn được hồ sơ khác ở đây dùng"),
                    ("clash", "Trùng với một hồ sơ khác ở đây"),
                    ("file", "Tệp của nó chưa tới"),
                    ("bad_file", "Tệp của nó không nhận được"),
                ],
                max_length=10,
                verbose_name="vì sao chờ",
            ),
        ),
        migrations.AddConstraint(
            model_name="parked",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("why__in", ["missing", "nameless", "in_use", "clash", "file", "bad_file"])
                ),
                name="parked_why_known",
            ),
        ),
        migrations.AddField(
            model_name="awaitedfile",
            name="partner",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="awaited_files",
                to="exchange.instance",
            ),
        ),
        migrations.AddField(
            model_name="filethere",
            name="partner",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="files_there",
                to="exchange.instance",
            ),
        ),
        migrations.AddConstraint(
            model_name="awaitedfile",
            constraint=models.UniqueConstraint(
                fields=("partner", "sha256"), name="awaitedfile_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="awaitedfile",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kept", ""),
                    models.Q(("kept", models.F("sha256")), ("refused", "")),
                    _connector="OR",
                ),
                name="awaitedfile_kept_is_the_same",
            ),
        ),
        migrations.AddConstraint(
            model_name="filethere",
            constraint=models.UniqueConstraint(fields=("partner", "sha256"), name="filethere_once"),
        ),
    ]
