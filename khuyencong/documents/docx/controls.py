"""The way back from a Word file of ours: which words stand for which figure."""

import io
import zipfile
from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import qn

from khuyencong.values.errors import Unreadable

_BODY = "word/document.xml"
#: Bytes of the words of one document, unpacked.
_LARGEST = 64 * 1024**2
_BROKEN = (
    zipfile.BadZipFile,
    KeyError,
    OSError,
    EOFError,
    SyntaxError,
    NotImplementedError,  # a method of packing or a filter that the library does not undo
    RuntimeError,
)
_NOT_OURS = "Tệp này không phải văn bản Word do hệ thống lập, không tìm được số có dẫn chứng."


def cited_in(data: bytes) -> list[tuple[str, str]]:
    """Return (cite, words) of each figure of a Word file, in their order.

    Also after Word has kept the file anew; LibreOffice 7.4 keeps the words but loses the keys.
    Raises `Unreadable`.
    """
    controls = _body(data).iter(qn("w:sdt"))
    return [(cite, _words(control)) for control in controls if (cite := _cite(control))]


def _cite(control: Any) -> str:
    tag = control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}")
    return str(tag.get(qn("w:val"), "")) if tag is not None else ""


def _words(control: Any) -> str:
    content = control.find(qn("w:sdtContent"))
    letters = content.iter(qn("w:t")) if content is not None else ()
    return "".join(one.text or "" for one in letters)


def _body(data: bytes) -> Any:
    """Return the root of the main part; nothing outside is fetched, nothing too large unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            if package.getinfo(_BODY).file_size > _LARGEST:
                raise Unreadable(_NOT_OURS)
            with package.open(_BODY) as member:
                told = member.read(_LARGEST + 1)
        # The library's parser neither puts entities in nor fetches anything.
        root = parse_xml(told)
    except _BROKEN as error:
        raise Unreadable(_NOT_OURS) from error
    if len(told) > _LARGEST or root.getroottree().docinfo.doctype:
        raise Unreadable(_NOT_OURS)
    return root
