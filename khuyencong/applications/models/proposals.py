"""Proposals and difficulties on their way up, and the limits and causes gathered through a year."""

from django.db import models
from django.db.models import F, Q

from khuyencong.applications.states import (
    PROPOSAL_STEPS,
    ProposalKind,
    ProposalState,
    RaisedBy,
    TagKind,
)
from khuyencong.core.identity import new_id
from khuyencong.core.models import Identified, Recorded
from khuyencong.law.models import LegalDocument
from khuyencong.registry.models import Establishment, Organisation, Place

REASONED = [step.name for step in PROPOSAL_STEPS if step.needs_reason]


class Proposal(Identified):
    """What somebody asks of those above, or what stands in his way; as it stands now.

    `custodian` raised it and keeps it, `holder` has it before him and must do something.
    """

    custodian = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    holder = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField("loại", max_length=10, choices=ProposalKind)
    raised_by = models.CharField("ai nêu", max_length=15, choices=RaisedBy)
    establishment = models.ForeignKey(
        Establishment, on_delete=models.PROTECT, null=True, blank=True, related_name="proposals"
    )
    #: Where it arises; none for one that is of the whole country.
    place = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, related_name="+")
    #: The province of that place on the day it was raised.
    province = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, related_name="+")
    occasion = models.CharField("hội nghị", max_length=150, blank=True)
    what = models.CharField("kiến nghị gì", max_length=200)
    details = models.CharField("nói rõ", max_length=2000, blank=True)
    raised_on = models.DateField("ngày nêu")
    #: A person entered it; nobody reckons it.
    due_on = models.DateField("hạn trả lời", null=True, blank=True)
    due_basis = models.CharField("hạn theo đâu", max_length=150, blank=True)
    state = models.CharField(max_length=10, choices=ProposalState, default=ProposalState.OPEN)
    answer = models.CharField("trả lời", max_length=2000, blank=True)
    answer_paper = models.CharField("văn bản trả lời", max_length=150, blank=True)
    answered_on = models.DateField("ngày trả lời", null=True, blank=True)
    draft = models.ForeignKey(
        LegalDocument, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    by = models.UUIDField("người ghi", null=True)
    recorded_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    #: Changes with every step: who read an older one is told.
    stamp = models.UUIDField(default=new_id, editable=False)
    is_demonstration = models.BooleanField("dữ liệu mẫu", default=False)

    class Meta:
        verbose_name = "kiến nghị"
        indexes = [
            models.Index(fields=["holder", "state"], name="proposal_waits"),
            models.Index(fields=["custodian", "-raised_on"], name="proposal_listed"),
        ]
        constraints = [
            models.CheckConstraint(name="proposal_says_what", condition=~Q(what="")),
            models.CheckConstraint(
                name="proposal_codes_known",
                condition=Q(
                    kind__in=ProposalKind.values,
                    raised_by__in=RaisedBy.values,
                    state__in=ProposalState.values,
                ),
            ),
            models.CheckConstraint(
                name="proposal_of_an_establishment_names_it",
                condition=Q(raised_by=RaisedBy.ESTABLISHMENT, establishment__isnull=False)
                | ~Q(raised_by=RaisedBy.ESTABLISHMENT) & Q(establishment__isnull=True),
            ),
            models.CheckConstraint(
                name="proposal_of_a_conference_names_it",
                condition=~Q(raised_by=RaisedBy.CONFERENCE) | ~Q(occasion=""),
            ),
            models.CheckConstraint(
                name="proposal_place_and_province",
                condition=Q(place__isnull=True, province__isnull=True)
                | Q(place__isnull=False, province__isnull=False),
            ),
            models.CheckConstraint(
                name="proposal_answered_with_an_answer",
                condition=Q(state=ProposalState.ANSWERED, answered_on__isnull=False) & ~Q(answer="")
                | ~Q(state=ProposalState.ANSWERED) & Q(answered_on__isnull=True, answer=""),
            ),
            models.CheckConstraint(
                name="proposal_in_a_draft_names_it",
                condition=~Q(state=ProposalState.IN_DRAFT) | Q(draft__isnull=False),
            ),
            models.CheckConstraint(
                name="proposal_days_in_order",
                condition=(Q(due_on__isnull=True) | Q(due_on__gte=F("raised_on")))
                & (Q(answered_on__isnull=True) | Q(answered_on__gte=F("raised_on"))),
            ),
        ]

    def __str__(self) -> str:
        return self.what


class ProposalMove(Identified):
    """One hop of a proposal's way: who, when, why, from which body to which. Never changed."""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="moves")
    name = models.CharField(max_length=20)
    before = models.CharField(max_length=10, choices=ProposalState, blank=True)
    after = models.CharField(max_length=10, choices=ProposalState)
    from_body = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="+"
    )
    to_body = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    by = models.UUIDField("người làm", null=True)
    at = models.DateTimeField()
    reason = models.CharField("lý do", max_length=2000, blank=True)
    paper = models.CharField("văn bản", max_length=150, blank=True)
    due_on = models.DateField("hạn", null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["proposal", "at"], name="proposalmove_told")]
        constraints = [
            models.CheckConstraint(
                name="proposalmove_states_known",
                condition=Q(before__in=["", *ProposalState.values], after__in=ProposalState.values),
            ),
            models.CheckConstraint(
                name="proposalmove_raised_first",
                condition=Q(name="raise", before="", from_body__isnull=True)
                | ~Q(name="raise") & ~Q(before="") & Q(from_body__isnull=False),
            ),
            models.CheckConstraint(
                name="proposalmove_has_reason",
                condition=~Q(name__in=REASONED) | ~Q(reason=""),
            ),
            models.UniqueConstraint(
                name="proposalmove_raised_once", fields=["proposal"], condition=Q(name="raise")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.name}"


class Tag(models.Model):
    """A word of the small vocabulary under which limits and causes are counted; kept as data."""

    code = models.SlugField("mã", max_length=40, primary_key=True)
    kind = models.CharField("loại", max_length=10, choices=TagKind)
    name = models.CharField("tên", max_length=150)
    position = models.PositiveSmallIntegerField("thứ tự")
    source = models.CharField("theo đâu", max_length=150, blank=True)

    class Meta:
        verbose_name = "nhãn"
        constraints = [
            models.CheckConstraint(name="tag_has_name", condition=~Q(name="")),
            models.CheckConstraint(name="tag_kind_known", condition=Q(kind__in=TagKind.values)),
        ]

    def __str__(self) -> str:
        return self.name


class Remark(Recorded):
    """A limit or a cause that somebody noted on a day, under a tag; taken back, never deleted."""

    custodian = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    tag = models.ForeignKey(Tag, on_delete=models.PROTECT, related_name="remarks")
    #: What it was drawn from; none where it was noted by itself.
    proposal = models.ForeignKey(
        Proposal, on_delete=models.PROTECT, null=True, blank=True, related_name="remarks"
    )
    place = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, related_name="+")
    #: The province of that place on that day.
    province = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, related_name="+")
    day = models.DateField("ngày")
    told = models.CharField("ghi rõ", max_length=500, blank=True)
    taken_back = models.CharField("vì sao bỏ", max_length=300, blank=True)
    by = models.UUIDField("người ghi", null=True)
    is_demonstration = models.BooleanField("dữ liệu mẫu", default=False)

    class Meta(Recorded.Meta):
        verbose_name = "hạn chế, nguyên nhân"
        indexes = [models.Index(fields=["tag", "day"], name="remark_counted")]
        constraints = [
            *Recorded.Meta.constraints,
            models.CheckConstraint(
                name="remark_says_something", condition=Q(proposal__isnull=False) | ~Q(told="")
            ),
            models.CheckConstraint(
                name="remark_taken_back_for_a_reason",
                condition=Q(superseded_at__isnull=True, taken_back="")
                | Q(superseded_at__isnull=False) & ~Q(taken_back=""),
            ),
            models.CheckConstraint(
                name="remark_place_and_province",
                condition=Q(place__isnull=True, province__isnull=True)
                | Q(place__isnull=False, province__isnull=False),
            ),
            models.UniqueConstraint(
                name="remark_tag_once",
                fields=["proposal", "tag"],
                condition=Q(superseded_at__isnull=True, proposal__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tag_id} {self.day}"
