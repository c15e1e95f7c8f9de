"""Which addresses may be told of acts: another machine's, on the open net, by TLS."""

import ipaddress
from urllib.parse import urlsplit

LONGEST = 190
#: Names that mean this machine.
HERE = frozenset({"localhost", "127.0.0.1", "::1"})


class UnfitAddress(ValueError):
    """The address may not be told of anything; the message says why."""


def fit_address(url: str, *, local: bool) -> str:
    """Return an address as it is kept. With `local`, one on this machine and without TLS goes too.

    UnfitAddress for any other that is not https, that bears a name and password, or no host.
    """
    text = url.strip()
    if len(text) > LONGEST:
        raise UnfitAddress(f"Địa chỉ dài {len(text)} ký tự; tối đa {LONGEST}.")
    if any(ord(sign) <= 32 or ord(sign) > 126 for sign in text):
        raise UnfitAddress("Địa chỉ chỉ gồm chữ không dấu, số và dấu; không có khoảng trắng.")
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError as error:
        raise UnfitAddress("Địa chỉ không đúng dạng, xin ghi như https://may.vn/nhan.") from error
    host = parts.hostname or ""
    if not host or parts.username is not None or parts.password is not None:
        raise UnfitAddress("Địa chỉ phải có tên máy và không kèm tên, mật khẩu.")
    if parts.fragment or port == 0:
        raise UnfitAddress("Địa chỉ không kèm dấu # hoặc cổng 0.")
    if is_local(host) and local:
        return text
    if parts.scheme != "https":
        raise UnfitAddress("Địa chỉ phải bắt đầu bằng https://.")
    if not _is_open_name(host):
        raise UnfitAddress("Địa chỉ phải là của một máy trên mạng công khai.")
    return text


def is_local(host: str) -> bool:
    """Return whether a name means this machine."""
    return host.lower() in HERE


def _is_open_name(host: str) -> bool:
    """Return whether a host is a full name, or a number of the open net."""
    try:
        return is_open_net(host)
    except ValueError:
        return "." in host.strip(".") and not host.lower().endswith((".local", ".internal"))


def is_open_net(number: str) -> bool:
    """Return whether an IP number is of the open net. ValueError for what is no number.

    One that carries an IPv4 number inside is judged by that one too.
    """
    found = ipaddress.ip_address(number.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        inside = found.ipv4_mapped or found.sixtofour or (found.teredo and found.teredo[1])
        if inside and not inside.is_global:
            return False
        # NAT64 hands the last four bytes on.
        if found in ipaddress.ip_network("64:ff9b::/96"):
            return ipaddress.ip_address(found.packed[-4:]).is_global
    return found.is_global and not found.is_multicast
