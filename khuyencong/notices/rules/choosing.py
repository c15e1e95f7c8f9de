"""What a person may choose about being told."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time

from khuyencong.notices.states import Kind, Way, When

#: So long may an address for messages be.
LONGEST = 80


@dataclass(frozen=True)
class Wanted:
    """All that a person chooses: by kind and way when, quiet hours, addresses by way."""

    ways: Mapping[tuple[Kind, Way], When]
    quiet: tuple[time, time]
    addresses: Mapping[Way, str]
