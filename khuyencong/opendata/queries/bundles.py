"""The bundles that anybody may have, and the single files inside them, read as streams."""

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import IO, Any
from zipfile import ZipFile

from django.db.models import QuerySet

from khuyencong.core import blobs
from khuyencong.core.users import Actor
from khuyencong.opendata.models import Bundle
from khuyencong.opendata.states import MEDIA

BLOCK = 1 << 16


def visible_to(_user: Actor | None) -> QuerySet[Bundle]:
    """Return every bundle: they are for anybody."""
    return Bundle.objects.order_by("-day")


def latest() -> Bundle | None:
    """Return the newest bundle; one query."""
    return Bundle.objects.order_by("-day").first()


@dataclass(frozen=True)
class Part:
    """A single file of a bundle."""

    bundle: Bundle
    path: str
    sha256: str
    size: int

    @property
    def name(self) -> str:
        """Return the name by which it is asked for."""
        return self.path.rpartition("/")[2]

    @property
    def media(self) -> str:
        """Return what sort of bytes it is."""
        return MEDIA[self.name.rpartition(".")[2]]

    def blocks(self) -> Iterator[bytes]:
        """Yield its bytes, a block at a time."""
        with _opened(self) as file:
            while block := file.read(BLOCK):
                yield block


def blocks_of(bundle: Bundle) -> Iterator[bytes]:
    """Yield the bytes of a whole bundle, a block at a time; nothing is opened before the first."""
    with blobs.open(bundle.archive) as file:
        while block := file.read(BLOCK):
            yield block


def part_named(bundle: Bundle, name: str) -> Part | None:
    """Return the file of a name; None for what is not in the bundle."""
    for told in bundle.manifest["files"]:
        if told["path"].rpartition("/")[2] == name:
            return Part(bundle, told["path"], told["sha256"], told["bytes"])
    return None


def sample(part: Part, rows: int) -> list[list[str]]:
    """Return the first rows of a CSV file, its header among them."""
    with _opened(part) as file:
        text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
        return list(islice(csv.reader(text), rows + 1))


@contextmanager
def _opened(part: Part) -> Iterator[IO[Any]]:
    with (
        blobs.open(part.bundle.archive) as kept,
        ZipFile(kept) as archive,
        archive.open(part.path) as file,
    ):
        yield file
