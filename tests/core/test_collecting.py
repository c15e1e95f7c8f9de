"""While a long list is made nobody looks for cycles; afterwards it is as it was."""

import gc

import pytest

from khuyencong.core.collecting import uncollected


def test_the_search_rests_and_goes_on_even_after_a_refusal() -> None:
    assert gc.isenabled()
    with pytest.raises(ValueError, match="x"), uncollected():
        assert not gc.isenabled()
        with uncollected():
            pass
        assert not gc.isenabled()
        raise ValueError("x")
    assert gc.isenabled()
