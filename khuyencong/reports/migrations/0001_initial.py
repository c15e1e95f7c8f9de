import django.db.models.deletion
from django.db import migrations, models

import khuyencong.core.blobs
import khuyencong.core.identity
import khuyencong.reports.states


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("office", "0001_initial"),
        ("registry", "0005_bodies_and_people"),
    ]

    operations = [
        migrations.CreateModel(
            name="Edition",
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
                ("number", models.PositiveSmallIntegerField(verbose_name="ấn bản")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Dự thảo"),
                            ("reviewed", "Đã soát, chờ ký"),
                            ("signed", "Đã ký"),
                            ("sent", "Đã gửi"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="bước",
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True, max_length=1000, verbose_name="lý do lập bản thay"
                    ),
                ),
                ("code", models.CharField(max_length=14, unique=True, verbose_name="mã xác minh")),
                ("name", models.CharField(max_length=200, verbose_name="nơi báo cáo")),
                ("as_of", models.DateTimeField(verbose_name="số liệu đến")),
                ("document", models.TextField(verbose_name="văn bản")),
                ("figures", models.TextField(verbose_name="số liệu")),
                ("rows", models.BinaryField(verbose_name="hồ sơ làm nên số liệu")),
                ("row_count", models.PositiveIntegerField(verbose_name="số hồ sơ")),
                ("chapters", models.JSONField(default=dict, verbose_name="phần tự viết")),
                ("document_sha256", models.CharField(max_length=64)),
                ("figures_sha256", models.CharField(max_length=64)),
                ("rows_sha256", models.CharField(max_length=64)),
                ("content_hash", models.CharField(max_length=64, verbose_name="mã băm nội dung")),
                ("drafted_by", models.UUIDField()),
                ("drafted_at", models.DateTimeField()),
                ("reviewed_by", models.UUIDField(blank=True, null=True)),
                ("reviewed_at", models.DateTimeField(blank=True, null=True)),
                ("signed_by", models.UUIDField(blank=True, null=True)),
                ("signed_at", models.DateTimeField(blank=True, null=True)),
                ("issue_sha256", models.CharField(blank=True, max_length=64)),
                ("address", models.CharField(blank=True, max_length=200)),
                (
                    "signed_pdf",
                    khuyencong.core.blobs.BlobHash(blank=True, verbose_name="tệp PDF đã ký số"),
                ),
                ("signatures", models.JSONField(default=list, verbose_name="chữ ký số")),
                ("sent_by", models.UUIDField(blank=True, null=True)),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                (
                    "docx",
                    khuyencong.core.blobs.BlobHash(blank=True, verbose_name="tệp Word đã gửi"),
                ),
                ("pdf", khuyencong.core.blobs.BlobHash(blank=True, verbose_name="tệp PDF đã gửi")),
                (
                    "issue",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="office.issueddocument",
                    ),
                ),
                (
                    "supersedes",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="correction",
                        to="reports.edition",
                    ),
                ),
            ],
            options={
                "verbose_name": "ấn bản báo cáo",
            },
        ),
        migrations.CreateModel(
            name="EditionStep",
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
                ("name", models.CharField(max_length=20, verbose_name="việc")),
                ("by", models.UUIDField()),
                ("at", models.DateTimeField()),
                ("reason", models.CharField(blank=True, max_length=1000, verbose_name="lý do")),
                ("content_hash", models.CharField(max_length=64)),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="reports.edition",
                    ),
                ),
            ],
            options={
                "verbose_name": "việc đã làm với một ấn bản",
                "ordering": ("at", "id"),
            },
        ),
        migrations.CreateModel(
            name="Report",
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
                ("start", models.DateField(verbose_name="từ ngày")),
                ("end", models.DateField(verbose_name="đến trước ngày")),
                (
                    "form",
                    models.CharField(
                        choices=[
                            ("period", "Báo cáo giai đoạn"),
                            ("year", "Báo cáo năm"),
                            ("half_year", "Báo cáo 6 tháng"),
                            ("nine_months", "Báo cáo 9 tháng"),
                            ("quarter", "Báo cáo quý"),
                            ("month", "Báo cáo tháng"),
                            ("plan_registration", "Báo cáo đăng ký kế hoạch"),
                            ("thematic", "Báo cáo chuyên đề"),
                        ],
                        max_length=20,
                        verbose_name="loại báo cáo",
                    ),
                ),
                (
                    "borders",
                    models.CharField(
                        choices=[("then", "then"), ("today", "today")],
                        default=khuyencong.reports.states.Borders["THEN"],
                        max_length=10,
                        verbose_name="địa giới",
                    ),
                ),
                ("opened_by", models.UUIDField()),
                ("opened_at", models.DateTimeField()),
                (
                    "custodian",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.organisation",
                        verbose_name="đơn vị báo cáo",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.place",
                        verbose_name="địa phương",
                    ),
                ),
            ],
            options={
                "verbose_name": "báo cáo định kỳ",
            },
        ),
        migrations.AddField(
            model_name="edition",
            name="report",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="editions",
                to="reports.report",
            ),
        ),
        migrations.CreateModel(
            name="ChapterVersion",
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
                ("key", models.CharField(max_length=40, verbose_name="phần")),
                ("number", models.PositiveSmallIntegerField(verbose_name="lần")),
                ("text", models.TextField(blank=True, verbose_name="lời văn")),
                ("by", models.UUIDField()),
                ("at", models.DateTimeField()),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="chapter_versions",
                        to="reports.edition",
                    ),
                ),
            ],
            options={
                "verbose_name": "phần tự viết",
                "ordering": ("key", "number"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("edition", "key", "number"), name="chapterversion_number_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1)),
                        name="chapterversion_counted_from_one",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.UniqueConstraint(
                fields=("custodian", "place", "start", "end", "form", "borders"), name="report_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(("end__gt", models.F("start"))), name="report_has_a_day"
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "form__in",
                        [
                            "period",
                            "year",
                            "half_year",
                            "nine_months",
                            "quarter",
                            "month",
                            "plan_registration",
                            "thematic",
                        ],
                    )
                ),
                name="report_form_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(("borders__in", ["then", "today"])), name="report_borders_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.UniqueConstraint(
                fields=("report", "number"), name="edition_number_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ("draft", "reviewed"))),
                fields=("report",),
                name="edition_one_living",
            ),
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["draft", "reviewed", "signed", "sent"])),
                name="edition_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("number", 1), ("reason", ""), ("supersedes__isnull", True)),
                    models.Q(
                        ("number__gte", 2),
                        ("supersedes__isnull", False),
                        models.Q(("reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="edition_follows_another_for_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("document_sha256", ""), _negated=True),
                    models.Q(("figures_sha256", ""), _negated=True),
                    models.Q(("rows_sha256", ""), _negated=True),
                    models.Q(("content_hash", ""), _negated=True),
                ),
                name="edition_has_hashes",
            ),
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.CheckConstraint(
                condition=models.Q(("code", ""), _negated=True), name="edition_has_a_code"
            ),
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("reviewed_at__isnull", True),
                        ("reviewed_by__isnull", True),
                        ("state", "draft"),
                    ),
                    models.Q(
                        ("reviewed_at__isnull", False),
                        ("reviewed_by__isnull", False),
                        ("state__in", ("reviewed", "signed", "sent")),
                    ),
                    _connector="OR",
                ),
                name="edition_reviewed_as_its_state_says",
            ),
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("address", ""),
                        ("issue__isnull", True),
                        ("issue_sha256", ""),
                        ("signed_at__isnull", True),
                        ("signed_by__isnull", True),
                        ("signed_pdf", ""),
                        ("state__in", ("draft", "reviewed")),
                    ),
                    models.Q(
                        ("issue__isnull", False),
                        ("signed_at__isnull", False),
                        ("signed_by__isnull", False),
                        ("state__in", ("signed", "sent")),
                        models.Q(("address", ""), _negated=True),
                        models.Q(("issue_sha256", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="edition_signed_as_its_state_says",
            ),
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("sent_at__isnull", True),
                        ("sent_by__isnull", True),
                        ("state__in", ["draft", "reviewed", "signed"]),
                        ("docx", ""),
                        ("pdf", ""),
                    ),
                    models.Q(
                        ("sent_at__isnull", False),
                        ("sent_by__isnull", False),
                        ("state", "sent"),
                        models.Q(("docx", ""), _negated=True),
                        models.Q(("pdf", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="edition_sent_as_its_state_says",
            ),
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("reviewed_at__isnull", True),
                        ("reviewed_at__gte", models.F("drafted_at")),
                        _connector="OR",
                    ),
                    models.Q(
                        ("signed_at__isnull", True),
                        ("signed_at__gte", models.F("reviewed_at")),
                        _connector="OR",
                    ),
                    models.Q(
                        ("sent_at__isnull", True),
                        ("sent_at__gte", models.F("signed_at")),
                        _connector="OR",
                    ),
                ),
                name="edition_steps_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("reviewed_by__isnull", True),
                        models.Q(("reviewed_by", models.F("drafted_by")), _negated=True),
                        _connector="OR",
                    ),
                    models.Q(
                        ("signed_by__isnull", True),
                        models.Q(("signed_by", models.F("drafted_by")), _negated=True),
                        _connector="OR",
                    ),
                    models.Q(
                        ("signed_by__isnull", True),
                        models.Q(("signed_by", models.F("reviewed_by")), _negated=True),
                        _connector="OR",
                    ),
                ),
                name="edition_by_three_persons",
            ),
        ),
    ]
