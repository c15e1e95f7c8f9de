"""What is done in the background: partners with an address are called."""

import logging
from datetime import datetime, timedelta

from khuyencong.core.jobs import regularly
from khuyencong.core.refusal import Refused
from khuyencong.exchange.actions.calling import NoAnswer, call, note_call
from khuyencong.exchange.actions.pruning import prune
from khuyencong.exchange.models import Instance
from khuyencong.exchange.sealed import BadBundle
from khuyencong.exchange.states import InstanceState
from khuyencong.values.errors import Unreadable

DISK = "không ghi hay đọc được tệp của gói trên máy chủ này"
logger = logging.getLogger(__name__)


@regularly("prune-exchange-log", timedelta(days=1))
def prune_log(now: datetime) -> None:
    """Drop from our log what every partner took and a later state replaced."""
    prune(at=now)


@regularly("exchange-with-partners", timedelta(minutes=10))
def call_partners(now: datetime) -> None:
    """Call each partner; one that is not reached keeps nobody else from being called."""
    partners = Instance.objects.filter(is_own=False, state=InstanceState.ACTIVE)
    for partner in partners.exclude(address="").order_by("id"):
        trouble = ""
        try:
            call(partner=partner, at=now)
        except (NoAnswer, BadBundle, Refused, Unreadable, OSError) as refusal:
            trouble = str(refusal) if not isinstance(refusal, OSError) else DISK
            logger.warning("exchange with %s: %s", partner.pk, type(refusal).__name__)
        note_call(partner=partner, at=now, trouble=trouble)
