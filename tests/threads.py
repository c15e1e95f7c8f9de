"""Things that happen at the same moment."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

from django.db import connections

Outcome = TypeVar("Outcome")


def together(count: int, do: Callable[[int], Outcome]) -> list[Outcome | Exception]:
    """Do `do(0)` … `do(count - 1)` in threads that start at once; return outcomes or exceptions.

    The test needs `django_db(transaction=True)`. An exception that is not expected in the result
    is for the caller to look at: `raised(...)` finds them.
    """
    barrier = Barrier(count)

    def run(number: int) -> Outcome | Exception:
        try:
            barrier.wait(timeout=30)
            return do(number)
        except Exception as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(run, range(count)))


def raised(outcomes: list[Outcome | Exception]) -> list[Exception]:
    """Return the exceptions among `outcomes`."""
    return [outcome for outcome in outcomes if isinstance(outcome, Exception)]
