"""An official document as a template of the desk prints it."""

from khuyencong.web.printed import Printed, printed

__all__ = ["Printed", "printed"]
