"""What every page of the desk does with a form; the other faces do the same."""

from khuyencong.web.acts import REFUSALS, done_once, done_or_told

__all__ = ["REFUSALS", "done_once", "done_or_told"]
