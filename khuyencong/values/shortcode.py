"""Short codes that stand on paper: unguessable, read aloud and typed without a slip."""

import secrets

#: No 0, I, L, O, U: what looks alike is not there. Thirty-one signs, a prime.
SIGNS = "123456789ABCDEFGHJKMNPQRSTVWXYZ"
#: 31^13 codes are more than 2^64.
LENGTH = 13
_GROUP = 5
_TYPED = str.maketrans("IL", "11")


def new_code() -> str:
    """Return a code by chance, its last sign the check of those before it."""
    body = "".join(secrets.choice(SIGNS) for _ in range(LENGTH))
    return body + check_sign(body)


def check_sign(body: str) -> str:
    """Return the sign that a single slip, or two neighbours swapped, would make another."""
    weighed = sum(weight * SIGNS.index(sign) for weight, sign in enumerate(body, 1))
    return SIGNS[weighed % len(SIGNS)]


def read_code(typed: str) -> str:
    """Return a code as it is kept, from what somebody typed; "" where it is none."""
    code = "".join(sign for sign in typed.upper() if sign not in "- .").translate(_TYPED)
    if len(code) != LENGTH + 1 or any(sign not in SIGNS for sign in code):
        return ""
    return code if check_sign(code[:-1]) == code[-1] else ""


def shown_code(code: str) -> str:
    """Return a code in groups: "7KQ2M-9XBCD-4TWA"."""
    return "-".join(code[at : at + _GROUP] for at in range(0, len(code), _GROUP))
