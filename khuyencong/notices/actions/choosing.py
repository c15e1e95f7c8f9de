"""A person chooses how he is told."""

import re

from django.db import transaction

from khuyencong.accounts.models import User
from khuyencong.core.refusal import Refused
from khuyencong.notices.models import Address, Preference, Quiet
from khuyencong.notices.rules.choosing import LONGEST, Wanted
from khuyencong.notices.states import DEFAULT, Kind, Way, When
from khuyencong.values.text import clean

PHONE = re.compile(r"(?:\+84|0)\d{9,10}")


@transaction.atomic
def choose(*, by: User, wanted: Wanted) -> None:
    """Keep what a person chose in the place of what stood. Refused for an address that is none.

    Messages that wait already leave as they were to.
    """
    User.objects.select_for_update().get(id=by.id)
    addresses = {way: _address(way, typed) for way, typed in wanted.addresses.items()}
    for way in (Way.SMS, Way.CHAT):
        asked = any(wanted.ways[(kind, way)] is not When.NEVER for kind in Kind)
        if asked and not addresses.get(way):
            raise Refused(f"Ghi nơi nhận {way.label.lower()}, hoặc chọn “không gửi” cho cách này.")
    Preference.objects.filter(user=by).delete()
    Preference.objects.bulk_create(
        Preference(user=by, kind=kind, way=way, when=when)
        for (kind, way), when in wanted.ways.items()
        if when is not DEFAULT[way]
    )
    begins, ends = wanted.quiet
    Quiet.objects.update_or_create(user=by, defaults={"begins": begins, "ends": ends})
    Address.objects.filter(user=by).delete()
    Address.objects.bulk_create(
        Address(user=by, way=way, value=value) for way, value in addresses.items() if value
    )


def _address(way: Way, typed: str) -> str:
    value = clean(typed)
    if way is Way.SMS:
        value = re.sub(r"[ .()-]", "", value)
        if value and not PHONE.fullmatch(value):
            raise Refused("Số điện thoại gồm 10 hoặc 11 chữ số, bắt đầu bằng 0 hoặc +84.")
    if len(value) > LONGEST or not value.isprintable():
        raise Refused(f"Nơi nhận dài không quá {LONGEST} ký tự, không có ký tự lạ.")
    return value
