"""How a person wants to be told: by which ways and when, in which hours not, where."""

from django.db import models
from django.db.models import Q

from khuyencong.accounts.models import User
from khuyencong.core.models import Identified
from khuyencong.notices.states import Kind, Way, When


class Preference(Identified):
    """When notices of a kind leave for a person by a way."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="notice_preferences")
    kind = models.CharField(max_length=10, choices=Kind)
    way = models.CharField(max_length=4, choices=Way)
    when = models.CharField(max_length=8, choices=When)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "kind", "way"], name="preference_once"),
            models.CheckConstraint(
                name="preference_known",
                condition=Q(kind__in=Kind.values, way__in=Way.values, when__in=When.values),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.way}: {self.when}"


class Quiet(Identified):
    """The hours in which nothing leaves for a person; over midnight where they end earlier."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="quiet_hours")
    begins = models.TimeField("từ")
    ends = models.TimeField("đến")

    def __str__(self) -> str:
        return f"{self.begins:%H:%M}–{self.ends:%H:%M}"


class Address(Identified):
    """Where a person wants messages by a way other than mail, as he typed it himself."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="notice_addresses")
    way = models.CharField(max_length=4, choices=Way)
    value = models.CharField("địa chỉ nhận", max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "way"], name="address_one_a_way"),
            models.CheckConstraint(
                name="address_of_a_gateway",
                condition=Q(way__in=[Way.SMS, Way.CHAT]) & ~Q(value=""),
            ),
        ]

    def __str__(self) -> str:
        return str(self.way)
