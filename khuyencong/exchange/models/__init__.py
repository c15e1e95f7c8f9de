"""The tables of the exchange: who takes part, what changed, what came, what is to be decided."""

from khuyencong.exchange.models.bundles import (
    AwaitedFile,
    Bundle,
    Conflict,
    FileThere,
    Parked,
)
from khuyencong.exchange.models.codes import OutsideCode
from khuyencong.exchange.models.instances import FormerKey, Home, Instance
from khuyencong.exchange.models.log import Change, Known

__all__ = [
    "AwaitedFile",
    "Bundle",
    "Change",
    "Conflict",
    "FileThere",
    "FormerKey",
    "Home",
    "Instance",
    "Known",
    "OutsideCode",
    "Parked",
]
