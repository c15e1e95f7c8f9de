"""XML and HTML as trees: parsed without entities, without network, to a depth of 256."""

from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from khuyencong.values.errors import Unreadable

Element = Any  # lxml ships no types
#: What lxml raises of its own; a ValueError is none of these.
TreeError: type[Exception] = etree.LxmlError

_DOCTYPES = tuple("<!DOCTYPE".encode(e) for e in ("ascii", "utf-16-le", "utf-16-be"))
_DOCTYPE = "Tệp có khai báo DOCTYPE trong nội dung XML, bị từ chối vì lý do an toàn."
_TOO_DEEP = "Nội dung tệp lồng nhau quá sâu, không đọc."


def xml_tree(data: bytes) -> Element:
    """Return the root of an XML part; raise `Unreadable` for a DOCTYPE, depth or bad syntax."""
    if any(sign in data for sign in _DOCTYPES):
        raise Unreadable(_DOCTYPE)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        if "depth" in str(error):
            raise Unreadable(_TOO_DEEP) from error
        raise Unreadable("Tệp hỏng: nội dung XML sai cú pháp.") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise Unreadable(_DOCTYPE)
    return root


def html_tree(text: str) -> Element | None:
    """Return the root of a web page, None for an empty one; raise `Unreadable` for depth."""
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as error:
        raise Unreadable("Trang web hỏng, không có nội dung đọc được.") from error
    limits = etree.ErrorTypes.ERR_RESOURCE_LIMIT, etree.ErrorTypes.ERR_INTERNAL_ERROR
    if any(entry.type in limits for entry in parser.error_log):
        raise Unreadable(_TOO_DEEP)
    return root
