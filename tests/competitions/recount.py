"""Recount a published ledger by nothing but Python: python recount.py so-diem.json"""

import json
import sys
from fractions import Fraction
from pathlib import Path


def recount(text):
    """Return {code: (rank or None, mean total in points or None)} of a ledger."""
    told = json.loads(text)
    given = {code: [] for code in told["entries"]}
    for sheet in told["sheets"]:
        given[sheet["entry"]].append(sheet)
    keys = {}
    for code, sheets in given.items():
        if sheets:
            n = len(sheets)
            means = {c: Fraction(sum(s[c] for s in sheets), n) for c in told["criteria"]}
            keys[code] = [sum(means.values())] + [means[c] for c in told["tie_order"]]
    return {
        code: (1 + sum(other > keys[code] for other in keys.values()), keys[code][0] / 10)
        if code in keys
        else (None, None)
        for code in given
    }


if __name__ == "__main__":
    for code, (rank, mean) in recount(Path(sys.argv[1]).read_text("utf-8")).items():
        print(code, rank or "-", "-" if mean is None else f"{float(mean):.3f}")
