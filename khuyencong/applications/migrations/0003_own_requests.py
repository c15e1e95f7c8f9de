import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import khuyencong.core.identity


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_representation"),
        ("applications", "0002_proposals"),
        ("registry", "0005_bodies_and_people"),
    ]

    operations = [
        migrations.AddField(
            model_name="request",
            name="by_establishment",
            field=models.BooleanField(default=False, verbose_name="cơ sở tự lập"),
        ),
        migrations.AddField(
            model_name="request",
            name="helped",
            field=models.UUIDField(null=True, verbose_name="người được giúp"),
        ),
        migrations.AddField(
            model_name="request",
            name="helper",
            field=models.UUIDField(null=True, verbose_name="cán bộ đang giúp"),
        ),
        migrations.AddConstraint(
            model_name="request",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("helped__isnull", True), ("helper__isnull", True)),
                    models.Q(
                        ("by_establishment", True),
                        ("helped__isnull", False),
                        ("helper__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="request_helped_by_somebody",
            ),
        ),
        migrations.CreateModel(
            name="Claim",
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
                    "form",
                    models.CharField(
                        choices=[
                            ("enterprise", "Doanh nghiệp"),
                            ("cooperative", "Hợp tác xã"),
                            ("cooperative_union", "Liên hiệp hợp tác xã"),
                            ("cooperative_group", "Tổ hợp tác"),
                            ("household_business", "Hộ kinh doanh"),
                        ],
                        max_length=20,
                        verbose_name="loại hình",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="tên cơ sở")),
                (
                    "tax_code",
                    models.CharField(blank=True, max_length=14, verbose_name="mã số thuế"),
                ),
                (
                    "street",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="số nhà, thôn, đường"
                    ),
                ),
                ("phone", models.CharField(blank=True, max_length=11, verbose_name="điện thoại")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("pending", "Chờ xác nhận"),
                            ("confirmed", "Đã xác nhận"),
                            ("refused", "Không xác nhận"),
                            ("withdrawn", "Đã rút"),
                        ],
                        default="pending",
                        max_length=10,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="lý do")),
                ("decided_by", models.UUIDField(null=True, verbose_name="người xác nhận")),
                ("decided_at", models.DateTimeField(null=True)),
                ("typed", models.JSONField(blank=True, default=dict)),
                (
                    "stamp",
                    models.UUIDField(default=khuyencong.core.identity.new_id, editable=False),
                ),
                ("recorded_at", models.DateTimeField()),
                (
                    "commune",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.place",
                    ),
                ),
                (
                    "custodian",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.organisation",
                    ),
                ),
                (
                    "establishment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.establishment",
                    ),
                ),
                (
                    "found",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.establishment",
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="applications.request",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "đăng ký đại diện cơ sở",
                "indexes": [models.Index(fields=["custodian", "state"], name="claim_listed")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="claim_has_name"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "form__in",
                                [
                                    "enterprise",
                                    "cooperative",
                                    "cooperative_union",
                                    "cooperative_group",
                                    "household_business",
                                ],
                            )
                        ),
                        name="claim_form_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("tax_code__regex", "^([0-9]{10}(-[0-9]{3})?)?$"),
                            ("phone__regex", "^(0[0-9]{9,10})?$"),
                        ),
                        name="claim_numbers_shape",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["pending", "confirmed", "refused", "withdrawn"])
                        ),
                        name="claim_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("establishment__isnull", False), ("state", "confirmed")),
                            models.Q(
                                models.Q(("state", "confirmed"), _negated=True),
                                ("establishment__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="claim_confirmed_for_an_establishment",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["confirmed", "refused"]), _negated=True),
                            models.Q(("decided_at__isnull", False), ("decided_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="claim_decided_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by__isnull", True),
                            models.Q(("decided_by", models.F("user")), _negated=True),
                            _connector="OR",
                        ),
                        name="claim_not_decided_by_who_claims",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "refused"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="claim_refused_for_a_reason",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "pending")),
                        fields=("user", "name", "commune"),
                        name="claim_waits_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Help",
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
                ("code", models.CharField(max_length=6, verbose_name="mã giúp")),
                ("asked_by", models.UUIDField(verbose_name="người của cơ sở")),
                ("asked_at", models.DateTimeField()),
                ("until", models.DateTimeField(verbose_name="mã có giá trị đến")),
                ("officer", models.UUIDField(null=True, verbose_name="cán bộ giúp")),
                (
                    "consent",
                    models.CharField(blank=True, max_length=200, verbose_name="đồng ý thế nào"),
                ),
                ("begun_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("ended_by", models.UUIDField(null=True, verbose_name="người dừng")),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="helps",
                        to="applications.request",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("code__regex", "^[A-Z0-9]{6}$")), name="help_code_shape"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("until__gt", models.F("asked_at"))),
                        name="help_code_is_short",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("begun_at__isnull", True),
                                ("consent", ""),
                                ("officer__isnull", True),
                            ),
                            models.Q(
                                ("begun_at__isnull", False),
                                ("officer__isnull", False),
                                models.Q(("consent", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="help_begun_with_consent",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("officer__isnull", True),
                            models.Q(("officer", models.F("asked_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="help_not_by_oneself",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("request",),
                        name="help_one_at_a_time",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("code",),
                        name="help_code_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Upload",
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
                ("file_name", models.CharField(max_length=150, verbose_name="tên tệp")),
                ("size", models.PositiveIntegerField(verbose_name="cỡ (byte)")),
                ("sha256", models.CharField(blank=True, max_length=64)),
                ("received", models.PositiveIntegerField(default=0, verbose_name="đã nhận (byte)")),
                ("by", models.UUIDField(verbose_name="người nộp")),
                ("recorded_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                (
                    "kind",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="applications.paperkind",
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="applications.paper",
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="uploads",
                        to="applications.request",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["sha256"], name="upload_fingerprint")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("size__gte", 1), ("received__lte", models.F("size"))),
                        name="upload_within_its_size",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sha256__regex", "^([0-9a-f]{64})?$")),
                        name="upload_fingerprint_shape",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("file_name", ""), _negated=True), name="upload_has_name"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("paper__isnull", True), ("received", models.F("size")), _connector="OR"
                        ),
                        name="upload_done_is_whole",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="UploadPart",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("offset", models.PositiveIntegerField()),
                ("data", models.BinaryField()),
                (
                    "upload",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parts",
                        to="applications.upload",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("upload", "offset"), name="uploadpart_once")
                ],
            },
        ),
    ]
