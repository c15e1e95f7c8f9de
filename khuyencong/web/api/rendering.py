"""JSON as the API writes and reads it: whole numbers stay whole, nothing nests without end."""

import json
from typing import Any, Never
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest
from ninja.parser import Parser
from ninja.renderers import BaseRenderer


class UnreadableBody(Exception):
    """What was sent is no JSON that this service reads."""


class Encoder(DjangoJSONEncoder):
    """Days and moments as ISO 8601, with all that is known of a moment."""

    def default(self, o: Any) -> Any:
        """Return what JSON writes of a value."""
        if isinstance(o, UUID):
            return str(o)
        return super().default(o)


def written(shown: Any) -> bytes:
    """Return a value as JSON."""
    return json.dumps(shown, cls=Encoder, ensure_ascii=False, separators=(",", ":")).encode()


class Renderer(BaseRenderer):
    """Writes answers."""

    media_type = "application/json"

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> bytes:
        """Return an answer as it is sent."""
        return written(data)


class Reader(Parser):
    """Reads bodies: UTF-8, an object, no numbers that are none."""

    def parse_body(self, request: HttpRequest) -> Any:
        """Return the object of a body. UnreadableBody for anything else."""
        try:
            read = json.loads(request.body.decode("utf-8"), parse_constant=_refuse)
        except (ValueError, RecursionError) as fault:
            raise UnreadableBody from fault
        if not isinstance(read, dict):
            raise UnreadableBody
        return read


def _refuse(name: str) -> Never:
    raise ValueError(name)
