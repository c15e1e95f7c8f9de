"""Brackets are matched once, inside their block; what never closes costs nothing."""

import time

from khuyencong.reading.brackets import Brackets
from tests.reading.whole import read


def test_a_place_knows_the_bracket_around_it():
    text = "a (b (c) d) e"
    brackets = Brackets(text)

    assert [brackets.opened(text.index(c)) for c in "abcde"] == [-1, 2, 5, 2, -1]
    assert brackets.closing(text.index("b"), len(text)) == text.rindex(")")
    assert brackets.closing(text.index("c"), len(text)) == text.index(")")


def test_what_never_closes_ends_at_the_limit():
    brackets = Brackets("a (b c")

    assert brackets.opened(4) == 2
    assert brackets.closing(4, 6) == 6


def test_no_bracket_reaches_into_another_block():
    text = "a (b\n2) c"

    assert Brackets(text, [5]).opened(6) == -1
    assert Brackets(text).opened(6) == 2


def test_thousands_of_open_brackets_cost_no_more_than_as_many_words():
    started = time.process_time()
    read("(" * 20_000)

    assert time.process_time() - started < 4
