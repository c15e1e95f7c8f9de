"""The parts of a Word file, opened only after their sizes and kinds were looked at."""

import io
import posixpath
import zipfile

from khuyencong.formats.kinds import PASSWORD
from khuyencong.formats.trees import Element, xml_tree
from khuyencong.values.errors import Unreadable

MOST_MEMBERS = 5_000
#: A member that unpacks to more than this, a hundred times its packed size, is a trap.
_LARGE, _RATIO = 16 * 1024**2, 100
_TYPES = "[Content_Types].xml"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": (
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    ),
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    ),
}


class Package:
    """A Word file; `body` names its main part. Nothing is unpacked beyond `limit` bytes."""

    def __init__(self, data: bytes, limit: int):
        self._left = limit
        self._limit = limit
        self._zip = zipfile.ZipFile(io.BytesIO(data))
        self._names = {i.filename: i for i in self._zip.infolist()}
        _require_harmless(self._zip.infolist(), limit)
        self.body = self._main_part()
        self._related = self._relations(self.body)

    def related(self, kind: str) -> list[Element]:
        """Return the parsed parts that the body relates to as `kind` ("styles", "footnotes")."""
        names = [n for k, n in self._related if k == kind and n in self._names]
        return [self.part(name) for name in names]

    def part(self, name: str) -> Element:
        """Return the root of an XML part; raise `Unreadable` for DOCTYPE or too much."""
        info = self._names.get(name)
        if info is None:
            raise Unreadable("Tệp Word thiếu phần nội dung, không đọc được.")
        self._left -= info.file_size
        if self._left < 0:
            raise Unreadable(_too_large(self._limit))
        with self._zip.open(info) as member:
            data = member.read(info.file_size + 1)
        for strict, usual in _STRICT.items():
            data = data.replace(strict, usual)
        return xml_tree(data)

    def _main_part(self) -> str:
        for override in self.part(_TYPES):
            kind, name = override.get("ContentType", ""), override.get("PartName", "")
            if kind == _MAIN:
                return str(name).lstrip("/")
            if "macroEnabled" in kind:
                raise Unreadable("Tệp Word có macro, không được nhận; xin lưu lại thành .docx.")
            if "spreadsheetml" in kind or "presentationml" in kind:
                raise Unreadable("Tên tệp kết thúc bằng .docx nhưng nội dung không phải Word.")
        raise Unreadable("Tên tệp kết thúc bằng .docx nhưng nội dung không phải Word.")

    def _relations(self, part: str) -> list[tuple[str, str]]:
        folder, base = posixpath.split(part)
        name = f"{folder}/_rels/{base}.rels".lstrip("/")
        if name not in self._names:
            return []
        return [
            (r.get("Type", "").rpartition("/")[2], _target(folder, r.get("Target", "")))
            for r in self.part(name)
            if r.get("TargetMode") != "External"
        ]


def _target(folder: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")


def _require_harmless(members: list[zipfile.ZipInfo], limit: int) -> None:
    """Raise `Unreadable` for a password, too many members or sizes no report has."""
    if any(i.flag_bits & 0x1 for i in members):
        raise Unreadable(PASSWORD)
    if len(members) > MOST_MEMBERS:
        raise Unreadable(f"Tệp nén có hơn {MOST_MEMBERS} mục, không phải báo cáo Word.")
    words = sum(i.file_size for i in members if i.filename.endswith((".xml", ".rels")))
    trap = any(i.file_size > max(_LARGE, _RATIO * i.compress_size) for i in members)
    if words > limit or trap:
        raise Unreadable(_too_large(limit))


def _too_large(limit: int) -> str:
    return f"Nội dung giải nén của tệp lớn hơn giới hạn {limit // 1024**2} MB, không đọc."
