import django.db.models.deletion
from django.db import migrations, models

import khuyencong.core.blobs
import khuyencong.core.identity


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("registry", "0005_bodies_and_people"),
    ]

    operations = [
        migrations.CreateModel(
            name="Instance",
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
                ("proposed_by", models.UUIDField(null=True, verbose_name="người đề nghị")),
                ("proposed_at", models.DateTimeField(verbose_name="đề nghị lúc")),
                ("confirmed_by", models.UUIDField(null=True, verbose_name="người xác nhận")),
                ("confirmed_at", models.DateTimeField(null=True, verbose_name="xác nhận lúc")),
                ("name", models.CharField(max_length=150, verbose_name="tên hệ thống")),
                ("address", models.CharField(blank=True, max_length=200, verbose_name="địa chỉ")),
                ("public", models.TextField(verbose_name="khóa công khai")),
                ("is_own", models.BooleanField(default=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "Chờ người khác xác nhận"),
                            ("active", "Đang trao đổi"),
                            ("ended", "Đã ngừng"),
                        ],
                        max_length=10,
                        verbose_name="tình trạng",
                    ),
                ),
                ("ended_by", models.UUIDField(null=True, verbose_name="người ngừng")),
                ("ended_at", models.DateTimeField(null=True, verbose_name="ngừng lúc")),
                (
                    "end_reason",
                    models.CharField(blank=True, max_length=300, verbose_name="lý do ngừng"),
                ),
                ("last_seq", models.BigIntegerField(default=0)),
                ("scanned_at", models.DateTimeField(null=True)),
                ("said_through", models.BigIntegerField(default=0)),
                ("said_held", models.JSONField(default=list)),
                ("sent_through", models.BigIntegerField(default=0)),
                ("taken_through", models.BigIntegerField(default=0)),
                ("asked_files", models.JSONField(default=list)),
                ("tried_at", models.DateTimeField(null=True, verbose_name="lần nối gần nhất")),
                ("trouble", models.CharField(blank=True, max_length=300, verbose_name="trở ngại")),
                (
                    "body",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "hệ thống trao đổi",
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("confirmed_by__isnull", True),
                            ("proposed_by__isnull", True),
                            models.Q(("confirmed_by", models.F("proposed_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="exchange_instance_two_persons",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["proposed", "active", "ended"])),
                        name="instance_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="instance_has_name"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "ended"), _negated=True),
                            models.Q(("end_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="instance_ended_for_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "active"), _negated=True),
                            ("is_own", True),
                            ("confirmed_at__isnull", False),
                            _connector="OR",
                        ),
                        name="instance_active_after_two_persons",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_own", True)),
                        fields=("is_own",),
                        name="instance_one_is_ours",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Home",
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
                (
                    "valid_until",
                    models.DateField(blank=True, null=True, verbose_name="đến trước ngày"),
                ),
                ("proposed_by", models.UUIDField(null=True, verbose_name="người đề nghị")),
                ("proposed_at", models.DateTimeField(verbose_name="đề nghị lúc")),
                ("confirmed_by", models.UUIDField(null=True, verbose_name="người xác nhận")),
                ("confirmed_at", models.DateTimeField(null=True, verbose_name="xác nhận lúc")),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.organisation",
                        verbose_name="đơn vị",
                    ),
                ),
                (
                    "instance",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="homes",
                        to="exchange.instance",
                    ),
                ),
            ],
            options={
                "verbose_name": "nơi giữ hồ sơ",
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from__isnull", True),
                            ("valid_until__isnull", True),
                            ("valid_from__lt", models.F("valid_until")),
                            _connector="OR",
                        ),
                        name="home_days_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("confirmed_by__isnull", True),
                            ("proposed_by__isnull", True),
                            models.Q(("confirmed_by", models.F("proposed_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="exchange_home_two_persons",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("confirmed_at__isnull", False), ("valid_until__isnull", True)
                        ),
                        fields=("organisation",),
                        name="home_one_today",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Conflict",
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
                ("seq", models.BigIntegerField()),
                ("kind", models.CharField(max_length=60, verbose_name="loại")),
                ("record", models.UUIDField()),
                ("custodian", models.UUIDField(null=True)),
                ("base", models.CharField(blank=True, max_length=64)),
                ("theirs", models.TextField(blank=True)),
                ("theirs_hash", models.CharField(blank=True, max_length=64)),
                ("told_at", models.DateTimeField(verbose_name="họ ghi lúc")),
                ("bundle", models.CharField(max_length=64)),
                ("at", models.DateTimeField(verbose_name="nhận lúc")),
                (
                    "verdict",
                    models.CharField(
                        choices=[
                            ("open", "Chờ quyết định"),
                            ("ours", "Giữ bản ở đây"),
                            ("theirs", "Lấy bản gửi đến"),
                            ("fields", "Chọn từng mục"),
                            ("same", "Hai bên đã giống nhau"),
                            ("replaced", "Có đề nghị mới hơn"),
                        ],
                        default="open",
                        max_length=10,
                        verbose_name="quyết định",
                    ),
                ),
                ("ours", models.TextField(blank=True)),
                ("taken", models.JSONField(default=list)),
                ("decided_by", models.UUIDField(null=True, verbose_name="người quyết định")),
                ("decided_at", models.DateTimeField(null=True, verbose_name="quyết định lúc")),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="lý do")),
                (
                    "partner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="conflicts",
                        to="exchange.instance",
                    ),
                ),
            ],
            options={
                "verbose_name": "đề nghị của hệ thống khác",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "verdict__in",
                                ["open", "ours", "theirs", "fields", "same", "replaced"],
                            )
                        ),
                        name="conflict_verdict_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("verdict__in", ["ours", "theirs", "fields"]), _negated=True),
                            models.Q(
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                                models.Q(("reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="conflict_decided_for_a_reason",
                    ),
                    models.UniqueConstraint(fields=("partner", "seq"), name="conflict_told_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("verdict", "open")),
                        fields=("partner", "kind", "record"),
                        name="conflict_one_open",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Change",
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
                ("seq", models.BigIntegerField(unique=True)),
                ("group", models.BigIntegerField()),
                ("at", models.DateTimeField()),
                (
                    "sort",
                    models.CharField(
                        choices=[
                            ("record", "Bản ghi của nơi quản lý"),
                            ("proposal", "Đề nghị sửa"),
                            ("answer", "Trả lời đề nghị"),
                        ],
                        max_length=10,
                    ),
                ),
                ("kind", models.CharField(max_length=60)),
                ("record", models.UUIDField()),
                ("base", models.CharField(blank=True, max_length=64)),
                ("hash", models.CharField(blank=True, max_length=64)),
                ("body", models.TextField(blank=True)),
                ("answer", models.JSONField(null=True)),
                (
                    "to",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="exchange.instance",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["kind", "record"], name="change_of_record")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("group__gte", 1), ("seq__gte", 1)),
                        name="change_seq_from_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sort__in", ["record", "proposal", "answer"])),
                        name="change_sort_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("body", ""), ("hash", "")),
                            models.Q(
                                models.Q(("hash", ""), _negated=True),
                                models.Q(("body", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="change_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("sort", "record"), ("to__isnull", False), _connector="OR"
                        ),
                        name="change_wish_has_an_address",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Bundle",
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
                    "direction",
                    models.CharField(
                        choices=[("out", "Gửi đi"), ("in", "Nhận về")],
                        max_length=5,
                        verbose_name="chiều",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("written", "Đã lập"),
                            ("waiting", "Đến sớm, chờ gói trước"),
                            ("taken", "Đã nhận đủ"),
                        ],
                        max_length=10,
                        verbose_name="tình trạng",
                    ),
                ),
                ("sha256", models.CharField(max_length=64, verbose_name="mã băm")),
                ("covers", models.JSONField()),
                ("whole_until", models.BigIntegerField(default=0)),
                ("count", models.PositiveIntegerField(default=0, verbose_name="số thay đổi")),
                ("size", models.PositiveBigIntegerField(verbose_name="số byte")),
                ("at", models.DateTimeField(verbose_name="lúc")),
                ("by", models.UUIDField(null=True, verbose_name="người làm")),
                ("file", khuyencong.core.blobs.BlobHash(blank=True)),
                (
                    "partner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bundles",
                        to="exchange.instance",
                    ),
                ),
            ],
            options={
                "verbose_name": "gói dữ liệu",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("direction__in", ["out", "in"])),
                        name="bundle_direction_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["written", "waiting", "taken"])),
                        name="bundle_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "waiting"), _negated=True),
                            models.Q(("file", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="bundle_waiting_is_kept",
                    ),
                    models.UniqueConstraint(
                        fields=("partner", "direction", "sha256"), name="bundle_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Known",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=60)),
                ("record", models.UUIDField()),
                ("custodian", models.UUIDField(null=True)),
                ("hash", models.CharField(blank=True, max_length=64)),
                ("proposed", models.CharField(max_length=64, null=True)),
                ("seq", models.BigIntegerField(default=0)),
                ("bundle", models.CharField(blank=True, max_length=64)),
                ("at", models.DateTimeField()),
                (
                    "source",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="exchange.instance",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["record"], name="known_of_record")],
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "record"), name="known_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="OutsideCode",
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
                (
                    "valid_until",
                    models.DateField(blank=True, null=True, verbose_name="đến trước ngày"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("agency", "Mã định danh điện tử của cơ quan"),
                            ("procedure", "Mã thủ tục hành chính"),
                        ],
                        max_length=10,
                        verbose_name="loại mã",
                    ),
                ),
                ("code", models.CharField(max_length=60, verbose_name="mã")),
                ("name", models.CharField(blank=True, max_length=200, verbose_name="tên")),
                ("source", models.CharField(max_length=200, verbose_name="nguồn")),
                ("verified", models.BooleanField(default=False, verbose_name="đã kiểm chứng")),
                ("by", models.UUIDField(null=True, verbose_name="người ghi")),
                ("recorded_at", models.DateTimeField(verbose_name="ghi lúc")),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "mã dùng với hệ thống ngoài",
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from__isnull", True),
                            ("valid_until__isnull", True),
                            ("valid_from__lt", models.F("valid_until")),
                            _connector="OR",
                        ),
                        name="outsidecode_days_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["agency", "procedure"])),
                        name="outsidecode_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "agency"), ("organisation__isnull", False)),
                            models.Q(
                                ("kind", "procedure"),
                                ("organisation__isnull", True),
                                models.Q(("name", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="outsidecode_names_its_own",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("code", ""), _negated=True),
                            models.Q(("source", ""), _negated=True),
                        ),
                        name="outsidecode_told_with_source",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("valid_until__isnull", True)),
                        fields=("kind", "code"),
                        name="outsidecode_once_today",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Parked",
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
                ("seq", models.BigIntegerField()),
                ("kind", models.CharField(max_length=60, verbose_name="loại")),
                ("record", models.UUIDField()),
                ("hash", models.CharField(blank=True, max_length=64)),
                ("body", models.TextField(blank=True)),
                ("told_at", models.DateTimeField()),
                (
                    "why",
                    models.CharField(
                        choices=[
                            ("missing", "Hồ sơ mà nó dựa vào chưa tới"),
                            ("nameless", "Danh mục dùng chung ở đây chưa có mục này"),
                            ("in_use", "Hồ sơ bị xóa còn được hồ sơ khác ở đây dùng"),
                            ("clash", "Trùng với một hồ sơ khác ở đây"),
                        ],
                        max_length=10,
                        verbose_name="vì sao chờ",
                    ),
                ),
                ("detail", models.CharField(blank=True, max_length=200, verbose_name="chi tiết")),
                ("bundle", models.CharField(max_length=64)),
                ("at", models.DateTimeField(verbose_name="chờ từ")),
                (
                    "partner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parked",
                        to="exchange.instance",
                    ),
                ),
            ],
            options={
                "verbose_name": "thay đổi chờ",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("why__in", ["missing", "nameless", "in_use", "clash"])),
                        name="parked_why_known",
                    ),
                    models.UniqueConstraint(
                        fields=("partner", "kind", "record"), name="parked_once"
                    ),
                ],
            },
        ),
    ]
