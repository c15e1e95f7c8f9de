"""The stamp of the version that a form of the desk was opened with."""

from khuyencong.web.typed_stamp import NONE, stamp_in

__all__ = ["NONE", "stamp_in"]
