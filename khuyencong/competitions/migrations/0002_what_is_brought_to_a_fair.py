"""What an exhibitor brings has a key that leaves the house."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

import khuyencong.core.identity


def copy(apps: Any, schema_editor: Any) -> None:
    """Give each product that was brought a row with a key that leaves the house."""
    Exhibitor = apps.get_model("competitions", "Exhibitor")
    Brought = apps.get_model("competitions", "Brought")
    pairs = Exhibitor.products.through.objects.order_by("id")
    Brought.objects.bulk_create(
        (
            Brought(exhibitor_id=exhibitor, product_id=product)
            for exhibitor, product in pairs.values_list("exhibitor_id", "product_id").iterator()
        ),
        batch_size=1000,
    )


def copy_back(apps: Any, schema_editor: Any) -> None:
    """Put the pairs back where they were."""
    Exhibitor = apps.get_model("competitions", "Exhibitor")
    Brought = apps.get_model("competitions", "Brought")
    through = Exhibitor.products.through
    pairs = Brought.objects.order_by("id").values_list("exhibitor_id", "product_id")
    through.objects.bulk_create(
        (through(exhibitor_id=one, product_id=product) for one, product in pairs.iterator()),
        batch_size=1000,
    )


class Migration(migrations.Migration):
    dependencies = [("competitions", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Brought",
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
                (
                    "exhibitor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="competitions.exhibitor",
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="competitions.product",
                    ),
                ),
            ],
            options={
                "verbose_name": "sản phẩm mang đến hội chợ",
                "constraints": [
                    models.UniqueConstraint(fields=("exhibitor", "product"), name="brought_once")
                ],
            },
        ),
        migrations.RunPython(copy, copy_back),
        migrations.RemoveField(model_name="exhibitor", name="products"),
        migrations.AddField(
            model_name="exhibitor",
            name="products",
            field=models.ManyToManyField(
                blank=True,
                related_name="fairs",
                through="competitions.Brought",
                to="competitions.product",
            ),
        ),
    ]
