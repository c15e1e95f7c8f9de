"""Bytes as the letters that a QR packs tightest and an address may bear: two bytes in three.

QR codes have a mode for 45 signs, five and a half bits each. Four of them do not belong into an
address or into a chat; 41 are enough for 2^16 in three signs.
"""

SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ$-./:"
BASE = len(SIGNS)
_VALUE = {sign: value for value, sign in enumerate(SIGNS)}


def spelled(data: bytes) -> str:
    """Return bytes as signs; one text for one row of bytes."""
    pairs = [data[at : at + 2] for at in range(0, len(data), 2)]
    return "".join(_digits(int.from_bytes(pair), 3 if len(pair) == 2 else 2) for pair in pairs)


def _digits(number: int, length: int) -> str:
    signs = ""
    for _ in range(length):
        number, digit = divmod(number, BASE)
        signs = SIGNS[digit] + signs
    return signs


def unspelled(text: str) -> bytes:
    """Return the bytes that signs spell; ValueError where no bytes are spelled so."""
    if len(text) % 3 == 1:
        raise ValueError("a sign is missing")
    return b"".join(_bytes(text[at : at + 3]) for at in range(0, len(text), 3))


def _bytes(signs: str) -> bytes:
    number = 0
    for sign in signs:
        if sign not in _VALUE:
            raise ValueError(f"no such sign: {sign!r}")
        number = number * BASE + _VALUE[sign]
    size = len(signs) - 1
    if number >= 256**size:
        raise ValueError("the signs spell more than their bytes hold")
    return number.to_bytes(size)
