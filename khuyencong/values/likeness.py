"""How alike two short texts are: by how few slips of the pen one becomes the other."""


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


def much_alike(one: str, other: str) -> bool:
    """Tell whether two texts without spaces are one with a slip or two; numbers must be equal."""
    if one == other:
        return True
    if _figures(one) != _figures(other):
        return False
    allowed = slips_allowed(min(len(one), len(other)))
    return bool(allowed) and slips(one, other, allowed) is not None


def _figures(text: str) -> str:
    return "".join(char for char in text if char.isdigit())
