"""Software that speaks to the API with a key, and a province with one record of each kind."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from khuyencong.accounts.models import User
from khuyencong.connections.models import AccessToken
from khuyencong.connections.rules import fresh_key
from khuyencong.core.identity import new_id
from tests.factories import make_token

ROOT = "/api/v1/"


@dataclass
class Software:
    """A program that asks, with a key or without."""

    key: str = ""
    token: AccessToken | None = None

    def get(self, path: str, **headers: str) -> HttpResponse:
        """Read an address below the root."""
        return Client().get(ROOT + path, headers=self._headers(headers))

    def post(self, path: str, body: object, **headers: str) -> HttpResponse:
        """Ask for a change; each time under a key of its own unless one is told."""
        return self._send("post", path, body, headers)

    def patch(self, path: str, body: object, **headers: str) -> HttpResponse:
        """Ask for a correction."""
        return self._send("patch", path, body, headers)

    def _send(self, method: str, path: str, body: object, headers: dict[str, str]) -> HttpResponse:
        told = {"Idempotency-Key": new_id().hex, **self._headers(headers)}
        told = {name: value for name, value in told.items() if value}
        content = told.pop("Content-Type", "application/json")
        send: Any = getattr(Client(), method)
        answer: HttpResponse = send(ROOT + path, body, content_type=content, headers=told)
        return answer

    def _headers(self, headers: dict[str, str]) -> dict[str, str]:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return {"Authorization": f"Bearer {self.key}", **named} if self.key else named


Speak = Callable[..., Software]


@pytest.fixture
def speak() -> Speak:
    """Return the function that gives software with a key of somebody."""

    def speaking(user: User, *rights: str, **more: object) -> Software:
        fresh = fresh_key()
        if rights:
            more["rights"] = [str(right) for right in rights]
        told = {"sha256": fresh.sha256, "prefix": fresh.prefix}
        return Software(fresh.key, make_token(user, **told | more))

    return speaking


@pytest.fixture
def anybody() -> Software:
    """Return software without a key."""
    return Software()
