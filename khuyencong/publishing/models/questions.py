"""What somebody without an account asked, and what an office answered in public, unnamed."""

from django.db import models
from django.db.models import Q

from khuyencong.core.identity import new_id
from khuyencong.core.models import Identified
from khuyencong.publishing.states import QuestionState, QuestionStep, Topic
from khuyencong.registry.models import Organisation, Place


class PublicQuestion(Identified):
    """A question as it was asked, and beside it the words that are published with the answer.

    Nothing is kept of who asked. `code` is given to the asker alone: it opens what became of it.
    """

    custodian = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    code = models.CharField("mã câu hỏi", max_length=14, unique=True)
    province = models.ForeignKey(
        Place, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    topic = models.CharField("về việc gì", max_length=10, choices=Topic)
    text = models.CharField("câu hỏi", max_length=1500)
    received_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=QuestionState, default=QuestionState.NEW)
    #: What everybody reads: the question in the office's words, and the answer.
    shown = models.CharField("câu hỏi như đăng", max_length=1500, blank=True)
    answer = models.CharField("trả lời", max_length=4000, blank=True)
    basis = models.CharField("căn cứ", max_length=300, blank=True)
    folded = models.TextField(editable=False, blank=True)
    handled_by = models.UUIDField("người trả lời", null=True, blank=True)
    handled_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField("vì sao không trả lời", max_length=300, blank=True)
    #: Changes with every act: who read an older one is told.
    stamp = models.UUIDField(default=new_id, editable=False)
    is_demonstration = models.BooleanField("dữ liệu mẫu", default=False)

    class Meta:
        verbose_name = "câu hỏi"
        indexes = [
            models.Index(fields=["custodian", "state", "received_at"], name="question_waits"),
            models.Index(fields=["state", "-handled_at"], name="question_in_public"),
        ]
        constraints = [
            models.CheckConstraint(
                name="question_says_something", condition=~Q(text="") & ~Q(code="")
            ),
            models.CheckConstraint(
                name="question_codes_known",
                condition=Q(topic__in=Topic.values, state__in=QuestionState.values),
            ),
            models.CheckConstraint(
                name="question_answered_whole",
                condition=~Q(state=QuestionState.ANSWERED) | (~Q(shown="") & ~Q(answer="")),
            ),
            models.CheckConstraint(
                name="question_set_aside_for_a_reason",
                condition=(Q(state=QuestionState.SET_ASIDE) & ~Q(reason=""))
                | (~Q(state=QuestionState.SET_ASIDE) & Q(reason="")),
            ),
            models.CheckConstraint(
                name="question_handled_by_somebody",
                condition=Q(
                    state=QuestionState.NEW, handled_by__isnull=True, handled_at__isnull=True
                )
                | (
                    ~Q(state=QuestionState.NEW)
                    & Q(handled_by__isnull=False, handled_at__isnull=False)
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.code


class QuestionAct(Identified):
    """What was done with a question: who, when, what was said. Never changed."""

    question = models.ForeignKey(PublicQuestion, on_delete=models.PROTECT, related_name="acts")
    step = models.CharField("việc", max_length=10, choices=QuestionStep)
    by = models.UUIDField(null=True)
    at = models.DateTimeField()
    said = models.CharField("đã nói", max_length=4000, blank=True)

    class Meta:
        verbose_name = "việc đã làm với câu hỏi"
        indexes = [models.Index(fields=["question", "at"], name="questionact_history")]
        constraints = [
            models.CheckConstraint(
                name="questionact_step_known", condition=Q(step__in=QuestionStep.values)
            ),
            models.CheckConstraint(
                name="questionact_by_somebody_but_the_asker",
                condition=Q(step=QuestionStep.ASK, by__isnull=True)
                | (~Q(step=QuestionStep.ASK) & Q(by__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.step} {self.question_id}"
