"""How alike two short texts are: by how few slips of the pen one becomes the other."""

import re

_DOUBLED = re.compile(r"(.)\1")
#: Mỹ and Mĩ, Lý and Lí: two ways to spell one name, folded.
_Y_FOR_I = re.compile(r"(?<=[bcdghklmnpqrstvx])y\b")


def slips(one: str, other: str, most: int) -> int | None:
    """Return how many letters are added, left out, changed or swapped; None above `most`."""
    if abs(len(one) - len(other)) > most:
        return None
    two_above: list[int] = []
    above = list(range(len(other) + 1))
    for i, letter in enumerate(one):
        row = [i + 1]
        for j, wanted in enumerate(other):
            cost = min(above[j] + (letter != wanted), above[j + 1] + 1, row[j] + 1)
            if i and j and letter == other[j - 1] and one[i - 1] == wanted:
                cost = min(cost, two_above[j - 1] + 1)
            row.append(cost)
        if min(row) > most:
            return None
        two_above, above = above, row
    return above[-1] if above[-1] <= most else None


def slips_allowed(length: int) -> int:
    """Return how many slips a text of this length may hold and still mean the same: 0, 1 or 2."""
    return 0 if length < 6 else 1 if length < 11 else 2


#: A slip in a shorter word makes another word of it: "go" and "gom", "an" and "anh".
SHORTEST_WORD = 3


def much_alike(one: str, other: str) -> bool:
    """Tell whether two short texts are one with a slip or two, other spaces or another order.

    Numbers must be equal, and a slip stands in a word that is long enough to bear it.
    """
    one, other = _Y_FOR_I.sub("i", one), _Y_FOR_I.sub("i", other)
    first, second = one.replace(" ", ""), other.replace(" ", "")
    if first == second or sorted(one.split()) == sorted(other.split()):
        return True
    if _figures(one) != _figures(other):
        return False
    allowed = slips_allowed(min(len(first), len(second)))
    if not allowed or slips(first, second, allowed) is None:
        return False
    words, others = one.split(), other.split()
    if len(words) != len(others):
        return True
    changed = [pair for pair in zip(words, others, strict=True) if pair[0] != pair[1]]
    return all(min(map(len, pair)) >= SHORTEST_WORD or _only_typed(*pair) for pair in changed)


def _only_typed(one: str, other: str) -> bool:
    """Tell whether two words differ as fingers err and no name does: swapped or doubled letters."""
    return sorted(one) == sorted(other) or _DOUBLED.sub(r"\1", one) == _DOUBLED.sub(r"\1", other)


def _figures(text: str) -> str:
    return "".join(char for char in text if char.isdigit())
