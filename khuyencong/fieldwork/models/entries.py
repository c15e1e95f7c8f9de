"""The sheets of a kit: every revision that came, what was made of it, what people decided."""

from django.db import models
from django.db.models import F, Q

from khuyencong.core.identity import new_id
from khuyencong.core.models import Identified
from khuyencong.fieldwork.models.kits import Kit, Returned
from khuyencong.fieldwork.states import EntryKind, EntryState, Side
from khuyencong.projects.models import Line
from khuyencong.registry.models import Establishment


class Entry(Identified):
    """One sheet by the id the device gave it; it becomes one record, however often it comes."""

    #: The kit that told it first; a draft may be gone on with in a later one.
    kit = models.ForeignKey(Kit, on_delete=models.PROTECT, related_name="entries")
    key = models.UUIDField("mã trên máy")
    kind = models.CharField(max_length=10, choices=EntryKind)
    #: The record that the sheet changes, as the kit carried it; None where it tells a new one.
    base_id = models.UUIDField(null=True, blank=True)
    #: The need that a request grows out of.
    need_id = models.UUIDField(null=True, blank=True)
    establishment = models.ForeignKey(
        Establishment, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    line = models.ForeignKey(
        Line, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    #: An establishment that the kit did not carry, as it was typed.
    unlisted = models.CharField("cơ sở chưa có trong sổ", max_length=300, blank=True)
    #: The record that came of it.
    record_id = models.UUIDField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=EntryState, default=EntryState.WAITING)
    newest = models.PositiveIntegerField("bản mới nhất", default=0)
    applied = models.PositiveIntegerField("bản đã vào hồ sơ", default=0)
    #: Why it is held or was dismissed, for a person.
    why = models.TextField("lý do", blank=True)
    first_at = models.DateTimeField("đến lần đầu")
    decided_by = models.UUIDField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "phiếu của bộ công cụ"
        indexes = [models.Index(fields=["kit", "state"], name="fieldentry_listed")]
        constraints = [
            models.UniqueConstraint(name="fieldentry_once", fields=["key"]),
            models.CheckConstraint(
                name="fieldentry_words_known",
                condition=Q(kind__in=EntryKind.values, state__in=EntryState.values),
            ),
            models.CheckConstraint(
                name="fieldentry_applied_among_come", condition=Q(applied__lte=F("newest"))
            ),
            models.CheckConstraint(
                name="fieldentry_applied_has_a_record",
                condition=~Q(state=EntryState.APPLIED) | Q(record_id__isnull=False, applied__gte=1),
            ),
            models.CheckConstraint(
                name="fieldentry_held_says_why",
                condition=~Q(state__in=[EntryState.HELD, EntryState.DISMISSED]) | ~Q(why=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.key}"


class Revision(Identified):
    """What a sheet said when it was marked as done on the device; it never changes any more."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField("bản")
    sha256 = models.CharField(max_length=64)
    #: The copy of the kit that wrote it: a draft may be carried to another device.
    device = models.UUIDField()
    #: Of each copy the revision that this one went on from: {device: number}, itself among them.
    known = models.JSONField()
    returned = models.ForeignKey(Returned, on_delete=models.PROTECT, related_name="revisions")
    #: Answers as they were typed, by field.
    typed = models.JSONField()
    #: What was seen on the spot, in the words of who was there.
    seen = models.TextField("đã thấy gì", blank=True)
    device_at = models.DateTimeField("giờ trên máy")
    #: Its answers as they were read when it was applied; None while it is not.
    told = models.JSONField(null=True, blank=True)
    #: When it was applied, or a person decided that it is not.
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["entry", "number"], name="fieldrevision_told")]
        constraints = [
            models.UniqueConstraint(
                name="fieldrevision_once", fields=["entry", "number", "sha256"]
            ),
            models.CheckConstraint(name="fieldrevision_counts", condition=Q(number__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.number}"


class Decision(Identified):
    """What a person decided about one field that both sides had changed, and why."""

    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="decisions")
    field = models.CharField(max_length=40)
    base = models.JSONField(null=True)
    ours = models.JSONField(null=True)
    theirs = models.JSONField(null=True)
    chosen = models.CharField(max_length=6, choices=Side)
    reason = models.CharField("lý do", max_length=300)
    by = models.UUIDField("người quyết định")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="fielddecision_once", fields=["revision", "field", "at"]),
            models.CheckConstraint(name="fielddecision_has_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="fielddecision_side_known", condition=Q(chosen__in=Side.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.field}: {self.chosen}"


class SiteNote(Identified):
    """What was found at a line before its council sits: the draft that the council begins with."""

    line = models.OneToOneField(Line, on_delete=models.PROTECT, related_name="site_note")
    #: Values by field, as `fieldwork.rules.values` writes them.
    values = models.JSONField(default=dict)
    stamp = models.UUIDField(default=new_id, editable=False)
    by = models.UUIDField("người ghi")
    changed_at = models.DateTimeField()

    class Meta:
        verbose_name = "ghi nhận tại chỗ"

    def __str__(self) -> str:
        return str(self.line_id)
