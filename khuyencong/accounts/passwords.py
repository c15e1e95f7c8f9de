"""Passwords made by chance, and what makes a typed one too easy beyond what Django refuses."""

import secrets
from functools import cache

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.password_validation import MinimumLengthValidator
from django.core.exceptions import ValidationError

from khuyencong.values.gazetteer import bearers
from khuyencong.values.text import fold

OWN_WORDS = (
    "khuyencong",
    "khuyenc0ng",
    "socongthuong",
    "bocongthuong",
    "trungtam",
    "thanhpho",
    "vietnam",
    "matkhau",
    "password",
)
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # no l, i, o, 0, 1: it is read from a screen and typed
ENOUGH = 8
SHORTEST = 5  # a shorter name ("hue") stands inside too many other words
REFUSED = (
    "Mật khẩu quá dễ đoán: tên hệ thống, tên cơ quan và tên tỉnh không được tính, "
    f"phần còn lại cần ít nhất {ENOUGH} ký tự."
)


def new_password() -> str:
    """Return a password made by chance, more than 74 bits: "h7kqm-3vwxz-pc4da"."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(5)) for _ in range(3))


class LongEnough(MinimumLengthValidator):
    """Django's own, in Vietnamese: its catalogue lacks these sentences."""

    def get_error_message(self) -> str:
        """Return what is said of a password that is too short."""
        return f"Mật khẩu quá ngắn: cần ít nhất {self.min_length} ký tự."

    def get_help_text(self) -> str:
        """Return the sentence that stands beside the field."""
        return f"Ít nhất {self.min_length} ký tự."


class ContextWords:
    """Names that everybody here thinks of first add nothing to a password's length."""

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        """Raise ValidationError where too little is left without such names."""
        whole = rest = fold(password).replace(" ", "")
        for word in _words():
            rest = rest.replace(word, "")
        if rest != whole and len(rest) < ENOUGH:
            raise ValidationError(REFUSED, code="password_of_context_words")

    def get_help_text(self) -> str:
        """Return the sentence that stands beside the field."""
        return "Tên hệ thống, tên cơ quan và tên tỉnh không được tính vào độ dài."


@cache
def _words() -> tuple[str, ...]:
    """Return the words to take away, the longest first, so that none hides inside another."""
    provinces = {fold(b.official).replace(" ", "") for b in bearers() if b.level == "province"}
    words = {*OWN_WORDS, *(name for name in provinces if len(name) >= SHORTEST)}
    return tuple(sorted(words, key=lambda word: (-len(word), word)))
