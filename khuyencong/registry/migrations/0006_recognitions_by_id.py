"""Recognitions get ids that mean the same row everywhere: they travel between instances."""

from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

import django.db.models.deletion
from django.db import migrations, models

import khuyencong.core.identity

KINDS = [
    ("craft_village", "Làng nghề"),
    ("traditional_craft_village", "Làng nghề truyền thống"),
    ("traditional_craft", "Nghề truyền thống"),
    ("artisan", "Nghệ nhân"),
    ("meritorious_artisan", "Nghệ nhân ưu tú"),
    ("peoples_artisan", "Nghệ nhân nhân dân"),
]
TABLES = (
    ("CraftVillageRecognition", "village", "registry.craftvillage"),
    ("ArtisanRecognition", "artisan", "registry.artisan"),
)
FIELDS = ("valid_from", "valid_until", "kind", "decision", "issuer", "recorded_at", "by")


def id_of(name: str, of: UUID, kind: str, day: object) -> UUID:
    """Return one id for one recognition, wherever it was written down before it could travel."""
    return uuid5(NAMESPACE_URL, f"khuyencong:{name}:{of}:{kind}:{day}")


def copy(apps: Any, schema_editor: Any) -> None:
    """Copy the rows, each under the id that it has everywhere."""
    for name, of, _ in TABLES:
        old, new = apps.get_model("registry", name), apps.get_model("registry", f"{name}ById")
        database = schema_editor.connection.alias
        rows = old.objects.using(database).order_by("pk")
        new.objects.using(database).bulk_create(
            [
                new(
                    id=id_of(name, getattr(row, f"{of}_id"), row.kind, row.valid_from),
                    **{column: getattr(row, column) for column in (*FIELDS, f"{of}_id")},
                )
                for row in rows
            ],
            batch_size=500,
        )


def _table(name: str, of: str, to: str) -> migrations.CreateModel:
    return migrations.CreateModel(
        name=f"{name}ById",
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
            ("valid_from", models.DateField(blank=True, null=True, verbose_name="từ ngày")),
            ("valid_until", models.DateField(blank=True, null=True, verbose_name="đến trước ngày")),
            ("kind", models.CharField(choices=KINDS, max_length=30, verbose_name="danh hiệu")),
            ("decision", models.CharField(max_length=120, verbose_name="quyết định công nhận")),
            ("issuer", models.CharField(max_length=120, verbose_name="cơ quan công nhận")),
            ("recorded_at", models.DateTimeField()),
            ("by", models.UUIDField(null=True, verbose_name="người ghi")),
            (
                of,
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to=to
                ),
            ),
        ],
        options={"abstract": False},
    )


def _instead(name: str, of: str, to: str) -> list[migrations.operations.base.Operation]:
    low = name.lower()
    constraints = [
        models.CheckConstraint(
            condition=models.Q(
                ("valid_from__isnull", True),
                ("valid_until__isnull", True),
                ("valid_from__lt", models.F("valid_until")),
                _connector="OR",
            ),
            name=f"{low}_days_in_order",
        ),
        models.CheckConstraint(
            condition=models.Q(("kind__in", [kind for kind, _ in KINDS])), name=f"{low}_kind_known"
        ),
        models.CheckConstraint(
            condition=models.Q(
                models.Q(("decision", ""), _negated=True),
                models.Q(("issuer", ""), _negated=True),
                ("valid_from__isnull", False),
            ),
            name=f"{low}_has_decision_and_day",
        ),
        models.UniqueConstraint(fields=(of, "kind", "valid_from"), name=f"{low}_once"),
    ]
    related = models.ForeignKey(
        on_delete=django.db.models.deletion.PROTECT, related_name="recognitions", to=to
    )
    return [
        migrations.DeleteModel(name=name),
        migrations.RenameModel(old_name=f"{name}ById", new_name=name),
        migrations.AlterField(model_name=low, name=of, field=related),
        *(migrations.AddConstraint(model_name=low, constraint=one) for one in constraints),
    ]


class Migration(migrations.Migration):
    dependencies = [("registry", "0005_bodies_and_people")]

    operations = [
        *(_table(*one) for one in TABLES),
        migrations.RunPython(copy, migrations.RunPython.noop),
        *(operation for one in TABLES for operation in _instead(*one)),
    ]
