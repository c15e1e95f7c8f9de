from typing import Any

import django.db.models.deletion
from django.db import migrations, models

import khuyencong.core.blobs


def tell_all(apps: Any, schema_editor: object) -> None:
    """Let each act say by itself what stood beside it until now; a sending is told by its row."""
    sendings = apps.get_model("reporting", "Submission").objects.exclude(document=None)
    for sending in sendings.select_related("document").iterator(chunk_size=100):
        sending.file_name = sending.document.file_name
        sending.save(update_fields=["file_name"])
    duties = apps.get_model("reporting", "Duty").objects.order_by("id")
    for duty in duties.iterator(chunk_size=500):
        _tell(duty)


def _tell(duty: Any) -> None:
    sent, at, terms = list(duty.submissions.order_by("ordinal")), -1, None
    for act in duty.acts.order_by("at", "id"):
        if act.step == "send":
            at += 1
        elif act.step in ("accept", "return") and 0 <= at < len(sent):
            act.submission = sent[at].id
            act.arrived_on = sent[at].arrived_on if act.step == "accept" else None
        elif act.step in ("open", "renew"):
            terms = act
            act.data_start, act.data_end = duty.data_start, duty.data_end
            if act.step == "open" and duty.asked_by:
                act.step = "ask"
            if act.due_on and not act.reason:
                is_same = act.due_on == duty.due_on
                act.reason = duty.due_basis if is_same else "Theo yêu cầu của nơi nhận"
        act.save()
    duty.acts.filter(step="send").delete()
    if terms and duty.due_set_by is None:
        # Terms that said "nothing is owed" had changed the days of what was excused by them.
        duty.due_on, duty.due_basis = terms.due_on, terms.reason[:190] if terms.due_on else ""
        duty.save()


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0006_recognitions_by_id"),
        ("reporting", "0001_initial"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="dutyact",
            options={"verbose_name": "việc với báo cáo phải gửi"},
        ),
        migrations.RemoveConstraint(
            model_name="duty",
            name="duty_comes_by_itself_or_is_asked",
        ),
        migrations.RemoveConstraint(
            model_name="dutyact",
            name="dutyact_known",
        ),
        migrations.RemoveConstraint(
            model_name="dutyact",
            name="dutyact_opened_first",
        ),
        migrations.RemoveConstraint(
            model_name="dutyact",
            name="dutyact_opened_once",
        ),
        migrations.RemoveConstraint(
            model_name="submission",
            name="submission_numbered",
        ),
        migrations.RemoveConstraint(
            model_name="submission",
            name="submission_one_with_the_receiver",
        ),
        migrations.RemoveConstraint(
            model_name="submission",
            name="submission_answered_after_it_was_sent",
        ),
        migrations.AddField(
            model_name="dutyact",
            name="arrived_on",
            field=models.DateField(blank=True, null=True, verbose_name="ngày văn bản đến"),
        ),
        migrations.AddField(
            model_name="dutyact",
            name="data_end",
            field=models.DateField(blank=True, null=True, verbose_name="số liệu đến trước ngày"),
        ),
        migrations.AddField(
            model_name="dutyact",
            name="data_start",
            field=models.DateField(blank=True, null=True, verbose_name="số liệu từ ngày"),
        ),
        migrations.AddField(
            model_name="dutyact",
            name="submission",
            field=models.UUIDField(blank=True, null=True, verbose_name="về lần gửi"),
        ),
        migrations.AlterField(
            model_name="dutyact",
            name="at",
            field=models.DateTimeField(verbose_name="lúc"),
        ),
        migrations.AlterField(
            model_name="dutyact",
            name="by",
            field=models.UUIDField(null=True, verbose_name="người làm"),
        ),
        migrations.AlterField(
            model_name="dutyact",
            name="step",
            field=models.CharField(
                choices=[
                    ("open", "Vào lịch báo cáo"),
                    ("ask", "Yêu cầu báo cáo"),
                    ("renew", "Theo chế độ báo cáo mới"),
                    ("accept", "Tiếp nhận"),
                    ("return", "Trả lại"),
                    ("set_due", "Ghi hạn gửi"),
                    ("excuse", "Ghi không phải gửi"),
                    ("ask_again", "Yêu cầu gửi"),
                ],
                max_length=20,
                verbose_name="việc",
            ),
        ),
        migrations.AlterField(
            model_name="submission",
            name="ordinal",
            field=models.PositiveSmallIntegerField(default=0, verbose_name="lần gửi"),
        ),
        migrations.RemoveConstraint(
            model_name="submission",
            name="submission_is_something",
        ),
        migrations.AddField(
            model_name="submission",
            name="file",
            field=khuyencong.core.blobs.BlobHash(blank=True, verbose_name="tệp của báo cáo"),
        ),
        migrations.AddField(
            model_name="submission",
            name="file_name",
            field=models.CharField(blank=True, max_length=200, verbose_name="tên tệp"),
        ),
        migrations.AlterField(
            model_name="dutyact",
            name="duty",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="acts",
                to="reporting.duty",
                verbose_name="báo cáo phải gửi",
            ),
        ),
        migrations.AlterField(
            model_name="submission",
            name="duty",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="submissions",
                to="reporting.duty",
                verbose_name="báo cáo phải gửi",
            ),
        ),
        migrations.AlterField(
            model_name="submission",
            name="sender",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="registry.organisation",
                verbose_name="đơn vị gửi",
            ),
        ),
        migrations.RunPython(tell_all, migrations.RunPython.noop),
        migrations.RemoveField(
            model_name="dutyact",
            name="after",
        ),
        migrations.RemoveField(
            model_name="dutyact",
            name="before",
        ),
        migrations.RemoveField(
            model_name="dutyact",
            name="body",
        ),
        migrations.AddConstraint(
            model_name="duty",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        (
                            "form__in",
                            (
                                "month",
                                "quarter",
                                "half_year",
                                "nine_months",
                                "year",
                                "plan_registration",
                            ),
                        ),
                        ("title", ""),
                    ),
                    models.Q(
                        models.Q(
                            (
                                "form__in",
                                (
                                    "month",
                                    "quarter",
                                    "half_year",
                                    "nine_months",
                                    "year",
                                    "plan_registration",
                                ),
                            ),
                            _negated=True,
                        ),
                        models.Q(("title", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="duty_titled_where_its_form_does_not_say",
            ),
        ),
        migrations.AddConstraint(
            model_name="dutyact",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "step__in",
                        [
                            "open",
                            "ask",
                            "renew",
                            "accept",
                            "return",
                            "set_due",
                            "excuse",
                            "ask_again",
                        ],
                    )
                ),
                name="dutyact_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="dutyact",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("due_on__isnull", True),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="dutyact_due_by_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="dutyact",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("data_end__isnull", True), ("data_start__isnull", True)),
                    models.Q(
                        ("data_end__isnull", False),
                        ("data_start__isnull", False),
                        ("data_start__lt", models.F("data_end")),
                    ),
                    _connector="OR",
                ),
                name="dutyact_days_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="submission",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("paper", ""), _negated=True),
                    models.Q(("file_name", ""), _negated=True),
                    ("edition__isnull", False),
                    _connector="OR",
                ),
                name="submission_is_something",
            ),
        ),
    ]
