"""What is done in the background: the bundle of the day."""

from datetime import datetime, timedelta

from khuyencong.core.jobs import regularly
from khuyencong.opendata.actions.publishing import publish_if_due


@regularly("publish-open-data", timedelta(minutes=20))
def publish(now: datetime) -> None:
    """Publish the bundle of the day where there is none yet."""
    publish_if_due(now)
