"""Finding every phrase of every table in one pass over the syllables of a text."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from khuyencong.reading.script import Script
from khuyencong.values.text import strip_marks

#: (start, end, value): one phrase of a table where it stands.
Hit = tuple[int, int, Any]
#: (purpose, value, phrase as written in the table, same without diacritics, how many syllables)
_Entry = tuple[str, Any, str, str, int]

_SYLLABLE = re.compile(r"[^\W_]+")
#: From this length a phrase is known even where the scan lost its diacritics.
_LOOSE_FROM = 3


class Lexicon:
    """Tables of phrases, each table under a purpose; a longer phrase beats a shorter one."""

    def __init__(self, tables: Mapping[str, Mapping[str, Any]]) -> None:
        self._root: dict[str, Any] = {}
        self.purposes = tuple(tables)
        for purpose, table in tables.items():
            for phrase, value in table.items():
                self._add(purpose, phrase, value)

    def _add(self, purpose: str, phrase: str, value: Any) -> None:
        bare = strip_marks(phrase.lower())
        node = self._root
        syllables = _SYLLABLE.findall(bare)
        for syllable in syllables:
            node = node.setdefault(syllable, {})
        node.setdefault("", []).append((purpose, value, phrase.lower(), bare, len(syllables)))

    def scan(self, script: Script) -> dict[str, list[Hit]]:
        """Return, for each purpose, its phrases in reading order, none inside another."""
        found: dict[str, list[Hit]] = {purpose: [] for purpose in self.purposes}
        words = [(m[0], m.start(), m.end()) for m in _SYLLABLE.finditer(script.bare)]
        words.append(("", len(script.bare), len(script.bare)))
        for i, (syllable, start, _) in enumerate(words):
            node = self._root.get(syllable)
            if node is not None and syllable:
                for entry, end in self._longest(node, words, i, script):
                    hits = found[entry[0]]
                    if not hits or hits[-1][1] <= start:
                        hits.append((start, end, entry[1]))
        return found

    def _longest(
        self, node: Any, words: list[tuple[str, int, int]], i: int, script: Script
    ) -> Iterable[tuple[_Entry, int]]:
        """Yield the longest entry of each purpose that begins at word `i`, with its end."""
        start = words[i][1]
        best: dict[str, tuple[_Entry, int]] = {}
        while True:
            end = words[i][2]
            for entry in node.get("", ()):
                if _stands(entry, script, start, end):
                    best[entry[0]] = (entry, end)
            i += 1
            node = node.get(words[i][0]) if words[i][0] else None
            if node is None:
                return best.values()


def _stands(entry: _Entry, script: Script, start: int, end: int) -> bool:
    """Tell whether the phrase is really there: diacritics, and nothing but spaces between."""
    if script.low.startswith(entry[2], start):
        return True
    if " ".join(script.low[start:end].split()) == entry[2]:
        return True
    if entry[4] < _LOOSE_FROM and script.accented:
        return False
    return " ".join(script.bare[start:end].split()) == entry[3]


def spread(table: Mapping[Any, str]) -> dict[str, Any]:
    """Turn `value: "phrase | phrase"` into `phrase: value`."""
    return {
        phrase.strip(): value for value, phrases in table.items() for phrase in phrases.split("|")
    }
