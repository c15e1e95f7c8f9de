"""Which addresses may be told, and how a message is signed; without a database."""

import hashlib
import hmac
import ipaddress
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khuyencong.connections.rules import (
    UnfitAddress,
    fit_address,
    is_open_net,
    secrets_of,
    signatures,
)
from tests.conditions import SIZE

pytestmark = pytest.mark.pure


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("", "tên máy"),
        ("http://mau.example.vn/", "https://"),
        ("ftp://mau.example.vn/", "https://"),
        ("https://", "tên máy"),
        ("https://ten:matkhau@mau.example.vn/", "mật khẩu"),
        ("https://ten@mau.example.vn/", "mật khẩu"),
        ("https://mau.example.vn/#x", "#"),
        ("https://mau.example.vn:99999/", "đúng dạng"),
        ("https://mau.example.vn:0/", "cổng 0"),
        ("https://[::1/", "đúng dạng"),
        ("https://máy.vn/", "không dấu"),
        ("https://mau.example.vn/a b", "khoảng trắng"),
        ("https://mau.example.vn/\r\nX: y", "khoảng trắng"),
        ("https://mau.example.vn/\0", "khoảng trắng"),
        ("https://maychu/", "công khai"),
        ("https://may.local/", "công khai"),
        ("https://kho.internal/", "công khai"),
        ("https://localhost/", "công khai"),
        ("https://127.0.0.1/", "công khai"),
        ("https://10.1.2.3/", "công khai"),
        ("https://169.254.169.254/meta", "công khai"),
        ("https://[::1]/", "công khai"),
        ("https://[fe80::1]/", "công khai"),
        ("https://[::ffff:10.0.0.1]/", "công khai"),
        ("https://0.0.0.0/", "công khai"),
        ("https://mau.example.vn/" + "x" * 190, "tối đa 190"),
    ],
)
def test_an_address_that_is_not_told(url: str, said: str) -> None:
    with pytest.raises(UnfitAddress, match=said):
        fit_address(url, local=False)


@pytest.mark.parametrize(
    "url",
    [
        "https://mau.example.vn/nhan",
        "https://mau.example.vn:8443/nhan?a=1",
        "https://8.8.8.8/",
        "https://[2606:4700::1111]/",
    ],
)
def test_an_address_that_is_told(url: str) -> None:
    assert fit_address(f" {url} ", local=False) == url


def test_this_machine_where_it_is_set() -> None:
    assert fit_address("http://localhost:8350/x", local=True) == "http://localhost:8350/x"
    with pytest.raises(UnfitAddress):
        fit_address("http://10.0.0.1/x", local=True)


@settings(max_examples=max(50, SIZE))
@given(st.ip_addresses(v=4))
def test_a_number_wrapped_in_another_is_judged_by_what_it_hides(
    inner: ipaddress.IPv4Address,
) -> None:
    """IPv4 inside IPv6: mapped, 6to4, NAT64."""
    hidden = int(inner)
    wrapped = (
        ipaddress.IPv6Address((0xFFFF << 32) | hidden),
        ipaddress.IPv6Address((0x2002 << 112) | (hidden << 80)),
        ipaddress.IPv6Address((0x64FF9B << 96) | hidden),
    )
    if not inner.is_global:
        assert not any(is_open_net(str(one)) for one in (inner, *wrapped))


def test_the_signature_is_what_the_page_tells() -> None:
    """As a receiver reckons it, by the words of docs/api.md alone."""
    delivery, body = UUID(int=7), '{"a":"ạ"}'.encode()
    header = signatures(["bí mật", "cũ"], stamp=1790000000, delivery=delivery, body=body)
    told = b"1790000000." + str(delivery).encode() + b"." + body
    new, old = (
        hmac.new(secret.encode(), told, hashlib.sha256).hexdigest() for secret in ("bí mật", "cũ")
    )
    assert header == f"t=1790000000,v1={new},v1={old}"


def test_the_first_secret_has_none_before_it() -> None:
    first = secrets_of(UUID(int=1), 1, service_key="k", former=True)
    second = secrets_of(UUID(int=1), 2, service_key="k", former=True)
    assert len(first) == 1
    assert second[1:] == first
    assert len(set(second)) == 2
