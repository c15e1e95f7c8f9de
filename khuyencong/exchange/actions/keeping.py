"""Files that come in bundles: kept when a row names them, looked at as when one is handed in."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any

from khuyencong.core import blobs
from khuyencong.exchange.carried import CARRIED, Carried, blob_fields
from khuyencong.exchange.models import AwaitedFile, FileThere, Instance
from khuyencong.exchange.queries.files import named_by_waiting, wished_files
from khuyencong.exchange.sealed import MOST_PART, Opened
from khuyencong.formats.papers import read_paper
from khuyencong.formats.pictures import PUBLIC, SMALL, drawn_fault
from khuyencong.values.canonical import sha256_of, told_of
from khuyencong.values.errors import Unreadable

NOT_HERE = "Tệp chưa tới."
#: Rows written at once.
BATCH = 500


def paper_fault(told: Mapping[str, Any], data: bytes) -> str:
    """Return why bytes are not the file of a paper that could have been handed in here."""
    try:
        read = read_paper(data)
    except Unreadable as refusal:
        return str(refusal)
    if read.data != data:
        return "Ảnh còn mang nơi chụp, giờ chụp hoặc máy chụp."
    if (told.get("media_type"), told.get("size")) != (read.media_type, len(data)):
        return "Loại hoặc cỡ của tệp khác với điều hồ sơ ghi."
    return ""


def photo_fault(told: Mapping[str, Any], data: bytes) -> str:
    """Return why bytes are not a picture of a product as the public may see it."""
    sha256 = sha256_of(data)
    sides = [side for name, side in PHOTO_SIDES.items() if told.get(name) == sha256]
    return drawn_fault(data, min(sides, default=0))


PHOTO_SIDES = {"public": PUBLIC, "thumbnail": SMALL}
#: By table: why a file of a row is not taken; "" where it is.
FAULT: dict[str, Callable[[Mapping[str, Any], bytes], str]] = {
    "applications.Paper": paper_fault,
    "competitions.Photo": photo_fault,
}


class Arrived:
    """The files in the bundles of a partner that are being taken; nothing of them is kept yet."""

    def __init__(self, partner: Instance) -> None:
        self.partner = partner
        self._within: dict[str, tuple[str, Opened]] = {}
        self._kept: set[str] = set()

    def add(self, bundle: Opened, kept_as: str) -> None:
        """Add the files of a bundle whose bytes are kept under a hash."""
        for sha256 in bundle.files():
            self._within[sha256] = kept_as, bundle

    def is_here(self, sha256: str) -> bool:
        """Return whether a file came, or was here before."""
        return sha256 in self._within or blobs.is_kept(sha256)

    def keep(self, carried: Carried, told: Mapping[str, Any]) -> tuple[str, str]:
        """Keep the files of a row, all or none; return the first that cannot be kept, and why.

        NOT_HERE, or what is wrong with it; two empty words where all are kept.
        """
        files = {sha256: self._bytes(sha256) for sha256 in waited_for(carried, told)}
        found = _first_fault(carried, told, files.items())
        if not found[1]:
            for sha256, data in files.items():
                self._keep(sha256, data)
        return found

    def finish(self) -> None:
        """Keep what else is named: by rows that stand here, by what waits; note what waits.

        What nothing names is not kept.
        """
        for sha256 in _named_here(set(self._within)):
            self._keep(sha256, self._bytes(sha256))
        refused: dict[str, str] = {}
        named = set(wished_files(self.partner))
        for kind, text, sha256 in named_by_waiting(self.partner):
            named.add(sha256)
            if sha256 not in self._within or blobs.is_kept(sha256):
                continue
            data = self._bytes(sha256)
            fault = FAULT[kind](told_of(text.encode()), data or b"") if kind in FAULT else ""
            if fault:
                refused[sha256] = fault
            else:
                self._keep(sha256, data)
        note_there(self.partner, self._kept, self.partner.sent_through)
        note_awaited(self.partner, named, refused)

    def _keep(self, sha256: str, data: bytes | None) -> None:
        if data is not None:
            blobs.put(data)
            self._kept.add(sha256)

    def _bytes(self, sha256: str) -> bytes | None:
        """Return the bytes of a file that came, or was here before, if they are what they were."""
        if sha256 in self._within:
            kept_as, bundle = self._within[sha256]
            with blobs.open(kept_as) as file:
                return replace(bundle, file=file).bytes_of(sha256)
        return kept_bytes(sha256)


def kept_bytes(sha256: str) -> bytes | None:
    """Return a file that is kept here and could travel; None where it is not as it was."""
    try:
        with blobs.open(sha256) as file:
            data = file.read(MOST_PART + 1)
    except FileNotFoundError:
        return None
    return data if len(data) <= MOST_PART and sha256_of(data) == sha256 else None


def waited_for(carried: Carried, told: Mapping[str, Any]) -> list[str]:
    """Return the files without which a row is not written."""
    return [str(told.get(name)) for name in carried.files]


def file_fault(carried: Carried, told: Mapping[str, Any]) -> tuple[str, str]:
    """Return the first file for which a row cannot be written, and why; empty words without one."""
    files = ((sha256, kept_bytes(sha256)) for sha256 in waited_for(carried, told))
    return _first_fault(carried, told, files)


def _first_fault(
    carried: Carried, told: Mapping[str, Any], files: Iterable[tuple[str, bytes | None]]
) -> tuple[str, str]:
    for sha256, data in files:
        fault = NOT_HERE if data is None else FAULT[carried.label](told, data)
        if fault:
            return sha256, fault
    return "", ""


def note_there(partner: Instance, files: Iterable[str], seq: int) -> None:
    """Note that a partner has files: they went there, or came from it."""
    FileThere.objects.bulk_create(
        [FileThere(partner=partner, sha256=one, seq=seq) for one in sorted(files)],
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["partner", "sha256"],
        update_fields=["seq"],
    )


def note_awaited(
    partner: Instance, named: Collection[str], refused: Mapping[str, str] | None = None
) -> None:
    """Note which files are named by what waits, so that they are asked for, and not swept."""
    rows = {one.sha256: one for one in AwaitedFile.objects.filter(partner=partner)}
    gone = [row.pk for sha256, row in rows.items() if sha256 not in named]
    AwaitedFile.objects.filter(pk__in=gone).delete()
    told = []
    for sha256 in sorted(named):
        before = rows.get(sha256)
        kept = sha256 if blobs.is_kept(sha256) else ""
        why = "" if kept else (refused or {}).get(sha256, before.refused if before else "")[:300]
        if before is None or (before.kept, before.refused) != (kept, why):
            told.append(AwaitedFile(partner=partner, sha256=sha256, kept=kept, refused=why))
    AwaitedFile.objects.bulk_create(
        told,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["partner", "sha256"],
        update_fields=["kept", "refused"],
    )


def _named_here(files: set[str]) -> set[str]:
    """Return which of some files a row that travels names here, and are not kept."""
    wanted = {one for one in files if not blobs.is_kept(one)}
    found: set[str] = set()
    if not wanted:
        return found
    for carried in CARRIED:
        for field in blob_fields(carried):
            rows = carried.rows().filter(**{f"{field.attname}__in": wanted})
            found |= set(rows.order_by().values_list(field.attname, flat=True))
    return found
