"""Calling a partner by HTTP: our bundle there, its bundle here, each resumed where it broke off."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import requests

from khuyencong.core import clock
from khuyencong.exchange import arriving
from khuyencong.exchange.actions.exporting import export
from khuyencong.exchange.actions.importing import take
from khuyencong.exchange.actions.keys import signing_key
from khuyencong.exchange.models import Instance
from khuyencong.exchange.queries.custody import own
from khuyencong.exchange.sealed import MOST_FILE, BadBundle
from khuyencong.exchange.signing import signed_headers

PIECE = 2 * 1024 * 1024
PATIENCE = (10, 60)
#: Bundles in one call: what is left waits for the next.
MOST_BUNDLES = 20
MOST_ANSWER = 64 * 1024


class NoAnswer(Exception):
    """A partner was not reached or did not do as asked; the message says which."""


@dataclass(frozen=True)
class Called:
    """How many changes went there, and how many came."""

    sent: int
    came: int


def call(*, partner: Instance, at: datetime) -> Called:
    """Bring a partner what it has not, fetch what we have not. Raises NoAnswer, BadBundle."""
    line = _Line(partner)
    sent = _push(line, at)
    came = _pull(line, at)
    return Called(sent, came)


def note_call(*, partner: Instance, at: datetime, trouble: str) -> None:
    """Note when a partner was last called, and what stood in the way."""
    Instance.objects.filter(pk=partner.pk).update(tried_at=at, trouble=trouble[:300])


def _push(line: "_Line", at: datetime) -> int:
    sent = 0
    for _ in range(MOST_BUNDLES):
        done = export(partner=line.partner, at=at)
        if not done.count and not done.is_new:
            break
        _bring(line, done.bundle.sha256, done.data)
        sent += done.count
        if not done.left:
            break
    return sent


def _bring(line: "_Line", sha256: str, data: bytes) -> None:
    """Send a bundle in pieces, from where the last try ended."""
    at = min(int(line.told("GET", f"/trao-doi/den/{sha256}/")["here"]), len(data))
    while True:
        piece = data[at : at + PIECE]
        told = line.told(
            "POST", f"/trao-doi/den/{sha256}/?tu={at}&ca={len(data)}", piece, expect=(200, 409)
        )
        if told.get("taken"):
            return
        here = int(told["here"])
        if here <= at and piece:
            raise NoAnswer("bên kia không nhận thêm phần nào của gói")
        at = here


def _pull(line: "_Line", at: datetime) -> int:
    came = 0
    for _ in range(MOST_BUNDLES):
        told = line.told("POST", "/trao-doi/tiep/")
        if not told["count"] and not told["is_new"]:
            break
        came += take(data=_fetched(line, str(told["sha256"]), int(told["size"])), at=at).taken
        if not told["left"]:
            break
    return came


def _fetched(line: "_Line", sha256: str, size: int) -> bytes:
    """Return a bundle of the partner, what is missing of it fetched."""
    if not 0 < size <= MOST_FILE or len(sha256) != 64 or not sha256.isalnum():
        raise NoAnswer("bên kia báo một gói không hợp lệ")
    whose = line.partner.pk
    while (here := arriving.arrived(whose, sha256)) < size:
        piece = line.bytes(f"/trao-doi/goi/{sha256}/", here, min(here + PIECE, size))
        if not piece:
            raise NoAnswer("bên kia không gửi tiếp gói")
        arriving.add(whose, sha256, here, piece)
    data = arriving.whole(whose, sha256)
    arriving.forget(whose, sha256)
    if hashlib.sha256(data).hexdigest() != sha256:
        raise BadBundle("Gói tải về không đúng mã băm; lần sau tải lại.")
    return data


class _Line:
    """A partner at its address."""

    def __init__(self, partner: Instance) -> None:
        self.partner = partner
        self._own, self._key = own().pk, signing_key()

    def told(
        self, method: str, target: str, body: bytes = b"", expect: tuple[int, ...] = (200,)
    ) -> Mapping[str, Any]:
        """Return what a partner answers, as JSON."""
        answer = self._asked(method, target, body, {})
        with answer:
            data = answer.raw.read(MOST_ANSWER, decode_content=True)
        try:
            told = requests.compat.json.loads(data)
        except ValueError:
            told = {}
        if not isinstance(told, dict) or answer.status_code not in expect:
            why = told.get("error") if isinstance(told, dict) else ""
            raise NoAnswer(str(why or f"bên kia trả lời mã {answer.status_code}")[:300])
        return told

    def bytes(self, target: str, begin: int, end: int) -> bytes:
        """Return a span of a file."""
        answer = self._asked("GET", target, b"", {"Range": f"bytes={begin}-{end - 1}"})
        with answer:
            if answer.status_code != 206:
                raise NoAnswer(f"bên kia trả lời mã {answer.status_code}")
            return bytes(answer.raw.read(end - begin))

    def _asked(
        self, method: str, target: str, body: bytes, headers: dict[str, str]
    ) -> requests.Response:
        signed = signed_headers(
            self._key,
            own=self._own,
            to=self.partner.pk,
            method=method,
            target=target,
            body=body,
            at=clock.now(),
        )
        try:
            return requests.request(
                method,
                self.partner.address + target,
                data=body,
                headers={"Content-Type": "application/octet-stream", **headers, **signed},
                timeout=PATIENCE,
                stream=True,
                allow_redirects=False,
            )
        except requests.RequestException as error:
            raise NoAnswer(f"không nối được ({type(error).__name__})") from error
