"""Council, jury, secretariat; who keeps out of what; the session that decides."""

from django.db import models
from django.db.models import Q

from khuyencong.accounts.models import User
from khuyencong.competitions.models.entries import Entry
from khuyencong.competitions.models.rounds import Round
from khuyencong.competitions.states import ConflictKind, SeatBody, SeatRole, Vote
from khuyencong.core.models import Identified
from khuyencong.registry.models import Establishment, Organisation


class Seat(Identified):
    """Somebody appointed to a body of a round, by a decision."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="seats")
    body = models.CharField("ban", max_length=12, choices=SeatBody)
    role = models.CharField("vai trò", max_length=8, choices=SeatRole, default=SeatRole.MEMBER)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="seats")
    #: "GK-01": what the published ledger calls him; given by chance, so that it tells nothing.
    code = models.CharField("mã thành viên", max_length=8)
    post = models.CharField("chức vụ, đơn vị", max_length=200, blank=True)
    #: What is known of his interests: names fold alike, codes are compared as they stand.
    employer = models.CharField("nơi làm việc", max_length=200, blank=True)
    employer_tax_code = models.CharField("mã số thuế nơi làm việc", max_length=14, blank=True)
    owned = models.CharField("cơ sở mình sở hữu", max_length=200, blank=True)
    owned_tax_code = models.CharField("mã số thuế cơ sở ấy", max_length=14, blank=True)
    decision = models.CharField("quyết định", max_length=100)
    decided_on = models.DateField("ngày quyết định")
    declared_at = models.DateTimeField("đã khai xung đột lợi ích lúc", null=True, blank=True)
    #: What he declared: establishments by name, by tax code, as he wrote them.
    ties = models.JSONField("cơ sở đã khai", default=list, blank=True)
    by = models.UUIDField("người ghi", null=True)
    recorded_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    end_reason = models.CharField("lý do thôi", max_length=500, blank=True)

    class Meta:
        verbose_name = "thành viên"
        constraints = [
            models.CheckConstraint(name="seat_by_a_decision", condition=~Q(decision="")),
            models.CheckConstraint(name="seat_body_known", condition=Q(body__in=SeatBody.values)),
            models.UniqueConstraint(name="seat_code_once", fields=["round", "code"]),
            models.UniqueConstraint(
                name="seat_held_once",
                fields=["round", "body", "user"],
                condition=Q(ended_at__isnull=True),
            ),
            models.UniqueConstraint(
                name="seat_one_chair",
                fields=["round", "body"],
                condition=Q(ended_at__isnull=True, role=SeatRole.CHAIR),
            ),
        ]

    def __str__(self) -> str:
        return self.code


class Conflict(Identified):
    """A seat that keeps out of everything an establishment enters in the round.

    What was found by a name alone may be lifted by the secretariat with a written reason; nothing
    else is.
    """

    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="conflicts")
    establishment = models.ForeignKey(Establishment, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField("vì", max_length=12, choices=ConflictKind)
    reason = models.CharField("nói rõ", max_length=500, blank=True)
    by = models.UUIDField("người ghi", null=True)
    at = models.DateTimeField()
    lifted_by = models.UUIDField("người gỡ", null=True, blank=True)
    lifted_at = models.DateTimeField(null=True, blank=True)
    lift_reason = models.CharField("lý do gỡ", max_length=500, blank=True)

    class Meta:
        verbose_name = "xung đột lợi ích"
        constraints = [
            models.UniqueConstraint(name="conflict_once", fields=["seat", "establishment", "kind"]),
            models.CheckConstraint(
                name="conflict_lifted_for_a_reason",
                condition=Q(lifted_at__isnull=True, lifted_by__isnull=True, lift_reason="")
                | Q(
                    kind__in=[ConflictKind.OWNER_NAME, ConflictKind.EMPLOYER],
                    lifted_at__isnull=False,
                    lifted_by__isnull=False,
                )
                & ~Q(lift_reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seat_id} – {self.establishment_id}"


class CouncilSession(Identified):
    """The one session of a round in which the council decides; closed once, with one number."""

    round = models.OneToOneField(Round, on_delete=models.PROTECT, related_name="session")
    held_on = models.DateField("ngày họp")
    where = models.CharField("nơi họp", max_length=200, blank=True)
    #: How many of the council must be there, as the council's own rules say; a percentage.
    quorum_percent = models.PositiveSmallIntegerField("tỷ lệ có mặt tối thiểu")
    quorum_basis = models.CharField("căn cứ của tỷ lệ", max_length=200, blank=True)
    opened_by = models.UUIDField("người mở")
    opened_at = models.DateTimeField()
    closed_by = models.UUIDField("người đóng", null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    minutes_year = models.PositiveSmallIntegerField(null=True, blank=True)
    minutes_number = models.PositiveIntegerField("số biên bản", null=True, blank=True)
    #: The minutes as `documents.kept` writes them, and their fingerprint.
    minutes = models.JSONField(null=True, blank=True)
    minutes_sha256 = models.CharField(max_length=64, blank=True)
    remarks = models.TextField("ý kiến tại phiên họp", blank=True)

    class Meta:
        verbose_name = "phiên họp hội đồng"
        constraints = [
            models.CheckConstraint(
                name="councilsession_quorum_is_a_part",
                condition=Q(quorum_percent__gte=1, quorum_percent__lte=100),
            ),
            models.CheckConstraint(
                name="councilsession_closed_whole",
                condition=Q(
                    closed_at__isnull=True,
                    closed_by__isnull=True,
                    minutes_number__isnull=True,
                    minutes_year__isnull=True,
                    minutes_sha256="",
                )
                | Q(
                    closed_at__isnull=False,
                    closed_by__isnull=False,
                    minutes_number__isnull=False,
                    minutes_number__gte=1,
                    minutes_year__isnull=False,
                )
                & ~Q(minutes_sha256=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round_id} {self.held_on}"


class MinutesCounter(models.Model):
    """The last number of minutes of the councils of a body in a year; the lock of the next."""

    body = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(name="minutescounter_once", fields=["body", "year"])]

    def __str__(self) -> str:
        return f"{self.body_id} {self.year}: {self.last}"


class Attendance(Identified):
    """A member of the council who was at the session."""

    session = models.ForeignKey(CouncilSession, on_delete=models.PROTECT, related_name="present")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(name="attendance_once", fields=["session", "seat"])]

    def __str__(self) -> str:
        return f"{self.session_id} {self.seat_id}"


class Ballot(Identified):
    """What a member of the council said to one entry."""

    session = models.ForeignKey(CouncilSession, on_delete=models.PROTECT, related_name="ballots")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="ballots")
    vote = models.CharField(max_length=8, choices=Vote)
    by = models.UUIDField("người ghi", null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="ballot_once", fields=["session", "seat", "entry"]),
            models.CheckConstraint(name="ballot_vote_known", condition=Q(vote__in=Vote.values)),
        ]

    def __str__(self) -> str:
        return f"{self.seat_id} {self.entry_id} {self.vote}"


class Verdict(Identified):
    """What the council made of an entry; where it departs from the ranking, it says why."""

    session = models.ForeignKey(CouncilSession, on_delete=models.PROTECT, related_name="verdicts")
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="verdict")
    rank = models.PositiveSmallIntegerField("hạng", null=True, blank=True)
    recognised = models.BooleanField("đề nghị công nhận")
    #: Chosen for the level above.
    nominated = models.BooleanField("chọn dự cấp trên", default=False)
    prize = models.CharField("giải", max_length=60, blank=True)
    prize_money = models.BigIntegerField("tiền thưởng (đồng)", default=0)
    #: What the sum rests on; asked for where no ceiling of the day was read.
    prize_basis = models.CharField("căn cứ mức thưởng", max_length=200, blank=True)
    reason = models.CharField("lý do", max_length=500, blank=True)
    votes_for = models.PositiveSmallIntegerField(default=0)
    votes_against = models.PositiveSmallIntegerField(default=0)
    votes_abstained = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="verdict_nominates_what_it_recognises",
                condition=Q(nominated=False) | Q(recognised=True),
            ),
            models.CheckConstraint(
                name="verdict_prize_of_the_recognised",
                condition=Q(prize_money=0) | Q(prize_money__gt=0, recognised=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} {'công nhận' if self.recognised else 'không'}"
