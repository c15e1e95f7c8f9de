"""The tables of keys, of addresses that are told, and of answers given once."""

from khuyencong.connections.models.answers import KeptAnswer
from khuyencong.connections.models.hooks import Delivery, Hook
from khuyencong.connections.models.tokens import AccessToken

__all__ = ["AccessToken", "Delivery", "Hook", "KeptAnswer"]
