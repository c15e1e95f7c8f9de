"""A ledger frozen before a conflict was found is frozen anew, while nobody has seen it."""

from datetime import datetime

from django.db import transaction

from khuyencong.competitions.actions.stepping import locked_round, note_round
from khuyencong.competitions.models import Ledger, Round
from khuyencong.competitions.queries.ledger import ledger_text
from khuyencong.competitions.states import Stage
from khuyencong.core.users import Actor
from khuyencong.values.canonical import sha256_of


@transaction.atomic
def freeze_again(*, by: Actor, round: Round, at: datetime) -> None:
    """Freeze the ledgers anew where a conflict was found after locking, before they are public.

    The journal keeps both fingerprints.
    """
    round = locked_round(round)
    for ledger in Ledger.objects.select_for_update().filter(round=round):
        text = ledger_text(round, Stage(ledger.stage))
        if text == ledger.text:
            continue
        before, ledger.text, ledger.sha256 = ledger.sha256, text, sha256_of(text.encode())
        ledger.at = at
        ledger.save(update_fields=["text", "sha256", "at"])
        facts = {"stage": ledger.stage, "before": before, "sha256": ledger.sha256}
        note_round("ledger.frozen_again", round, by, at, facts)
