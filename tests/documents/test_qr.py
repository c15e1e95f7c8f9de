"""A QR on paper: a plain picture that every writer takes, with the white that readers need."""

import re

import pytest

from khuyencong.documents import Picture
from khuyencong.documents.qr import QUIET, qr_svg

pytestmark = pytest.mark.pure
ADDRESS = "https://khuyencong.example.vn/xac-minh/"


def test_it_is_a_picture_of_a_document() -> None:
    width, height = Picture(qr_svg(ADDRESS), alt="Mã QR", width=15).proportion
    assert width == height
    # 21, 25, 29 … squares a side, and the white on both.
    assert (width - 2 * QUIET - 21) % 4 == 0


def test_it_tells_its_address_and_no_other() -> None:
    assert qr_svg(ADDRESS) == qr_svg(ADDRESS)
    assert qr_svg(ADDRESS) != qr_svg(f"{ADDRESS}7KQ2M9XBCD4TWA/")
    assert not re.search(r"<script|href|style=", qr_svg(ADDRESS))
