"""Which passwords are too easy: short ones, common ones, one's own name, and names of the house."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from khuyencong.accounts.models import User

PERSON = User(username="nguyen.vi.du", full_name="Nguyễn Thị Ví Dụ")


@pytest.mark.parametrize(
    "password",
    [
        "ngan-qua-1!",
        "passwordpassword",
        "123456789012",
        "nguyen.vi.du1",
        "khuyencong2026",
        "Khuyến Công 2026",
        "KhuyenCongKhuyenCong",
        "bacgiang-2026",
        "Sở Công Thương 1",
        "thanhphohochiminh",
        "Thừa Thiên Huế!",
        "BắcGiangBắcNinh",
    ],
)
def test_refused(password: str) -> None:
    with pytest.raises(ValidationError):
        validate_password(password, PERSON)


@pytest.mark.parametrize(
    "password",
    [
        "ba con vịt qua cầu",
        "chim sẻ Bắc Giang đậu cành tre",
        "x7#Kq!m2Wz$p",
        "tôi thuê nhà ở gần chợ",
        "🐃🐃 đi cày sớm mai",
        "dài " * 60,
    ],
)
def test_taken(password: str) -> None:
    validate_password(password, PERSON)
