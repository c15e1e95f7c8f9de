"""Entries that are made because a record that came names them."""

from datetime import datetime

from khuyencong.exchange.rows import Codecs
from khuyencong.reporting.actions.naming import Naming


def naming_codecs(at: datetime) -> Codecs:
    """Return codecs that write down a report that is owed where what is read speaks of it."""
    return Codecs({"reporting.Duty": Naming(at).duty})
