"""Calling a partner by HTTP: our bundle there, its bundle here, each resumed where it broke off."""

import hashlib
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from time import monotonic
from typing import Any

from khuyencong.core import blobs
from khuyencong.exchange import arriving
from khuyencong.exchange.actions.importing import take
from khuyencong.exchange.actions.line import ODD, Broken, Declined, Line, NoAnswer, NotReached
from khuyencong.exchange.actions.serving import next_bundle
from khuyencong.exchange.models import Bundle, Instance
from khuyencong.exchange.sealed import MOST_FILE, BadBundle
from khuyencong.exchange.states import Direction

#: Bytes of a piece: halved where the other side, or the line, does not take so much at once.
PIECE, LEAST_PIECE = 1024 * 1024, 64 * 1024
#: Bundles in one call, and seconds after which no other piece is begun: the rest is for the next.
MOST_BUNDLES, BUDGET = 20, 8 * 60
_SHA = re.compile(r"[0-9a-f]{64}")
LATER = "chưa xong trong lần này; lần sau làm tiếp từ chỗ dừng"


@dataclass(frozen=True)
class Called:
    """How many changes went there, and how many came."""

    sent: int
    came: int


def call(*, partner: Instance, at: datetime) -> Called:
    """Bring a partner what it has not, fetch what we have not.

    What stands in the way of one does not keep us from the other, where the partner is there at
    all. Raises NoAnswer or BadBundle, of the first that went wrong.
    """
    with Line(partner) as line:
        talk = _Call(line, at)
        trouble: Exception | None = None
        try:
            talk.push()
        except NotReached:
            raise
        except (NoAnswer, BadBundle) as error:
            trouble = error
        try:
            talk.pull()
        except (NoAnswer, BadBundle) as error:
            trouble = trouble or error
    if trouble:
        raise trouble
    return Called(talk.sent, talk.came)


def note_call(*, partner: Instance, at: datetime, trouble: str) -> None:
    """Note when a partner was last called, and what stood in the way."""
    Instance.objects.filter(pk=partner.pk).update(tried_at=at, trouble=trouble[:300])


class _Call:
    """One talk with a partner."""

    def __init__(self, line: Line, at: datetime) -> None:
        self.line, self.at = line, at
        self.piece, self.until = PIECE, monotonic() + BUDGET
        self.sent = self.came = 0

    def _note(self, **told: Any) -> None:
        Instance.objects.filter(pk=self.line.partner.pk).update(**told)

    def _in_time(self) -> None:
        if monotonic() > self.until:
            raise NoAnswer(LATER)

    # --- there -----------------------------------------------------------------------------------

    def push(self) -> None:
        """Bring what was under way when the line last broke, then what is new."""
        partner = Instance.objects.get(pk=self.line.partner.pk)
        half = partner.bringing
        if partner.fetching:
            # What is half here is not to be asked for; where the line breaks, the rest goes all
            # the same.
            with suppress(Broken):
                self._take(partner.fetching, partner.fetching_size)
        if half and blobs.is_whole(half):
            with blobs.open(half) as file:
                self._bring(half, file.read())
            # What it says that it has now, so that nothing of it is written again.
            self.pull()
        for _ in range(MOST_BUNDLES):
            done = next_bundle(partner=self.line.partner, at=self.at)
            if not done.count and not done.is_new:
                break
            self._note(bringing=done.bundle.sha256)
            self._bring(done.bundle.sha256, done.data)
            self.sent += done.count
            if not done.left:
                break

    def _bring(self, sha256: str, data: bytes) -> None:
        """Send a bundle in pieces, from where the last try ended."""
        there = f"/trao-doi/den/{sha256}/"
        at = _place(self.line.told("GET", there), len(data))
        while True:
            self._in_time()
            piece = data[at : at + self.piece]
            try:
                told = self.line.told(
                    "POST", f"{there}?tu={at}&ca={len(data)}", piece, expect=(200, 409)
                )
            except Declined as refusal:
                if refusal.status == 413 and self._smaller(piece):
                    continue
                if refusal.status == 422:
                    # It will not be taken however often it comes: the next is written anew.
                    self._note(bringing="")
                raise
            except Broken:
                if not self._smaller(piece):
                    raise
                at = _place(self.line.told("GET", there), len(data))
                continue
            if told.get("taken") is True:
                self._note(bringing="")
                return
            here = _place(told, len(data))
            if here <= at and piece:
                raise NoAnswer("bên kia không nhận thêm phần nào của gói")
            at = here

    def _smaller(self, piece: bytes) -> bool:
        """Halve the next pieces; return False where they are small enough already."""
        if len(piece) <= LEAST_PIECE:
            return False
        self.piece = max(LEAST_PIECE, min(self.piece, len(piece)) // 2)
        return True

    # --- here ------------------------------------------------------------------------------------

    def pull(self) -> None:
        """Fetch what was under way when the line last broke, then what is new; take it."""
        partner = Instance.objects.get(pk=self.line.partner.pk)
        if partner.fetching:
            self._take(partner.fetching, partner.fetching_size)
        for _ in range(MOST_BUNDLES):
            told = self.line.told("POST", "/trao-doi/tiep/")
            sha256, size = told.get("sha256"), told.get("size")
            if not isinstance(sha256, str) or not _SHA.fullmatch(sha256):
                raise NoAnswer(ODD)
            if not told.get("count") and self._came(sha256):
                break
            if type(size) is not int or not 0 < size <= MOST_FILE:
                raise NoAnswer(ODD)
            self._note(fetching=sha256, fetching_size=size)
            self._take(sha256, size)
            if not told.get("left"):
                break

    def _came(self, sha256: str) -> bool:
        """Return whether a bundle came before; one that was told of and lost did not."""
        return Bundle.objects.filter(
            partner=self.line.partner, direction=Direction.IN, sha256=sha256
        ).exists()

    def _take(self, sha256: str, size: int) -> None:
        """Fetch what is missing of a bundle, take it."""
        whose = self.line.partner.pk
        try:
            while (here := arriving.arrived(whose, sha256)) < size:
                self._in_time()
                self._fetch(sha256, here, min(here + PIECE, size))
        except Declined as refusal:
            # It is not kept there any more, or not this long: another is written for us.
            self._note(fetching="", fetching_size=0)
            if refusal.status in (404, 416):
                arriving.forget(whose, sha256)
                return
            raise
        data = arriving.whole(whose, sha256)
        arriving.forget(whose, sha256)
        self._note(fetching="", fetching_size=0)
        if hashlib.sha256(data).hexdigest() != sha256:
            raise BadBundle("Gói tải về không đúng mã băm; lần sau tải lại.")
        self.came += take(data=data, at=self.at).taken

    def _fetch(self, sha256: str, begin: int, end: int) -> None:
        here = begin
        for block in self.line.blocks(f"/trao-doi/goi/{sha256}/", begin, end):
            here = arriving.add(self.line.partner.pk, sha256, here, block)
        if here == begin:
            raise NoAnswer("bên kia không gửi tiếp gói")


def _place(told: Mapping[str, Any], size: int) -> int:
    """Return how much of a bundle a partner says that it has."""
    here = told.get("here")
    if type(here) is not int or here < 0:
        raise NoAnswer(ODD)
    return min(here, size)
