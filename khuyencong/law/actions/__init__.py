"""Everything that can happen in the law room."""

from khuyencong.law.actions.documents import (
    attach_text,
    record_instrument,
    register_document,
    verify_document,
)
from khuyencong.law.actions.load import load_law
from khuyencong.law.actions.parameters import (
    accept_conflict,
    confirm_end,
    confirm_parameter,
    end_parameter,
    propose_parameter,
    withdraw_parameter,
)

__all__ = [
    "accept_conflict",
    "attach_text",
    "confirm_end",
    "confirm_parameter",
    "end_parameter",
    "load_law",
    "propose_parameter",
    "record_instrument",
    "register_document",
    "verify_document",
    "withdraw_parameter",
]
